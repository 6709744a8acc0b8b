"""What is shown of a student's cells and answers comes from a run in which no hidden test was made.

Tests call the student's functions with hidden inputs. Whatever those leave behind, in memory or in files, a
later cell could print. So what a student's cells show behind a test is taken from a second run, without
tests. Where they show nothing there, that run is spared, and the instructor's cells show nothing either.

A later answer or exception could tell the hidden inputs as well, and a failed test quotes it. So what a test
says behind a hidden line is taken from a run of the visible lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autograder.records import CellResult, Plan, PlannedCell


def first_test(plan: Plan) -> int:
    """Index of the first test; the number of cells if there is none."""
    return next((index for index, cell in enumerate(plan.cells) if cell.is_test), len(plan.cells))


def for_the_verdict(plan: Plan) -> Plan:
    """The plan without drawings that would not be shown anyway."""
    cells = list(plan.cells)
    for index in range(first_test(plan), len(cells)):
        cells[index] = replace(cells[index], rendered=False)
    return replace(plan, cells=tuple(cells))


def needs_second_run(plan: Plan, results: Sequence[CellResult]) -> bool:
    """Whether a cell of the student behind a test shows something."""
    start = first_test(plan)
    return any(
        result.outputs or result.message or cell.rendered
        for cell, result in zip(plan.cells[start:], results[start:], strict=True)
        if cell.student_source is not None and cell.student_source != cell.test_source
    )


def silent_behind_tests(plan: Plan, results: Sequence[CellResult]) -> list[CellResult]:
    """The results without what cells behind a test show."""
    start = first_test(plan)
    return [
        result if index < start or cell.is_test else replace(result, outputs=[], message="")
        for index, (cell, result) in enumerate(zip(plan.cells, results, strict=True))
    ]


def without_tests(plan: Plan) -> Plan:
    """The plan as far as the student's box is concerned."""
    return replace(
        plan, cells=tuple(PlannedCell(cell.student_source, rendered=cell.rendered) for cell in plan.cells)
    )


def joined(plan: Plan, results: Sequence[CellResult], untested: Sequence[CellResult]) -> list[CellResult]:
    """Verdicts of the first run with what the second one shows."""
    start = first_test(plan)
    return [
        result
        if index < start or cell.is_test
        else replace(result, outputs=shown.outputs, message=shown.message)
        for index, (cell, result, shown) in enumerate(zip(plan.cells, results, untested, strict=True))
    ]


def _behind_hidden_lines(plan: Plan, results: Sequence[CellResult]) -> list[int]:
    """Tests that failed after a hidden line ran (or in its cell): what they say may quote the student."""
    hidden = [index for index, cell in enumerate(plan.cells) if cell.hidden_lines]
    return [
        index
        for index, (cell, result) in enumerate(zip(plan.cells, results, strict=True))
        if hidden and index >= hidden[0] and cell.is_test and result.status == "error"
    ]


def visible_lines(plan: Plan, results: Sequence[CellResult]) -> Plan | None:
    """The plan without hidden lines, up to the last test that may tell hidden inputs; None if none does."""
    failed = _behind_hidden_lines(plan, results)
    return replace(plan, cells=tuple(map(_visible, plan.cells[: failed[-1] + 1]))) if failed else None


def _visible(cell: PlannedCell) -> PlannedCell:
    if not cell.hidden_lines or cell.test_source is None:
        return replace(cell, rendered=False)
    lines = [
        "" if number in cell.hidden_lines else line
        for number, line in enumerate(cell.test_source.splitlines(), 1)
    ]
    return replace(cell, test_source="\n".join(lines), hidden_lines=())


def said_of_visible_lines(
    plan: Plan, results: Sequence[CellResult], visible: Sequence[CellResult]
) -> list[CellResult]:
    """The results with what failed tests say when nothing hidden was run before."""
    said = list(results)
    for index in _behind_hidden_lines(plan, results):
        # What fails only after hidden tests is told by the instructor's line, without the student's words.
        first = results[index].message.partition("\n")[0]
        message = visible[index].message if visible[index].status == "error" else first
        said[index] = replace(results[index], message=message)
    return said
