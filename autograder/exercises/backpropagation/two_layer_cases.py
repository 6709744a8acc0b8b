"""The cases of the two-layer net: batches with a hidden layer, and scores far from 0."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.batches import LABELS, batches, other_labels

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
    high = exact["b2"] + np.array([1000.0, 0, 1000, 1000])
    yield Case("scores of 1000", {**exact, "b2": high, "y": np.array([2, 0, 3, 0, 2])})
    yield Case("scores of rows 2000 below those of other rows", _rows_apart(exact))


def _exact(usual: dict[str, Any]) -> dict[str, Any]:
    """The same with quarters for numbers, so that scores far from 0 are exact in float32."""
    quarters = {name: np.round(4 * usual[name]) / 4 for name in ("X", *PARAMETERS)}
    quarters["b1"] += 1 / 32  # no sum of products of quarters is then 0, the kink
    return {**usual, **quarters}


def _rows_apart(exact: dict[str, Any]) -> dict[str, Any]:
    """The first hidden unit, which the first input moves alone, lowers all scores of some rows by 2000."""
    moved = {name: exact[name].copy() for name in ("X", "W1", "W2")}
    moved["X"][:, 0] = [0, 2000, 0, 0, 2000]
    moved["W1"][:, 0] = np.eye(len(moved["W1"]))[0]
    moved["W1"][0, 1:] = 0
    moved["W2"][:, 0] = -1
    return {**exact, **moved, "reg": 0.125}


def _arguments(
    rng: np.random.Generator, N: int, d: int, H: int, C: int, y: Array, reg: float
) -> dict[str, Any]:
    W1, b1 = rng.normal(size=(H, d)), 0.5 * rng.normal(size=H)
    W2, b2 = rng.normal(size=(C, H)), rng.normal(size=C)
    return {"X": rng.normal(size=(N, d)), "y": y, "W1": W1, "b1": b1, "W2": W2, "b2": b2, "reg": reg}
