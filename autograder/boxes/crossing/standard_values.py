"""Values of the standard library that cross between the boxes: taken apart into plain data and made again.

Only exact types: a subclass could say anything of itself, and stays where it is.
"""

from __future__ import annotations

import collections
import datetime
import decimal
import fractions
from collections.abc import Callable
from typing import Any

_DATE = ("year", "month", "day")
_TIME = ("hour", "minute", "second", "microsecond")
# Type -> the attributes that it is made of, in the order in which it takes them.
_MADE_OF: dict[type, tuple[str, ...]] = {
    fractions.Fraction: ("numerator", "denominator"),
    datetime.timedelta: ("days", "seconds", "microseconds"),
    datetime.date: _DATE,
    datetime.time: _TIME,
    datetime.datetime: (*_DATE, *_TIME),
}
STANDARD_TYPES = (*_MADE_OF, decimal.Decimal, collections.deque)
_MAKERS: dict[str, Callable[..., Any]] = {
    **{made.__name__: made for made in _MADE_OF},
    "Decimal": decimal.Decimal,
    "deque": lambda items, limit: collections.deque(items, limit),
    "namedtuple": lambda name, fields, items: collections.namedtuple(name, fields)(*items),
}


def parts_of(item: Any) -> list[Any] | None:
    """Return the name of what is made and its parts, as plain data; None for anything else.

    Examples
    --------
    >>> parts_of(fractions.Fraction(3, 6))
    ['Fraction', 1, 2]
    >>> made_of(['Fraction', 1, 2])
    Fraction(1, 2)
    """
    exact = type(item)
    if exact in _MADE_OF and getattr(item, "tzinfo", None) is None:
        return [exact.__name__, *(getattr(item, name) for name in _MADE_OF[exact])]
    if exact is decimal.Decimal:
        return ["Decimal", str(item)]
    if exact is collections.deque:
        return ["deque", list(item), item.maxlen]
    if exact.__bases__ == (tuple,) and _are_names(vars(exact).get("_fields")):
        return ["namedtuple", exact.__name__, list(exact._fields), list(tuple.__iter__(item))]
    return None


def made_of(parts: list[Any]) -> Any:
    """Make a value again; the inverse of `parts_of`.

    Raises
    ------
    ValueError, TypeError, ArithmeticError, KeyError
        If the parts are not those of a value.
    """
    name, *rest = parts
    return _MAKERS[name](*rest)


def _are_names(fields: Any) -> bool:
    return type(fields) is tuple and all(type(field) is str and field[:1] != "_" for field in fields)
