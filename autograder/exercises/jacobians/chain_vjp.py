"""A row through a chain of Jacobians, of which no two are multiplied."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import MEMORY_IS_LIMITED, Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from course_lib.derivatives.vjp_chain import chain_vjp

MANY = 12_000
ROOM = 512 * 2**20  # bytes: the chain itself takes one, a product of two of its Jacobians 1.2 GB
_FORMED = 1000 * 1000  # entries from which forming a product of two Jacobians is taken to fail

# The sizes between the functions, from the output to the input.
_SIZES = {
    "three functions": (2, 4, 3, 5),
    "two functions": (3, 5, 2),
    "one function": (4, 3),
    "a loss at the end": (1, 3, 4, 2),
    "square Jacobians": (3, 3, 3, 3),
    "one number in the middle": (3, 1, 4),
    "one input": (3, 2, 4, 1),
    "five functions": (2, 3, 4, 2, 5, 3),
    "two square Jacobians": (4, 4, 4),
}


def _cases(draw: Draw) -> Iterator[Case]:
    for number, (name, sizes) in enumerate(_SIZES.items()):
        yield Case(name, _chain(draw.rng(56, number), sizes))
    yield Case("no function at all", {"dy": draw.rng(56, 100).normal(size=4), "jacobians": []})
    if MEMORY_IS_LIMITED:
        wide = _chain(draw.rng(56, 101), (MANY, 1, MANY, 1, MANY))
        yield Case(f"{MANY:,} numbers between, and memory for a few rows", wide, memory=ROOM)


def _chain(rng: np.random.Generator, sizes: tuple[int, ...]) -> dict[str, Array | list[Array]]:
    scales = [1 / np.sqrt(rows) for rows in sizes]  # so that the row neither grows nor fades on its way
    jacobians = [
        scale * rng.normal(size=shape)
        for scale, shape in zip(scales, itertools.pairwise(sizes), strict=False)
    ]
    return {"dy": rng.normal(size=sizes[0]), "jacobians": jacobians}


def _imitation(
    dy: Array,
    jacobians: list[Array],
    *,
    order: str = "outermost first",
    side: str = "left",
    upstream: str = "dy",
    left_out: str = "none",
    formed: bool = False,
    returned: str = "row",
) -> Array:
    """`chain_vjp` with a switch for each mistake; products that do not fit raise, as a student's do."""
    chain = {"none": jacobians, "first": jacobians[1:], "last": jacobians[:-1]}[left_out]
    if order == "innermost first":
        chain = chain[::-1]
    if (formed or returned == "matrix") and _is_large(chain):
        raise MemoryError("a product of two Jacobians")
    row = np.ones(len(dy)) if upstream == "ones" else np.asarray(dy, dtype=float)
    product = np.diag(row) if returned == "matrix" else row
    for jacobian in chain:
        product = jacobian @ product if side == "right" else product @ jacobian
    return product[None, :] if returned == "row of a matrix" else product


def _is_large(chain: list[Array]) -> bool:
    pairs = itertools.pairwise(chain)
    return any(first.shape[0] * second.shape[1] > _FORMED for first, second in pairs)


CHAIN_VJP = Exercise(
    name="chain_vjp",
    topic="jacobians",
    inputs=("dy: (k,)", "jacobians: list"),
    outputs=("dx: array",),
    reference=chain_vjp,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        Mistake(
            "jacobians_multiplied_first",
            f"Right, but two Jacobians are multiplied with each other: with {MANY:,} numbers between two "
            "functions that is a matrix of 1.2 GB, and memory runs out. Multiply the row by one Jacobian "
            "after the other.",
            {"formed": True},
        ),
        Mistake(
            "innermost_first",
            "The chain is walked from the wrong end: the list begins with the outermost function, and that "
            "is where the upstream gradient arrives.",
            {"order": "innermost first"},
        ),
        Mistake(
            "matrix_times_column",
            "Each Jacobian is multiplied by a column: in numerator layout the gradient is a row and stands "
            "left, dy @ J.",
            {"side": "right"},
        ),
        Mistake(
            "upstream_ignored",
            "The upstream gradient is not used: begin with the row dy, not with ones.",
            {"upstream": "ones"},
        ),
        Mistake(
            "first_left_out",
            "The outermost Jacobian is left out: dy arrives at its output, so multiply by it as well.",
            {"left_out": "first"},
        ),
        Mistake(
            "last_left_out",
            "The innermost Jacobian is left out: the gradient of its input is asked for.",
            {"left_out": "last"},
        ),
        Mistake(
            "matrix_returned",
            "A whole matrix is returned, each row scaled by an entry of dy: sum over these rows, dy @ J.",
            {"returned": "matrix"},
        ),
        Mistake(
            "row_of_a_matrix",
            "The result is a matrix with one row: return the vector (d,).",
            {"returned": "row of a matrix"},
        ),
    ),
)
