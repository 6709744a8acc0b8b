"""The backward pass of a matrix product."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from course_lib.networks.array_gates import matmul_backward

_SIZES = {
    "three sizes": (3, 2, 4),
    "a row times a matrix": (1, 3, 2),
    "a matrix times a column": (3, 4, 1),
    "an outer product": (3, 1, 4),
    "square: all sizes equal": (3, 3, 3),
    "two sizes equal": (4, 2, 4),
    "the other two equal": (2, 5, 5),
    "the first two equal": (4, 4, 3),
    "larger": (7, 6, 5),
}


def _cases(draw: Draw) -> Iterator[Case]:
    for number, (name, (n, k, m)) in enumerate(_SIZES.items()):
        rng = draw.rng(71, number)
        arrays = {"dZ": rng.normal(size=(n, m)), "A": rng.normal(size=(n, k)), "B": rng.normal(size=(k, m))}
        yield Case(name, arrays)


def _imitation(
    dZ: Array, A: Array, B: Array, *, left: str = "dZ @ B.T", right: str = "A.T @ dZ", upstream: str = "dZ"
) -> tuple[Array, Array]:
    """`matmul_backward` with a switch for each mistake."""
    dZ = np.ones_like(dZ) if upstream == "ones" else dZ
    lefts = {
        "dZ @ B.T": lambda: dZ @ B.T,
        "dZ @ B": lambda: dZ @ B,
        "dZ * B": lambda: dZ * B,
        "B.T @ dZ": lambda: B.T @ dZ,
    }
    rights = {
        "A.T @ dZ": lambda: A.T @ dZ,
        "A @ dZ": lambda: A @ dZ,
        "dZ * A": lambda: dZ * A,
        "dZ @ A.T": lambda: dZ @ A.T,
    }
    return lefts[left](), rights[right]()


MATMUL_BACKWARD = Exercise(
    name="matmul_backward",
    topic="capstone",
    inputs=("dZ: (n, m)", "A: (n, k)", "B: (k, m)"),
    outputs=("dA: (n, k)", "dB: (k, m)"),
    reference=matmul_backward,
    cases=_cases,
    imitation=_imitation,
    same_as={"dA_transposed": "dA_factors_swapped", "dB_transposed": "dB_factors_swapped"},
    mistakes=(
        Mistake(
            "dA_with_B_not_transposed",
            "`dA` is taken with B as it is: the sum runs over the columns of Z, so transpose B.",
            {"left": "dZ @ B"},
            formula="dZ @ B.T",
        ),
        Mistake(
            "dA_sides_swapped",
            "`dA` has B.T on the wrong side: B stood to the right of A, so it stays there.",
            {"left": "B.T @ dZ"},
            formula="dZ @ B.T",
        ),
        Mistake(
            "dB_with_A_not_transposed",
            "`dB` is taken with A as it is: the sum runs over the rows of Z, so transpose A.",
            {"right": "A @ dZ"},
            formula="A.T @ dZ",
        ),
        Mistake(
            "dB_sides_swapped",
            "`dB` has A.T on the wrong side: A stood to the left of B, so it stays there.",
            {"right": "dZ @ A.T"},
            formula="A.T @ dZ",
        ),
        Mistake(
            "dA_factors_swapped",
            "`dA` has its factors swapped, so its shape is (k, n): it has the shape of A.",
            {("dA", "transpose"): True},
            formula="dZ @ B.T",
        ),
        Mistake(
            "dB_factors_swapped",
            "`dB` has its factors swapped, so its shape is (m, k): it has the shape of B.",
            {("dB", "transpose"): True},
            formula="A.T @ dZ",
        ),
        Mistake(
            "as_mul",
            "This is the mul gate, entry by entry: an entry of A reaches a whole row of Z, so gradients add "
            "up in a matrix product.",
            {"left": "dZ * B", "right": "dZ * A"},
        ),
        Mistake(
            "upstream_ignored",
            "The upstream gradient is ignored: both products have `dZ` as a factor.",
            {"upstream": "ones"},
        ),
    ),
)
