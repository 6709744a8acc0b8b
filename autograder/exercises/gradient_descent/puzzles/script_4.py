"""A softmax classifier whose script shuffles the labels apart from the images."""

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
    n_epochs: int,
    rng: np.random.Generator,
) -> Array:
    result: Array = scripts.shuffled_descent(W, X, y, learning_rate, n_epochs, rng)
    return result


def _cases(draw: Draw) -> Iterator[Case]:
    for each in trainings(draw, seed=54):
        if each.N > 1:  # one example has one order
            epochs = {"learning_rate": 0.2, "n_epochs": each.n_steps, "rng": draw.rng(154, each.number)}
            yield Case(each.name, {**each.classes(), **epochs})


def _imitation(
    W: Array,
    X: Array,
    y: Array,
    learning_rate: float,
    n_epochs: int,
    rng: np.random.Generator,
    *,
    shuffled: str = "together",
    measured: str = "on all",
) -> Array:
    """Script 4 with a switch for each mistake."""
    T, losses = np.eye(len(W))[y], []
    order = rng.permutation(len(X)) if shuffled == "once" else np.arange(len(X))
    for _ in range(n_epochs):
        order = rng.permutation(len(X)) if shuffled in ("together", "apart", "images alone") else order
        labels = rng.permutation(len(X)) if shuffled == "apart" else order
        labels = np.arange(len(X)) if shuffled == "images alone" else labels
        for x, target in zip(X[order], T[labels], strict=True):
            p = probabilities((W @ x)[None])[0]
            W = W - learning_rate * np.outer(p - target, x)
        losses.append(mean_surprise(probabilities(X @ W.T), T))
    return np.array(losses if measured == "on all" else losses[-1:])


SCRIPT_4 = Exercise(
    name="script_4",
    topic="gradient_descent",
    inputs=(
        "W: (C, d)",
        "X: (N, d)",
        "y: (N,) int",
        "learning_rate: scalar",
        "n_epochs: scalar int",
        "rng: generator",
    ),
    outputs=("losses: array",),
    reference=_reference,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        Mistake(
            "still_shuffled_apart",
            "Images and labels are still shuffled apart: draw *one* order, and take the rows of both in it.",
            {"shuffled": "apart"},
        ),
        Mistake(
            "labels_left_in_place",
            "The images are shuffled and the labels are not: T[order] goes with X[order].",
            {"shuffled": "images alone"},
        ),
        Mistake(
            "not_shuffled_any_more",
            "The order is that of the data now. That keeps the pairs, but an epoch should have a "
            "fresh order: draw it in the loop.",
            {"shuffled": "never"},
            credit=0.5,
        ),
        Mistake(
            "one_order_for_all_epochs",
            "The order is drawn once: draw a fresh one in each epoch.",
            {"shuffled": "once"},
            credit=0.5,
        ),
        Mistake(
            "last_loss_only",
            "Only the last loss is returned: one for each epoch.",
            {"measured": "at the end"},
        ),
    ),
)
