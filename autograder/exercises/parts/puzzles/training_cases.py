"""What a training script is tried on: a few sizes, few steps, and weights that are not yet good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.parts.arrays import Array

# (name, N, d, C, steps). The sizes differ unless the name says otherwise.
_SIZES = (
    ("a few examples", 6, 3, 4, 4),
    ("one example", 1, 4, 3, 3),
    ("N equals C", 4, 3, 4, 4),
    ("square: N = d = C", 4, 4, 4, 3),
    ("many steps", 9, 4, 3, 12),
)


@dataclass(frozen=True)
class Training:
    """The sizes of one case and what its numbers are drawn from."""

    name: str
    number: int
    N: int
    d: int
    C: int
    n_steps: int
    rng: np.random.Generator

    def classes(self) -> dict[str, Array]:
        """Weights, inputs and labels of a classifier."""
        return {
            "W": self.rng.normal(size=(self.C, self.d)),
            "X": self.rng.normal(size=(self.N, self.d)),
            "y": self.rng.integers(self.C, size=self.N),
        }

    def line(self) -> dict[str, Array]:
        """Weights, inputs and targets of a linear regression."""
        return {
            "w": self.rng.normal(size=self.d),
            "X": self.rng.normal(size=(self.N, self.d)),
            "t": self.rng.normal(size=self.N),
        }


def trainings(draw: Draw, seed: int) -> Iterator[Training]:
    """One training for each row of the table."""
    for number, (name, *sizes) in enumerate(_SIZES):
        N, d, C, n_steps = sizes
        yield Training(name, number, N, d, C, n_steps, draw.rng(seed, number))


def probabilities(scores: Array, axis: int = 1) -> Array:
    """Softmax along an axis."""
    exponentials = np.exp(scores - scores.max(axis=axis, keepdims=True))
    p: Array = exponentials / exponentials.sum(axis=axis, keepdims=True)
    return p


def mean_surprise(p: Array, T: Array) -> Any:
    """Mean cross-entropy of probabilities (N, C) with one-hot targets (N, C)."""
    return -np.mean(np.log(np.sum(p * T, axis=1)))
