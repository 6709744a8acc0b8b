"""A linear regression whose script keeps the best weights without a copy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.puzzles.training_cases import Training, trainings
from course_lib.training import scripts


def _reference(
    w: Array,
    X: Array,
    t: Array,
    X_val: Array,
    t_val: Array,
    learning_rate: float,
    n_steps: int,
) -> Array:
    result: Array = scripts.best_on_validation(w, X, t, X_val, t_val, learning_rate, n_steps)
    return result


def _cases(draw: Draw) -> Iterator[Case]:
    for each in trainings(draw, seed=55):
        yield Case(each.name, _that_overfits(each))


def _that_overfits(each: Training) -> dict[str, Any]:
    """Arguments with which the validation loss is lowest neither after the first step nor after the last."""
    while True:
        given: dict[str, Any] = {
            **each.line(),
            "X_val": each.rng.normal(size=(each.N + 2, each.d)),
            "t_val": each.rng.normal(size=each.N + 2),
            "learning_rate": 0.05,
            "n_steps": 12,
        }
        losses = [np.mean((given["X_val"] @ w - given["t_val"]) ** 2) for w in _path(**given)]
        if 0 < int(np.argmin(losses)) < len(losses) - 1:
            return given


def _path(
    w: Array, X: Array, t: Array, X_val: Array, t_val: Array, learning_rate: float, n_steps: int
) -> list[Array]:
    """The weights after each step."""
    points = []
    for _ in range(n_steps):
        w = w - learning_rate * 2 * X.T @ (X @ w - t) / len(X)
        points.append(w)
    return points


def _imitation(
    w: Array,
    X: Array,
    t: Array,
    X_val: Array,
    t_val: Array,
    learning_rate: float,
    n_steps: int,
    *,
    kept: str = "lowest",
    judged_on: str = "validation",
) -> Array:
    """Script 5 with a switch for each mistake."""
    points = _path(w, X, t, X_val, t_val, learning_rate, n_steps)
    inputs, targets = (X_val, t_val) if judged_on == "validation" else (X, t)
    losses = [np.mean((inputs @ point - targets) ** 2) for point in points]
    return {
        "lowest": points[int(np.argmin(losses))],
        "highest": points[int(np.argmax(losses))],
        "last": points[-1],
        "first": w,
    }[kept]


SCRIPT_5 = Exercise(
    name="script_5",
    topic="gradient_descent",
    inputs=(
        "w: (d,)",
        "X: (N, d)",
        "t: (N,)",
        "X_val: (M, d)",
        "t_val: (M,)",
        "learning_rate: scalar",
        "n_steps: scalar int",
    ),
    outputs=("best: array",),
    reference=_reference,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        Mistake(
            "best_moves_along",
            "`best` is still the last w: `w -= ...` changes the array that `best` points to. Write w "
            "= w - ..., or keep w.copy().",
            {"kept": "last"},
        ),
        Mistake(
            "worst_kept",
            "The weights with the *highest* validation loss are kept: look at the sign of <.",
            {"kept": "highest"},
        ),
        Mistake(
            "start_kept",
            "The weights of the start are returned: `best` must become w whenever the loss is lower.",
            {"kept": "first"},
        ),
    ),
)
