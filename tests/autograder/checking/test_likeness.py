"""Answers with the same wrong numbers are alike, however they are written; others are not."""

import pytest

from autograder.boxes.crossing.remote_errors import StudentError
from autograder.checking.check import tried
from autograder.checking.views.likeness import likeness_of
from autograder.exercises.exercise import find_exercise
from benchmarks.right_styles import function_of

MATRIX = """
def squared_error_batch(W, X, T):
    E = X @ W.T - T
    return np.sum(E**2) / len(X), 2 * E.T @ X / len(X)
"""
LOOP = """
def squared_error_batch(W, X, T):
    loss, dW = 0.0, np.zeros(W.shape)
    for x, t in zip(X, T):
        e = W @ x - t
        loss += e @ e / len(X)
        dW += 2 * np.outer(e, x) / len(X)
    return loss, dW
"""


def likeness(source, old="", new=""):
    exercise = find_exercise("squared_error_batch")
    assert not old or source.count(old) == 1
    function = function_of(source.replace(old, new) if old else source, exercise.name)
    return likeness_of(tried(function, exercise, exercise.public_cases).rows)


@pytest.mark.parametrize(
    ("in_matrix", "in_loop"),
    [
        (("2 * E.T", "3.3 * E.T"), ("2 * np.outer", "3.3 * np.outer")),
        (("X @ W.T - T", "X @ W.T - T**3"), ("W @ x - t", "W @ x - t**3")),
        (("return np.sum(E**2)", "return np.sum(E**2) / 0"), ("e @ e", "e @ e / 0")),
        (("X @ W.T - T", "X.missing(W)"), ("W @ x - t", "x.missing(W)")),
    ],
    ids=["a factor", "another error", "infinite", "raises"],
)
def test_the_same_wrong_numbers_are_alike(in_matrix, in_loop):
    assert likeness(MATRIX, *in_matrix) == likeness(LOOP, *in_loop) != ""


def test_other_wrong_numbers_are_not_alike():
    edits = [("2 * E.T", "3.3 * E.T"), ("2 * E.T", "3.4 * E.T"), ("- T", "- T**3"), ("(E**2)", "(E)")]
    assert len({likeness(MATRIX, *edit) for edit in edits}) == len(edits)


def test_a_right_answer_has_no_likeness():
    assert likeness(MATRIX) == likeness(LOOP) == ""


def test_an_exception_of_the_other_box_tells_no_line():
    """The frames that come with it are those of a stand-in, not of the student's function."""
    exercise = find_exercise("squared_error_batch")

    def squared_error_batch(W, X, T):
        raise StudentError("no such axis")

    result = tried(squared_error_batch, exercise, exercise.public_cases)
    assert result.message.endswith("it raises Exception: no such axis.")
