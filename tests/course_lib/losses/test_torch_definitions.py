"""PyTorch's cross-entropy and NLL against its documented formula, as a loop."""

import functools
import itertools
import math

import numpy as np
import pytest

from course_lib.losses.softmax import cross_entropy, log_softmax, one_hot, softmax
from course_lib.losses.torch_definitions import cross_entropy_loss, nll_loss

SHAPES = [(5, 3), (2, 7), (4, 4), (1, 3)]
REDUCTIONS = ["none", "mean", "sum"]
OPTIONS = list(
    itertools.product(SHAPES, [False, True], [-100, 1, 0], [0.0, 0.1, 1.0], [np.float64, np.float32])
)


def problem(shape, dtype, weighted, ignored):
    N, C = shape
    rng = np.random.default_rng(shape)
    logits, target = (3 * rng.normal(size=shape)).astype(dtype), rng.integers(0, C, N)
    if N > 1:
        target[0] = ignored if ignored < 0 or ignored < C else target[0]
    weight = rng.uniform(0.5, 2, C).astype(dtype) if weighted else None
    return logits, target, weight


def slow_loss(log_p, target, weight, ignored, smoothing):
    """Losses and the divisor of their mean, written as PyTorch's documentation writes them."""
    C = log_p.shape[1]
    weight = [1.0] * C if weight is None else weight.tolist()
    losses, divisor = [], 0.0
    for row, label in zip(log_p.tolist(), target.tolist(), strict=True):
        if label == ignored:
            losses.append(0.0)
            continue
        spread = -sum(w * value for w, value in zip(weight, row, strict=True)) * smoothing / C
        losses.append(-(1 - smoothing) * weight[label] * row[label] + spread)
        divisor += weight[label]
    return losses, divisor


def reduced(losses, divisor, reduction):
    if reduction == "none":
        return losses
    total = sum(losses)
    return total if reduction == "sum" else total / divisor if divisor else math.nan


def each_option():
    for shape, weighted, ignored, smoothing, dtype in OPTIONS:
        logits, target, weight = problem(shape, dtype, weighted, ignored)
        tolerance = 1e-12 if dtype is np.float64 else 1e-5
        close = functools.partial(np.testing.assert_allclose, rtol=tolerance, atol=tolerance)
        yield logits, target, weight, ignored, smoothing, close


@pytest.mark.parametrize("reduction", REDUCTIONS)
def test_equal_to_the_documented_formula(reduction):
    for logits, target, weight, ignored, smoothing, close in each_option():
        log_p = log_softmax(logits)
        expected = reduced(*slow_loss(log_p, target, weight, ignored, smoothing), reduction)
        close(cross_entropy_loss(logits, target, weight, ignored, reduction, smoothing), expected)
        expected = reduced(*slow_loss(log_p, target, weight, ignored, 0.0), reduction)
        close(nll_loss(log_p, target, weight, ignored, reduction), expected)


@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("smoothing", [0.0, 0.2])
def test_distributions_as_targets_equal_the_documented_formula(reduction, weighted, smoothing):
    logits, _, weight = problem((5, 3), np.float64, weighted, -100)
    target = softmax(np.random.default_rng(1).normal(size=(5, 3)))
    expected = []
    for log_p, row in zip(log_softmax(logits).tolist(), target.tolist(), strict=True):
        smoothed = [(1 - smoothing) * t + smoothing / 3 for t in row]
        expected.append(
            -sum((1.0 if weight is None else weight[k]) * smoothed[k] * log_p[k] for k in range(3))
        )
    # The mean over distributions divides by their number, with or without weights.
    actual = cross_entropy_loss(logits, target, weight, reduction=reduction, label_smoothing=smoothing)
    np.testing.assert_allclose(actual, reduced(expected, 5, reduction), rtol=1e-12)


def test_labels_and_their_one_hot_rows_agree():
    logits, target, _ = problem((5, 3), np.float64, False, -100)
    target = np.abs(target) % 3
    for smoothing in (0.0, 0.3):
        of_labels = cross_entropy_loss(logits, target, label_smoothing=smoothing)
        assert of_labels == pytest.approx(
            cross_entropy_loss(logits, one_hot(target, 3), label_smoothing=smoothing)
        )


def test_by_default_it_is_the_lecture_s_cross_entropy():
    logits, target, _ = problem((5, 3), np.float64, False, 2)
    assert cross_entropy_loss(logits, target) == pytest.approx(cross_entropy(logits, target).mean())
    assert nll_loss(log_softmax(logits), target) == pytest.approx(cross_entropy_loss(logits, target))


def test_a_second_log_softmax_changes_nothing_a_softmax_does():
    logits, target = np.array([[3.2, 5.1, -1.7]]), np.array([0])
    right = cross_entropy_loss(logits, target)
    assert cross_entropy_loss(log_softmax(logits), target) == pytest.approx(right)
    assert cross_entropy_loss(softmax(logits), target) == pytest.approx(1.3795, abs=1e-4) != right
    assert nll_loss(softmax(logits), target) == pytest.approx(-0.13, abs=1e-3)


def test_minus_infinity_is_no_trouble_where_it_does_not_count():
    log_p = np.array([[-np.inf, 0.0], [-1.0, -np.inf]])
    assert nll_loss(log_p, [1, -100]) == 0
    assert nll_loss(log_p, [-100, 1], reduction="sum") == math.inf


REFUSED = [
    (nll_loss, (np.ones(3), [0]), {}, ValueError, "nll_loss: `log_probabilities` must have shape (N, C); got (3,)."),
    (nll_loss, (np.ones((2, 3)), [0, 3]), {}, ValueError,
     "nll_loss: a label must lie in [0, 3) or be `ignore_index` (-100); got 3."),
    (nll_loss, (np.ones((2, 3)), [0.0, 1.0]), {}, TypeError,
     "nll_loss: `target` must hold integer class labels; got dtype float64."),
    (nll_loss, (np.ones((2, 3)), [0]), {}, ValueError,
     "nll_loss: `target` must have shape (2,), one label a row; got (1,)."),
    (nll_loss, (np.ones((2, 3)), [0, 1]), {"weight": [1, 2]}, ValueError,
     "nll_loss: `weight` must have one entry per class, 3; got 2."),
    (nll_loss, (np.ones((2, 3)), [0, 1]), {"reduction": "average"}, ValueError,
     "nll_loss: `reduction` must be \"none\", \"mean\" or \"sum\"; got 'average'."),
    (cross_entropy_loss, (np.ones((2, 3)), [0, 1]), {"label_smoothing": 1.5}, ValueError,
     "cross_entropy_loss: `label_smoothing` must lie in [0, 1]; got 1.5."),
    (cross_entropy_loss, (np.ones((2, 3)), np.ones((2, 2))), {}, ValueError,
     "cross_entropy_loss: `target` must have the shape of `logits`; got (2, 2) and (2, 3)."),
]  # fmt: skip


@pytest.mark.parametrize("function, arguments, options, error, message", REFUSED)
def test_what_cannot_be_computed_is_refused_with_a_reason(function, arguments, options, error, message):
    with pytest.raises(error) as caught:
        function(*arguments, **options)
    assert str(caught.value) == message
