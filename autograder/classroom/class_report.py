"""What the instructor sees at the end: scores, what was not graded, what the class misunderstood."""

from __future__ import annotations

import dataclasses
import re
import textwrap
from collections import Counter
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.classroom.class_run import StudentResult
from autograder.reading.visible_text import visible_line
from autograder.records import GradedTest

_LISTED_MISTAKES = 20
_REASON_CHARACTERS = 80
_MESSAGE_CHARACTERS = 20_000  # of which the main mistake is looked for


def print_report(console: Console, results: Sequence[StudentResult]) -> None:
    """Print the table, the problems and the counts of mistakes.

    Parameters
    ----------
    console : rich Console
    results : sequence of StudentResult
    """
    table = Table("student", "score", "main mistake", box=None, pad_edge=False)
    table.columns[1].justify = "right"
    for result in results:
        score = f"{result.score:g} / {result.max_score:g}" if result.failure is None else "-"
        table.add_row(_text(result.student), score, _text(main_mistake(result)))
    console.print(table)
    _print_problems(console, results)
    _print_mistakes(console, results)


def _text(text: str) -> Text:
    """Text in which nothing is markup, and nothing acts on the terminal."""
    return Text(visible_line(text))


def main_mistake(result: StudentResult) -> str:
    """The mistake that costs most points, in a few words; empty if all is right."""
    if result.problem:
        return "not graded"
    lost = [cell for cell in result.cells if cell.score < cell.points]
    if not lost:
        return ""
    worst = max(lost, key=lambda cell: cell.points - cell.score)
    reason = ", ".join(_named(worst)) or _in_short(worst.message) or "partial credit"
    return f"{worst.grade_id}: {reason}"


def _named(cell: GradedTest) -> list[str]:
    """The cell's mistakes; an exception with its type, if the message tells it."""
    raised = re.search(r"\bit raises ([A-Za-z_]\w*):", cell.message)
    return [f"raises {raised[1]}" if raised and each == "raises" else each for each in cell.mistakes]


def _in_short(text: str) -> str:
    """The line of a message that tells most: an exception's, if it says more than its type."""
    lines = text[:_MESSAGE_CHARACTERS].strip().splitlines() or [""]
    line = lines[1] if len(lines) > 1 and ": " in lines[1] else lines[0]
    return textwrap.shorten(line, _REASON_CHARACTERS, placeholder=" …")


def _print_problems(console: Console, results: Sequence[StudentResult]) -> None:
    problems = [result for result in results if result.problem]
    if problems:
        console.print(f"\n[bold]Not graded[/bold] ({len(problems)})")
    for result in problems:
        console.print(_text(f"  {result.student}: {result.problem}"), soft_wrap=True)


def _print_mistakes(console: Console, results: Sequence[StudentResult]) -> None:
    counts = class_mistakes(results)
    if not counts:
        return
    console.print("\n[bold]Mistakes in the class[/bold]")
    table = Table("submissions", "exercise", "mistake", box=None, pad_edge=False)
    table.columns[0].justify = "right"
    for (grade_id, mistake), number in counts.most_common(_LISTED_MISTAKES):
        table.add_row(str(number), _text(grade_id), _text(mistake))
    console.print(table)
    if len(counts) > _LISTED_MISTAKES:
        console.print(f"and {len(counts) - _LISTED_MISTAKES} rarer ones (all of them: --json FILE)")


def class_mistakes(results: Sequence[StudentResult]) -> Counter[tuple[str, str]]:
    """(test cell, mistake) -> submissions that have it."""
    return Counter(
        (cell.grade_id, mistake)
        for result in results
        for cell in result.cells
        for mistake in dict.fromkeys(cell.mistakes)
    )


def as_plain_data(results: Sequence[StudentResult]) -> list[dict[str, Any]]:
    """The results for a JSON file."""
    return [
        {
            "student": visible_line(result.student),
            "score": result.score,
            "max_score": result.max_score,
            "mistakes": result.mistakes,
            "problem": visible_line(result.problem) if result.problem else None,
            "graded_now": result.is_new,
            "notebooks": [dataclasses.asdict(notebook) for notebook in result.notebooks],
        }
        for result in results
    ]
