"""Records of small graphs of arrays, as the exercise on the walk back gets them.

Plain functions alone, because their text goes into the student's edition.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.exercises.parts.arrays import Array

# Positions of the inputs, upstream gradient -> their gradients, value.
Record = tuple[tuple[int, ...], Callable[[Array], tuple[Array, ...]], Array]
Records = list[Record]

GRAPHS = (
    "a layer",
    "a value that branches",
    "the same input twice",
    "a value that the last does not need",
    "a bias in two places",
    "a product of two sums",
)


def recorded(graph: str, A: Array, B: Array, c: Array) -> Records:
    """The records of a graph with these inputs: A (n, k), B (k, m), c (m,)."""
    tape: Records = []
    for value in (A, B, c):
        put(tape, value, (), nothing)
    Z = product(tape, 0, 1)
    if graph == "a layer":
        hidden = relu(tape, plus(tape, Z, 2))
        total(tape, times(tape, hidden, hidden))
    elif graph == "a value that branches":
        total(tape, plus(tape, Z, times(tape, Z, Z)))
    elif graph == "the same input twice":
        total(tape, times(tape, plus(tape, Z, Z), plus(tape, Z, 2)))
    elif graph == "a value that the last does not need":
        Y = plus(tape, Z, 2)
        times(tape, Y, Y)
        total(tape, relu(tape, Y))
    elif graph == "a bias in two places":
        Y = plus(tape, relu(tape, plus(tape, Z, 2)), 2)
        total(tape, times(tape, Y, Y))
    else:  # a product of two sums: the 1 of the start is not handed on as it is
        times(tape, total(tape, Z), total(tape, times(tape, Z, relu(tape, Z))))
    return tape


def put(
    tape: Records, value: Array, inputs: tuple[int, ...], backward: Callable[[Array], tuple[Array, ...]]
) -> int:
    """Record a value; returns its position."""
    tape.append((inputs, backward, np.asarray(value, dtype=float)))
    return len(tape) - 1


def nothing(upstream: Array) -> tuple[Array, ...]:
    """Backward pass of an input."""
    return ()


def product(tape: Records, i: int, j: int) -> int:
    """Record a matrix product."""
    A, B = tape[i][2], tape[j][2]
    return put(tape, A @ B, (i, j), lambda dZ: (dZ @ B.T, A.T @ dZ))


def plus(tape: Records, i: int, j: int) -> int:
    """Record a sum; the second may be a vector, copied to every row. Both gradients are fresh arrays."""
    x, b = tape[i][2], tape[j][2]
    rows = b.ndim < x.ndim
    return put(tape, x + b, (i, j), lambda dz: (1 * dz, dz.sum(axis=0) if rows else 1 * dz))


def times(tape: Records, i: int, j: int) -> int:
    """Record a product entry by entry."""
    x, y = tape[i][2], tape[j][2]
    return put(tape, x * y, (i, j), lambda dz: (dz * y, dz * x))


def relu(tape: Records, i: int) -> int:
    """Record a ReLU."""
    x = tape[i][2]
    return put(tape, np.maximum(0, x), (i,), lambda dz: (dz * (x > 0),))


def total(tape: Records, i: int) -> int:
    """Record the sum of all entries."""
    x = tape[i][2]
    return put(tape, x.sum(), (i,), lambda dz: (np.full(x.shape, float(dz)),))
