"""The softmax loss of a linear classifier with its penalty, and the gradient."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.batch_mean import (
    BATCH_MEAN_MISTAKES,
    DATA_FACTOR_MISTAKES,
    DATA_PART_MISTAKES,
    OVER_CLASSES_MISTAKES,
    REPEATED_LABELS_LOST,
    batch_mean,
    divisors,
    last_example_only,
)
from autograder.exercises.parts.batches import other_labels, penalised_cases
from autograder.exercises.parts.integer_buffer import collected, integer_mistakes
from autograder.exercises.parts.labels import used_labels
from autograder.exercises.parts.penalty import PENALTY_MISTAKES, squared_penalty
from autograder.exercises.parts.softmax import (
    LOG_MISTAKES,
    LOSS_OR_GRADIENT_MISTAKES,
    PROBABILITY_MISTAKES,
    SMALLEST_SUBTRACTED,
    class_probabilities,
)
from autograder.exercises.parts.steps import linear_classifier_steps, softmax_steps, with_steps
from autograder.exercises.parts.switches import those_of
from autograder.exercises.softmax.label_losses import BINARY_PER_CLASS, LABEL_MISTAKES, label_losses
from course_lib.losses.softmax import softmax_loss


def _cases(draw: Draw) -> Iterator[Case]:
    yield from penalised_cases(draw, seed=12)
    rng = draw.rng(120)
    W, X = rng.normal(size=(4, 3)), rng.normal(size=(5, 3))
    whole = rng.integers(-3, 4, size=(4, 3))
    y = other_labels(draw, rng)
    yield Case("no penalty", {"W": W, "X": X, "y": y, "reg": 0.0})
    yield Case("all scores zero", {"W": 0 * W, "X": X, "y": y, "reg": 0.3})
    yield Case("integer W", {"W": whole, "X": X, "y": y, "reg": 0.3}, unasked=True)
    yield from _far_cases(draw, W, X, y)
    W = np.array([[1000.0, 0.0], [-1000.0, 1.0], [0.0, 0.5]])
    X = np.array([[1.0, 0.5], [-1.0, 2.0]]) if draw.is_public else np.array([[1.0, 0.25], [-1.0, -1.5]])
    unlikely = {"W": W, "X": X, "y": np.array([1, 0]), "reg": 1e-6}
    yield Case("a correct class 2000 below the others", unlikely)


def _far_cases(draw: Draw, W: Array, X: Array, y: Array) -> Iterator[Case]:
    """Scores far from 0, where exponentials overflow or vanish."""
    # The last column of W is the same for every class, so the last of x shifts all scores of an example.
    shifting = np.round(16 * W) / 16
    shifting[:, -1] = 1
    X = np.round(16 * X) / 16
    for name, shifts in (
        ("all scores shifted by 1000", [1000] * 5),
        ("all scores shifted by -1000", [-1000] * 5),
        ("scores of rows 2000 below those of other rows", [0, -2000, 0, 0, -2000]),
    ):
        moved = X.copy()
        moved[:, -1] = shifts
        yield Case(name, {"W": shifting, "X": moved, "y": y, "reg": 1e-3})
    moved = np.column_stack([X[:4, :2], np.full(4, -1000.0), np.full(4, -2000.0)])
    below = np.column_stack([shifting, [0, 0, 0, 1]])  # the last x moves class 3 alone
    square = {"W": below, "X": moved, "y": np.array([3, 3, 0, 1]), "reg": 1e-3}
    yield Case("N equals C, a class 2000 below the others", square)
    moved = np.column_stack([X[:4, :2], 1000.0 * np.array([1, 0, 0, 1])])
    upwards = {"W": shifting, "X": moved, "y": square["y"], "reg": 1e-3}
    yield Case("N equals C, scores of rows 1000 above those of other rows", upwards)
    rng = draw.rng(121)
    for name, distance in (("above", 2000.0), ("below", -2000.0)):
        apart = np.array([2, 0, 3, 1, 0]) if draw.is_public else np.append(rng.permutation(4), 0)
        # One more input for each class, which moves it alone.
        moves = {
            "W": np.hstack([shifting[:, :2], np.eye(4)]),
            "X": np.hstack([X[:, :2], distance * np.eye(4)[apart]]),
        }
        yield Case(f"one class 2000 {name} the others, each in turn", {**moves, "y": y, "reg": 1e-3})


def _imitation(
    W: Array,
    X: Array,
    y: Array,
    reg: float,
    *,
    subtracted: str = "label",
    gradient_of: str = "probabilities",
    overwritten: bool = False,
    accumulated: str = "all",
    averaged_over_classes: str = "",
    buffer: str = "as floats",
    **switches: Any,
) -> tuple[Array, Array]:
    """`softmax_loss` with a switch for each mistake; further switches are those of its parts."""
    scores = X @ W.T
    labels, picked = switches.get("labels", "as given"), switches.get("picked", "")
    used = y if labels == "one-hot" else used_labels(y, labels)
    p, log_p = class_probabilities(scores, used, **those_of(class_probabilities, switches))
    targets = _targets(p, used, subtracted, picked)
    taken = {
        "scores": scores,
        "slopes": p * (1 - p),
        "exponentials": np.exp(scores - scores.max(axis=1)[:, None]),
    }
    dscores = taken.get(gradient_of, p) - targets
    if gradient_of == "1 / p":  # sent back through the logarithm and the division, it is 0 / 0 at p = 0
        correct = p[np.arange(len(y)), used][:, None]
        dscores = dscores * (correct / correct)
    if gradient_of == "the correct class":
        dscores = dscores * targets
    if subtracted == "replaced":
        dscores = np.where(targets == 1, -1, p)
    if overwritten:  # the loss is computed from p - t, under the name of p
        log_p = np.log(dscores)
    losses = label_losses(scores, p, log_p, y, **those_of(label_losses, switches))
    gradient = _gradient_sum(dscores, p, X, used, accumulated)
    over = divisors(len(X), len(W), averaged_over_classes)
    parts = losses / over["loss"], gradient / over["gradient"]
    loss, dW = batch_mean(*parts, **those_of(batch_mean, switches))
    R, dR = squared_penalty(W, reg, len(X), **those_of(squared_penalty, switches))
    return loss + R, collected(dW + dR, W, buffer)


def _targets(p: Array, y: Array, subtracted: str, picked: str) -> Array:
    rows, t = np.arange(len(y)), np.zeros(p.shape)
    if subtracted == "every class":
        return t + 1
    t[(slice(None), y) if "columns" in (picked, subtracted) else (rows, y)] = 1
    return t * {"nothing": 0, "C times": p.shape[1], "added": -1}.get(subtracted, 1)


def _gradient_sum(dscores: Array, p: Array, X: Array, y: Array, accumulated: str) -> Array:
    if accumulated == "last":
        return np.outer(dscores[-1], X[-1])
    if accumulated == "by fancy indexing":
        gradient = p.T @ X
        gradient[y] -= X
        return gradient
    return dscores.T @ X


_GRADIENT_MISTAKES = (
    Mistake(
        "one_hot_not_subtracted",
        "The gradient lacks the correct class: subtract 1 from its probability first.",
        {"subtracted": "nothing"},
        formula="(p - t).T @ X",
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
        "one_hot_added",
        "1 is added to the probability of the correct class: it is subtracted, p[i, y[i]] -= 1.",
        {"subtracted": "added"},
    ),
    Mistake(
        "correct_class_gradient_is_minus_one",
        "The correct class gets -1 in the gradient: it is p - 1 there, p[i, y[i]] -= 1, not = -1.",
        {"subtracted": "replaced"},
    ),
    Mistake(
        "one_hot_subtracted_in_columns",
        "In the gradient 1 is subtracted in whole columns, p[:, y]: pair rows with labels.",
        {"subtracted": "columns"},
        formula="p[np.arange(N), y] -= 1",
    ),
    Mistake(
        "scores_in_gradient",
        "The gradient is made of the scores: make it of the probabilities.",
        {"gradient_of": "scores"},
        formula="(p - t).T @ X",
    ),
    Mistake(
        "slope_of_softmax_in_gradient",
        "The gradient is made of the slope of one probability: that of the whole loss is simpler,"
        " the probabilities with 1 subtracted at the correct class.",
        {"gradient_of": "slopes", "subtracted": "nothing"},
        formula="(p - t).T @ X",
    ),
    Mistake(
        "slope_of_softmax_in_gradient",
        "The gradient is made of the slope of one probability: that of the whole loss is made of "
        "the probabilities themselves.",
        {"gradient_of": "slopes"},
        paired=False,
        formula="(p - t).T @ X",
    ),
    Mistake(
        "exponentials_in_gradient",
        "The gradient is made of exponentials that are not divided by their sum: take the probabilities.",
        {"gradient_of": "exponentials"},
    ),
    *OVER_CLASSES_MISTAKES,
    Mistake(
        "sigmoid_per_class",
        "The loss is that of a sigmoid of the correct score alone, and so is its gradient: softmax divides "
        "e**s_k by the sum over all classes, so every class has a gradient.",
        {"normaliser": "log sigmoid", "gradient_of": "the correct class"},
    ),
    Mistake(
        "sigmoid_per_class",
        "The loss takes a sigmoid of each score alone (the gradient is that of softmax): log p "
        "has the sum over all classes.",
        {"normaliser": "log sigmoid, in the loss"},
        formula="s_k - log(sum(e**s_j))",
    ),
    Mistake(
        "binary_cross_entropy_per_class",
        f"In the loss each class has a sigmoid and {BINARY_PER_CLASS}",
        {"returned": "binary of logits"},
    ),
    Mistake(
        "log_of_a_negative_number",
        "The loss is nan everywhere: it is the logarithm of a negative number, such as a score, or p after 1 "
        "was subtracted there. Take it of the probabilities, before anything is subtracted from them.",
        {"overwritten": True},
        paired=False,  # a loss that is nan hides every other mistake in it
    ),
    REPEATED_LABELS_LOST,
    last_example_only("dW"),
    *integer_mistakes("W"),
)


# What loss and gradient give away where p is taken as it is.
_UNSHIFTED_LOG_MISTAKES = (
    SMALLEST_SUBTRACTED,
    *(
        replace(each, settings={**each.settings, "log_of": "probability"})
        for each in (SMALLEST_SUBTRACTED, *PROBABILITY_MISTAKES)
        if each.id == SMALLEST_SUBTRACTED.id
    ),
    *(
        replace(each, settings={**each.settings, "gradient_of": "1 / p"}, paired=False)
        for each in LOG_MISTAKES
        if each.settings.get("log_of") == "probability"
    ),
)

SOFTMAX_LOSS = Exercise(
    name="softmax_loss",
    topic="softmax",
    inputs=("W: (C, d)", "X: (N, d)", "y: (N,) int", "reg: scalar"),
    outputs=("loss: scalar", "dW: (C, d)"),
    reference=softmax_loss,
    cases=with_steps(_cases, linear_classifier_steps(softmax_steps)),
    imitation=_imitation,
    mistakes=(
        *BATCH_MEAN_MISTAKES,
        *_GRADIENT_MISTAKES,
        *PROBABILITY_MISTAKES,
        *LOSS_OR_GRADIENT_MISTAKES,
        *LOG_MISTAKES,
        *_UNSHIFTED_LOG_MISTAKES,
        *LABEL_MISTAKES,
        *PENALTY_MISTAKES,
        *DATA_PART_MISTAKES,
        *DATA_FACTOR_MISTAKES,
    ),
    gradients={"dW": ("loss", "W")},
)
