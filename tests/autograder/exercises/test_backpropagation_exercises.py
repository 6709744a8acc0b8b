"""The backpropagation lecture: every mistake that it must know, as a student would write it."""

import numpy as np
import pytest

from autograder import check
from tests.autograder.exercises.edited_answers import checked


def mul_in_place(dz, x, y):
    dy = dz * x
    dz *= y
    return dz, dy


def relu_in_place(dz, x):
    dz[x <= 0] = 0
    return dz


@pytest.mark.parametrize(
    ("name", "function"), [("mul_backward", mul_in_place), ("relu_backward", relu_in_place)]
)
def test_an_upstream_gradient_changed_in_place_is_named(name, function):
    result = check(function, name, cases="all")
    assert result.passed
    assert result.mistakes == ("inputs_changed",)
    assert "changes `dz` in place" in result.notes[0]


def test_a_net_that_forgets_mask_and_mean_is_named_both():
    def two_layer_loss(X, y, W1, b1, W2, b2, reg):
        rows = np.arange(len(y))
        hidden = np.maximum(0, X @ W1.T + b1)
        scores = hidden @ W2.T + b2
        p = np.exp(scores - scores.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        loss = -np.log(p[rows, y]).mean() + reg * (np.sum(W1**2) + np.sum(W2**2))
        p[rows, y] -= 1
        back = p @ W2
        return loss, {"W1": back.T @ X + 2 * reg * W1, "b1": back.sum(0), "W2": p.T @ hidden + 2 * reg * W2,
                      "b2": p.sum(0)}  # fmt: skip

    result = check(two_layer_loss)
    assert result.mistakes == ("hidden_mask_missing", "not_averaged_in_gradient")


def test_a_forgotten_key_and_a_bare_loss_are_named():
    def bare(X, y, W1, b1, W2, b2, reg):
        return 1.0

    def keyless(X, y, W1, b1, W2, b2, reg):
        return 1.0, {"W1": W1, "W2": W2}

    assert "where 2 results (loss, grads) are asked for" in check(bare, "two_layer_loss").message
    assert "a dict grads without b1, b2" in check(keyless, "two_layer_loss").message


def test_the_slope_of_the_sigmoid_as_an_erratum_has_it_is_named():
    def sigmoid_backward(dz, x):
        return dz * np.exp(-x) / (1 + np.exp(x)) ** 2

    for cases in ("public", "all"):
        result = check(sigmoid_backward, cases=cases)
        assert result.mistakes == ("exponents_of_opposite_sign",) and result.score == 0


_T_MINUS_P = ("dscores = dscores / N", "dscores = -dscores / N")
_DB1_WITHOUT_MASK = ("dbefore.sum(axis=0), ", "dhidden.sum(axis=0), ")
_PENALTY = [("+ reg * np.sum(W1**2)", ""), ("+ reg * np.sum(W2**2)", "")]
_SLOPES = [("+ 2 * reg * W1", "+ 2 * reg * W1 * N"), ("+ 2 * reg * W2", "+ 2 * reg * W2 * N")]


@pytest.mark.parametrize(
    ("mistakes", "edits"),
    [
        (("scores_gradient_sign_flipped",), [_T_MINUS_P]),
        (("gradients_sign_flipped",), [("return loss, {", "return loss, {name: -each for name, each in {"),
                                       ('"b2": db2}', '"b2": db2}.items()}')]),
        (("data_sign_flipped_in_loss",), [("losses.mean()", "-losses.mean()")]),
        (("hidden_mask_missing_for_b1",), [_DB1_WITHOUT_MASK]),
        (("penalty_times_N_in_gradient",), _SLOPES),
        (("scores_gradient_sign_flipped", "penalty_missing_in_loss"), [_T_MINUS_P, *_PENALTY]),
        (("hidden_mask_missing_for_b1", "not_averaged_in_loss"), [_DB1_WITHOUT_MASK, ("mean()", "sum()")]),
    ],
)  # fmt: skip
def test_a_net_with_one_part_wrong_is_named(mistakes, edits):
    assert checked("two_layer_loss", *edits).mistakes == mistakes


@pytest.mark.parametrize(
    ("name", "mistakes", "edits"),
    [
        ("linear_forward", ("averaged",), [("X @ W.T", "X @ W.T / len(X)")]),
        ("linear_forward", ("bias_forgotten", "averaged"), [("X @ W.T", "X @ W.T / len(X)"), ("Y + b", "Y")]),
        ("linear_backward", ("averaged",), [("    dX =", "    dY = dY / len(X)\n    dX =")]),
        ("linear_backward", ("averaged_twice",), [("    dW =", "    dY = dY / len(X) ** 2\n    dW =")]),
    ],
)  # fmt: skip
def test_a_mean_inside_a_layer_is_named(name, mistakes, edits):
    assert checked(name, *edits).mistakes == mistakes
