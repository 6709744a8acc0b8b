"""The loss of a two-layer ReLU net, with the gradients of all its parameters."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.backpropagation.two_layer_forward import PARAMETERS, two_layer_cases
from autograder.exercises.backpropagation.two_layer_mistakes import MISTAKES, WEIGHTS
from autograder.exercises.exercise import Exercise
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.batch_mean import batch_mean, divisors
from autograder.exercises.parts.linear_layer import bias_gradient
from autograder.exercises.parts.penalty import squared_penalty
from autograder.exercises.parts.relu import relu_slope
from autograder.exercises.parts.sigmoid import sigmoid
from autograder.exercises.parts.softmax import class_probabilities
from autograder.exercises.parts.steps import two_layer_steps, with_steps
from autograder.exercises.parts.switches import those_of
from course_lib.networks.relu_nets import two_layer_loss

# Which parameters are penalised: in the loss, in the gradient.
_PENALISED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "weights": (WEIGHTS, WEIGHTS),
    "biases as well": (PARAMETERS, PARAMETERS),
    "biases in the gradient": (WEIGHTS, PARAMETERS),
    "biases in the loss": (PARAMETERS, WEIGHTS),
    "W1 alone": (("W1",), ("W1",)),
    "W2 alone": (("W2",), ("W2",)),
    "W1 alone in the loss": (("W1",), WEIGHTS),
    "W2 alone in the loss": (("W2",), WEIGHTS),
    "W1 alone in the gradient": (WEIGHTS, ("W1",)),
    "W2 alone in the gradient": (WEIGHTS, ("W2",)),
}


def _imitation(
    X: Array,
    y: Array,
    W1: Array,
    b1: Array,
    W2: Array,
    b2: Array,
    reg: float,
    *,
    sent_back: str = "gradient of the scores",
    penalised: str = "weights",
    all_gradients_sign: int = 1,
    without_reg: str = "",
    averaged_over_classes: str = "",
    **switches: Any,
) -> tuple[Array, dict[str, Array]]:
    """`two_layer_loss` with a switch for each mistake; further switches are those of its parts."""
    N, parameters = len(X), {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
    Z, hidden, scores = _forward(X, parameters, **those_of(_forward, switches))
    p, log_p = class_probabilities(scores, y, **those_of(class_probabilities, switches))
    losses, dscores_sum = _score_losses(p, log_p, y, **those_of(_score_losses, switches))
    over = divisors(N, scores.shape[1], averaged_over_classes)
    parts = losses / over["loss"], dscores_sum / over["gradient"]
    loss, dscores = batch_mean(*parts, **those_of(batch_mean, switches))
    upstream = dscores
    if sent_back == "probabilities":
        upstream = switches.get("gradient_sign", 1) * p / N
    grads = _backward(X, Z, hidden, dscores, upstream @ W2, **those_of(_backward, switches))
    in_loss, in_gradient = _PENALISED[penalised]
    for name, parameter in parameters.items():
        R, dR = squared_penalty(parameter, reg, N, **those_of(squared_penalty, switches))
        if name == without_reg:
            _, dR = squared_penalty(parameter, 1, N, **those_of(squared_penalty, switches))
        loss = loss + R if name in in_loss else loss
        grads[name] = grads[name] + dR if name in in_gradient else grads[name]
    return loss, {name: all_gradients_sign * gradient for name, gradient in grads.items()}


def _forward(
    X: Array, parameters: dict[str, Array], *, biases: str = "both", activation: str = "ReLU"
) -> tuple[Array, Array, Array]:
    """Return the hidden layer before and after the ReLU, (N, H), and the scores (N, C)."""
    Z = X @ parameters["W1"].T + (parameters["b1"] if biases in ("both", "b1 alone") else 0)
    hidden = {"ReLU": np.maximum(Z, 0), "none": Z, "sigmoid": sigmoid(Z), "tanh": np.tanh(Z)}[activation]
    if biases == "b1 behind the ReLU":
        hidden = hidden + parameters["b1"]
    scores = hidden @ parameters["W2"].T + (
        parameters["b2"] if biases != "none" and biases != "b1 alone" else 0
    )
    return Z, hidden, scores


def _score_losses(p: Array, log_p: Array, y: Array, *, subtracted: str = "label") -> tuple[Array, Array]:
    """Return the losses (N,) and the gradient p - t of their sum (N, C)."""
    rows = np.arange(len(y))
    dscores = p.copy()
    if subtracted == "slopes":
        dscores = p * (1 - p)
    elif subtracted != "nothing":
        dscores[:, y] -= subtracted == "columns"
        dscores[rows, y] -= subtracted == "label"
    return -log_p[rows, y], dscores


def _backward(
    X: Array,
    Z: Array,
    hidden: Array,
    dscores: Array,
    dhidden: Array,
    *,
    activation: str = "ReLU",
    mask: str = "x > 0",
    W2_input: str = "hidden",
    bias: str = "over examples",
) -> dict[str, Array]:
    """Return the gradient of the mean loss by parameter."""
    masked_for_W1 = "x > 0" if mask == "missing for b1" else mask
    slopes = {
        "value": hidden,
        "sigmoid": hidden * (1 - hidden),
        "tanh": 1 - hidden**2,
        "hidden > 0": hidden > 0,
    }
    if masked_for_W1 == "x > 0" and activation == "none":
        dZ = dhidden
    elif masked_for_W1 in slopes:
        dZ = dhidden * slopes[masked_for_W1]
    else:
        dZ = dhidden * relu_slope(Z, dhidden, mask=masked_for_W1)
    return {
        "W1": dZ.T @ X,
        "b1": bias_gradient(dhidden if mask == "missing for b1" else dZ, bias=bias),
        "W2": dscores.T @ (Z if W2_input == "before the ReLU" else hidden),
        "b2": bias_gradient(dscores, bias=bias),
    }


TWO_LAYER_LOSS = Exercise(
    name="two_layer_loss",
    topic="backpropagation",
    inputs=(
        *("X: (N, d)", "y: (N,) int", "W1: (H, d)", "b1: (H,)"),
        *("W2: (C, H)", "b2: (C,)", "reg: scalar"),
    ),
    outputs=("loss: scalar", "grads.W1: (H, d)", "grads.b1: (H,)", "grads.W2: (C, H)", "grads.b2: (C,)"),
    reference=two_layer_loss,
    cases=with_steps(two_layer_cases, two_layer_steps),
    imitation=_imitation,
    same_as={"grads.b2_mean": "grads.b2_sum"},  # p - t sums to 0, so both are 0
    gradients={f"grads.{name}": ("loss", name) for name in PARAMETERS},
    mistakes=MISTAKES,
)
