"""What crosses between the boxes arrives as it was, or not at all."""

import random
import sys
from collections import deque, namedtuple
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from fractions import Fraction
from uuid import UUID
from zoneinfo import ZoneInfo

import msgpack
import numpy as np
import pytest

from autograder.boxes.crossing import wire
from autograder.boxes.crossing.process_state import require_stack


class OwnZone(tzinfo):
    def utcoffset(self, moment):
        return timedelta(hours=1)


def nothing_else(item):
    raise wire.WireError(f"{type(item).__name__} may not cross")


def across(value):
    return wire.decode(wire.encode(value, nothing_else), nothing_else)


class LyingArray(np.ndarray):
    def __eq__(self, other):
        return np.ones(self.shape, bool)


PLAIN = [
    *(
        None,
        True,
        False,
        0,
        -5,
        2**63,
        2**64 - 1,
        2**70,
        -(2**80),
        1.5,
        float("inf"),
        2 - 3j,
        "",
        "ä\ud800",
        b"\x00",
    ),
    *([], [1, [2.0, None]], (), (1, (2, "x")), {}, {"a": 1, 2: (3,), None: []}, {1, 2}, frozenset({"a"})),
    *(Fraction(1, 3), Decimal("0.10"), Decimal("-Infinity"), deque([1, (2,)], 3), deque()),
    *(date(2026, 2, 28), time(23, 59), datetime(2026, 2, 28, 12, 0, 0, 5), timedelta(days=-1, seconds=3)),
    *(datetime(2026, 2, 28, tzinfo=UTC), timezone(timedelta(hours=1), "X"), UUID(int=5)),
    *(
        datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=1),
        {"a": 1}.keys(),
        {"a": 1}.items(),
    ),
    *(slice(1, None, 2), range(3, 9, 2), ..., float, np.float32, dict, ValueError, StopIteration),
]
ARRAYS = [
    *(np.arange(6.0).reshape(2, 3), np.zeros((0, 4), np.float32), np.array(3), np.array([True, False])),
    *(np.array([1 + 2j], np.complex64), np.array(["a", "bc"]), np.array(["2020-01-01"], "M8[D]")),
    *(np.arange(24, dtype=np.uint8).reshape(2, 3, 4).transpose(2, 0, 1), np.arange(10)[::-3]),
]


@pytest.mark.parametrize("value", PLAIN, ids=repr)
def test_plain_data_arrives_as_it_was(value):
    arrived = across(value)
    assert arrived == value
    assert type(arrived) is type(value)


@pytest.mark.parametrize(
    "error", [ValueError(), KeyError("k"), OSError(2, "no"), TypeError("a", (1, 2))], ids=repr
)
def test_an_exception_of_the_language_keeps_its_class_and_arguments(error):
    arrived = across(error)
    assert (type(arrived), arrived.args) == (type(error), error.args)


class Own(ValueError):
    """An exception of a student."""


TOO_MUCH = {
    "an exception of another class": Own("x"),
    "a fraction with a million bits": Fraction((1 << 1_000_000) + 1, 3),
    "bits of another class": type("Bits", (np.random.PCG64,), {})(1),
    "a generator over them": np.random.Generator(type("Bits", (np.random.PCG64,), {})(1)),
}


@pytest.mark.parametrize("value", TOO_MUCH.values(), ids=TOO_MUCH)
def test_what_is_not_plain_enough_stays_where_it_is(value):
    with pytest.raises(wire.WireError, match="may not cross"):
        across(value)


def test_a_named_tuple_of_many_fields_arrives_as_a_tuple():
    fields = [f"a{k}" for k in range(1000)]
    assert type(across(namedtuple("Wide", fields)(*fields))) is tuple


@pytest.mark.parametrize("array", ARRAYS, ids=lambda array: f"{array.dtype}{array.shape}")
def test_arrays_arrive_exact(array):
    arrived = across(array)
    assert type(arrived) is np.ndarray
    assert arrived.dtype == array.dtype
    assert arrived.shape == array.shape
    assert arrived.tobytes() == array.tobytes()
    assert arrived.flags.writeable


@pytest.mark.parametrize(
    "array",
    [
        np.array([1, "a", None, [2, (3,)]], dtype=object),
        np.array([[1, 2**80], [None, 2.5]], dtype=object).T,
        np.array(7, dtype=object),
        np.zeros((0, 2), object),
    ],
    ids=str,
)
def test_an_array_of_objects_arrives_with_them(array):
    arrived = across(array)
    assert (arrived.dtype, arrived.shape, arrived.tolist()) == (array.dtype, array.shape, array.tolist())


def test_the_values_of_a_dict_arrive_in_their_order():
    arrived = across({"a": 2, "b": [1]}.values())
    assert (list(arrived), type(arrived)) == ([2, [1]], type({}.values()))


def test_a_time_keeps_its_zone_and_its_turn_of_the_clock():
    moment = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=1)
    arrived = across([moment, moment.timetz()])
    assert arrived == [moment, moment.timetz()] and repr(arrived) == repr([moment, moment.timetz()])


def test_calls_that_go_back_and_forth_end_while_there_is_room_to_say_so():
    def deeper(n):
        require_stack()
        return deeper(n + 1)

    with pytest.raises(RecursionError, match="^maximum recursion depth exceeded$") as ended:
        deeper(0)
    assert len(ended.traceback) < sys.getrecursionlimit() - 150


