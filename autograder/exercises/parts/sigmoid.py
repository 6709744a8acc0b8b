"""The sigmoid and what is taken for its slope, for every exercise with sigmoid units."""

from __future__ import annotations

import numpy as np

from autograder.exercises.parts.arrays import Array


def sigmoid(z: Array) -> Array:
    """Return 1 / (1 + exp(-z)); exp may overflow, as a student's does."""
    return 1 / (1 + np.exp(-z))


def sigmoid_slope(z: Array, value: Array, *, slope: str = "value (1 - value)") -> Array:
    """Return the derivative of the sigmoid at z, or what a mistake takes for it.

    Parameters
    ----------
    z, value : float array, same shape
        Argument and value of the activation.
    slope : str
        The first is right.

    Examples
    --------
    >>> float(sigmoid_slope(0.0, sigmoid(0.0)))
    0.25
    """
    twice = sigmoid(value)
    slopes = {
        "value (1 - value)": value * (1 - value),
        "of the argument": z * (1 - z),
        "of the value": twice * (1 - twice),
        "value": value,
        "1 - value": 1 - value,
        "value squared": value**2,
        "value (1 + value)": value * (1 + value),
        "of tanh": 1 - value**2,
        "missing": np.ones_like(value),
    }
    return slopes[slope]
