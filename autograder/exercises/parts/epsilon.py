"""The logarithm of a probability as it comes out, and an epsilon that keeps it from 0, whatever its size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import numpy as np

from autograder.exercises.exercise import Mistake
from autograder.exercises.parts.arrays import Array

# The logarithm of a sum with another base than e -> that base.
BASE_OF_SUM = {"sum, base 10": "10", "sum, base 2": "2"}
# With which it is tried in pairs with another mistake; alone, any size is solved from the answer.
_USUAL = 1e-12


def epsilon_mistakes(
    switch: str, ways: tuple[str, ...], sentence: str, formula: str = ""
) -> Iterator[Mistake]:
    """One mistake for each way to put an epsilon in, named alike.

    Parameters
    ----------
    switch : str
        The switch of the imitation; its value is (way, epsilon).
    ways : tuple of str
        The first is the usual one: it is also tried together with other mistakes.
    sentence, formula : str

    Examples
    --------
    >>> [each.settings for each in epsilon_mistakes("log_of", ("added", "clipped"), "No epsilon.")]
    [{'log_of': ('added', 1e-12)}, {'log_of': ('clipped', 1e-12)}]
    """
    for way in ways:
        settings = partial(_settings, switch, way)
        yield Mistake(
            "epsilon_in_the_log",
            sentence,
            settings(_USUAL),
            credit=0.5,
            paired=way == ways[0],
            with_constant=settings,
            formula=formula,
        )


def _settings(switch: str, way: str, epsilon: float) -> Mapping[str, Any]:
    return {switch: (way, epsilon)}


def logarithm(p: Array, log_p: Array, log_of: Any) -> Array:
    """Return log p as it comes out: exact, of the rounded p, or of a p that an epsilon keeps away from 0."""
    if log_of in ("sum", "sum without its shift", "nothing") or log_of in BASE_OF_SUM:
        return log_p
    if log_of == "probability":
        return np.log(p)
    if log_of == "every probability":  # times 0 or 1, and summed over the classes
        return np.log(p) + np.sum(0 * np.log(p), axis=-1, keepdims=True)
    how, epsilon = log_of
    return np.log(p + epsilon) if how == "added" else np.log(np.clip(p, epsilon, None))
