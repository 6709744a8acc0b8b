"""Values of the standard library that cross between the boxes: taken apart into plain data and made again.

Only exact types: a subclass could say anything of itself, and stays where it is.
"""

from __future__ import annotations

import collections
import datetime
import decimal
import fractions
import pathlib
import uuid
import zoneinfo
from collections.abc import Callable
from typing import Any

# Fields of a named tuple, whose class is compiled here: more than any answer has.
_MAX_FIELDS = 256
# Bits of a part of a fraction: to shorten one takes the square of their number.
_MAX_BITS = 200_000
_DATE = ("year", "month", "day")
_TIME = ("hour", "minute", "second", "microsecond", "tzinfo", "fold")
_ZONES = (type(None), datetime.timezone, zoneinfo.ZoneInfo)
# Type -> the attributes that it is made of, in the order in which it takes them.
_MADE_OF: dict[type, tuple[str, ...]] = {
    fractions.Fraction: ("numerator", "denominator"),
    datetime.timedelta: ("days", "seconds", "microseconds"),
    datetime.date: _DATE,
    datetime.time: _TIME,
    datetime.datetime: (*_DATE, *_TIME),
}
_DICTS: tuple[type[dict[Any, Any]], ...] = (
    collections.Counter,
    collections.OrderedDict,
    collections.defaultdict,
)
_VIEWS: dict[type, str] = {type(getattr({}, name)()): name for name in ("keys", "values", "items")}
_PATHS = (pathlib.PosixPath, pathlib.PurePosixPath, pathlib.PureWindowsPath)
STANDARD_TYPES = (
    *(*_MADE_OF, datetime.timezone, zoneinfo.ZoneInfo, decimal.Decimal, uuid.UUID),
    *(collections.deque, *_DICTS, *_VIEWS, *_PATHS),
)
_MAKERS: dict[str, Callable[..., Any]] = {
    **{made.__name__: made for made in _MADE_OF},
    "time": lambda *parts: datetime.time(*parts[:-1], fold=parts[-1]),
    "datetime": lambda *parts: datetime.datetime(*parts[:-1], fold=parts[-1]),
    "timezone": lambda *parts: datetime.timezone(*parts),
    "ZoneInfo": lambda key: _zone(key),
    "UUID": lambda number: uuid.UUID(int=number),
    "keys": lambda keys: dict.fromkeys(keys).keys(),
    "values": lambda values: dict(enumerate(values)).values(),
    "items": lambda pairs: dict(pairs).items(),
    "Decimal": decimal.Decimal,
    "Counter": lambda pairs: collections.Counter(dict(pairs)),
    "OrderedDict": lambda pairs: collections.OrderedDict(pairs),
    "defaultdict": lambda pairs, factory: collections.defaultdict(factory, pairs),
    **{made.__name__: made for made in _PATHS},
    "deque": lambda items, limit: collections.deque(items, limit),
    "namedtuple": lambda name, fields, items: collections.namedtuple(name, _few(fields))(*items),
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
    if exact is fractions.Fraction and not _is_short(item.numerator, item.denominator):
        return None
    if exact in _MADE_OF and type(getattr(item, "tzinfo", None)) in _ZONES:
        return [exact.__name__, *(getattr(item, name) for name in _MADE_OF[exact])]
    if exact is datetime.timezone:
        return ["timezone", *item.__getinitargs__()]  # as a pickle has it
    if exact is zoneinfo.ZoneInfo:
        return None if item.key is None else ["ZoneInfo", item.key]
    if exact is uuid.UUID:
        return ["UUID", item.int]
    if exact in _VIEWS:
        return [_VIEWS[exact], list(item)]
    if exact is decimal.Decimal:
        return ["Decimal", str(item)]
    if exact is collections.deque:
        return ["deque", list(item), item.maxlen]
    if exact in _PATHS:
        return [exact.__name__, str(item)]
    if exact in _DICTS:
        pairs = [list(pair) for pair in exact.items(item)]
        return [exact.__name__, pairs, *([item.default_factory] if exact is collections.defaultdict else [])]
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
    if name == "Fraction" and not _is_short(*rest):
        raise ValueError(f"made_of: a fraction's parts have at most {_MAX_BITS} bits.")
    return _MAKERS[name](*rest)


def _zone(key: str) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(key)
    except OSError as problem:  # a folder of zones
        raise ValueError(f"made_of: no zone: {problem}") from problem


def _is_short(*parts: int) -> bool:
    return all(int.bit_length(part) <= _MAX_BITS for part in parts)


def _few(fields: list[str]) -> list[str]:
    if len(fields) > _MAX_FIELDS:
        raise ValueError(f"made_of: a named tuple has at most {_MAX_FIELDS} fields; got {len(fields)}.")
    return fields


def _are_names(fields: Any) -> bool:
    is_small = type(fields) is tuple and len(fields) <= _MAX_FIELDS
    return is_small and all(type(field) is str and field[:1] != "_" for field in fields)
