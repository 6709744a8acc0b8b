"""Training of the two-layer sigmoid net by gradient descent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.sigmoid import sigmoid, sigmoid_slope
from course_lib.networks.sigmoid_net import XOR_X, XOR_Y, first_weights, train_two_layer


def _cases(draw: Draw) -> Iterator[Case]:
    # (name, N, d, H, C, learning rate, steps)
    table = (
        ("one step", 5, 3, 4, 2, 0.5, 1),
        ("three steps", 4, 2, 3, 1, 1.0, 3),
        ("one example", 1, 4, 3, 2, 0.7, 2),
        ("all sizes equal", 3, 3, 3, 3, 0.4, 2),
        ("no step at all", 3, 2, 4, 1, 1.0, 0),
        ("many hidden units", 6, 2, 15, 3, 0.2, 4),
        ("one hidden unit", 5, 3, 1, 2, 0.6, 3),
    )
    for number, (name, N, d, H, C, rate, n_steps) in enumerate(table):
        rng = draw.rng(37, number)
        data = {"X": rng.normal(size=(N, d)), "Y": rng.uniform(size=(N, C))}
        weights = {"W0": rng.normal(size=(d, H)), "W1": rng.normal(size=(H, C))}
        yield Case(name, {**data, **weights, "learning_rate": rate, "n_steps": n_steps})
    weights = {"W0": first_weights((3, 4), rng), "W1": first_weights((4, 1), rng)}
    steps = {"learning_rate": 1, "n_steps": 30}
    yield Case("the exclusive or", {"X": XOR_X, "Y": XOR_Y, **weights, **steps})


def _imitation(
    X: Array,
    Y: Array,
    W0: Array,
    W1: Array,
    learning_rate: float,
    n_steps: int,
    *,
    direction: float = -1.0,
    rate: str = "in both layers",
    factor: float = 1.0,
    averaged: bool = False,
    trained: str = "both layers",
    count: int = 0,
    **switches: Any,
) -> tuple[Array, Array]:
    """`train_two_layer` with a switch for each mistake; further switches are those of `_gradients`."""
    W0, W1 = np.array(W0, dtype=float), np.array(W1, dtype=float)
    scale = direction * factor / (len(X) if averaged else 1)
    scale0 = scale * (1 if rate in ("missing", "missing in layer 0") else learning_rate)
    scale1 = scale * (1 if rate in ("missing", "missing in layer 1") else learning_rate)
    for _ in range(max(0, n_steps + count)):
        dW0, dW1 = _gradients(X, Y, W0, W1, scale1, **switches)
        W0 = W0 if trained == "layer 1 alone" else W0 + scale0 * dW0
        W1 = W1 if trained == "layer 0 alone" else W1 + scale1 * dW1
    return W0, W1


def _gradients(
    X: Array,
    Y: Array,
    W0: Array,
    W1: Array,
    scale1: float,
    *,
    output_slope: str = "value (1 - value)",
    hidden_slope: str = "value (1 - value)",
    hidden_error: str = "delta",
    moved_first: bool = False,
) -> tuple[Array, Array]:
    """Return the gradients of half the squared error; `scale1` is for a step of W1 that comes first."""
    z0 = X @ W0
    hidden = sigmoid(z0)
    z1 = hidden @ W1
    outputs = sigmoid(z1)
    error = outputs - Y
    delta1 = error * sigmoid_slope(z1, outputs, slope=output_slope)
    dW1 = hidden.T @ delta1
    sent_back = (error if hidden_error == "error" else delta1) @ (W1 + scale1 * dW1 if moved_first else W1).T
    delta0 = sent_back * sigmoid_slope(z0, hidden, slope=hidden_slope)
    return X.T @ delta0, dW1


_SLOPE_OF_ARGUMENT = (
    "takes the sigmoid's argument for its value: σ′ = σ(1 - σ), with the value σ that the layer returned."
)
_SLOPE_TWICE = "applies the sigmoid once more: the layer's value already is σ, so σ′ is value * (1 - value)."

TRAIN_TWO_LAYER = Exercise(
    name="train_two_layer",
    topic="gradient_descent",
    inputs=(
        *("X: (N, d)", "Y: (N, C)", "W0: (d, H)", "W1: (H, C)"),
        *("learning_rate: scalar", "n_steps: scalar int"),
    ),
    outputs=("W0: (d, H)", "W1: (H, C)"),
    reference=train_two_layer,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        Mistake(
            "layer_1_moved_first",
            "The hidden delta uses the updated W1: compute both deltas with the old weights, then step.",
            {"moved_first": True},
        ),
        Mistake(
            "ascent",
            "The steps go uphill: with outputs - Y as error, subtract (with Y - outputs, add).",
            {"direction": 1.0},
        ),
        Mistake(
            "learning_rate_missing",
            "The learning rate is missing: each step is W - learning_rate * gradient, in both layers.",
            {"rate": "missing"},
        ),
        Mistake(
            "learning_rate_missing_in_layer_0",
            "The learning rate is missing in the step of W0.",
            {"rate": "missing in layer 0"},
        ),
        Mistake(
            "learning_rate_missing_in_layer_1",
            "The learning rate is missing in the step of W1.",
            {"rate": "missing in layer 1"},
        ),
        Mistake(
            "output_slope_missing",
            "The output delta lacks the slope of the sigmoid: (outputs - Y) * outputs * (1 - outputs).",
            {"output_slope": "missing"},
        ),
        Mistake(
            "output_slope_of_argument",
            f"The output delta {_SLOPE_OF_ARGUMENT}",
            {"output_slope": "of the argument"},
        ),
        Mistake("output_slope_twice", f"The output delta {_SLOPE_TWICE}", {"output_slope": "of the value"}),
        Mistake(
            "hidden_slope_missing",
            "The hidden delta lacks the slope of the sigmoid: (delta1 @ W1.T) * hidden * (1 - hidden).",
            {"hidden_slope": "missing"},
        ),
        Mistake(
            "hidden_slope_of_argument",
            f"The hidden delta {_SLOPE_OF_ARGUMENT}",
            {"hidden_slope": "of the argument"},
        ),
        Mistake("hidden_slope_twice", f"The hidden delta {_SLOPE_TWICE}", {"hidden_slope": "of the value"}),
        Mistake(
            "error_sent_back",
            "The bare error is sent back to the hidden layer: send the output delta, which holds the slope "
            "of the output sigmoid.",
            {"hidden_error": "error"},
        ),
        Mistake(
            "factor_two",
            "The gradient has a factor 2: the loss is half the squared error, so its slope is the error.",
            {"factor": 2.0},
        ),
        Mistake(
            "averaged_over_examples",
            "The gradient is averaged over the examples: here the loss is their sum.",
            {"averaged": True},
        ),
        Mistake(
            "layer_0_not_trained",
            "W0 never moves: update both layers in every step.",
            {"trained": "layer 1 alone"},
        ),
        Mistake(
            "layer_1_not_trained",
            "W1 never moves: update both layers in every step.",
            {"trained": "layer 0 alone"},
        ),
        Mistake("one_step_too_few", "One step is missing: take n_steps of them.", {"count": -1}),
        Mistake("one_step_too_many", "There is one step too many: take n_steps of them.", {"count": 1}),
    ),
)
