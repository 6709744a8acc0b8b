"""A vector back in the shape of its parameter, in either order."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.jacobians.orders import order_mistakes, used_order
from autograder.exercises.parts.arrays import Array
from course_lib.derivatives.vectorisation import unvec

_SHAPES = {
    "two rows": (2, 3),
    "three rows": (3, 2),
    "a square": (3, 3),
    "one row": (1, 4),
    "one column": (5, 1),
    "larger": (4, 6),
    "three axes": (2, 3, 4),
    "a batch of images": (2, 3, 5, 4),
}


def _cases(draw: Draw) -> Iterator[Case]:
    for number, (name, shape) in enumerate(_SHAPES.items()):
        v = draw.rng(60, number).normal(size=prod(shape))
        for order in ("row", "column"):
            yield Case(f"{name}, {order} by {order}", {"v": v, "shape": shape, "order": order})
    whole = {"v": np.arange(1, 7), "shape": (2, 3), "order": "column"}
    yield Case("integers", whole, unasked=True)


def _imitation(
    v: Array, shape: tuple[int, ...], order: str, *, orders: str = "as asked", form: str = "back"
) -> Array:
    """`unvec` with a switch for each mistake."""
    order, v = used_order(order, orders), v * 1.0
    if form == "flat":
        return v
    if order == "row":
        return v.reshape(shape)
    by_columns = {
        "back": v.reshape(shape, order="F"),
        "not turned": v.reshape(shape[::-1]),
        "turned after": v.reshape(shape).T,
        "last two turned": np.swapaxes(v.reshape((*shape[:-2], shape[-1], shape[-2])), -1, -2),
    }
    return by_columns[form]


UNVEC = Exercise(
    name="unvec",
    topic="jacobians",
    inputs=("v: array", "shape: tuple of int", "order: text"),
    outputs=("M: array",),
    reference=unvec,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        *order_mistakes("reads the entries"),
        Mistake(
            "not_turned_back",
            "In column order the array comes back with its axes reversed: the columns are still its rows, so "
            "take the transpose.",
            {"form": "not turned"},
            formula="v.reshape(shape[::-1]).T",
        ),
        Mistake(
            "turned_after_wrong_shape",
            "In column order the vector is cut into rows of the wrong length: the columns are as long as "
            "`shape` says there are rows, so reverse the shape first, and take the transpose then.",
            {"form": "turned after"},
            formula="v.reshape(shape[::-1]).T",
        ),
        Mistake(
            "right_for_matrices_only",
            "Right for matrices, not for more axes: column order lets the FIRST axis run fastest "
            "and the last "
            "slowest, so all axes are reversed, not the last two alone.",
            {"form": "last two turned"},
        ),
        Mistake(
            "still_a_vector",
            "The result is still the vector: bring it into the shape that is asked for.",
            {"form": "flat"},
        ),
    ),
)
