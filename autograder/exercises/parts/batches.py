"""The batches on which an exercise is tried: sizes that tell wrong formulas apart, and labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from autograder.exercises.draws import Draw
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
    """

    name: str
    N: int
    d: int
    C: int
    y: Array
    rng: np.random.Generator


# (name, N, d, C, labels or None for random ones). All sizes differ unless the name says otherwise.
_TABLE = (
    ("a small batch", 5, 3, 4, (2, 0, 3, 1, 2)),
    ("one example", 1, 4, 3, (0,)),
    ("three classes", 5, 4, 3, (0, 2, 1, 1, 0)),
    ("N equals C", 4, 3, 4, (3, 1, 0, 1)),
    ("all labels different", 4, 3, 6, (4, 0, 5, 2)),
    ("one label for all", 6, 2, 3, (1, 1, 1, 1, 1, 1)),
    ("only the highest label", 3, 5, 4, (3, 3, 3)),
    ("two classes", 7, 3, 2, (0, 1, 1, 0, 1, 0, 0)),
    ("square: N = d = C", 4, 4, 4, (1, 3, 1, 2)),
    ("a larger batch", 40, 6, 9, None),
)

LABELS = np.array([2, 0, 3, 1, 2])  # of five examples in four classes, for cases beside the table


def batches(draw: Draw, seed: int) -> Iterator[Batch]:
    """The batches every exercise on (N, d, C) is tried on.

    Examples
    --------
    >>> next(batches(Draw(), seed=0)).y
    array([2, 0, 3, 1, 2])
    """
    for number, (name, N, d, C, labels) in enumerate(_TABLE):
        rng = draw.rng(seed, number)
        y = rng.integers(C, size=N) if labels is None else np.array(labels)
        if not draw.is_public and name != "only the highest label":
            y = rng.permutation(C)[y]  # other labels, equal where those of the table are
        yield Batch(name, N, d, C, y, rng)


def other_labels(draw: Draw, rng: np.random.Generator) -> Array:
    """`LABELS`, or other ones of five examples in four classes, of which one occurs twice."""
    return LABELS if draw.is_public else rng.permutation(rng.permutation(4)[LABELS])


def score_cases(draw: Draw, seed: int) -> Iterator[Case]:
    """Cases of scores (N, C) with labels y (N,), one a batch."""
    for batch in batches(draw, seed):
        scores = 2 * batch.rng.normal(size=(batch.N, batch.C))
        yield Case(batch.name, {"scores": scores, "y": batch.y})


def penalised_cases(draw: Draw, seed: int) -> Iterator[Case]:
    """Cases of a linear classifier's loss: W (C, d), X (N, d), y (N,) and reg, one a batch."""
    for batch in batches(draw, seed):
        W, X = batch.rng.normal(size=(batch.C, batch.d)), batch.rng.normal(size=(batch.N, batch.d))
        reg = float(batch.rng.uniform(0.1, 0.7))
        yield Case(batch.name, {"W": W, "X": X, "y": batch.y, "reg": reg})
