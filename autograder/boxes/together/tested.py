"""A test cell in the student's process: what it and its copies say, and what they relied on.

What is told here is evidence and no verdict: the instructor's box judges it. Everything in this process may
have been replaced by the student's code, this module too, so nothing here is proof by itself.
"""

from __future__ import annotations

import dataclasses
import math
import numbers
from collections import ChainMap
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

import numpy as np

from autograder.boxes.cells import loaded
from autograder.boxes.crossing.remote_errors import text_of
from autograder.boxes.limits import MAX_NAME
from autograder.boxes.shell import BoxShell
from autograder.boxes.together.earlier_state import EarlierState
from autograder.boxes.together.machinery import changed_digests, differences, pristine

# The source of a cell, and its code as `dumped` makes it.
Sent = tuple[str, bytes]


@dataclass(frozen=True)
class Tested:
    """What a test, or a copy of it, said.

    Parameters
    ----------
    is_ok : bool
        Whether it ran to its end.
    error, text : str
        Class and text of the exception that ended it.
    line : int
        Of the cell, from 1, that raised; 0 if that is not known.
    value : float or None
        Its last value, where that is a number.
    bound, deleted : list of str
        Names that it bound anew, and that are gone.
    """

    is_ok: bool = False
    error: str = ""
    text: str = ""
    line: int = 0
    value: float | None = None
    bound: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Evidence:
    """What the student's process says of a test that ran in it.

    Parameters
    ----------
    nonce : str
        As it came with the test.
    test, copy : Tested
    before, changed : dict
        Path -> digest of what the test relies on, as far as `pristine` does not say it: before it ran, and of
        what is another one after it.
    """

    nonce: str = ""
    test: Tested = field(default_factory=Tested)
    copy: Tested = field(default_factory=Tested)
    before: dict[str, str] = field(default_factory=dict)
    changed: dict[str, str] = field(default_factory=dict)


def run_test(
    shell: BoxShell,
    nonce: str,
    cells: list[Sent],
    relied_on: tuple[list[str], list[str]],
    before_it: EarlierState | None,
) -> dict[str, Any]:
    """Run a test, and a copy of it from the same state.

    Parameters
    ----------
    shell : BoxShell
    nonce : str
    cells : list of (str, bytes)
        Definitions that run before it, the copy (or nothing), and the test itself: source and `dumped` code.
    relied_on : (list of str, list of str)
        Modules and paths, for `changed_digests`.
    before_it : EarlierState or None
        Kept of the present state, for the copy.
    """
    prelude, copied, source = cells
    # Whoever is told may change what the test relies on: so before that is looked at, and after.
    shell.let_extensions_know(is_over=False)
    _define(shell, prelude)
    before = changed_digests(*relied_on, shell.user_ns)
    test = _tested(shell, source)
    # A test that fails earns nothing, whatever its copy does.
    said = Tested()
    if before_it is not None and copied[0] and test.is_ok:
        said = tested_from_untrusted(before_it.run(prelude, copied))
    after = changed_digests(*relied_on, shell.user_ns) if test.is_ok else before
    changed = {path: after[path] for path in differences(ChainMap(before, pristine()), after)}
    shell.let_extensions_know(is_over=True)
    return dataclasses.asdict(Evidence(nonce, test, said, before, changed))


def run_copy(shell: BoxShell, cells: list[Sent]) -> dict[str, Any]:
    """Run a copy, from the state that was kept; what `run_test` takes it for."""
    prelude, copied = cells
    shell.let_extensions_know(is_over=False)
    _define(shell, prelude)
    return dataclasses.asdict(_tested(shell, copied))


def _define(shell: BoxShell, prelude: Sent) -> None:
    source, dump = prelude
    if source:
        shell.run_unseen(source, loaded(dump))


def _tested(shell: BoxShell, cell: Sent) -> Tested:
    """Run a cell as a kernel does; what it prints goes nowhere."""
    source, dump = cell
    run = shell.run_unseen(source, loaded(dump))
    problem = shell.ended_with
    if problem is not None:
        name = type(problem).__name__[:MAX_NAME]
        line = _line(problem, shell.user_ns)
        return Tested(False, name, text_of(problem), line, bound=run.bound, deleted=run.deleted)
    value = None if source.rstrip().endswith(";") else _points(shell.last_value)
    return Tested(run.is_ok, value=value, bound=run.bound, deleted=run.deleted)


def _points(value: Any) -> float | None:
    """A last value that nbgrader would read as points; None if it is something else."""
    if not isinstance(value, numbers.Real) or isinstance(value, bool | np.bool_ | np.timedelta64):
        return None
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _line(problem: BaseException, names: dict[str, Any]) -> int:
    """The line of the cell that raised: the innermost one of the file in which the cell began."""
    line, cell, frame = 0, "", problem.__traceback__
    while frame is not None:
        here: FrameType = frame.tb_frame
        if not cell and here.f_globals is names:
            cell = here.f_code.co_filename
        if cell and here.f_code.co_filename == cell:
            line = frame.tb_lineno
        frame = frame.tb_next
    return line


def evidence_from_untrusted(data: Any) -> Evidence:
    """Make evidence of whatever arrived; what is not as `run_test` makes it is left out, never an error.

    Examples
    --------
    >>> evidence = evidence_from_untrusted({"nonce": "a", "test": {"is_ok": 1}, "before": {"x": 1}})
    >>> evidence.nonce, evidence.test.is_ok, evidence.before
    ('a', False, {})
    """
    fields = data if type(data) is dict else {}
    return Evidence(
        nonce=_text(fields.get("nonce")),
        test=tested_from_untrusted(fields.get("test")),
        copy=tested_from_untrusted(fields.get("copy")),
        before=_texts_by_text(fields.get("before")),
        changed=_texts_by_text(fields.get("changed")),
    )


def tested_from_untrusted(data: Any) -> Tested:
    """The same for what one of the two said."""
    fields = data if type(data) is dict else {}
    value = fields.get("value")
    return Tested(
        is_ok=fields.get("is_ok") is True,
        error=_text(fields.get("error"))[:MAX_NAME],
        text=_text(fields.get("text")),
        line=_number(fields.get("line")),
        value=float(value) if isinstance(value, int | float) else None,
        bound=_texts(fields.get("bound")),
        deleted=_texts(fields.get("deleted")),
    )


def _text(value: Any) -> str:
    return value if type(value) is str else ""


def _number(value: Any) -> int:
    return value if type(value) is int else 0


def _texts(value: Any) -> list[str]:
    return [each for each in value if type(each) is str] if type(value) is list else []


def _texts_by_text(value: Any) -> dict[str, str]:
    items = value.items() if type(value) is dict else ()
    return {key: item for key, item in items if type(key) is str and type(item) is str}
