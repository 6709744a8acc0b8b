"""Training of the two-layer sigmoid net, with the ways to get its two deltas wrong."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Case, Exercise, Mistake
from course_lib.networks.sigmoid_net import XOR_X, XOR_Y, first_weights, train_two_layer

TOPIC = "gradient_descent"


def _cases():
    # (name, N, d, H, C, learning rate, steps, public)
    table = (
        ("one step", 5, 3, 4, 2, 0.5, 1, True),
        ("three steps", 4, 2, 3, 1, 1.0, 3, True),
        ("one example", 1, 4, 3, 2, 0.7, 2, True),
        ("all sizes equal", 3, 3, 3, 3, 0.4, 2, False),
        ("no step at all", 3, 2, 4, 1, 1.0, 0, False),
        ("many hidden units", 6, 2, 15, 3, 0.2, 4, False),
        ("one hidden unit", 5, 3, 1, 2, 0.6, 3, False),
    )
    for number, (name, N, d, H, C, rate, n_steps, public) in enumerate(table):
        rng = np.random.default_rng((37, number))
        data = {"X": rng.normal(size=(N, d)), "Y": rng.uniform(size=(N, C))}
        weights = {"W0": rng.normal(size=(d, H)), "W1": rng.normal(size=(H, C))}
        yield Case(name, {**data, **weights, "learning_rate": rate, "n_steps": n_steps}, public)
    weights = {"W0": first_weights((3, 4), rng), "W1": first_weights((4, 1), rng)}
    steps = {"learning_rate": 1, "n_steps": 30}
    yield Case("the exclusive or", {"X": XOR_X, "Y": XOR_Y, **weights, **steps}, public=True)


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def _imitation(
    X,
    Y,
    W0,
    W1,
    learning_rate,
    n_steps,
    *,
    direction=-1.0,
    rate="own",
    output_slope="own",
    hidden_slope="own",
    factor=1.0,
    averaged=False,
    moved_first=False,
    hidden_error="delta",
    trained="both",
    count=0,
):
    W0, W1 = np.array(W0, dtype=float), np.array(W1, dtype=float)
    rate0, rate1 = {
        "own": (learning_rate, learning_rate),
        "none": (1, 1),
        "only 1": (1, learning_rate),
        "only 0": (learning_rate, 1),
    }[rate]
    scale = direction * factor / (len(X) if averaged else 1)
    for _ in range(max(0, n_steps + count)):
        hidden = _sigmoid(X @ W0)
        outputs = _sigmoid(hidden @ W1)
        error = outputs - Y
        delta1 = error * _slope(outputs, hidden @ W1, output_slope)
        new1 = W1 + scale * rate1 * hidden.T @ delta1
        back = delta1 if hidden_error == "delta" else error
        delta0 = back @ (new1 if moved_first else W1).T * _slope(hidden, X @ W0, hidden_slope)
        if trained != "only 1":
            W0 = W0 + scale * rate0 * X.T @ delta0
        if trained != "only 0":
            W1 = new1
    return W0, W1


def _slope(value, z, kind):
    """The derivative of the sigmoid, given its value and argument, or what is taken for it."""
    if kind == "own":
        return value * (1 - value)
    twice = _sigmoid(value)
    return {"none": np.ones_like(value), "argument": z * (1 - z), "twice": twice * (1 - twice)}[kind]


_SLOPE_OF_ARGUMENT = (
    "takes the sigmoid's argument for its value: σ′ = σ(1 - σ), with the value σ that the layer returned."
)
_SLOPE_TWICE = "applies the sigmoid once more: the layer's value already is σ, so σ′ is value * (1 - value)."

TRAIN_TWO_LAYER = Exercise(
    name="train_two_layer",
    topic=TOPIC,
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
            {"rate": "none"},
        ),
        Mistake(
            "learning_rate_missing_in_layer_0",
            "The learning rate is missing in the step of W0.",
            {"rate": "only 1"},
        ),
        Mistake(
            "learning_rate_missing_in_layer_1",
            "The learning rate is missing in the step of W1.",
            {"rate": "only 0"},
        ),
        Mistake(
            "output_slope_missing",
            "The output delta lacks the slope of the sigmoid: (outputs - Y) * outputs * (1 - outputs).",
            {"output_slope": "none"},
        ),
        Mistake(
            "output_slope_of_argument", f"The output delta {_SLOPE_OF_ARGUMENT}", {"output_slope": "argument"}
        ),
        Mistake("output_slope_twice", f"The output delta {_SLOPE_TWICE}", {"output_slope": "twice"}),
        Mistake(
            "hidden_slope_missing",
            "The hidden delta lacks the slope of the sigmoid: (delta1 @ W1.T) * hidden * (1 - hidden).",
            {"hidden_slope": "none"},
        ),
        Mistake(
            "hidden_slope_of_argument", f"The hidden delta {_SLOPE_OF_ARGUMENT}", {"hidden_slope": "argument"}
        ),
        Mistake("hidden_slope_twice", f"The hidden delta {_SLOPE_TWICE}", {"hidden_slope": "twice"}),
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
            "layer_0_not_trained", "W0 never moves: update both layers in every step.", {"trained": "only 1"}
        ),
        Mistake(
            "layer_1_not_trained", "W1 never moves: update both layers in every step.", {"trained": "only 0"}
        ),
        Mistake("one_step_too_few", "One step is missing: take n_steps of them.", {"count": -1}),
        Mistake("one_step_too_many", "There is one step too many: take n_steps of them.", {"count": 1}),
    ),
)
