"""The gradient of the multiclass hinge loss and the ways to get it wrong."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Mistake
from autograder.exercises.parts.batch_mean import batch_mean
from autograder.exercises.parts.hinge import hinge_terms, used_labels
from autograder.exercises.parts.integer_buffer import collected, integer_mistakes
from autograder.exercises.parts.penalty import squared_penalty
from autograder.exercises.parts.switches import those_of


def svm_imitation(
    W,
    X,
    y,
    reg,
    *,
    averaged_over_classes=False,
    correct_term="count",
    wrong_classes=True,
    masked=True,
    accumulated="all",
    buffer="as floats",
    bytes_kept=False,
    **switches,
):
    """`svm_loss` with a switch for each mistake; further switches are those of its parts."""
    N, C = len(X), len(W)
    terms, active = hinge_terms(X @ W.T, y, **those_of(hinge_terms, switches))
    y = used_labels(y, switches.get("labels", "own"))
    if not masked:
        active = np.ones((N, C), dtype=bool)
        active[np.arange(N), y] = False
    wrong = active * float(wrong_classes)
    correct = np.zeros((N, C))
    correct[np.arange(N), y] = _correct_coefficient(active.sum(axis=1), C, correct_term)
    gradient = _gradient_sum(wrong, correct, X, y, accumulated, bytes_kept)
    classes = C if averaged_over_classes else 1
    loss, dW = batch_mean(terms.sum(axis=1) / classes, gradient / classes, **those_of(batch_mean, switches))
    R, dR = squared_penalty(W, reg, N, **those_of(squared_penalty, switches))
    return loss + R, collected(dW + dR, W, buffer)


def _correct_coefficient(count, C, correct_term):
    """How often x_i is subtracted in the row of its own class; `count` is the number of active terms (N,)."""
    constant = {"none": 0, "one": 1, "C-1": C - 1}
    if correct_term in constant:
        return np.full_like(count, constant[correct_term])
    return count + 1 if correct_term == "itself" else count


def _gradient_sum(wrong, correct, X, y, accumulated, bytes_kept):
    minus_X = np.negative(X) if bytes_kept else -X.astype(float)  # unsigned bytes have no negative: they wrap
    if accumulated == "last":
        return np.outer(wrong[-1], X[-1]) + np.outer(correct[-1], minus_X[-1])
    if accumulated == "fancy":
        gradient = wrong.T @ X
        gradient[y] += correct[np.arange(len(y)), y][:, None] * minus_X
        return gradient
    return wrong.T @ X + correct.T @ minus_X


SVM_MISTAKES = (
    Mistake(
        "averaged_over_classes",
        "The sum over the classes is divided by C: only the batch is averaged.",
        {"averaged_over_classes": True},
    ),
    Mistake(
        "correct_class_gradient_missing",
        "The gradient lacks the row of the correct class: each active term also lowers row y[i] by x_i.",
        {"correct_term": "none"},
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
        "repeated_labels_lost",
        "With dW[y] -= ... a label that occurs twice is subtracted once: use np.subtract.at, a loop, "
        "or a matrix product.",
        {"accumulated": "fancy"},
    ),
    Mistake(
        "last_example_only",
        "The gradient holds only the last example: add to dW in the loop (+=) instead of assigning it.",
        {"accumulated": "last"},
    ),
    *integer_mistakes("W"),
    Mistake(
        "integer_wrap",
        "With X of unsigned bytes, -X wraps around (-1 becomes 255): convert first, X = X.astype(float).",
        {"bytes_kept": True},
    ),
)
