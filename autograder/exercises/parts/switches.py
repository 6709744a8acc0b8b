"""Which of an imitation's switches belong to which of its parts."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from typing import Any


def those_of(function: Callable[..., Any], switches: Mapping[str, Any]) -> dict[str, Any]:
    """Return the switches that a function has as parameters.

    Examples
    --------
    >>> those_of(sorted, {"reverse": True, "masked": True})
    {'reverse': True}
    """
    known = _parameters(function)
    return {name: value for name, value in switches.items() if name in known}


@functools.cache  # reading a signature takes as long as a small imitation
def _parameters(function: Callable[..., Any]) -> frozenset[str]:
    return frozenset(inspect.signature(function).parameters)
