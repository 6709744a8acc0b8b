"""Right answers of every shape, through two real processes: they pass, and the test's last number is the score."""

import pytest

from tests.autograder.helpers.in_boxes import verdict

RIGHT = {
    "a scalar": ("def f(x): return x + 1", "assert f(2) == 3"),
    "an array": ("def f(x): return 2 * x", "assert (f(np.arange(3.0)) == [0, 2, 4]).all()"),
    "exactly a matrix": ("def f(x): return np.matrix([[x]])", "assert type(f(1)) is np.matrix"),
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
    "the keys of a dict": ("def f(x): return x.keys()", "assert f({'a': 1, 'b': 2}) == {'a', 'b'}"),
    "an array of objects": (
        "def f(x): return np.array([2 * v for v in x], dtype=object)",
        "assert (f([1, 2**70]) == np.array([2, 2**71], dtype=object)).all() and f(['a'])[0] == 'aa'",
    ),
    "an array of objects changed in place": (
        "def f(x): x[0] = 'z'",
        "a = np.array([1, None], dtype=object); f(a); assert a.tolist() == ['z', None]",
    ),
    "a time with a zone": (
        "import datetime\ndef f(x): return datetime.datetime.fromtimestamp(x, datetime.timezone.utc)",
        "import datetime\nassert f(0) == datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)",
    ),
    "several flags of a shared class": (
        "def f(): return Way.IN | Way.OUT",
        "assert f() == Way.IN | Way.OUT and Way.IN in f() and f() & ~Way.IN is Way.OUT",
        "f",
        "import enum\nclass Way(enum.Flag):\n    IN = 1\n    OUT = 2",
    ),
    "another object of a shared class": (
        "def f(p): return type(p)(p.x + 1)",
        "assert f(P(1)).x == 2 and isinstance(f(P(1)), P)",
        "f",
        "class P:\n    def __init__(self, x): self.x = x",
    ),
    "calls of two threads": (
        "from concurrent.futures import ThreadPoolExecutor\n"
        "def f(g):\n    with ThreadPoolExecutor(2) as pool: return list(pool.map(g, range(40)))",
        "assert f(lambda x: x + 1) == list(range(1, 41))",
    ),
    "threads of the test": (
        "total = []\ndef f(x): total.append(x)",
        "import threading\nthreads = [threading.Thread(target=f, args=(k,)) for k in range(4)]\n"
        "for t in threads: t.start()\nfor t in threads: t.join()\nassert sorted(total) == [0, 1, 2, 3]",
        "f total",
    ),
    "calls back and forth, sixty deep": (
        "def f(n, g): return 0 if n == 0 else 1 + g(n - 1)",
        "def g(n): return f(n, g)\nassert f(60, g) == 60",
    ),
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
    "an operator that declines": (
        "class V:\n    def __add__(self, o): return NotImplemented",
        "try: V() + 3\nexcept TypeError: pass\nelse: assert False\nassert V().__add__(1) is NotImplemented",
        "V",
    ),
    "a list with methods of its own": (
        "class S(list):\n    def push(self, x):\n        self.append(x)\n        return self",
        "s = S().push(1); s.push(2); assert s.pop() == 2 and len(s) == 1 and [*s] == [1] and s == [1] and isinstance(s, S)",
        "S",
    ),
    "such a list where it is a list": (
        "class S(list):\n    def push(self, x): self.append(x)\ndef f(x): return S([x])",
        "assert f(1) == [1] and type(f(1)) is list",
        "f S",
    ),
    "a tuple with an operator of its own": (
        "class V(tuple):\n    def __add__(self, o): return V(a + b for a, b in zip(self, o))",
        "assert V([1, 2]) + V([3, 4]) == V([4, 6]) and (V([1, 2]) + V([3, 4]))[1] == 6",
        "V",
    ),
    "a generator": ("def f(n):\n    yield from range(n)", "assert list(f(3)) == [0, 1, 2]"),
    "a closure": ("def f(a):\n    return lambda b: a + b", "assert f(1)(2) == 3"),
    "its name, text and signature": (
        "def f(x, y=1):\n    'adds'\n    return x + y",
        "import inspect\nassert f.__name__ == 'f' and f.__doc__ == 'adds'\n"
        "assert list(inspect.signature(f).parameters) == ['x', 'y'] and 'return x + y' in inspect.getsource(f)",
    ),
    "a function without lines": (
        "f = [3, 4].__getitem__",
        "import inspect\ntry: inspect.getsource(f)\nexcept (OSError, TypeError): pass\nelse: assert False\nassert f(1) == 4",
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
