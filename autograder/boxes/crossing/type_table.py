"""The types that MessagePack lacks: one row each, with how a value is taken apart and made again."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from types import EllipsisType, NotImplementedType
from typing import Any, NamedTuple

import numpy as np

from autograder.boxes.crossing import library, subclasses
from autograder.boxes.crossing.remote_errors import BUILTIN_ERRORS
from autograder.boxes.crossing.standard_values import STANDARD_TYPES, made_of, parts_of
from autograder.boxes.limits import MAX_DIMENSIONS, MAX_NAME

_DTYPE = re.compile(r"[<>|=][biufcUSMm]\d+(\[\d*[A-Za-z]+\])?")
_BIT_GENERATORS: dict[str, type[np.random.BitGenerator]] = {
    name: getattr(np.random, name) for name in ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")
}
_SINGLE = {repr(each): each for each in (..., NotImplemented)}
# How many numbers a Mersenne twister keeps, and how many Philox has ready.
_KEYS, _READY = 624, 4
# Kinds of dtype whose entries are objects: Python's, and text of any length.
_OBJECTS = "OT"
_TYPES = {
    each.__name__ if each.__module__ == "builtins" else f"np.{each.__name__}": each
    for each in (
        *(bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset),
        *(np.bool_, np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint16, np.uint32, np.uint64),
        *(np.float16, np.float32, np.float64, np.complex64, np.complex128),
        *BUILTIN_ERRORS.values(),
    )
}
_TYPE_NAMES: dict[type, str] = {each: name for name, each in _TYPES.items()}

Array = np.ndarray[Any, np.dtype[Any]]


class WireError(ValueError):
    """Bytes that are no message of ours, or a value that may not cross."""


def _never(content: Any) -> Any:
    raise WireError("decode: this type has no extension.")


class Row(NamedTuple):
    """How values of one type cross.

    Parameters
    ----------
    code : int or None
        MessagePack's number of the extension; None for what needs no extension.
    take_apart : callable
        Value -> plain data, or None for a value that stays where it is.
    make : callable
        The inverse, of data that may be hostile.
    """

    code: int | None
    take_apart: Callable[[Any], Any]
    make: Callable[[Any], Any] = _never


def exact(value: Any, declared: type) -> Any:
    """Return a value of exactly this type; `WireError` for any other."""
    if type(value) is not declared:
        raise WireError(f"decode: expected {declared.__name__}; got {type(value).__name__}.")
    return value


def _items(content: Any) -> list[Any]:
    items: list[Any] = exact(content, list)
    return items


def _array_parts(array: Array) -> list[Any]:
    if array.dtype.kind in _OBJECTS:
        return ["O", list(array.shape), list(array.flat)]
    if array.dtype.names is not None:
        return [
            list(array.dtype.names),
            list(array.shape),
            [np.array(array[name]) for name in array.dtype.names],
        ]
    if not _DTYPE.fullmatch(array.dtype.str):
        raise WireError(f"encode: arrays are numeric, boolean or text; got dtype {array.dtype}.")
    return [array.dtype.str, list(array.shape), array.tobytes()]


def _array(content: Any) -> Array:
    items = _items(content)
    if len(items) != 3:
        raise WireError("decode: an array is (dtype, shape, bytes).")
    if type(items[0]) is list:
        return _records(*items)
    dtype, shape = exact(items[0], str), _items(items[1])
    if len(shape) > MAX_DIMENSIONS or any(type(n) is not int or n < 0 for n in shape):
        raise WireError(f"decode: an array's shape is at most {MAX_DIMENSIONS} sizes, none negative.")
    count = math.prod(shape)
    if dtype == "O":
        return _of_objects(shape, count, _items(items[2]))
    if not _DTYPE.fullmatch(dtype):
        raise WireError(f"decode: arrays are numeric, boolean or text; got dtype {dtype[:MAX_NAME]!r}.")
    item_type, data = np.dtype(dtype), exact(items[2], bytes)
    # Empty text takes no bytes here and four in memory.
    if count * item_type.itemsize != len(data) or (count and not item_type.itemsize):
        raise WireError("decode: an array's bytes do not fit its shape.")
    array = np.empty(shape, item_type)
    if data:
        array.reshape(-1).view(np.uint8)[:] = np.frombuffer(data, np.uint8)
    return array


def _of_objects(shape: list[int], count: int, items: list[Any]) -> Array:
    """An array of Python's own objects: each has crossed as it would alone, some as stand-ins."""
    if count != len(items):
        raise WireError("decode: an array's objects do not fit its shape.")
    array = np.empty(shape, object)
    flat = array.reshape(-1)
    for place, item in enumerate(items):
        flat[place] = item
    return array


def _records(names: list[Any], shape: Any, columns: Any) -> Array:
    """An array of records, made of one array a field."""
    arrays = [exact(column, np.ndarray) for column in _items(columns)]
    rows = tuple(exact(n, int) for n in _items(shape))
    if any(array.shape[: len(rows)] != rows for array in arrays) or len(arrays) != len(names):
        raise WireError("decode: the fields of an array of records do not fit its shape.")
    fields = [(exact(n, str), a.dtype, a.shape[len(rows) :]) for n, a in zip(names, arrays, strict=True)]
    made = np.empty(rows, fields)
    for name, array in zip(names, arrays, strict=True):
        made[name] = array
    return made


def _bits_state(bits: np.random.BitGenerator) -> Any:
    return bits.state if type(bits) in _BIT_GENERATORS.values() else None


