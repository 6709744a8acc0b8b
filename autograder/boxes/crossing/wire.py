"""Plain data <-> bytes: all that may cross between the two boxes.

MessagePack with a fixed list of extension types. Arrays travel as dtype, shape and raw bytes and arrive as
exact `numpy.ndarray`; subclasses arrive as their base. What is not plain data (a function, a class, an
instance) stays where it is: a reference crosses instead. Never pickle, never `eval`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgpack

from autograder.boxes.crossing import shared_objects, subclasses
from autograder.boxes.crossing.type_table import BY_CODE, SUBCLASS, Row, exact, is_exact, row_of
from autograder.boxes.crossing.type_table import WireError as WireError
from autograder.boxes.limits import DEPTH, MESSAGE_BYTES

# What building a value from malformed parts may raise.
_MALFORMED = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)
_REFERENCE, _BACK_REFERENCE = 8, 9
_NUMBERED, _OBJECTS, _MEMBER, _CLASS = 20, 21, 22, 23


class Reference:
    """An object that stays with the sender: its number there and a description (plain data)."""

    def __init__(self, number: int, description: Mapping[str, Any]) -> None:
        self.number = number
        self.description = description


class BackReference:
    """An object of the receiver that comes home: its number there."""

    def __init__(self, number: int) -> None:
        self.number = number


class ClassName:
    """A class that both boxes have, or may have: where it is defined."""

    def __init__(self, module: str, name: str, *, is_instructors: bool) -> None:
        self.module, self.name, self.is_instructors = module, name, is_instructors


Refer = Callable[[Any], Reference | BackReference]
Resolve = Callable[[Reference | BackReference | ClassName], Any]
Shares = Callable[[Any], bool]


def nothing_shared(item: Any) -> bool:
    """No class is the other box's as well (for `encode`)."""
    return False


def nothing_else(item: Any) -> Any:
    """Refuse all that is not plain data (for `encode` and `decode`)."""
    raise WireError(f"wire: only plain data may cross; got {type(item).__name__}.")


def encode(
    value: Any, refer: Refer, shares: Shares = nothing_shared, stays: Shares = nothing_shared
) -> bytes:
    """Turn a value into bytes.

    Parameters
    ----------
    value : plain data, or anything that `refer` can refer to
    refer : callable
        Object that is not plain data -> `Reference` or `BackReference`; raises `WireError` if it may not
        cross.
    shares : callable
        Object or class -> whether it crosses as one of a class that the instructor wrote for both boxes.
    stays : callable
        Object of a subclass of plain data -> whether it is more than its content.

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
        if not is_exact(item) and shares(item):
            try:
                return _shared(item, pack, numbered)
            except _Stays:
                if numbered.is_open:
                    raise
        row = None if not is_exact(item) and stays(item) else row_of(item)
        return _taken_apart(item, row, pack, referred)

    def referred(item: Any) -> Reference | BackReference:
        found = refer(item)
        if numbered.is_open and isinstance(found, Reference):
            raise _Stays
        return found

    numbered = shared_objects.Numbered(
        pack,
        lambda number: msgpack.ExtType(_NUMBERED, pack(number)),
        lambda keys, contents: msgpack.ExtType(_OBJECTS, pack([[list(key) for key in keys], contents])),
    )
    return pack(value)


class _Stays(Exception):
    """An object holds something that has to stay where it is: so has the object."""


def _shared(item: Any, pack: Callable[[Any], bytes], numbered: shared_objects.Numbered) -> Any:
    """What stands for a class of the instructor's, a member of such an enumeration, or an object."""
    key = None if isinstance(item, type) else shared_objects.member_key(item)
    if isinstance(item, type) or key is not None:
        code = _CLASS if key is None else _MEMBER
        return msgpack.ExtType(code, pack([*shared_objects.key_of(item), key]))
    return numbered.taken_apart(item)


def _taken_apart(item: Any, row: Row | None, pack: Callable[[Any], bytes], refer: Refer) -> Any:
    """What stands for an item that MessagePack has no type for."""
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

    objects: list[Any] = []

    def hook(code: int, part: bytes) -> Any:
        if code == _OBJECTS:
            return _objects(part, unpack, resolve, objects)
        if code == _NUMBERED:
            return objects[exact(unpack(part), int)]
        return _restore(code, part, unpack, resolve)

    return unpack(data)


def _objects(part: bytes, unpack: Callable[[bytes], Any], resolve: Resolve, objects: list[Any]) -> Any:
    """Objects that may hold each other: made first, filled then. Returns the one that stands for all."""
    keys, contents = exact(unpack(part), list)
    classes = [
        resolve(ClassName(exact(module, str), exact(name, str), is_instructors=True)) for module, name in keys
    ]
    objects[:] = [shared_objects.empty(each) for each in classes]
    made = list(objects)
    for each, content in zip(made, contents, strict=True):
        shared_objects.fill(each, unpack(exact(content, bytes)))
    return made[0]


def _restore(code: int, part: bytes, unpack: Callable[[bytes], Any], resolve: Resolve) -> Any:
    content = unpack(part)
    if code == _BACK_REFERENCE:
        return resolve(BackReference(exact(content, int)))
    if code == _REFERENCE:
        number, description = exact(content, list)
        return resolve(Reference(exact(number, int), exact(description, dict)))
    if code in (_CLASS, _MEMBER):
        module, name, member = exact(content, list)
        found = resolve(ClassName(exact(module, str), exact(name, str), is_instructors=True))
        return found if member is None else shared_objects.member(found, member)
    if code == SUBCLASS.code:
        module, name, held, further = exact(content, list)
        found = resolve(ClassName(exact(module, str), exact(name, str), is_instructors=False))
        return subclasses.made_of(found, held, further)
    if code not in BY_CODE:
        raise WireError(f"decode: unknown extension {code}.")
    return BY_CODE[code].make(content)
