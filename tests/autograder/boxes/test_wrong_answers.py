"""Wrong, lying and hostile answers, through two real processes: none passes, each costs its own test only."""

import pytest

from tests.autograder.helpers.in_boxes import grade, graded, shared, student, verdict

WRONG = {
    "calls back and forth without end": (
        "def f(g): return g(1)",
        "def g(x): return f(g)\nassert f(g) == 1",
    ),
    "np taken over": (
        "class np:\n    class testing:\n        assert_allclose = staticmethod(lambda *a, **k: None)\n"
        "    allclose = staticmethod(lambda *a, **k: True)\ndef f(x): return 0",
        "np.testing.assert_allclose(f(1), 1)",
    ),
    "builtins taken over": (
        "abs = lambda x: 0\nlen = lambda x: 3\nall = any = lambda *a: True\ndef f(x): return 9",
        "assert abs(f(1) - 1) < 1e-9",
    ),
    "builtins patched": (
        "import builtins\nbuiltins.abs = lambda x: 0\ndef f(x): return 9",
        "assert abs(f(1) - 1) < 1e-9",
    ),
    "NumPy patched": (
        "np.allclose = lambda *a, **k: True\nnp.testing.assert_allclose = lambda *a, **k: None\n"
        "def f(x): return 9",
        "np.testing.assert_allclose(f(1), 1); assert np.allclose(f(1), 1)",
    ),
    "an object equal to everything": (
        "class A:\n    def __eq__(self, o): return True\n    def __ne__(self, o): return False\n"
        "def f(x): return A()",
        "assert f(1) == 1",
    ),
    "an object whose difference is nothing": (
        "class A:\n    def __sub__(self, o): return 0.0\n    __rsub__ = __sub__\n"
        "    def __abs__(self): return 0.0\ndef f(x): return A()",
        "assert abs(f(1) - 1) < 1e-9",
    ),
    "an object that is less than everything": (
        "class A:\n    def __lt__(self, o): return True\n    __le__ = __gt__ = __lt__\ndef f(x): return A()",
        "assert f(1) < 1e-9",
    ),
    "an array that lies": (
        "class A(np.ndarray):\n    def __eq__(self, o): return np.ones(self.shape, bool)\n"
        "    def __array_ufunc__(self, *a, **k): return np.zeros(2)\n"
        "def f(x): return np.full(2, 7.0).view(A)",
        "np.testing.assert_allclose(f(1), [1, 1])",
    ),
    "an array function that lies": (
        "class A:\n    def __array__(self, *a, **k): return np.full(2, 7.0)\n"
        "    def __array_function__(self, *a, **k): return True\n"
        "    def __array_ufunc__(self, *a, **k): return np.ones(2, bool)\n"
        "def f(x): return A()",
        "np.testing.assert_allclose(f(1), [1, 1])",
    ),
    "a float that lies": (
        "class F(float):\n    def __eq__(self, o): return True\n    def __sub__(self, o): return 0.0\n"
        "def f(x): return F(7)",
        "assert f(1) == 1",
    ),
    "a text that lies": (
        "class S(str):\n    def __eq__(self, o): return True\n    __hash__ = str.__hash__\n"
        "def f(x): return S('b')",
        "assert f(1) == 'a'",
    ),
    "nothing": ("f = None", "assert f(1) == 1"),
    "not defined": ("", "assert f(1) == 1"),
    "sys.exit": ("import sys\ndef f(x): sys.exit(0)", "assert f(1) == 1"),
    "KeyboardInterrupt": ("def f(x): raise KeyboardInterrupt", "assert f(1) == 1"),
    "a loop": ("def f(x):\n    while True: pass", "assert f(1) == 1"),
    "a loop that catches everything": (
        "def f(x):\n    while True:\n        try:\n            while True: pass\n"
        "        except BaseException: pass",
        "assert f(1) == 1",
    ),
    "a crash": ("import ctypes\ndef f(x): ctypes.string_at(0)", "assert f(1) == 1"),
    "os._exit": ("import os\ndef f(x): os._exit(0)", "assert f(1) == 1"),
    "too much memory": ("def f(x): return bytearray(20 * 2**30)", "assert f(1) == 1"),
    "a result that is too large": ("def f(x): return np.zeros(40_000_000)", "assert f(1) == 1"),
    "bottomless recursion": ("def f(x): return f(x)", "assert f(1) == 1"),
    "a bottomless list": ("def f(x):\n    a = []\n    a.append(a)\n    return a", "assert f(1) == 1"),
    "forged frames on every descriptor": (
        "import os\ndef f(x):\n    for d in range(3, 64):\n        try: os.write(d, b'\\x00' * 8 + b'\\x03' + b'\\x93\\xa5reply\\x01')\n"
        "        except OSError: pass\n    return 9",
        "assert f(1) == 1",
    ),
    "closed descriptors": (
        "import os\ndef f(x):\n    os.closerange(0, 64)\n    return 1",
        "assert f(1) == 1",
    ),
    "a callback's insides": (
        "def f(g):\n    return g.__globals__['secret'] if hasattr(g, '__globals__') else g.__code__.co_consts[1]",
        "secret = 42\ndef reference(x): return 42\nassert f(reference) == 42",
    ),
    "a helper's insides": (
        "def f(o): return o.run.__globals__['secret']",
        "secret = 42\nclass O:\n    def run(self): return 1\nassert f(O()) == 42",
    ),
    "the caller's frame": (
        "import sys\ndef f(x):\n    frame = sys._getframe()\n    while frame:\n        if 'secret' in frame.f_globals: return 42\n"
        "        frame = frame.f_back\n    return 0",
        "secret = 42\nassert f(1) == 42",
    ),
    "a module written by an array of the tests": (
        "def f(a):\n    a[0] = 'import builtins; builtins.abs = lambda x: 0'\n"
        "    a.tofile('colorsys.py', sep='\\n')\n    return 9",
        "a = np.array(['', ''], dtype=object)\nresult = f(a)\nimport colorsys\nassert abs(result - 1) < 1e-9",
    ),
    "a handle's answer that changes": (
        "class A:\n    n = 0\n    def __float__(self):\n        A.n += 1\n        return float(A.n)\ndef f(x): return A()",
        "assert f(1) == 1.0",
    ),
    "the random state of the tests": (
        "import numpy.random as r\nr.seed = lambda *a: None\nr.rand = lambda *a: 0.5\ndef f(x): return 0.5",
        "np.random.seed(0); assert f(1) == np.random.rand()",
    ),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_a_wrong_answer_never_passes(walled, case):
    result = verdict(walled, *case)
    assert result.score == 0.0
    assert result.message


_WRITTEN = "class R:\n    def __repr__(self):\n        {harm}\ndef f(x): return R()"
# Answers in the text of a failed assertion -> what is shown.
UNWRITTEN = {
    "an object whose text raises": (_WRITTEN.format(harm="raise ValueError('no')"), "cannot be shown."),
    "an object whose text ends the process": (_WRITTEN.format(harm="import os; os._exit(0)"), "ended the whole process"),
    "an object whose text never ends": (_WRITTEN.format(harm="while True: pass"), "used up the 1 s of CPU time"),
    "an integer too long to be written": ("def f(x): return 10**10_000", "cannot be shown."),
}  # fmt: skip


@pytest.mark.parametrize("case", UNWRITTEN.values(), ids=UNWRITTEN)
def test_an_answer_that_cannot_be_written_down_costs_its_own_test(walled, case):
    answer, shown = case
    results = grade(
        walled, student(answer), graded("assert f(1) == 1, f(1)"), student("def g(): return 1"), graded("assert g() == 1"),
        asked="f g",
    )  # fmt: skip
    assert [result.score for result in results] == [None, 0.0, None, 4.0]
    assert shown in results[1].message


_FORGED_REPLY = """
import gc, msgpack
from autograder.boxes.crossing.peer import Peer

peer = next(item for item in gc.get_objects() if isinstance(item, Peer))
peer.encode = lambda message: msgpack.packb(["reply", message[1], False, {payload}], unicode_errors="surrogatepass")
"""
FORGED = {
    "a class with a null in its name": "{'type': 'a\\0b', 'bases': [], 'text': ''}, [], None",
    "a class with half a character in its name": "{'type': '\\ud800', 'bases': [], 'text': ''}, [], None",
    "an account that is cut short": "{}",
}


@pytest.mark.parametrize("payload", FORGED.values(), ids=FORGED)
def test_a_forged_account_of_a_cell_is_no_fault_of_the_grader(walled, payload):
    results = grade(walled, student(_FORGED_REPLY.format(payload=payload)), graded("assert f(1) == 1"))
    assert results[-1].score == 0.0


_EQUAL_TO_ALL = """
class V:
    n = 0
    def __eq__(self, other): return True
    def __lt__(self, other): return True
    def __contains__(self, other): return True
    def __sub__(self, other): return self
    __hash__ = object.__hash__
    __abs__ = __neg__ = lambda self: self
def f(x): return V()
"""


@pytest.mark.parametrize("test", ["assert f(1) == 1", "assert abs(f(1) - 1) < 1e-9", "assert 3 in f(1)", "assert -f(1) == 1",
                                  "v = f(1)\nassert v == 1"])  # fmt: skip
def test_a_class_decides_only_where_it_is_tested(walled, test):
    results = grade(walled, student(_EQUAL_TO_ALL), graded("assert V() == V()"), graded(test), asked="f V")
    assert [result.score for result in results] == [None, 4.0, 0.0]


def test_a_class_that_a_shared_cell_names_decides_in_all_tests(walled):
    answer = "class V:\n    def __eq__(self, other): return type(other) is V\ndef f(): return V()"
    same = shared("def is_right(value): return value == V()")
    results = grade(walled, same, student(answer), graded("assert is_right(f())"), asked="f V")
    assert results[-1].score == 4.0
