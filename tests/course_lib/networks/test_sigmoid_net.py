"""The two-layer net: its steps follow the numerical gradient, and it learns the exclusive or."""

import numpy as np
import pytest

from course_lib.derivatives.gradcheck import numerical_gradient, relative_error
from course_lib.networks.sigmoid_net import (
    XOR_X,
    XOR_Y,
    first_weights,
    train_two_layer,
    two_layer_outputs,
)


def draw(N, d, H, C):
    rng = np.random.default_rng((N, d, H, C))
    return rng.normal(size=(N, d)), rng.uniform(size=(N, C)), rng.normal(size=(d, H)), rng.normal(size=(H, C))


def loss(X, Y, W0, W1):
    return 0.5 * np.sum((two_layer_outputs(X, W0, W1)[1] - Y) ** 2)


@pytest.mark.parametrize("sizes", [(4, 3, 5, 1), (1, 2, 3, 2), (3, 3, 3, 3), (6, 1, 4, 2)])
@pytest.mark.parametrize("rate", [0.1, 2.0])
def test_one_step_goes_down_the_numerical_gradient_of_half_the_squared_error(sizes, rate):
    X, Y, W0, W1 = draw(*sizes)
    new0, new1 = train_two_layer(X, Y, W0, W1, rate, 1)
    slope0 = numerical_gradient(lambda V: loss(X, Y, V, W1), W0)
    slope1 = numerical_gradient(lambda V: loss(X, Y, W0, V), W1)
    assert relative_error((W0 - new0) / rate, slope0, floor=1e-4) < 1e-5
    assert relative_error((W1 - new1) / rate, slope1, floor=1e-4) < 1e-5
    assert relative_error(1.01 * (W0 - new0) / rate, slope0, floor=1e-4) > 1e-3


@pytest.mark.parametrize("seed", range(3))
def test_most_starts_learn_the_exclusive_or(seed):
    rng = np.random.default_rng(seed)
    W0, W1 = train_two_layer(XOR_X, XOR_Y, first_weights((3, 4), rng), first_weights((4, 1), rng), 1, 5000)
    assert np.abs(two_layer_outputs(XOR_X, W0, W1)[1] - XOR_Y).max() < 0.1


def test_inputs_stay_as_they_were():
    X, Y, W0, W1 = draw(4, 3, 5, 1)
    before = W0.copy(), W1.copy()
    train_two_layer(X, Y, W0, W1, 1.0, 3)
    np.testing.assert_array_equal(W0, before[0])
    np.testing.assert_array_equal(W1, before[1])


def test_shapes_that_do_not_fit_are_refused():
    X, Y, W0, W1 = draw(4, 3, 5, 1)
    with pytest.raises(ValueError) as caught:
        train_two_layer(X, Y, W0.T, W1, 1.0, 3)
    expected = "train_two_layer: `X` is (N, d) and `W0` is (d, H), so d must agree; got (4, 3) and (5, 3)."
    assert str(caught.value) == expected


def test_from_zero_weights_nothing_moves_at_all_on_the_exclusive_or():
    """The model answer of the reflection: every gradient is exactly 0, because the data are symmetric."""
    zero = np.zeros((3, 4)), np.zeros((4, 1))
    for W, kept in zip(train_two_layer(XOR_X, XOR_Y, *zero, 1.0, 100), zero, strict=True):
        np.testing.assert_array_equal(W, kept)
    # Without one example the cancellation is gone, but not the symmetry: the units move, all alike.
    W0, W1 = train_two_layer(XOR_X[:3], XOR_Y[:3], *zero, 1.0, 100)
    assert np.abs(W0).min() > 0.1 and np.abs(W1).min() > 0.1
    assert np.ptp(W0, axis=1).max() == 0 and np.ptp(W1) == 0