def _bits(state: Any) -> np.random.BitGenerator:
    name = exact(state, dict).get("bit_generator")
    if name not in _BIT_GENERATORS:
        raise WireError(f"decode: unknown random bit generator {str(name)[:MAX_NAME]!r}.")
    inner = state.get("state")
    place = inner.get("pos", 0) if type(inner) is dict else 0
    for number, size in ((place, _KEYS), (state.get("buffer_pos", 0), _READY)):
        if not 0 <= exact(number, int) <= size:  # it is not looked at again before memory is read there
            raise WireError("decode: a random generator stands outside its numbers.")
    bits = _BIT_GENERATORS[name]()
    bits.state = state
    return bits


def _generator_state(rng: np.random.Generator) -> Any:
    return _bits_state(rng.bit_generator) if type(rng) is np.random.Generator else None


def _generator(state: Any) -> np.random.Generator:
    return np.random.Generator(_bits(state))


def _error_parts(problem: Exception) -> list[Any] | None:
    """The class and the arguments; an exception of any other class stays where it is."""
    crosses = type(problem) in _TYPE_NAMES and not _reads_before(problem)
    return [_TYPE_NAMES[type(problem)], list(problem.args)] if crosses else None


def _reads_before(problem: Exception) -> bool:
    """Whether the text of a Unicode error would be made from what lies in memory before its bytes."""
    return isinstance(problem, UnicodeError) and getattr(problem, "start", 0) < 0


def _error(content: Any) -> Exception:
    name, arguments = _items(content)
    made = _type(name)
    if not issubclass(made, Exception):
        raise WireError(f"decode: expected an exception; got {name[:MAX_NAME]}.")
    problem = made(*_items(arguments))
    if _reads_before(problem):
        raise WireError("decode: an exception points outside its bytes.")
    return problem


def _type_name(item: type) -> str | None:
    # A metaclass could answer for its class here.
    return _TYPE_NAMES.get(item) if type(item) is type else None


def _type(name: Any) -> type:
    if exact(name, str) not in _TYPES:
        raise WireError(f"decode: unknown type {name[:MAX_NAME]!r}.")
    return _TYPES[name]


def _integer(item: int) -> int | bytes:
    number = int.__index__(item)
    if -(2**63) <= number < 2**64:  # as large as MessagePack's own
        return number
    return number.to_bytes(number.bit_length() // 8 + 1, "little", signed=True)


_SCALAR = Row(7, lambda item: _array_parts(np.asarray(item)), lambda content: _array(content)[()])
_ROWS: dict[type, Row] = {
    tuple: Row(1, lambda item: list(tuple.__iter__(item)), lambda content: tuple(_items(content))),
    set: Row(2, lambda item: list(set.__iter__(item)), lambda content: set(_items(content))),
    frozenset: Row(
        3, lambda item: list(frozenset.__iter__(item)), lambda content: frozenset(_items(content))
    ),
    complex: Row(
        4,
        lambda item: [item.real, item.imag],
        lambda content: complex(*(exact(part, float) for part in _items(content))),
    ),
    int: Row(
        5,
        _integer,
        lambda content: int.from_bytes(exact(content, bytes), "little", signed=True),
    ),
    np.ndarray: Row(6, lambda item: _array_parts(np.asarray(item)), _array),
    np.generic: _SCALAR,
    np.random.Generator: Row(10, _generator_state, _generator),
    np.random.BitGenerator: Row(17, _bits_state, _bits),
    slice: Row(11, lambda item: [item.start, item.stop, item.step], lambda content: slice(*_items(content))),
    type: Row(12, _type_name, _type),
    range: Row(13, lambda item: [item.start, item.stop, item.step], lambda content: range(*_items(content))),
    Exception: Row(16, _error_parts, _error),
    **dict.fromkeys((EllipsisType, NotImplementedType), Row(14, repr, lambda content: _SINGLE[content])),
}
_STANDARD = Row(15, parts_of, lambda content: made_of(_items(content)))
_LIBRARY = Row(18, library.taken_apart, lambda content: library.made(*_items(content)))
# Its class is the receiver's to find: `wire` makes it.
SUBCLASS = Row(19, subclasses.parts_of)
# What MessagePack has itself: an instance of a subclass becomes one of the base.
_BASES: dict[type, Row] = {
    float: Row(None, float.__float__),
    str: Row(None, str.__str__),
    bytes: Row(None, bytes),
    bytearray: Row(None, bytes),
    list: Row(None, lambda item: list(list.__iter__(item))),
    dict: Row(None, lambda item: dict(dict.items(item))),
}
_BY_BASE = {**_ROWS, **_BASES}
_BY_EXACT_TYPE: dict[type, Row] = {
    **_BY_BASE,
    **dict.fromkeys(STANDARD_TYPES, _STANDARD),
    **dict.fromkeys(set(np.sctypeDict.values()), _SCALAR),  # found at once instead of through their bases
}
BY_CODE = {row.code: row for row in (*_ROWS.values(), _STANDARD, _LIBRARY)}


def is_exact(item: Any) -> bool:
    """Whether an item's own type has a row, so that nobody else needs to be asked about it."""
    return type(item) in _BY_EXACT_TYPE


def row_of(item: Any) -> Row | None:
    """Return the row of an item's type, or of its nearest base that has one; None if none has."""
    row = _BY_EXACT_TYPE.get(type(item))
    if row is None and library.kind_of(item) is not None:
        return _LIBRARY
    if row is None and subclasses.parts_of(item) is not None:
        return SUBCLASS
    if row is None:
        row = next((_BY_BASE[base] for base in type(item).__mro__ if base in _BY_BASE), None)
        if row is _BY_BASE[tuple] and parts_of(item) is not None:
            return _STANDARD  # a named tuple
    return row
