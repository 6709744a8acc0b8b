"""The binary hinge loss of a linear classifier, with its gradient."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.batch_mean import (
    BATCH_MEAN_MISTAKES,
    COSTLY_EXAMPLES_MISTAKES,
    batch_mean,
    last_example_only,
)
from autograder.exercises.parts.batches import batches
from autograder.exercises.parts.integer_buffer import BYTES_WRAP, collected, integer_mistakes, negated
from autograder.exercises.parts.labels import used_labels
from course_lib.losses.hinge import binary_hinge_loss


def _cases(draw: Draw) -> Iterator[Case]:
    for batch in batches(draw, seed=2):
        w, X = batch.rng.normal(size=batch.d), batch.rng.normal(size=(batch.N, batch.d))
        yield Case(batch.name, {"w": w, "X": X, "y": 2 * (batch.y % 2) - 1})
    rng = draw.rng(20)
    w, X, y = rng.normal(size=3), rng.normal(size=(5, 3)), np.array([1, -1, -1, 1, -1])
    y = y if draw.is_public else rng.permutation(y)
    yield Case("every margin kept", {"w": w, "X": 50 * y[:, None] * np.sign(w) * np.abs(X), "y": y})
    yield Case("scores around 1000", {"w": 1000 * w, "X": X, "y": y})
    yield Case("integer w", {"w": np.array([2, -1, 1]), "X": X, "y": y[::-1]}, unasked=True)
    pixels = rng.integers(0, 256, size=(5, 3)).astype(np.uint8)
    # Pixels are up to 255: smaller weights keep the terms around the margin of 1.
    yield Case("X of bytes, as pixels are", {"w": w / 1000, "X": pixels, "y": y}, unasked=True)
    sign = 1 if draw.is_public else int(rng.choice([-1, 1]))
    others = np.array([[-3.0, 1.0], [0.5, 4.0]]) if draw.is_public else rng.normal(size=(2, 2))
    kink = {
        "w": np.array([sign * 1.0, 0.0]),
        "X": np.concatenate([[[1.0, 2.0]], others]),
        "y": sign * np.array([1, -1, 1]),
    }
    yield Case("a term exactly at the kink", kink, smooth=False)


def _imitation(
    w: Array,
    X: Array,
    y: Array,
    *,
    margin: float = 1.0,
    clamp: bool = True,
    masked: bool = True,
    terms_in_gradient: bool = False,
    labels: str = "as given",
    label_in_gradient: bool = True,
    accumulated: str = "all",
    buffer: str = "as floats",
    bytes_kept: bool = False,
    at_kink: bool = False,
    **mean_switches: Any,
) -> tuple[Array, Array]:
    """`binary_hinge_loss` with a switch for each mistake; further switches are those of `batch_mean`."""
    signs = _signs(y, labels)
    raw = margin - signs * (X @ w)
    active = (raw >= 0) if at_kink else (raw > 0)
    losses = np.where(active, raw, 0) if clamp else raw
    slopes = losses if terms_in_gradient else active if masked else np.ones(len(X))
    coefficient = slopes * (signs if label_in_gradient else 1)
    if accumulated == "last":
        coefficient = coefficient * (np.arange(len(X)) == len(X) - 1)
    loss, dw = batch_mean(losses, coefficient @ negated(X, bytes_kept), **mean_switches)
    return loss, collected(dw, w, buffer)


def _signs(y: Array, labels: str) -> Array:
    if labels == "0 and 1":
        return (y > 0) * 1
    return y * 0 + 1 if labels == "missing" else used_labels(y, labels)


_MISTAKES = (
    Mistake(
        "margin_missing",
        "The margin is missing: a kept margin of 1 costs nothing, less does.",
        {"margin": 0.0},
        formula="max(0, 1 - y_i w.x_i)",
    ),
    Mistake(
        "margin_wrong_side",
        "The margin stands on the wrong side: a score costs as soon as it is below 1 on its own side.",
        {"margin": -1.0},
        formula="max(0, 1 - y_i w.x_i)",
    ),
    Mistake(
        "not_clamped",
        "Negative terms are added as well: cut them at 0, so that a kept margin costs nothing.",
        {"clamp": False},
        formula="max(0, 1 - y_i w.x_i)",
    ),
    Mistake(
        "mask_missing",
        "The gradient counts every example: a term that is 0 has gradient 0, so multiply by (term > 0).",
        {"masked": False},
    ),
    Mistake(
        "terms_in_gradient",
        "The gradient is made of the terms themselves: the slope of max(0, .) is 1 where the term is above "
        "0, so take (term > 0).",
        {"terms_in_gradient": True},
    ),
    Mistake(
        "label_of_first_example",
        "Every example is given the label of the first one: example i has the label y[i].",
        {"labels": "of the first example"},
    ),
    Mistake(
        "label_of_next_example",
        "Each example is given its neighbour's label: example i has the label y[i]; check the index of y.",
        {"labels": "of the next example"},
    ),
    Mistake(
        "labels_zero_one",
        "The labels are taken as 0 and 1: they are -1 and +1 here, so use y as it is.",
        {"labels": "0 and 1"},
    ),
    Mistake(
        "label_missing",
        "The label is missing: multiply the score by y_i.",
        {"labels": "missing"},
        formula="max(0, 1 - y_i w.x_i)",
    ),
    Mistake(
        "label_missing_in_gradient",
        "The label is missing in the gradient: an active term contributes -y_i x_i.",
        {"label_in_gradient": False},
    ),
    last_example_only("dw"),
    *integer_mistakes("w"),
    BYTES_WRAP,
)


BINARY_HINGE_LOSS = Exercise(
    name="binary_hinge_loss",
    topic="loss_functions",
    inputs=("w: (d,)", "X: (N, d)", "y: (N,) int"),
    outputs=("loss: scalar", "dw: (d,)"),
    reference=binary_hinge_loss,
    cases=_cases,
    imitation=_imitation,
    mistakes=(*BATCH_MEAN_MISTAKES, *_MISTAKES, *COSTLY_EXAMPLES_MISTAKES),
    same_as={"loss_times_N": "not_averaged_in_loss", "dw_times_N": "not_averaged_in_gradient"},
    gradients={"dw": ("loss", "w")},
    subgradients=({"at_kink": False}, {"at_kink": True}),
    coupled=True,
)
