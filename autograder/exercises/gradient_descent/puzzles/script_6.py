"""A softmax classifier whose script trains on the images that it holds out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.puzzles.training_cases import mean_surprise, probabilities, trainings
from course_lib.training import scripts


def _reference(
    W: Array,
    X: Array,
    y: Array,
    n_train: int,
    learning_rate: float,
    batch_size: int,
    n_steps: int,
    rng: np.random.Generator,
) -> Array:
    result: Array = scripts.held_out_descent(W, X, y, n_train, learning_rate, batch_size, n_steps, rng)
    return result


def _cases(draw: Draw) -> Iterator[Case]:
    for each in trainings(draw, seed=56):
        n_train = each.N
        more = type(each)(**{**vars(each), "N": each.N + 3})
        steps = {"learning_rate": 0.3, "batch_size": max(1, n_train // 2), "n_steps": each.n_steps}
        yield Case(
            each.name, {**more.classes(), "n_train": n_train, **steps, "rng": draw.rng(156, each.number)}
        )


def _imitation(
    W: Array,
    X: Array,
    y: Array,
    n_train: int,
    learning_rate: float,
    batch_size: int,
    n_steps: int,
    rng: np.random.Generator,
    *,
    drawn_from: str = "training",
    measured_on: str = "held out",
    repeats: bool = False,
) -> Array:
    """Script 6 with a switch for each mistake."""
    T, losses = np.eye(len(W))[y], []
    count = {"training": n_train, "all": len(X)}[drawn_from]
    shown = {"held out": slice(n_train, None), "training": slice(n_train), "all": slice(None)}[measured_on]
    for _ in range(n_steps):
        rows = rng.choice(count, batch_size, replace=repeats)
        slope = (probabilities(X[rows] @ W.T) - T[rows]).T @ X[rows] / batch_size
        W = W - learning_rate * slope
        losses.append(mean_surprise(probabilities(X[shown] @ W.T), T[shown]))
    return np.array(losses)


SCRIPT_6 = Exercise(
    name="script_6",
    topic="gradient_descent",
    inputs=(
        "W: (C, d)",
        "X: (N, d)",
        "y: (N,) int",
        "n_train: scalar int",
        "learning_rate: scalar",
        "batch_size: scalar int",
        "n_steps: scalar int",
        "rng: generator",
    ),
    outputs=("losses: array",),
    reference=_reference,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        Mistake(
            "held_out_in_the_batch",
            "Rows are still drawn from all examples, the held-out ones among them: draw from the "
            "first n_train.",
            {"drawn_from": "all"},
        ),
        Mistake(
            "measured_on_training",
            "Now the loss is that of the training examples: it was right to measure on X[n_train:].",
            {"measured_on": "training"},
        ),
        Mistake(
            "measured_on_everything",
            "Now the loss is that of all examples: it was right to measure on X[n_train:].",
            {"measured_on": "all"},
        ),
        Mistake(
            "rows_with_repeats",
            "Rows are drawn with repeats now: keep replace=False.",
            {"repeats": True},
        ),
    ),
)
