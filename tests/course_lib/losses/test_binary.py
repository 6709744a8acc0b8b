"""Binary cross-entropy against a slow loop, scikit-learn, softmax and differences."""

import math

import numpy as np
import pytest
import sklearn.metrics

from course_lib.derivatives.gradcheck import numerical_gradient, relative_error
from course_lib.losses.binary import binary_cross_entropy
from course_lib.losses.sigmoid import sigmoid
from course_lib.losses.softmax import cross_entropy


def slow_binary_cross_entropy(z, t):
    y = [1 / (1 + math.exp(-value)) for value in z]
    return -sum(b * math.log(a) + (1 - b) * math.log(1 - a) for a, b in zip(y, t, strict=True)) / len(y)


@pytest.mark.parametrize("N", [1, 2, 7])
def test_equal_to_a_slow_loop_scikit_learn_and_the_softmax_of_two_scores(N):
    rng = np.random.default_rng(N)
    z, t = 2 * rng.normal(size=N), rng.integers(0, 2, N)
    loss, dlogits = binary_cross_entropy(z, t)
    assert loss == pytest.approx(slow_binary_cross_entropy(z, t))
    assert loss == pytest.approx(sklearn.metrics.log_loss(t, sigmoid(z), labels=[0, 1]))
    assert loss == pytest.approx(cross_entropy(np.column_stack([np.zeros(N), z]), t).mean())
    assert relative_error(dlogits, numerical_gradient(lambda v: slow_binary_cross_entropy(v, t), z)) < 1e-6


@pytest.mark.parametrize("factor", [0, -1, 1.01])
def test_the_gradient_check_rejects_a_wrong_gradient(factor):
    z, t = np.array([0.3, -1.2, 2.0]), np.array([1, 0, 0])
    difference = numerical_gradient(lambda v: slow_binary_cross_entropy(v, t), z)
    assert relative_error(factor * binary_cross_entropy(z, t)[1], difference) > 1e-3


def test_targets_between_zero_and_one():
    z, t = np.array([0.3, -1.2, 2.0]), np.array([0.25, 0.5, 0.9])
    loss, dlogits = binary_cross_entropy(z, t)
    assert loss == pytest.approx(slow_binary_cross_entropy(z, t))
    assert relative_error(dlogits, numerical_gradient(lambda v: slow_binary_cross_entropy(v, t), z)) < 1e-6


def test_logits_far_from_zero():
    z = np.array([1000.0, -1000.0, 30.0])
    assert binary_cross_entropy(z[:2], [0, 1])[0] == 1000
    assert binary_cross_entropy(z[:2], [1, 0])[0] == 0
    assert binary_cross_entropy(z[2:], [1])[0] == pytest.approx(math.log1p(math.exp(-30)), rel=1e-12)


def test_types_are_kept_and_arguments_not_changed():
    z, t = np.array([0.5, -1.0]), np.array([1, 0])
    loss, dlogits = binary_cross_entropy(z.astype(np.float32), t)
    assert type(loss) is float and dlogits.dtype == np.float32
    assert z.tolist() == [0.5, -1.0] and t.tolist() == [1, 0]


REFUSED = [
    ((np.ones(2), np.ones(3)),
     "binary_cross_entropy: `logits` and `t` are (N,), so N must agree; got (2,) and (3,)."),
    ((np.ones((2, 1)), np.ones(2)), "binary_cross_entropy: `logits` must have shape (N,); got (2, 1)."),
    ((np.ones(2), np.array([-1, 1])),
     "binary_cross_entropy: the targets in `t` must lie in [0, 1]; got -1 to 1. "
     "From labels -1 and +1 they are (y + 1) / 2."),
    ((np.array([np.nan]), [0]),
     "binary_cross_entropy: `logits` must give finite numbers; got 1 that is infinite or NaN."),
]  # fmt: skip


@pytest.mark.parametrize("arguments, message", REFUSED)
def test_what_cannot_be_computed_is_refused_with_a_reason(arguments, message):
    with pytest.raises(ValueError) as caught:
        binary_cross_entropy(*arguments)
    assert str(caught.value) == message
