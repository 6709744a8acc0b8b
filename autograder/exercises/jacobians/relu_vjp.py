"""The vector-Jacobian product of the ReLU, whose Jacobian is never formed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import MEMORY_IS_LIMITED, Case, Exercise, Mistake
from autograder.exercises.jacobians.relu_inputs import ANY_SLOPE_AT_ZERO, relu_inputs
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.relu import relu_slope
from course_lib.derivatives.jacobians import relu_vjp

MANY = 50_000
ROOM = 512 * 2**20  # bytes: a hundred times what the product needs, less than one dense matrix of bool
_FORMED = 10_000  # units from which forming the matrix is taken to fail


def _cases(draw: Draw) -> Iterator[Case]:
    for number, (name, x, unasked) in enumerate(relu_inputs(draw, seed=53)):
        rng = draw.rng(53, number, 1)
        dy = rng.uniform(0.3, 2, size=len(x)) * rng.choice([-1, 1], size=len(x))
        if number == 0:
            dy = np.array([4.0, -1.0, 5.0, 9.0]) * (1 if draw.is_public else rng.uniform(0.7, 1.5, size=4))
        yield Case(name, {"dy": dy, "x": x}, unasked)
    if MEMORY_IS_LIMITED:
        rng = draw.rng(54)
        many = {"dy": rng.normal(size=MANY), "x": rng.normal(size=MANY)}
        yield Case(f"{MANY:,} units, and memory for a few vectors", many, memory=ROOM)


def _imitation(
    dy: Array, x: Array, *, at_zero: float = 0, mask: str = "x > 0", upstream: str = "dy", dense: bool = False
) -> Array:
    """`relu_vjp` with a switch for each mistake."""
    if dense and len(x) > _FORMED:
        raise MemoryError(f"a matrix of {len(x)} x {len(x)}")
    slopes = relu_slope(x, dy, mask=mask, at_zero=at_zero)
    return slopes * (1.0 if upstream == "ones" else dy)


RELU_VJP = Exercise(
    name="relu_vjp",
    topic="jacobians",
    inputs=("dy: (n,)", "x: (n,)"),
    outputs=("dx: (n,)",),
    reference=relu_vjp,
    cases=_cases,
    imitation=_imitation,
    subgradients=ANY_SLOPE_AT_ZERO,
    mistakes=(
        Mistake(
            "dense_matrix_formed",
            f"Right, but the Jacobian is formed in full: with {MANY:,} units it would take 20 GB, and "
            "memory runs out. It is diagonal, so multiply element by element.",
            {"dense": True},
            formula="dy * (x > 0)",
        ),
        Mistake(
            "mask_of_upstream",
            "The mask looks at the upstream gradient: whether a unit lets it through depends on x.",
            {"mask": "of the upstream gradient"},
            formula="dy * (x > 0)",
        ),
        Mistake(
            "negative_upstream_lost",
            "Negative upstream gradients are lost: where x is positive, dy passes whatever its sign.",
            {"mask": "x > 0 and upstream > 0"},
        ),
        Mistake(
            "mask_missing",
            "The upstream gradient is returned as it is: where x is negative nothing passes.",
            {"mask": "missing"},
            formula="dy * (x > 0)",
        ),
        Mistake(
            "mask_inverted",
            "The mask is inverted: dy passes where x is positive.",
            {"mask": "inverted"},
        ),
        Mistake(
            "value_for_slope",
            "dy is multiplied by the value of the ReLU: the slope is 1 where x is positive.",
            {"mask": "value"},
            formula="dy * (x > 0)",
        ),
        Mistake(
            "sign_for_slope",
            "Where x is negative the slope is -1 here: it is 0.",
            {"mask": "sign"},
            formula="dy * (x > 0)",
        ),
        Mistake(
            "upstream_ignored",
            "This is the slope alone: multiply it by the upstream gradient dy.",
            {"upstream": "ones"},
        ),
    ),
)
