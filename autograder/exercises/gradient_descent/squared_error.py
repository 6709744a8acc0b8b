"""The squared error of a linear model for one example."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.gradient_descent.errors import ERROR_MISTAKES, batch_cases, errors_and_gradients
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.integer_buffer import collected
from course_lib.losses.least_squares import squared_error


def _cases(draw: Draw) -> Iterator[Case]:
    for case in batch_cases(draw):
        W, X, T = case.arguments.values()
        name = {"one example": "a wide matrix", "a larger batch": "many inputs and outputs"}.get(case.name)
        yield Case(name or case.name, {"W": W, "x": X[0], "t": T[0]}, case.unasked)
    rng = draw.rng(330)
    one = (0.5, 1.5) if draw.is_public else rng.uniform(0.5, 1.5, size=2)
    W, x = rng.normal(size=(1, 4)), rng.normal(size=4)
    yield Case("one output", {"W": W, "x": x, "t": np.array([one[0]])})
    yield Case("one input", {"W": rng.normal(size=(3, 1)), "x": np.array([one[1]]), "t": rng.normal(size=3)})


def _imitation(
    W: Array, x: Array, t: Array, *, buffer: str = "as floats", loss_per_output: bool = False, **switches: Any
) -> tuple[Array, Array]:
    """`squared_error` with a switch for each mistake; others are those of `errors_and_gradients`."""
    losses, gradients = errors_and_gradients(W, x[None, :], t[None, :], **switches)
    dW = collected(gradients[0], W, buffer)
    return (W @ x - t) ** 2 if loss_per_output else losses[0], dW


SQUARED_ERROR = Exercise(
    name="squared_error",
    topic="gradient_descent",
    inputs=("W: (C, d)", "x: (d,)", "t: (C,)"),
    outputs=("loss: scalar", "dW: (C, d)"),
    reference=squared_error,
    cases=_cases,
    imitation=_imitation,
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
