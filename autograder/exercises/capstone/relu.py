"""The ReLU as a module."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.exercises.capstone.memories import MEMORY_MISTAKES, taken_back
from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.relu import relu_slope
from course_lib.networks.modules import ReLU

_SIZES = {
    "two batches": (4, 2, 3),
    "two batches of one size": (3, 3, 4),
    "one example, then several": (1, 4, 5),
    "one unit": (3, 4, 1),
    "all sizes equal": (3, 3, 3),
    "larger": (8, 8, 6),
}


def _cases(draw: Draw) -> Iterator[Case]:
    for number, (name, (N, n, H)) in enumerate(_SIZES.items()):
        rng = draw.rng(76, number)
        shapes = {"X1": (N, H), "X2": (n, H), "dY1": (N, H), "dY2": (n, H)}
        yield Case(name, {key: _away_from_0(rng, shape) for key, shape in shapes.items()})


def _away_from_0(rng: np.random.Generator, shape: tuple[int, int]) -> Array:
    return rng.uniform(0.2, 2, size=shape) * rng.choice([-1, 1], size=shape)


def _use(
    module: Callable[..., Any], X1: Array, X2: Array, dY1: Array, dY2: Array
) -> tuple[Array, Array, Array]:
    """Used in two places: forward twice, then backward twice."""
    relu = module()
    relu.forward(X1)
    Y2 = relu.forward(X2)
    dX2 = relu.backward(dY2)
    return Y2, relu.backward(dY1), dX2


def _imitation(
    X1: Array,
    X2: Array,
    dY1: Array,
    dY2: Array,
    *,
    memory: str = "stack",
    mask: str = "x > 0",
    forward: str = "relu",
) -> tuple[Array, Array, Array]:
    """`ReLU` with a switch for each mistake."""
    kept2, kept1 = taken_back(X1, X2, memory=memory)
    Y2 = {"relu": np.maximum(0, X2), "missing": X2, "absolute value": np.abs(X2)}[forward]
    return Y2, dY1 * relu_slope(kept1, dY1, mask=mask), dY2 * relu_slope(kept2, dY2, mask=mask)


RELU = Exercise(
    name="ReLU",
    topic="capstone",
    inputs=("X1: (N, H)", "X2: (n, H)", "dY1: (N, H)", "dY2: (n, H)"),
    outputs=("Y: (n, H)", "dX1: (N, H)", "dX2: (n, H)"),
    reference=ReLU,
    cases=_cases,
    imitation=_imitation,
    use=_use,
    parameters=(),
    mistakes=(
        *MEMORY_MISTAKES,
        Mistake(
            "mask_missing",
            "The upstream gradient comes back unchanged: it is 0 where the input was negative.",
            {"mask": "missing"},
        ),
        Mistake(
            "mask_of_upstream",
            "The sign of the upstream gradient decides: the sign of what forward was given does.",
            {"mask": "of the upstream gradient"},
        ),
        Mistake(
            "times_output",
            "The gradient is multiplied by the output: the slope is 1 where the input was positive.",
            {"mask": "value"},
        ),
        Mistake(
            "mask_inverted",
            "The mask is the wrong way round: the gradient passes where the input was positive.",
            {"mask": "inverted"},
        ),
        Mistake("relu_forgotten", "Forward returns its input: return max(0, X).", {"forward": "missing"}),
        Mistake(
            "absolute_value",
            "Forward returns the absolute value: negative inputs become 0.",
            {"forward": "absolute value"},
        ),
    ),
)
