"""The forward pass of the linear layer."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.batches import batches
from autograder.exercises.parts.linear_layer import with_bias
from course_lib.networks.layers import linear_forward


def layer_cases(draw: Draw) -> Iterator[Case]:
    """Inputs X (N, d), weights W (C, d) and biases b (C,)."""
    for batch in batches(draw, seed=44):
        X, W = batch.rng.normal(size=(batch.N, batch.d)), batch.rng.normal(size=(batch.C, batch.d))
        yield Case(batch.name, {"X": X, "W": W, "b": batch.rng.normal(size=batch.C)})
    rng = draw.rng(440)
    arguments = {"X": rng.normal(size=(2, 3)), "W": rng.normal(size=(3, 3)), "b": rng.normal(size=3)}
    yield Case("as many outputs as inputs", arguments)
    b = np.array([2.0]) if draw.is_public else rng.uniform(1, 3, size=1)
    yield Case("one output", {"X": rng.normal(size=(4, 3)), "W": rng.normal(size=(1, 3)), "b": b})


def _imitation(
    X: Array,
    W: Array,
    b: Array,
    *,
    product: str = "X @ W.T",
    bias: str = "added",
    averaged: bool = False,
    activation: bool = False,
) -> Array:
    """`linear_forward` with a switch for each mistake."""
    Y = X @ (W if product == "X @ W" else W.T) / (len(X) if averaged else 1)
    Y = with_bias(Y, b, bias=bias)
    return np.maximum(Y, 0) if activation else Y


LINEAR_FORWARD = Exercise(
    name="linear_forward",
    topic="backpropagation",
    inputs=("X: (N, d)", "W: (C, d)", "b: (C,)"),
    outputs=("Y: (N, C)",),
    reference=linear_forward,
    cases=layer_cases,
    imitation=_imitation,
    mistakes=(
        Mistake(
            "W_not_transposed",
            "The product with W as it is does not fit unless C = d: one row of W is one output, so "
            "transpose it.",
            {"product": "X @ W"},
            formula="X @ W.T + b",
        ),
        Mistake(
            "bias_forgotten",
            "The bias is missing: add b to every row of the product.",
            {"bias": "missing"},
            formula="X @ W.T + b",
        ),
        Mistake("bias_subtracted", "The bias is subtracted: add it.", {"bias": "subtracted"}),
        Mistake("bias_added_twice", "The bias is added twice: once is enough.", {"bias": "added twice"}),
        Mistake(
            "bias_as_column",
            "The bias is added as a column: each of the C outputs has its own, so leave b as (C,).",
            {"bias": "as a column"},
        ),
        Mistake(
            "bias_summed",
            "The sum of all biases is added to every output: output k gets b[k] only.",
            {"bias": "summed"},
        ),
        Mistake(
            "bias_in_first_row_only",
            "Only the first example gets the bias: every row does.",
            {"bias": "to the first row"},
        ),
        Mistake(
            "averaged",
            "The product is divided by N: the layer treats each example on its own, a mean belongs to"
            " the loss.",
            {"averaged": True},
            formula="X @ W.T + b",
        ),
        Mistake(
            "activation_applied",
            "Negative outputs are cut at 0: the linear layer has no activation, ReLU comes after it.",
            {"activation": True},
        ),
    ),
)
