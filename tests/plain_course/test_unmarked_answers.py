"""Answers in plain cells of notebooks without ids: the scores are those that `nbgrader autograde` gave, run by hand."""

import json
import uuid

import pytest

from autograder.grading.one_submission import grade_submission
from autograder.grading.worker import Worker
from autograder.reading.course import open_course
from autograder.reading.read_assignment import read_assignment
from autograder.reading.submission import Submission
from autograder.writing.gradebook import open_gradebook
from tests.autograder.helpers.small_course import cell, write_course

CELLS = [
    cell("plain", "title", "# Answers in unmarked cells", cell_type="markdown"),
    cell("plain", "imports", "import math"),
    cell("plain", "first", "x = None  # your answer"),
    cell("test", "t1", "assert x == 4", points=2),
    cell("plain", "second", "y = None"),
    cell("test", "t2", "assert y == 5", points=1),
]
STOCK = {  # nbgrader 0.9.6
    "right": ({"x = None  # your answer": "x = 4", "y = None": "y = 5"}, [2.0, 1.0]),
    "half": ({"x = None  # your answer": "x = 4"}, [2.0, 0.0]),
    "blank": ({}, [0.0, 0.0]),
}


def rewritten(path, answers=(), identity=None):
    """The notebook as JSON with other texts, and with other ids or none."""
    content = json.loads(path.read_text())
    content["nbformat_minor"] = 5 if identity else 4
    for each in content["cells"]:
        text = "".join(each["source"])
        each["source"] = dict(answers).get(text, text)
        del each["id"]
        if identity:
            each["id"] = identity()
    return json.dumps(content)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = write_course(tmp_path_factory.mktemp("unmarked") / "course", CELLS)
    path = root / "source" / "hw" / "main.ipynb"
    path.write_text(rewritten(path))
    return root


@pytest.fixture(scope="module")
def assignment(course):
    opened = open_course(course)
    with open_gradebook(opened) as gradebook:
        return read_assignment(opened, "hw", gradebook.released("hw"))


@pytest.fixture(scope="module")
def worker():
    with Worker("bwrap") as running:
        yield running


@pytest.mark.parametrize("identity", [None, lambda: uuid.uuid4().hex[:8]], ids=["no_ids", "other_ids"])
@pytest.mark.parametrize("student", STOCK)
def test_scores_equal_stock_nbgrader(course, assignment, worker, student, identity):
    answers, expected = STOCK[student]
    text = rewritten(course / "release" / "hw" / "main.ipynb", answers.items(), identity)
    submission = Submission(student, {"main.ipynb": text.encode()})
    verdict = grade_submission(assignment, submission, worker, ["main"]).notebooks["main"].verdict
    assert [each.score for each in verdict.cells] == expected
