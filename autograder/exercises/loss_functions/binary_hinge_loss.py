"""The binary hinge loss with its gradient and the ways to get it wrong."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Mistake
from autograder.exercises.parts.batch_mean import batch_mean
from autograder.exercises.parts.integer_buffer import collected, integer_mistakes


def binary_hinge_imitation(
    w,
    X,
    y,
    *,
    margin=1.0,
    clamp=True,
    masked=True,
    labels="own",
    label_in_gradient=True,
    accumulated="all",
    buffer="as floats",
    bytes_kept=False,
    at_kink=False,
    **mean_switches,
):
    """`binary_hinge_loss` with a switch for each mistake; further switches are those of `batch_mean`."""
    signs = {
        "own": y,
        "first": np.full_like(y, y[0]),
        "next": np.roll(y, -1),
        "01": (y > 0) * 1,
        "none": y * 0 + 1,
    }
    raw = margin - signs[labels] * (X @ w)
    active = (raw >= 0) if at_kink else (raw > 0)
    losses = np.where(active, raw, 0) if clamp else raw
    coefficient = (active if masked else np.ones(len(X))) * (signs[labels] if label_in_gradient else 1)
    if accumulated == "last":
        coefficient = coefficient * (np.arange(len(X)) == len(X) - 1)
    minus_X = np.negative(X) if bytes_kept else -X.astype(float)
    loss, dw = batch_mean(losses, coefficient @ minus_X, **mean_switches)
    return loss, collected(dw, w, buffer)


BINARY_HINGE_MISTAKES = (
    Mistake("margin_missing", "The margin is missing: the term is max(0, 1 - y_i w.x_i).", {"margin": 0.0}),
    Mistake(
        "margin_wrong_side",
        "The margin stands on the wrong side: the term is max(0, 1 - y_i w.x_i), not max(0, -1 - y_i w.x_i).",
        {"margin": -1.0},
    ),
    Mistake(
        "not_clamped",
        "Negative terms are added as well: each is max(0, 1 - y_i w.x_i), so a kept margin costs nothing.",
        {"clamp": False},
    ),
    Mistake(
        "mask_missing",
        "The gradient counts every example: a term that is 0 has gradient 0, so multiply by (term > 0).",
        {"masked": False},
    ),
    Mistake(
        "label_of_first_example",
        "Every example is given the label of the first one: example i has the label y[i].",
        {"labels": "first"},
    ),
    Mistake(
        "label_of_next_example",
        "Each example is given its neighbour's label: example i has the label y[i]; check the index of y.",
        {"labels": "next"},
    ),
    Mistake(
        "labels_zero_one",
        "The labels are taken as 0 and 1: they are -1 and +1 here, so use y as it is.",
        {"labels": "01"},
    ),
    Mistake(
        "label_missing",
        "The label is missing: the term is max(0, 1 - y_i w.x_i), so multiply the score by y_i.",
        {"labels": "none"},
    ),
    Mistake(
        "label_missing_in_gradient",
        "The label is missing in the gradient: an active term contributes -y_i x_i.",
        {"label_in_gradient": False},
    ),
    Mistake(
        "last_example_only",
        "The gradient holds only the last example: add to dw in the loop (+=) instead of assigning it.",
        {"accumulated": "last"},
    ),
    *integer_mistakes("w"),
    Mistake(
        "integer_wrap",
        "With X of unsigned bytes, -X wraps around (-1 becomes 255): convert first, X = X.astype(float).",
        {"bytes_kept": True},
    ),
)
