"""Wrong answers that reach for the names, the arguments and the state of the test."""

from __future__ import annotations

from tests.attacks.tables.kinds_of_tests import Case, under_every_kind

_ZEROS = "\ndef twice(x):\n    for name in ('y', 'expected', 'data'):\n        globals()[name] = {0}\n    return {0}\ny = expected = data = {0}\n"
_BINDINGS = {
    "a number": ("y = 3.0\nassert twice(y) == 2 * y", "0.0"),
    "two names": ("y, expected = 3.0, 6.0\nassert twice(y) == expected", "0.0"),
    "a loop variable": ("for y in (1.0, 2.0):\n    assert twice(y) == 2 * y", "0.0"),
    "an array": ("y = np.ones(3)\nnp.testing.assert_allclose(twice(y), 2 * y)", "np.zeros(3)"),
    "a list": ("data = [1, 2]\nassert twice(data[0]) == 2 * data[0]", "[0, 0]"),
    "an assignment expression": ("assert twice(y := 3.0) == 2 * y", "0.0"),
    "an augmented assignment": ("y = 1.0\ny += 2\nassert twice(y) == 2 * y", "0.0"),
    "a with target": ("import contextlib\nwith contextlib.nullcontext(3.0) as y:\n    assert twice(y) == 2 * y", "0.0"),
    "in a function": ("y = 3.0\ndef verify():\n    assert twice(y) == 2 * y\nverify()", "0.0"),
    "global in a function": ("def verify():\n    global y\n    y = 3.0\n    assert twice(y) == 2 * y\nverify()", "0.0"),
    "deleted first": ("del y\ny = 3.0\nassert twice(y) == 2 * y", "0.0"),
    "an import": ("from math import pi as y\nassert twice(y) == 2 * y", "0.0"),
    "a definition": ("def expected(x):\n    return 2 * x\nassert twice(3) == expected(3)", "(lambda x: x)"),
    "a class": ("class data:\n    y = 3\nassert twice(data.y) == 2 * data.y", "type('data', (), dict(y=0))"),
    "a helper of unittest": (
        "y = 3.0\nclass T(unittest.TestCase):\n    def test(self):\n        self.assertEqual(twice(y), 2 * y)\n"
        "r = unittest.TestResult()\nT('test').run(r)\nassert r.wasSuccessful()",
        "0.0",
    ),
}  # fmt: skip
BINDINGS: list[Case] = [
    Case("names that the test binds and the answer binds too", name, _ZEROS.format(value), test, "twice y expected data")
    for name, (test, value) in _BINDINGS.items()
]  # fmt: skip

_WRONG = "def FUNCTION(*arguments, **keywords):\n    return 0.5\n"
_YES = "yes = lambda *arguments, **keywords: True\n"
_PATCHED = "patched modules, builtins and names of the tests"
# What the student's process can no longer read is a process that ended.
_BLIND = {
    "builtins": "import builtins\n"
    + _YES
    + "for name in ('abs', 'all', 'any', 'sorted', 'len', 'isinstance'):\n"
    "    setattr(builtins, name, yes)\n" + _WRONG,
}
PATCHES: list[Case] = under_every_kind(_PATCHED, _BLIND, status="died") + under_every_kind(
    _PATCHED,
    {
        "NumPy": _YES + "for module in (np, np.testing):\n    for name in dir(module):\n"
        "        if name.startswith(('all', 'assert', 'isclose', 'array_eq')):\n            setattr(module, name, yes)\n"
        + _WRONG,
        "AssertionError": "import builtins\nbuiltins.AssertionError = AssertionError = type('Never', (Exception,), {})\n"
        + _WRONG,
        "unittest": "import unittest\nunittest.TestCase.assertEqual = unittest.TestResult.wasSuccessful = lambda *_: True\n"
        + _WRONG,
        "check": _YES
        + "import sys, autograder\nautograder.check = check = yes\nsys.modules['autograder.checking.check'] = autograder\n"
        + _WRONG,
        "the names": _YES + "np = math = unittest = io = type('All', (), {'__getattr__': lambda *_: yes})()\n"
        "zip = map = sorted = range = abs = all = len = suite = outcome = TestTwice = value = expected = yes\n"
        + _WRONG,
        "numeric operators": "float.__eq__ = None if False else float.__eq__\nnp.float64 = np.ndarray = type('X', (float,), {})\n"
        + _WRONG,
        "an import hook": "import sys\nclass Hook:\n    def find_spec(self, *_):\n        raise StopIteration\n"
        "sys.meta_path.insert(0, Hook())\nsys.path.insert(0, '/scratch')\n" + _WRONG,
        "files beside the tests": "for name in ('unittest', 'numpy', 'math', 'io', 'autograder'):\n"
        "    open(name + '.py', 'w').write('raise SystemExit(0)')\n" + _WRONG,
    },
)

_ARGUMENTS = {
    "a shape that is set": ("def twice(x):\n    x.shape = (1, 3)\n    return x", "x = np.ones(3)\nassert (twice(x) == 2).all() and x.shape == (3,)"),
    "another type in place": ("def twice(x):\n    x[:] = [None]\n    return x", "x = [1, 2]\nassert twice(x) == [2, 4]"),
    "a list that empties itself": ("def twice(x):\n    x.clear()\n    return []", "x = [1, 2]\nassert twice(x) == [2, 4]"),
    "a frozen array": ("def twice(x):\n    x.flags.writeable = True\n    x[:] = 0\n    return x", "x = np.ones(3)\nx.flags.writeable = False\nnp.testing.assert_allclose(twice(x), 2 * x)"),
    "a callback replaced": ("def twice(g):\n    g.__code__ = (lambda x: 0).__code__\n    return 0", "def g(x):\n    return x\nassert twice(g) == g(2)"),
    "a callback's default": ("def twice(g):\n    g.__defaults__ = (0,)\n    return 0", "def g(x=1):\n    return x\nassert twice(g) == 2 * g()"),
    "the random state": ("def twice(rng):\n    rng.bit_generator.state = np.random.default_rng(0).bit_generator.state\n    return 0.5", "rng = np.random.default_rng(1)\nassert twice(rng) == np.random.default_rng(1).random()"),
    "the old random state": ("np.random.seed = lambda *a: None\ndef twice(x):\n    np.random.set_state(np.random.RandomState(0).get_state())\n    return 0.5", "np.random.seed(3)\nassert twice(1) == np.random.rand()"),
    "errstate": ("def twice(x):\n    np.seterr(all='ignore')\n    return np.inf", "with np.errstate(all='raise'):\n    assert twice(1) == 2"),
    "a dict's keys": ("def twice(d):\n    d.clear()\n    return {}", "d = {'a': 1}\nassert twice(d) == {'a': 2}"),
}  # fmt: skip
ARGUMENTS: list[Case] = [
    Case("arguments and state changed in place", name, answer, test)
    for name, (answer, test) in _ARGUMENTS.items()
]
