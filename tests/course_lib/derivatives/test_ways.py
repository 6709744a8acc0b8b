"""Four ways to a derivative agree, each on functions derived by hand here."""

import math

import numpy as np
import pytest

from course_lib.derivatives import dual
from course_lib.derivatives.dual import Dual
from course_lib.derivatives.gradcheck import numerical_gradient
from course_lib.derivatives.ways import (
    Counted,
    automatic_derivative,
    automatic_row,
    four_ways,
    numerical_derivative,
    symbolic_derivative,
)

FUNCTIONS = {
    "row 3.6": (lambda x: 0.5 * x**4 - 2 * x**2 + x + 5, lambda x: 2 * x**3 - 4 * x + 1),
    "row 3.2, y = 3": (
        lambda x: x**2 * dual.cos(3 * x),
        lambda x: 2 * x * math.cos(3 * x) - 3 * x**2 * math.sin(3 * x),
    ),
    "quotient": (lambda x: (1 - x) / (2 + x**2), lambda x: (x**2 - 2 * x - 2) / (2 + x**2) ** 2),
    "logistic": (lambda x: 1 / (1 + dual.exp(-x)), lambda x: math.exp(-x) / (1 + math.exp(-x)) ** 2),
    "log of a sine": (lambda x: 3 - dual.log(5 + dual.sin(x)), lambda x: -math.cos(x) / (5 + math.sin(x))),
    "constant power 0": (lambda x: x**0 + x, lambda x: 1.0),
}


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("x", [-1.7, 0.4, 2.0])
def test_all_four_agree(name, x):
    f, by_hand = FUNCTIONS[name]
    ways = four_ways(f, by_hand, x)
    assert [way.name for way in ways] == ["by hand", "symbolic", "numerical", "automatic"]
    for way, tolerance in zip(ways, (0, 1e-13, 1e-8, 1e-13), strict=True):
        assert way.error <= tolerance * max(1, abs(by_hand(x))), way


def test_a_derivative_by_hand_that_is_wrong_shows_in_the_other_three():
    _, *others = four_ways(lambda x: x**2, lambda x: 2.001 * x, 1.0)
    assert all(way.error == pytest.approx(1e-3, rel=1e-3) for way in others)


@pytest.mark.parametrize("x, numerical, exact", [(-2.0, -6.990, -7), (0.0, 0.998, 1), (2.0, 9.010, 9)])
def test_row_3_6(x, numerical, exact):
    f, by_hand = FUNCTIONS["row 3.6"]
    h = 0.001
    assert by_hand(x) == exact
    assert round((f(x + h) - f(x)) / h, 3) == numerical  # the slide's difference is one-sided
    assert abs(numerical_derivative(f, x, h) - exact) < 1e-4


@pytest.mark.parametrize("n", [1, 3, 20])
def test_differences_call_the_loss_twice_and_dual_numbers_once_for_each_variable(n):
    w = np.linspace(1, 2, n)
    for gradient, calls in ((numerical_gradient, 2 * n), (automatic_row, n)):
        loss = Counted(lambda v: sum(each**2 for each in v))
        np.testing.assert_allclose(np.ravel(gradient(loss, w)), 2 * w, rtol=1e-8)
        assert loss.calls == calls


def test_the_formula_can_be_read():
    formula, _ = symbolic_derivative(FUNCTIONS["row 3.6"][0])
    assert str(formula) == "2.0*x**3 - 4*x + 1"


def test_a_function_of_nothing_has_the_slope_zero():
    assert automatic_derivative(lambda x: 7.0, 3.0) == 0.0


def test_dual_numbers_know_their_limits_and_functions_still_take_arrays():
    with pytest.raises(TypeError) as caught:
        Dual(2.0, 1.0) ** Dual(1.0)
    expected = (
        "Dual: the exponent must be a constant; got Dual(value=1.0, derivative=0.0). Write exp(n * log(x))."
    )
    assert str(caught.value) == expected
    np.testing.assert_array_equal(dual.cos(np.array([0.0, np.pi])), [1, -1])
