"""What integers do to fractions: arrays made by np.zeros_like, and bytes that wrap around."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.exercise import Mistake
from autograder.exercises.parts.arrays import Array


def collected(values: Array, like: Array, how: str) -> Array:
    """Return `values` as they come out of np.zeros_like(like), and how they got in.

    Parameters
    ----------
    values : float array
    like : array
        The argument whose type the array has.
    how : "as floats", "assigned" (cut to whole numbers) or "in place" (TypeError where `like` is integer)
    """
    dtype: Any = float if how == "as floats" else np.asarray(like).dtype
    if how == "assigned":
        return values.astype(dtype)
    buffer = np.zeros(np.shape(values), dtype)
    buffer += values  # in place: an array of integers refuses
    return buffer


def integer_mistakes(name: str, output: str = "the gradient") -> tuple[Mistake, ...]:
    """Return the two mistakes of collecting an output in np.zeros_like of the argument `name`."""
    return (
        Mistake(
            "integer_truncation",
            f"With integer {name} {output} is cut to whole numbers: np.zeros_like({name}) is then an integer "
            f"array; write np.zeros({name}.shape).",
            {"buffer": "assigned"},
            paired=False,
        ),
        Mistake(
            "integers_refuse_fractions",
            f"With integer {name} += and the like are refused: an integer array, such as "
            f"np.zeros_like({name}), cannot hold fractions; write np.zeros({name}.shape).",
            {"buffer": "in place"},
            paired=False,
        ),
    )


def negated(X: Array, bytes_kept: bool) -> Array:
    """Return -X as floats, or in the type of X, where unsigned bytes have no negative: they wrap around."""
    return np.negative(X) if bytes_kept else -X.astype(float)


BYTES_WRAP = Mistake(
    "integer_wrap",
    "With X of unsigned bytes, -X wraps around (-1 becomes 255): convert first, X = X.astype(float).",
    {"bytes_kept": True},
    paired=False,
)
