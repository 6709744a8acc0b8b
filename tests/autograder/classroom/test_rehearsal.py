"""A rehearsal finds the tests that must not go out: real boxes, a real kernel, one small course."""

import pytest
from click.testing import CliRunner

from autograder.cli import main
from tests.autograder.helpers.small_course import cell, write_course

ANSWER = "factor = 2\ndef double(x):\n    ### BEGIN SOLUTION\n    return factor * x\n    ### END SOLUTION"
TESTS = {
    "holds": "assert double(3) == 6",
    "hidden": "assert double(0) == 0\n### BEGIN HIDDEN TESTS\nassert double(-4) == -8\n### END HIDDEN TESTS",
    "partial": "1 if double(1) == 2 else 0.5",
    "checks-nothing": "assert True",
    "bare": "double(2) == 4",
    "numpy-bare": "import numpy as np\nnp.isclose(double(2), 4)",
    "tuple": "assert (double(2) == 4, 'wrong')",
    "half-blank": "try:\n    points = 1.0 * (double(1) == 2)\nexcept NotImplementedError:\n    points = 0.25\npoints",
    "inspects": "assert double.__code__.co_argcount == 1",
    "too-strict": "assert double(3) == 7",
    "boxes-only": "import sys\nassert double(1) == 2 and 'ipykernel' not in sys.modules",
}


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    cells = [
        cell("answer", "double", ANSWER),
        *(cell("test", name, source, points=1) for name, source in TESTS.items()),
    ]
    course = write_course(tmp_path_factory.mktemp("rehearsed") / "course", cells)
    done = CliRunner().invoke(main, ["rehearse", "hw", "--course", str(course)], env={"COLUMNS": "100"})
    assert done.exit_code == 1, (done.output, done.exception)
    return done.output


def row(output, name):
    """The scores of one test, and whether it is marked."""
    return next(line.split()[1:] for line in output.splitlines() if line.startswith(f"{name} "))


@pytest.mark.parametrize("name", ["holds", "hidden"])
def test_a_sound_test_has_no_mark(output, name):
    assert row(output, name) == ["1", "1,", "1", "0,", "0"]


def test_a_test_that_checks_nothing_is_named(output):
    assert row(output, "checks-nothing") == ["1", "1,", "1", "1,", "1", "!"]
    assert (
        "checks-nothing: the blank notebook earns the points: line 1, `assert True`, is always true" in output
    )


@pytest.mark.parametrize("name", ["bare", "numpy-bare"])
def test_a_test_that_only_compares_is_named(output, name):
    assert row(output, name) == ["1", "1,", "1", "0,", "0", "!"]
    assert f"{name}: its last value is True or False; nothing fails: write assert" in output


def test_an_assertion_of_a_tuple_is_named(output):
    assert "tuple: the blank notebook earns" not in output
    assert "tuple: line 1, `assert (double(2) == 4, 'wrong')`, is always true" in output


def test_a_part_of_the_points_for_the_blank_is_named(output):
    assert "half-blank: the blank notebook earns 0.25 of 1 points" in output


def test_a_test_that_cannot_cross_is_named(output):
    assert row(output, "inspects") == ["1", "0,", "1", "0,", "1", "!"]
    assert "inspects: passes in a kernel, not in the boxes:" in output


def test_a_solution_that_is_wrong_is_named(output):
    assert row(output, "too-strict") == ["1", "0,", "0", "0,", "0", "!"]
    assert "too-strict: the solution does not earn the points:" in output


def test_a_test_that_fails_in_students_hands_is_named(output):
    assert row(output, "boxes-only") == ["1", "1,", "0", "0,", "0", "!"]
    assert "boxes-only: passes in the boxes only: students who run it" in output
