"""What is written is told from what is not: a stub, a missing `return`, zeros that were computed."""

import numpy as np
import pytest

from autograder import check
from benchmarks.right_styles import function_of
from benchmarks.right_styles.loss_functions import STYLES

right_svm = STYLES["svm_loss"]["vectorised"]


def _without_return(W, X, y, reg):
    loss, dW = right_svm(W, X, y, reg)


def _docstring_alone(W, X, y, reg):
    """Later."""


def _ellipsis(W, X, y, reg): ...


def _zeros(W, X, y, reg):
    return 0.0, np.zeros(W.shape)


def _zeros_of_a_shape(W: np.ndarray | None, X, y, reg):
    C, d = W.shape
    dW = np.zeros((C, d * 1))
    for _ in range(len(X)):
        pass
    return 0.0, dW


def _named_nothing(W, X, y, reg):
    loss, dW = None, None
    return loss, dW


def _explicit_none(W, X, y, reg):
    return None


@pytest.mark.parametrize(
    ("function", "mistake", "message"),
    [
        (_without_return, "returns_none", "svm_loss returns nothing: is `return` missing?"),
        *((stub, "not_implemented", "Not implemented yet: svm_loss(W, X, y, reg) -> loss, dW")
          for stub in (_docstring_alone, _ellipsis, _zeros, _zeros_of_a_shape, _named_nothing, _explicit_none)),
    ],
)  # fmt: skip
def test_a_stub_is_told_from_a_missing_return(function, mistake, message):
    result = check(function, "svm_loss")
    assert (result.mistakes, result.message) == ((mistake,), message)


def test_whoever_computes_zeros_has_written_something():
    source = """
def numerical_gradient(f, x, h):
    gradient, above, below = np.zeros(x.shape), x, x
    for index in np.ndindex(x.shape):
        above[index] += h
        below[index] -= h
        gradient[index] = (f(above) - f(below)) / (2 * h)
    return gradient
"""
    result = check(function_of(source, "numerical_gradient"))
    assert result.mistakes[0] == "unknown" and result.message.startswith("In the case “a vector”")
