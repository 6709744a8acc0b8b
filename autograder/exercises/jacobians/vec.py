"""A matrix as a vector, in either order."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.jacobians.orders import order_mistakes, used_order
from autograder.exercises.parts.arrays import Array
from course_lib.derivatives.vectorisation import vec


def _cases(draw: Draw) -> Iterator[Case]:
    sizes = {"two rows": (2, 3), "three rows": (3, 2), "a square": (3, 3)}
    sizes |= {"one row": (1, 4), "one column": (5, 1), "larger": (4, 6)}
    for number, (name, (k, l)) in enumerate(sizes.items()):  # noqa: E741 - the lecture's letter
        M = draw.rng(60, number).normal(size=(k, l))
        for order in ("row", "column"):
            yield Case(f"{name}, {order} by {order}", {"M": M, "order": order})
    yield Case("integers", {"M": np.array([[1, 2, 3], [4, 5, 6]]), "order": "column"}, unasked=True)


def _imitation(M: Array, order: str, *, orders: str = "as asked", form: str = "vector") -> Array:
    """`vec` with a switch for each mistake."""
    flat = np.ravel(M, order="C" if used_order(order, orders) == "row" else "F") * 1.0
    forms = {"vector": flat, "row": flat[None, :], "matrix": M * 1.0, "transpose": M.T * 1.0}
    return forms[form]


VEC = Exercise(
    name="vec",
    topic="jacobians",
    inputs=("M: (k, l)", "order: text"),
    outputs=("v: (kl,)",),
    reference=vec,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        *order_mistakes("writes the entries"),
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
            {"form": "transpose"},
        ),
    ),
)
