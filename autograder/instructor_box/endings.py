"""What a cell's end by a limit or a signal means: a status, what ended it, and a sentence for the student."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.boxes.limits import Limits
from autograder.records import CPU_TIME, MEMORY, SIGNAL, WALL_CLOCK, CellResult, PlannedCell


@dataclass(frozen=True)
class Ending:
    """Status and `ended_by` of a `CellResult`, and its message, with {fields} of `_fields`."""

    status: str
    ended_by: str
    message: str


_CELL = "that a cell or a call may take ({cell_seconds})"
_UNUSED = "it used less than the {cell:g} s of CPU time " + _CELL
_NOT_GRADED = "so this could not be graded."
_UNFINISHED = "The test did not come to an end with your code, " + _NOT_GRADED
LOST = Ending("died", "", "Your code stopped answering, " + _NOT_GRADED)
# The reason, as the boxes and the worker tell it -> what it means.
_ENDINGS = {
    "cpu": Ending(
        "timeout",
        CPU_TIME,
        f"Your code used up the {{cell:g}} s of CPU time {_CELL}: look for a loop that does not end.",
    ),
    "wall": Ending(
        "timeout",
        WALL_CLOCK,
        f"Your code did not end in {{cell_wall:g}} s by the clock; {_UNUSED}: look for what it waits for.",
    ),
    "test cpu": Ending(
        "timeout",
        CPU_TIME,
        "The test was stopped after the {test:g} s of CPU time that a test may take ({test_seconds}).",
    ),
    "test wall": Ending(
        "timeout", WALL_CLOCK, "The test was stopped after {test_wall:g} s by the clock ({test_seconds})."
    ),
    "submission cpu": Ending(
        "not run",
        CPU_TIME,
        "The submission used up the {submission:g} s of CPU time that it may take ({submission_seconds}).",
    ),
    "submission wall": Ending(
        "not run",
        WALL_CLOCK,
        "The submission had not ended after {submission_wall:g} s by the clock ({submission_seconds}).",
    ),
    "memory": Ending(
        "died",
        MEMORY,
        "Your code was ended because it used more than the {megabytes:.0f} MB of memory that a submission "
        f"may use ({{memory}}), {_NOT_GRADED}",
    ),
    "exit": Ending(
        "died", "", f"Your code ended the whole process (for example with os._exit), {_NOT_GRADED}"
    ),
    "SIGSEGV": Ending(
        "died", "", f"Your code crashed the Python process (a segmentation fault), {_NOT_GRADED}"
    ),
    "SIGKILL": Ending("died", SIGNAL, f"Your code was killed (SIGKILL), {_NOT_GRADED}"),
    "test killed": Ending("timeout", SIGNAL, _UNFINISHED),
    "test lost": Ending("timeout", "", _UNFINISHED),
}


def where_to_set(field: str) -> str:
    """Name a limit and the two places where it can be set."""
    return f"{field}; AutograderLimits.{field} in nbgrader_config.py or --{field.replace('_', '-')}"


def ending(reason: str, limits: Limits) -> Ending:
    """What a reason means, its sentence filled in.

    Examples
    --------
    >>> found = ending("test cpu", Limits())
    >>> found.ended_by, found.message[:72]
    ('CPU time', 'The test was stopped after the 20 s of CPU time that a test may take (te')
    """
    found = _ENDINGS.get(reason, LOST)
    fields = {"megabytes": limits.memory / 10**6, "memory": where_to_set("memory")}
    for name in ("cell", "test", "submission"):
        seconds = getattr(limits, f"{name}_seconds")
        fields |= {
            name: seconds,
            f"{name}_wall": limits.wall(seconds),
            f"{name}_seconds": where_to_set(f"{name}_seconds"),
        }
    return Ending(found.status, found.ended_by, found.message.format(**fields))


def ended(cell: PlannedCell, reason: str, limits: Limits) -> CellResult:
    """The result of a cell that was ended: 0 for a test, no score for any other."""
    meaning = ending(reason, limits)
    score = 0.0 if cell.is_test else None
    return CellResult(
        meaning.status,
        score=score,
        message=meaning.message,
        ended_by=meaning.ended_by,
        is_own_words=True,
    )
