"""`hint(f)`: as far as the instructor lets hints go in this folder; how far they went is remembered."""

import json

import pytest

from autograder import check, hint
from autograder.checking.desk.pages import progress
from autograder.checking.desk.plan import FILE, find_plan
from autograder.checking.desk.progress import read_progress, remember_hint
from tests.autograder.checking.desk.conftest import RIGHT

# One wrong number in the sum: the place is found, so there are four steps.
WRONG = RIGHT.replace("terms.sum(axis=1)", "terms.sum(axis=1) * {}")


def wrong(number):
    """A function of its own for each test: what was shown is remembered by the code."""
    namespace = {}
    exec(f"import numpy as np\n{WRONG.format(number)}", namespace)
    return namespace["multiclass_hinge"]


def allow(desk, hints):
    path = desk / FILE
    path.write_text(json.dumps({**json.loads(path.read_text()), "hints": hints}))


def shown(function, times):
    return [(step.number, step.of) for step in (hint(function) for _ in range(times))]


@pytest.mark.parametrize(
    ("hints", "number", "steps"),
    [
        (1, 3, [(1, 1), (1, 1)]),
        (2, 5, [(1, 2), (2, 2), (2, 2)]),
        (99, 6, [(1, 2), (2, 2), (2, 2)]),
        ("all", 7, [(1, 2), (2, 2), (2, 2)]),
    ],
)
def test_hints_end_where_the_instructor_lets_them(desk, hints, number, steps):
    allow(desk, hints)
    assert shown(wrong(number), len(steps)) == steps


def test_a_course_without_hints_says_so_and_remembers_none(desk):
    allow(desk, 0)
    said = repr(hint(wrong(8)))
    assert said.startswith("Hint 1 of 1. Your teacher gives no hints beyond what the check says: ")
    assert check(wrong(8)).message in said
    assert read_progress(desk)["hints"] == {}


def test_an_older_folder_and_no_folder_have_all(desk, monkeypatch, tmp_path_factory):
    assert find_plan().hints is None
    data = json.loads((desk / FILE).read_text())
    del data["hints"]
    (desk / FILE).write_text(json.dumps(data))
    assert find_plan().hints is None
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert shown(wrong(11), 2) == [(1, 2), (2, 2)]


def test_the_furthest_hint_is_remembered(desk):
    hint(wrong(12)), hint(wrong(12)), hint(wrong(13))
    assert read_progress(desk)["hints"] == {"multiclass_hinge": {"number": 2, "of": 2}}
    remember_hint("squared_hinge", 1, 3)
    assert "Hints used: `multiclass_hinge` (2), `squared_hinge` (1)." in progress().markdown


def test_asking_for_a_hint_is_no_check(desk):
    hint(wrong(14))
    assert read_progress(desk)["exercises"] == {}


def test_what_is_no_function_is_told_so():
    with pytest.raises(TypeError, match="the first argument must be the function itself; got int"):
        hint(3, exercise="multiclass_hinge")
