"""The fully connected layer, forward and backward, and the ways to get it wrong."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.batches import batches
from course_lib.networks.layers import linear_backward, linear_forward

TOPIC = "backpropagation"


def _forward_cases():
    for batch in batches(seed=44):
        X, W = batch.rng.normal(size=(batch.N, batch.d)), batch.rng.normal(size=(batch.C, batch.d))
        yield Case(batch.name, {"X": X, "W": W, "b": batch.rng.normal(size=batch.C)}, batch.public)
    rng = np.random.default_rng(440)
    arguments = {"X": rng.normal(size=(2, 3)), "W": rng.normal(size=(3, 3)), "b": rng.normal(size=3)}
    yield Case("as many outputs as inputs", arguments, public=True)
    yield Case(
        "one output", {"X": rng.normal(size=(4, 3)), "W": rng.normal(size=(1, 3)), "b": np.array([2.0])}
    )


def _backward_cases():
    rng = np.random.default_rng(45)
    for case in _forward_cases():
        X, W = case.arguments["X"], case.arguments["W"]
        dY = rng.normal(size=(len(X), len(W)))
        yield Case(case.name, {"dY": dY, "X": X, "W": W}, case.public)


def _forward_imitation(X, W, b, *, product="own", bias="own", averaged=False, activation=False):
    Y = X @ (W if product == "not transposed" else W.T) / (len(X) if averaged else 1)
    added = {
        "own": lambda: Y + b,
        "none": lambda: Y,
        "minus": lambda: Y - b,
        "column": lambda: Y + b[:, None],
        "sum": lambda: Y + b.sum(),
        "first row": lambda: np.concatenate([Y[:1] + b, Y[1:]]),
        "twice": lambda: Y + 2 * b,
    }[bias]()
    return np.maximum(added, 0) if activation else added


LINEAR_FORWARD = Exercise(
    name="linear_forward",
    topic=TOPIC,
    inputs=("X: (N, d)", "W: (C, d)", "b: (C,)"),
    outputs=("Y: (N, C)",),
    reference=linear_forward,
    cases=_forward_cases,
    imitation=_forward_imitation,
    mistakes=(
        Mistake(
            "W_not_transposed",
            "X @ W does not fit unless C = d: one row of W is one output, so the product is X @ W.T.",
            {"product": "not transposed"},
        ),
        Mistake("bias_forgotten", "The bias is missing: add b to every row of X @ W.T.", {"bias": "none"}),
        Mistake("bias_subtracted", "The bias is subtracted: add it.", {"bias": "minus"}),
        Mistake("bias_added_twice", "The bias is added twice: once is enough.", {"bias": "twice"}),
        Mistake(
            "bias_as_column",
            "The bias is added as a column: each of the C outputs has its own, so leave b as (C,).",
            {"bias": "column"},
        ),
        Mistake(
            "bias_summed",
            "The sum of all biases is added to every output: output k gets b[k] only.",
            {"bias": "sum"},
        ),
        Mistake(
            "bias_in_first_row_only",
            "Only the first example gets the bias: every row does.",
            {"bias": "first row"},
        ),
        Mistake(
            "averaged",
            "X @ W.T is divided by N: the layer treats each example on its own, a mean belongs to the loss.",
            {"averaged": True},
        ),
        Mistake(
            "activation_applied",
            "Negative outputs are cut at 0: the linear layer has no activation, ReLU comes after it.",
            {"activation": True},
        ),
    ),
)


def _backward_imitation(
    dY, X, W, *, input_product="own", weight_product="own", bias="own", upstream="own", averaged="none"
):
    dY = dY if upstream == "own" else np.ones_like(dY)
    dX = dY @ (W.T if input_product == "transposed" else W)
    dW = {
        "own": lambda: dY.T @ X,
        "not transposed": lambda: dY @ X,
        "last": lambda: np.outer(dY[-1], X[-1]),
    }[weight_product]()
    db = {
        "own": lambda: dY.sum(axis=0),
        "none": lambda: dY,
        "classes": lambda: dY.sum(axis=1),
        "row": lambda: dY.sum(axis=0, keepdims=True),
        "last": lambda: dY[-1],
        "ones": lambda: np.ones(dY.shape[1]),
    }[bias]()
    scale = {"none": 1.0, "twice": 1 / len(X) ** 2}.get(averaged, 1 / len(X))
    return (scale if averaged == "all" else 1.0) * dX, scale * dW, scale * db


LINEAR_BACKWARD = Exercise(
    name="linear_backward",
    topic=TOPIC,
    inputs=("dY: (N, C)", "X: (N, d)", "W: (C, d)"),
    outputs=("dX: (N, d)", "dW: (C, d)", "db: (C,)"),
    reference=linear_backward,
    cases=_backward_cases,
    imitation=_backward_imitation,
    mistakes=(
        Mistake(
            "dX_with_W_transposed",
            "`dX` is taken with W.T: it is dY @ W, of shape (N, C) (C, d) = (N, d). Where C = d both fit, "
            "and only one is right.",
            {"input_product": "transposed"},
        ),
        Mistake(
            "dW_factors_swapped",
            "`dW` has its factors swapped: X.T @ dY is (d, C). It is dY.T @ X, of shape "
            "(C, N) (N, d) = (C, d).",
            {("dW", "transpose"): True},
        ),
        Mistake(
            "dW_with_dY_not_transposed",
            "dY @ X does not fit unless N = C: sum the outer products over the batch, dY.T @ X.",
            {"weight_product": "not transposed"},
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
            {"bias": "none"},
        ),
        Mistake(
            "db_over_classes",
            "`db` is summed over the outputs: sum over the examples, axis=0; there are C biases.",
            {"bias": "classes"},
        ),
        Mistake(
            "db_row",
            "`db` has the shape (1, C): it has that of b, (C,). Leave out keepdims.",
            {"bias": "row"},
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
            {"averaged": "twice"},
        ),
    ),
    same_as={"dW_transposed": "dW_factors_swapped"},
)
