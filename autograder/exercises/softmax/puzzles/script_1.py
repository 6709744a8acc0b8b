"""A softmax classifier whose script applies softmax twice."""

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
    learning_rate: float,
    n_steps: int,
) -> Array:
    result: Array = scripts.softmax_descent(W, X, y, learning_rate, n_steps)
    return result


def _cases(draw: Draw) -> Iterator[Case]:
    for each in trainings(draw, seed=51):
        steps = {"learning_rate": 0.4, "n_steps": each.n_steps}
        yield Case(each.name, {**each.classes(), **steps})


def _imitation(
    W: Array,
    X: Array,
    y: Array,
    learning_rate: float,
    n_steps: int,
    *,
    softmax_in: str = "none besides",
    target: str = "one-hot",
    divisor: str = "N",
) -> Array:
    """Script 1 with a switch for each mistake; `softmax_in` says where softmax is applied twice."""
    T, losses = np.eye(len(W))[y], []
    for _ in range(n_steps):
        p = probabilities(X @ W.T)
        twice = probabilities(p)
        losses.append(mean_surprise(twice if softmax_in in ("both", "loss") else p, T))
        slope = (twice if softmax_in in ("both", "gradient") else p) - (T if target == "one-hot" else 0)
        W = W - learning_rate * slope.T @ X / {"N": len(X), "one": 1}[divisor]
    return np.array(losses)


SCRIPT_1 = Exercise(
    name="script_1",
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
            "softmax_twice",
            "The script still applies softmax twice: probabilities between 0 and 1 are taken for "
            "scores, and such scores cannot be far apart.",
            {"softmax_in": "both"},
        ),
        Mistake(
            "softmax_twice_in_loss",
            "The gradient is mended, the loss is not: its probabilities are softmax of probabilities.",
            {"softmax_in": "loss"},
        ),
        Mistake(
            "softmax_twice_in_gradient",
            "The loss is mended, the gradient is not: it is p − t with the p of the first softmax.",
            {"softmax_in": "gradient"},
        ),
        Mistake(
            "target_not_subtracted",
            "The gradient in the scores is p − t: the target is missing.",
            {"target": "none"},
        ),
        Mistake(
            "step_of_the_sum",
            "The mean over the batch was right: divide the gradient by len(X).",
            {"divisor": "one"},
        ),
    ),
)
