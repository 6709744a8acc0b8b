"""What the feedback on a notebook is about: its graded questions in order, from the instructor's copy."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from autograder.exercises.exercise import known_exercises
from autograder.reading.assignment import InstructorCell, InstructorNotebook

TEST, WRITTEN, CODE, TASK = "test", "written", "code", "task"
_MADE_UP = re.compile(r"cell-[0-9a-f]{16}|test_cell\d*")  # names that nbgrader gives where nobody did
_HEADING = re.compile(r"^(#{1,2})[ ]+(.+?)[ #]*$", re.MULTILINE)
_MARKER = re.compile(r"^[ \t]*### (?:BEGIN|END) SOLUTION[ \t]*\n?", re.MULTILINE)
_SMALL_HEADING = re.compile(r"\A#{3,6} .*\n+")


@dataclass(frozen=True)
class OwnDemo:
    """A demo that is driven by answers: its call, and the exercises whose functions it uses."""

    call: str
    exercises: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """One graded cell, with what belongs to it.

    Parameters
    ----------
    grade_id, name, section : str
    kind : str
        "test" (points by a test), "written", "code" (by hand) or "task".
    text : str
        Of the question, in Markdown; empty where the notebook has none beside it.
    answers : tuple of str
        grade_ids of the cells in which the student answers.
    exercise : str
        The declared exercise that `check` tests here; empty if it is another test.
    models : tuple of (str, str)
        Cell type and source of the model answers.
    demos : tuple of OwnDemo
    blank : str
        What the cell held when it was released.
    """

    grade_id: str
    name: str
    section: str
    kind: str
    text: str = ""
    answers: tuple[str, ...] = ()
    exercise: str = ""
    models: tuple[tuple[str, str], ...] = ()
    demos: tuple[OwnDemo, ...] = ()
    blank: str = ""


@dataclass(frozen=True)
class Outline:
    """The questions of a notebook under its title."""

    notebook: str
    title: str
    questions: tuple[Question, ...] = field(default=())


def outline_of(notebook: InstructorNotebook) -> Outline:
    """Read the outline of an instructor's notebook."""
    headings = [heading for cell in notebook.cells for heading in _headings(cell)]
    title = next((text for mark, text in headings if mark == "#"), notebook.name)
    return Outline(notebook.name, title, tuple(_with_demos(notebook, list(_questions(notebook)))))


def _headings(cell: InstructorCell) -> list[tuple[str, str]]:
    return _HEADING.findall(cell.solved) if cell.cell_type == "markdown" and not cell.is_solution else []


def _questions(notebook: InstructorNotebook) -> Iterator[Question]:
    section, number = "", 0
    answers: list[InstructorCell] = []
    is_used = False
    before: InstructorCell | None = None
    for cell in notebook.cells:
        section = next((text for mark, text in reversed(_headings(cell)) if mark == "##"), section)
        if cell.is_solution and not cell.is_grade:
            answers = [*([] if is_used else answers), cell]
            is_used = False
        elif cell.grade_id and (cell.is_grade or cell.is_task):
            number += 1
            yield _question(cell, number, section, answers, before)
            is_used |= cell.is_test
        before = cell


def _question(
    cell: InstructorCell,
    number: int,
    section: str,
    answers: Sequence[InstructorCell],
    before: InstructorCell | None,
) -> Question:
    identity = cell.grade_id or ""
    if cell.is_test:
        name = identity.removesuffix("-check").removesuffix("_check")
        own = [answer for answer in answers if answer.grade_id == name] or list(answers)
        made_up = f"Exercise {number}"
        exercise = _checked(cell.shown)
        shown = exercise or (made_up if _MADE_UP.fullmatch(name) else name)
        return Question(
            identity,
            shown,
            section,
            TEST,
            answers=tuple(answer.grade_id or "" for answer in own),
            exercise=exercise,
            models=tuple(("code", without_markers(answer.solved)) for answer in own),
        )
    kind = TASK if cell.is_task else WRITTEN if cell.cell_type == "markdown" else CODE
    name = identity.removesuffix("-reflection")
    is_reflection = name != identity
    asked = before.shown if before and before.cell_type == "markdown" and before.is_locked else ""
    text = cell.shown if cell.is_task else _SMALL_HEADING.sub("", asked)
    models = () if cell.is_task else ((cell.cell_type, without_markers(cell.solved)),)
    made_up = f"Question {number}" if _MADE_UP.fullmatch(name) else name
    title = "Reflection" if is_reflection else made_up
    return Question(identity, title, section, kind, text, (identity,), models=models, blank=cell.shown)


def without_markers(source: str) -> str:
    r"""A solution without the lines that mark it for nbgrader.

    Examples
    --------
    >>> without_markers("def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION")
    'def f():\n    return 1'
    """
    return _MARKER.sub("", source).rstrip("\n")


def _checked(source: str) -> str:
    """The exercise whose answer a test cell hands to `check`; empty if it does something else."""
    match = re.fullmatch(r"check\((\w+)(?:, (?:exercise=)?[\"'](\w+)[\"'])?\)", source.strip())
    name = (match[2] or match[1]) if match else ""
    return name if name in known_exercises() else ""


def _with_demos(notebook: InstructorNotebook, questions: list[Question]) -> list[Question]:
    """Put each demo that is driven by answers to the last question that it needs."""
    places = {question.exercise: k for k, question in enumerate(questions) if question.exercise}
    for cell in notebook.cells:
        demo = _own_demo(cell, frozenset(places))
        if demo is not None:
            last = max(places[name] for name in demo.exercises)
            questions[last] = replace(questions[last], demos=(*questions[last].demos, demo))
    return questions


def _own_demo(cell: InstructorCell, exercises: frozenset[str]) -> OwnDemo | None:
    source = cell.shown.strip()
    if cell.cell_type != "code" or cell.is_solution or cell.is_grade or not source.startswith("demos."):
        return None
    try:
        tree = ast.parse(source, mode="eval")
    except SyntaxError:
        return None
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    used = tuple(sorted(names & exercises))
    return OwnDemo(source, used) if used else None
