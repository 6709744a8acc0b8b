"""The multiclass hinge loss of a linear classifier with its penalty, and the gradient."""

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
    DATA_FACTOR_MISTAKES,
    DATA_PART_MISTAKES,
    OVER_CLASSES_MISTAKES,
    REPEATED_LABELS_LOST,
    batch_mean,
    divisors,
    last_example_only,
)
from autograder.exercises.parts.batches import other_labels, penalised_cases
from autograder.exercises.parts.hinge import HINGE_MISTAKES, hinge_terms
from autograder.exercises.parts.integer_buffer import BYTES_WRAP, collected, integer_mistakes, negated
from autograder.exercises.parts.labels import used_labels
from autograder.exercises.parts.penalty import PENALTY_MISTAKES, squared_penalty
from autograder.exercises.parts.steps import hinge_steps, linear_classifier_steps, with_steps
from autograder.exercises.parts.switches import those_of
from course_lib.losses.hinge import svm_loss


def _cases(draw: Draw) -> Iterator[Case]:
    yield from penalised_cases(draw, seed=5)
    rng = draw.rng(50)
    W, X = rng.normal(size=(4, 3)), rng.normal(size=(5, 3))
    y = other_labels(draw, rng)
    yield Case("no penalty", {"W": W, "X": X, "y": y, "reg": 0.0})
    yield Case("scores around 1000", {"W": 1000 * W, **_one_of_four_costs_nothing(W, X), "reg": 1e-3})
    yield Case("all scores zero", {"W": 0 * W, "X": X, "y": y, "reg": 0.3})
    whole = rng.integers(-3, 4, size=(4, 3))
    yield Case("integer W", {"W": whole, "X": X, "y": y, "reg": 0.3}, unasked=True)
    pixels = rng.integers(0, 256, size=(5, 3)).astype(np.uint8)
    # Pixels are up to 255: smaller weights keep the terms around the margin of 1.
    bytes_of_pixels = {"W": W / 100, "X": pixels, "y": y, "reg": 0.3}
    yield Case("X of bytes, as pixels are", bytes_of_pixels, unasked=True)
    # Quarters are exact: the scores are W itself, and class 2 is just beaten in the first example.
    W = np.array([[1.0, 0.25], [0.5, 0.5], [0.0, 1.0]])
    if not draw.is_public:
        W = W + rng.integers(-4, 5, size=2) / 4
    kink = {"W": W, "X": np.eye(2), "y": np.array([0, 2]), "reg": 0.25}
    yield Case("a term exactly at the kink", kink, smooth=False)


def _one_of_four_costs_nothing(W: Array, X: Array) -> dict[str, Array]:
    """Examples and labels with N = C: there wrong axes fit, and a mistake in the mean is seen beside them."""
    label = np.argmax(W @ X[0])
    sides = np.sign(X[1:4] @ W[label])[:, None]
    return {"X": np.vstack([X[:1] / 20, sides * X[1:4]]), "y": np.full(4, label)}


def _imitation(
    W: Array,
    X: Array,
    y: Array,
    reg: float,
    *,
    averaged_over_classes: str = "",
    correct_term: str = "count",
    wrong_classes: bool = True,
    masked: bool = True,
    terms_in_gradient: bool = False,
    accumulated: str = "all",
    buffer: str = "as floats",
    bytes_kept: bool = False,
    **switches: Any,
) -> tuple[Array, Array]:
    """`svm_loss` with a switch for each mistake; further switches are those of its parts."""
    N, C = len(X), len(W)
    terms, active = hinge_terms(X @ W.T, y, **those_of(hinge_terms, switches))
    y = used_labels(y, switches.get("labels", "as given"))
    if not masked:
        active = np.ones((N, C), dtype=bool)
        active[np.arange(N), y] = False
    wrong = (terms if terms_in_gradient else active) * float(wrong_classes)
    correct = np.zeros((N, C))
    correct[np.arange(N), y] = _correct_coefficient(wrong, active, correct_term)
    gradient = _gradient_sum(wrong, correct, X, y, accumulated, bytes_kept)
    over = divisors(N, C, averaged_over_classes)
    losses = terms.sum(axis=1) / over["loss"]
    loss, dW = batch_mean(losses, gradient / over["gradient"], **those_of(batch_mean, switches))
    R, dR = squared_penalty(W, reg, N, **those_of(squared_penalty, switches))
    return loss + R, collected(dW + dR, W, buffer)


