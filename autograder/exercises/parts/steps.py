"""Values on the way to an answer, by which a student's own arrays are told right from wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case
from autograder.exercises.parts.arrays import Array

Step = tuple[str, Array]


def with_steps(
    cases: Callable[[Draw], Iterable[Case]], steps: Callable[..., Iterable[Step]]
) -> Callable[[Draw], Iterator[Case]]:
    """Return the same cases with the values on the way: `steps` gets a case's arguments by name."""

    def cases_with_steps(draw: Draw) -> Iterator[Case]:
        for case in cases(draw):
            with np.errstate(all="ignore"):
                found = tuple((name, np.asarray(value, float)) for name, value in steps(**case.arguments))
            yield replace(case, steps=found)

    return cases_with_steps


def hinge_steps(scores: Array, y: Array) -> Iterator[Step]:
    """Yield what lies on the way from scores (N, C) to hinge losses (N,) and their gradient."""
    rows = np.arange(len(y))
    correct = scores[rows, y]
    raw = scores - correct[:, None] + 1
    clamped = np.maximum(raw, 0)
    terms = clamped.copy()
    terms[rows, y] = 0
    active = (terms > 0) * 1.0
    coefficients = active.copy()
    coefficients[rows, y] = -active.sum(axis=1)
    others = np.arange(scores.shape[1]) != y[:, None]
    yield "the scores", scores
    yield "the scores of the correct classes", correct
    yield "the differences of the scores", raw - 1
    yield "the differences plus the margin", raw
    yield "the differences plus the margin, of the wrong classes", raw[others]
    yield "the terms, that of the correct class included", clamped
    yield "the terms", terms
    yield "the squared terms", terms**2
    yield "where a term is active", active
    yield "how many terms of each example are active", active.sum(axis=1)
    yield "the gradients of the scores", coefficients
    yield "the losses", terms.sum(axis=1)
    yield "the losses of the squared terms", (terms**2).sum(axis=1)


def softmax_steps(scores: Array, y: Array | None = None) -> Iterator[Step]:
    """Yield what lies on the way from scores (N, C) to probabilities and, with labels, to their losses."""
    largest = scores.max(axis=1, keepdims=True)
    shifted = scores - largest
    exponentials = np.exp(shifted)
    sums = exponentials.sum(axis=1, keepdims=True)
    p, log_p = exponentials / sums, shifted - np.log(sums)
    yield "the scores", scores
    yield "the largest score of each row", largest[:, 0]
    yield "the shifted scores", shifted
    yield "the exponentials", exponentials
    yield "the sums of the exponentials", sums[:, 0]
    yield "the logarithms of the sums", np.log(sums[:, 0])
    yield "the logarithms of the sums, the largest score added", (np.log(sums) + largest)[:, 0]
    yield "the probabilities", p
    yield "the log-probabilities", log_p
    if y is not None:
        rows = np.arange(len(y))
        targets = np.zeros(p.shape)
        targets[rows, y] = 1
        yield "the targets", targets
        yield "the scores of the correct classes", scores[rows, y]
        yield "the shifted scores of the correct classes", shifted[rows, y]
        yield "the probabilities of the correct classes", p[rows, y]
        yield "the log-probabilities of the correct classes", log_p[rows, y]
        yield "the losses", -log_p[rows, y]
        yield "the gradients of the scores", p - targets
        yield "the gradients of the scores, over N", (p - targets) / len(y)


def linear_classifier_steps(
    of_scores: Callable[..., Iterable[Step]],
) -> Callable[..., Iterator[Step]]:
    """Return the steps of a penalised loss of the scores X @ W.T, given those of the loss itself."""

    def steps(W: Array, X: Array, y: Array, reg: float) -> Iterator[Step]:
        N = len(X)
        values = dict(of_scores(X @ W.T, y))
        yield from values.items()
        losses, gradient = values["the losses"], values["the gradients of the scores"].T @ X
        yield "the sum of the losses", losses.sum()
        yield "the mean of the losses", losses.mean()
        yield "the sum of the squared weights", np.sum(np.square(W, dtype=float))
        yield "the penalty", reg * np.sum(np.square(W, dtype=float))
        yield "the gradient of the sum of the losses", gradient
        yield "the gradient of the mean of the losses", gradient / N
        yield "the gradient of the penalty", 2 * reg * W
        yield "the loss", losses.mean() + reg * np.sum(np.square(W, dtype=float))
        yield "the gradient of the loss", gradient / N + 2 * reg * W

    return steps


def two_layer_steps(
    X: Array, y: Array, W1: Array, b1: Array, W2: Array, b2: Array, reg: float
) -> Iterator[Step]:
    """Yield what lies on the way through a two-layer ReLU net with a softmax loss, and back."""
    Z = X @ W1.T + b1
    hidden = np.maximum(Z, 0)
    values: dict[str, Any] = dict(softmax_steps(hidden @ W2.T + b2, y))
    dscores = values["the gradients of the scores, over N"]
    dhidden = dscores @ W2
    dZ = dhidden * (Z > 0)
    data, penalty = values["the losses"].mean(), reg * (np.sum(W1**2) + np.sum(W2**2))
    yield "the first layer's products", X @ W1.T
    yield "the first layer before the ReLU", Z
    yield "the hidden layer", hidden
    yield from values.items()
    yield "the sum of the losses", values["the losses"].sum()
    yield "the mean of the losses", data
    yield "the penalty", penalty
    yield "the gradient of the hidden layer", dhidden
    yield "the gradient before the ReLU", dZ
    yield "the gradient of W2 without the penalty", dscores.T @ hidden
    yield "the gradient of W1 without the penalty", dZ.T @ X
    yield "the gradient of b2", dscores.sum(axis=0)
    yield "the gradient of b1", dZ.sum(axis=0)
    yield "the gradient of W2", dscores.T @ hidden + 2 * reg * W2
    yield "the gradient of W1", dZ.T @ X + 2 * reg * W1
    yield "the loss", data + penalty
