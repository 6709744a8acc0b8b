"""Whose value a name has after a test bound it."""

from dataclasses import replace

import pytest

from autograder.records import PlannedCell
from tests.autograder.helpers.in_boxes import grade, graded, shared, student

FORGED = student("y = 1.0\ndef f(x):\n    globals()['y'] = 0.0\n    return 0.0")


def _solution(source, *names):
    return replace(student(source), solves=frozenset(names))


def _scores(walled, *cells):
    return [result.score for result in grade(walled, *cells, asked="f y") if result.score is not None]


def test_a_later_test_reads_what_an_earlier_one_bound(walled):
    assert _scores(walled, FORGED, graded("y = 3.0"), graded("f(1); assert y == 3.0")) == [4.0, 4.0]


def test_a_cell_that_is_not_asked_for_the_name_does_not_take_it_back(walled):
    added = student("y = 0.0")
    tests = graded("y = 3.0"), added, graded("assert f(y) == 2 * y")
    assert _scores(walled, FORGED, *tests) == [4.0, 0.0]


def test_the_solution_cell_that_is_asked_for_the_name_takes_it_back(walled):
    answer = _solution("y = 5.0", "y")
    cells = student("def f(x): return x\ny = 1"), graded("y = 3.0\nassert f(y) == 3.0"), answer
    assert _scores(walled, *cells, graded("assert y == 5.0")) == [4.0, 4.0]


def test_a_name_that_is_the_answers_again_is_taken_again(walled):
    cells = FORGED, graded("y = 3.0"), _solution("y = 5.0", "y"), graded("y = 2.0\nassert f(y) == 2 * y")
    assert _scores(walled, *cells) == [4.0, 0.0]


def test_a_helper_that_a_test_put_back_may_be_defined_anew(walled):
    cells = (
        student("def f(x): return y(x)\ndef y(x): return x + 1"),
        graded("kept = y\ny = lambda x: 7\nassert f(1) == 7\ny = kept\nassert f(1) == 2"),
        student("def y(x): return x + 2"),
        graded("assert f(1) == 3 and y(1) == 3"),
    )
    assert _scores(walled, *cells) == [4.0, 4.0]


@pytest.mark.parametrize("instructors", ["import math", "# Try what you like.", "other = 1"])
def test_data_of_another_cell_of_the_instructor_stays_the_instructors(walled, instructors):
    source = "import math\nexpected = other = 0\ndef f(x): return 0"
    cells = shared("expected = 5"), PlannedCell(source, instructors), graded("assert f(1) == expected")
    assert _scores(walled, *cells) == [0.0]


def test_functions_are_asked_for_again_after_the_process_ended(walled):
    cells = (
        student("import os\ndef f(x):\n    if x < 0: os._exit(0)\n    return x"),
        graded("assert f(1) == 1; f(-1)"),
        graded("assert f(2) == 2"),
    )
    assert _scores(walled, shared("import numpy as np"), *cells) == [0.0, 4.0]
