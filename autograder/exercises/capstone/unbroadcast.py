"""The backward pass of broadcasting: a copy forward is a sum backward."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from course_lib.networks.array_gates import unbroadcast

# name: shape of the upstream gradient, shape of the input
_SHAPES = {
    "a bias, copied to every row": ((5, 3), (3,)),
    "a bias, where N = C": ((4, 4), (4,)),
    "a column, copied to every column": ((5, 3), (5, 1)),
    "a column, where N = C": ((3, 3), (3, 1)),
    "a row that has two axes": ((4, 3), (1, 3)),
    "a number": ((2, 3), ()),
    "a number that has two axes": ((3, 2), (1, 1)),
    "an input that was not stretched": ((4, 2), (4, 2)),
    "one example": ((1, 4), (4,)),
    "a matrix, copied to a batch of matrices": ((2, 3, 4), (3, 4)),
    "both: an axis more, and one that was 1": ((2, 3, 4), (3, 1)),
}


def _cases(draw: Draw) -> Iterator[Case]:
    for number, (name, (stretched, shape)) in enumerate(_SHAPES.items()):
        yield Case(name, {"dz": draw.rng(70, number).normal(size=stretched), "shape": shape})


def _imitation(dz: Array, shape: tuple[int, ...], *, way: str = "summed") -> Array:
    """`unbroadcast` with a switch for each mistake."""
    more = dz.ndim - len(shape)
    leading = tuple(range(more))
    stretched = tuple(axis for axis in range(more, dz.ndim) if shape[axis - more] != dz.shape[axis])
    if way == "trailing axes":
        return dz.sum(axis=tuple(range(len(shape), dz.ndim)))
    if way == "as it came":
        return dz
    if way == "first row":
        return dz[(0,) * more][tuple(slice(0, n) for n in shape)]
    if way == "everything":
        return np.full(shape, dz.sum())
    if way == "axes of 1 lost":
        return dz.sum(axis=leading + stretched)
    if way == "leading axes alone":
        return dz.sum(axis=leading)
    collected = np.mean if way == "mean" else np.sum
    return collected(collected(dz, axis=stretched, keepdims=True), axis=leading)


UNBROADCAST = Exercise(
    name="unbroadcast",
    topic="capstone",
    inputs=("dz: array", "shape: tuple of int"),
    outputs=("dx: array",),
    reference=unbroadcast,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        Mistake(
            "not_summed",
            "The gradient comes back in the shape of `dz`: where the input was copied, sum over the copies.",
            {"way": "as it came"},
        ),
        Mistake(
            "averaged",
            "The copies are averaged: each of them moves the loss, so their gradients are added.",
            {"way": "mean"},
        ),
        Mistake(
            "first_copy_only",
            "Only the first copy's gradient comes back: add those of all copies.",
            {"way": "first row"},
        ),
        Mistake(
            "everything_summed",
            "Everything is summed into one number: sum only over the axes along which the input was copied.",
            {"way": "everything"},
        ),
        Mistake(
            "axes_of_one_lost",
            "An axis of length 1 is lost: where the input has it, sum with keepdims=True.",
            {"way": "axes of 1 lost"},
        ),
        Mistake(
            "axes_of_one_not_summed",
            "Where the input has an axis of length 1 it was copied along it as well: sum over it, "
            "keepdims=True.",
            {"way": "leading axes alone"},
        ),
        Mistake(
            "wrong_axes_summed",
            "The sum runs over the last axes: broadcasting adds missing axes at the front, so sum over the "
            "first ones.",
            {"way": "trailing axes"},
        ),
    ),
)
