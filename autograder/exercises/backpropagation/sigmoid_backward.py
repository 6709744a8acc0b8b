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
            slope_of_input("sigmoid"),
            {"slope": "of the argument"},
            formula="z * (1 - z) with z = 1 / (1 + exp(-x))",
        ),
        Mistake(
            "sigmoid_applied_twice",
            applied_twice("sigmoid"),
            {"slope": "of the value"},
            formula="z * (1 - z)",
        ),
        Mistake(
            "value_for_slope",
            "The value is taken for the slope: differentiate the sigmoid, or look up its slope in terms of "
            "its value.",
            {"slope": "value"},
            formula="z * (1 - z)",
        ),
        Mistake(
            "value_for_slope",
            "1 - z is taken for the slope of the sigmoid: the other factor is its value.",
            {"slope": "1 - value"},
            formula="z * (1 - z)",
        ),
        Mistake(
            "slope_squared",
            "The slope is z²: that of the sigmoid is largest in the middle.",
            {"slope": "value squared"},
            formula="z * (1 - z)",
        ),
        Mistake(
            "sign_in_slope",
            "A sign in the slope of the sigmoid is wrong: a slope close to 0 belongs to a value close to 1.",
            {"slope": "value (1 + value)"},
            formula="z * (1 - z)",
        ),
        Mistake(
            "slope_of_tanh",
            "This is the slope of tanh: take that of the sigmoid.",
            {"slope": "of tanh"},
            formula="z * (1 - z)",
        ),
        *(
            Mistake(
                "exponents_of_opposite_sign",
                "The exponentials above and below the line have opposite signs: take the same one, or "
                "write the slope with the value of the sigmoid, which also stays finite.",
                {"slope": slope},
                paired=slope == "wrong sign below",
                formula="exp(-x) / (1 + exp(-x))**2, which is z * (1 - z)",
            )
            for slope in ("wrong sign below", "wrong sign above")
        ),
        Mistake("slope_missing", slope_missing("sigmoid"), {"slope": "missing"}, formula="z * (1 - z)"),
        Mistake(
            "overflow",
            "For x = -1000 the exponential overflows and inf / inf is nan: take the slope from the "
            "value of the sigmoid.",
            {"slope": "overflow"},
            credit=0.5,
            formula="z * (1 - z) with z = 1 / (1 + exp(-x))",
        ),
    ),
)
