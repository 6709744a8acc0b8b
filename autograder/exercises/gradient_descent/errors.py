"""Squared errors of a linear model with their gradients, and the ways to get them wrong."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.batches import batches
from autograder.exercises.parts.integer_buffer import integer_mistakes


def batch_cases(draw: Draw) -> Iterator[Case]:
    """Weights W (C, d), inputs X (N, d) and targets T (N, C)."""
    for batch in batches(draw, seed=33):
        W, X = batch.rng.normal(size=(batch.C, batch.d)), batch.rng.normal(size=(batch.N, batch.d))
        yield Case(batch.name, {"W": W, "X": X, "T": batch.rng.normal(size=(batch.N, batch.C))})
    rng = draw.rng(331)
    W, X, T = rng.normal(size=(2, 3)), rng.normal(size=(5, 3)), rng.normal(size=(5, 2))
    yield Case("large weights", {"W": 1000 * W, "X": X, "T": T})
    yield Case("targets 0", {"W": W, "X": X, "T": 0 * T})
    whole = rng.integers(1, 4, size=(2, 3)) * np.array([[1, -1, 1], [1, 1, -1]])
    yield Case("integer W", {"W": whole, "X": X, "T": T}, unasked=True)


def errors_and_gradients(
    W: Array,
    X: Array,
    T: Array,
    *,
    target: bool = True,
    factor: float = 2.0,
    power: str = "square",
    terms: str = "sum over C",
    left_factor: str = "error",
    input_used: bool = True,
) -> tuple[Array, Array]:
    """Return losses (N,) and gradients (N, C, d); the switches are those of `ERROR_MISTAKES`.

    Raises
    ------
    IndexError
        If the terms are summed over d and there are fewer than d.
    """
    outputs = X @ W.T
    errors = outputs - (T if target else 0)  # (N, C)
    N, C = errors.shape
    costs = {"square": errors**2, "absolute": np.abs(errors), "missing": errors, "half": errors**2 / 2}[power]
    if terms == "sum over d":  # a loop over range(d) instead of range(C)
        d = X.shape[1]
        if d > C:
            raise IndexError(f"index {C} is out of bounds")
        costs = costs[:, :d]
    losses = costs.mean(axis=1) if terms == "mean" else costs.sum(axis=1)
    losses = np.sqrt(losses) if terms == "root" else losses
    losses = errors.sum(axis=1) ** 2 if terms == "added before the square" else losses
    left = {"error": errors, "sign": np.sign(errors), "output": outputs}[left_factor]
    right = X if input_used else np.ones(X.shape)
    scale = factor / C if terms == "mean" else factor
    return losses, scale * left[:, :, None] * right[:, None, :]


ERROR_MISTAKES = (
    Mistake(
        "target_missing",
        "The target is not subtracted: the error is W x - t.",
        {"target": False},
    ),
    Mistake(
        "target_missing_in_gradient",
        "The gradient uses the output instead of the error: it is 2 (W x - t) xᵀ.",
        {"left_factor": "output"},
    ),
    Mistake(
        "factor_two_missing",
        "The gradient lacks the factor 2: differentiate the square.",
        {"factor": 1.0},
        formula="2 (y - t)",
    ),
    Mistake(
        "halved",
        "The loss has a factor ½: here it is the whole squared error, with the gradient 2 (W x - t) xᵀ.",
        {"power": "half", "factor": 1.0},
    ),
    Mistake("loss_halved", "The loss has a factor ½: here it is the whole squared error.", {"power": "half"}),
    Mistake(
        "absolute_error",
        "The errors count with their absolute value: square them.",
        {"power": "absolute"},
        formula="np.sum((W @ x - t)**2)",
    ),
    Mistake(
        "not_squared",
        "The errors are not squared: positive and negative ones cancel, so square each before you add up.",
        {"power": "missing"},
        formula="np.sum((W @ x - t)**2)",
    ),
    Mistake(
        "sum_squared",
        "The sum of the errors is squared, in which they cancel: square each, then add up.",
        {"terms": "added before the square"},
        formula="np.sum((W @ x - t)**2)",
    ),
    Mistake(
        "root_taken",
        "The loss is the length of the error: leave out the root (np.linalg.norm takes it).",
        {"terms": "root"},
    ),
    Mistake(
        "averaged_over_outputs",
        "The squared errors are averaged over the C outputs: they are added up, np.sum.",
        {"terms": "mean"},
    ),
    Mistake(
        "summed_over_inputs",
        "The sum of squares runs to d, the number of inputs: it runs over the C outputs.",
        {"terms": "sum over d"},
    ),
    Mistake(
        "sign_of_error_in_gradient",
        "The gradient holds the sign of the error: it is the error itself, 2 (W x - t) xᵀ.",
        {"left_factor": "sign"},
    ),
    Mistake(
        "input_missing_in_gradient",
        "The gradient lacks the input: dW is the outer product of 2 (W x - t) with x.",
        {"input_used": False},
    ),
    *integer_mistakes("W"),
)
