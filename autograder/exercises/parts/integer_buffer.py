"""What an array made by np.zeros_like does to fractions where the argument it copies holds integers."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Mistake


def collected(values, like, how):
    """Return `values` as they come out of np.zeros_like(like), and how they got in.

    Parameters
    ----------
    values : float array
    like : array
        The argument whose type the array has.
    how : "as floats", "assigned" (cut to whole numbers) or "in place" (TypeError where `like` is integer)
    """
    dtype = float if how == "as floats" else np.asarray(like).dtype
    if how == "assigned":
        return values.astype(dtype)
    buffer = np.zeros(np.shape(values), dtype)
    buffer += values  # in place: an array of integers refuses
    return buffer


def integer_mistakes(name, output="the gradient"):
    """Return the two mistakes of collecting an output in np.zeros_like of the argument `name`."""
    return (
        Mistake(
            "integer_truncation",
            f"With integer {name} {output} is cut to whole numbers: np.zeros_like({name}) is then an integer "
            f"array; write np.zeros({name}.shape).",
            {"buffer": "assigned"},
        ),
        Mistake(
            "integers_refuse_fractions",
            f"With integer {name} += and the like are refused: an integer array, such as "
            f"np.zeros_like({name}), cannot hold fractions; write np.zeros({name}.shape).",
            {"buffer": "in place"},
        ),
    )
