"""What the instructor sees at the end: scores, what was not graded, what the class misunderstood."""

from __future__ import annotations

import dataclasses
import re
import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.classroom.student_result import StudentResult, is_name
from autograder.reading.visible_text import visible_line
from autograder.records import GradedTest

_LISTED_MISTAKES = 20
# In a larger class, whoever needs no attention is not listed.
_LISTED_STUDENTS = 40
_REASON_CHARACTERS = 80
_MESSAGE_CHARACTERS = 20_000  # of which the main mistake is looked for
_REMARK_CHARACTERS = 60


def print_report(console: Console, results: Sequence[StudentResult], *, is_whole: bool = False) -> None:
    """Print what needs attention, the table, and the counts of mistakes.

    Parameters
    ----------
    console : rich Console
    results : sequence of StudentResult
    is_whole : bool
        Whether everybody is listed; otherwise a large class is folded, the quietest last.
    """
    ordered = sorted(results, key=lambda result: (_attention(result), result.student))
    most = len(ordered) if is_whole else _LISTED_STUDENTS
    problems = {each.student: [each.problem] for each in ordered if each.problem}
    _print_sentences(console, "Not graded", problems, most)
    unsettled = {each.student: [each.unsettled] for each in ordered if each.unsettled}
    _print_sentences(console, "Not settled", unsettled, most)
    if problems or unsettled:
        console.print()
    _print_table(console, ordered[:most], len(ordered) - most)
    remarks = {each.student: each.remarks for each in ordered if each.remarks}
    _print_sentences(console, "Remarks", remarks, most)
    _print_mistakes(console, ordered)
    print_changed_marks(console, ordered, most)


def _attention(result: StudentResult) -> int:
    """What needs a person comes first: no mark, one that is not final, a remark, a mark that changed."""
    reasons = (result.problem, result.unsettled, result.remarks, result.has_new_mark)
    return next((place for place, reason in enumerate(reasons) if reason), len(reasons))


def _print_table(console: Console, results: Sequence[StudentResult], n_folded: int) -> None:
    has_remarks = any(result.remarks for result in results)
    heads = ["student", "score", "main mistake", *["remarks"] * has_remarks]
    table = Table(*heads, box=None, pad_edge=False)
    table.columns[1].justify = "right"
    for result in results:
        score = f"{result.score:g} / {result.max_score:g}" if result.failure is None else "-"
        cells = [result.student, score, main_mistake(result), _remarks_in_short(result)]
        table.add_row(*(_plain(cell) for cell in cells[: len(heads)]))
    console.print(table)
    if n_folded > 0:
        console.print(f"and {n_folded} more (everybody: --all)")


def _remarks_in_short(result: StudentResult) -> str:
    if not result.remarks:
        return ""
    more = f" (+{len(result.remarks) - 1})" if len(result.remarks) > 1 else ""
    return textwrap.shorten(visible_line(result.remarks[0]), _REMARK_CHARACTERS, placeholder=" …") + more


def print_changed_marks(console: Console, results: Sequence[StudentResult], most: int) -> None:
    """Print whose mark is another one than before the run, with what nbgrader counts besides the tests."""
    changed = [result for result in results if result.has_new_mark]
    if not changed:
        return
    console.print(
        f"\n[bold]Changed marks[/bold] ({len(changed)}; by hand, extra credit and penalties included)"
    )
    table = Table("student", "before", "after", "where", box=None, pad_edge=False)
    table.columns[1].justify = table.columns[2].justify = "right"
    for result in changed[:most]:
        if result.before and result.after:
            totals = [_points(result.before.total), _points(result.after.total)]
            where = "; ".join(f"{name}: {old} -> {new}" for name, old, new in changed_cells(result))
            table.add_row(_plain(result.student), *totals, _plain(where))
    console.print(table)
    if len(changed) > most:
        console.print(f"and {len(changed) - most} more (everybody: --all)")


def changed_cells(result: StudentResult) -> list[tuple[str, str, str]]:
    """(grade_id or "penalty", points before, points after) of all that differs."""
    if result.before is None or result.after is None:
        return []
    before, after = result.before.cells, result.after.cells
    changed = [
        (grade_id, before.get((notebook, grade_id)), after.get((notebook, grade_id)))
        for notebook, grade_id in sorted(before.keys() | after.keys())
    ]
    changed.append(("penalty", result.before.penalty, result.after.penalty))
    return [(name, _points(old), _points(new)) for name, old, new in changed if old != new]


def _points(number: float | None) -> str:
    return "-" if number is None else f"{round(number, 6):g}"


def _plain(text: str) -> Text:
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


def _print_sentences(console: Console, head: str, sentences: Mapping[str, Sequence[str]], most: int) -> None:
    """Sentences under a heading, each with its student, of at most so many students."""
    if sentences:
        console.print(f"\n[bold]{head}[/bold] ({len(sentences)})")
    for student, group in list(sentences.items())[:most]:
        for sentence in group:
            console.print(_plain(f"  {student}: {sentence}"), soft_wrap=True)
    if len(sentences) > most:
        console.print(f"  and {len(sentences) - most} more (everybody: --all)")


def _print_mistakes(console: Console, results: Sequence[StudentResult]) -> None:
    counts = class_mistakes(results)
    if not counts:
        return
    console.print("\n[bold]Mistakes in the class[/bold]")
    table = Table("submissions", "exercise", "mistake", box=None, pad_edge=False)
    table.columns[0].justify = "right"
    for (grade_id, mistake), number in counts.most_common(_LISTED_MISTAKES):
        table.add_row(str(number), _plain(grade_id), _plain(mistake))
    console.print(table)
    if len(counts) > _LISTED_MISTAKES:
        console.print(f"and {len(counts) - _LISTED_MISTAKES} rarer ones (all of them: --json FILE)")


def class_mistakes(results: Sequence[StudentResult]) -> Counter[tuple[str, str]]:
    """(test cell, mistake) -> submissions that have it; without a name, those with the same wrong numbers."""
    words: dict[tuple[str, ...], str] = {}  # of the first answer with these wrong numbers
    return Counter(
        (cell.grade_id, mistake)
        for result in results
        for cell in result.cells
        for mistake in dict.fromkeys(_name_or_words(cell, each, words) for each in cell.mistakes)
    )


def _name_or_words(cell: GradedTest, mistake: str, words: dict[tuple[str, ...], str]) -> str:
    """The name of a mistake; in the place of one that says little, what the message says."""
    message = _in_short(cell.message)
    if is_name(mistake) or not message:
        return mistake
    return words.setdefault((cell.grade_id, mistake, cell.likeness or message), f"{mistake}: {message}")


def as_plain_data(results: Sequence[StudentResult]) -> list[dict[str, Any]]:
    """The results for a JSON file."""
    return [
        {
            "student": visible_line(result.student),
            "score": result.score,
            "max_score": result.max_score,
            "mistakes": result.mistakes,
            "problem": visible_line(problem) if (problem := result.problem or result.unsettled) else None,
            "remarks": result.remarks,
            "mark_before": result.before.total if result.before else None,
            "mark_after": result.after.total if result.after else None,
            "changed": [list(change) for change in changed_cells(result)],
            "graded_now": result.is_new,
            "notebooks": [dataclasses.asdict(notebook) for notebook in result.notebooks],
        }
        for result in results
    ]
