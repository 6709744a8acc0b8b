"""Instructor's cells + student's cells -> what runs where.

The order, the tests and everything locked are the instructor's. A submission contributes the text of its
answers, and cells that it added: each stays behind the instructor's cell that it follows.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.reading.assignment import InstructorCell, InstructorNotebook
from autograder.reading.bindings import imported_modules, imports
from autograder.reading.borrowing.borrowed import known_answers, remarks_on
from autograder.reading.pairing.match import match
from autograder.reading.pairing.retyped import retyped, with_note
from autograder.reading.submission import SubmittedCell, composed, either_form
from autograder.records import Plan, PlannedCell

_START = -1  # the position that a cell follows which the student put before all others


@dataclass(frozen=True)
class RebuiltCell:
    """A cell of the graded notebook: whose it is and what it says.

    Parameters
    ----------
    instructor : InstructorCell or None
        None for a cell that the student added.
    answer : SubmittedCell or None
        None for a cell that the student deleted.
    planned : PlannedCell
        What runs of it.
    is_retyped : bool
        Whether the answer, which somebody grades by hand, may stand in a cell that the student added.
    """

    instructor: InstructorCell | None
    answer: SubmittedCell | None
    planned: PlannedCell
    is_retyped: bool = False

    @property
    def cell_type(self) -> str:
        """The instructor's type, if it is the instructor's cell."""
        return (self.instructor or self.answer).cell_type  # type: ignore[union-attr]

    @property
    def label(self) -> str:
        """What it is called in a remark."""
        identity = self.instructor.grade_id if self.instructor else None
        return f"`{identity}`" if identity else "A cell of the student's own"

    @property
    def text(self) -> str:
        """The code that the student wrote; empty where it is the instructor's."""
        is_code = self.answer is not None and self.answer.cell_type == "code"
        return self.answer.source if self.answer is not None and is_code and self.is_changed else ""

    @property
    def is_changed(self) -> bool:
        """Whether the text is the student's own."""
        if self.instructor is None:
            return True
        return self.answer is not None and self.answer.source != self.instructor.shown

    @property
    def is_students(self) -> bool:
        """Whether its source is the student's, and not the instructor's."""
        return self.is_changed and not (self.instructor and self.instructor.is_locked)


@dataclass(frozen=True)
class Rebuilt:
    """A notebook ready to be run.

    Parameters
    ----------
    plan : Plan
        Its cells are those that `cells` plan.
    cells : tuple of RebuiltCell
    remarks : tuple of str
        What was not as it was released and how it counts, one sentence each.
    suspicions : tuple of str
        What somebody should look at, one sentence each: for instructors alone, because none of it is a proof.
    """

    plan: Plan
    cells: tuple[RebuiltCell, ...]
    remarks: tuple[str, ...] = ()
    suspicions: tuple[str, ...] = ()


def rebuild(
    notebook: InstructorNotebook, submitted: Sequence[SubmittedCell], files: Mapping[str, bytes] | None = None
) -> Rebuilt:
    """Decide which source runs where.

    Parameters
    ----------
    notebook : InstructorNotebook
    submitted : sequence of SubmittedCell
        In the order of the submission.
    files : dict
        Relative path -> bytes of what else was handed in.
    """
    positions = match(notebook.cells, submitted)
    answers = {position: submitted[index] for index, position in positions.items()}
    added, copies = _added(notebook.cells, submitted, positions)
    has_task = any(cell.is_task for cell in notebook.cells)

    def of_the_student(position: int) -> list[RebuiltCell]:
        return [RebuiltCell(None, cell, _plan_added(cell, has_task)) for cell in added[position]]

    beside = retyped(notebook.cells, answers, added)
    cells = of_the_student(_START)
    for position, instructor in enumerate(notebook.cells):
        answer = answers.get(position)
        planned = _plan(notebook, instructor, answer)
        if position in beside:
            cells.append(RebuiltCell(with_note(instructor), None, planned, is_retyped=True))
        else:
            cells.append(RebuiltCell(instructor, answer, planned))
        cells += of_the_student(position)
    plan = Plan(
        cells=tuple(cell.planned for cell in cells),
        asked=notebook.asked,
        asked_classes=notebook.asked_classes,
        modules=notebook.modules | notebook.own_modules,
        looked_up=notebook.looked_up,
        module_states=notebook.module_states,
        student_files=either_form({**(files or {}), **_composed(notebook.files)}) | dict(notebook.files),
        instructor_files=dict(notebook.files),
    )
    return Rebuilt(plan, tuple(cells), (*copies, *_remarks(cells)), tuple(_borrowed(notebook, cells)))


