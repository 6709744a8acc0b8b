"""The inputs of a ReLU on which its Jacobian is tried, formed and not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.exercises.parts.arrays import Array

LECTURE = np.array([1.0, -2.0, 3.0, -1.0])  # row 5.7
ANY_SLOPE_AT_ZERO: tuple[dict[str, Any], ...] = ({"at_zero": 0}, {"at_zero": 1})


def relu_inputs(seed: int) -> Iterator[tuple[str, Array, bool]]:
    """Yield the name, the input (n,) and whether students see it."""
    yield "the lecture's x", LECTURE, True
    for number, (name, n, public) in enumerate(
        (("five units", 5, True), ("one positive unit", 1, False), ("seven units", 7, False))
    ):
        rng = np.random.default_rng((seed, number))
        x = rng.uniform(0.2, 2, size=n) * rng.choice([-1, 1], size=n)
        yield name, np.abs(x) if n == 1 else x, public
    yield "one negative unit", np.array([-1.5]), False
    yield "all units off", np.array([-0.5, -2.0, -1.25]), False
    yield "all units on", np.array([0.5, 2.0, 1.25]), False
    yield "a unit at exactly 0", np.array([1.5, 0.0, -0.5, 2.5]), True
    yield "integer x", np.array([2, -1, 3, 4]), False
