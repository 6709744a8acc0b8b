"""What a test may well pass, ask or bind, and a right answer may well do with it: each earns all points.

The mechanisms are those of the attacks, so that no wall stands in the way of a fair answer.
"""

from __future__ import annotations

from tests.attacks.tables.kinds_of_tests import Case
from tests.attacks.tables.reaching import ASK

_MANAGER = """
class Ignoring:
    def __init__(self, *kinds):
        self.kinds = kinds
        self.left = None
    def __enter__(self):
        return self
    def __exit__(self, kind, problem, trace):
        self.left = None if kind is None else kind.__name__
        return kind is not None and issubclass(kind, self.kinds)
"""
_MADE = "import contextlib\n@contextlib.contextmanager\ndef twice(*kinds):\n    try:\n        yield 5\n    except kinds:\n        pass\n"
_NAMES = "y = 1.0\ndef helper(x):\n    return x + x\ndef twice(x):\n    return helper(x)\ndef global_y():\n    return y\n"

_CLASS = """
class V:
    def __init__(self, x):
        self.x = x
    def __str__(self):
        return f"V of {self.x}"
    def __repr__(self):
        return f"V({self.x})"
    def __format__(self, pattern):
        return format(self.x, pattern) if pattern else str(self)
    def __eq__(self, other):
        return self.x == other.x
    def __hash__(self):
        return hash(self.x)
    def __add__(self, other):
        return V(self.x + getattr(other, "x", other))
    __radd__ = __add__
    def __iadd__(self, other):
        self.x += other.x
        return self
    def __int__(self):
        return self.x
    __floor__ = __round__ = __int__
    def __reversed__(self):
        return iter(range(self.x - 1, -1, -1))
"""

