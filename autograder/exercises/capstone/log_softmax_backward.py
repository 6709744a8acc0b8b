"""The backward pass of log-softmax."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.batches import batches
from autograder.exercises.parts.softmax import MAXIMUM_STARTS_TOO_HIGH, class_probabilities
from course_lib.networks.array_gates import log_softmax_backward


def _cases(draw: Draw) -> Iterator[Case]:
    for batch in batches(draw, seed=72):
        size = (batch.N, batch.C)
        arrays = {"dZ": batch.rng.normal(size=size), "scores": 2 * batch.rng.normal(size=size)}
        yield Case(batch.name, arrays)
    rng = draw.rng(720)
    picked = np.zeros((5, 4))
    picked[np.arange(5), rng.integers(4, size=5)] = -rng.uniform(0.1, 0.4, size=5)
    yield Case("as a loss sends it: one entry a row", {"dZ": picked, "scores": rng.normal(size=(5, 4))})
    far = _exact(rng.normal(size=(3, 4))) - 1000
    yield Case("scores of -1000", {"dZ": rng.normal(size=(3, 4)), "scores": far})
    rows = _exact(rng.normal(size=(3, 4))) + np.array([[1000.0], [-1000], [1000]])
    yield Case("one row of scores 2000 below the others", {"dZ": rng.normal(size=(3, 4)), "scores": rows})


def _exact(scores: Array) -> Array:
    """Multiples of 1/64, which float32 still has far from 0."""
    return np.round(64 * scores) / 64


def _imitation(
    dZ: Array, scores: Array, *, way: str = "sums of rows", upstream: str = "dZ", shift: str = "of each row"
) -> Array:
    """`log_softmax_backward` with a switch for each mistake."""
    p, _ = class_probabilities(scores, shift=shift)
    dZ = np.ones_like(dZ) if upstream == "ones" else dZ
    sums = dZ.sum(axis=1, keepdims=True)
    ways: dict[str, Any] = {
        "sums of rows": dZ - p * sums,
        "sums taken for 1": dZ - p,
        "diagonal": dZ * (1 - p),
        "of softmax": p * (dZ - (p * dZ).sum(axis=1, keepdims=True)),
        "over examples": dZ - p * dZ.sum(axis=0),
        "over everything": dZ - p * dZ.sum(),
        "forward": p,
        "added": dZ + p * sums,
    }
    return ways[way]


LOG_SOFTMAX_BACKWARD = Exercise(
    name="log_softmax_backward",
    topic="capstone",
    inputs=("dZ: (N, C)", "scores: (N, C)"),
    outputs=("dscores: (N, C)",),
    reference=log_softmax_backward,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        Mistake(
            "sum_taken_for_one",
            "dZ - p is right only where a row of `dZ` sums to 1: p is multiplied by the sum of the row.",
            {"way": "sums taken for 1"},
        ),
        Mistake(
            "diagonal_only",
            "Each score reaches its own log-probability alone here: the sum in log Σ e**s sends every score "
            "to all of its row. Subtract p times the sum of the row of `dZ`.",
            {"way": "diagonal"},
        ),
        Mistake(
            "backward_of_softmax",
            "This is the backward pass of softmax: differentiate its logarithm, whose second part has the "
            "sum of the row of `dZ`.",
            {"way": "of softmax"},
            formula="dZ - p * dZ.sum(axis=1, keepdims=True)",
        ),
        Mistake(
            "summed_over_examples",
            "`dZ` is summed over the examples: a row stands for itself, axis=1, keepdims=True.",
            {"way": "over examples"},
        ),
        Mistake(
            "summed_over_everything",
            "`dZ` is summed over everything: a row stands for itself, axis=1, keepdims=True.",
            {"way": "over everything"},
        ),
        Mistake(
            "probabilities_returned",
            "These are the probabilities: backward returns a gradient, dZ - p times the sum of the row.",
            {"way": "forward"},
        ),
        Mistake(
            "sign_of_second_part",
            "The second part has the opposite sign: the logarithm of the sum is subtracted forward, so p "
            "times the sum of the row is subtracted backward.",
            {"way": "added"},
        ),
        Mistake(
            "upstream_ignored",
            "The upstream gradient is ignored: every part has `dZ` as a factor.",
            {"upstream": "ones"},
        ),
        Mistake(
            "overflow",
            "exp overflows or vanishes for scores far from 0: subtract each row's maximum first.",
            {"shift": "missing"},
            credit=0.5,
        ),
        Mistake(
            "one_maximum_for_all_rows",
            "One maximum is subtracted from the whole matrix: a row far below it has only zeros left. Take "
            "that of each row, keepdims=True.",
            {"shift": "one for all rows"},
            credit=0.5,
        ),
        MAXIMUM_STARTS_TOO_HIGH,
    ),
)
