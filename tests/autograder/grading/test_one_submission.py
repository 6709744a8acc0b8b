"""Whatever is handed in, every test gets a score in range and a notebook that nbgrader reads."""

import copy
import json
import random

import nbformat
import pytest
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.utils import determine_grade, is_grade

from autograder.grading.one_submission import grade_submission
from autograder.reading.course import open_course
from autograder.reading.read_assignment import read_assignment
from autograder.reading.submission import Submission
from autograder.records import CellResult
from autograder.writing.gradebook import open_gradebook
from tests.autograder.fakes import FakeWorker
from tests.autograder.small_course import answered, plain

ODD = [
    None,
    True,
    -1,
    10**30,
    1.5,
    "",
    "x" * 1000,
    "\ud800",
    "\x00",
    [],
    {},
    ["a", 1, None],
    {"a": {}},
    "code",
]


@pytest.fixture(scope="module")
def assignment(released_course):
    course = open_course(released_course)
    with open_gradebook(course) as gradebook:
        return read_assignment(course, "hw", gradebook.released("hw"))


class AllRight:
    """Runs nothing; every test passes."""

    def grade(self, plan):
        return [CellResult(score=cell.points) for cell in plan.cells]


def places(value, path=()):
    """Every place in a tree of dicts and lists."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(items):
        yield from places(inner, (*path, key))


def mutated(content, rng):
    """A notebook with some places replaced, removed or doubled."""
    content = copy.deepcopy(content)
    for _ in range(rng.randint(1, 4)):
        *way, last = rng.choice([path for path in places(content) if path])
        holder = content
        for key in way:
            holder = holder[key]
        action = rng.choice(["replace", "remove", "double", "shuffle"])
        if action == "replace":
            holder[last] = rng.choice(ODD)
        elif action == "remove":
            del holder[last]
        elif action == "double" and isinstance(holder, list):
            holder.insert(rng.randrange(len(holder) + 1), copy.deepcopy(holder[last]))
        elif isinstance(holder[last], list):
            rng.shuffle(holder[last])
    return content


def check_readable(graded, assignment):
    for name, document in graded.documents.items():
        made = nbformat.reads(document.decode(), as_version=4)
        nbformat.validate(made)
        MetadataValidator().validate_nb(made)
        read = {
            each.metadata.nbgrader.grade_id: determine_grade(each) for each in made.cells if is_grade(each)
        }
        verdict = graded.verdict.notebooks[name]
        assert {
            cell.grade_id: (result.score, cell.points) for cell, result in verdict.tests
        }.items() <= read.items()
        wanted = [cell.grade_id for cell in assignment.notebooks[name].cells if cell.is_test]
        assert [cell.grade_id for cell, _ in verdict.tests] == wanted
        json.dumps(graded.verdict.score)


@pytest.mark.parametrize("seed", range(150))
def test_a_notebook_with_random_damage(assignment, released_course, seed):
    rng = random.Random(seed)
    content = mutated(answered(released_course), rng)
    submission = Submission("ann", {"main.ipynb": json.dumps(content).encode()})
    graded = grade_submission(assignment, submission, AllRight(), ["main"])
    check_readable(graded, assignment)
    assert graded.verdict.score == (0.0 if graded.verdict.problem else 6.0)


@pytest.mark.parametrize("seed", range(30))
def test_a_file_with_random_damage(assignment, released_course, seed):
    rng = random.Random(seed)
    data = bytearray(plain(answered(released_course)))
    for _ in range(rng.randint(1, 5)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    graded = grade_submission(assignment, Submission("ann", {"main.ipynb": bytes(data)}), AllRight())
    check_readable(graded, assignment)


def test_grading_is_a_pure_function(assignment, released_course):
    submission = Submission("ann", {"main.ipynb": plain(answered(released_course))})
    once, again = (grade_submission(assignment, submission, FakeWorker()) for _ in range(2))
    assert once.documents == again.documents
    assert once.grades == again.grades
    assert (once.verdict.score, once.verdict.max_score) == (6.0, 7.0)


def test_only_the_notebooks_asked_for_are_graded(assignment, released_course):
    submission = Submission("ann", {"main.ipynb": plain(answered(released_course))})
    graded = grade_submission(assignment, submission, FakeWorker(), ["main"], "paper")
    assert list(graded.documents) == ["main"]
    assert graded.verdict.isolation == "paper"
    assert graded.verdict.problem is None
    assert set(graded.verdict.seconds) == {"rebuild", "run", "document"}
