"""Answers under seal: a table holds them so that only who has an answer can open what is said of it.

An answer lies somewhere on a grid that is a few tolerances wide. A slow hash of that place is the key of what
belongs to the answers there, so the table says neither them nor the sentences about them, and whoever answers
within the tolerance finds the exact bounds. Trying out answers is as much work as calling `check` with them.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.boxes.crossing.wire import decode, encode, nothing_else

# The smallest magnitude by which a tolerance is multiplied. Where every expected entry is 0, or smaller than
# this, only rounding noise of the sums that led to it is left, and noise is no mistake.
SMALLEST_SCALE = 1e-3
# Edge of the grid's cells in tolerances: an answer in five lies so near an edge that it has two places.
_WIDTH = 8.0
# Where the grid begins, in cells: whole numbers lie on no edge.
_SHIFT = 0.37
# More than the rounding of a logarithm, and less than anybody's answer is off by.
_MARGIN = 1 + 1e-6
_MOST_PLACES = 4096
# Of the hash: some 5 ms for one place.
_ROUNDS = 20_000
_TAG, _KEY = 8, 16  # bytes


def slack_of(values: np.ndarray, tolerance: float) -> float:
    """By how much an entry may be off: the tolerance times the largest finite entry."""
    return float(tolerance * np.abs(values[np.isfinite(values)]).max(initial=SMALLEST_SCALE))


# ------------------------------------------------------------ places on the grid


def place_of(value: np.ndarray, tolerance: float) -> tuple[Any, ...] | None:
    """Return the shape of an array and its cell on the grid; None if an entry is not finite."""
    value = value.astype(float)
    if not np.isfinite(value).all():
        return None
    scale = _scale(float(np.abs(value).max(initial=SMALLEST_SCALE)), tolerance)
    return value.shape, scale, tuple(_cells(value, scale, tolerance).tolist())


def places_near(value: np.ndarray, tolerance: float) -> Iterator[tuple[Any, ...]]:
    """Yield the place of every array that is within the tolerance of one."""
    value = value.astype(float)
    slack = slack_of(value, tolerance) * _MARGIN
    largest = float(np.abs(value).max(initial=SMALLEST_SCALE))
    lowest = _scale(max(largest - slack, SMALLEST_SCALE), tolerance)
    for scale in range(lowest, _scale(largest + slack, tolerance) + 1):
        low, high = (_cells(value + move, scale, tolerance) for move in (-slack, slack))
        if math.prod((high - low + 1).tolist()) > _MOST_PLACES:
            raise ValueError(f"places_near: an answer under seal must be short; got the shape {value.shape}.")
        ranges = (range(*ends) for ends in zip(low.tolist(), (high + 1).tolist(), strict=True))
        yield from ((value.shape, scale, cells) for cells in itertools.product(*ranges))


def _scale(largest: float, tolerance: float) -> int:
    """The cell of an array's largest magnitude, on a grid of equal ratios."""
    return math.floor(math.log(largest) / (_WIDTH * tolerance) + _SHIFT)


def _cells(value: np.ndarray, scale: int, tolerance: float) -> np.ndarray:
    """The cell of each entry, whose edge is a share of what `scale` stands for."""
    edge = _WIDTH * tolerance * math.exp(scale * _WIDTH * tolerance)
    return np.floor(np.ravel(value) / edge + _SHIFT).astype(np.int64)


# ------------------------------------------------------------ what is under seal


@dataclass(frozen=True)
class Remark:
    """What is said of some outputs if they lie within bounds.

    Parameters
    ----------
    bounds : dict
        Output -> (low, high), arrays of its shape.
    mistake, sentence : str
        Both empty if that is right.
    """

    bounds: Mapping[str, tuple[np.ndarray, np.ndarray]]
    mistake: str = ""
    sentence: str = ""

    def fits(self, values: Mapping[str, np.ndarray]) -> bool:
        """Whether these outputs have the right shapes and lie within the bounds."""
        return values.keys() == self.bounds.keys() and all(
            values[name].shape == low.shape and bool(((values[name] >= low) & (values[name] <= high)).all())
            for name, (low, high) in self.bounds.items()
        )


