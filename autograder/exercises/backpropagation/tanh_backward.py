"""The backward pass of tanh."""

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
from course_lib.networks.activations import tanh_backward


def _imitation(dz: Array, x: Array, *, slope: str = "1 - value squared", upstream: str = "dz") -> Array:
    """`tanh_backward` with a switch for each mistake."""
    z = np.tanh(x)
    slopes = {
        "1 - value squared": 1 - z**2,
        "of the argument": 1 - x**2,
        "of the value": 1 - np.tanh(z) ** 2,
        "value": z,
        "not squared": 1 - z,
        "value squared": z**2,
        "missing": np.ones_like(x),
        "1 + value squared": 1 + z**2,
        "of the sigmoid": z * (1 - z),
    }
    return (np.ones_like(dz) if upstream == "ones" else dz) * slopes[slope]


TANH_BACKWARD = activation_exercise(
    tanh_backward,
    imitation=_imitation,
    mistakes=(
        Mistake(
            "slope_of_argument",
            slope_of_input("tanh"),
            {"slope": "of the argument"},
            formula="1 - z**2 with z = tanh(x)",
        ),
        Mistake("tanh_applied_twice", applied_twice("tanh"), {"slope": "of the value"}, formula="1 - z**2"),
        Mistake(
            "value_for_slope",
            "The value is taken for the slope: differentiate tanh, or look up its slope in its value.",
            {"slope": "value"},
            formula="1 - tanh(x)**2",
        ),
        Mistake(
            "square_missing",
            "The square is missing: the slope of tanh has the square of its value.",
            {"slope": "not squared"},
            formula="1 - z**2",
        ),
        Mistake(
            "one_minus_missing",
            "This is z²: the slope of tanh is largest in the middle.",
            {"slope": "value squared"},
            formula="1 - z**2",
        ),
        Mistake(
            "sign_in_slope",
            "A sign in the slope of tanh is wrong: it is never above 1.",
            {"slope": "1 + value squared"},
            formula="1 - z**2",
        ),
        Mistake(
            "slope_of_sigmoid",
            "This is the slope of the sigmoid: take that of tanh.",
            {"slope": "of the sigmoid"},
            formula="1 - z**2",
        ),
        Mistake("slope_missing", slope_missing("tanh"), {"slope": "missing"}, formula="1 - z**2"),
    ),
)
