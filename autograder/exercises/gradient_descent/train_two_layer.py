"""Training of the two-layer sigmoid net by gradient descent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.sigmoid import sigmoid, sigmoid_slope
from course_lib.networks.sigmoid_net import XOR_T, XOR_X, first_weights, train_two_layer


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
        data = {"X": rng.normal(size=(N, d)), "T": rng.uniform(size=(N, C))}
        weights = {"W1": rng.normal(size=(H, d)), "W2": rng.normal(size=(C, H))}
        yield Case(name, {**data, **weights, "learning_rate": rate, "n_steps": n_steps})
    weights = dict(zip(("W1", "W2"), first_weights(3, 4, 1, rng), strict=True))
    steps = {"learning_rate": 1, "n_steps": 30}
    yield Case("the exclusive or", {"X": XOR_X, "T": XOR_T, **weights, **steps})


def _imitation(
    X: Array,
    T: Array,
    W1: Array,
    W2: Array,
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
    W1, W2 = np.array(W1, dtype=float), np.array(W2, dtype=float)
    scale = direction * factor / (len(X) if averaged else 1)
    scale1 = scale * (1 if rate in ("missing", "missing in layer 1") else learning_rate)
    scale2 = scale * (1 if rate in ("missing", "missing in layer 2") else learning_rate)
    for _ in range(max(0, n_steps + count)):
        dW1, dW2 = _gradients(X, T, W1, W2, scale2, **switches)
        W1 = W1 if trained == "layer 2 alone" else W1 + scale1 * dW1
        W2 = W2 if trained == "layer 1 alone" else W2 + scale2 * dW2
    return W1, W2


def _gradients(
    X: Array,
    T: Array,
    W1: Array,
    W2: Array,
    scale2: float,
    *,
    output: str = "sigmoid",
    output_slope: str = "value (1 - value)",
    hidden_slope: str = "value (1 - value)",
    hidden_error: str = "delta",
    moved_first: bool = False,
) -> tuple[Array, Array]:
    """Return the gradients of half the squared error; `scale2` is for a step of W2 that comes first."""
    z1 = X @ W1.T
    hidden = sigmoid(z1)
    z2 = hidden @ W2.T
    outputs = z2 if output == "linear" else sigmoid(z2)
    error = outputs - T
    delta2 = error * sigmoid_slope(z2, outputs, slope=output_slope)
    dW2 = delta2.T @ hidden
    sent_back = (error if hidden_error == "error" else delta2) @ (W2 + scale2 * dW2 if moved_first else W2)
    delta1 = sent_back * sigmoid_slope(z1, hidden, slope=hidden_slope)
    return delta1.T @ X, dW2


_SLOPE_OF_ARGUMENT = (
    "takes the sigmoid's argument for its value: the slope is made of the value that the layer returned."
)
_SLOPE_TWICE = "applies the sigmoid once more: the layer's value already is one, so make the slope of that."

TRAIN_TWO_LAYER = Exercise(
    name="train_two_layer",
    topic="gradient_descent",
    inputs=(
        *("X: (N, d)", "T: (N, C)", "W1: (H, d)", "W2: (C, H)"),
        *("learning_rate: scalar", "n_steps: scalar int"),
    ),
    outputs=("W1: (H, d)", "W2: (C, H)"),
    reference=train_two_layer,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        Mistake(
            "layer_2_moved_first",
            "The hidden delta uses the updated W2: compute both deltas with the old weights, then step.",
            {"moved_first": True},
        ),
        Mistake(
            "ascent",
            "The steps go uphill: with outputs - T as error, subtract (with T - outputs, add).",
            {"direction": 1.0},
        ),
        Mistake(
            "learning_rate_missing",
            "The learning rate is missing: multiply the gradient by it, in both layers.",
            {"rate": "missing"},
            formula="W - learning_rate * gradient",
        ),
        Mistake(
            "learning_rate_missing_in_layer_1",
            "The learning rate is missing in the step of W1.",
            {"rate": "missing in layer 1"},
        ),
        Mistake(
            "learning_rate_missing_in_layer_2",
            "The learning rate is missing in the step of W2.",
            {"rate": "missing in layer 2"},
        ),
        *(
            Mistake(
                "output_sigmoid_missing",
                "The output layer has no sigmoid: its values go through one as those of the hidden layer do.",
                {"output": "linear", "output_slope": slope},
                paired=False,
            )
            for slope in ("value (1 - value)", "missing")
        ),
        Mistake(
            "output_slope_missing",
            "The output delta lacks the slope of the sigmoid: multiply the error by it.",
            {"output_slope": "missing"},
            formula="(outputs - T) * outputs * (1 - outputs)",
        ),
        Mistake(
            "output_slope_of_argument",
            f"The output delta {_SLOPE_OF_ARGUMENT}",
            {"output_slope": "of the argument"},
            formula="value * (1 - value)",
        ),
        Mistake(
            "output_slope_twice",
            f"The output delta {_SLOPE_TWICE}",
            {"output_slope": "of the value"},
            formula="value * (1 - value)",
        ),
        Mistake(
            "hidden_slope_missing",
            "The hidden delta lacks the slope of the sigmoid: multiply what comes back by it.",
            {"hidden_slope": "missing"},
            formula="(delta2 @ W2) * hidden * (1 - hidden)",
        ),
        Mistake(
            "hidden_slope_of_argument",
            f"The hidden delta {_SLOPE_OF_ARGUMENT}",
            {"hidden_slope": "of the argument"},
            formula="value * (1 - value)",
        ),
        Mistake(
            "hidden_slope_twice",
            f"The hidden delta {_SLOPE_TWICE}",
            {"hidden_slope": "of the value"},
            formula="value * (1 - value)",
        ),
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
            "layer_1_not_trained",
            "W1 never moves: update both layers in every step.",
            {"trained": "layer 2 alone"},
        ),
        Mistake(
            "layer_2_not_trained",
            "W2 never moves: update both layers in every step.",
            {"trained": "layer 1 alone"},
        ),
        Mistake("one_step_too_few", "One step is missing: take n_steps of them.", {"count": -1}),
        Mistake("one_step_too_many", "There is one step too many: take n_steps of them.", {"count": 1}),
    ),
)
