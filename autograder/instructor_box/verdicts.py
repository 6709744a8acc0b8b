"""What a test cell's end means: points, and the sentence that the student reads."""

from __future__ import annotations

import math
import numbers
from typing import Any

import numpy as np

from autograder.boxes.cells import filename_of
from autograder.boxes.crossing.remote_errors import StudentError
from autograder.checking import check as checking


def checked(cell: dict, result: checking.CheckResult) -> dict:
    """The verdict of a cell that calls `check`."""
    fraction = min(max(float(result.score) / float(result.max_score), 0.0), 1.0)
    found = cell_result(
        cell, "ok" if result.passed else "error", "\n".join(result.notes) if result.passed else result.message
    )
    return {**found, "score": cell["points"] * fraction, "mistakes": list(result.mistakes)}


def scored(cell: dict, value: Any) -> dict:
    """A test cell that ran to its end: full points, or the number that stands last in it."""
    # A time span counts as a whole number in NumPy, but no score is one.
    no_score = bool | np.bool_ | np.timedelta64
    if not isinstance(value, numbers.Real) or isinstance(value, no_score):
        return {**cell_result(cell, "ok", ""), "score": cell["points"]}
    try:
        score = float(value)
    except OverflowError:
        score = math.inf
    if not math.isfinite(score):
        return cell_result(
            cell, "error", f"The test gave {score} points, which is no score; please tell your instructor."
        )
    return {**cell_result(cell, "ok", ""), "score": min(max(score, 0.0), cell["points"])}


def cell_result(cell: dict, status: str, message: str) -> dict:
    """A cell's result without points."""
    score = None if cell["points"] is None else 0.0
    return {"status": status, "outputs": [], "score": score, "message": message, "mistakes": []}


def failure(problem: BaseException, cell: dict) -> str:
    """What a student is told of a failed test; nothing of a hidden one."""
    source = cell["test_source"]
    line = _failing_line(problem, filename_of(source))
    kind = type(problem).__name__
    if line is not None and line in cell["hidden_lines"]:
        # A student's exception could carry the hidden input in its text or in its name.
        told = ": your code raised an exception" if isinstance(problem, StudentError) else ""
        return f"A hidden test failed{told}."
    text = str(problem)[:1000]
    shown = (
        source.splitlines()[line - 1].strip() if line is not None and line <= len(source.splitlines()) else ""
    )
    first = f"The test failed at: {shown}" if shown else "The test failed."
    return f"{first}\n{kind}: {text}" if text else f"{first}\n{kind}"


def _failing_line(problem: BaseException, filename: str) -> int | None:
    if isinstance(problem, SyntaxError) and problem.filename == filename:
        return problem.lineno
    line, frame = None, problem.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename == filename:
            line = frame.tb_lineno
        frame = frame.tb_next
    return line
