"""Squared error of a linear model, for one example and for a batch."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.batch_mean import BATCH_MEAN_MISTAKES, batch_mean
from autograder.exercises.parts.batches import batches
from autograder.exercises.parts.integer_buffer import collected, integer_mistakes
from course_lib.losses.least_squares import squared_error, squared_error_batch

TOPIC = "gradient_descent"


def _example_cases():
    for case in _batch_cases():
        W, X, T = case.arguments.values()
        name = {"one example": "a wide matrix", "a larger batch": "many inputs and outputs"}.get(case.name)
        yield Case(name or case.name, {"W": W, "x": X[0], "t": T[0]}, case.public)
    rng = np.random.default_rng(330)
    yield Case(
        "one output", {"W": rng.normal(size=(1, 4)), "x": rng.normal(size=4), "t": np.array([0.5])}, True
    )
    yield Case("one input", {"W": rng.normal(size=(3, 1)), "x": np.array([1.5]), "t": rng.normal(size=3)})


def _batch_cases():
    for batch in batches(seed=33):
        W, X = batch.rng.normal(size=(batch.C, batch.d)), batch.rng.normal(size=(batch.N, batch.d))
        yield Case(batch.name, {"W": W, "X": X, "T": batch.rng.normal(size=(batch.N, batch.C))}, batch.public)
    rng = np.random.default_rng(331)
    W, X, T = rng.normal(size=(2, 3)), rng.normal(size=(5, 3)), rng.normal(size=(5, 2))
    yield Case("large weights", {"W": 1000 * W, "X": X, "T": T})
    yield Case("targets 0", {"W": W, "X": X, "T": 0 * T})
    whole = rng.integers(1, 4, size=(2, 3)) * np.array([[1, -1, 1], [1, 1, -1]])
    yield Case("integer W", {"W": whole, "X": X, "T": T}, public=True)


def errors_and_gradients(
    W, X, T, *, target=True, factor=2.0, power="square", terms="C", error_in="own", input_used=True
):
    """Return losses (N,) and gradients (N, C, d); the switches are those of `ERROR_MISTAKES`."""
    errors = X @ W.T - (T if target else 0)  # (N, C)
    costs = {"square": errors**2, "absolute": np.abs(errors), "none": errors, "half": errors**2 / 2}[power]
    if terms == "d":  # a loop over range(d) instead of range(C)
        if X.shape[1] > errors.shape[1]:
            raise IndexError(f"index {errors.shape[1]} is out of bounds")
        costs = costs[:, : X.shape[1]]
    losses = {"root": lambda: np.sqrt(costs.sum(axis=1)), "mean": lambda: costs.mean(axis=1)}.get(
        terms, lambda: costs.sum(axis=1)
    )()
    left = errors if error_in == "own" else np.sign(errors) if error_in == "sign" else X @ W.T
    right = X if input_used else np.ones(X.shape)
    scale = factor / errors.shape[1] if terms == "mean" else factor
    return losses, scale * left[:, :, None] * right[:, None, :]


def _example_imitation(W, x, t, *, buffer="as floats", loss_per_output=False, **switches):
    losses, gradients = errors_and_gradients(W, x[None, :], t[None, :], **switches)
    dW = collected(gradients[0], W, buffer)
    return (W @ x - t) ** 2 if loss_per_output else losses[0], dW


_MEAN = frozenset({"loss_averaged", "gradient_averaged", "loss_per_example", "left_out"})


def _batch_imitation(W, X, T, *, buffer="as floats", accumulated="all", **switches):
    own = {key: value for key, value in switches.items() if key not in _MEAN}
    losses, gradients = errors_and_gradients(W, X, T, **own)
    total = gradients[-1] if accumulated == "last" else gradients.sum(axis=0)
    mean = {key: value for key, value in switches.items() if key in _MEAN}
    loss, dW = batch_mean(losses, total, **mean)
    return loss, collected(dW, W, buffer)


ERROR_MISTAKES = (
    Mistake(
        "target_missing",
        "The target is not subtracted: the error is W x - t.",
        {"target": False},
    ),
    Mistake(
        "target_missing_in_gradient",
        "The gradient uses the output instead of the error: it is 2 (W x - t) xᵀ.",
        {"error_in": "output"},
    ),
    Mistake(
        "factor_two_missing",
        "The gradient lacks the factor 2: the derivative of (y - t)² is 2 (y - t).",
        {"factor": 1.0},
    ),
    Mistake(
        "halved",
        "The loss has a factor ½: here it is the whole squared error, with the gradient 2 (W x - t) xᵀ.",
        {"power": "half", "factor": 1.0},
    ),
    Mistake("loss_halved", "The loss has a factor ½: here it is the whole squared error.", {"power": "half"}),
    Mistake(
        "absolute_error",
        "The errors count with their absolute value: square them, np.sum((W @ x - t)**2).",
        {"power": "absolute"},
    ),
    Mistake(
        "not_squared",
        "The errors are not squared: positive and negative ones cancel. Write np.sum((W @ x - t)**2).",
        {"power": "none"},
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
        {"terms": "d"},
    ),
    Mistake(
        "sign_of_error_in_gradient",
        "The gradient holds the sign of the error: it is the error itself, 2 (W x - t) xᵀ.",
        {"error_in": "sign"},
    ),
    Mistake(
        "input_missing_in_gradient",
        "The gradient lacks the input: dW is the outer product of 2 (W x - t) with x.",
        {"input_used": False},
    ),
    *integer_mistakes("W"),
)

SQUARED_ERROR = Exercise(
    name="squared_error",
    topic=TOPIC,
    inputs=("W: (C, d)", "x: (d,)", "t: (C,)"),
    outputs=("loss: scalar", "dW: (C, d)"),
    reference=squared_error,
    cases=_example_cases,
    imitation=_example_imitation,
    mistakes=(
        *ERROR_MISTAKES,
        Mistake(
            "loss_per_output",
            "The loss is returned per output: it is one number, the sum over the C outputs.",
            {"loss_per_output": True},
        ),
    ),
    same_as={"dW_halved": "factor_two_missing"},
    gradients={"dW": ("loss", "W")},
)

SQUARED_ERROR_BATCH = Exercise(
    name="squared_error_batch",
    topic=TOPIC,
    inputs=("W: (C, d)", "X: (N, d)", "T: (N, C)"),
    outputs=("loss: scalar", "dW: (C, d)"),
    reference=squared_error_batch,
    cases=_batch_cases,
    imitation=_batch_imitation,
    mistakes=(
        *BATCH_MEAN_MISTAKES,
        *ERROR_MISTAKES,
        Mistake(
            "last_example_only",
            "The gradient holds only the last example: add to dW in the loop (+=) instead of assigning it.",
            {"accumulated": "last"},
        ),
    ),
    same_as={
        "dW_halved": "factor_two_missing",
        "loss_times_N": "not_averaged_in_loss",
        "dW_times_N": "not_averaged_in_gradient",
    },
    gradients={"dW": ("loss", "W")},
)
