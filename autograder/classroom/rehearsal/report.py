"""What an instructor reads of a rehearsal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.classroom.rehearsal.rehearse import Rehearsed
from autograder.classroom.together_words import meaning

_ASK = "Ask for the type or the missing entries first, for example: assert not np.ma.isMaskedArray(answer)."


def print_rehearsal(console: Console, tests: Sequence[Rehearsed]) -> None:
    """Print what every test gave the solution and the blank notebook, and what does not hold."""
    together = [test for test in tests if test.way.is_together]
    heads = ["test", "points", "solution", "blank", *["runs"] * bool(together)]
    table = Table(*heads, "", box=None, pad_edge=False)
    for column in table.columns[: len(heads)]:
        column.no_wrap = True
    for test in tests:
        scores = [f"{test.boxes[version]:g}, {test.kernel[version]:g}" for version in ("solution", "blank")]
        scores += _way(test) if together else []
        table.add_row(escape(test.grade_id), f"{test.points:g}", *scores, "!" if test.finding else "")
    console.print("Points in the boxes, and in a kernel as in JupyterLab:")
    console.print(table)
    findings = [test for test in tests if test.finding]
    for test in findings:
        console.print(f"[bold]{escape(test.grade_id)}[/bold]: {escape(test.finding)}", soft_wrap=True)
    if not findings:
        console.print(f"\nAll {len(tests)} tests give the solution its points and the blank none, both ways.")
    over = ", ".join(escape(test.grade_id) for test in tests if test.passes_over)
    if over:
        console.print(
            f"\nThese pass answers whose entries are all masked or NA: {over}. {_ASK}", soft_wrap=True
        )
    if together:
        console.print(f"\n{meaning(len(together), len(tests))}", soft_wrap=True)
    for test in together:
        console.print(f"  {escape(test.grade_id)}: {escape(test.way.why)}", soft_wrap=True)


def _way(test: Rehearsed) -> list[str]:
    return ["together" if test.way.is_together else "apart"]
