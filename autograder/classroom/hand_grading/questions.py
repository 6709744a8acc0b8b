"""The questions that a person grades, with the class's answers and what was given for them so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.checking.display import joined
from autograder.classroom.feedback.graded import GradedAnswer, read_graded
from autograder.classroom.feedback.parts import code_with_outputs
from autograder.classroom.feedback.prose import students_prose
from autograder.reading.assignment import Assignment, InstructorCell
from autograder.reading.course import Course
from autograder.reading.visible_text import visible, without_controls

_SHOWN_CHARACTERS = 20_000


@dataclass(frozen=True)
class Question:
    """A cell that a person grades.

    Parameters
    ----------
    notebook, grade_id : str
    section : str
        The heading above it.
    prompt : str
        The Markdown cell before it, or the task's own text.
    model : str
        The instructor's answer; empty if there is none.
    points : float
    is_text : bool
        Whether the answer is Markdown, and no code.
    """

    notebook: str
    grade_id: str
    section: str
    prompt: str
    model: str
    points: float
    is_text: bool = True


def questions(assignment: Assignment) -> list[Question]:
    """All cells of an assignment that a person grades, in their order."""
    return [
        question
        for name, notebook in assignment.notebooks.items()
        for question in _in_notebook(name, notebook.cells)
    ]


def _in_notebook(name: str, cells: tuple[InstructorCell, ...]) -> Iterator[Question]:
    section = prompt = ""
    for cell in cells:
        is_by_hand = (cell.is_grade and cell.is_solution) or cell.is_task
        if is_by_hand and cell.grade_id:
            text = cell.source if cell.is_task else prompt
            model = "" if cell.is_task else cell.solved
            is_text = cell.cell_type == "markdown"
            yield Question(name, cell.grade_id, section, text, model, cell.points or 0.0, is_text)
        elif cell.cell_type == "markdown" and not cell.is_solution:
            heads = [line for line in cell.source.splitlines() if line.startswith(("# ", "## "))]
            section = heads[-1].lstrip("# ") if heads else section
            prompt = cell.source


def read_answers(
    course: Course, assignment: Assignment, students: list[str]
) -> dict[tuple[str, str, str], GradedAnswer]:
    """(notebook, grade_id, student) -> what was handed in for a question, out of the graded notebook."""
    asked = {(question.notebook, question.grade_id) for question in questions(assignment)}
    answers = {}
    for student in students:
        folder = course.autograded(assignment.name, student)
        for name in assignment.notebooks:
            for grade_id, answer in _cells_of(folder / f"{name}.ipynb").items():
                if (name, grade_id) in asked:
                    answers[name, grade_id, student] = answer
    return answers


def _cells_of(path: Path) -> Mapping[str, GradedAnswer]:
    try:
        return read_graded(path.read_text("utf-8")).cells
    except (OSError, ValueError, KeyError):
        return {}


def text_of(answer: GradedAnswer) -> str:
    """An answer as text, in which nothing acts on a terminal or turns a line round."""
    return visible(without_controls(answer.source[:_SHOWN_CHARACTERS]))


def page_of(question: Question, answer: GradedAnswer) -> str:
    """An answer as HTML that cannot act: a text rendered, code with what it printed and drew."""
    if question.is_text:
        return students_prose(answer.source, answer.attachments)
    return joined(*code_with_outputs(answer))
