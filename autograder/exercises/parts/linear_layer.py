"""The linear layer Y = X W.T + b, forward and backward, with the ways to get its bias and products wrong."""

from __future__ import annotations

import numpy as np

from autograder.exercises.parts.arrays import Array


def with_bias(product: Array, b: Array, *, bias: str = "added") -> Array:
    """Return X W.T (N, C) with the bias b (C,)."""
    if bias == "as a column":  # fits only where N = C or one of them is 1
        return product + b[:, None]
    if bias == "to the first row":
        return np.concatenate([product[:1] + b, product[1:]])
    added = {"added": b, "missing": 0, "subtracted": -b, "summed": b.sum(), "added twice": 2 * b}
    return product + added[bias]


def bias_gradient(dY: Array, *, bias: str = "over examples") -> Array:
    """Return db (C,): the upstream gradients dY (N, C), summed over the batch."""
    gradients = {
        "over examples": dY.sum(axis=0),
        "not summed": dY,
        "over outputs": dY.sum(axis=1),
        "kept as a row": dY.sum(axis=0, keepdims=True),
        "last": dY[-1],
        "ones": np.ones(dY.shape[1]),
    }
    return gradients[bias]
