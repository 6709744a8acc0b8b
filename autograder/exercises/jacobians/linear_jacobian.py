"""The Jacobian of y = W x by x."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from course_lib.derivatives.jacobians import linear_jacobian

_MATRICES = {
    "C and d differ": (4, 3),
    "a square W": (3, 3),
    "one output": (1, 5),
    "one input": (4, 1),
    "other sizes": (3, 6),
}


def _cases(draw: Draw) -> Iterator[Case]:
    for number, (name, (C, d)) in enumerate(_MATRICES.items()):
        yield Case(name, {"W": draw.rng(56, number).normal(size=(C, d))})
    yield Case("integer W", {"W": np.array([[1, 2, 3], [4, 5, 7]])}, unasked=True)


def _imitation(W: Array, *, form: str = "W") -> Array:
    """`linear_jacobian` with a switch for the mistakes."""
    forms = {
        "W": W * 1.0,
        "sum": W.sum(axis=0),
        "row sums": W.sum(axis=1),
        "gram": W.T @ W,
        "ones": np.ones(W.shape),
    }
    return forms[form]


LINEAR_JACOBIAN = Exercise(
    name="linear_jacobian",
    topic="jacobians",
    inputs=("W: (C, d)",),
    outputs=("jacobian: (C, d)",),
    reference=linear_jacobian,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        Mistake(
            "jacobian_transposed",
            "Wᵀ is the derivative in denominator layout: in numerator layout outputs run along the rows, "
            "(C, d), and that is W.",
            {("jacobian", "transpose"): True},
        ),
        Mistake(
            "outputs_added_up",
            "The rows of W are added up: that is the derivative of the sum of the outputs. Each output has "
            "a row of its own.",
            {"form": "sum"},
        ),
        Mistake(
            "inputs_added_up",
            "The columns of W are added up: each input has a column of its own.",
            {"form": "row sums"},
        ),
        Mistake(
            "derived_twice",
            "WᵀW belongs to ‖Wx‖²: the derivative of W x is W itself.",
            {"form": "gram"},
        ),
        Mistake(
            "weights_dropped",
            "Ones everywhere: y_i = sum_j W_ij x_j, so its derivative by x_j is W_ij.",
            {"form": "ones"},
        ),
    ),
)
