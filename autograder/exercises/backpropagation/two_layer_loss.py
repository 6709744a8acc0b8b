"""The loss of a two-layer ReLU net, with the gradients of all its parameters."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.backpropagation.two_layer_cases import PARAMETERS, two_layer_cases
from autograder.exercises.exercise import Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.batch_mean import batch_mean
from autograder.exercises.parts.linear_layer import bias_gradient
from autograder.exercises.parts.penalty import penalty_mistakes, squared_penalty
from autograder.exercises.parts.relu import relu_slope
from autograder.exercises.parts.softmax import class_probabilities
from autograder.exercises.parts.switches import those_of
from course_lib.networks.relu_nets import two_layer_loss

_WEIGHTS = ("W1", "W2")
# Which parameters are penalised: in the loss, in the gradient.
_PENALISED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "weights": (_WEIGHTS, _WEIGHTS),
    "biases as well": (PARAMETERS, PARAMETERS),
    "biases in the gradient": (_WEIGHTS, PARAMETERS),
    "biases in the loss": (PARAMETERS, _WEIGHTS),
    "W1 alone": (("W1",), ("W1",)),
    "W2 alone": (("W2",), ("W2",)),
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
    **switches: Any,
) -> tuple[Array, dict[str, Array]]:
    """`two_layer_loss` with a switch for each mistake; further switches are those of its parts."""
    N, parameters = len(X), {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
    Z, hidden, scores = _forward(X, parameters, **those_of(_forward, switches))
    losses, dscores_sum, p = _score_losses(scores, y, **those_of(_score_losses, switches))
    loss, dscores = batch_mean(losses, dscores_sum, **those_of(batch_mean, switches))
    upstream = dscores
    if sent_back == "probabilities":
        upstream = switches.get("gradient_sign", 1) * p / N
    grads = _backward(X, Z, hidden, dscores, upstream @ W2, **those_of(_backward, switches))
    in_loss, in_gradient = _PENALISED[penalised]
    for name, parameter in parameters.items():
        R, dR = squared_penalty(parameter, reg, N, **those_of(squared_penalty, switches))
        loss = loss + R if name in in_loss else loss
        grads[name] = grads[name] + dR if name in in_gradient else grads[name]
    return loss, {name: all_gradients_sign * gradient for name, gradient in grads.items()}


def _forward(
    X: Array, parameters: dict[str, Array], *, biases: str = "both", relu: bool = True
) -> tuple[Array, Array, Array]:
    """Return the hidden layer before and after the ReLU, (N, H), and the scores (N, C)."""
    Z = X @ parameters["W1"].T + (parameters["b1"] if biases in ("both", "b1 alone") else 0)
    hidden = np.maximum(Z, 0) if relu else Z
    scores = hidden @ parameters["W2"].T + (parameters["b2"] if biases in ("both", "b2 alone") else 0)
    return Z, hidden, scores


def _score_losses(
    scores: Array, y: Array, *, shift: str = "of each row", subtracted: bool = True
) -> tuple[Array, Array, Array]:
    """Return the losses (N,), the gradient p - t of their sum, and p, both (N, C)."""
    rows = np.arange(len(y))
    p, log_p = class_probabilities(scores, shift=shift)
    dscores = p.copy()
    dscores[rows, y] -= 1 if subtracted else 0
    return -log_p[rows, y], dscores, p


def _backward(
    X: Array,
    Z: Array,
    hidden: Array,
    dscores: Array,
    dhidden: Array,
    *,
    relu: bool = True,
    mask: str = "x > 0",
    W2_input: str = "hidden",
    bias: str = "over examples",
) -> dict[str, Array]:
    """Return the gradient of the mean loss by parameter."""
    masked_for_W1 = "x > 0" if mask == "missing for b1" else mask
    if masked_for_W1 == "value":
        dZ = dhidden * hidden
    elif masked_for_W1 == "x > 0" and not relu:
        dZ = dhidden
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
    cases=two_layer_cases,
    imitation=_imitation,
    same_as={"grads.b2_mean": "grads.b2_sum"},  # p - t sums to 0, so both are 0
    gradients={f"grads.{name}": ("loss", name) for name in PARAMETERS},
    mistakes=(
        Mistake(
            "b1_forgotten", "The bias b1 is missing: hidden = max(0, X @ W1.T + b1).", {"biases": "b2 alone"}
        ),
        Mistake(
            "b2_forgotten", "The bias b2 is missing: scores = hidden @ W2.T + b2.", {"biases": "b1 alone"}
        ),
        Mistake(
            "biases_forgotten",
            "Both biases are missing: add b1 before the ReLU and b2 to the scores.",
            {"biases": "none"},
        ),
        Mistake(
            "relu_forgotten",
            "There is no ReLU between the layers: two linear layers in a row are one linear layer.",
            {"relu": False},
        ),
        Mistake(
            "hidden_mask_missing",
            "The gradient goes back through the ReLU unchanged: it is 0 where the hidden unit was 0, "
            "dZ = dhidden * (hidden > 0).",
            {"mask": "missing"},
        ),
        Mistake(
            "hidden_mask_missing_for_b1",
            "The gradient of b1 is summed before the ReLU's mask: it is the sum of dZ over the examples, as "
            "W1 gets it, dZ.sum(axis=0).",
            {"mask": "missing for b1"},
        ),
        Mistake(
            "hidden_mask_of_upstream",
            "The ReLU's backward pass looks at the gradient: its mask comes from the forward pass, "
            "hidden > 0.",
            {"mask": "of the upstream gradient"},
        ),
        Mistake(
            "hidden_mask_times_output",
            "The ReLU's backward pass multiplies by the hidden values: its slope is 1 where they "
            "are positive.",
            {"mask": "value"},
        ),
        Mistake(
            "dW2_before_relu",
            "The gradient of W2 is taken with the values before the ReLU: the layer's input is `hidden`.",
            {"W2_input": "before the ReLU"},
        ),
        Mistake(
            "probabilities_sent_back",
            "The probabilities are sent back to the hidden layer: send (p - t) / N, as W2 gets it.",
            {"sent_back": "probabilities"},
        ),
        Mistake(
            "one_hot_not_subtracted",
            "The gradient of the scores lacks the correct class: subtract 1 from p[i, y[i]].",
            {"subtracted": False},
        ),
        Mistake(
            "scores_gradient_sign_flipped",
            "The gradient of the scores has the opposite sign: it is (p - t) / N, not (t - p) / N.",
            {"gradient_sign": -1},
        ),
        Mistake(
            "gradients_sign_flipped",
            "All gradients have the opposite sign: return the gradients themselves; the minus belongs to the "
            "step of gradient descent.",
            {"all_gradients_sign": -1},
        ),
        Mistake(
            "data_sign_flipped_in_loss",
            "The data loss has the opposite sign (the penalty is right): it is the mean of -log p[i, y[i]].",
            {"loss_sign": -1},
        ),
        Mistake(
            "overflow",
            "exp overflows for large scores: subtract each row's maximum first.",
            {"shift": "missing"},
            credit=0.5,
        ),
        Mistake(
            "not_averaged",
            "The data loss and its gradients are sums over the batch: divide both by N.",
            {"loss_averaged": 0, "gradient_averaged": 0},
        ),
        Mistake(
            "not_averaged_in_loss",
            "The data loss is a sum over the batch (its gradients are means): divide it by N.",
            {"loss_averaged": 0},
        ),
        Mistake(
            "not_averaged_in_gradient",
            "The gradients are sums over the batch: the loss is a mean, so divide dscores by N.",
            {"gradient_averaged": 0},
        ),
        Mistake(
            "averaged_twice",
            "The gradients are divided by N twice: once, where dscores is made, is enough.",
            {"gradient_averaged": 2},
        ),
        Mistake("loss_averaged_twice", "The loss is divided by N twice.", {"loss_averaged": 2}),
        Mistake(
            "loss_per_example",
            "The loss is returned per example: return one number, the mean over the batch.",
            {"loss_per_example": True, "loss_averaged": 1},
        ),
        Mistake(
            "biases_not_summed",
            "The gradients of the biases have a row for each example: sum over the rows, axis=0.",
            {"bias": "not summed"},
        ),
        Mistake(
            "biases_summed_over_wrong_axis",
            "The gradients of the biases are summed over the units: sum over the examples, axis=0.",
            {"bias": "over outputs"},
        ),
        Mistake(
            "biases_as_rows",
            "The gradients of the biases have the shape (1, H) and (1, C): leave out keepdims.",
            {"bias": "kept as a row"},
        ),
        Mistake(
            "biases_regularised",
            "The biases are penalised: the penalty is reg * (sum(W1**2) + sum(W2**2)), without them.",
            {"penalised": "biases as well"},
        ),
        Mistake(
            "biases_regularised_in_gradient",
            "The gradients of the biases have a penalty that the loss does not have: leave it out.",
            {"penalised": "biases in the gradient"},
        ),
        Mistake(
            "biases_regularised_in_loss",
            "The loss penalises the biases: the penalty is reg * (sum(W1**2) + sum(W2**2)).",
            {"penalised": "biases in the loss"},
        ),
        Mistake(
            "W2_not_regularised",
            "W2 is not penalised: the penalty has both W1 and W2.",
            {"penalised": "W1 alone"},
        ),
        Mistake(
            "W1_not_regularised",
            "W1 is not penalised: the penalty has both W1 and W2.",
            {"penalised": "W2 alone"},
        ),
        *penalty_mistakes("reg * (sum(W1**2) + sum(W2**2))"),
    ),
)
