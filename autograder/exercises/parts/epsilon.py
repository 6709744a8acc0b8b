"""An epsilon that keeps a logarithm from 0: the ways to put it in, whatever its size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from autograder.exercises.exercise import Mistake

# With which it is tried in pairs with another mistake; alone, any size is solved from the answer.
_USUAL = 1e-12


def epsilon_mistakes(switch: str, ways: tuple[str, ...], sentence: str) -> Iterator[Mistake]:
    """One mistake for each way to put an epsilon in, named alike.

    Parameters
    ----------
    switch : str
        The switch of the imitation; its value is (way, epsilon).
    ways : tuple of str
        The first is the usual one: it is also tried together with other mistakes.
    sentence : str

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
        )


def _settings(switch: str, way: str, epsilon: float) -> Mapping[str, Any]:
    return {switch: (way, epsilon)}
