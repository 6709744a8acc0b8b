"""Right and wrong answers, and lying ones, through two real processes."""

import pytest

from tests.autograder.in_boxes import grade, graded, shared, student, verdict

RIGHT = {
    "a scalar": ("def f(x): return x + 1", "assert f(2) == 3"),
    "an array": ("def f(x): return 2 * x", "assert (f(np.arange(3.0)) == [0, 2, 4]).all()"),
    "exactly an ndarray": ("def f(x): return np.matrix([[x]])", "assert type(f(1)) is np.ndarray"),
    "a tuple": ("def f(x): return x, [x], {'a': x}", "assert f(1) == (1, [1], {'a': 1})"),
    "keywords and defaults": ("def f(x, *, y=2): return x * y", "assert f(3) == 6 and f(3, y=1) == 3"),
    "an array changed in place": ("def f(x): x[0] = 9", "a = np.zeros(2); f(a); assert a[0] == 9"),
    "a list changed in place": ("def f(x): x.append(1)", "a = []; f(a); assert a == [1]"),
    "a deque changed in place": (
        "def f(x): x.append(1)",
        "from collections import deque\na = deque([2, 3], 2); f(a); assert a == deque([3, 1])",
    ),
    "a fraction": (
        "from fractions import Fraction\ndef f(x): return Fraction(x, 4)",
        "assert f(2) == 0.5 and f(2).denominator == 2",
    ),
    "a date": (
        "import datetime\ndef f(x): return datetime.date(2026, x, 1)",
        "assert (f(3) - f(2)).days == 28",
    ),
    "a named tuple": (
        "import collections\nP = collections.namedtuple('P', 'x y')\ndef f(x): return P(x, 2 * x)",
        "assert f(1) == (1, 2) and f(1).y == 2",
    ),
    "a dict changed in place": ("def f(x): x['k'] = 1", "a = {}; f(a); assert a == {'k': 1}"),
    "a callback": ("def f(g, n): return sum(g(i) for i in range(n))", "assert f(lambda i: i * i, 4) == 14"),
    "a NumPy function": ("def f(g): return g(0.0)", "assert f(np.cos) == 1.0"),
    "a random generator": (
        "def f(rng): return rng.random()",
        "a, b = np.random.default_rng(1), np.random.default_rng(1)\nassert f(a) == b.random() and f(a) == b.random()",
    ),
    "the old random state": (
        "def f(): return np.random.rand()",
        "np.random.seed(5); a = f(); np.random.seed(5); assert a == np.random.rand()",
    ),
    "Python's random state": (
        "import random\ndef f(): return random.random()",
        "import random\nrandom.seed(5); a = f(); random.seed(5); assert a == random.random()",
    ),
    "errstate": (
        "def f(): return np.float64(1) / np.float64(0)",
        "with np.errstate(divide='raise'):\n    try: f()\n    except FloatingPointError: pass\n    else: assert False",
    ),
    "a value": ("f = [1, 2]", "assert f == [1, 2]"),
    "an exception by its built-in class": (
        "def f(x): raise ValueError('no')",
        "try: f(1)\nexcept ValueError as e: assert str(e) == 'no'\nelse: assert False",
    ),
    "an exception of the student's own": (
        "class E(ValueError): pass\ndef f(x): raise E('no')",
        "try: f(1)\nexcept E: pass\nelse: assert False",
        "f E",
    ),
    "a class": (
        "class V:\n    def __init__(self, x): self.x = x\n    def twice(self): return V(2 * self.x)",
        "v = V(3); assert v.twice().x == 6 and isinstance(v, V) and not isinstance(3, V); v.x = 1; assert v.x == 1",
        "V",
    ),
    "operators of a class that is asked for": (
        "class V:\n    def __init__(self, x): self.x = x\n    def __add__(self, o): return V(self.x + o.x)\n"
        "    def __eq__(self, o): return self.x == o.x",
        "assert V(1) + V(2) == V(3) and not V(1) == V(2)",
        "V",
    ),
    "a generator": ("def f(n):\n    yield from range(n)", "assert list(f(3)) == [0, 1, 2]"),
    "a closure": ("def f(a):\n    return lambda b: a + b", "assert f(1)(2) == 3"),
    "its name, text and signature": (
        "def f(x, y=1):\n    'adds'\n    return x + y",
        "import inspect\nassert f.__name__ == 'f' and f.__doc__ == 'adds'\n"
        "assert list(inspect.signature(f).parameters) == ['x', 'y'] and 'return x + y' in inspect.getsource(f)",
    ),
    "a figure's axes": (
        "import matplotlib.pyplot as plt\ndef f():\n    fig, ax = plt.subplots()\n    ax.set_title('loss')\n    return ax",
        "assert f().get_title() == 'loss'",
    ),
    "a helper that is taken away": (
        "def g(x): return x + 1\ndef f(x): return g(x)",
        "original = g\ndel g\ntry: f(1)\nexcept NameError: pass\nelse: raise AssertionError('f does not use g')\n"
        "finally: g = original\nassert f(1) == 2",
        "f g",
    ),
    "warnings, logging and prints": (
        "import warnings, logging, sys\ndef f():\n    warnings.warn('w'); logging.warning('l'); print('p', file=sys.stderr)\n"
        "    return 1",
        "assert f() == 1",
    ),
    "a magic": ("%matplotlib inline\ndef f(): return 1", "%precision 3\nassert f() == 1"),
    "a test that prints": ("def f(): return 1", "print(f())"),
    "twenty thousand calls deep": ("def f(n): return 0 if n == 0 else 1 + f(n - 1)", "assert f(500) == 500"),
}


