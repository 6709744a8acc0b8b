"""The derivative of the quadratic form wᵀAw."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from course_lib.derivatives.jacobians import quadratic_form_gradient


def _cases(draw: Draw) -> Iterator[Case]:
    for number, (name, n) in enumerate((("a general A", 3), ("a larger A", 5), ("a 2×2 A", 2))):
        rng = draw.rng(58, number)
        yield Case(name, {"w": rng.normal(size=n), "A": rng.normal(size=(n, n))})
    rng = draw.rng(59)
    half, w = rng.normal(size=(3, 3)), rng.normal(size=3)
    yield Case("a symmetric A", {"w": w, "A": half + half.T})
    # Without the diagonal the answer would be 0, and float32 would leave rounding noise.
    yield Case("antisymmetric beside the diagonal", {"w": w, "A": half - half.T + np.diag([1.0, -2.0, 0.5])})
    yield Case("an upper triangular A", {"w": w, "A": np.triu(half)})
    one = (1.5, 2.0) if draw.is_public else rng.uniform(1.5, 3, size=2)
    yield Case("one number", {"w": np.array([one[0]]), "A": np.array([[one[1]]])})
    yield Case("integers", {"w": np.array([1, 2]), "A": np.array([[0, 1], [0, 3]])}, unasked=True)


def _imitation(w: Array, A: Array, *, form: str = "both", flat: bool = False) -> Array:
    """`quadratic_form_gradient` with a switch for each mistake."""
    forms = {
        "both": w @ (A + A.T),
        "2wA": 2 * w @ A,
        "2wAT": 2 * A @ w,
        "wA": w @ A,
        "wAT": A @ w,
        "difference": w @ (A - A.T),
        "diagonal": 2 * w * np.diag(A),
        "value": np.asarray(w @ A @ w),
    }
    row = forms[form] * 1.0
    return row if flat or form == "value" else row[None, :]


_SYMMETRIC = "Right for a symmetric A only: the product rule gives one part with A and one with Aᵀ."

QUADRATIC_FORM_GRADIENT = Exercise(
    name="quadratic_form_gradient",
    topic="jacobians",
    inputs=("w: (n,)", "A: (n, n)"),
    outputs=("row: (1, n)",),
    reference=quadratic_form_gradient,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        Mistake("only_for_symmetric", _SYMMETRIC, {"form": "2wA"}, formula="wᵀ(A + Aᵀ)"),
        Mistake(
            "only_for_symmetric",
            "Right for a symmetric A only: the product rule gives one part with A and one with Aᵀ.",
            {"form": "2wAT"},
            formula="wᵀ(A + Aᵀ)",
        ),
        Mistake(
            "one_factor_derived",
            "Only one of the two w is differentiated: w stands left and right of A, so add the part with Aᵀ.",
            {"form": "wA"},
            formula="wᵀ(A + Aᵀ)",
        ),
        Mistake(
            "one_factor_derived",
            "Only one of the two w is differentiated: w stands left and right of A, so add the part with A.",
            {"form": "wAT"},
            formula="wᵀ(A + Aᵀ)",
        ),
        Mistake(
            "transpose_subtracted",
            "The transpose is subtracted: both parts of the product rule add.",
            {"form": "difference"},
            formula="wᵀ(A + Aᵀ)",
        ),
        Mistake(
            "only_squares_derived",
            "Only the squares w_i² are differentiated: the mixed terms A_ij w_i w_j depend on w_i as well.",
            {"form": "diagonal"},
        ),
        Mistake(
            "value_returned",
            "This is wᵀAw itself: return its derivative, a row (1, n).",
            {"form": "value"},
            paired=False,
        ),
        Mistake(
            "row_transposed",
            "The derivative is a column, as in denominator layout: in numerator layout that of a scalar is a "
            "row, (1, n). Write [None, :] instead of [:, None], or take the transpose.",
            {("row", "transpose"): True},
        ),
        Mistake(
            "flat",
            "The shape is (n,): in numerator layout the derivative of a scalar is a row, (1, n). Write "
            "[None, :].",
            {"flat": True},
        ),
    ),
    same_as={"row_flat": "flat"},
)