def _correct_coefficient(wrong: Array, active: Array, correct_term: str) -> Array:
    """How often x_i is subtracted in the row of its own class; both (N, C), of the wrong classes."""
    count = active.sum(axis=1)
    constant = {"missing": 0, "one": 1, "C-1": active.shape[1] - 1, "plus one": -1}
    if correct_term in constant:
        return np.full_like(count, constant[correct_term])
    if correct_term == "added":
        return -count
    return count + 1 if correct_term == "itself" else np.where(wrong.any(axis=1), wrong.sum(axis=1), count)


def _gradient_sum(
    wrong: Array, correct: Array, X: Array, y: Array, accumulated: str, bytes_kept: bool
) -> Array:
    """The gradient (C, d), summed over the batch, of coefficients (N, C) of wrong and correct classes."""
    minus_X = negated(X, bytes_kept)
    if accumulated == "last":
        return np.outer(wrong[-1], X[-1]) + np.outer(correct[-1], minus_X[-1])
    if accumulated == "by fancy indexing":
        gradient = wrong.T @ X
        gradient[y] += correct[np.arange(len(y)), y][:, None] * minus_X
        return gradient
    if accumulated == "each term by fancy indexing":  # of equal indices the last one stays
        gradient = np.zeros((wrong.shape[1], X.shape[1]))
        examples, classes = np.nonzero(wrong)
        gradient[classes] += X[examples]
        gradient[y[examples]] += minus_X[examples]
        return gradient
    return wrong.T @ X + correct.T @ minus_X


_MISTAKES = (
    *OVER_CLASSES_MISTAKES,
    Mistake(
        "correct_class_sign_flipped",
        "The row of the correct class gets + x_i for each active term: a larger score of the correct class "
        "lowers the loss, so its sign is minus.",
        {"correct_term": "added"},
    ),
    Mistake(
        "terms_in_gradient",
        "The gradient is made of the terms themselves: the slope of max(0, .) is 1 where the term is above "
        "0, so count them, (terms > 0).",
        {"terms_in_gradient": True},
    ),
    Mistake(
        "correct_class_gradient_missing",
        "The gradient lacks the row of the correct class: each active term also lowers row y[i] by x_i.",
        {"correct_term": "missing"},
    ),
    Mistake(
        "correct_class_coefficient_minus_one",
        "The correct class always gets -x_i: its coefficient is minus the number of active terms "
        "of that example.",
        {"correct_term": "one"},
    ),
    Mistake(
        "correct_class_coefficient_one_minus_C",
        "The correct class always gets (1 - C) x_i: count only the terms above 0 of that example.",
        {"correct_term": "C-1"},
    ),
    Mistake(
        "correct_class_counts_itself",
        "The correct class counts itself among the active terms, so its coefficient is one too negative: "
        "leave j = y out.",
        {"correct_term": "itself"},
    ),
    Mistake(
        "wrong_classes_not_updated",
        "The gradient lacks the rows of the wrong classes: each active term also raises row j by x_i.",
        {"wrong_classes": False},
    ),
    Mistake(
        "mask_missing",
        "The gradient counts every wrong class: a term that is 0 has gradient 0, so multiply by (term > 0).",
        {"masked": False},
    ),
    Mistake(
        "gradient_of_classes_ahead",
        "The gradient counts only classes that score higher than the correct one: a class counts as soon as "
        "its whole term, the margin included, is above 0.",
        {"counted": "ahead, in the gradient"},
    ),
    Mistake(
        "correct_class_coefficient_one",
        "The correct class always gets + x_i: it loses x_i once for each active term of that example.",
        {"correct_term": "plus one"},
    ),
    REPEATED_LABELS_LOST,
    Mistake(
        "repeated_labels_lost",
        "With dW[j] += ... for an array j, a class that stands there twice gets the last one alone: use "
        "np.add.at, a loop, or a matrix product.",
        {"accumulated": "each term by fancy indexing"},
    ),
    last_example_only("dW"),
    *integer_mistakes("W"),
    BYTES_WRAP,
)


SVM_LOSS = Exercise(
    name="svm_loss",
    topic="loss_functions",
    inputs=("W: (C, d)", "X: (N, d)", "y: (N,) int", "reg: scalar"),
    outputs=("loss: scalar", "dW: (C, d)"),
    reference=svm_loss,
    cases=with_steps(_cases, linear_classifier_steps(hinge_steps)),
    imitation=_imitation,
    mistakes=(
        *BATCH_MEAN_MISTAKES,
        *_MISTAKES,
        *HINGE_MISTAKES,
        *PENALTY_MISTAKES,
        *DATA_PART_MISTAKES,
        *DATA_FACTOR_MISTAKES,
        *COSTLY_EXAMPLES_MISTAKES,
    ),
    gradients={"dW": ("loss", "W")},
    subgradients=({"at_kink": False}, {"at_kink": True}),
    coupled=True,
)
