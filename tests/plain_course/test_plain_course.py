"""A course that knows nothing of `autograder`: its scores are those of stock nbgrader, cell by cell."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from tests.plain_course.submissions import CLASS, write_class

COURSE = Path(__file__).parent / "course"
BIN = Path(sys.executable).parent

pytestmark = pytest.mark.course


def run(course, *command):
    """Run `python -m <command>` in the course folder; return what it printed."""
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=course,
        env=environment,
        text=True,
        capture_output=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def scores(course):
    """Return {student: {grade_id: (automatic score, whether it waits for a person)}}."""
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        return {
            submission.student.id: {
                grade.name: (grade.auto_score, grade.needs_manual_grade)
                for notebook in submission.notebooks
                for grade in notebook.grades
            }
            for submission in gradebook.assignment_submissions("hw1")
        }


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """The course with its release and the submissions of the class."""
    course = tmp_path_factory.mktemp("plain") / "course"
    shutil.copytree(COURSE, course, ignore=shutil.ignore_patterns("__pycache__"))
    run(course, "nbgrader", "generate_assignment", "hw1")
    write_class(course)
    return course


@pytest.fixture(scope="module")
def stock(released, tmp_path_factory):
    """What `nbgrader autograde` gives."""
    course = shutil.copytree(released, tmp_path_factory.mktemp("stock") / "course")
    run(course, "nbgrader", "autograde", "hw1")
    return scores(course)


@pytest.fixture(scope="module")
def graded(released, tmp_path_factory):
    """The course after `autograder grade`."""
    course = shutil.copytree(released, tmp_path_factory.mktemp("ours") / "course")
    run(course.parent, "autograder", "grade", "hw1", "--course", str(course), "--jobs", "2")
    return course


def test_the_class_spreads_over_the_scale(stock):
    """The comparison means something: full marks, no marks, halves, and a partial credit occur."""
    totals = {student: sum(score or 0 for score, _ in cells.values()) for student, cells in stock.items()}
    assert totals == {
        "right": 19, "loops": 19, "prints": 19, "own_helper": 19, "own_module": 19,
        "arrays": 18, "half": 7, "raises": 6.5, "wrong": 3.5, "stub": 0,
    }  # fmt: skip


@pytest.mark.parametrize("student", CLASS)
def test_scores_equal_stock_nbgrader(student, stock, graded):
    assert scores(graded)[student] == stock[student]


def test_feedback_and_export_work_on_what_was_graded(graded):
    run(graded, "nbgrader", "generate_feedback", "hw1")
    pages = {page.parent.parent.name for page in graded.glob("feedback/*/hw1/hw1.html")}
    assert pages == set(CLASS)
    run(graded, "nbgrader", "export")
    lines = (graded / "grades.csv").read_text().splitlines()
    assert len(lines) == 1 + len(CLASS)


def test_a_second_run_changes_nothing(graded):
    before = scores(graded)
    run(graded, "autograder", "grade", "hw1")
    assert scores(graded) == before
