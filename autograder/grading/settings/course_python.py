"""The Python of the course: the environment in which both boxes run, where it is not the grader's own."""

from __future__ import annotations

import functools
import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from traitlets import Bool, Unicode
from traitlets.config import Config, Configurable

from autograder.reading.course import Course, SetupError

# What the boxes themselves need; MessagePack they take along.
_NEEDED = ("IPython", "numpy", "traitlets")
_OLDEST = (3, 11)
_SECONDS = 60
# What has been named already, by whichever thread.
_lock = threading.Lock()
_named: set[tuple[str, frozenset[str]]] = set()
_log = logging.getLogger(__name__)
_ASK = """
import importlib.util, json, os, sys
def has(name):
    try:
        return name in sys.modules or importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False
print(json.dumps({
    "version": sys.version_info[:2],
    "paths": [sys.prefix, sys.base_prefix, os.path.dirname(os.path.dirname(os.path.realpath(sys.executable))),
              *[path for path in sys.path if os.path.isdir(path)]],
    "missing": [name for name in sys.argv[1:] if not has(name)],
}))
"""


class AutograderCourse(Configurable):
    """How a course runs.

    In `nbgrader_config.py`::

        c.AutograderCourse.python = "/srv/course/venv/bin/python"
        c.AutograderCourse.network = True
    """

    python = Unicode("", help="The Python in whose environment cells run; the grader's own by default.").tag(
        config=True
    )
    network = Bool(False, help="Whether students' code may reach the network. Every run says so.").tag(
        config=True
    )


def python_of(course: Course, option: str | None = None) -> str:
    """The path of the course's Python: what the command line says, else the configuration, else ours.

    Raises
    ------
    SetupError
        If it is no Python in which cells can be run.
    """
    chosen = option or AutograderCourse(config=course.config).python
    if not chosen:
        return sys.executable
    path = os.path.abspath(course.root / Path(chosen).expanduser())
    version = tuple(_told(path, _NEEDED)["version"])
    if version < _OLDEST:
        raise SetupError(f"--python: must be Python {_name(_OLDEST)} or newer; {path} is {_name(version)}.")
    require_packages(path, _NEEDED)
    return path


def require_packages(python: str, names: tuple[str, ...]) -> None:
    """Raise `SetupError` unless the course's Python has these packages."""
    missing = _told(python, names)["missing"]
    if missing:
        raise SetupError(
            f"--python: {python} must have {', '.join(names)}; it lacks {', '.join(missing)}. "
            f"Run: {python} -m pip install {' '.join(name.lower() for name in missing)}"
        )


def network_of(config: Config, option: bool | None = None) -> bool:
    """Whether students' code may reach the network: what the command line says, else the configuration."""
    return bool(AutograderCourse(config=config).network) if option is None else option


def setting_of(python: str, has_network: bool) -> str:
    """What of these two decides about marks, in a few words; empty for our own Python without a network.

    Examples
    --------
    >>> setting_of(sys.executable, False), setting_of(sys.executable, True)
    ('', 'network')
    """
    parts = [] if python == sys.executable else [f"{python} {_name(_told(python, _NEEDED)['version'])}"]
    return ", ".join([*parts, *["network"] * has_network])


def paths_of(python: str) -> list[Path]:
    """The folders that a Python needs to run."""
    return [Path(path) for path in _told(python, ())["paths"]]


def name_missing(python: str, modules: frozenset[str]) -> None:
    """Say once which packages, that an assignment's cells import, are not there."""
    missing = _told(python, tuple(sorted(modules)))["missing"]
    with _lock:
        is_new = (python, modules) not in _named
        _named.add((python, modules))
    if missing and is_new:
        _log.warning(
            "The notebooks import %s, which %s does not have: cells that need it will fail. Install what is "
            "missing (%s -m pip install ...), or name the course's own Python with --python.",
            ", ".join(missing),
            python,
            python,
        )


def _name(version: Iterable[int]) -> str:
    return ".".join(map(str, version))


@functools.cache
def _told(python: str, modules: tuple[str, ...]) -> dict[str, Any]:
    try:
        ran = subprocess.run(
            [python, "-c", _ASK, *modules],
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            cwd="/",
            check=True,
        )
        told: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    except (OSError, subprocess.SubprocessError, ValueError, IndexError) as problem:
        raise SetupError(
            f"--python: must be the path of a Python; got {python}, which does not run as one "
            f"({type(problem).__name__})."
        ) from problem
    return told
