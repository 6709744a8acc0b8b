"""The losses -log p of the correct classes, and the ways to pick them wrong."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.exercise import Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.epsilon import logarithm
from autograder.exercises.parts.labels import EXAMPLE_LABEL_MISTAKES, used_labels


def label_losses(
    scores: Array,
    p: Array,
    log_p: Array,
    y: Array,
    *,
    labels: str = "as given",
    picked: str = "each row's own",
    returned: str = "log",
    log_of: Any = "sum",
) -> Array:
    """Return the losses -log p_y (N,); the switches are those of the mistakes of `cross_entropy`."""
    if labels == "one-hot":
        return -(y * log_p).sum(axis=1)
    y = used_labels(y, labels)
    rows = np.arange(len(y))
    if picked == "columns":
        return -log_p[:, y]
    if picked == "every class":
        return -log_p.sum(axis=1)
    if returned == "binary of logits":
        return np.logaddexp(0, scores).sum(axis=1) - scores[rows, y]
    if returned == "binary":
        return _binary_losses(p, y, log_of)
    return {"log": -log_p, "probability": p, "miss": 1 - p}[returned][rows, y]


def _binary_losses(p: Array, y: Array, log_of: Any) -> Array:
    """Every class as a question of its own, summed."""
    t = np.eye(p.shape[1])[y]
    hit, miss = logarithm(p, np.log(p), log_of), logarithm(1 - p, np.log(1 - p), log_of)
    return -(t * hit + (1 - t) * miss).sum(axis=1)


# What a student does who takes the classes for independent questions; goes on after "Each class has ".
BINARY_PER_CLASS = (
    "a binary cross-entropy of its own, summed over the classes: classes that exclude each other have one "
    "softmax, and only -log p[i, y[i]] counts."
)

LABEL_MISTAKES = (
    *EXAMPLE_LABEL_MISTAKES,
    Mistake(
        "labels_one_hot",
        "The labels are taken as one-hot rows: `y` holds class numbers, so pick by row and label.",
        {"labels": "one-hot"},
        formula="log_p[np.arange(N), y]",
    ),
    Mistake(
        "labels_one_hot",
        "The labels are taken as one-hot rows: `y` holds class numbers, so pick by row and label.",
        {"labels": "argmax"},
        paired=False,
        formula="log_p[np.arange(N), y]",
    ),
    Mistake(
        "columns_of_all_labels",
        "p[:, y] takes N columns in every row: pair rows with labels.",
        {"picked": "columns"},
        formula="p[np.arange(N), y]",
    ),
    Mistake(
        "binary_cross_entropy_per_class",
        f"Each class has a sigmoid and {BINARY_PER_CLASS}",
        {"normaliser": "log sigmoid", "returned": "binary of logits"},
    ),
    Mistake(
        "binary_cross_entropy_per_class",
        f"Each class has a sigmoid and {BINARY_PER_CLASS}",
        {"normaliser": "sigmoid", "returned": "binary"},
        paired=False,
    ),
    Mistake(
        "binary_cross_entropy_per_class",
        f"Each class has {BINARY_PER_CLASS}",
        {"returned": "binary"},
    ),
)
