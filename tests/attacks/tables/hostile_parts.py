"""Messages that a student's code sends in the grader's place, of parts that no value has, and fair values near them."""

from __future__ import annotations

from tests.attacks.tables.kinds_of_tests import Case

MECHANISM = "values made by hand of parts that none has"
# `forged` has the next reply hold what MessagePack makes of it, whatever the types of the grader allow.
_FORGED = """
import gc, msgpack
from autograder.boxes.crossing.peer import Peer

peer = next(item for item in gc.get_objects() if isinstance(item, Peer))

def ext(code, parts):
    return msgpack.ExtType(code, msgpack.packb(parts, unicode_errors="surrogatepass"))

def forged(value, is_ok=True):
    def encode(message):
        if isinstance(message, list) and message and message[0] == "reply":
            del peer.encode
            return msgpack.packb(["reply", message[1], is_ok, value, [], None], unicode_errors="surrogatepass")
        return Peer.encode(peer, message)
    peer.encode = encode

def twice(x):
    forged({made})
"""
_PHILOX = (
    "{{'bit_generator': 'Philox', 'state': {{'counter': ext(6, ['<u8', [4], bytes(32)]), 'key': ext(6, ['<u8', [2], bytes(16)])}}, "
    "'buffer': ext(6, ['<u8', [4], bytes(32)]), 'buffer_pos': {place}, 'has_uint32': 0, 'uinteger': 0}}"
)
_EQUAL = "assert twice(3) == 6"
_DRAWN = "assert twice(3).random() == 6"
_TEXT = "x = twice(3)\nassert str(x) == '6', x"
_RAISED = "{{'type': {name}, 'bases': {bases}, 'text': 'x', 'class': {own}}}, is_ok=False"


def _raised(name: str, bases: str, own: str = "None") -> str:
    return _RAISED.format(name=name, bases=bases, own=own)


# Name -> (what is sent, the test, its status).
_PARTS = {
    "random numbers before their memory": (f"ext(10, {_PHILOX.format(place='-10**9')})", _DRAWN, "died"),
    "random numbers behind their memory": (f"ext(10, {_PHILOX.format(place='10**6')})", _DRAWN, "died"),
    "an error that points before its bytes": ("ext(16, ['UnicodeDecodeError', ['utf8', b'', -10**12, 1 - 10**12, 'x']])", _TEXT, "died"),
    "an error that points before its text": ("ext(16, ['UnicodeTranslateError', ['x', -10**12, 1 - 10**12, 'x']])", _TEXT, "died"),
    "text of no characters": ("ext(6, ['<U1', [3], b'\\xff' * 12])", "assert twice(3).tolist() == ['a', 'b', 'c']", "error"),
    "truth values of other bytes": ("ext(7, ['|b1', [], b'\\x06'])", "assert int(twice(3)) == 6", "error"),
    "a moment at the end of time": ("ext(6, ['<M8[Y]', [1], b'\\xff' * 7 + b'\\x7e'])", _TEXT, "error"),
    "a moment without a unit": ("ext(6, ['<M8[0s]', [1], bytes(8)])", _TEXT, "error"),
    "records of no size": ("ext(6, [['a'], [10**9], [ext(6, ['<f8', [10**9, 0], b''])]])", "assert twice(3).sum() == 6", "error"),
    "bytes that are no message": ("msgpack.ExtType(6, b'\\xc1')", _EQUAL, "died"),
    "an unknown type": ("ext(77, [1])", _EQUAL, "died"),
    "an exception with a null in its name": (_raised("'a\\0b'", "['ValueError']"), _EQUAL, "error"),
    "an exception with half a character in its name": (_raised("'\\ud800'", "['ValueError']"), _EQUAL, "error"),
    "a group without exceptions": (_raised("'G'", "['ExceptionGroup']"), _EQUAL, "error"),
    "an exception that is the end of a loop": (
        _raised("'S'", "['StopIteration']", "ext(8, [77, {'category': 'class', 'name': 'S', 'bases': ['StopIteration']}])"),
        "for value, expected in zip(map(twice, [1, 2]), [2, 4]):\n    assert value == expected", "error",
    ),
    "a function whose description is none": (
        "ext(8, [77, {'category': 'function', 'name': '\\ud800\\0', 'doc': 1, 'parameters': [['a b', 99, 1, []]], 'source': 'def x(:', 'flavour': [1]}])",
        "assert twice(3)(1) == 6", "died",
    ),
    "a class of no bases that the tests know": ("ext(8, [77, {'category': 'class', 'name': 'E', 'bases': ['AssertionError', 'BaseException']}])", _EQUAL, "error"),
    "a module that no test imports": ("ext(8, [77, {'category': 'module', 'name': 'antigravity'}])", "assert twice(3).x == 6", "error"),
    "an object that says it is a loop": ("ext(8, [77, {'category': 'object', 'type': 'map', 'special': ['__eq__', '__next__']}])", _EQUAL, "error"),
    "an object whose type is none": ("ext(8, [77, {'category': 'object', 'type': ['map'], 'special': [1, ['x']]}])", _EQUAL, "died"),
    "an object of the tests that was never lent": ("ext(9, 12345)", _EQUAL, "died"),
}  # fmt: skip
_FAIR = {
    "random numbers that go on": (
        "bits = np.random.Philox(x)\n    bits.random_raw(3)\n    return np.random.Generator(bits)",
        "bits = np.random.Philox(3)\nbits.random_raw(3)\nassert twice(3).random() == np.random.Generator(bits).random()",
    ),
    "an error that points into its bytes": (
        "try:\n        b'a\\xff'.decode()\n    except UnicodeDecodeError as problem:\n        return problem",
        "x = twice(3)\nassert type(x) is UnicodeDecodeError and (x.start, x.end) == (1, 2) and 'byte 0xff in position 1' in str(x)",
    ),
    "text of rare characters": ("return np.array(['\\U0010ffff', ''])", "assert twice(3).tolist() == ['\\U0010ffff', '']"),
    "a moment that is none": ("return np.array(['2026-01-01', 'NaT'], 'M8[s]')", "assert np.isnat(twice(3)).tolist() == [False, True]"),
    "records": ("return np.array([(1, 2.5)], [('a', int), ('b', float)])", "assert twice(3)['b'][0] == 2.5"),
    "a class of exceptions": ("return type('Own', (ValueError,), {})", "assert twice(3).__name__ == 'Own'"),
    "a function with odd defaults": ("return lambda a, b=[1], *c, d=None, **e: a + len(b)", "assert twice(3)(5) == 6"),
    "a loop": ("return map(str, [x])", "assert list(twice(3)) == ['3']"),
}  # fmt: skip

PARTS: list[Case] = [
    Case(MECHANISM, name, _FORGED.replace("{made}", made), test, status=status)
    for name, (made, test, status) in _PARTS.items()
]
FAIR: list[Case] = [
    Case(MECHANISM, name, f"def twice(x):\n    {body}\n", test, points=4.0, status="ok")
    for name, (body, test) in _FAIR.items()
]
