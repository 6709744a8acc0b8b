"""Jacobians of linear maps and of the quadratic form."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Case, Exercise, Mistake
from course_lib.derivatives.jacobians import linear_jacobian, linear_weight_jacobian, quadratic_form_gradient

TOPIC = "jacobians"

# ---------------------------------------------------------------- linear_jacobian and linear_weight_jacobian

_MATRICES = {
    "C and d differ": (4, 3, True),
    "a square W": (3, 3, True),
    "one output": (1, 5, False),
    "one input": (4, 1, False),
    "other sizes": (3, 6, False),
}


def _linear_cases():
    for number, (name, (C, d, public)) in enumerate(_MATRICES.items()):
        yield Case(name, {"W": np.random.default_rng((56, number)).normal(size=(C, d))}, public)
    yield Case("integer W", {"W": np.array([[1, 2, 3], [4, 5, 7]])})


def _linear_imitation(W, *, form="W"):
    return {
        "W": lambda: W * 1.0,
        "sum": lambda: W.sum(axis=0),
        "row sums": lambda: W.sum(axis=1),
        "gram": lambda: W.T @ W,
        "ones": lambda: np.ones(W.shape),
        "inverse": lambda: np.linalg.pinv(W),
    }[form]()


LINEAR_JACOBIAN = Exercise(
    name="linear_jacobian",
    topic=TOPIC,
    inputs=("W: (C, d)",),
    outputs=("jacobian: (C, d)",),
    reference=linear_jacobian,
    cases=_linear_cases,
    imitation=_linear_imitation,
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


def _weight_cases():
    sizes = {
        "C and d differ": (2, 3, True),
        "C equals d": (3, 3, True),
        "one output": (1, 4, False),
        "one input": (3, 1, False),
        "more outputs than inputs": (5, 2, False),
    }
    for number, (name, (C, d, public)) in enumerate(sizes.items()):
        yield Case(name, {"x": np.random.default_rng((57, number)).normal(size=d), "C": C}, public)
    yield Case("integer x", {"x": np.array([2, -1, 3]), "C": 4})


def _weight_imitation(x, C, *, where="diagonal", axes="told"):
    d = len(x)
    chosen = {"diagonal": np.eye(C), "everywhere": np.ones((C, C)), "first": np.eye(C)[0] * np.ones((C, 1))}
    J = chosen[where][:, :, None] * np.asarray(x, dtype=float)
    return {
        "told": lambda: J,
        "input in the middle": lambda: np.moveaxis(J, 2, 1),
        "input first": lambda: np.moveaxis(J, 2, 0),
        "flat": lambda: J.reshape(C, C * d),
        "rows of x": lambda: np.tile(np.asarray(x, dtype=float), (C, 1)),
        "x": lambda: np.asarray(x, dtype=float),
    }[axes]()


LINEAR_WEIGHT_JACOBIAN = Exercise(
    name="linear_weight_jacobian",
    topic=TOPIC,
    inputs=("x: (d,)", "C: scalar int"),
    outputs=("jacobian: (C, C, d)",),
    reference=linear_weight_jacobian,
    cases=_weight_cases,
    imitation=_weight_imitation,
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

# ---------------------------------------------------------------- quadratic_form_gradient


def _quadratic_cases():
    for number, (name, n, public) in enumerate(
        (("a general A", 3, True), ("a larger A", 5, False), ("a 2×2 A", 2, False))
    ):
        rng = np.random.default_rng((58, number))
        yield Case(name, {"w": rng.normal(size=n), "A": rng.normal(size=(n, n))}, public)
    rng = np.random.default_rng(59)
    half, w = rng.normal(size=(3, 3)), rng.normal(size=3)
    yield Case("a symmetric A", {"w": w, "A": half + half.T}, public=True)
    # Without the diagonal the answer would be 0, and float32 would leave rounding noise.
    yield Case("antisymmetric beside the diagonal", {"w": w, "A": half - half.T + np.diag([1.0, -2.0, 0.5])})
    yield Case("an upper triangular A", {"w": w, "A": np.triu(half)}, public=True)
    yield Case("one number", {"w": np.array([1.5]), "A": np.array([[2.0]])})
    yield Case("integers", {"w": np.array([1, 2]), "A": np.array([[0, 1], [0, 3]])})


def _quadratic_imitation(w, A, *, form="both", flat=False):
    row = {
        "both": lambda: w @ (A + A.T),
        "2wA": lambda: 2 * w @ A,
        "2wAT": lambda: 2 * A @ w,
        "wA": lambda: w @ A,
        "wAT": lambda: A @ w,
        "difference": lambda: w @ (A - A.T),
        "diagonal": lambda: 2 * w * np.diag(A),
        "value": lambda: np.asarray(w @ A @ w),
    }[form]()
    return row * 1.0 if flat or row.ndim == 0 else row[None, :] * 1.0


_SYMMETRIC = "2wᵀA holds for a symmetric A only: the product rule gives wᵀA and wᵀAᵀ, so wᵀ(A + Aᵀ)."

QUADRATIC_FORM_GRADIENT = Exercise(
    name="quadratic_form_gradient",
    topic=TOPIC,
    inputs=("w: (n,)", "A: (n, n)"),
    outputs=("row: (1, n)",),
    reference=quadratic_form_gradient,
    cases=_quadratic_cases,
    imitation=_quadratic_imitation,
    mistakes=(
        Mistake("only_for_symmetric", _SYMMETRIC, {"form": "2wA"}),
        Mistake(
            "only_for_symmetric",
            "2wᵀAᵀ holds for a symmetric A only: the product rule gives wᵀA and wᵀAᵀ, so wᵀ(A + Aᵀ).",
            {"form": "2wAT"},
        ),
        Mistake(
            "one_factor_derived",
            "Only one of the two w is derived: w stands left and right of A, so add wᵀAᵀ, wᵀ(A + Aᵀ).",
            {"form": "wA"},
        ),
        Mistake(
            "one_factor_derived",
            "Only one of the two w is derived: w stands left and right of A, so add wᵀA, wᵀ(A + Aᵀ).",
            {"form": "wAT"},
        ),
        Mistake(
            "transpose_subtracted",
            "The transpose is subtracted: both parts of the product rule add, wᵀ(A + Aᵀ).",
            {"form": "difference"},
        ),
        Mistake(
            "only_squares_derived",
            "Only the squares w_i² are derived: the mixed terms A_ij w_i w_j depend on w_i as well.",
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
)
