"""What a test cell's end means: points, and the sentence that the student reads."""

from fractions import Fraction

import numpy as np
import pytest

from autograder.boxes.cells import filename_of
from autograder.boxes.crossing.remote_errors import error_class
from autograder.checking.check import check
from autograder.instructor_box.verdicts import checked, failed, no_points, scored
from autograder.records import CellResult, PlannedCell

SOURCE = "a = 3\nassert a == 4, 'a is 4'\n"
CELL = PlannedCell(test_source=SOURCE, grade_id="a-check", points=4.0)

FULL = CellResult("ok", score=4.0)
SCORES = [
    (None, FULL),
    ("text", FULL),
    (True, FULL),
    (np.bool_(False), FULL),
    (np.timedelta64(1, "s"), FULL),
    (1j, FULL),
    (2, CellResult("ok", score=2.0)),
    (Fraction(1, 2), CellResult("ok", score=0.5)),
    (np.float32(2.5), CellResult("ok", score=2.5)),
    (-1, CellResult("ok", score=0.0)),
    (9.5, FULL),
]


@pytest.mark.parametrize(("value", "result"), SCORES, ids=lambda item: repr(item)[:30])
def test_the_last_value_is_the_score_if_it_is_a_number(value, result):
    assert scored(CELL, value) == result


@pytest.mark.parametrize(("value", "shown"), [(float("nan"), "nan"), (-np.inf, "-inf"), (10**400, "inf")])
def test_what_is_no_score_earns_nothing_and_says_so(value, shown):
    words = f"The test gave {shown} points, which is no score; please tell your instructor."
    assert scored(CELL, value) == CellResult("error", score=0.0, message=words)


def raised_by(source):
    try:
        exec(compile(source, filename_of(source), "exec"), {})
    except Exception as problem:
        return problem


def test_the_line_that_failed_and_its_reason_are_shown():
    words = "The test failed at: assert a == 4, 'a is 4'\nAssertionError: a is 4"
    assert failed(CELL, raised_by(SOURCE)) == CellResult("error", score=0.0, message=words)


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (AssertionError("secret"), "A hidden test failed."),
        (
            error_class("Secret", ["ValueError"])("secret"),
            "A hidden test failed: your code raised an exception.",
        ),
    ],
    ids=["the test's", "the student's"],
)
def test_nothing_of_a_hidden_line_is_shown(problem, words):
    source = "raise problem"
    try:
        exec(compile(source, filename_of(source), "exec"), {"problem": problem})
    except Exception as caught:
        cell = PlannedCell(test_source=source, points=4.0, hidden_lines=(1,))
        assert failed(cell, caught) == CellResult("error", score=0.0, message=words)


def test_only_a_test_has_a_score_to_lose():
    assert no_points(CELL, "died", "It ended.").score == 0.0
    assert no_points(PlannedCell("x = 1"), "died", "It ended.").score is None


def _answer(name):
    """What check says of one of the sample class's answers to `elastic_net`, or of this function."""
    return checked(CELL, check(name, exercise="elastic_net"))


def test_known_mistakes_are_told_in_own_words_and_what_a_function_chose_is_not():
    def stub(W, beta):
        raise NotImplementedError

    def twice(W, beta):
        return np.sum(beta * W**2) + np.sum(np.abs(W)), 2 * (2 * beta * W + np.sign(W))

    def talks(W, beta):
        raise ValueError("what it saw")

    def renamed(matrix, weight):
        return np.sum(weight * matrix**2) + np.sum(np.abs(matrix)), 2 * weight * matrix + np.sign(matrix)

    assert [_answer(each).is_own_words for each in (stub, twice, talks, renamed)] == [
        True,
        True,
        False,
        False,
    ]
    assert "what it saw" in _answer(talks).message
    assert "weight" in _answer(renamed).message
