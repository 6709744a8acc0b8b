"""The Jacobian of y = W x by W, a tensor."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from course_lib.derivatives.jacobians import linear_weight_jacobian


def _cases(draw: Draw) -> Iterator[Case]:
    sizes = {
        "C and d differ": (2, 3),
        "C equals d": (3, 3),
        "one output": (1, 4),
        "one input": (3, 1),
        "more outputs than inputs": (5, 2),
    }
    for number, (name, (C, d)) in enumerate(sizes.items()):
        yield Case(name, {"x": draw.rng(57, number).normal(size=d), "C": C})
    yield Case("integer x", {"x": np.array([2, -1, 3]), "C": 4}, unasked=True)


def _imitation(x: Array, C: int, *, where: str = "diagonal", axes: str = "output, row, input") -> Array:
    """`linear_weight_jacobian` with a switch for each mistake."""
    x = np.asarray(x, dtype=float)
    chosen = {"diagonal": np.eye(C), "everywhere": np.ones((C, C)), "first": np.eye(C)[0] * np.ones((C, 1))}
    J = chosen[where][:, :, None] * x
    forms = {
        "output, row, input": J,
        "input in the middle": np.moveaxis(J, 2, 1),
        "input first": np.moveaxis(J, 2, 0),
        "flat": J.reshape(C, C * len(x)),
        "rows of x": np.tile(x, (C, 1)),
        "x": x,
    }
    return forms[axes]


LINEAR_WEIGHT_JACOBIAN = Exercise(
    name="linear_weight_jacobian",
    topic="jacobians",
    inputs=("x: (d,)", "C: scalar int"),
    outputs=("jacobian: (C, C, d)",),
    reference=linear_weight_jacobian,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        Mistake(
            "x_in_every_row",
            "x stands in every row: score i depends on row i of W alone, so [i, j] is 0 where i and j "
            "differ.",
            {"where": "everywhere"},
        ),
        Mistake(
            "x_in_the_first_row",
            "x always stands in the first row: score i depends on row i of W.",
            {"where": "first"},
        ),
        Mistake(
            "input_axis_first",
            "The axis of the inputs comes first: first the output, then the two axes of W, (C, C, d).",
            {"axes": "input first"},
        ),
        Mistake(
            "input_axis_in_the_middle",
            "The axis of the inputs stands in the middle: first the output, then the two axes of W, (C, C, "
            "d).",
            {"axes": "input in the middle"},
        ),
        Mistake(
            "flattened",
            "The weights are flattened, (C, C·d): keep the two axes of W, (C, C, d).",
            {"axes": "flat"},
        ),
        Mistake(
            "zeros_left_out",
            "x in C rows, (C, d), holds what is not 0: the tensor has one axis more, (C, C, d).",
            {"axes": "rows of x"},
        ),
        Mistake(
            "one_row_only",
            "This is x, the derivative of one score by its own row: the tensor is (C, C, d).",
            {"axes": "x"},
        ),
    ),
)