@dataclass(frozen=True)
class Seals:
    """The remarks on one question, each to be opened by the answers that it is about.

    Parameters
    ----------
    salt : bytes
    tolerance : float
    slots : tuple of (bytes, bytes)
        For every place: its tag, and the number and the key of a remark.
    remarks : tuple of bytes
        All of one length.
    """

    salt: bytes
    tolerance: float
    slots: tuple[tuple[bytes, bytes], ...]
    remarks: tuple[bytes, ...]

    def opened_by(self, values: Mapping[str, np.ndarray]) -> tuple[Remark, ...]:
        """Return the remarks that these outputs fit, in the order in which they were given."""
        places = {name: place_of(value, self.tolerance) for name, value in values.items()}
        if None in places.values():
            return ()
        key = _slow_hash(self.salt, repr(sorted(places.items())))
        numbers = {
            number: text
            for at, (tag, sealed) in enumerate(self.slots)
            if tag == _tag(key)
            for number, text in [_number_and_key(_streamed(sealed, key, at))]
        }
        remarks = (self._remark(number, numbers[number]) for number in sorted(numbers))
        return tuple(remark for remark in remarks if remark.fits(values))

    def _remark(self, number: int, key: bytes) -> Remark:
        return Remark(*decode(_unpadded(_streamed(self.remarks[number], key, 0)), nothing_else))


def sealed(
    remarks: Iterable[tuple[Mapping[str, np.ndarray], Remark]], salt: bytes, tolerance: float
) -> Seals:
    """Put remarks under seal; the same ones give the same bytes.

    Parameters
    ----------
    remarks : iterable of (dict, Remark)
        The outputs (name -> array) that lie in the middle of what each is about.
    salt : bytes
        What tells this question from all others.
    tolerance : float
        Of the exercise.
    """
    slots, texts = [], []
    for number, (values, remark) in enumerate(remarks):
        near = ([(name, each) for each in places_near(value, tolerance)] for name, value in values.items())
        keys = [_slow_hash(salt, repr(sorted(each))) for each in itertools.product(*near)]
        own = hashlib.sha256(b"remark" + bytes([number]) + keys[0]).digest()[:_KEY]
        slots += [(_tag(key), key, bytes([number]) + own) for key in keys]
        texts.append((own, encode((dict(remark.bounds), remark.mistake, remark.sentence), nothing_else)))
    longest = max(len(text) for _, text in texts)
    return Seals(
        salt,
        tolerance,
        tuple((tag, _streamed(plain, key, at)) for at, (tag, key, plain) in enumerate(sorted(slots))),
        tuple(_streamed(_padded(text, longest), own, 0) for own, text in texts),
    )


@functools.lru_cache(maxsize=4096)
def _slow_hash(salt: bytes, text: str) -> bytes:
    """By hand, because not every Python has OpenSSL's: 32 bytes."""
    key = hashlib.sha256(salt + text.encode()).digest()
    for _ in range(_ROUNDS):
        key = hashlib.sha256(key).digest()
    return key


def _tag(key: bytes) -> bytes:
    return hashlib.sha256(b"tag" + key).digest()[:_TAG]


def _number_and_key(plain: bytes) -> tuple[int, bytes]:
    return plain[0], plain[1:]


def _streamed(data: bytes, key: bytes, number: int) -> bytes:
    """Data with a stream of hashes over it; twice gives the data again."""
    blocks = range(-(-len(data) // hashlib.sha256().digest_size))
    stream = b"".join(hashlib.sha256(b"%b %d %d" % (key, number, block)).digest() for block in blocks)
    return bytes(a ^ b for a, b in zip(data, stream, strict=False))


def _padded(text: bytes, length: int) -> bytes:
    return len(text).to_bytes(4, "big") + text.ljust(length, b"\0")


def _unpadded(data: bytes) -> bytes:
    return data[4 : 4 + int.from_bytes(data[:4], "big")]
