"""Right answers in unusual but fair styles, under tests of every kind: each earns all points."""

from __future__ import annotations

from tests.attacks.tables.kinds_of_tests import HINGE, KINDS, TWICE, Case

_FAIR = "unusual but fair styles"
# How a right function may be made; `right` is one that is.
_WRAPPED = {
    "plain": "FUNCTION = right",
    "a lambda": "FUNCTION = lambda *a, **k: right(*a, **k)",
    "a partial": "from functools import partial\nFUNCTION = partial(right)",
    "a callable object": "class Callable:\n    def __call__(self, *a, **k):\n        return right(*a, **k)\nFUNCTION = Callable()",
    "a bound method": "class Has:\n    def method(self, *a, **k):\n        return right(*a, **k)\nFUNCTION = Has().method",
    "a static method": "class Has:\n    @staticmethod\n    def method(*a, **k):\n        return right(*a, **k)\nFUNCTION = Has.method",
    "a class method": "class Has:\n    @classmethod\n    def method(cls, *a, **k):\n        return right(*a, **k)\nFUNCTION = Has.method",
    "a closure": "def make():\n    inner = right\n    def FUNCTION(*a, **k):\n        return inner(*a, **k)\n    return FUNCTION\nFUNCTION = make()",
    "a decorator": "import functools\ndef logged(f):\n    @functools.wraps(f)\n    def inner(*a, **k):\n        print('called', a)\n"
    "        return f(*a, **k)\n    return inner\nFUNCTION = logged(right)",
    "a class with __new__": "class FUNCTION:\n    def __new__(cls, *a, **k):\n        return right(*a, **k)",
    "an alias of an alias": "first = right\nsecond = first\nFUNCTION = second",
    "typed and documented": "from typing import Any\ndef FUNCTION(*a: Any, **k: Any) -> Any:\n    '''Twice.\n\n    >>> 1 + 1\n    2\n    '''\n    return right(*a, **k)",
    "an inner exception": "def FUNCTION(*a, **k):\n    try:\n        raise StopIteration\n    except StopIteration:\n        return right(*a, **k)",
    "an inner generator": "def FUNCTION(*a, **k):\n    return next(right(*a, **k) for _ in range(1))",
    "a context manager": "import contextlib\ndef FUNCTION(*a, **k):\n    with contextlib.suppress(KeyError):\n        {}[1]\n    with np.errstate(all='ignore'):\n        return right(*a, **k)",
    "a copy of the arguments": "import copy\ndef FUNCTION(*a, **k):\n    return right(*copy.deepcopy(a), **copy.deepcopy(k))",
    "a global": "calls = 0\ndef FUNCTION(*a, **k):\n    global calls\n    calls += 1\n    return right(*a, **k)",
    "names of its own": "suite = outcome = value = expected = y = None\ndef check_it(x):\n    return x\nFUNCTION = right",
    "warnings and prints": "import warnings, sys\ndef FUNCTION(*a, **k):\n    warnings.warn('slow')\n    print('x', file=sys.stderr)\n    return right(*a, **k)",
    "threads": "import threading\ndef FUNCTION(*a, **k):\n    result = []\n    thread = threading.Thread(target=lambda: result.append(right(*a, **k)))\n"
    "    thread.start()\n    thread.join()\n    return result[0]",
    "defined twice": "def FUNCTION(*a, **k):\n    return None\ndef FUNCTION(*a, **k):\n    return right(*a, **k)",
    "defined by exec": "exec('def FUNCTION(*a, **k):\\n    return right(*a, **k)')",
    "remembered": "kept = {}\ndef FUNCTION(*a, **k):\n    key = repr(a)\n    if key not in kept:\n        kept[key] = right(*a, **k)\n    return kept[key]",
    "another random state": "np.random.seed(3)\nrng = np.random.default_rng(4)\ndef FUNCTION(*a, **k):\n    np.random.rand()\n    rng.random()\n    return right(*a, **k)",
}  # fmt: skip
_RIGHT = {
    TWICE: "def right(x):\n    return x + x\n",
    HINGE: """
def right(scores, y):
    margins = np.maximum(0, scores - scores[np.arange(len(y)), y][:, None] + 1)
    margins[np.arange(len(y)), y] = 0
    return margins.sum(axis=1)
""",
}
# What a right function may return, where the type is not asked for.
_RETURNED = {
    "NumPy's own numbers": ("np.multiply(2, x)", ("assert", "loop", "protocols", "unittest", "numpy.testing")),
    "in place on a copy": ("np.add(x, x, out=np.array(x))", ("numpy.testing",)),
    "a read-only array": ("np.broadcast_to(2 * x, np.shape(x))", ("numpy.testing",)),
    "a transposed view": ("(2 * x.T).T", ("numpy.testing",)),
    "a list": ("(2 * x).tolist()", ("numpy.testing",)),
    "a tuple": ("tuple(2 * x)", ("numpy.testing",)),
    "a subclass of an array": ("(2 * x).view(type('Mine', (np.ndarray,), {}))", ("numpy.testing",)),
    "a subclass of float": ("type('Mine', (float,), {})(2 * x)", ("assert", "loop")),
    "a subclass of int": ("type('Mine', (type(x),), {})(2 * x)", ("assert", "loop", "protocols")),
    "single precision": ("np.float32(2) * x", ("assert", "loop", "numpy.testing")),
    "a fraction": ("__import__('fractions').Fraction(2) * __import__('fractions').Fraction(x)", ("assert", "loop")),
    "a decimal": ("__import__('decimal').Decimal(2) * __import__('decimal').Decimal(x)", ("loop",)),
    "a complex number": ("complex(2) * x", ("assert", "loop")),
    "an object with __array__": ("type('Has', (), {'__array__': lambda self, *a, **k: 2 * x})()", ("numpy.testing",)),
    "an object with __float__": ("type('Has', (float,), {'__float__': lambda self: 2.0 * x})(2 * x)", ("loop",)),
}  # fmt: skip

STYLES: list[Case] = [
    Case(
        _FAIR,
        f"{name}, {kind}",
        _RIGHT[function] + source.replace("FUNCTION", function),
        test,
        function,
        points=4.0,
        status="ok",
    )
    for name, source in _WRAPPED.items()
    for kind, (function, test) in KINDS.items()
] + [
    Case(_FAIR, f"{name}, {kind}", f"def twice(x):\n    return {returned}", KINDS[kind][1], points=4.0, status="ok")
    for name, (returned, kinds) in _RETURNED.items()
    for kind in kinds
]  # fmt: skip
