"""Plain data <-> bytes between processes of ours: MessagePack, and no type beside its own.

What a student's values need (arrays, stand-ins) is in `crossing.wire`, which brings NumPy along.
"""

from __future__ import annotations

from typing import Any

import msgpack


class NotPlain(ValueError):
    """Something else than None, text, bytes, numbers, lists and dicts."""


def encode(data: Any) -> bytes:
    """Turn plain data into bytes.

    Raises
    ------
    NotPlain
        If it holds anything else, or a whole number of more than 64 bits.

    Examples
    --------
    >>> decode(encode(["text", b"bytes", 2.0, None, {"a": [1]}]))
    ['text', b'bytes', 2.0, None, {'a': [1]}]
    >>> encode([{1, 2}])
    Traceback (most recent call last):
    ...
    autograder.boxes.plain_messages.NotPlain: encode: data must be plain; can not serialize 'set' object
    """
    try:
        packed: bytes = msgpack.packb(data, strict_types=True, unicode_errors="surrogatepass")
    except (TypeError, ValueError, OverflowError, RecursionError) as problem:
        raise NotPlain(f"encode: data must be plain; {problem}") from problem
    return packed


def decode(packed: bytes) -> Any:
    """Turn bytes back into data; the inverse of `encode`.

    Raises
    ------
    NotPlain
        If they are none of `encode`'s.
    """
    try:
        return msgpack.unpackb(packed, strict_map_key=False, unicode_errors="surrogatepass")
    except (ValueError, TypeError, msgpack.UnpackException, RecursionError) as problem:
        raise NotPlain(f"decode: must be `encode`'s bytes; {type(problem).__name__}: {problem}") from problem