def _borrowed(notebook: InstructorNotebook, cells: Iterable[RebuiltCell]) -> Iterable[str]:
    """What is remarked of answers that are the course's own; nothing in a course that does not use ours."""
    if not notebook.modules & {"course_lib", "autograder"}:
        return ()
    written = [cell for cell in cells if cell.instructor is None or not cell.instructor.is_locked]
    instructors = "\n".join(cell.solved for cell in notebook.cells)
    code = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.is_solution]
    known = known_answers(notebook.name, {cell.grade_id or "": cell.solved for cell in code})
    return dict.fromkeys(remarks_on(written, instructors, known, [cell.shown for cell in code]))


def _composed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {composed(name): data for name, data in files.items()}


def _added(
    cells: Sequence[InstructorCell], submitted: Sequence[SubmittedCell], positions: Mapping[int, int]
) -> tuple[dict[int, list[SubmittedCell]], list[str]]:
    """Cells that the student added, by the position that they follow, and remarks on copies."""
    locked = {cell.grade_id for cell in cells if cell.grade_id and cell.is_locked}
    open_cells = {cell.grade_id for cell in cells if cell.grade_id} - locked
    added: dict[int, list[SubmittedCell]] = defaultdict(list)
    remarks, position = [], _START
    for index, cell in enumerate(submitted):
        if index in positions:
            position = positions[index]
        elif cell.grade_id in locked:
            remarks.append(f"`{cell.grade_id}` was copied; the copy is left out.")
        else:
            added[position].append(cell)
            if cell.grade_id in open_cells:
                remarks.append(f"`{cell.grade_id}` was copied; the last copy is the answer.")
    return added, remarks


def _remarks(cells: Iterable[RebuiltCell]) -> Iterable[str]:
    for cell in cells:
        if cell.instructor is None or cell.instructor.grade_id is None:
            continue
        if cell.is_retyped:
            yield (
                f"`{cell.instructor.grade_id}` was left empty or deleted, and the student added a "
                "cell that may be its answer: it waits for a person."
            )
        elif cell.answer is None:
            yield f"`{cell.instructor.grade_id}` is missing from the submission."
        elif cell.answer.cell_type != cell.instructor.cell_type:
            yield f"`{cell.instructor.grade_id}` was turned into a {cell.answer.cell_type} cell."
        elif cell.instructor.is_locked and cell.is_changed:
            yield f"`{cell.instructor.grade_id}` was changed; the instructor's text counts."


def by_hand_digests(cells: Sequence[RebuiltCell]) -> dict[str, str]:
    """Grade_id -> SHA-256 of each question that somebody grades by hand, with what was answered.

    The answer to a task, or to a question that was left empty, may stand in any cell that the student added.
    """
    added = [_content(cell.answer) for cell in cells if cell.instructor is None]
    digests = {}
    for cell in cells:
        question = cell.instructor
        is_by_hand = question and (question.is_task or (question.is_grade and question.is_solution))
        if question is None or question.grade_id is None or not is_by_hand:
            continue
        answer = [_content(cell.answer), added if question.is_task or cell.is_retyped else []]
        parts = [question.source, question.shown, question.points, answer]
        digests[question.grade_id] = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
    return digests


def _content(answer: SubmittedCell | None) -> list[Any]:
    return [answer.cell_type, answer.source, answer.attachments] if answer else []


def _plan_added(answer: SubmittedCell, has_task: bool) -> PlannedCell:
    """A cell of the student's own; it may be the answer to a task, whose figures somebody looks at."""
    is_code = answer.cell_type == "code"
    return PlannedCell(student_source=answer.source, rendered=has_task) if is_code else PlannedCell()


def _plan(
    notebook: InstructorNotebook, instructor: InstructorCell, answer: SubmittedCell | None
) -> PlannedCell:
    grade_id = instructor.grade_id
    if instructor.cell_type != "code":
        return PlannedCell(grade_id=grade_id)
    if instructor.is_test:
        return PlannedCell(
            test_source=instructor.source,
            grade_id=grade_id,
            points=instructor.points,
            hidden_lines=instructor.hidden_lines,
            together=notebook.together.get(grade_id or ""),
        )
    text = answer.source if answer else None
    if instructor.is_solution:
        needed = _imports_for_tests(instructor, notebook.student_modules)
        solves = notebook.solved_by(instructor)
        return PlannedCell(text, needed, grade_id, rendered=instructor.is_grade, solves=solves)
    if instructor.is_locked:
        return PlannedCell(instructor.source, instructor.source, grade_id)
    if answer is None or answer.cell_type != "code":
        return PlannedCell(None, instructor.source, grade_id)
    return PlannedCell(text, instructor.source, grade_id)


def _imports_for_tests(cell: InstructorCell, student_modules: set[str]) -> str | None:
    """What a solution cell imports: a test that says `np` means its own, wherever `np` was imported.

    Modules that students may edit are not imported there.
    """
    lines = [line for line in imports(cell.solved) if not imported_modules(line) & student_modules]
    return "\n".join(lines) or None
