"""The backpropagation lecture: every mistake that it must know, as a student would write it."""

import numpy as np
import pytest

from autograder import check
from autograder.checking.diagnosis import all_mistakes
from autograder.exercises.exercise import known_exercises
from tests.autograder.exercises.edited_answers import checked

REQUIRED = {
    "mul not switched": ("mul_backward", "not_switched"),
    "max routed to both": ("max_backward", "routed_to_both"),
    "max routed to the smaller": ("max_backward", "routed_to_smaller"),
    "max routed by the gradient": ("max_backward", "routed_by_upstream"),
    "overwritten at a branch": ("backpropagate", "overwritten_at_branch"),
    "forward order": ("backpropagate", "forward_order"),
    "sigmoid' of the output where the input is meant": ("sigmoid_backward", "sigmoid_applied_twice"),
    "sigmoid' of the input as if it were the output": ("sigmoid_backward", "slope_of_argument"),
    "(1 + e^a)² below the line of sigmoid'": ("sigmoid_backward", "exponents_of_opposite_sign"),
    "ReLU mask missing": ("relu_backward", "mask_missing"),
    "ReLU mask of the upstream gradient": ("relu_backward", "mask_of_upstream"),
    "ReLU mask shifted": ("relu_backward", "mask_shifted"),
    "dz changed in place": ("mul_backward", "dz_changed_in_place"),
    "ones upstream": ("linear_backward", "upstream_ignored"),
    "dX with W transposed": ("linear_backward", "dX_with_W_transposed"),
    "dW with its factors swapped": ("linear_backward", "dW_factors_swapped"),
    "db not summed": ("linear_backward", "db_not_summed"),
    "db over the wrong axis": ("linear_backward", "db_over_classes"),
    "(1, C) for (C,)": ("linear_backward", "db_row"),
    "bias forgotten": ("linear_forward", "bias_forgotten"),
    "biases regularised": ("two_layer_loss", "biases_regularised"),
    "penalty factor": ("two_layer_loss", "penalty_gradient_without_two"),
    "hidden gradient without mask": ("two_layer_loss", "hidden_mask_missing"),
    "not averaged": ("two_layer_loss", "not_averaged"),
    "averaged twice": ("two_layer_loss", "averaged_twice"),
}


@pytest.mark.parametrize(("exercise", "mistake"), REQUIRED.values(), ids=REQUIRED)
def test_the_lecture_knows_the_mistake(exercise, mistake):
    assert mistake in {each.id for each in all_mistakes(known_exercises()[exercise])}


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
def test_an_upstream_gradient_changed_in_place_is_told(name, function):
    result = check(function, name, cases="all")
    assert result.passed
    assert result.mistakes == ("inputs_changed",)
    assert "changes `dz` in place" in result.notes[0]


def test_a_net_that_forgets_mask_and_mean_is_told_both():
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


def test_a_forgotten_key_and_a_bare_loss_are_told():
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
def test_a_net_with_one_part_wrong_is_told_which(mistakes, edits):
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
def test_a_mean_inside_a_layer_is_told(name, mistakes, edits):
    assert checked(name, *edits).mistakes == mistakes
