"""The two-layer net: its steps follow the numerical gradient, and it learns the exclusive or."""

import numpy as np
import pytest

from course_lib.derivatives.gradcheck import numerical_gradient, relative_error
from course_lib.networks.sigmoid_net import (
    XOR_T,
    XOR_X,
    first_weights,
    train_two_layer,
    two_layer_outputs,
)


def draw(N, d, H, C):
    rng = np.random.default_rng((N, d, H, C))
    return rng.normal(size=(N, d)), rng.uniform(size=(N, C)), rng.normal(size=(H, d)), rng.normal(size=(C, H))


def loss(X, T, W1, W2):
    return 0.5 * np.sum((two_layer_outputs(X, W1, W2)[1] - T) ** 2)


@pytest.mark.parametrize("sizes", [(4, 3, 5, 1), (1, 2, 3, 2), (3, 3, 3, 3), (6, 1, 4, 2)])
@pytest.mark.parametrize("rate", [0.1, 2.0])
def test_one_step_goes_down_the_numerical_gradient_of_half_the_squared_error(sizes, rate):
    X, T, W1, W2 = draw(*sizes)
    new1, new2 = train_two_layer(X, T, W1, W2, rate, 1)
    slope1 = numerical_gradient(lambda V: loss(X, T, V, W2), W1)
    slope2 = numerical_gradient(lambda V: loss(X, T, W1, V), W2)
    assert relative_error((W1 - new1) / rate, slope1, floor=1e-4) < 1e-5
    assert relative_error((W2 - new2) / rate, slope2, floor=1e-4) < 1e-5
    assert relative_error(1.01 * (W1 - new1) / rate, slope1, floor=1e-4) > 1e-3


@pytest.mark.parametrize("seed", range(3))
def test_most_starts_learn_the_exclusive_or(seed):
    rng = np.random.default_rng(seed)
    W1, W2 = train_two_layer(XOR_X, XOR_T, *first_weights(3, 4, 1, rng), 1, 5000)
    assert np.abs(two_layer_outputs(XOR_X, W1, W2)[1] - XOR_T).max() < 0.1


def test_inputs_stay_as_they_were():
    X, T, W1, W2 = draw(4, 3, 5, 1)
    before = W1.copy(), W2.copy()
    train_two_layer(X, T, W1, W2, 1.0, 3)
    np.testing.assert_array_equal(W1, before[0])
    np.testing.assert_array_equal(W2, before[1])


def test_shapes_that_do_not_fit_are_refused():
    X, T, W1, W2 = draw(4, 3, 5, 1)
    with pytest.raises(ValueError) as caught:
        train_two_layer(X, T, W1.T, W2, 1.0, 3)
    expected = "train_two_layer: `X` is (N, d) and `W1` is (H, d), so d must agree; got (4, 3) and (3, 5)."
    assert str(caught.value) == expected


def test_from_zero_weights_nothing_moves_at_all_on_the_exclusive_or():
    """The model answer of the reflection: every gradient is exactly 0, because the data are symmetric."""
    zero = np.zeros((4, 3)), np.zeros((1, 4))
    for W, kept in zip(train_two_layer(XOR_X, XOR_T, *zero, 1.0, 100), zero, strict=True):
        np.testing.assert_array_equal(W, kept)
    # Without one example the cancellation is gone, but not the symmetry: the units move, all alike.
    W1, W2 = train_two_layer(XOR_X[:3], XOR_T[:3], *zero, 1.0, 100)
    assert np.abs(W1).min() > 0.1 and np.abs(W2).min() > 0.1
    assert np.ptp(W1, axis=0).max() == 0 and np.ptp(W2) == 0
