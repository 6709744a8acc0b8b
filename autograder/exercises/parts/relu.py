"""What the upstream gradient of a ReLU is multiplied by, and what is taken for it."""

from __future__ import annotations

import numpy as np

from autograder.exercises.parts.arrays import Array


def relu_slope(
    x: Array, upstream: Array | None = None, *, mask: str = "x > 0", at_zero: float = 0.0
) -> Array:
    """Return the derivative of max(0, x) for each entry, or what a mistake takes for it.

    Parameters
    ----------
    x : array
        What the ReLU was given.
    upstream : array, shape of `x`, optional
        Needed by the masks that look at the upstream gradient.
    mask : str
        The first is right.
    at_zero : float
        The subgradient at x = 0, in [0, 1].

    Examples
    --------
    >>> relu_slope(np.array([2.0, 0.0, -1.0]), mask="value")
    array([2., 0., 0.])
    """
    active = np.where(x == 0, at_zero, x > 0).astype(float)
    if upstream is not None and mask == "of the upstream gradient":
        return (upstream > 0) * 1.0
    if upstream is not None and mask == "x > 0 and upstream > 0":
        return active * (upstream > 0)
    if upstream is not None and mask == "value of the product":  # times upstream: max(0, upstream * x)
        return x * (upstream * x > 0)
    slopes = {
        "x > 0": active,
        "missing": np.ones(np.shape(x)),
        "value": np.maximum(x, 0.0),
        "x": x * 1.0,
        "sign": np.sign(x),
        "inverted": 1 - active,
        "x < 0": (x < 0) * 1.0,
        "x > 1": (x > 1) * 1.0,
        "of the neighbour": np.roll(x > 0, 1) * 1.0,
    }
    return slopes[mask]
