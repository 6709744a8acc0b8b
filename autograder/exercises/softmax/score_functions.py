"""What softmax, its logarithm and the cross-entropy share: functions of scores (N, C)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.exercises.exercise import Case, Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.batches import LABELS, score_cases


def shifted_score_cases() -> Iterator[Case]:
    """Scores (N, C) with labels; far from 0 they are sixteenths, which float32 holds exactly."""
    yield from score_cases(seed=11)
    rng = np.random.default_rng(110)
    yield Case("integer scores", {"scores": rng.integers(-3, 4, size=(5, 4)), "y": LABELS}, public=True)
    sixteenths = np.round(32 * rng.normal(size=(5, 4))) / 16
    yield Case("all scores zero", {"scores": np.zeros((5, 4)), "y": LABELS})
    yield Case("all scores shifted by 1000", {"scores": sixteenths + 1000, "y": LABELS}, public=True)
    yield Case("all scores shifted by -1000", {"scores": sixteenths - 1000, "y": LABELS})
    apart = sixteenths - 2000 * np.array([[0], [1], [0], [0], [1]])
    yield Case("rows 2000 below other rows", {"scores": apart, "y": LABELS})
    square = sixteenths[:4] - 1000
    square[:, 3] -= 2000
    y = np.array([3, 3, 0, 1])
    yield Case("N equals C, a class 2000 below the others", {"scores": square, "y": y})
    upwards = sixteenths[:4] + 1000 * np.array([[1], [0], [0], [1]])
    yield Case("N equals C, rows 1000 above other rows", {"scores": upwards, "y": y})
    unlikely = np.array([[0.5, 1.0, -2000.0, 0.0], [-1000.0, 1000.0, 0.0, 999.0]])
    yield Case("a class 2000 below the others", {"scores": unlikely, "y": np.array([2, 0])}, public=True)


def unlabelled_cases() -> Iterator[Case]:
    """The same scores alone."""
    for case in shifted_score_cases():
        yield Case(case.name, {"scores": case.arguments["scores"]}, case.public)


def as_collected(values: Array, scores: Array, integer_buffer: bool) -> Array:
    """Return the values as they come out of np.zeros_like(scores), if `integer_buffer`."""
    return values.astype(np.asarray(scores).dtype) if integer_buffer else values


INTEGERS_CUT = Mistake(
    "integer_truncation",
    "With integer scores the result is cut to whole numbers: np.zeros_like(scores) is then an integer array; "
    "write np.zeros(scores.shape).",
    {"integer_buffer": True},
)
