"""The terms max(0, s_j - s_y + 1) and the ways to get them wrong, shared by the hinge exercises."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.labels import EXAMPLE_LABEL_MISTAKES, used_labels


def hinge_terms(
    scores: Array,
    y: Array,
    *,
    margin: float = 1.0,
    clamp: bool = True,
    correct_class_counted: bool = False,
    labels: str = "as given",
    correct_scores: str = "as a column",
    classes: int | None = None,
    at_kink: bool = False,
) -> tuple[Array, Array]:
    """Return the terms (N, C) and where they are active; the switches are those of `HINGE_MISTAKES`.

    Raises
    ------
    IndexError
        If more `classes` are summed than there are.
    """
    scores = np.asarray(scores, dtype=float)
    N, C = scores.shape
    rows, used = np.arange(N), used_labels(y, labels)
    raw = scores - _correct_scores(scores, y, used, labels, correct_scores) + margin
    active = (raw >= 0) if at_kink else (raw > 0)
    terms = np.where(active, raw, 0) if clamp else raw
    if not correct_class_counted:
        terms[rows, used] = 0
    active[rows, used] = False
    if classes is not None:
        if classes > C:
            raise IndexError(f"index {C} is out of bounds for axis 1 with size {C}")
        terms[:, classes:] = 0
        active[:, classes:] = False
    return terms, active


def _correct_scores(scores: Array, y: Array, used: Array, labels: str, correct_scores: str) -> Array:
    """What is subtracted from the scores: a column (N, 1), if it is right."""
    if labels == "one-hot":
        return np.sum(scores * y, axis=1)[:, None]
    if correct_scores == "of all rows":
        return scores[:, used]
    correct = scores[np.arange(len(scores)), used]
    return correct if correct_scores == "as a row" else correct[:, None]


_ONE_HOT = "The labels are taken as one-hot: `y` holds class numbers, so pick scores[np.arange(N), y]."

HINGE_MISTAKES = (
    Mistake(
        "correct_class_counted",
        "The correct class is counted: its term is max(0, 0 + 1) = 1, so every loss is 1 too large. "
        "Leave j = y out.",
        {"correct_class_counted": True},
    ),
    Mistake(
        "margin_missing",
        "The margin is missing: the term is max(0, s_j - s_y + 1).",
        {"margin": 0.0},
    ),
    Mistake(
        "margin_wrong_side",
        "The margin stands on the wrong side: a wrong class costs as soon as it comes closer than 1, "
        "so the term is max(0, s_j - s_y + 1), not - 1.",
        {"margin": -1.0},
    ),
    Mistake(
        "not_clamped",
        "Negative terms are added as well: each is max(0, s_j - s_y + 1), so a class that is beaten "
        "costs nothing.",
        {"clamp": False},
    ),
    *EXAMPLE_LABEL_MISTAKES,
    Mistake("labels_one_hot", _ONE_HOT, {"labels": "one-hot"}),
    Mistake("labels_one_hot", _ONE_HOT, {"labels": "argmax"}, paired=False),
    Mistake(
        "correct_scores_as_row",
        "The correct scores are subtracted along the wrong axis: make them a column, "
        "scores[np.arange(N), y][:, None], so that row i loses its own s_y.",
        {"correct_scores": "as a row"},
    ),
    Mistake(
        "correct_scores_of_all_rows",
        "scores[:, y] picks N columns for every example: pair rows with labels, scores[np.arange(N), y].",
        {"correct_scores": "of all rows"},
    ),
    Mistake(
        "only_three_classes",
        "Only the first 3 classes are summed: take the number of classes from the shape, C = "
        "scores.shape[1].",
        {"classes": 3},
    ),
)
