"""The Jacobian of a product of matrices, both written as vectors."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.jacobians.orders import order_mistakes, used_order
from autograder.exercises.parts.arrays import Array
from course_lib.derivatives.vectorisation import matmul_jacobian


def _cases(draw: Draw) -> Iterator[Case]:
    sizes = {
        "A is 2×3, B has 2 columns": (2, 3, 2),
        "a square A": (3, 3, 2),
        "one row": (1, 3, 4),
        "one column": (4, 1, 3),
        "one column of B": (2, 4, 1),
        "all sizes differ": (2, 4, 3),
        "all sizes equal": (3, 3, 3),
    }
    for number, (name, (m, k, n)) in enumerate(sizes.items()):
        A = draw.rng(61, number).normal(size=(m, k))
        for order in ("row", "column"):
            yield Case(f"{name}, {order} by {order}", {"A": A, "n": n, "order": order})
    yield Case("integer A", {"A": np.array([[1, 2], [3, 5]]), "n": 3, "order": "column"}, unasked=True)


def _imitation(
    A: Array,
    n: int,
    order: str,
    *,
    orders: str = "as asked",
    identity: str = "n",
    form: str = "kron",
    transposed: bool = False,
) -> Array:
    """`matmul_jacobian` with a switch for each mistake."""
    A = A.T * 1.0 if transposed else A * 1.0
    if form == "A":
        return A
    size = {"n": n, "m": A.shape[0], "k": A.shape[1]}[identity]
    unit = np.ones((size, size)) if form == "ones" else np.eye(size)
    return np.kron(unit, A) if used_order(order, orders) == "column" else np.kron(A, unit)


MATMUL_JACOBIAN = Exercise(
    name="matmul_jacobian",
    topic="jacobians",
    inputs=("A: (m, k)", "n: scalar int", "order: text"),
    outputs=("jacobian: (mn, kn)",),
    reference=matmul_jacobian,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        *order_mistakes("flattens"),
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
            {"transposed": True},
        ),
    ),
    same_as={"jacobian_transposed": "A_transposed"},
)
