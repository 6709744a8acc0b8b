"""What is said where one known mistake does not explain all: several, a pattern, an error in words."""

import numpy as np
import pytest

from autograder import check
from autograder.checking.views.exceptions import meaning
from benchmarks.right_styles import function_of
from benchmarks.right_styles.gradient_descent import STYLES as DESCENT
from benchmarks.right_styles.loss_functions import STYLES

right_svm = STYLES["svm_loss"]["vectorised"]

SOFTMAX = """
def softmax_loss(W, X, y, reg):
    N = len(X)
    scores = X @ W.T
    scores = scores - scores.max(axis=1, keepdims=True)
    p = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    loss = -np.log(p[np.arange(N), y]).sum() / N + reg * np.sum(W**2)
    p[np.arange(N), y] -= 1
    return loss, p.T @ X / N + 2 * reg * W
"""


@pytest.mark.parametrize(
    ("edits", "mistakes", "score"),
    [
        ([], ("log_of_probability",), 0.5),
        ([("2 * reg", "reg")], ("log_of_probability", "penalty_gradient_without_two"), 0),
        (
            [("2 * reg", "reg"), ("y]).sum() / N", "y]).sum()")],
            ("not_averaged_in_loss", "log_of_probability", "penalty_gradient_without_two"),
            0,
        ),
        ([("axis=1, keepdims=True)\n    p", ")\n    p")], ("one_maximum_for_all_rows",), 0.5),
        ([("    scores = scores - scores.max(axis=1, keepdims=True)\n", "")], ("maximum_not_subtracted",), 0.5),
    ],
)  # fmt: skip
def test_several_mistakes_are_told_where_together_they_explain_everything(edits, mistakes, score):
    source = SOFTMAX
    for old, new in edits:
        assert source.count(old) == 1
        source = source.replace(old, new)
    result = check(function_of(source, "softmax_loss"))
    assert (set(result.mistakes), result.score) == (set(mistakes), score)


def changed(change):
    return check(lambda *arguments: change(*right_svm(*arguments)), "svm_loss")


def test_an_output_that_is_off_by_a_constant():
    result = changed(lambda loss, dW: (loss + 3.25, dW))
    assert result.mistakes == ("loss_offset",)
    assert result.message.startswith("`loss` is 3.25 too large in every case: look for a constant")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (np.s_[0], "`dW` is right but for its first row"),
        (np.s_[-1], "`dW` is right but for its last row"),
        (np.s_[:, -1], "`dW` is right but for its last column"),
    ],
)
def test_an_output_that_is_wrong_at_one_edge(row, words):
    def change(loss, dW):
        dW[row] = dW[row] * 3 + 5
        return loss, dW

    assert changed(change).message.startswith(words)


def test_an_output_that_is_wrong_elsewhere_has_no_such_words():
    assert changed(lambda loss, dW: (loss, dW + np.arange(dW.size).reshape(dW.shape))).mistakes == (
        "unknown",
    )


def test_numbers_that_are_others_each_time_are_told():
    def minibatch_sgd(gradient, w, X, y, learning_rate, batch_size, n_epochs, rng):
        other = np.random.default_rng()
        return DESCENT["minibatch_sgd"]["vectorised"](
            gradient, w, X, y, learning_rate, batch_size, n_epochs, other
        )

    result = check(minibatch_sgd)
    assert result.mistakes == ("other_generator",) and "draw from `rng`" in result.message


def test_what_a_call_keeps_for_the_next_one_is_told():
    calls = []

    def elastic_net(W, beta):
        calls.append(1)
        return np.sum(W) * len(calls), W * 0.0

    assert check(elastic_net).mistakes == ("not_repeatable",)


def error_of(function, *arguments):
    with pytest.raises(Exception) as caught:
        function(*arguments)
    return str(caught.value)


A, B, y = np.ones((5, 3)), np.ones((4, 3)), np.ones(5)


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda: A @ B, "In a product A @ B the last axis of A (3) must be the first of B (4)"),
        (lambda: A.dot(B), "In a product A.dot(B) of shapes (5,3) and (4,3)"),
        (lambda: A + y, "Arrays of shapes (5,3) and (5,) do not fit together"),
        (lambda: A if A > 0 else B, "`if`, `and` and max(a, b) need one True or False"),
        (lambda: A ^ 2, "`^` is no power in Python: write `**`."),
        (lambda: y[5], "The index 5 is too far: it must be smaller than the size of the axis, 5."),
        (lambda: A[y], "An index must be a whole number"),
        (lambda: np.zeros(3, int).__iadd__(np.full(3, 0.5)), "An array of integers cannot take fractions"),
        (lambda: float(A), "One number is needed there, and an array comes"),
        (lambda: A(3), "What stands before the brackets is no function"),
        (lambda: 1 / 0, "The divisor is 0"),
    ],
)
def test_an_error_of_this_numpy_is_told_in_words(function, words):
    assert meaning(error_of(function), {}, function).strip().startswith(words)


def test_the_shapes_of_the_inputs_are_told_with_an_error_about_shapes():
    assert meaning(error_of(lambda: A @ B), {"A": A, "B": B, "reg": 0.5}, abs).endswith(
        "Here `A` is (5, 3), `B` is (4, 3)."
    )


def test_a_misspelt_name_is_told_with_the_nearest_one():
    def function(scores):
        margins = scores * 2
        return margin + margins  # noqa: F821

    assert meaning(error_of(function, 1), {}, function) == " There is no `margin`; is it `margins`?"


def both_routed_and_one_doubled(dz, x, w1, w2):
    return dz * x, 2 * dz * x


def all_routed_by_an_upstream_of_ones(dz, x, y):
    return np.ones_like(dz), np.zeros_like(dz)


def value_and_mean_over_n(dz, x, y):
    return dz * x * (x >= y) / len(x), dz * y * (x < y)


@pytest.mark.parametrize(
    ("name", "function", "mistakes"),
    [
        ("maxout_backward", both_routed_and_one_doubled, {"routed_to_both", "dw2_doubled"}),
        ("max_backward", all_routed_by_an_upstream_of_ones, {"routed_by_upstream", "upstream_ignored"}),
        ("max_backward", value_and_mean_over_n, {"times_value", "dx_over_n"}),
    ],
)
def test_two_mistakes_are_found_that_do_not_show_in_the_first_wrong_case(name, function, mistakes):
    """Twice 0 is 0, a mean over one is no mean, and what an output lacks can be two mistakes or a third."""
    assert set(check(function, exercise=name).mistakes) == mistakes


def test_what_is_not_finite_with_large_numbers_alone_is_told_so():
    def binary_cross_entropy(logits, t):
        p = np.where(logits >= 0, 1 / (1 + np.exp(-abs(logits))), 1 - 1 / (1 + np.exp(-abs(logits))))
        stable = np.logaddexp(0, logits) - t * logits
        losses = np.where(logits > 0, -t * np.log(p) - (1 - t) * np.log(1 - p), stable)
        return losses.mean(), (np.exp(-np.logaddexp(0, -logits)) - t) / len(t)

    result = check(binary_cross_entropy)
    assert result.mistakes == ("fails_where_numbers_are_large",)
    assert result.message == (
        "Right but where numbers are large: there `loss` has nan or inf in it. An exponential overflows, or a "
        "number is rounded to 0 or 1 before its logarithm: write it so that neither happens."
    )
