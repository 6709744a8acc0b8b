"""The mini-batches of every epoch, and the ways to cut or draw wrong ones."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.exercises.parts.arrays import Array


def epochs(
    N: int,
    size: int,
    n_epochs: int,
    rng: np.random.Generator,
    *,
    order: str = "drawn each epoch",
    drawn: str = "cut from the order",
    short: str = "used",
) -> Iterator[list[Array]]:
    """Yield the batches of each epoch as arrays of row numbers; the switches are those of `minibatch_sgd`."""
    rows = np.arange(N)
    firsts = range(0, N, size)[: {"used": None, "dropped": N // size, "first only": 1}[short]]
    for epoch in range(n_epochs):
        if drawn not in ("cut from the order", "order with repeats"):
            yield [_batch_drawn(rng, N, size, min(size, N - first), drawn) for first in firsts]
            continue
        if drawn == "order with repeats":
            rows = rng.integers(N, size=N)
        else:
            rows = _order(rows, rng, order, epoch)
        yield [rows[first : first + size] for first in firsts]


def _order(rows: Array, rng: np.random.Generator, order: str, epoch: int) -> Array:
    """The rows in the order of this epoch, given those in the order of the last one."""
    if order == "of the data" or (order == "once" and epoch > 0):
        return rows
    return rng.permutation(rows if order == "onwards" else len(rows))


def _batch_drawn(rng: np.random.Generator, N: int, size: int, left: int, drawn: str) -> Array:
    """A batch that is drawn by itself; `left` is how many rows an epoch has left for it."""
    if drawn == "with repeats":
        return rng.integers(0, N, size=size)
    if drawn == "with repeats, the last short":
        return rng.integers(0, N, size=left)
    if drawn == "anew, the last short":
        return rng.choice(N, left, replace=False)
    if drawn == "anew":
        size = min(size, N)  # without that, a batch larger than the data cannot be drawn
    return rng.choice(N, size, replace=False)
