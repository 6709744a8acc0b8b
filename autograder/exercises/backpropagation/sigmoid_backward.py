"""The backward pass of the sigmoid."""

from __future__ import annotations

import numpy as np

from autograder.exercises.backpropagation.activations import (
    activation_exercise,
    applied_twice,
    slope_missing,
    slope_of_input,
)
from autograder.exercises.exercise import Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.sigmoid import sigmoid, sigmoid_slope
from course_lib.networks.activations import sigmoid_backward


def _imitation(dz: Array, x: Array, *, slope: str = "value (1 - value)", upstream: str = "dz") -> Array:
    """`sigmoid_backward` with a switch for each mistake."""
    return (np.ones_like(dz) if upstream == "ones" else dz) * _slope(x, slope)


def _slope(x: Array, slope: str) -> Array:
    """The slope, or with exponentials, e^(±x) / (1 + e^(±x))²: right where the signs agree."""
    if slope == "overflow":
        return np.exp(-x) / (1 + np.exp(-x)) ** 2
    if slope == "wrong sign below":
        return np.exp(-x) / (1 + np.exp(x)) ** 2
    if slope == "wrong sign above":
        return np.exp(x) / (1 + np.exp(-x)) ** 2
    return sigmoid_slope(x, sigmoid(x), slope=slope)


SIGMOID_BACKWARD = activation_exercise(
    sigmoid_backward,
    imitation=_imitation,
    mistakes=(
        Mistake(
            "slope_of_argument",
            slope_of_input("z * (1 - z)", "z = 1 / (1 + exp(-x))"),
            {"slope": "of the argument"},
        ),
        Mistake("sigmoid_applied_twice", applied_twice("sigmoid", "z * (1 - z)"), {"slope": "of the value"}),
        Mistake(
            "value_for_slope",
            "The value is taken for the slope: the slope of the sigmoid is z * (1 - z).",
            {"slope": "value"},
        ),
        Mistake(
            "value_for_slope",
            "1 - z is taken for the slope: the slope of the sigmoid is z * (1 - z).",
            {"slope": "1 - value"},
        ),
        Mistake(
            "slope_squared",
            "The slope is z²: it is z * (1 - z), which is largest in the middle.",
            {"slope": "value squared"},
        ),
        Mistake(
            "sign_in_slope", "The slope is z * (1 + z): it is z * (1 - z).", {"slope": "value (1 + value)"}
        ),
        Mistake(
            "slope_of_tanh",
            "1 - z² is the slope of tanh: that of the sigmoid is z * (1 - z).",
            {"slope": "of tanh"},
        ),
        *(
            Mistake(
                "exponents_of_opposite_sign",
                "The exponentials above and below the line have opposite signs: the slope of the sigmoid is "
                "exp(-x) / (1 + exp(-x))**2. With z = 1 / (1 + exp(-x)) it is z * (1 - z), which also stays "
                "finite.",
                {"slope": slope},
                paired=slope == "wrong sign below",
            )
            for slope in ("wrong sign below", "wrong sign above")
        ),
        Mistake("slope_missing", slope_missing("sigmoid", "z * (1 - z)"), {"slope": "missing"}),
        Mistake(
            "overflow",
            "For x = -1000 the exponential overflows and inf / inf is nan: with z = 1 / (1 + exp(-x)) "
            "the slope z * (1 - z) stays finite.",
            {"slope": "overflow"},
            credit=0.5,
        ),
    ),
)
