"""Plain data <-> bytes: all that may cross between the two boxes.

MessagePack with a fixed list of extension types. Arrays travel as dtype, shape and raw bytes and arrive as
exact `numpy.ndarray`; subclasses arrive as their base. What is not plain data (a function, a class, an
instance) stays where it is: a reference crosses instead. Never pickle, never `eval`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import msgpack
import numpy as np

from autograder.boxes.crossing.standard_values import made_of, parts_of

DEPTH = 64

_TUPLE, _SET, _FROZENSET, _COMPLEX, _INTEGER, _ARRAY, _SCALAR = range(1, 8)
_REFERENCE, _OWN, _GENERATOR, _SLICE, _TYPE, _RANGE, _ELLIPSIS, _STANDARD = range(8, 16)

_DTYPE = re.compile(r"[<>|=][biufcUSMm]\d+(\[\d*[A-Za-z]+\])?")
_BIT_GENERATORS = {"PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64"}
_TYPES = {
    kind.__name__ if kind.__module__ == "builtins" else f"np.{kind.__name__}": kind
    for kind in (
        *(bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset),
        *(np.bool_, np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint16, np.uint32, np.uint64),
        *(np.float16, np.float32, np.float64, np.complex64, np.complex128),
    )
}
# What building a value from malformed parts may raise.
_MALFORMED = (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError)
_TYPE_NAMES = {kind: name for name, kind in _TYPES.items()}


class WireError(ValueError):
    """Bytes that are no message of ours, or a value that may not cross."""


class Reference:
    """An object that stays with the sender: its number there and a description (plain data)."""

    def __init__(self, number: int, description: Mapping[str, Any]) -> None:
        self.number = number
        self.description = description


class Own:
    """An object of the receiver that comes home: its number there."""

    def __init__(self, number: int) -> None:
        self.number = number


def nothing_else(item: Any) -> Any:
    """Refuse all that is not plain data (for `encode` and `decode`)."""
    raise WireError(f"wire: only plain data may cross; got {type(item).__name__}.")


def encode(value: Any, refer: Callable[[Any], Reference | Own]) -> bytes:
    """Turn a value into bytes.

    Parameters
    ----------
    value : plain data, or anything that `refer` can refer to
    refer : callable
        Object that is not plain data -> `Reference` or `Own`; raises `WireError` if it may not cross.

    Raises
    ------
    WireError
        If the value is nested more than `DEPTH` deep or may not cross.
    """
    depth = 0

    def pack(item: Any) -> bytes:
        nonlocal depth
        depth += 1
        if depth > DEPTH:
            raise WireError(f"encode: data may be nested {DEPTH} deep; got deeper.")
        try:
            return msgpack.packb(item, default=default, strict_types=True, unicode_errors="surrogatepass")
        except WireError:
            raise
        except (ValueError, OverflowError, RecursionError) as problem:
            raise WireError(f"encode: {problem}") from problem
        finally:
            depth -= 1

    def default(item: Any) -> Any:
        return _extension(item, pack, refer)

    return pack(value)


def _extension(item: Any, pack: Callable[[Any], bytes], refer: Callable[[Any], Reference | Own]) -> Any:
    """What stands for an item that MessagePack has no type for."""
    kind = type(item)
    ext = msgpack.ExtType
    if isinstance(item, np.ndarray):
        return _pack_array(_ARRAY, np.asarray(item), pack, refer)
    if isinstance(item, np.generic):
        return _pack_array(_SCALAR, np.asarray(item), pack, refer)
    if isinstance(item, bool):
        return bool(item)
    if isinstance(item, int):
        number = int.__index__(item)
        if kind is not int and -(2**63) <= number < 2**64:
            return number
        return ext(_INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "little", signed=True))
    if isinstance(item, float):
        return float.__float__(item)
    if isinstance(item, complex):
        return ext(_COMPLEX, pack([item.real, item.imag]))
    if isinstance(item, str):
        return str.__str__(item)
    if isinstance(item, bytes | bytearray):
        return bytes(item)
    parts = parts_of(item)
    if parts is not None:
        return ext(_STANDARD, pack(parts))
    if isinstance(item, tuple):
        return ext(_TUPLE, pack(list(tuple.__iter__(item))))
    if isinstance(item, list):
        return list(list.__iter__(item))
    if isinstance(item, dict):
        return dict(dict.items(item))
    if isinstance(item, frozenset):
        return ext(_FROZENSET, pack(list(frozenset.__iter__(item))))
    if isinstance(item, set):
        return ext(_SET, pack(list(set.__iter__(item))))
    if kind is np.random.Generator and type(item.bit_generator).__name__ in _BIT_GENERATORS:
        return ext(_GENERATOR, pack(item.bit_generator.state))
    if kind is slice:
        return ext(_SLICE, pack([item.start, item.stop, item.step]))
    if kind is range:
        return ext(_RANGE, pack([item.start, item.stop, item.step]))
    if item is Ellipsis:
        return ext(_ELLIPSIS, b"")
    if isinstance(item, type) and item in _TYPE_NAMES:
        return ext(_TYPE, _TYPE_NAMES[item].encode())
    referred = refer(item)
    if isinstance(referred, Own):
        return ext(_OWN, pack(referred.number))
    return ext(_REFERENCE, pack([referred.number, dict(referred.description)]))


def _pack_array(code: int, array: np.ndarray, pack: Callable, refer: Callable) -> Any:
    if not _DTYPE.fullmatch(array.dtype.str):
        if array.dtype.kind == "O" and code == _ARRAY:
            # Object arrays never cross as arrays; the reference lets a test say so.
            referred = refer(array)
            if isinstance(referred, Own):
                return msgpack.ExtType(_OWN, pack(referred.number))
            return msgpack.ExtType(_REFERENCE, pack([referred.number, dict(referred.description)]))
        raise WireError(f"encode: arrays are numeric, boolean or text; got dtype {array.dtype}.")
    return msgpack.ExtType(code, pack([array.dtype.str, list(array.shape), array.tobytes()]))


def decode(data: bytes, resolve: Callable[[Reference | Own], Any]) -> Any:
    """Turn bytes back into a value; the inverse of `encode`.

    Parameters
    ----------
    data : bytes
        From the other box, which may be hostile.
    resolve : callable
        `Reference` -> the stand-in to use here; `Own` -> the object of ours that came home.

    Raises
    ------
    WireError
        If the bytes are not a message of ours.
    """
    depth = 0

    def unpack(part: bytes) -> Any:
        nonlocal depth
        depth += 1
        if depth > DEPTH:
            raise WireError(f"decode: data may be nested {DEPTH} deep; got deeper.")
        try:
            return msgpack.unpackb(
                part, ext_hook=hook, strict_map_key=False, unicode_errors="surrogatepass", max_ext_len=2**30
            )
        except WireError:
            raise
        except (*_MALFORMED, msgpack.UnpackException) as problem:
            raise WireError(f"decode: {type(problem).__name__}: {problem}") from problem
        finally:
            depth -= 1

    def hook(code: int, part: bytes) -> Any:
        return _restore(code, part, unpack, resolve)

    return unpack(data)


def _restore(code: int, part: bytes, unpack: Callable, resolve: Callable) -> Any:
    if code == _INTEGER:
        return int.from_bytes(part, "little", signed=True)
    if code == _ELLIPSIS:
        return Ellipsis
    if code == _TYPE:
        return _known(_TYPES, bytes(part).decode("ascii", "replace"))
    content = unpack(part)
    if code == _OWN:
        return resolve(Own(_exact(content, int)))
    if code == _GENERATOR:
        return _generator(content)
    items = _exact(content, list)
    if code == _STANDARD:
        return made_of(items)
    if code == _TUPLE:
        return tuple(items)
    if code == _SET:
        return set(items)
    if code == _FROZENSET:
        return frozenset(items)
    if code == _COMPLEX:
        return complex(*(_exact(part, float) for part in items))
    if code == _SLICE:
        return slice(*items)
    if code == _RANGE:
        return range(*items)
    if code in (_ARRAY, _SCALAR):
        array = _array(items)
        return array if code == _ARRAY else array[()]
    if code == _REFERENCE and len(items) == 2:
        return resolve(Reference(_exact(items[0], int), _exact(items[1], dict)))
    raise WireError(f"decode: unknown extension {code}.")


def _array(items: list) -> np.ndarray:
    if len(items) != 3:
        raise WireError("decode: an array is (dtype, shape, bytes).")
    dtype, shape, data = _exact(items[0], str), _exact(items[1], list), _exact(items[2], bytes)
    if not _DTYPE.fullmatch(dtype):
        raise WireError(f"decode: arrays are numeric, boolean or text; got dtype {dtype[:40]!r}.")
    if len(shape) > 32 or any(type(n) is not int or n < 0 for n in shape):
        raise WireError("decode: an array's shape is at most 32 sizes, none negative.")
    kind = np.dtype(dtype)
    count = 1
    for n in shape:
        count *= n
    # Empty text takes no bytes here and four in memory.
    if count * kind.itemsize != len(data) or (count and not kind.itemsize):
        raise WireError("decode: an array's bytes do not fit its shape.")
    array = np.empty(shape, kind)
    if data:
        array.reshape(-1).view(np.uint8)[:] = np.frombuffer(data, np.uint8)
    return array


def _generator(state: Any) -> np.random.Generator:
    name = _exact(state, dict).get("bit_generator")
    if name not in _BIT_GENERATORS:
        raise WireError(f"decode: unknown random bit generator {str(name)[:40]!r}.")
    bit_generator = getattr(np.random, name)()
    bit_generator.state = state
    return np.random.Generator(bit_generator)


def _known(table: dict, name: str) -> Any:
    if name not in table:
        raise WireError(f"decode: unknown type {name[:40]!r}.")
    return table[name]


def _exact(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise WireError(f"decode: expected {kind.__name__}; got {type(value).__name__}.")
    return value