# Mechanism -> name -> (answer, test, names asked for).
_FAIR: dict[str, dict[str, tuple[str, str, str]]] = {
    "names that the test binds and the answer binds too": {
        "a value": (_NAMES, "y = 3.0\nassert twice(y) == 6.0 and y == 3.0", "twice y helper global_y"),
        "a global that the answer reads": (_NAMES, "y = 3.0\nassert global_y() == 3.0", "twice y helper global_y"),
        "an array that the answer reads": (_NAMES, "y = np.arange(3)\nassert global_y()[2] == 2", "twice y helper global_y"),
        "a helper that is replaced": (_NAMES, "helper = lambda x: 7\nassert twice(1) == 7", "twice y helper global_y"),
        "a helper that is put back": (
            _NAMES, "kept = helper\nhelper = lambda x: 7\nassert twice(1) == 7\nhelper = kept\nassert twice(1) == 2",
            "twice y helper global_y",
        ),
        "a helper that is deleted": (
            _NAMES, "kept = helper\ndel helper\ntry:\n    twice(1)\nexcept NameError:\n    pass\nelse:\n    assert False\n"
            "helper = kept\nassert twice(1) == 2", "twice y helper global_y",
        ),
        "the answer's own value": (_NAMES, "assert y == 1.0 and global_y() == 1.0", "twice y helper global_y"),
        "a loop variable": (_NAMES, "for y in (1.0, 2.0):\n    assert twice(y) == 2 * y == 2 * global_y()", "twice y helper global_y"),
        "bound again and again": (_NAMES, "for k in range(5):\n    y = k\n    assert global_y() == k == y", "twice y helper global_y"),
        "deleted and bound": (_NAMES, "del y\ny = 4\nassert global_y() == 4", "twice y helper global_y"),
    },
    "exceptions that a loop, a framework or a handler of the test may swallow": {
        "an iterator asked to its end": (
            "def twice():\n    yield 1", "i = twice()\nassert next(i) == 1\ntry:\n    next(i)\nexcept StopIteration:\n    pass\n"
            "else:\n    assert False", "twice",
        ),
        "assertRaises on next": (
            "def twice():\n    yield 1", "i = twice()\nnext(i)\nwith unittest.TestCase().assertRaises(StopIteration):\n    next(i)", "twice",
        ),
        "a loop over a generator": ("def twice(n):\n    yield from range(n)", "assert [k for k in twice(3)] == [0, 1, 2]", "twice"),
        "zip over a generator": ("def twice(n):\n    yield from range(n)", "assert list(zip(twice(2), 'ab')) == [(0, 'a'), (1, 'b')]", "twice"),
        "next with a default": ("def twice():\n    yield 1", "i = twice()\nassert next(i, 0) == 1 and next(i, 0) == 0", "twice"),
        "a class of iterators": (
            "class Count:\n    def __init__(self, n):\n        self.n = n\n    def __iter__(self):\n        return self\n"
            "    def __next__(self):\n        self.n -= 1\n        if self.n < 0:\n            raise StopIteration\n        return self.n",
            "assert list(Count(3)) == [2, 1, 0] and sum(Count(4)) == 6", "Count",
        ),
        "a sequence": (
            "class Items:\n    def __getitem__(self, k):\n        if k > 2:\n            raise IndexError\n        return k\n    def __len__(self):\n"
            "        return 3", "assert list(Items()) == [0, 1, 2] and len(Items()) == 3 and Items()[1] == 1", "Items",
        ),
        "the error that is asked for": (
            "def twice(x):\n    if x < 0:\n        raise ValueError('negative')\n    return 2 * x",
            "try:\n    twice(-1)\nexcept ValueError as e:\n    assert 'negative' in str(e)\nelse:\n    assert False", "twice",
        ),
        "assertRaises": (
            "def twice(x):\n    raise TypeError('no')", "with unittest.TestCase().assertRaisesRegex(TypeError, 'no'):\n    twice(1)", "twice",
        ),
        "a bare except": ("def twice(x):\n    raise KeyError(x)", "try:\n    twice(1)\n    ok = False\nexcept:\n    ok = True\nassert ok", "twice"),
        "an error as a value": ("def twice(x):\n    return ValueError(x)", "e = twice(3)\nassert isinstance(e, ValueError) and e.args == (3,)", "twice"),
        "an error class as a value": ("def twice(x):\n    return KeyError", "assert twice(1) is KeyError", "twice"),
    },
    "protocols with lying or changing answers": {
        "text": (_CLASS, "assert str(V(3)) == 'V of 3' and repr(V(3)) == 'V(3)'", "V"),
        "text in a pattern": (_CLASS, "assert f'{V(3)}' == 'V of 3' and f'{V(3)!r}' == 'V(3)' and f'{V(3):>6}' == '     3'", "V"),
        "a member of a set": (_CLASS, "assert len({V(1), V(1), V(2)}) == 2 and {V(1): 'a'}[V(1)] == 'a'", "V"),
        "added in place": (_CLASS, "v = V(1)\nv += V(2)\nassert v == V(3)", "V"),
        "from both sides": (_CLASS, "assert V(1) + 1 == V(2) and 1 + V(1) == V(2)", "V"),
        "rounded": (_CLASS, "assert math.floor(V(3)) == 3 and round(V(3)) == 3 and int(V(3)) == 3", "V"),
        "backwards": (_CLASS, "assert list(reversed(V(3))) == [2, 1, 0]", "V"),
    },
    "`__exit__` that ends the test's own exceptions": {
        "an error of the language": (_MANAGER, "with Ignoring(ZeroDivisionError) as m:\n    1 / 0\nassert m.left == 'ZeroDivisionError'", "Ignoring"),
        "an explicit raise": (_MANAGER, "with Ignoring(ValueError):\n    raise ValueError('x')", "Ignoring"),
        "an error that is not meant": (_MANAGER, "try:\n    with Ignoring(ValueError):\n        {}['k']\nexcept KeyError:\n    pass\nelse:\n    assert False", "Ignoring"),
        "no error": (_MANAGER, "with Ignoring(ValueError) as m:\n    assert m.kinds == (ValueError,)\nassert m.left is None", "Ignoring"),
        "a generator": (_MADE, "with twice(ValueError) as five:\n    int('x')", "twice"),
        "a generator in a function": (_MADE, "def run():\n    with twice(KeyError, ValueError):\n        raise KeyError\n    return 1\nassert run() == 1", "twice"),
        "a generator in unittest": (
            _MADE, "class T(unittest.TestCase):\n    def test(self):\n        with twice(OSError):\n            open('missing')\n"
            "r = unittest.TestResult()\nT('test').run(r)\nassert r.testsRun == 1 and r.wasSuccessful()", "twice",
        ),
        "an error of NumPy": (_MADE, "with twice(ValueError):\n    np.zeros(-1)", "twice"),
    },
}  # fmt: skip

