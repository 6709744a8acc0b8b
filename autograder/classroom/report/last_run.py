"""The last run of `autograder grade` or `watch`: its walls, its limits, and whose marks it changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from autograder.boxes.limits import Limits
from autograder.classroom.class_report import changed_cells
from autograder.classroom.student_result import StudentResult

_FILE = "last_run.json"


@dataclass(frozen=True)
class ChangedMark:
    """A mark that a run made another one: points before and after, and in which cells."""

    student: str
    before: float
    after: float
    where: str


@dataclass(frozen=True)
class LastRun:
    """A run that has ended, or a watch so far.

    Parameters
    ----------
    ended : str
        UTC, to the minute.
    walls, limits : str
        In words; of the walls with where it ran.
    graded, unchanged : int
        Students.
    changed : tuple of ChangedMark
    """

    ended: str
    walls: str
    limits: str
    graded: int
    unchanged: int
    changed: tuple[ChangedMark, ...] = ()


def limits_in_words(limits: Limits) -> str:
    """The limits that an instructor sets, in a sentence."""
    return (
        f"{limits.cell_seconds:g} s of CPU time a cell, {limits.test_seconds:g} s a test, "
        f"{limits.submission_seconds:g} s and {limits.memory / 2**20:g} MB a submission."
    )


def run_of(results: Sequence[StudentResult], walls: str, limits: Limits) -> LastRun:
    """What is noted of a run that ends now."""
    return LastRun(
        ended=f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        walls=walls,
        limits=limits_in_words(limits),
        graded=sum(result.is_new for result in results),
        unchanged=sum(not result.is_new and result.failure is None for result in results),
        changed=tuple(
            ChangedMark(
                result.student,
                round(result.before.total, 6),
                round(result.after.total, 6),
                "; ".join(f"{name}: {old} to {new}" for name, old, new in changed_cells(result)),
            )
            for result in results
            if result.before and result.after and result.has_new_mark
        ),
    )


def together(earlier: LastRun, later: LastRun) -> LastRun:
    """Two parts of one watch: a mark that both changed counts from before the first to after the second."""
    changed = {each.student: each for each in earlier.changed}
    for each in later.changed:
        first = changed.get(each.student, each)
        where = each.where if first is each else f"{first.where}; {each.where}"
        changed[each.student] = replace(each, before=first.before, where=where)
    return replace(
        later,
        graded=earlier.graded + later.graded,
        unchanged=earlier.unchanged + later.unchanged,
        changed=tuple(each for each in changed.values() if each.before != each.after),
    )


def write_last_run(folder: Path, run: LastRun) -> None:
    """Note a run in the folder of an assignment's report, in the place of the one before; OSError if not."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _FILE).write_text(json.dumps(asdict(run), indent=1) + "\n", encoding="utf-8")


def read_last_run(folder: Path) -> LastRun | None:
    """The run that was noted there; None if there is none that can be read."""
    try:
        noted = json.loads((folder / _FILE).read_text("utf-8"))
        changed = tuple(ChangedMark(**each) for each in noted.pop("changed"))
        return LastRun(**noted, changed=changed)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
