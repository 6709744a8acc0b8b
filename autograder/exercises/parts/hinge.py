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
    turned_round: bool = False,
    zeroed: str = "its own class",
    counted: str = "within the margin",
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
    difference = scores - _correct_scores(scores, y, used, labels, correct_scores)
    raw = margin + (-difference if turned_round else difference)
    active = (raw >= 0) if at_kink else (raw > 0)
    if counted == "ahead of the correct class":
        active = active & (difference > 0)
    terms = np.where(active, raw, 0) if clamp else raw
    if counted == "ahead, in the gradient":
        active = active & (difference > 0)
    own = (slice(None), used) if zeroed == "columns" else (rows, used)
    if not correct_class_counted:
        terms[own] = 0
    active[own] = False
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


_ONE_HOT = "The labels are taken as one-hot: `y` holds class numbers, so pick by row and label."

HINGE_MISTAKES = (
    Mistake(
        "correct_class_counted",
        "The correct class is counted: its own term is 1, so every loss is 1 too large. Leave j = y out.",
        {"correct_class_counted": True},
        formula="sum of max(0, s_j - s_y + 1) over j != y",
    ),
    Mistake(
        "margin_missing",
        "The margin is missing: add 1 to each difference, before it is cut at 0.",
        {"margin": 0.0},
        formula="max(0, s_j - s_y + 1)",
    ),
    Mistake(
        "margin_wrong_side",
        "The margin stands on the wrong side: a wrong class costs as soon as it comes closer than"
        " 1, so add it to the difference.",
        {"margin": -1.0},
        formula="max(0, s_j - s_y + 1)",
    ),
    Mistake(
        "margin_of_another_size",
        "The margin has another size: it is 1.",
        {"margin": 10.0},
        paired=False,
        with_constant=lambda margin: {"margin": margin},
        powers=(-3.0, 4.0),
        formula="max(0, s_j - s_y + 1)",
    ),
    Mistake(
        "difference_turned_round",
        "The scores are subtracted the wrong way round: a wrong class j costs where its own score is large.",
        {"turned_round": True},
        formula="max(0, s_j - s_y + 1)",
    ),
    Mistake(
        "zeros_in_whole_columns",
        "terms[:, y] = 0 clears whole columns: pair rows with labels.",
        {"zeroed": "columns"},
        formula="terms[np.arange(N), y] = 0",
    ),
    Mistake(
        "not_clamped",
        "Negative terms are added as well: cut each at 0, so that a class that is beaten costs nothing.",
        {"clamp": False},
        formula="max(0, s_j - s_y + 1)",
    ),
    Mistake(
        "only_classes_ahead_counted",
        "Only classes that score higher than the correct one are counted: a class costs as soon as its whole "
        "term, the margin included, is above 0.",
        {"counted": "ahead of the correct class"},
    ),
    *EXAMPLE_LABEL_MISTAKES,
    Mistake("labels_one_hot", _ONE_HOT, {"labels": "one-hot"}, formula="scores[np.arange(N), y]"),
    Mistake(
        "labels_one_hot", _ONE_HOT, {"labels": "argmax"}, paired=False, formula="scores[np.arange(N), y]"
    ),
    Mistake(
        "correct_scores_as_row",
        "The correct scores are subtracted along the wrong axis: make them a column, so that row "
        "i loses its own s_y.",
        {"correct_scores": "as a row"},
        formula="scores - scores[np.arange(N), y][:, None]",
    ),
    Mistake(
        "correct_scores_of_all_rows",
        "scores[:, y] picks N columns for every example: pair rows with labels.",
        {"correct_scores": "of all rows"},
        formula="scores[np.arange(N), y]",
    ),
    Mistake(
        "only_three_classes",
        "Only the first 3 classes are summed: take the number of classes from the shape, C = "
        "scores.shape[1].",
        {"classes": 3},
    ),
)