_PASSED: dict[str, tuple[str, str]] = {
    "a random generator": ("rng.normal()", "a, b = np.random.default_rng(1), np.random.default_rng(1)\nassert twice(a) == b.normal() and a.random() == b.random()"),
    "the bits of one": ("np.random.Generator(rng).normal()", "rng = np.random.default_rng(1)\nassert twice(rng.bit_generator) == np.random.default_rng(1).normal()"),
    "bits that go on": ("np.random.Generator(rng).random()", "bits = np.random.PCG64(1)\nassert twice(bits) != twice(bits)"),
    "the old random state": ("rng.normal(size=2).sum() + rng.randint(5)", "a, b = np.random.RandomState(1), np.random.RandomState(1)\nassert twice(a) == b.normal(size=2).sum() + b.randint(5)"),
    "a function of NumPy": ("rng(0.0)", "assert twice(np.cos) == 1.0"),
    "a ufunc's reduction": ("rng.reduce([1, 2, 3])", "assert twice(np.add) == 6"),
    "a polynomial": ("rng.deriv()(1.0)", "assert twice(np.poly1d([1, 0, 0])) == 2.0"),
    "a new polynomial": ("rng.deriv()(1.0) + rng.coef[0]", "assert twice(np.polynomial.Polynomial([1, 0, 1])) == 3.0"),
    "machine limits": ("rng.eps", "assert twice(np.finfo(float)) == np.finfo(float).eps"),
    "a method": ("rng(2)", "class Box:\n    def twice(self, x):\n        return 2 * x\nassert twice(Box().twice) == 4"),
    "an object": ("rng.value + rng.twice(3)", "class Box:\n    value = 1\n    def twice(self, x):\n        return 2 * x\nassert twice(Box()) == 7"),
    "an object that is changed": ("setattr(rng, 'value', 5)", "class Box:\n    value = 1\nbox = Box()\ntwice(box)\nassert box.value == 5"),
    "an object with operators": ("(rng + rng).value", "class Box:\n    def __init__(self, v):\n        self.value = v\n    def __add__(self, o):\n        return Box(self.value + o.value)\nassert twice(Box(2)) == 4"),
    "a data class": ("rng.x + rng.y", "import dataclasses\n@dataclasses.dataclass\nclass P:\n    x: int\n    y: int\nassert twice(P(1, 2)) == 3"),
    "an enumeration": ("rng.value", "import enum\nclass E(enum.Enum):\n    A = 7\nassert twice(E.A) == 7"),
    "a class": ("rng(3).v", "class Box:\n    def __init__(self, v):\n        self.v = v\nassert twice(Box) == 3"),
    "an exception class": ("isinstance(ValueError('x'), rng)", "assert twice(ValueError) is True"),
    "an exception": ("rng.args[0]", "assert twice(KeyError('k')) == 'k'"),
    "a container": ("len(rng) + rng[0] + sum(rng) + (2 in rng)", "class Box:\n    def __len__(self):\n        return 2\n    def __getitem__(self, k):\n        return (1, 2)[k]\n    def __contains__(self, x):\n        return True\nassert twice(Box()) == 7"),
    "a generator": ("sum(rng)", "assert twice(k for k in range(4)) == 6"),
    "an iterator": ("next(rng) + next(rng)", "assert twice(iter([1, 2])) == 3"),
    "a dict's items": ("sorted(rng)", "assert twice({'a': 1}.items()) == [('a', 1)] or twice({'a': 1}.items()) == [['a', 1]]"),
    "text as a file": ("rng.read().split()", "assert twice(io.StringIO('a b')) == ['a', 'b']"),
    "a file to be written": ("rng.write('hello')", "out = io.StringIO()\ntwice(out)\nassert out.getvalue() == 'hello'"),
    "an open file": ("[line.strip() for line in rng]", "open('d.txt', 'w').write('1\\n2\\n')\nwith open('d.txt') as file:\n    assert twice(file) == ['1', '2']"),
    "axes": ("(rng.plot([1, 2], label='a'), rng.set_title('t'), rng.legend())[1] and None", "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\ntwice(ax)\nassert ax.get_title() == 't' and len(ax.lines) == 1"),
    "a figure": ("rng.add_subplot(1, 2, 1).set_xlabel('x') and None", "import matplotlib.figure\nfig = matplotlib.figure.Figure()\ntwice(fig)\nassert fig.axes[0].get_xlabel() == 'x'"),
    "a line": ("rng.set_color('red')", "import matplotlib.figure\nline, = matplotlib.figure.Figure().subplots().plot([1, 2])\ntwice(line)\nassert line.get_color() == 'red'"),
    "axes of axes": ("rng.figure.suptitle('s') and rng.xaxis.set_visible(False)", "import matplotlib.figure\nfig = matplotlib.figure.Figure()\nax = fig.subplots()\ntwice(ax)\nassert not ax.xaxis.get_visible()"),
    "an array of objects": ("rng[0] + rng[1] + len(rng) + rng.shape[0]", "a = np.array([1, 2], dtype=object)\nassert twice(a) == 7"),
    "a time with a zone": ("rng.year + rng.utcoffset().days", "import datetime\nt = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)\nassert twice(t) == 2026"),
    "a callback": ("rng(1) + rng(2)", "assert twice(lambda x: x + 1) == 5"),
    "a callback that raises": ("[rng(k) for k in (1, 2)]", "def g(x):\n    raise ValueError('g')\ntry:\n    twice(g)\nexcept ValueError:\n    pass\nelse:\n    assert False"),
    "a callback that counts": ("[rng(k) for k in range(5)] and None", "calls = []\ntwice(calls.append)\nassert calls == [0, 1, 2, 3, 4]"),
    "a partial": ("rng(1)", "import functools\nassert twice(functools.partial(max, 5)) == 5"),
    "a vectorised function": ("rng([1, 2]).tolist()", "assert twice(np.vectorize(lambda x: x + 1)) == [2, 3]"),
    "an in-place change": ("rng.sort()", "x = np.array([2.0, 1.0])\ntwice(x)\nassert x.tolist() == [1.0, 2.0]"),
    "nested data": ("rng['a'][0][1]", "assert twice({'a': [(1, 2)]}) == 2"),
    "a big integer": ("rng * 2", "assert twice(10**50) == 2 * 10**50"),
}  # fmt: skip

