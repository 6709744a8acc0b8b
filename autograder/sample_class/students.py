"""A class made by code: every kind of submission, with the verdict it must get.

The students of a lecture stand in `autograder/sample_class/<assignment>/` as `STUDENTS`; a new
lecture is one such file. What they hand in is made from the *released* notebook, as a student would: the
cells of the exercises are filled in, nothing else is known of the lecture.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.exercises import declared
from autograder.reading.course import SetupError, open_course
from autograder.sample_class.reflections import model_answers, reflect
from autograder.writing import quick_nbgrader

Notebook = dict[str, Any]

_STUDENT_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True)
class Answer:
    """What a student wrote in the cell of one exercise, and what must come of it.

    Parameters
    ----------
    source : str or None
        The cell; None leaves the stub of the released notebook.
    score : float
        Expected part of the points, in [0, 1].
    mistakes : tuple of str or None
        Identifiers that must be named, no others; None if it does not matter what it is called.
    """

    source: str | None
    score: float = 1.0
    mistakes: tuple[str, ...] | None = ()


@dataclass(frozen=True)
class SampleStudent:
    """One submission of a sample class.

    Parameters
    ----------
    name : str
        The student's id, which is also the kind of submission: "right-loops".
    answers : dict
        Exercise (the identifier of its cell) -> `Answer`.
    change : callable or None
        Changes the filled-in notebook (nbformat's JSON as a dict) in place.
    files : dict
        Relative path -> bytes, laid beside the notebook.
    notebook : bytes or None
        Handed in instead of the notebook.
    problem : str or None
        A part of the sentence that says why this cannot be graded; None if it can.
    """

    name: str
    answers: Mapping[str, Answer]
    change: Callable[[Notebook], None] | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    notebook: bytes | None = None
    problem: str | None = None


def known_classes() -> list[str]:
    """Assignments that have a sample class."""
    package = importlib.import_module("autograder.sample_class")
    return [module.name for module in pkgutil.iter_modules(package.__path__) if module.ispkg]


def students_of(assignment: str) -> tuple[SampleStudent, ...]:
    """The sample class of an assignment.

    Raises
    ------
    LookupError
        If the assignment has none.
    DeclarationError
        If a file of it raises.
    """
    known = known_classes()
    if assignment not in known:
        raise LookupError(
            f"sample_class: the assignment must have a sample class ({', '.join(known)}); got {assignment!r}."
            f" Write one in autograder/sample_class/{assignment}/."
        )
    with declared(f"the sample class of {assignment}", assignment):
        students: tuple[SampleStudent, ...] = importlib.import_module(
            f"autograder.sample_class.{assignment}"
        ).STUDENTS
    return students


def make_class(course_dir: str | Path, assignment: str) -> dict[str, SampleStudent]:
    """Write `submitted/<student>/<assignment>/` for every sample student of an assignment.

    Parameters
    ----------
    course_dir : path
        An nbgrader course folder. What is not released yet is released first
        (`nbgrader generate_assignment`).
    assignment : str

    Returns
    -------
    table : dict
        Student -> `SampleStudent`, whose answers say what score and mistakes to expect.

    Raises
    ------
    LookupError
        If the assignment has no sample class.
    ValueError
        If the released notebook lacks the cell of an exercise.
    SetupError
        If nbgrader cannot release the assignment.
    """
    return write_class(course_dir, assignment, students_of(assignment))


def write_class(
    course_dir: str | Path, assignment: str, students: Iterable[SampleStudent]
) -> dict[str, SampleStudent]:
    """Do as `make_class`, for students of your own."""
    students = tuple(students)
    folder = _released(Path(course_dir), assignment)
    released = (folder / f"{assignment}.ipynb").read_text(encoding="utf-8")
    models = model_answers(open_course(course_dir).source(assignment) / f"{assignment}.ipynb")
    for number, student in enumerate(students):
        target = Path(course_dir) / "submitted" / student.name / assignment
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(folder, target)
        for path, content in student.files.items():
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            (target / path).write_bytes(content)
        (target / f"{assignment}.ipynb").write_bytes(_handed_in(student, released, models, number))
    return {student.name: student for student in students}


def _released(course_dir: Path, assignment: str) -> Path:
    folder = course_dir / "release" / assignment
    if not (folder / f"{assignment}.ipynb").exists():
        problem = quick_nbgrader.release(course_dir, assignment)
        if problem:
            raise SetupError(
                f"make_class: {problem}\nRun `nbgrader generate_assignment {assignment}` in {course_dir}."
            )
    return folder


def _handed_in(student: SampleStudent, released: str, models: Mapping[str, str], number: int) -> bytes:
    if not _STUDENT_NAME.fullmatch(student.name):
        raise ValueError(
            f"make_class: a student's name is lower-case words and hyphens; got {student.name!r}."
        )
    if student.notebook is not None:
        return student.notebook
    notebook = json.loads(released)
    cells = {cell["metadata"].get("nbgrader", {}).get("grade_id"): cell for cell in notebook["cells"]}
    for exercise, answer in student.answers.items():
        if exercise not in cells:
            raise ValueError(
                f"make_class: the released notebook must have a cell {exercise!r}; {student.name} needs it."
            )
        if answer.source is not None:
            cells[exercise]["source"] = answer.source.strip("\n")
    if student.change is not None:
        student.change(notebook)
    elif student.answers:
        reflect(notebook, models, number)
    return json.dumps(notebook, indent=1).encode()
