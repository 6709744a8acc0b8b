"""The gradient check itself: right on what can be derived by hand, and able to say no."""

import numpy as np
import pytest

from course_lib.derivatives.gradcheck import (
    directional_derivative,
    forward_gradient,
    numerical_gradient,
    relative_error,
)

DERIVED = [
    (lambda x: np.sum(x**2), lambda x: 2 * x),
    (lambda x: np.sum(np.sin(x)), np.cos),
    (lambda x: np.prod(x), lambda x: np.prod(x) / x),
]


@pytest.mark.parametrize("f, gradient", DERIVED)
@pytest.mark.parametrize("shape", [(), (4,), (2, 3), (2, 1, 3)])
def test_it_equals_the_derivative_by_hand(f, gradient, shape):
    x = np.random.default_rng(1).uniform(0.5, 2, shape)
    assert relative_error(numerical_gradient(f, x), gradient(x)) < 1e-8


@pytest.mark.parametrize("factor", [0, -1, 1.001])
def test_it_rejects_a_wrong_slope(factor):
    x = np.array([1.0, -2.0])
    assert relative_error(numerical_gradient(lambda v: np.sum(v**2), x), factor * 2 * x) > 9e-4


def test_the_argument_is_not_changed_and_integers_are_taken_as_floats():
    x = np.array([1, 2])
    np.testing.assert_allclose(numerical_gradient(lambda v: v @ v, x), [2.0, 4.0], rtol=1e-8)
    assert x.tolist() == [1, 2] and x.dtype.kind == "i"


def test_near_zero_the_floor_decides():
    assert relative_error([0.0], [1e-12]) == 1e-12 / 1e-6
    assert relative_error([0.0], [0.0]) == 0
    assert np.isnan(relative_error([np.nan, 1.0], [0.0, 1.0]))


def test_what_makes_no_sense_is_refused():
    with pytest.raises(ValueError) as caught:
        numerical_gradient(lambda x: x, np.ones(2))
    assert str(caught.value) == "numerical_gradient: `f` must return one number; got shape (2,)."
    with pytest.raises(ValueError) as caught:
        numerical_gradient(np.sum, np.ones(2), h=0)
    assert str(caught.value) == "numerical_gradient: `h` must be positive; got 0."
    with pytest.raises(ValueError) as caught:
        relative_error(np.ones((2, 1)), np.ones(2))
    assert str(caught.value) == "relative_error: both arrays must have one shape; got (2, 1) and (2,)."


@pytest.mark.parametrize("f, gradient", DERIVED)
def test_one_sided_errors_shrink_like_h_and_centred_ones_like_its_square(f, gradient):
    x = np.random.default_rng(2).uniform(0.5, 2, (2, 3))
    errors = {
        function: [np.abs(function(f, x, h) - gradient(x)).max() for h in (1e-2, 1e-3)]
        for function in (forward_gradient, numerical_gradient)
    }
    if errors[forward_gradient][0] > 1e-9:  # a product is linear in each coordinate: both are exact
        assert errors[forward_gradient][0] / errors[forward_gradient][1] == pytest.approx(10, rel=0.05)
    if errors[numerical_gradient][0] > 1e-9:
        assert errors[numerical_gradient][0] / errors[numerical_gradient][1] == pytest.approx(100, rel=0.05)


def test_row_3_4():
    W = np.array([0.34, -1.11, 0.78, 0.12, 0.55, 2.81, -3.1, -1.5, 0.33])
    losses = {0: 1.25322, 1: 1.25353, 2: 1.25347}

    def looked_up(w):
        moved = np.flatnonzero(w != W)
        return losses.get(moved[0], 1.25347) if len(moved) else 1.25347

    assert forward_gradient(looked_up, W, 1e-4)[:3].round(1).tolist() == [-2.5, 0.6, 0]


@pytest.mark.parametrize("length", [1, 0.01, 300])
def test_the_slope_along_a_direction_is_the_gradient_times_the_unit_vector(length):
    rng = np.random.default_rng(6)
    for f, gradient in DERIVED:
        x, u = rng.uniform(0.5, 2, (2, 3)), rng.normal(size=(2, 3))
        expected = np.sum(gradient(x) * u) / np.linalg.norm(u)
        assert directional_derivative(f, x, length * u, 1e-5) == pytest.approx(expected, rel=1e-7)


def test_steepest_is_along_the_gradient():
    f, x = (lambda w: np.sum(np.sin(w))), np.array([0.3, 1.1])
    steepest = directional_derivative(f, x, np.cos(x))
    assert steepest == pytest.approx(np.linalg.norm(np.cos(x)), rel=1e-8)
    assert directional_derivative(f, x, -np.cos(x)) == pytest.approx(-steepest, rel=1e-8)
    assert abs(directional_derivative(f, x, np.cos(x)[::-1] * [1, -1])) < 1e-9


@pytest.mark.parametrize(
    "arguments, message",
    [
        ((np.ones(2), np.zeros(2)), "directional_derivative: `u` must not be 0; got length 0.0."),
        ((np.ones(2), np.ones(3)), "directional_derivative: `u` must have the shape of `x`; got (3,) and (2,)."),
        ((np.ones(2), np.ones(2), -1), "directional_derivative: `h` must be positive; got -1."),
    ],
)  # fmt: skip
def test_a_direction_that_is_none_is_refused(arguments, message):
    with pytest.raises(ValueError) as caught:
        directional_derivative(np.sum, *arguments)
    assert str(caught.value) == message
