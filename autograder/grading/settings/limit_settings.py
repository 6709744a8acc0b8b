"""The limits as an instructor sets them: in nbgrader_config.py, or on the command line."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from traitlets import Any as AnyValue
from traitlets import TraitError
from traitlets.config import Config, Configurable

from autograder.boxes.limits import Limits
from autograder.reading.course import SetupError

_UNITS = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30, "T": 2**40}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMGT]?)i?B?", re.IGNORECASE)
_DEFAULT = Limits()
# The smallest value that is of any use: NumPy's own needs, a figure, a line.
_LEAST = {"memory": 64 * 2**20, "disk": 2**20, "output": 80, "processes": 8, "wall_factor": 1}
_SIZES = ("memory", "disk")
_COUNTS = ("output", "processes")
NAMES = tuple(field.name for field in fields(Limits))


class AutograderLimits(Configurable):
    """What one submission may use; unset, a limit has its default.

    In `nbgrader_config.py`::

        c.AutograderLimits.cell_seconds = 60
        c.AutograderLimits.memory = "4G"
    """

    cell_seconds = AnyValue(None, help="CPU time of one cell, or of one call of a student's function.")
    test_seconds = AnyValue(None, help="CPU time of one test cell, its calls not included.")
    submission_seconds = AnyValue(None, help="CPU time of a whole submission.")
    memory = AnyValue(None, help="Memory of a whole submission, bytes or text such as '2G'.")
    disk = AnyValue(None, help="Files that a submission may write, bytes or text such as '64M'.")
    output = AnyValue(None, help="Characters that are kept of one cell's output.")
    processes = AnyValue(None, help="Processes and threads of a submission.")
    wall_factor = AnyValue(None, help="By the wall clock, a limit is so many times as long.")
    least_wall_seconds = AnyValue(None, help="By the wall clock, no limit is shorter.")


for _trait in AutograderLimits.class_own_traits().values():
    _trait.tag(config=True)


def limits_of(config: Config, options: Mapping[str, Any] | None = None) -> Limits:
    """The limits of a course.

    Parameters
    ----------
    config : traitlets Config
        Of the course. nbgrader's own `ExecutePreprocessor.timeout` stands for `cell_seconds` where
        `AutograderLimits` does not say otherwise.
    options : mapping, optional
        Name of a limit -> what the command line says, above all else; None where it says nothing.

    Raises
    ------
    SetupError
        If a value is no limit.

    Examples
    --------
    >>> limits_of(Config({"AutograderLimits": {"memory": "4G"}}), {"cell_seconds": 60}).cell_seconds
    60.0
    """
    try:
        configured = AutograderLimits(config=config)
    except TraitError as error:
        raise SetupError(f"nbgrader_config.py: {error}") from error
    values = {}
    for name in NAMES:
        option, setting = (options or {}).get(name), getattr(configured, name)
        if option is not None:
            values[name] = _limit(f"--{name.replace('_', '-')}", name, option)
        elif setting is not None:
            values[name] = _limit(f"AutograderLimits.{name}", name, setting)
    timeout = _nbgraders_timeout(config)
    if timeout is not None:
        values.setdefault("cell_seconds", timeout)
    return Limits(**values)


def _nbgraders_timeout(config: Config) -> float | None:
    """The seconds that nbgrader's own execution would give a cell; None, 0 and less are no limit there."""
    for owner in ("Execute", "ExecutePreprocessor", "NotebookClient"):
        seconds = config[owner].get("timeout") if owner in config else None
        if isinstance(seconds, int | float) and seconds > 0:
            return float(_limit(f"{owner}.timeout", "cell_seconds", seconds))
    return None


def _limit(place: str, name: str, value: Any) -> Any:
    number = _size(value) if name in _SIZES else _number(value)
    least = _LEAST.get(name, 0)
    if number is None or not math.isfinite(number) or number < least or number == 0:
        unit = 'bytes, or a size such as "512M" or "2G"' if name in _SIZES else "a number"
        bound = f"of at least {least}" if least else "above 0"
        raise SetupError(
            f"{place}: the limit must be {unit} {bound}; got {value!r}. Without it, it is {_default(name)}."
        )
    return int(number) if name in _SIZES + _COUNTS else number


def _default(name: str) -> str:
    value = getattr(_DEFAULT, name)
    return f"{value // 2**20}M" if name in _SIZES else f"{value:g}"


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None


def _size(value: Any) -> float | None:
    """Bytes of a number, or of a text such as "2G"."""
    if not isinstance(value, str):
        return _number(value)
    parts = _SIZE.fullmatch(value.strip())
    return float(parts[1]) * _UNITS[parts[2].upper()] if parts else None
