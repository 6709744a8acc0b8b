"""Matrices as vectors, in either order, and the Jacobian of a product of matrices."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Case, Exercise, Mistake
from course_lib.derivatives.vectorisation import matmul_jacobian, vec

TOPIC = "jacobians"


def _vec_cases():
    sizes = {"two rows": (2, 3, True), "three rows": (3, 2, True), "a square": (3, 3, True)}
    sizes |= {"one row": (1, 4, False), "one column": (5, 1, False), "larger": (4, 6, False)}
    for number, (name, (k, l, public)) in enumerate(sizes.items()):  # noqa: E741 - the lecture's letter
        M = np.random.default_rng((60, number)).normal(size=(k, l))
        for order in ("row", "column"):
            yield Case(f"{name}, {order} by {order}", {"M": M, "order": order}, public)
    yield Case("integers", {"M": np.array([[1, 2, 3], [4, 5, 6]]), "order": "column"})


def _other(order):
    return {"row": "column", "column": "row"}[order]


def _order_of(order, orders):
    return {"told": order, "exchanged": _other(order)}.get(orders, orders)


def _vec_imitation(M, order, *, orders="told", form="vector"):
    flat = np.ravel(M, order="C" if _order_of(order, orders) == "row" else "F") * 1.0
    return {"vector": flat, "row": flat[None, :], "matrix": M * 1.0, "turned": M.T * 1.0}[form]


def _order_mistakes(what):
    return (
        Mistake(
            "orders_exchanged",
            f'The orders are exchanged: "row" {what} row after row, "column" column after column.',
            {"orders": "exchanged"},
        ),
        Mistake(
            "always_row",
            f'`order` is ignored, it is always row by row: "column" {what} column after column, as '
            ".T.ravel() does.",
            {"orders": "row"},
        ),
        Mistake(
            "always_column",
            f'`order` is ignored, it is always column by column: "row" {what} row after row, as .ravel() '
            "does.",
            {"orders": "column"},
        ),
    )


VEC = Exercise(
    name="vec",
    topic=TOPIC,
    inputs=("M: (k, l)", "order: text"),
    outputs=("v: (kl,)",),
    reference=vec,
    cases=_vec_cases,
    imitation=_vec_imitation,
    mistakes=(
        *_order_mistakes("writes the entries"),
        Mistake(
            "row_of_a_matrix",
            "The result has the shape (1, kl): a vector has one axis, (kl,).",
            {"form": "row"},
        ),
        Mistake(
            "not_flattened",
            "The result is still a matrix: a vector has one axis, (kl,).",
            {"form": "matrix"},
        ),
        Mistake(
            "not_flattened",
            "The result is still a matrix, the transpose: a vector has one axis, (kl,).",
            {"form": "turned"},
        ),
    ),
)


def _matmul_cases():
    sizes = {"A is 2×3, B has 2 columns": (2, 3, 2, True), "a square A": (3, 3, 2, True)}
    sizes |= {
        "one row": (1, 3, 4, False),
        "one column": (4, 1, 3, False),
        "one column of B": (2, 4, 1, False),
    }
    sizes |= {"all sizes differ": (2, 4, 3, False), "all sizes equal": (3, 3, 3, False)}
    for number, (name, (m, k, n, public)) in enumerate(sizes.items()):
        A = np.random.default_rng((61, number)).normal(size=(m, k))
        for order in ("row", "column"):
            yield Case(f"{name}, {order} by {order}", {"A": A, "n": n, "order": order}, public)
    yield Case("integer A", {"A": np.array([[1, 2], [3, 5]]), "n": 3, "order": "column"})


def _matmul_imitation(A, n, order, *, orders="told", identity="n", form="kron", turned=False):
    A = A.T * 1.0 if turned else A * 1.0
    unit = {"n": lambda: np.eye(n), "m": lambda: np.eye(A.shape[0]), "k": lambda: np.eye(A.shape[1])}[
        identity
    ]()
    unit = np.ones(unit.shape) if form == "ones" else unit
    if form == "A":
        return A
    return np.kron(unit, A) if _order_of(order, orders) == "column" else np.kron(A, unit)


MATMUL_JACOBIAN = Exercise(
    name="matmul_jacobian",
    topic=TOPIC,
    inputs=("A: (m, k)", "n: scalar int", "order: text"),
    outputs=("jacobian: (mn, kn)",),
    reference=matmul_jacobian,
    cases=_matmul_cases,
    imitation=_matmul_imitation,
    mistakes=(
        *_order_mistakes("flattens"),
        Mistake(
            "identity_of_rows",
            "The identity has the size of the rows of A: there is one block for each of the n columns of B, "
            "I_n.",
            {"identity": "m"},
        ),
        Mistake(
            "identity_of_columns",
            "The identity has the size of the columns of A: there is one block for each of the n columns of "
            "B, I_n.",
            {"identity": "k"},
        ),
        Mistake(
            "ones_for_identity",
            "Ones stand where the identity belongs: a column of AB depends on its own column of B alone.",
            {"form": "ones"},
        ),
        Mistake(
            "one_block_only",
            "This is A alone, right for one column of B: with n columns there are n blocks, np.kron.",
            {"form": "A"},
        ),
        Mistake(
            "A_transposed",
            "The blocks are Aᵀ, as in denominator layout: in numerator layout they are A itself, and the "
            "Jacobian is (mn, kn).",
            {"turned": True},
        ),
    ),
    same_as={"jacobian_transposed": "A_transposed"},
)
