"""A softmax classifier whose script sums over the wrong axis."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.puzzles.training_cases import mean_surprise, trainings
from course_lib.training import scripts


def _reference(
    W: Array,
    X: Array,
    y: Array,
    learning_rate: float,
    n_steps: int,
) -> Array:
    result: Array = scripts.softmax_descent(W, X, y, learning_rate, n_steps)
    return result


def _cases(draw: Draw) -> Iterator[Case]:
    for each in trainings(draw, seed=52):
        steps = {"learning_rate": 0.4, "n_steps": each.n_steps}
        yield Case(each.name, {**each.classes(), **steps})


def _imitation(
    W: Array,
    X: Array,
    y: Array,
    learning_rate: float,
    n_steps: int,
    *,
    summed: str = "over the classes",
    shifted: str = "row",
    divisor: str = "N",
) -> Array:
    """Script 2 with a switch for each mistake."""
    T, losses = np.eye(len(W))[y], []
    for _ in range(n_steps):
        scores = X @ W.T
        axes = {"row": 1, "column": 0}
        shift = scores.max(axis=axes[shifted], keepdims=True)
        exponentials = np.exp(scores - shift)
        axis = {"over the classes": 1, "over the examples": 0, "over all": None}[summed]
        p = exponentials / exponentials.sum(axis=axis, keepdims=True)
        losses.append(mean_surprise(p, T))
        W = W - learning_rate * (p - T).T @ X / {"N": len(X), "one": 1}[divisor]
    return np.array(losses)


SCRIPT_2 = Exercise(
    name="script_2",
    topic="softmax",
    inputs=(
        "W: (C, d)",
        "X: (N, d)",
        "y: (N,) int",
        "learning_rate: scalar",
        "n_steps: scalar int",
    ),
    outputs=("losses: array",),
    reference=_reference,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        Mistake(
            "sum_over_examples",
            "The probabilities still add up to 1 over the *examples*: sum over the classes, axis=1, "
            "keepdims=True.",
            {"summed": "over the examples", "shifted": "column"},
        ),
        Mistake(
            "sum_over_examples",
            "The maximum is mended; the probabilities still add up to 1 over the *examples*: sum over "
            "the classes, axis=1, keepdims=True.",
            {"summed": "over the examples"},
        ),
        Mistake(
            "sum_over_all",
            "All entries are divided by one sum: each *row* must add up to 1, axis=1, keepdims=True.",
            {"summed": "over all"},
        ),
        Mistake(
            "largest_of_the_column",
            "The sum is mended, the maximum is not: subtracting another number from every class "
            "changes the probabilities. Take the maximum of each row.",
            {"shifted": "column"},
        ),
        Mistake(
            "step_of_the_sum",
            "The mean over the batch was right: divide the gradient by len(X).",
            {"divisor": "one"},
        ),
    ),
)
