"""Plain data <-> bytes: all that may cross between the two boxes.

MessagePack with a fixed list of extension types. Arrays travel as dtype, shape and raw bytes and arrive as
exact `numpy.ndarray`; subclasses arrive as their base. What is not plain data (a function, a class, an
instance) stays where it is: a reference crosses instead. Never pickle, never `eval`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgpack

from autograder.boxes.crossing.type_table import BY_CODE, exact, row_of
from autograder.boxes.crossing.type_table import WireError as WireError
from autograder.boxes.limits import DEPTH, MESSAGE_BYTES

# What building a value from malformed parts may raise.
_MALFORMED = (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError)
_REFERENCE, _BACK_REFERENCE = 8, 9


class Reference:
    """An object that stays with the sender: its number there and a description (plain data)."""

    def __init__(self, number: int, description: Mapping[str, Any]) -> None:
        self.number = number
        self.description = description


class BackReference:
    """An object of the receiver that comes home: its number there."""

    def __init__(self, number: int) -> None:
        self.number = number


Refer = Callable[[Any], Reference | BackReference]
Resolve = Callable[[Reference | BackReference], Any]


def nothing_else(item: Any) -> Any:
    """Refuse all that is not plain data (for `encode` and `decode`)."""
    raise WireError(f"wire: only plain data may cross; got {type(item).__name__}.")


def encode(value: Any, refer: Refer) -> bytes:
    """Turn a value into bytes.

    Parameters
    ----------
    value : plain data, or anything that `refer` can refer to
    refer : callable
        Object that is not plain data -> `Reference` or `BackReference`; raises `WireError` if it may not
        cross.

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
            data: bytes = msgpack.packb(
                item, default=default, strict_types=True, unicode_errors="surrogatepass"
            )
            return data
        except WireError:
            raise
        except (ValueError, OverflowError, RecursionError) as problem:
            raise WireError(f"encode: {problem}") from problem
        finally:
            depth -= 1

    def default(item: Any) -> Any:
        return _taken_apart(item, pack, refer)

    return pack(value)


def _taken_apart(item: Any, pack: Callable[[Any], bytes], refer: Refer) -> Any:
    """What stands for an item that MessagePack has no type for."""
    row = row_of(item)
    parts = None if row is None else row.take_apart(item)
    if row is not None and parts is not None:
        # Of whole numbers only the large ones need an extension.
        is_plain = row.code is None or type(parts) is int
        return parts if is_plain else msgpack.ExtType(row.code, pack(parts))
    referred = refer(item)
    if isinstance(referred, BackReference):
        return msgpack.ExtType(_BACK_REFERENCE, pack(referred.number))
    return msgpack.ExtType(_REFERENCE, pack([referred.number, dict(referred.description)]))


def decode(data: bytes, resolve: Resolve) -> Any:
    """Turn bytes back into a value; the inverse of `encode`.

    Parameters
    ----------
    data : bytes
        From the other box, which may be hostile.
    resolve : callable
        `Reference` -> the stand-in to use here; `BackReference` -> the object of ours that came home.

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
                part,
                ext_hook=hook,
                strict_map_key=False,
                unicode_errors="surrogatepass",
                max_ext_len=MESSAGE_BYTES,
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


def _restore(code: int, part: bytes, unpack: Callable[[bytes], Any], resolve: Resolve) -> Any:
    content = unpack(part)
    if code == _BACK_REFERENCE:
        return resolve(BackReference(exact(content, int)))
    if code == _REFERENCE:
        number, description = exact(content, list)
        return resolve(Reference(exact(number, int), exact(description, dict)))
    if code not in BY_CODE:
        raise WireError(f"decode: unknown extension {code}.")
    return BY_CODE[code].make(content)
