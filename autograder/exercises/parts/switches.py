"""Which of an imitation's switches belong to which of its parts."""

from __future__ import annotations

import functools
import inspect


def those_of(function, switches):
    """Return the switches that a function has as parameters.

    Examples
    --------
    >>> those_of(sorted, {"reverse": True, "masked": True})
    {'reverse': True}
    """
    known = _parameters(function)
    return {name: value for name, value in switches.items() if name in known}


@functools.cache  # reading a signature takes as long as a small imitation
def _parameters(function):
    return frozenset(inspect.signature(function).parameters)
