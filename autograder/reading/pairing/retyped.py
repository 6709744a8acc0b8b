"""Answers that somebody grades by hand, and that stand in a cell of the student's own.

A question's cell gets deleted and the answer is typed into a new one, or the cell is left as it was and the
answer stands below. A machine cannot tell, so a person looks: the question waits for manual grading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from autograder.reading.assignment import InstructorCell
from autograder.reading.submission import SubmittedCell

NOTE = "This cell was left empty. The answer may be in a cell that the student added, near it or at the end."
_START = -1


def by_hand_unanswered(cell: InstructorCell, answer: SubmittedCell | None) -> bool:
    """Whether a person grades the cell, and nothing was written into it."""
    is_by_hand = cell.is_grade and cell.is_solution
    return is_by_hand and (answer is None or is_empty(cell, answer))


def is_empty(cell: InstructorCell, answer: SubmittedCell) -> bool:
    """Whether an answer is the text that the student was given, or none."""
    return answer.source.strip() in ("", cell.shown.strip())


def retyped(
    cells: Sequence[InstructorCell],
    answers: Mapping[int, SubmittedCell],
    added: Mapping[int, Sequence[SubmittedCell]],
) -> dict[int, tuple[SubmittedCell, ...]]:
    """Unanswered questions -> cells of the student's own that may hold the answer.

    These are the cells between the neighbouring cells that students fill in or that test them. What stands
    behind the last cell of all may answer any question that has nothing beside it.

    Parameters
    ----------
    cells : sequence of InstructorCell
    answers : dict
        Position -> what was handed in for it.
    added : dict
        Position of the instructor's cell that they follow (-1: none) -> cells that the student added.
    """
    written = {
        position: tuple(cell for cell in group if cell.source.strip()) for position, group in added.items()
    }
    unanswered = [k for k, cell in enumerate(cells) if by_hand_unanswered(cell, answers.get(k))]
    # A cell that was deleted parts nothing: what stood around it stands together.
    parting = [k for k, cell in enumerate(cells) if k in answers and not cell.is_plain]
    last = max((position for position, group in written.items() if group), default=_START)
    is_last_behind_all = last > _START and not any(k > last for k in answers)
    beside: dict[int, tuple[SubmittedCell, ...]] = {}
    for position in unanswered:
        first = max((k for k in parting if k < position), default=_START)
        end = min((k for k in parting if k > position), default=len(cells))
        near = tuple(cell for place in range(first, end) for cell in written.get(place, ()))
        if not near and is_last_behind_all:
            near = written[last]
        if near:
            beside[position] = near
    return beside


def with_note(cell: InstructorCell) -> InstructorCell:
    """The question with our note in it, such that nbgrader sees that it is not as it was."""
    note = f"# {NOTE}" if cell.cell_type == "code" else f"*{NOTE}*"
    return replace(cell, shown=f"{cell.shown}\n\n{note}")
