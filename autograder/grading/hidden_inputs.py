"""What is shown of a student's cells and answers comes from a run in which no hidden test was made.

Tests call the student's functions with hidden inputs. Whatever those leave behind, in memory or in files, a
later cell could print. So what a student's cells show behind a test is taken from a second run, without
tests. Where they show nothing there, that run is spared, and the instructor's cells show nothing either.

A later answer or exception could tell the hidden inputs as well, and a test quotes it. So what a test says
behind a hidden line or a hidden case, in words that the student's code may have chosen, is taken from a run
of the visible lines and the public cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autograder.grading.ran_cells import RanCell
from autograder.records import CellResult, Plan, PlannedCell

_OWN_WORDS = ("The test failed", "A hidden test failed")  # how a message begins that quotes the test alone
_ONLY_HIDDEN = "The test fails after tests that students do not see."


def for_the_verdict(plan: Plan) -> Plan:
    """The plan without drawings that would not be shown anyway."""
    start = _first_test(plan.cells)
    undrawn = (replace(cell, rendered=False) for cell in plan.cells[start:])
    return replace(plan, cells=(*plan.cells[:start], *undrawn))


def _first_test(cells: Sequence[PlannedCell]) -> int:
    """Index of the first test; the number of cells if there is none."""
    return next((index for index, cell in enumerate(cells) if cell.is_test), len(cells))


def _behind_tests(cells: Sequence[RanCell]) -> list[bool]:
    """Of each cell whether it stands behind a test, and is none itself."""
    start = _first_test([cell.planned for cell in cells])
    return [index > start and not cell.planned.is_test for index, cell in enumerate(cells)]


def needs_second_run(cells: Sequence[RanCell]) -> bool:
    """Whether a cell of the student behind a test shows something."""
    return any(
        is_behind and _is_students(cell.planned) and _shows_something(cell)
        for cell, is_behind in zip(cells, _behind_tests(cells), strict=True)
    )


def _is_students(cell: PlannedCell) -> bool:
    return cell.student_source is not None and cell.student_source != cell.test_source


def _shows_something(cell: RanCell) -> bool:
    return bool(cell.result.outputs or cell.result.message or cell.planned.rendered)


def silent_behind_tests(cells: Sequence[RanCell]) -> list[RanCell]:
    """The cells without what those behind a test show."""
    return shown_from(cells, [CellResult()] * len(cells))


def without_tests(plan: Plan) -> Plan:
    """The plan as far as the student's box is concerned."""
    return replace(
        plan, cells=tuple(PlannedCell(cell.student_source, rendered=cell.rendered) for cell in plan.cells)
    )


def shown_from(cells: Sequence[RanCell], untested: Sequence[CellResult]) -> list[RanCell]:
    """Verdicts of the first run; what cells behind a test show is that of the run without tests."""
    return [
        replace(cell, result=replace(cell.result, outputs=shown.outputs, message=shown.message))
        if is_behind
        else cell
        for cell, is_behind, shown in zip(cells, _behind_tests(cells), untested, strict=True)
    ]


def _may_tell(cells: Sequence[RanCell]) -> list[int]:
    """Tests whose words may be the student's, behind or beside what is hidden."""
    hidden = [i for i, cell in enumerate(cells) if cell.planned.hidden_lines or cell.result.drew_hidden]
    return [
        index
        for index, cell in enumerate(cells)
        if hidden and index >= hidden[0] and cell.planned.is_test and _quotes(cell.result)
    ]


def _quotes(result: CellResult) -> bool:
    return bool(result.message) and not result.is_own_words


def visible_lines(plan: Plan, cells: Sequence[RanCell]) -> Plan | None:
    """The plan without what is hidden, up to the last test that may tell of it; None if none does."""
    telling = _may_tell(cells)
    if not telling:
        return None
    seen = tuple(map(_visible, plan.cells[: telling[-1] + 1]))
    return replace(plan, cells=seen, has_hidden_cases=False)


def _visible(cell: PlannedCell) -> PlannedCell:
    if not cell.hidden_lines or cell.test_source is None:
        return replace(cell, rendered=False)
    lines = [
        "" if number in cell.hidden_lines else line
        for number, line in enumerate(cell.test_source.splitlines(), 1)
    ]
    return replace(cell, test_source="\n".join(lines), hidden_lines=())


def messages_of_visible_lines(cells: Sequence[RanCell], visible: Sequence[CellResult]) -> list[RanCell]:
    """The cells with the messages that tests have when nothing hidden was run before."""
    telling = set(_may_tell(cells))
    return [
        _message_of_visible_lines(cell, visible[index]) if index in telling else cell
        for index, cell in enumerate(cells)
    ]


def _message_of_visible_lines(cell: RanCell, visible: CellResult) -> RanCell:
    if visible.status == cell.result.status:
        message = visible.message
    else:
        message = _instructors_line(cell.result.message) if cell.result.status == "error" else ""
    return replace(cell, result=replace(cell.result, message=message))


def _instructors_line(message: str) -> str:
    """What may be said of a test that fails only after hidden ones: which line of it, in no words but ours.

    What `check` says begins with what the student's function returned, and that may be a hidden input.
    """
    line = message.partition("\n")[0]
    return line if line.startswith(_OWN_WORDS) else _ONLY_HIDDEN
