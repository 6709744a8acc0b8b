"""The batches on which an exercise is tried: sizes that tell wrong formulas apart, and labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from autograder.exercises.exercise import Case
from autograder.exercises.parts.arrays import Array


@dataclass(frozen=True)
class Batch:
    """Sizes, labels and a generator of one case.

    Parameters
    ----------
    name : str
        The case's name.
    N, d, C : int
    y : int array (N,)
        Labels in [0, C).
    rng : Generator
        For everything else that the case needs.
    public : bool
    """

    name: str
    N: int
    d: int
    C: int
    y: Array
    rng: np.random.Generator
    public: bool


# (name, N, d, C, labels or None for random ones, public). All sizes differ unless the name says otherwise.
_TABLE = (
    ("a small batch", 5, 3, 4, (2, 0, 3, 1, 2), True),
    ("one example", 1, 4, 3, (0,), True),
    ("three classes", 5, 4, 3, (0, 2, 1, 1, 0), True),
    ("N equals C", 4, 3, 4, (3, 1, 0, 1), True),
    ("all labels different", 4, 3, 6, (4, 0, 5, 2), False),
    ("one label for all", 6, 2, 3, (1, 1, 1, 1, 1, 1), False),
    ("only the highest label", 3, 5, 4, (3, 3, 3), False),
    ("two classes", 7, 3, 2, (0, 1, 1, 0, 1, 0, 0), False),
    ("square: N = d = C", 4, 4, 4, (1, 3, 1, 2), False),
    ("a larger batch", 40, 6, 9, None, False),
)

LABELS = np.array([2, 0, 3, 1, 2])  # of five examples in four classes, for cases beside the table


def batches(seed: int) -> Iterator[Batch]:
    """The batches every exercise on (N, d, C) is tried on, the public ones first.

    Examples
    --------
    >>> next(batches(seed=0)).y
    array([2, 0, 3, 1, 2])
    """
    for number, (name, N, d, C, labels, public) in enumerate(_TABLE):
        rng = np.random.default_rng((seed, number))
        y = rng.integers(C, size=N) if labels is None else np.array(labels)
        yield Batch(name, N, d, C, y, rng, public)


def score_cases(seed: int) -> Iterator[Case]:
    """Cases of scores (N, C) with labels y (N,), one a batch."""
    for batch in batches(seed):
        scores = 2 * batch.rng.normal(size=(batch.N, batch.C))
        yield Case(batch.name, {"scores": scores, "y": batch.y}, batch.public)


def penalised_cases(seed: int) -> Iterator[Case]:
    """Cases of a linear classifier's loss: W (C, d), X (N, d), y (N,) and reg, one a batch."""
    for batch in batches(seed):
        W, X = batch.rng.normal(size=(batch.C, batch.d)), batch.rng.normal(size=(batch.N, batch.d))
        reg = float(batch.rng.uniform(0.1, 0.7))
        yield Case(batch.name, {"W": W, "X": X, "y": batch.y, "reg": reg}, batch.public)