def test_a_named_tuple_keeps_its_fields():
    Point = namedtuple("Point", "x, y")
    arrived = across([Point(1, (2.5,))])[0]
    assert (arrived.x, arrived.y, arrived._fields) == (1, (2.5,), ("x", "y"))
    assert arrived == (1, (2.5,)) and repr(arrived) == "Point(x=1, y=(2.5,))"


def test_nan_keeps_its_bits():
    assert np.isnan(across(float("nan")))
    assert np.isnan(across(np.array([np.nan]))).all()


@pytest.mark.parametrize("kind", [np.float32, np.float64, np.int8, np.uint64, np.bool_])
def test_numpy_scalars_keep_their_type(kind):
    arrived = across(kind(1))
    assert type(arrived) is kind
    assert arrived == 1


def test_a_subclass_arrives_as_its_base():
    assert type(across(np.zeros(2).view(LyingArray))) is np.ndarray
    assert type(across(type("Float", (float,), {})(2.5))) is float
    assert (
        type(across(type("Text", (str,), {"__eq__": lambda *_: True, "__hash__": str.__hash__})("x"))) is str
    )
    assert across(type("Int", (int,), {})(7)) == 7


@pytest.mark.parametrize("kind", [np.random.PCG64, np.random.MT19937, np.random.Philox])
def test_bits_go_on_where_they_were(kind):
    bits = kind(3)
    bits.random_raw(5)
    arrived = across(bits)
    assert type(arrived) is kind and arrived.random_raw() == kind(3).random_raw(6)[5]


def test_a_random_generator_goes_on_where_it_was():
    rng = np.random.default_rng(3)
    rng.random(5)
    assert across(rng).random() == np.random.default_rng(3).random(6)[5]


@pytest.mark.parametrize(
    "item",
    [object(), len, lambda: 0, np, datetime(2026, 1, 1, tzinfo=OwnZone())],
    ids=lambda item: type(item).__name__,
)
def test_what_is_not_plain_data_is_referred_to(item):
    with pytest.raises(wire.WireError, match="may not cross"):
        wire.encode([item], nothing_else)
    seen = []
    data = wire.encode([item], lambda got: seen.append(got) or wire.Reference(4, {"kind": "object"}))
    assert len(seen) == 1
    (reference,) = wire.decode(data, lambda crossed: crossed)
    assert (reference.number, reference.description) == (4, {"kind": "object"})


def test_an_object_comes_home():
    data = wire.encode(object(), lambda item: wire.BackReference(7))
    assert wire.decode(data, lambda crossed: crossed.number) == 7


def nested(depth, wrap):
    value = 0
    for _ in range(depth):
        value = wrap(value)
    return value


@pytest.mark.parametrize(
    "wrap", [lambda v: (v,), lambda v: [v], lambda v: {1: v}], ids=["tuple", "list", "dict"]
)
def test_bottomless_data_is_refused(wrap):
    assert across(nested(20, wrap)) == nested(20, wrap)
    with pytest.raises(wire.WireError):
        across(nested(200_000 if wrap(0) == [0] else 5000, wrap))


def extension(code, content):
    return msgpack.packb(msgpack.ExtType(code, msgpack.packb(content)))


HOSTILE = {
    "nothing": b"",
    "reserved byte": b"\xc1",
    "half a message": msgpack.packb([1, 2, 3])[:-1],
    "two messages": msgpack.packb(1) * 2,
    "deep": b"\x91" * 200_000,
    "object dtype": extension(6, ["|O", [1], b"\0" * 8]),
    "more objects than there are": extension(6, ["O", [2], [1]]),
    "room for a trillion objects": extension(6, ["O", [2**40], []]),
    "a zone elsewhere": extension(15, ["ZoneInfo", "../passwd"]),
    "a folder of zones": extension(15, ["ZoneInfo", "America"]),
    "an error before its bytes": extension(16, ["UnicodeDecodeError", ["u", b"", -9, -8, "x"]]),
    "structured dtype": extension(6, ["V8", [1], b"\0" * 8]),
    "bytes too short": extension(6, ["<f8", [2], b"\0" * 8]),
    "text without room": extension(6, ["<U0", [2**40], b""]),
    "negative size": extension(6, ["<f8", [-1], b""]),
    "huge size": extension(6, ["<f8", [2**62, 2**62], b""]),
    "size is no number": extension(6, ["<f8", ["2"], b"\0" * 16]),
    "array of two": extension(6, ["<f8", [2]]),
    "unknown type": extension(12, []),
    "nothing of the standard library": extension(15, []),
    "unknown value of the standard library": extension(15, ["os", 1]),
    "a fraction over zero": extension(15, ["Fraction", 1, 0]),
    "no number": extension(15, ["Decimal", "x"]),
    "no name": extension(15, ["namedtuple", "P", ["x y(", "_"], [1, 2]]),
    "unknown extension": extension(99, [1]),
    "unknown bit generator": extension(10, {"bit_generator": "os"}),
    "state of nothing": extension(10, {"bit_generator": "PCG64"}),
    "unhashable key": b"\x81\x90\x01",
    "complex of text": extension(4, ["a", "b"]),
    "text is no UTF-8": b"\xa1\xff",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_hostile_bytes_raise_one_kind_of_error(data):
    with pytest.raises(wire.WireError):
        wire.decode(data, nothing_else)


def test_random_bytes_never_do_more_than_raise():
    rng = random.Random(0)
    good = wire.encode([{"a": np.arange(5.0)}, (1, 2), "text"], nothing_else)
    for _ in range(3000):
        data = bytearray(good)
        for _ in range(rng.randint(1, 4)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        try:
            wire.decode(bytes(data), nothing_else)
        except wire.WireError:
            continue
