"""Cells of a student and tests of an instructor, through two real processes."""

from textwrap import dedent

import pytest

from autograder.limits import Limits
from autograder.records import Plan, PlannedCell
from autograder.worker import Worker

LIMITS = Limits(cell_seconds=1.0, test_seconds=3.0, submission_seconds=60.0, memory=2**30)


@pytest.fixture(scope="module", params=["bwrap", "none"])
def worker(request):
    with Worker(request.param, LIMITS) as running:
        yield running


@pytest.fixture(scope="module")
def walled():
    with Worker("bwrap", LIMITS) as running:
        yield running


def student(source, rendered=False):
    return PlannedCell(student_source=dedent(source), rendered=rendered)


def shared(source):
    return PlannedCell(student_source=dedent(source), test_source=dedent(source))


def graded(source, points=4.0):
    return PlannedCell(test_source=dedent(source), points=points, grade_id="test")


def grade(worker, *cells, asked="f", **files):
    names = frozenset(asked.split())
    return worker.grade(Plan(cells, names, frozenset(name for name in names if name[0].isupper()), **files))


def verdict(worker, answer, test, asked="f", before="import numpy as np"):
    """Result of one test of one answer."""
    return grade(worker, shared(before), student(answer), graded(test), asked=asked)[-1]


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
# Answers in the text of a failed assertion -> what is told.
UNWRITTEN = {
    "an object whose text raises": (_WRITTEN.format(harm="raise ValueError('no')"), "cannot be shown."),
    "an object whose text ends the process": (_WRITTEN.format(harm="import os; os._exit(0)"), "ended the whole process"),
    "an object whose text never ends": (_WRITTEN.format(harm="while True: pass"), "ran longer than the 1 seconds"),
    "an integer too long to be written": ("def f(x): return 10**10_000", "cannot be shown."),
}  # fmt: skip


@pytest.mark.parametrize("case", UNWRITTEN.values(), ids=UNWRITTEN)
def test_an_answer_that_cannot_be_written_down_costs_its_own_test(walled, case):
    answer, said = case
    results = grade(
        walled, student(answer), graded("assert f(1) == 1, f(1)"), student("def g(): return 1"), graded("assert g() == 1"),
        asked="f g",
    )  # fmt: skip
    assert [result.score for result in results] == [None, 0.0, None, 4.0]
    assert said in results[1].message


