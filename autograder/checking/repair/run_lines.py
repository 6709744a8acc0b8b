"""The lines that run in every wrong case and in no right one: the mistake is there, or in what chose them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any

from autograder.checking.call import ask, code_of
from autograder.checking.prediction import CaseResult
from autograder.checking.repair.place import Place
from autograder.exercises.exercise import Exercise

# A line, and where the function begins in which it ran: lambdas stand in the lines of the function around.
Run = tuple[int, int]
# Of more lines than these, the first is no place.
_MOST_LINES = 4


def place_only_where_wrong(
    function: Callable[..., object], exercise: Exercise, results: Sequence[CaseResult]
) -> Place | None:
    """The first of a few lines that run where the answer is wrong, and only there; None without any."""
    code = code_of(function)
    if code is None or not any(each.passed for each in results):
        return None
    ran = [(each.passed, _lines_run(function, exercise, each, code.co_filename)) for each in results]
    in_wrong = set.intersection(*(lines for passed, lines in ran if not passed))
    only = in_wrong - set().union(*(lines for passed, lines in ran if passed))
    if not 0 < len(only) <= _MOST_LINES:
        return None
    line = min(only)[0]
    told = f"Line {line} runs in every case that is wrong, and in none that is right."
    return Place(line, "", "what is special about the cases in which it runs", told=told, is_sure=False)


def _lines_run(
    function: Callable[..., object], exercise: Exercise, result: CaseResult, file: str
) -> set[Run]:
    with _noted(file) as found:
        ask(function, exercise, result.case)
    return found


@contextmanager
def _noted(file: str) -> Iterator[set[Run]]:
    """Collect the lines of a file that run; whoever traces already goes on afterwards."""
    found: set[Run] = set()

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        if frame.f_code.co_filename != file:
            return None
        if event == "line":
            found.add((frame.f_lineno, frame.f_code.co_firstlineno))
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield found
    finally:
        sys.settrace(before)
