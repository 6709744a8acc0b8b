"""How the values of one class of a library cross."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple


class Kind(NamedTuple):
    """One class.

    Parameters
    ----------
    of : type
        The exact class.
    take_apart : callable
        Value -> parts that cross themselves, or None for a value that stays where it is.
    make : callable
        The inverse, of parts that may be hostile.
    update : callable or None
        (value, changed copy of it) -> makes the value as the copy is; None for what cannot be changed.
    """

    of: type
    take_apart: Callable[[Any], Any]
    make: Callable[[Any], Any]
    update: Callable[[Any, Any], object] | None = None


def exactly(value: Any, *allowed: type) -> Any:
    """Return a value of exactly one of these types; TypeError for any other."""
    if type(value) not in allowed:
        raise TypeError(f"expected {allowed[0].__name__}; got {type(value).__name__}")
    return value
