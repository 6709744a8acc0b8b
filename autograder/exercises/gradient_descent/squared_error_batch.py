"""The mean squared error of a linear model for a batch."""

from __future__ import annotations

from typing import Any

from autograder.exercises.exercise import Exercise
from autograder.exercises.gradient_descent.errors import ERROR_MISTAKES, batch_cases, errors_and_gradients
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.batch_mean import BATCH_MEAN_MISTAKES, batch_mean, last_example_only
from autograder.exercises.parts.integer_buffer import collected
from autograder.exercises.parts.switches import those_of
from course_lib.losses.least_squares import squared_error_batch


def _imitation(
    W: Array, X: Array, T: Array, *, buffer: str = "as floats", accumulated: str = "all", **switches: Any
) -> tuple[Array, Array]:
    """`squared_error_batch` with a switch for each mistake; further switches are those of its parts."""
    losses, gradients = errors_and_gradients(W, X, T, **those_of(errors_and_gradients, switches))
    total = gradients[-1] if accumulated == "last" else gradients.sum(axis=0)
    loss, dW = batch_mean(losses, total, **those_of(batch_mean, switches))
    return loss, collected(dW, W, buffer)


SQUARED_ERROR_BATCH = Exercise(
    name="squared_error_batch",
    topic="gradient_descent",
    inputs=("W: (C, d)", "X: (N, d)", "T: (N, C)"),
    outputs=("loss: scalar", "dW: (C, d)"),
    reference=squared_error_batch,
    cases=batch_cases,
    imitation=_imitation,
    mistakes=(
        *BATCH_MEAN_MISTAKES,
        *ERROR_MISTAKES,
        last_example_only("dW"),
    ),
    same_as={
        "dW_halved": "factor_two_missing",
        "loss_times_N": "not_averaged_in_loss",
        "dW_times_N": "not_averaged_in_gradient",
    },
    gradients={"dW": ("loss", "W")},
)
