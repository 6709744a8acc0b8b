"""What softmax, its logarithm and the cross-entropy share: functions of scores (N, C)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.batches import other_labels, score_cases


def shifted_score_cases(draw: Draw) -> Iterator[Case]:
    """Scores (N, C) with labels; far from 0 they are sixteenths, which float32 holds exactly."""
    yield from score_cases(draw, seed=11)
    rng = draw.rng(110)
    whole = rng.integers(-3, 4, size=(5, 4))
    sixteenths = np.round(32 * rng.normal(size=(5, 4))) / 16
    y = other_labels(draw, rng)
    yield Case("integer scores", {"scores": whole, "y": y}, unasked=True)
    yield Case("all scores zero", {"scores": np.zeros((5, 4)), "y": y})
    yield Case("all scores shifted by 1000", {"scores": sixteenths + 1000, "y": y})
    yield Case("all scores shifted by -1000", {"scores": sixteenths - 1000, "y": y})
    below = np.array([0, 1, 0, 0, 1]) if draw.is_public else rng.permutation([0, 1, 0, 0, 1])
    yield Case("rows 2000 below other rows", {"scores": sixteenths - 2000 * below[:, None], "y": y})
    square = sixteenths[:4] - 1000
    square[:, 3] -= 2000
    labels = np.array([3, 3, 0, 1])
    yield Case("N equals C, a class 2000 below the others", {"scores": square, "y": labels})
    upwards = sixteenths[:4] + 1000 * np.array([[1], [0], [0], [1]])
    yield Case("N equals C, rows 1000 above other rows", {"scores": upwards, "y": labels})
    yield from _one_class_apart(draw, sixteenths, y)
    unlikely = np.array([[0.5, 1.0, -2000.0, 0.0], [-1000.0, 1000.0, 0.0, 999.0]])
    order = np.arange(4) if draw.is_public else rng.permutation(4)
    at = np.argsort(order)[[2, 0]]
    yield Case("a class 2000 below the others", {"scores": unlikely[:, order], "y": at})


def _one_class_apart(draw: Draw, sixteenths: Array, y: Array) -> Iterator[Case]:
    """In every row another class is far above the others, each class in turn; y (N,) is the correct one."""
    rng = draw.rng(111)
    for name, distance in (("above", 2000.0), ("below", -2000.0)):
        apart = np.array([2, 0, 3, 1, 0]) if draw.is_public else np.append(rng.permutation(4), 0)
        scores = sixteenths.copy()
        scores[np.arange(5), apart] += distance
        yield Case(f"one class 2000 {name} the others, each in turn", {"scores": scores, "y": y})


def unlabelled_cases(draw: Draw) -> Iterator[Case]:
    """The same scores alone."""
    for case in shifted_score_cases(draw):
        yield Case(case.name, {"scores": case.arguments["scores"]}, case.unasked)


def as_collected(values: Array, scores: Array, integer_buffer: bool) -> Array:
    """Return the values as they come out of np.zeros_like(scores), if `integer_buffer`."""
    return values.astype(np.asarray(scores).dtype) if integer_buffer else values


INTEGERS_CUT = Mistake(
    "integer_truncation",
    "With integer scores the result is cut to whole numbers: np.zeros_like(scores) is then an integer array; "
    "write np.zeros(scores.shape).",
    {"integer_buffer": True},
    paired=False,
)