REQUESTS: list[Case] = [
    Case(mechanism, name, answer, test, asked, points=4.0, status="ok")
    for mechanism, cases in _FAIR.items()
    for name, (answer, test, asked) in cases.items()
] + [
    Case(
        "objects that a test passes",
        name,
        f"def twice(rng):\n    return {use}",
        test,
        points=4.0,
        status="ok",
    )
    for name, (use, test) in _PASSED.items()
]

# The way of the attacks in `reaching` is open to what is offered, so it is the wall that stops them.
_OFFERED = {
    "an attribute": ("assert ask(item, 'getattr', 'value') == 1", "class Box:\n    value = 1\nassert twice(Box())"),
    "an attribute set": ("ask(item, 'setattr', 'value', 2)", "class Box:\n    value = 1\nb = Box()\nassert twice(b) and b.value == 2"),
    "a call": ("assert ask(item, 'call', 1) == 43", "assert twice(lambda x: 42 + x)"),
    "a protocol": ("assert ask(item, 'special', '__len__') == 3", "class Box:\n    def __len__(self):\n        return 3\nassert twice(Box())"),
    "a repr": ("assert ask(item, 'repr') == '<Box>'", "class Box: pass\nassert twice(Box())"),
}  # fmt: skip
REQUESTS += [
    Case("objects that a test passes", f"asked directly: {name}", ASK.format(attempt=attempt), test, points=4.0, status="ok")
    for name, (attempt, test) in _OFFERED.items()
]  # fmt: skip