_FORGED_REPLY = """
import gc, msgpack
from autograder.peer import Peer

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


@pytest.mark.parametrize("harm", ["import os; os._exit(3)", "import ctypes; ctypes.string_at(0)", "while True: pass",
                                  "x = bytearray(20 * 2**30)", "raise SystemExit",
                                  "exit()", "1/0", "def broken(:", "import signal; signal.pause()"])  # fmt: skip
def test_a_crash_costs_one_cell(walled, harm):
    results = grade(
        walled,
        student("def f(x): return x"),
        graded("assert f(1) == 1"),
        student(harm),
        graded("assert f(2) == 2"),
    )
    assert [result.score for result in results] == [None, 4.0, None, 4.0]
    assert results[2].status in ("died", "timeout", "error") or harm == "exit()"


def test_a_crash_before_the_first_answer_costs_one_cell(walled):
    results = grade(
        walled, student("import os; os._exit(3)"), student("def f(x): return x"), graded("assert f(2) == 2")
    )
    assert [result.score for result in results] == [None, None, 4.0]


def test_a_crash_in_a_test_leaves_the_state_before_it(walled):
    answer = "import ctypes\nn = 0\ndef f(x):\n    global n\n    n += 1\n    if x: ctypes.string_at(0)\n    return n"
    results = grade(
        walled, student(answer), graded("assert f(0) == 1"), graded("f(0); f(1)"), graded("assert f(0) == 2")
    )
    assert [result.score for result in results] == [None, 4.0, 0.0, 4.0]
    assert "segmentation fault" in results[2].message


def test_a_test_that_does_not_end_does_not_hold_the_batch(walled):
    results = grade(
        walled,
        student("def f(x): return -1"),
        graded("n = 1\nwhile n > 0 or f(1): n += 1"),
        graded("assert f(1) == -1"),
    )
    assert [result.score for result in results] == [None, 0.0, 4.0]
    assert results[1].status == "timeout"


def test_names_of_the_instructor_stay_the_instructors(worker):
    results = grade(
        worker,
        shared("def close(a, b): return a == b\ntolerance = 0.1"),
        student("def close(a, b): return True\ntolerance = 1e9\ndef f(x): return 5"),
        graded("assert close(f(1), 1)"),
        graded("assert abs(f(1) - 1) < tolerance"),
    )
    assert [result.score for result in results[2:]] == [0.0, 0.0]


def test_data_of_a_plain_cell_that_the_student_changed_is_the_students(worker):
    changed = PlannedCell(
        student_source="import numpy as np\nsteps = 7\ndef close(a, b): return True",
        test_source="import numpy as np\nsteps = None\ndef close(a, b): return a == b",
    )
    results = grade(
        worker,
        changed,
        student("def f(): return 1"),
        graded("assert steps == 7"),
        graded("assert close(f(), 2)"),
    )
    assert [result.score for result in results[2:]] == [4.0, 0.0]


def test_what_is_printed_during_calls_stays_in_the_box(worker):
    answer = student("def f(x):\n    print('secret', x)\n    raise ValueError(f'secret {x}')")
    hidden = PlannedCell(test_source="a = 4321\nassert f(a) == 1", points=4.0, hidden_lines=(2,))
    result = grade(worker, answer, hidden)[-1]
    assert result.message == "A hidden test failed: your code raised an exception."
    assert result.outputs == []


_KEPT = "seen = []\ndef f(x):\n    seen.append(x)\n    return x\n"
TOLD = {
    "an exception": (_KEPT + "def g(): raise ValueError(seen)", "assert g()", "ValueError: [1]"),
    "a class": (
        _KEPT + "def g(): raise type(f'Seen{seen}', (Exception,), {})",
        "assert g()",
        "Seen[1]",
    ),
    "a value": (_KEPT + "def g(): return seen", "assert not g(), g()", "AssertionError: [1]"),
    "only behind the hidden test": (
        _KEPT + "def g():\n    if len(seen) > 1: raise ValueError(seen)\n    return 1",
        "assert g()",
        "",
    ),
}


@pytest.mark.parametrize("case", TOLD.values(), ids=TOLD)
def test_a_visible_test_tells_nothing_of_hidden_ones_before_it(worker, case):
    answer, test, said = case
    hidden = PlannedCell(
        test_source="assert f(1) == 1\nassert f(48611) == 48611", points=4.0, hidden_lines=(2,)
    )
    results = grade(worker, student(answer), hidden, graded(test), asked="f g")
    assert [result.score for result in results] == [None, 4.0, 0.0]
    assert results[-1].message == f"The test failed at: {test}\n{said}".rstrip()


def test_a_visible_test_says_what_failed(worker):
    result = verdict(worker, "def f(x): return 9", "a = 1\nassert f(a) == 1, 'f(1) is 1'")
    assert result.message == "The test failed at: assert f(a) == 1, 'f(1) is 1'\nAssertionError: f(1) is 1"


def test_outputs_of_a_cell_are_kept_as_plain_text(worker):
    (result,) = grade(
        worker, student("from IPython.display import HTML\nprint('hello')\nHTML('<script>1</script>')")
    )
    stream, value = result.outputs
    assert stream == {"output_type": "stream", "name": "stdout", "text": "hello\n"}
    assert value["data"] == {"text/plain": "<IPython.core.display.HTML object>"}


def test_much_output_is_cut(worker):
    (result,) = grade(worker, student("for _ in range(1000):\n    print('x' * 10_000)"))
    text = result.outputs[0]["text"]
    assert len(text) < LIMITS.output + 100
    assert "9981000 more characters were not kept" in text


def test_figures_are_drawn_only_where_somebody_looks(worker):
    source = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"
    quiet, drawn = grade(worker, student(source), student(source, rendered=True))
    assert not any("image/png" in output.get("data", {}) for output in quiet.outputs)
    assert any("image/png" in output.get("data", {}) for output in drawn.outputs)


def test_an_error_shows_the_students_lines_only(worker):
    (result,) = grade(worker, student("def f():\n    return 1 / 0\nf()"))
    error = result.outputs[-1]
    assert error["ename"] == "ZeroDivisionError"
    assert "return 1 / 0" in "\n".join(error["traceback"])
    assert "autograder" not in "\n".join(error["traceback"])


def test_files_lie_where_the_cells_run(worker):
    results = grade(
        worker,
        student("import helper\ndef f(): return helper.value, open('data/a.txt').read()"),
        graded("assert f() == (3, 'hello')"),
        graded("import helper\nassert helper.value == 4"),
        student_files={"helper.py": b"value = 3", "data/a.txt": b"hello"},
        instructor_files={"helper.py": b"value = 4"},
    )
    assert [result.score for result in results] == [None, 4.0, 4.0]


def test_one_submission_leaves_nothing_for_the_next(worker):
    grade(
        worker,
        student("import builtins, numpy\nbuiltins.left = 1\nnumpy.left = 1\nopen('left', 'w').write('x')"),
    )
    (result,) = grade(
        worker,
        student(
            "import os, builtins, numpy\n[os.path.exists('left'), hasattr(builtins, 'left'), hasattr(numpy, 'left')]"
        ),
    )
    assert result.outputs[0]["data"]["text/plain"] == "[False, False, False]"


ESCAPES = {
    "the tests": "import autograder, glob, os\nbool(glob.glob(os.path.dirname(autograder.__file__) + '/exercises/*'))",
    "the references' check": "try:\n    import autograder.checking\n    seen = True\nexcept ImportError:\n    seen = False\nseen",
    "the course folder": "import autograder, os\nos.path.exists(os.path.dirname(os.path.dirname(autograder.__file__)) + '/notebooks')",
    "the network": "import socket\ntry:\n    socket.create_connection(('127.0.0.1', 22), 1); seen = True\nexcept OSError as e:\n"
                   "    seen = 'unreachable' not in str(e) and 'refused' not in str(e)\nseen",
    "the machine's users": "import os\nos.path.exists('/etc/passwd') or os.path.exists('/home')",
    "other processes": "import os\nany(open(f'/proc/{p}/environ').read() for p in os.listdir('/proc') if p.isdigit() and p == '1')"
                       " if os.access('/proc/1/environ', os.R_OK) else False",
    "files outside": "try:\n    open('/usr/left', 'w'); seen = True\nexcept OSError:\n    seen = False\nseen",
    "root": "import os\nos.getuid() == 0",
    "namespaces": "import ctypes\nctypes.CDLL(None).unshare(0x10000000) == 0",
    "mounts": "import ctypes\nctypes.CDLL(None).mount(b'none', b'/scratch', b'tmpfs', 0, None) == 0",
    "ptrace": "import ctypes\nctypes.CDLL(None).ptrace(0, 0, 0, 0) == 0",
}  # fmt: skip


@pytest.mark.parametrize("source", ESCAPES.values(), ids=ESCAPES)
def test_the_student_box_is_closed(walled, source):
    (result,) = grade(walled, student(source))
    assert result.outputs[-1]["data"]["text/plain"] == "False", result.outputs


def test_killing_what_keeps_the_state_harms_nobody_else(walled):
    kill = "import os\nfor _ in range(3):\n    os.kill(os.getppid(), 9)"
    results = grade(
        walled, student("def f(x): return x"), graded("assert f(1) == 1"), student(kill), graded("f(2)")
    )
    assert results[1].score == 4.0
    assert results[3].score in (0.0, 2.0)
    (after,) = grade(walled, student("2 + 2"))
    assert after.outputs[0]["data"]["text/plain"] == "4"


def test_a_fork_bomb_is_held(walled):
    bomb = "import os\ntry:\n    while True:\n        os.fork()\nexcept OSError:\n    pass"
    results = grade(walled, student("def f(x): return x"), student(bomb), graded("assert f(1) == 1"))
    assert results[-1].score in (0.0, 4.0)
    (after,) = grade(walled, student("2 + 2"))
    assert after.outputs[0]["data"]["text/plain"] == "4"


def test_a_submission_has_a_time_of_its_own():
    limits = Limits(cell_seconds=1.0, test_seconds=1.0, submission_seconds=3.0)
    with Worker("bwrap", limits) as worker:
        cells = [student("while True: pass")] * 8
        results = grade(worker, student("def f(x): return x"), *cells, graded("assert f(1) == 1"))
    assert results[-1].status == "not run"
    assert results[-1].score == 0.0
    assert "3 seconds" in results[-1].message
