"""A net with a hidden layer whose script never empties its gradients."""

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
    W1: Array,
    W2: Array,
    learning_rate: float,
    n_steps: int,
) -> Array:
    with np.errstate(all="ignore"):  # with a long step it may climb without end
        result: Array = scripts.net_descent(X, T, W1, W2, learning_rate, n_steps)
    return result


def _cases(draw: Draw) -> Iterator[Case]:
    for each in trainings(draw, seed=57):
        H = each.d + 3
        net = {"W1": each.rng.normal(size=(H, each.d)), "W2": each.rng.normal(size=(each.C, H)) / 2}
        data = {"X": each.rng.normal(size=(each.N, each.d)), "T": each.rng.normal(size=(each.N, each.C))}
        yield Case(each.name, {**data, **net, "learning_rate": 0.02, "n_steps": each.n_steps})


def _imitation(
    X: Array,
    T: Array,
    W1: Array,
    W2: Array,
    learning_rate: float,
    n_steps: int,
    *,
    kept: str = "nothing",
    masked: bool = True,
    updated: str = "last",
) -> Array:
    """Script 7 with a switch for each mistake; `kept` says which gradients are not emptied."""
    losses, dW1, dW2 = [], np.zeros(W1.shape), np.zeros(W2.shape)
    with np.errstate(all="ignore"):
        for _ in range(n_steps):
            H = np.maximum(0, X @ W1.T)
            errors = H @ W2.T - T
            losses.append(np.mean(np.sum(errors**2, axis=1)))
            dY = 2 * errors / len(X)
            dW1 = dW1 if kept in ("both", "the first") else np.zeros(W1.shape)
            dW2 = dW2 if kept in ("both", "the second") else np.zeros(W2.shape)
            dW2 = dW2 + dY.T @ H
            passed_back = W2 - learning_rate * dW2 if updated == "before it is used" else W2
            dH = dY @ passed_back
            dW1 = dW1 + ((dH * (H > 0)) if masked else dH).T @ X
            W1, W2 = W1 - learning_rate * dW1, W2 - learning_rate * dW2
    return np.array(losses)


SCRIPT_7 = Exercise(
    name="script_7",
    topic="backpropagation",
    inputs=(
        "X: (N, d)",
        "T: (N, C)",
        "W1: (H, d)",
        "W2: (C, H)",
        "learning_rate: scalar",
        "n_steps: scalar int",
    ),
    outputs=("losses: array",),
    reference=_reference,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        Mistake(
            "gradients_not_emptied",
            "The gradients of all earlier steps are still in dW1 and dW2: begin each step with zeros, "
            "or write = for +=.",
            {"kept": "both"},
        ),
        Mistake(
            "first_not_emptied",
            "dW2 is mended; dW1 still adds up over the steps.",
            {"kept": "the first"},
        ),
        Mistake(
            "second_not_emptied",
            "dW1 is mended; dW2 still adds up over the steps.",
            {"kept": "the second"},
        ),
        Mistake(
            "mask_lost",
            "The mask H > 0 is lost: a unit that was switched off passes nothing back.",
            {"masked": False},
        ),
        Mistake(
            "updated_too_early",
            "W2 is updated before it is used to go back: first all gradients, then all updates.",
            {"updated": "before it is used"},
        ),
    ),
)
