"""A rehearsal finds the tests that must not go out: real boxes, a real kernel, one small course."""

import tomllib
from dataclasses import replace

import pytest
from click.testing import CliRunner

from autograder.classroom.rehearsal.rehearse import has_solution
from autograder.cli import main
from autograder.reading.course import open_course
from autograder.reading.read_assignment import read_assignment
from autograder.writing.gradebook import open_gradebook
from tests.autograder.helpers.small_course import cell, write_course

ANSWER = "factor = 2\ndef double(x):\n    ### BEGIN SOLUTION\n    return factor * x\n    ### END SOLUTION"
ROW = "import numpy as np\n### BEGIN SOLUTION\ndef row(n):\n    return np.arange(float(n))\n### END SOLUTION"
TESTS = {
    "holds": "assert double(3) == 6",
    "hidden": "assert double(0) == 0\n### BEGIN HIDDEN TESTS\nassert double(-4) == -8\n### END HIDDEN TESTS",
    "partial": "1 if double(1) == 2 else 0.5",
    "checks-nothing": "assert True",
    "bare": "double(2) == 4",
    "numpy-bare": "import numpy as np\nnp.isclose(double(2), 4)",
    "tuple": "assert (double(2) == 4, 'wrong')",
    "half-blank": "try:\n    points = 1.0 * (double(1) == 2)\nexcept NotImplementedError:\n    points = 0.25\npoints",
    "above": "3 if double(1) == 2 else 0",
    "below": "-1 if double(1) == 2 else 0",
    "of-numpy": "import numpy as np\nnp.float64(1 if double(1) == 2 else 0)",
    "on-stderr": "import sys\nprint('careful', file=sys.stderr)\nassert double(1) == 2",
    "inspects": "assert double.__code__.co_argcount == 1 and double(1) == 2",
    "too-strict": "assert double(3) == 7",
    "passes-over": "np.testing.assert_allclose(row(3), [0, 1, 2])",
    "looks-at-all": "assert row(2).tolist() == [0, 1]",
    "boxes-only": "import sys\nassert double(1) == 2 and 'ipykernel' not in sys.modules",
}


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    cells = [
        cell("answer", "double", ANSWER),
        cell("answer", "row", ROW),
        *(cell("test", name, source, points=1) for name, source in TESTS.items()),
    ]
    course = write_course(tmp_path_factory.mktemp("rehearsed") / "course", cells)
    done = CliRunner().invoke(main, ["rehearse", "hw", "--course", str(course)], env={"COLUMNS": "100"})
    assert isinstance(done.exception, SystemExit) and done.exit_code == 1, (done.output, done.exception)
    written = (course / "source" / "hw.ways.toml").read_text()
    return f"{done.output}\n{written}"


def row(output, name):
    """The scores of one test, and whether it is marked."""
    return [word for word in words(output, name) if word not in ("apart", "together")]


def words(output, name):
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


def test_more_than_the_points_is_named_and_not_more_is_given(output):
    assert row(output, "above") == ["1", "1,", "1", "0,", "0", "!"]
    assert "above: its last value is 3 of 1 points: nbgrader autograde refuses the notebook" in output


def test_points_below_zero_are_named(output):
    assert row(output, "below") == ["1", "0,", "1", "0,", "0", "!"]
    assert "its last value is -1 of 1 points: nbgrader autograde gives all points for it" in output


def test_points_in_which_nbgrader_reads_no_number_are_named(output):
    assert row(output, "of-numpy") == ["1", "1,", "1", "0,", "0", "!"]
    assert (
        "of-numpy: its last value is np.float64(1.0), for which nbgrader autograde gives all points" in output
    )


def test_what_costs_the_points_in_nbgrader_alone_is_named(output):
    assert row(output, "on-stderr") == ["1", "1,", "0", "0,", "0", "!"]
    assert "on-stderr: passes in the boxes only: it writes on standard error, for which nbgrader" in output


def test_a_copy_without_solution_is_told_from_one_with(released_course):
    course = open_course(released_course)
    with open_gradebook(course) as gradebook:
        notebook = read_assignment(course, "hw", gradebook.released("hw")).notebooks["main"]
    assert has_solution(notebook)
    bare = tuple(replace(each, solved=each.shown) for each in notebook.cells)
    assert not has_solution(replace(notebook, cells=bare))


def test_a_test_that_cannot_cross_runs_together_and_is_named(output):
    assert words(output, "inspects") == ["1", "1,", "1", "0,", "0", "together"]
    assert words(output, "holds") == ["1", "1,", "1", "0,", "0", "apart"]
    assert "  inspects: looks into the student's code\n" in output
    assert "1 of 18 test cells runs together with students' code, as in a kernel" in output
    assert "Written to source/hw.ways.toml, which `autograder grade` goes by." in output


def test_a_test_that_passes_over_what_is_missing_is_named(output):
    assert "\nThese pass answers whose entries are all masked or NA: passes-over. Ask for" in output
    assert row(output, "passes-over") == row(output, "looks-at-all") == ["1", "1,", "1", "0,", "0"]


def test_the_ways_are_written_for_every_test(output):
    written = tomllib.loads(output[output.index("# How the test cells of hw are run.") :])
    assert set(written["main"]) == set(TESTS) and set(written["extra"]) == {"word-check"}
    assert [name for name, way in written["main"].items() if way["way"] == "together"] == ["inspects"]
    assert written["main"]["inspects"]["why"] == "looks into the student's code"


def test_a_solution_that_is_wrong_is_named(output):
    assert row(output, "too-strict") == ["1", "0,", "0", "0,", "0", "!"]
    assert "too-strict: the solution does not earn the points:" in output


def test_a_test_that_fails_in_students_hands_is_named(output):
    assert row(output, "boxes-only") == ["1", "1,", "0", "0,", "0", "!"]
    assert "boxes-only: passes in the boxes only: students who run it" in output
