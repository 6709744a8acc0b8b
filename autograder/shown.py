"""What is shown of a student's cells comes from a run in which no test was made.

Tests call the student's functions with hidden inputs. Whatever those leave behind, in memory or in files, a
later cell could print. So what a student's cells show behind a test is taken from a second run, without
tests. Where they show nothing there, that run is spared, and the instructor's cells show nothing either.
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
    """The plan as far as the student box is concerned."""
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
