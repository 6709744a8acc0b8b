"""The whole path on the sample class of every lecture that has one: its table is the test."""

import functools
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.boxes.limits import Limits
from autograder.classroom.class_run import grade_class
from autograder.classroom.pool.local import LocalPool
from autograder.exercises.exercise import known_exercises
from autograder.grading.sandbox import bubblewrap_problem
from autograder.grading.worker import Worker
from autograder.reading.course import SetupError, open_course
from autograder.sample_class.editing import STUB
from autograder.sample_class.students import SampleStudent, known_classes, students_of, write_class
from autograder.writing.gradebook import open_gradebook

REPOSITORY = Path(__file__).parents[3]
LIMITS = Limits(cell_seconds=2.0, test_seconds=6.0, memory=768 * 2**20)
WHOLE = "loss_functions"


# Each mistake is rejected and named in the exercises' own tests; here the first ones, and of the rest one in so many.
FIRST, ONE_IN = 2, 30


def tried(lecture):
    """The class of the first lecture; of the others all but the mishaps and cheats that it has as well."""
    shared = {student.name for student in students_of(WHOLE)} if lecture != WHOLE else set()
    mistaken = [student for student in students_of(lecture) if _is_mistaken(student)]
    left_out = {student.name for k, student in enumerate(mistaken) if k >= FIRST and k % ONE_IN}
    return [
        _only_mistakes(student)
        for student in students_of(lecture)
        if student.name not in left_out
        and (student.name not in shared or student.name.startswith("right-") or _is_mistaken(student))
    ]


def _is_mistaken(student):
    return student.name.startswith("mistaken-")


def _only_mistakes(student):
    """Leave the stub where a mistaken student is right: others hand in that very answer."""
    if not _is_mistaken(student):
        return student
    answers = {name: answer if answer.mistakes else STUB for name, answer in student.answers.items()}
    return replace(student, answers=answers)


TABLE = [(lecture, student) for lecture in known_classes() for student in tried(lecture)]
needs_bubblewrap = pytest.mark.skipif(
    bubblewrap_problem() is not None, reason="bubblewrap does not work here"
)


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    """A copy of this course, without a lecture yet."""
    root = tmp_path_factory.mktemp("sampled")
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    return root


@pytest.fixture(scope="session")
def graded(course):
    """lecture -> (student -> `StudentResult`); each sample class is handed in and graded when first asked for."""

    @functools.cache
    def results(lecture):
        shutil.copytree(REPOSITORY / "notebooks" / lecture, course / "notebooks" / lecture)
        write_class(course, lecture, tried(lecture))
        opened = open_course(course)
        with open_gradebook(opened) as gradebook:
            verdicts = grade_class(
                opened,
                gradebook,
                lecture,
                LocalPool(
                    lambda modules: Worker(limits=LIMITS, modules=modules), 2 if lecture == WHOLE else 1
                ),
            )
        return {result.student: result for result in verdicts}

    return results


@needs_bubblewrap
@pytest.mark.course
@pytest.mark.parametrize(
    ("lecture", "student"), TABLE, ids=[f"{lecture}-{student.name}" for lecture, student in TABLE]
)
def test_every_kind_of_submission_gets_its_verdict(lecture, student, graded):
    result = graded(lecture)[student.name]
    if student.problem is not None:
        assert student.problem in result.problem and result.score == 0
        return
    assert result.problem is None
    cells = {cell.grade_id: cell for cell in result.cells}
    for exercise, answer in student.answers.items():
        cell = cells[f"{exercise}-check"]
        assert cell.score == answer.score * cell.points, (exercise, cell)
        if answer.mistakes is not None:
            assert set(cell.mistakes) == set(answer.mistakes), (exercise, cell)


@needs_bubblewrap
@pytest.mark.course
@pytest.mark.parametrize("lecture", known_classes())
def test_the_gradebook_says_the_same(lecture, graded, course):
    results = graded(lecture)
    with Gradebook(f"sqlite:///{course}/gradebook.db", "deep-learning") as gradebook:
        stored = {
            submission.student.id: submission for submission in gradebook.assignment_submissions(lecture)
        }
        for student in tried(lecture):
            cells = {
                grade.name: grade.auto_score
                for notebook in stored[student.name].notebooks
                for grade in notebook.grades
                if grade.cell_type == "code" and grade.auto_score is not None
            }
            assert sum(cells.values()) == results[student.name].score


@pytest.mark.parametrize("lecture", known_classes())
def test_every_known_mistake_is_made_by_somebody(lecture):
    made = {}
    for student in students_of(lecture):
        for exercise, answer in student.answers.items():
            made.setdefault(exercise, set()).update(answer.mistakes or ())
    for name, exercise in known_exercises().items():
        if exercise.topic == lecture:
            assert {mistake.id for mistake in exercise.mistakes} - made[name] == set()


@pytest.mark.parametrize("lecture", known_classes())
def test_a_class_has_all_kinds(lecture):
    students = students_of(lecture)
    assert len(students) >= 25
    assert len({student.name for student in students}) == len(students)
    pairs = [
        answer.mistakes
        for student in students
        for answer in student.answers.values()
        if answer.mistakes is not None and len(answer.mistakes) == 2
    ]
    assert pairs


def test_an_unknown_lecture_is_said():
    with pytest.raises(LookupError) as error:
        students_of("knitting")
    assert error.value.args[0] == (
        f"sample_class: the assignment must have a sample class ({', '.join(known_classes())}); got 'knitting'. "
        "Write one in autograder/sample_class/knitting/."
    )


@pytest.mark.course
def test_what_cannot_be_released_is_said(tmp_path):
    with pytest.raises(SetupError, match="nbgrader must be able to release 'nothing'; it ended with 1"):
        write_class(tmp_path, "nothing", ())


def _released(root, *grade_ids):
    cells = [
        {
            "cell_type": "code",
            "id": grade_id,
            "metadata": {"nbgrader": {"grade_id": grade_id}},
            "source": "",
            "outputs": [],
            "execution_count": None,
        }
        for grade_id in grade_ids
    ]
    (root / "release" / "hw").mkdir(parents=True)
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (root / "release" / "hw" / "hw.ipynb").write_text(json.dumps(notebook))


def test_a_missing_cell_is_said(tmp_path):
    from autograder.sample_class.students import Answer

    _released(tmp_path, "f")
    with pytest.raises(ValueError) as error:
        write_class(tmp_path, "hw", [SampleStudent("ann", {"g": Answer("def g(): pass")})])
    assert str(error.value) == "make_class: the released notebook must have a cell 'g'; ann needs it."


def test_a_name_that_is_no_folder_is_refused(tmp_path):
    _released(tmp_path, "f")
    with pytest.raises(ValueError, match="a student's name is lower-case words and hyphens; got '../ann'"):
        write_class(tmp_path, "hw", [SampleStudent("../ann", {})])


@needs_bubblewrap
@pytest.mark.course
def test_the_commands_do_it_too(course, graded, tmp_path):
    """`autograder grade` on what is graded already, and one submission again."""
    graded("loss_functions")
    command = [sys.executable, "-m", "autograder", "grade", "loss_functions", "--course", str(course)]
    ran = subprocess.run(
        [*command, "--student", "right-loops", "--force", "--json", str(tmp_path / "verdicts.json")],
        capture_output=True,
        text=True,
        env=dict(os.environ),
    )
    assert ran.returncode == 0, ran.stderr
    (verdict,) = json.loads((tmp_path / "verdicts.json").read_text())
    assert (verdict["student"], verdict["mistakes"]) == ("right-loops", [])
    assert verdict["score"] == verdict["max_score"] > 0
