"""The backward pass of the ReLU."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.exercises.backpropagation.activations import activation_cases, activation_exercise
from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.relu import relu_slope
from course_lib.networks.activations import relu_backward


def _cases(draw: Draw) -> Iterator[Case]:
    yield from activation_cases(draw)
    dz = np.array([2.0, 3.0, -1.0]) * (1 if draw.is_public else draw.rng(410).uniform(0.5, 2, size=3))
    yield Case("an input of exactly 0", {"dz": dz, "x": np.array([0.0, 1.0, -1.0])})


def _imitation(
    dz: Array, x: Array, *, mask: str = "x > 0", upstream: str = "dz", at_zero: float = 0.0
) -> Array:
    """`relu_backward` with a switch for each mistake."""
    slope = relu_slope(x, dz, mask=mask, at_zero=at_zero)
    return (np.ones_like(dz) if upstream == "ones" else dz) * slope


RELU_BACKWARD = activation_exercise(
    relu_backward,
    cases=_cases,
    imitation=_imitation,
    subgradients=({}, {"at_zero": 1.0}),
    mistakes=(
        Mistake(
            "mask_missing",
            "The upstream gradient comes through everywhere: it is 0 where x < 0. A mask of the output, "
            "relu(x) >= 0, is always true.",
            {"mask": "missing"},
        ),
        Mistake(
            "mask_of_upstream",
            "The sign of the upstream gradient decides: it is the input that must be positive, x > 0.",
            {"mask": "of the upstream gradient"},
        ),
        Mistake("mask_shifted", "The kink lies at 1: it lies at x = 0.", {"mask": "x > 1"}),
        Mistake(
            "mask_of_neighbour",
            "Each entry gets the mask of its neighbour: entry i of dx depends on x[i] and dz[i] only.",
            {"mask": "of the neighbour"},
        ),
        Mistake(
            "mask_inverted",
            "The mask is the wrong way round: the gradient passes where x > 0.",
            {"mask": "x < 0"},
        ),
        Mistake(
            "times_output",
            "The gradient is multiplied by the output: the slope of ReLU is 1 where x > 0, not x.",
            {"mask": "value"},
        ),
        Mistake(
            "relu_of_product",
            "The ReLU is taken of the product with `dz`: the mask comes from x alone, and `dz` passes it "
            "as it is.",
            {"mask": "value of the product"},
        ),
        Mistake(
            "negative_upstream_lost",
            "Negative upstream gradients are lost: where x > 0, `dz` passes whatever its sign.",
            {"mask": "x > 0 and upstream > 0"},
        ),
        Mistake(
            "sign_of_input",
            "The slope for x < 0 is -1 here: it is 0 (np.sign is the slope of |x|).",
            {"mask": "sign"},
        ),
    ),
)
