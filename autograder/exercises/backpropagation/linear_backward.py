"""The backward pass of the linear layer."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.exercises.backpropagation.linear_forward import layer_cases
from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.linear_layer import bias_gradient
from course_lib.networks.layers import linear_backward


def _cases(draw: Draw) -> Iterator[Case]:
    rng = draw.rng(45)
    for case in layer_cases(draw):
        X, W = case.arguments["X"], case.arguments["W"]
        dY = rng.normal(size=(len(X), len(W)))
        yield Case(case.name, {"dY": dY, "X": X, "W": W})


def _imitation(
    dY: Array,
    X: Array,
    W: Array,
    *,
    input_product: str = "dY @ W",
    weight_product: str = "dY.T @ X",
    bias: str = "over examples",
    upstream: str = "dY",
    averaged: str = "nothing",
) -> tuple[Array, Array, Array]:
    """`linear_backward` with a switch for each mistake."""
    dY = np.ones_like(dY) if upstream == "ones" else dY
    dX = dY @ (W.T if input_product == "dY @ W.T" else W)
    dW, db = _weight_gradient(dY, X, weight_product), bias_gradient(dY, bias=bias)
    N = len(X)
    scale = {"nothing": 1.0, "parameters": 1 / N, "all": 1 / N, "parameters, twice": 1 / N**2}[averaged]
    return (scale if averaged == "all" else 1.0) * dX, scale * dW, scale * db


def _weight_gradient(dY: Array, X: Array, weight_product: str) -> Array:
    if weight_product == "dY @ X":  # fits only where N = C
        return dY @ X
    return np.outer(dY[-1], X[-1]) if weight_product == "last" else dY.T @ X


LINEAR_BACKWARD = Exercise(
    name="linear_backward",
    topic="backpropagation",
    inputs=("dY: (N, C)", "X: (N, d)", "W: (C, d)"),
    outputs=("dX: (N, d)", "dW: (C, d)", "db: (C,)"),
    reference=linear_backward,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        Mistake(
            "dX_with_W_transposed",
            "`dX` is taken with W.T: it is dY @ W, of shape (N, C) (C, d) = (N, d). Where C = d both fit, "
            "and only one is right.",
            {"input_product": "dY @ W.T"},
        ),
        Mistake(
            "dW_factors_swapped",
            "`dW` has its factors swapped, so its shape is (d, C): the upstream gradient comes first,"
            " transposed.",
            {("dW", "transpose"): True},
            formula="dY.T @ X",
        ),
        Mistake(
            "dW_with_dY_not_transposed",
            "The product of `dY` and `X` does not fit unless N = C: sum the outer products over the "
            "batch, so transpose `dY`.",
            {"weight_product": "dY @ X"},
            formula="dY.T @ X",
        ),
        Mistake(
            "last_example_only",
            "`dW` holds only the last example: add up the outer products of all examples.",
            {"weight_product": "last"},
        ),
        Mistake(
            "db_not_summed",
            "`db` has a row for each example: the bias was copied to all rows, so sum over them, "
            "dY.sum(axis=0).",
            {"bias": "not summed"},
        ),
        Mistake(
            "db_over_classes",
            "`db` is summed over the outputs: sum over the examples, axis=0; there are C biases.",
            {"bias": "over outputs"},
        ),
        Mistake(
            "db_row",
            "`db` has the shape (1, C): it has that of b, (C,). Leave out keepdims.",
            {"bias": "kept as a row"},
        ),
        Mistake(
            "db_last_example_only",
            "`db` holds only the last example: sum over all of them, dY.sum(axis=0).",
            {"bias": "last"},
        ),
        Mistake(
            "db_ones",
            "`db` is 1: that is the local gradient. The upstream gradient multiplies it, and rows add up.",
            {"bias": "ones"},
        ),
        Mistake(
            "upstream_ignored",
            "The upstream gradient is ignored: every product has `dY` as a factor.",
            {"upstream": "ones"},
        ),
        Mistake(
            "averaged",
            "`dW` and `db` are divided by N: a layer knows of no mean. If the loss is one, "
            "`dY` holds it already.",
            {"averaged": "parameters"},
        ),
        Mistake(
            "averaged",
            "All gradients are divided by N: a layer knows of no mean. If the loss is one, `dY` holds it "
            "already.",
            {"averaged": "all"},
        ),
        Mistake(
            "averaged_twice",
            "`dW` and `db` are divided by N twice: a layer knows of no mean, so do not divide at all. If the "
            "loss is one, `dY` holds it already.",
            {"averaged": "parameters, twice"},
        ),
    ),
    same_as={"dW_transposed": "dW_factors_swapped"},
)
