"""A net with one matrix in both layers whose script overwrites a gradient."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.puzzles.training_cases import trainings
from course_lib.training import scripts


def _reference(
    X: Array,
    T: Array,
    W: Array,
    learning_rate: float,
    n_steps: int,
) -> Array:
    result: Array = scripts.shared_descent(X, T, W, learning_rate, n_steps)
    return result


def _cases(draw: Draw) -> Iterator[Case]:
    for each in trainings(draw, seed=58):
        data = {name: each.rng.normal(size=(each.N, each.d)) for name in ("X", "T")}
        W = each.rng.normal(size=(each.d, each.d)) / 2
        yield Case(each.name, {**data, "W": W, "learning_rate": 0.05, "n_steps": each.n_steps})


def _imitation(
    X: Array,
    T: Array,
    W: Array,
    learning_rate: float,
    n_steps: int,
    *,
    uses: str = "added",
    slope_of_the_last: bool = True,
    slope_of_the_first: bool = True,
) -> Array:
    """Script 8 with a switch for each mistake; `uses` says what becomes of the two gradients of W."""
    losses = []
    for _ in range(n_steps):
        A = np.tanh(X @ W.T)
        B = np.tanh(A @ W.T)
        losses.append(np.mean(np.sum((B - T) ** 2, axis=1)))
        dB = 2 * (B - T) / len(X) * ((1 - B**2) if slope_of_the_last else 1)
        dA = dB @ W * ((1 - A**2) if slope_of_the_first else 1)
        second, first = dB.T @ A, dA.T @ X
        total = {"added": first + second, "first": first, "second": second, "mean": (first + second) / 2}
        W = W - learning_rate * total[uses]
    return np.array(losses)


SCRIPT_8 = Exercise(
    name="script_8",
    topic="backpropagation",
    inputs=(
        "X: (N, d)",
        "T: (N, d)",
        "W: (d, d)",
        "learning_rate: scalar",
        "n_steps: scalar int",
    ),
    outputs=("losses: array",),
    reference=_reference,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        Mistake(
            "use_overwritten",
            "The second use still overwrites the first: W is used twice, so its two gradients add, dW += ...",
            {"uses": "first"},
        ),
        Mistake(
            "first_layer_forgotten",
            "Only the use in the last layer counts: add that in the first layer.",
            {"uses": "second"},
        ),
        Mistake(
            "uses_averaged",
            "The two gradients are averaged: where a value branches, they add.",
            {"uses": "mean"},
        ),
        Mistake(
            "last_slope_lost",
            "The slope of the last tanh is lost: dB needs it as a factor.",
            {"slope_of_the_last": False},
        ),
        Mistake(
            "first_slope_lost",
            "The slope of the first tanh is lost: dA needs it as a factor.",
            {"slope_of_the_first": False},
        ),
    ),
)
