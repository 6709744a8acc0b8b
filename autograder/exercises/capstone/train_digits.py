"""A net that learns to read digits through the student's own library."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise
from autograder.exercises.parts.arrays import Array
from course_lib.datasets.digits import load_digits
from course_lib.datasets.split import split
from course_lib.training.digit_reader import train_digits

N_TRAIN = 1437
FEWER = 200  # images, where it is to be seen that a net learns, not that it is the best
GOAL, GOAL_OF_FEWER = 0.985, 0.8


def _cases(draw: Draw) -> Iterator[Case]:
    images, labels = load_digits()
    X, y, X_new, y_new = split(images, labels, N_TRAIN, np.random.default_rng(0))
    yield Case("the digits", _arguments(X, y, X_new, y_new, GOAL, np.random.default_rng(0)))
    rng = draw.rng(79)
    names, places = rng.permutation(10), rng.permutation(X.shape[1])
    few, few_labels = X[:FEWER], y[:FEWER]
    renamed = _arguments(few, names[few_labels], X_new, names[y_new], GOAL_OF_FEWER, draw.rng(790))
    yield Case("fewer digits, the labels renamed", renamed)
    moved = _arguments(few[:, places], few_labels, X_new[:, places], y_new, GOAL_OF_FEWER, draw.rng(791))
    yield Case("fewer digits, the pixels in another order", moved)


def _arguments(
    X: Array, y: Array, X_new: Array, y_new: Array, goal: float, rng: np.random.Generator
) -> dict[str, Any]:
    return {"X": X, "y": y, "X_new": X_new, "y_new": y_new, "goal": goal, "rng": rng}


def _use(
    train: Callable[..., Any],
    X: Array,
    y: Array,
    X_new: Array,
    y_new: Array,
    goal: float,
    rng: np.random.Generator,
) -> float | None:
    """Share of the new images that are read right; what is above the goal does not count."""
    returned = train(X, y, X_new, rng)
    if returned is None:
        return None
    labels = np.asarray(returned)
    if labels.shape != y_new.shape:
        raise ValueError(f"one label for each new image, {y_new.shape}, is asked for; got {labels.shape}.")
    return min(float(np.mean(labels == y_new)), goal)


def _imitation(
    X: Array, y: Array, X_new: Array, y_new: Array, goal: float, rng: np.random.Generator
) -> float:
    """What `_use` makes of any net that learns."""
    return goal


TRAIN_DIGITS = Exercise(
    name="train_digits",
    topic="capstone",
    inputs=("X: array", "y: array", "X_new: array", "y_new: array", "goal: scalar", "rng: generator"),
    outputs=("share_read_right: number",),
    reference=train_digits,
    cases=_cases,
    imitation=_imitation,
    use=_use,
    parameters=("X", "y", "X_new", "rng"),
)
