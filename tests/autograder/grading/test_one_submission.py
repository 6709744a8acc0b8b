"""Whatever is handed in, every test gets a score in range and a notebook that nbgrader reads."""

import copy
import json
import math
import random
from types import SimpleNamespace

import numpy as np
import pytest

from autograder.grading import one_submission
from autograder.grading.one_submission import grade_submission, run_rebuilt
from autograder.reading.submission import Submission
from autograder.records import CellResult, PlannedCell
from tests.autograder.helpers.broken_notebooks import check_readable
from tests.autograder.helpers.fakes import FakeWorker
from tests.autograder.helpers.small_course import answered, plain

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


class Gives:
    """Runs nothing; every test gets a score."""

    isolation = "paper"

    def __init__(self, score):
        self.score = score

    def grade(self, plan):
        return [CellResult(score=self.score) for cell in plan.cells]


ALL_RIGHT = Gives(math.inf)


@pytest.mark.parametrize(
    ("is_students", "cell_type", "times"),
    [(True, "markdown", 1), (True, "code", 0), (False, "markdown", 0)],
)
def test_what_renders_texts_is_started_where_a_student_wrote_one(monkeypatch, is_students, cell_type, times):
    started = []
    monkeypatch.setattr(one_submission, "prepare", lambda: started.append(True))
    cell = SimpleNamespace(is_students=is_students, cell_type=cell_type, planned=PlannedCell())
    cells = [cell, cell]
    run_rebuilt(SimpleNamespace(cells=cells, plan=SimpleNamespace(cells=cells)), ALL_RIGHT)
    assert len(started) == times


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


def score(graded):
    return sum(cell.score for notebook in graded.notebooks.values() for cell in notebook.verdict.cells)


@pytest.mark.parametrize("seed", range(150))
def test_a_notebook_with_random_damage(assignment, released_course, seed):
    rng = random.Random(seed)
    content = mutated(answered(released_course), rng)
    submission = Submission("ann", {"main.ipynb": json.dumps(content).encode()})
    graded = grade_submission(assignment, submission, ALL_RIGHT, ["main"])
    check_readable(graded, assignment)
    assert score(graded) == (0.0 if graded.notebooks["main"].verdict.problem else 6.0)


@pytest.mark.parametrize("seed", range(30))
def test_a_file_with_random_damage(assignment, released_course, seed):
    rng = random.Random(seed)
    data = bytearray(plain(answered(released_course)))
    for _ in range(rng.randint(1, 5)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    graded = grade_submission(assignment, Submission("ann", {"main.ipynb": bytes(data)}), ALL_RIGHT)
    check_readable(graded, assignment)


def test_grading_is_a_pure_function(assignment, released_course):
    submission = Submission("ann", {"main.ipynb": plain(answered(released_course))})
    once, again = (grade_submission(assignment, submission, FakeWorker()) for _ in range(2))
    assert [each.document for each in once.notebooks.values()] == [
        each.document for each in again.notebooks.values()
    ]
    assert [each.grades for each in once.notebooks.values()] == [
        each.grades for each in again.notebooks.values()
    ]
    assert score(once) == 6.0


def test_only_the_notebooks_asked_for_are_graded(assignment, released_course):
    submission = Submission("ann", {"main.ipynb": plain(answered(released_course)), "own.csv": b"3"})
    graded = grade_submission(assignment, submission, Gives(1.0), ["main"])
    assert list(graded.notebooks) == ["main"]
    verdict = graded.notebooks["main"].verdict
    assert (verdict.notebook, verdict.isolation, verdict.problem) == ("main", "paper", None)
    assert set(verdict.seconds) == {"rebuild", "run", "document"}
    assert graded.files == {"own.csv": b"3", "table.csv": b"1,2\n"}


@pytest.mark.parametrize(
    ("given", "counted"),
    [
        (-1.0, 0.0),
        (1.5, 1.5),
        (5.0, 4.0),
        (math.nan, 0.0),
        (math.inf, 4.0),
        (None, 0.0),
        (np.float64(0.25), 0.25),
    ],
)
def test_a_score_is_brought_into_its_range_where_it_enters(assignment, released_course, given, counted):
    submission = Submission("ann", {"main.ipynb": plain(answered(released_course))})
    notebook = grade_submission(assignment, submission, Gives(given), ["main"]).notebooks["main"]
    assert {cell.grade_id: cell.score for cell in notebook.verdict.cells}["root-check"] == counted
    assert {grade.grade_id: grade.score for grade in notebook.grades}["root-check"] == counted
    check_readable(grade_submission(assignment, submission, Gives(given), ["main"]), assignment)


def test_a_suspicion_is_for_instructors_and_how_a_notebook_was_read_is_for_both(
    assignment, released_course, monkeypatch
):
    """Also that neither takes a point."""
    monkeypatch.setattr("autograder.reading.rebuild._borrowed", lambda notebook, cells: ["`double` is ours."])
    notebook = answered(released_course)
    check = next(cell for cell in notebook.cells if cell.id == "double-check")
    check.source = "assert True"
    graded = grade_submission(
        assignment, Submission("ann", {"main.ipynb": plain(notebook)}), ALL_RIGHT, ["main"]
    )
    changed = "`double-check` was changed; the instructor's text counts."
    assert graded.notebooks["main"].verdict.remarks == [changed, "`double` is ours."]
    first = json.loads(graded.notebooks["main"].document)["cells"][0]["source"]
    assert first.startswith("**How this notebook was read**") and "was changed" in first
    assert b"is ours" not in graded.notebooks["main"].document
    assert score(graded) == 6.0
