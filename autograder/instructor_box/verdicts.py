"""What a test cell's end means: points, and the sentence that the student reads."""

from __future__ import annotations

import math
import numbers
import re
from typing import Any

import numpy as np

from autograder.boxes.cells import filename_of
from autograder.boxes.crossing.remote_errors import StudentError
from autograder.boxes.limits import MAX_MESSAGE
from autograder.checking.diagnosis.hypotheses import all_mistakes
from autograder.checking.diagnosis.words import beside_others
from autograder.checking.result import CheckResult
from autograder.checking.views.likeness import likeness_of
from autograder.records import CellResult, PlannedCell

# Notes in which nothing of the student's stands, not even a name.
_FIXED_NOTES = frozenset({"inputs_changed", "list_for_array"})
# What is left of a message about known mistakes without their sentences.
_FRAME = re.compile(r"((Two|Three) things\. \(1\)  \(2\) ( \(3\) )?)?")
_ON_HIDDEN_CASE = re.compile(r"((`\w[\w.]*`( and )?)+ (is|are) right in every case\. )?In the hidden case “")


def checked(cell: PlannedCell, result: CheckResult) -> CellResult:
    """The verdict of a cell that calls `check`."""
    fraction = min(max(float(result.score), 0.0), 1.0)
    score = (cell.points or 0.0) * fraction
    status, message = ("ok", "\n".join(result.notes)) if result.passed else ("error", result.message)
    return CellResult(
        status,
        [],
        score,
        message,
        list(result.mistakes),
        is_own_words=_is_in_own_words(result),
        likeness=likeness_of(result.rows),
    )


def _is_in_own_words(result: CheckResult) -> bool:
    """Whether what is shown of a check is written in the exercise: which sentence it is, and no more."""
    if result.passed:
        return _FIXED_NOTES.issuperset(result.mistakes)
    text = result.message
    for mistake in all_mistakes(result.exercise):
        if mistake.id in result.mistakes:
            for sentence in (mistake.sentence, beside_others(mistake.sentence)):
                text = text.replace(sentence, "", 1)
    is_stub = text == f"Not implemented yet: {result.exercise.signature}"
    return is_stub or bool(_FRAME.fullmatch(text)) or bool(_ON_HIDDEN_CASE.match(text))


def scored(cell: PlannedCell, value: Any) -> CellResult:
    """A test cell that ran to its end: full points, or the number that stands last in it."""
    # A time span counts as a whole number in NumPy, but no score is one.
    no_score = bool | np.bool_ | np.timedelta64
    if not isinstance(value, numbers.Real) or isinstance(value, no_score):
        return CellResult("ok", score=cell.points)
    try:
        score = float(value)
    except OverflowError:
        score = math.inf
    if not math.isfinite(score):
        return no_points(
            cell, "error", f"The test gave {score} points, which is no score; please tell your instructor."
        )
    return CellResult("ok", score=min(max(score, 0.0), cell.points or 0.0))


def no_points(cell: PlannedCell, status: str, message: str) -> CellResult:
    """A cell that earns nothing: 0 for a test, no score for any other cell."""
    return CellResult(status, score=0.0 if cell.is_test else None, message=message)


def failed(cell: PlannedCell, problem: BaseException) -> CellResult:
    """A test that raised: the student learns which line did, and why; nothing of a hidden one."""
    line = _failing_line(problem, cell.test_source or "")
    if line is None and cell.hidden_lines:
        return no_points(cell, "error", "A hidden test failed.")
    if line is not None and line in cell.hidden_lines and isinstance(problem, StudentError):
        # A student's exception could carry the hidden input in its text or in its name.
        return no_points(cell, "error", "A hidden test failed: your code raised an exception.")
    return failed_at(cell, line, type(problem).__name__, str(problem))


def failed_at(cell: PlannedCell, line: int | None, error: str, text: str) -> CellResult:
    """A test that ended with an exception, given by the name of its class and its text."""
    if line is not None and line in cell.hidden_lines:
        return no_points(cell, "error", "A hidden test failed.")
    text = text[:MAX_MESSAGE]
    lines = (cell.test_source or "").splitlines()
    shown = lines[line - 1].strip() if line is not None and 0 < line <= len(lines) else ""
    first = f"The test failed at: {shown}" if shown else "The test failed."
    return no_points(cell, "error", f"{first}\n{error}: {text}" if text else f"{first}\n{error}")


def _failing_line(problem: BaseException, source: str) -> int | None:
    """The line of the cell that raised; None where a magic ran the cell, and so nothing tells which."""
    if source.lstrip().startswith("%%"):
        return None
    filename = filename_of(source)
    if isinstance(problem, SyntaxError) and problem.filename == filename:
        return problem.lineno
    line, frame = None, problem.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename == filename:
            line = frame.tb_lineno
        frame = frame.tb_next
    return line
