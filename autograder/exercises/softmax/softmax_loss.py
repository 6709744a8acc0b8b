"""The softmax loss of a linear classifier with its gradient, and the ways to get it wrong."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Mistake
from autograder.exercises.parts.batch_mean import batch_mean
from autograder.exercises.parts.hinge import used_labels
from autograder.exercises.parts.integer_buffer import collected, integer_mistakes
from autograder.exercises.parts.penalty import squared_penalty
from autograder.exercises.parts.softmax import class_probabilities, logarithm
from autograder.exercises.parts.switches import those_of


def label_losses(scores, p, log_p, y, *, labels="own", picked="own", returned="log", log_of="sum"):
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
        t = np.eye(p.shape[1])[y]
        exact = np.log(p), np.log(1 - p)
        hit, miss = (logarithm(q, log, log_of) for q, log in zip((p, 1 - p), exact, strict=True))
        return -(t * hit + (1 - t) * miss).sum(axis=1)
    return {"log": -log_p, "probability": p, "miss": 1 - p}[returned][rows, y]


def softmax_loss_imitation(
    W,
    X,
    y,
    reg,
    *,
    subtracted="label",
    gradient_of="probabilities",
    overwritten=False,
    accumulated="all",
    buffer="as floats",
    **switches,
):
    """`softmax_loss` with a switch for each mistake; further switches are those of its parts."""
    scores = X @ W.T
    labels, picked = switches.get("labels", "own"), switches.get("picked", "own")
    own = y if labels == "one-hot" else used_labels(y, labels)
    p, log_p = class_probabilities(scores, own, **those_of(class_probabilities, switches))
    targets = _targets(p, own, subtracted, picked)
    dscores = (scores if gradient_of == "scores" else p) - targets
    if gradient_of == "the correct class":
        dscores = dscores * targets
    if overwritten:  # the loss is computed from p - t, under the name of p
        log_p = np.log(dscores)
    losses = label_losses(scores, p, log_p, y, **those_of(label_losses, switches))
    gradient = _gradient_sum(dscores, p, X, own, accumulated)
    loss, dW = batch_mean(losses, gradient, **those_of(batch_mean, switches))
    R, dR = squared_penalty(W, reg, len(X), **those_of(squared_penalty, switches))
    return loss + R, collected(dW + dR, W, buffer)


def _targets(p, y, subtracted, picked):
    rows, t = np.arange(len(y)), np.zeros(p.shape)
    if subtracted == "every class":
        return t + 1
    t[(slice(None), y) if picked == "columns" else (rows, y)] = 1
    return t * {"label": 1, "none": 0, "C times": p.shape[1]}[subtracted]


def _gradient_sum(dscores, p, X, y, accumulated):
    if accumulated == "last":
        return np.outer(dscores[-1], X[-1])
    if accumulated == "fancy":
        gradient = p.T @ X
        gradient[y] -= X
        return gradient
    return dscores.T @ X


_BINARY = (
    "a binary cross-entropy of its own, summed over the classes: classes that exclude each other have one "
    "softmax, and only -log p[i, y[i]] counts."
)

LABEL_MISTAKES = (
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
    Mistake(
        "labels_one_hot",
        "The labels are taken as one-hot rows: `y` holds class numbers, so pick log_p[np.arange(N), y].",
        {"labels": "one-hot"},
    ),
    Mistake(
        "labels_one_hot",
        "The labels are taken as one-hot rows: `y` holds class numbers, so pick log_p[np.arange(N), y].",
        {"labels": "argmax"},
        paired=False,
    ),
    Mistake(
        "columns_of_all_labels",
        "p[:, y] takes N columns in every row: pair rows with labels, p[np.arange(N), y].",
        {"picked": "columns"},
    ),
    Mistake(
        "binary_cross_entropy_per_class",
        f"Each class has a sigmoid and {_BINARY}",
        {"normaliser": "log sigmoid", "returned": "binary of logits"},
    ),
    Mistake(
        "binary_cross_entropy_per_class",
        f"Each class has a sigmoid and {_BINARY}",
        {"normaliser": "sigmoid", "returned": "binary"},
        paired=False,
    ),
    Mistake(
        "binary_cross_entropy_per_class",
        f"Each class has {_BINARY}",
        {"returned": "binary"},
    ),
)

GRADIENT_MISTAKES = (
    Mistake(
        "one_hot_not_subtracted",
        "The gradient lacks the correct class: it is (p - t).T @ X, so subtract 1 from p[i, y[i]] first.",
        {"subtracted": "none"},
    ),
    Mistake(
        "one_hot_subtracted_for_every_class",
        "1 is subtracted from every probability: only that of the correct class loses 1, p[i, y[i]] -= 1.",
        {"subtracted": "every class"},
    ),
    Mistake(
        "one_hot_subtracted_in_class_loop",
        "x_i is subtracted from the row of the correct class once for every class: take it out of the loop "
        "over the classes.",
        {"subtracted": "C times"},
    ),
    Mistake(
        "scores_in_gradient",
        "The gradient is made of the scores: it is (p - t).T @ X with the probabilities p.",
        {"gradient_of": "scores"},
    ),
    Mistake(
        "sigmoid_per_class",
        "The loss is that of a sigmoid of the correct score alone, and so is its gradient: softmax divides "
        "e**s_k by the sum over all classes, so every class has a gradient.",
        {"normaliser": "log sigmoid", "gradient_of": "the correct class"},
    ),
    Mistake(
        "sigmoid_per_class",
        "The loss takes a sigmoid of each score alone (the gradient is that of softmax): log p is "
        "s_k - log(sum(e**s_j)), with the sum over all classes.",
        {"normaliser": "log sigmoid, in the loss"},
    ),
    Mistake(
        "binary_cross_entropy_per_class",
        f"In the loss each class has a sigmoid and {_BINARY}",
        {"returned": "binary of logits"},
    ),
    Mistake(
        "probabilities_overwritten",
        "The loss is taken from p after 1 was subtracted there, so it is log of a negative number: work on a "
        "copy, dscores = p.copy(), or compute the loss first.",
        {"overwritten": True},
        paired=False,  # a loss that is nan hides every other mistake in it
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
)
