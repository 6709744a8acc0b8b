"""What a run says of how its test cells ran, and what that means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from autograder.classroom.student_result import StudentResult
from autograder.reading.ways.file import rehearse_command
from autograder.records import NotebookVerdict

_NAMED = 5  # cells that a sentence names


def meaning(together: int, tests: int) -> str:
    """One sentence for so many test cells that run together with students' code, among so many.

    Examples
    --------
    >>> meaning(1, 3).partition(" with")[0]
    '1 of 3 test cells runs together'
    """
    runs = "runs" if together == 1 else "run"
    others = " The others run apart, where nothing can." if together < tests else ""
    return (
        f"{together} of {tests} test cells {runs} together with students' code, as in a kernel: walled in, "
        "watched by copies that must fail and by what it relies on, and yet code that aims at this grader "
        f"can forge it (docs/threat_model.md).{others}"
    )


def said_of_verdicts(verdicts: Iterable[NotebookVerdict]) -> str:
    """How many test cells ran together, of all that were graded; empty if none did."""
    ways: dict[tuple[str, str], bool] = {}
    for verdict in verdicts:
        for cell in verdict.cells:
            ways[verdict.notebook, cell.grade_id] = cell.is_together
    together = sum(ways.values())
    return meaning(together, len(ways)) if together else ""


def said_of_ways(results: Sequence[StudentResult], assignment: str) -> list[str]:
    """Sentences for the end of a run: what ran together, and what may have failed because it ran apart."""
    said = said_of_verdicts(notebook for result in results for notebook in result.notebooks)
    return [sentence for sentence in (said, _undecided(results, assignment)) if sentence]


def _undecided(results: Sequence[StudentResult], assignment: str) -> str:
    """Test cells that nobody passed and that need what may not cross; whoever passes shows that it does."""
    passed = {cell.grade_id for result in results for cell in result.cells if cell.score > 0}
    needs = {cell.grade_id: cell.needs for result in results for cell in result.cells if cell.needs}
    open_cells = [f"{name} {what}" for name, what in needs.items() if name not in passed]
    if not open_cells:
        return ""
    more = f", and {len(open_cells) - _NAMED} more" if len(open_cells) > _NAMED else ""
    return (
        "Nobody passed these test cells, and they need what may not cross to a process of their own: "
        f"{'; '.join(open_cells[:_NAMED])}{more}. That may be no fault of the answers. To find out, and to "
        f"have them run together with students' code where they must: {rehearse_command(assignment)}"
    )
