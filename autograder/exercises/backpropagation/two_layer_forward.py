"""The forward pass of a two-layer ReLU net: the step before its loss and gradients."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.batches import LABELS, batches, other_labels
from autograder.exercises.parts.linear_layer import with_bias
from course_lib.networks.relu_nets import two_layer_forward

PARAMETERS = ("W1", "b1", "W2", "b2")
# Six hidden units, unless that would equal another size, or the name asks for it.
_HIDDEN_UNITS = {"N equals C": 5, "square: N = d = C": 4, "one example": 2, "a larger batch": 7}


def two_layer_cases(draw: Draw) -> Iterator[Case]:
    """Batches of all shapes, then the corners: no penalty, a dead last layer, scores far from 0."""
    for batch in batches(draw, seed=46):
        H = _HIDDEN_UNITS.get(batch.name, 6)
        reg = float(batch.rng.uniform(0.1, 0.4))
        yield Case(batch.name, _arguments(batch.rng, batch.N, batch.d, H, batch.C, batch.y, reg))
    rng = draw.rng(460)
    usual = _arguments(rng, 5, 3, 6, 4, LABELS, 0.3)
    usual["y"] = other_labels(draw, rng)
    yield Case("no penalty", {**usual, "reg": 0.0})
    yield Case("last layer 0", {**usual, "W2": 0 * usual["W2"], "b2": 0 * usual["b2"]})
    yield Case("large biases", {**usual, "b1": 3 + usual["b1"], "b2": 5 * usual["b2"]})
    exact = _exact(usual)
    low = exact["b2"] - np.array([1000.0, 2000, 1000, 1000])
    yield Case("scores of -1000", {**exact, "b2": low, "y": np.array([2, 0, 3, 0, 2])})
    yield Case("scores of rows 2000 below those of other rows", _rows_apart(exact))


def _exact(usual: dict[str, Any]) -> dict[str, Any]:
    """The same with quarters for numbers, so that scores far from 0 are exact in float32."""
    quarters = {name: np.round(4 * usual[name]) / 4 for name in ("X", *PARAMETERS)}
    quarters["b1"] += 1 / 32  # no sum of products of quarters is then 0, the kink
    return {**usual, **quarters}


def _rows_apart(exact: dict[str, Any]) -> dict[str, Any]:
    """The first hidden unit, which the first input moves alone, raises all scores of some rows by 2000."""
    moved = {name: exact[name].copy() for name in ("X", "W1", "W2")}
    moved["X"][:, 0] = [0, 2000, 0, 0, 2000]
    moved["W1"][:, 0] = np.eye(len(moved["W1"]))[0]
    moved["W1"][0, 1:] = 0
    moved["W2"][:, 0] = 1
    return {**exact, **moved, "reg": 0.125}


def _arguments(
    rng: np.random.Generator, N: int, d: int, H: int, C: int, y: Array, reg: float
) -> dict[str, Any]:
    W1, b1 = rng.normal(size=(H, d)), 0.5 * rng.normal(size=H)
    W2, b2 = rng.normal(size=(C, H)), rng.normal(size=C)
    return {"X": rng.normal(size=(N, d)), "y": y, "W1": W1, "b1": b1, "W2": W2, "b2": b2, "reg": reg}


def _cases(draw: Draw) -> Iterator[Case]:
    for case in two_layer_cases(draw):
        if case.name != "no penalty":
            yield Case(case.name, {name: case.arguments[name] for name in ("X", *PARAMETERS)})


def _imitation(
    X: Array,
    W1: Array,
    b1: Array,
    W2: Array,
    b2: Array,
    *,
    first_bias: str = "added",
    last_bias: str = "added",
    relu: str = "between the layers",
    last_input: str = "behind the ReLU",
    returned: str = "behind the ReLU",
) -> tuple[Array, Array]:
    """`two_layer_forward` with a switch for each mistake."""
    Z = with_bias(X @ W1.T, b1, bias=first_bias)
    hidden = Z if relu in ("missing", "on the scores alone") else np.maximum(0, Z)
    if relu == "before b1":
        hidden = np.maximum(0, X @ W1.T) + b1
    scores = with_bias((Z if last_input == "before the ReLU" else hidden) @ W2.T, b2, bias=last_bias)
    if relu in ("on the scores as well", "on the scores alone"):
        scores = np.maximum(0, scores)
    return (Z if returned == "before the ReLU" else hidden), scores


def _biases(first: str, last: str) -> dict[str, Any]:
    return {"first_bias": first, "last_bias": last}


TWO_LAYER_FORWARD = Exercise(
    name="two_layer_forward",
    topic="backpropagation",
    inputs=("X: (N, d)", "W1: (H, d)", "b1: (H,)", "W2: (C, H)", "b2: (C,)"),
    outputs=("hidden: (N, H)", "scores: (N, C)"),
    reference=two_layer_forward,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        Mistake(
            "b1_forgotten",
            "The bias b1 is missing: add it before the ReLU.",
            {"first_bias": "missing"},
            formula="hidden = max(0, X @ W1.T + b1)",
        ),
        Mistake(
            "b2_forgotten",
            "The bias b2 is missing: add it to the scores.",
            {"last_bias": "missing"},
            formula="scores = hidden @ W2.T + b2",
        ),
        Mistake(
            "biases_forgotten",
            "Both biases are missing: add b1 before the ReLU and b2 to the scores.",
            _biases("missing", "missing"),
        ),
        Mistake(
            "relu_forgotten",
            "There is no ReLU between the layers: two linear layers in a row are one linear layer.",
            {"relu": "missing"},
        ),
        Mistake(
            "b1_after_relu",
            "The bias b1 is added behind the ReLU: it belongs to the first layer, so add it before.",
            {"relu": "before b1"},
        ),
        Mistake(
            "relu_on_scores",
            "The scores go through a ReLU as well: it stands between the layers, and scores may be negative.",
            {"relu": "on the scores as well"},
        ),
        Mistake(
            "relu_on_scores_alone",
            "The ReLU stands behind the last layer: it belongs between the two.",
            {"relu": "on the scores alone"},
            formula="hidden = max(0, X @ W1.T + b1)",
        ),
        Mistake(
            "scores_before_relu",
            "The scores are taken of the values before the ReLU: the last layer's input is `hidden`.",
            {"last_input": "before the ReLU"},
        ),
        Mistake(
            "hidden_before_relu",
            "`hidden` is returned as it was before the ReLU (the scores are right): return max(0, ...).",
            {"returned": "before the ReLU"},
        ),
    ),
)
