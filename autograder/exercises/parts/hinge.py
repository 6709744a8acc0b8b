"""The terms max(0, s_j - s_y + 1) and the ways to get them wrong, shared by the hinge exercises."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Mistake


def hinge_terms(
    scores,
    y,
    *,
    margin=1.0,
    clamp=True,
    correct_class_counted=False,
    labels="own",
    correct_scores="column",
    classes=None,
    at_kink=False,
):
    """Return the terms (N, C) and where they are active; the switches are those of `HINGE_MISTAKES`."""
    scores = np.asarray(scores, dtype=float)
    N, C = scores.shape
    rows = np.arange(N)
    own = used_labels(y, labels)
    if labels == "one-hot":
        difference = scores - np.sum(scores * y, axis=1)[:, None]
    elif correct_scores == "column":
        difference = scores - scores[rows, own][:, None]
    elif correct_scores == "row":
        difference = scores - scores[rows, own]
    else:
        difference = scores - scores[:, own]
    raw = difference + margin
    active = (raw >= 0) if at_kink else (raw > 0)
    terms = np.where(active, raw, 0) if clamp else raw
    if not correct_class_counted:
        terms[rows, own] = 0
    active[rows, own] = False
    if classes is not None:
        if classes > C:
            raise IndexError(f"index {C} is out of bounds for axis 1 with size {C}")
        terms[:, classes:] = 0
        active[:, classes:] = False
    return terms, active


def used_labels(y, labels):
    """Return the labels (N,) that a mistake with `labels` uses instead of y."""
    if labels == "first":
        return np.full_like(y, y[0])
    if labels == "next":
        return np.roll(y, -1)
    if labels == "argmax":
        return np.argmax(y, axis=1)
    return y


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
    Mistake(
        "label_of_first_example",
        "Every example is given the label of the first one: example i has the label y[i].",
        {"labels": "first"},
    ),
    Mistake(
        "label_of_next_example",
        "Each example is given the label of its neighbour: example i has the label y[i]; check the "
        "index of y.",
        {"labels": "next"},
    ),
    Mistake("labels_one_hot", _ONE_HOT, {"labels": "one-hot"}),
    Mistake("labels_one_hot", _ONE_HOT, {"labels": "argmax"}, paired=False),
    Mistake(
        "correct_scores_as_row",
        "The correct scores are subtracted along the wrong axis: make them a column, "
        "scores[np.arange(N), y][:, None], so that row i loses its own s_y.",
        {"correct_scores": "row"},
    ),
    Mistake(
        "correct_scores_of_all_rows",
        "scores[:, y] picks N columns for every example: pair rows with labels, scores[np.arange(N), y].",
        {"correct_scores": "all"},
    ),
    Mistake(
        "only_three_classes",
        "Only the first 3 classes are summed: take the number of classes from the shape, C = "
        "scores.shape[1].",
        {"classes": 3},
    ),
)
