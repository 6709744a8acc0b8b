"""The Jacobian of the ReLU as a matrix."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.jacobians.relu_inputs import ANY_SLOPE_AT_ZERO, relu_inputs
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.relu import relu_slope
from course_lib.derivatives.jacobians import relu_jacobian


def _cases(draw: Draw) -> Iterator[Case]:
    for name, x, unasked in relu_inputs(draw, seed=52):
        yield Case(name, {"x": x}, unasked)


def _imitation(x: Array, *, at_zero: float = 0, mask: str = "x > 0", form: str = "diagonal") -> Array:
    """`relu_jacobian` with a switch for each mistake."""
    slopes = relu_slope(x, mask=mask, at_zero=at_zero)
    n = len(x)
    forms = {
        "diagonal": np.diag(slopes),
        "flat": slopes,
        "rows": np.tile(slopes, (n, 1)),
        "columns": np.tile(slopes[:, None], (1, n)),
        "outer": np.outer(slopes, slopes),
    }
    return forms[form]


RELU_JACOBIAN = Exercise(
    name="relu_jacobian",
    topic="jacobians",
    inputs=("x: (n,)",),
    outputs=("jacobian: (n, n) symmetric",),
    reference=relu_jacobian,
    cases=_cases,
    imitation=_imitation,
    subgradients=ANY_SLOPE_AT_ZERO,
    mistakes=(
        Mistake(
            "value_for_slope",
            "On the diagonal stands max(0, x) itself: the derivative is 1 where x is positive, else 0.",
            {"mask": "value"},
        ),
        Mistake(
            "mask_inverted",
            "The slopes are inverted: 1 where x is positive, 0 where it is negative.",
            {"mask": "inverted"},
        ),
        Mistake(
            "sign_for_slope",
            "Where x is negative the slope is -1 here: it is 0.",
            {"mask": "sign"},
            formula="np.diag(x > 0)",
        ),
        Mistake(
            "mask_missing",
            "This is the identity: where x is negative, max(0, x) is constant and its slope 0.",
            {"mask": "missing"},
        ),
        Mistake(
            "x_for_slope",
            "On the diagonal stands x itself: the derivative is 1 where x is positive, else 0.",
            {"mask": "x"},
        ),
        Mistake(
            "only_the_diagonal",
            "This is the diagonal alone: the Jacobian is the (n, n) matrix with it, np.diag(...).",
            {"form": "flat"},
        ),
        Mistake(
            "not_diagonal",
            "Each output depends on one input only, so everything beside the diagonal is 0: np.diag(...).",
            {"form": "rows"},
        ),
        Mistake(
            "not_diagonal",
            "Each output depends on one input only, so everything beside the diagonal is 0: np.diag(...).",
            {"form": "columns"},
        ),
        Mistake(
            "outer_product",
            "np.outer fills the matrix: beside the diagonal everything is 0, np.diag(...).",
            {"form": "outer"},
        ),
    ),
)
