"""The fully connected layer as a module."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from autograder.exercises.capstone.memories import MEMORY_MISTAKES, taken_back
from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.linear_layer import bias_gradient, with_bias
from course_lib.networks.modules import Linear

# name: N of the first forward pass, n of the second, d, C
_SIZES = {
    "two batches": (4, 2, 3, 5),
    "two batches of one size": (3, 3, 2, 4),
    "one example, then several": (1, 4, 3, 2),
    "d = C": (5, 2, 3, 3),
    "one output": (3, 2, 4, 1),
    "all sizes equal": (3, 3, 3, 3),
    "larger": (9, 8, 7, 6),
}


def _cases(draw: Draw) -> Iterator[Case]:
    for number, (name, (N, n, d, C)) in enumerate(_SIZES.items()):
        rng = draw.rng(75, number)
        shapes = {"W": (C, d), "b": (C,), "X1": (N, d), "X2": (n, d), "dY1": (N, C), "dY2": (n, C)}
        yield Case(name, {key: rng.normal(size=shape) for key, shape in shapes.items()})


def _use(
    module: Callable[..., Any], W: Array, b: Array, X1: Array, X2: Array, dY1: Array, dY2: Array
) -> tuple[Array, Array, Array, Array]:
    """Used in two places: forward twice, then backward twice."""
    layer = module(W, b)
    layer.forward(X1)
    Y2 = layer.forward(X2)
    layer.backward(dY2)
    dX1 = layer.backward(dY1)
    return Y2, dX1, layer.dW, layer.db


def _imitation(
    W: Array,
    b: Array,
    X1: Array,
    X2: Array,
    dY1: Array,
    dY2: Array,
    *,
    memory: str = "stack",
    stored: str = "added",
    bias: str = "added",
    db: str = "over examples",
) -> tuple[Array, Array, Array, Array]:
    """`Linear` with a switch for each mistake."""
    passes = tuple(zip((dY2, dY1), taken_back(X1, X2, memory=memory), strict=True))
    weight_parts = [dY.T @ X for dY, X in passes]
    bias_parts = [bias_gradient(dY, bias=db) for dY, _ in passes]
    if stored == "last alone":
        weight_parts, bias_parts = weight_parts[1:], bias_parts[1:]
    if stored == "last db alone":
        bias_parts = bias_parts[1:]
    return with_bias(X2 @ W.T, b, bias=bias), dY1 @ W, sum(weight_parts), sum(bias_parts)


LINEAR = Exercise(
    name="Linear",
    topic="capstone",
    inputs=("W: (C, d)", "b: (C,)", "X1: (N, d)", "X2: (n, d)", "dY1: (N, C)", "dY2: (n, C)"),
    outputs=("Y: (n, C)", "dX: (N, d)", "dW: (C, d)", "db: (C,)"),
    reference=Linear,
    cases=_cases,
    imitation=_imitation,
    use=_use,
    parameters=("W", "b"),
    mistakes=(
        *MEMORY_MISTAKES,
        Mistake(
            "gradients_overwritten",
            "dW and db hold the last backward pass alone: the layer is used twice, and what comes back along "
            "two ways is added, self.dW = self.dW + ...",
            {"stored": "last alone"},
        ),
        Mistake(
            "db_overwritten",
            "db holds the last backward pass alone (dW is right): add to it as well.",
            {"stored": "last db alone"},
        ),
        Mistake(
            "bias_forgotten",
            "The bias is missing: forward adds b to every row.",
            {"bias": "missing"},
            formula="X @ W.T + b",
        ),
        Mistake(
            "db_ones",
            "db is 1: that is the local gradient. Sum the rows of the upstream gradient.",
            {"db": "ones"},
        ),
        Mistake(
            "db_last_example_only",
            "db holds the last example alone: sum over all rows of the upstream gradient.",
            {"db": "last"},
        ),
    ),
)