@pytest.mark.parametrize("case", RIGHT.values(), ids=RIGHT)
def test_a_right_answer_is_not_refused(worker, case):
    result = verdict(worker, *case)
    assert (result.score, result.message) == (4.0, "")


_HINGE = """
def _hinge(scores, y):
    margins = np.maximum(0, scores - scores[np.arange(len(y)), y][:, None] + 1)
    margins[np.arange(len(y)), y] = 0
    return margins.sum(axis=1)


"""
CALLABLES = {
    "a decorated function": "import functools\nmulticlass_hinge = functools.wraps(_hinge)(functools.partial(_hinge))",
    "a partial": "import functools\nmulticlass_hinge = functools.partial(lambda k, scores, y: _hinge(scores, y), 1)",
    "an instance": "class Hinge:\n    def __call__(self, scores, y): return _hinge(scores, y)\nmulticlass_hinge = Hinge()",
    "a vectorised function": "multiclass_hinge = np.vectorize(_hinge, signature='(n,c),(n)->(n)')",
    "any arguments": "multiclass_hinge = lambda *a, **k: _hinge(*a, **k)",
    "a class": "class multiclass_hinge:\n    def __new__(cls, scores, y): return _hinge(scores, y)",
}


@pytest.mark.parametrize("source", CALLABLES.values(), ids=CALLABLES)
def test_whatever_can_be_called_is_checked_under_the_name_asked_for(walled, source):
    result = verdict(
        walled, _HINGE + source, "check(multiclass_hinge)", "multiclass_hinge", "import numpy as np\nfrom autograder import check"
    )  # fmt: skip
    assert (result.score, result.message) == (4.0, "")


def test_an_answer_is_named_by_its_type(walled):
    answer = _HINGE + "def multiclass_hinge(scores, y): return (loss for loss in _hinge(scores, y))"
    before = "import numpy as np\nfrom autograder import check"
    result = verdict(walled, answer, "check(multiclass_hinge)", "multiclass_hinge", before)
    assert "it returns an object of type generator instead of numbers." in result.message


WRONG = {
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
    "an object whose text never ends": (_WRITTEN.format(harm="while True: pass"), "ran longer than the 1 seconds"),
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
peer.encode = lambda message: msgpack.packb(["reply", message[1], False, {payload}, []], unicode_errors="surrogatepass")
"""
FORGED = {
    "a class with a null in its name": "{'type': 'a\\0b', 'bases': [], 'text': ''}",
    "a class with half a character in its name": "{'type': '\\ud800', 'bases': [], 'text': ''}",
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


SCORES = {
    "f(10**400)": 0.0, "f(-(10**400))": 0.0, "f(np.timedelta64(1, 's'))": 4.0, "f(np.complex128(1))": 4.0,
    "f(1)": 1.0, "np.float64(0.0)": 0.0, "np.float32(2.5)": 2.5, "9.5": 4.0, "-1": 0.0, "float('nan')": 0.0,
    "float('inf')": 0.0, "True": 4.0, "'7'": 4.0, "None": 4.0, "pass": 4.0, "assert f(1) == 1": 4.0, "1;": 4.0,
}  # fmt: skip


@pytest.mark.parametrize("test", SCORES)
def test_the_last_number_of_a_test_is_its_score(worker, test):
    result = verdict(worker, "def f(x): return x", test)
    assert result.score == SCORES[test]
    assert type(result.score) is float
