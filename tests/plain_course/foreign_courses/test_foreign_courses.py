"""Courses that know nothing of `autograder`, a mechanism each: the scores are those of stock nbgrader.

`stock.json` holds them, as `python -m tests.plain_course.foreign_courses.stock` wrote them.
"""

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest

from autograder.grading.one_submission import grade_submission
from autograder.grading.worker import Worker
from autograder.reading.course import open_course
from autograder.reading.read_assignment import read_assignment
from autograder.reading.submission import Submission
from autograder.reading.ways.way import Way
from autograder.writing.gradebook import open_gradebook
from tests.plain_course.foreign_courses.stock import SCORES, stock_scores
from tests.plain_course.foreign_courses.written import COURSES, declared, students, submissions, write_course

pytestmark = pytest.mark.course
STOCK = json.loads(SCORES.read_text())


@pytest.fixture(scope="module")
def class_room(tmp_path_factory):
    """All courses, released, and a worker that has imported what they import."""
    root = write_course(tmp_path_factory.mktemp("foreign") / "course")
    course = open_course(root)
    with open_gradebook(course) as gradebook:
        read = {name: decided(read_assignment(course, name, gradebook.released(name))) for name in COURSES}
    modules = frozenset().union(*(assignment.modules for assignment in read.values()))
    with Worker("bwrap", modules=modules) as worker:
        yield SimpleNamespace(root=root, read=read, worker=worker)


def decided(assignment):
    """The assignment with the ways that the course's file declares."""
    ways = {test: Way(is_together=True, canaries=frozenset()) for test in declared(assignment.name).together}
    notebooks = {name: replace(each, ways=ways) for name, each in assignment.notebooks.items()}
    return replace(assignment, notebooks=notebooks)


def graded(class_room, name, student):
    """Test -> the cell of the verdict."""
    files = {path: text.encode() for path, text in declared(name).files.items()}
    files[f"{name}.ipynb"] = submissions(class_room.root, name)[student].encode()
    graded = grade_submission(class_room.read[name], Submission(student, files), class_room.worker, [name])
    return {cell.grade_id: cell for cell in graded.notebooks[name].verdict.cells}


@pytest.mark.parametrize(
    ("name", "student"), [(name, student) for name in COURSES for student in students(declared(name))]
)
def test_scores_equal_stock_nbgrader(class_room, name, student):
    cells = graded(class_room, name, student)
    expected = STOCK[name][student]
    wrong = {
        test: (cell.score, expected[test], cell.message)
        for test, cell in cells.items()
        if cell.score != expected[test]
    }
    assert not wrong


@pytest.mark.parametrize("name", COURSES)
def test_the_numbers_mean_something(name):
    """Stock nbgrader gives the solution what a test can give, the blank next to none, and not all the same."""
    course, scores = declared(name), STOCK[name]
    points = {cell.name: cell.points for cell in course.cells if cell.kind == "test"}
    assert scores["solution"].keys() == points.keys()
    assert all(points[test] / 2 < score <= points[test] for test, score in scores["solution"].items())
    totals = {student: sum(each.values()) for student, each in scores.items()}
    assert totals["blank"] <= 1
    assert len(course.variants) >= 3
    assert totals["blank"] < totals["solution"]


def test_the_numbers_are_those_that_stock_nbgrader_gives(tmp_path):
    """One course anew, in kernels; the others by the script."""
    assert stock_scores("coroutines", tmp_path / "course") == STOCK["coroutines"]
