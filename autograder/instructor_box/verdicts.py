"""What a test cell's end means: points, and the sentence that the student reads."""

from __future__ import annotations

import math
import numbers
from typing import Any

import numpy as np

from autograder.boxes.cells import filename_of
from autograder.boxes.crossing.remote_errors import StudentError
from autograder.boxes.limits import MAX_MESSAGE
from autograder.checking.result import CheckResult
from autograder.records import CellResult, PlannedCell


def checked(cell: PlannedCell, result: CheckResult) -> CellResult:
    """The verdict of a cell that calls `check`."""
    fraction = min(max(float(result.score), 0.0), 1.0)
    score = (cell.points or 0.0) * fraction
    if result.passed:
        return CellResult("ok", [], score, "\n".join(result.notes), list(result.mistakes))
    return CellResult("error", [], score, result.message, list(result.mistakes))


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
    source = cell.test_source or ""
    line = _failing_line(problem, filename_of(source))
    if line is not None and line in cell.hidden_lines:
        # A student's exception could carry the hidden input in its text or in its name.
        reason = ": your code raised an exception" if isinstance(problem, StudentError) else ""
        return no_points(cell, "error", f"A hidden test failed{reason}.")
    text = str(problem)[:MAX_MESSAGE]
    lines = source.splitlines()
    shown = lines[line - 1].strip() if line is not None and line <= len(lines) else ""
    first = f"The test failed at: {shown}" if shown else "The test failed."
    error = type(problem).__name__
    return no_points(cell, "error", f"{first}\n{error}: {text}" if text else f"{first}\n{error}")


def _failing_line(problem: BaseException, filename: str) -> int | None:
    if isinstance(problem, SyntaxError) and problem.filename == filename:
        return problem.lineno
    line, frame = None, problem.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename == filename:
            line = frame.tb_lineno
        frame = frame.tb_next
    return line
