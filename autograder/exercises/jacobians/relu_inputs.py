"""The inputs of a ReLU on which its Jacobian is tried, formed and not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.parts.arrays import Array

LECTURE = np.array([1.0, -2.0, 3.0, -1.0])  # row 5.7
ANY_SLOPE_AT_ZERO: tuple[dict[str, Any], ...] = ({"at_zero": 0}, {"at_zero": 1})


def relu_inputs(draw: Draw, seed: int) -> Iterator[tuple[str, Array, bool]]:
    """Yield the name, the input (n,) and whether the statement does not ask for it."""
    rng = draw.rng(seed, 1000)
    yield "the lecture's x", _other(draw, rng, LECTURE), False
    for number, (name, n) in enumerate((("five units", 5), ("one positive unit", 1), ("seven units", 7))):
        own = draw.rng(seed, number)
        x = own.uniform(0.2, 2, size=n) * own.choice([-1, 1], size=n)
        yield name, np.abs(x) if n == 1 else x, False
    yield "one negative unit", _other(draw, rng, np.array([-1.5])), False
    yield "all units off", _other(draw, rng, np.array([-0.5, -2.0, -1.25])), False
    yield "all units on", _other(draw, rng, np.array([0.5, 2.0, 1.25])), False
    yield "a unit at exactly 0", _other(draw, rng, np.array([1.5, 0.0, -0.5, 2.5])), False
    yield "integer x", np.array([2, -1, 3, 4]), True


def _other(draw: Draw, rng: np.random.Generator, x: Array) -> Array:
    """Inputs of the same signs in another order, if they are hidden."""
    return x if draw.is_public else rng.permutation(x * rng.uniform(0.6, 1.7, size=len(x)))
