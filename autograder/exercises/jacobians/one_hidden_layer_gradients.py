"""Gradients of a net with one hidden layer of sigmoids and squared error."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.sigmoid import sigmoid, sigmoid_slope
from course_lib.networks.hidden_layer import one_hidden_layer_gradients

# d, H, M
_SIZES = {
    "sizes that differ": (3, 4, 2),
    "all sizes equal": (3, 3, 3),
    "as many outputs as hidden units": (2, 3, 3),
    "one input": (1, 4, 2),
    "one hidden unit": (3, 1, 2),
    "one output": (4, 3, 1),
    "more outputs than inputs": (2, 4, 5),
    "as many inputs as hidden units": (4, 4, 3),
}


def _cases(draw: Draw) -> Iterator[Case]:
    for number, (name, (d, H, M)) in enumerate(_SIZES.items()):
        rng = draw.rng(62, number)
        arguments = {"x": rng.normal(size=d), "t": rng.normal(size=M)}
        arguments |= {"W1": rng.normal(size=(H, d)), "W2": rng.normal(size=(M, H))}
        yield Case(name, arguments)
    whole = {"x": np.array([1, -2]), "t": np.array([3]), "W1": np.array([[1, 0], [0, 1], [1, 1]])}
    yield Case("integers", {**whole, "W2": np.array([[2, 1, -1]])}, unasked=True)


def _imitation(
    x: Array,
    t: Array,
    W1: Array,
    W2: Array,
    *,
    factor: float = 2,
    error: str = "y - t",
    outputs: str = "all",
    slope: str = "value (1 - value)",
    hidden: str = "sigmoid",
    back: str = "W2.T",
    left: str = "h",
    first: str = "x",
) -> tuple[Array, Array]:
    """`one_hidden_layer_gradients` with a switch for each mistake."""
    x, t = np.asarray(x, dtype=float), np.asarray(t, dtype=float)
    z = W1 @ x
    h = {"sigmoid": sigmoid(z), "ReLU": np.maximum(z, 0), "tanh": np.tanh(z), "z": z}[hidden]
    y = W2 @ h
    dy = factor * {"y - t": y - t, "t - y": t - y, "y": y}[error]
    if outputs == "mean":
        dy = dy / len(t)
    elif outputs == "first d":
        dy = np.where(np.arange(len(t)) < len(x), dy, 0)
    dz = _sent_back(dy, W2, back) * sigmoid_slope(z, h, slope=slope)
    return np.outer(dz, h if first == "h" else x), np.outer(dy, z if left == "z" else h)


def _sent_back(dy: Array, W2: Array, back: str) -> Array:
    """The gradient of the hidden units (H,)."""
    if back == "W2":  # fits only if there are as many outputs as hidden units
        return W2 @ dy
    return np.full(W2.shape[1], dy.sum()) if back == "sum" else W2.T @ dy


ONE_HIDDEN_LAYER_GRADIENTS = Exercise(
    name="one_hidden_layer_gradients",
    topic="jacobians",
    inputs=("x: (d,)", "t: (M,)", "W1: (H, d)", "W2: (M, H)"),
    outputs=("dW1: (H, d)", "dW2: (M, H)"),
    reference=one_hidden_layer_gradients,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        Mistake(
            "factor_two_missing",
            "The factor 2 of the square is missing in the gradient of the outputs. "
            "Differentiate the squared error.",
            {"factor": 1},
            formula="∇_y = 2(y - t)",
        ),
        Mistake(
            "error_sign_flipped",
            "The error is taken the other way round: the target is subtracted from the output.",
            {"error": "t - y"},
            formula="∇_y = 2(y - t)",
        ),
        Mistake(
            "target_missing",
            "The target is not subtracted: the gradient of the outputs is that of the error.",
            {"error": "y"},
            formula="∇_y = 2(y - t)",
        ),
        Mistake(
            "averaged_over_outputs",
            "The loss is averaged over the outputs: ‖y - t‖² is their sum.",
            {"outputs": "mean"},
        ),
        Mistake(
            "summed_over_inputs",
            "The sum stops at the number of inputs, d: the squared error runs over all M outputs.",
            {"outputs": "first d"},
        ),
        Mistake(
            "slope_missing",
            "The slope of the sigmoid is missing: multiply the gradient of the hidden units by it.",
            {"slope": "missing"},
            formula="∇_z = ∇_h ∘ h(1 - h)",
        ),
        Mistake(
            "value_for_slope",
            "∇_h is multiplied by h: that is the value of the sigmoid, and its slope is asked for.",
            {"slope": "value"},
            formula="∇_z = ∇_h ∘ h(1 - h)",
        ),
        Mistake(
            "sigmoid_twice",
            "The slope is taken at h, which is a sigmoid already: apply the sigmoid once.",
            {"slope": "of the value"},
            formula="h(1 - h) with h = σ(z)",
        ),
        Mistake(
            "slope_of_z",
            "The rule for the slope is applied to z: it holds for the value h of the sigmoid.",
            {"slope": "of the argument"},
            formula="h(1 - h) with h = σ(z)",
        ),
        Mistake(
            "slope_of_tanh",
            "This is the slope of tanh: take that of the sigmoid.",
            {"slope": "of tanh"},
            formula="h(1 - h)",
        ),
        Mistake(
            "slope_half_written",
            "1 - h is half of it: the slope of the sigmoid has another factor.",
            {"slope": "1 - value"},
            formula="h(1 - h)",
        ),
        Mistake(
            "relu_for_sigmoid",
            "The hidden layer is a ReLU here: it must be the sigmoid, h = σ(z).",
            {"hidden": "ReLU"},
            paired=False,
        ),
        Mistake(
            "tanh_for_sigmoid",
            "The hidden layer is tanh here: it must be the sigmoid, h = σ(z).",
            {"hidden": "tanh"},
            paired=False,
        ),
        Mistake(
            "no_activation",
            "The hidden layer has no activation: h = σ(W1 x).",
            {"hidden": "z"},
            paired=False,
        ),
        Mistake(
            "W2_not_transposed",
            "W2 is not transposed on the way back: ∇_h = W2ᵀ ∇_y.",
            {"back": "W2"},
        ),
        Mistake(
            "W2_forgotten",
            "W2 is forgotten on the way back, ∇_y is only added up: ∇_h = W2ᵀ ∇_y.",
            {"back": "sum"},
        ),
        Mistake(
            "z_for_h",
            "dW2 is built from z: what W2 multiplies is h, so ∇_W2 = ∇_y hᵀ.",
            {"left": "z"},
        ),
        Mistake(
            "h_for_x",
            "dW1 is built from h: what W1 multiplies is x, so ∇_W1 = ∇_z xᵀ.",
            {"first": "h"},
        ),
    ),
)
