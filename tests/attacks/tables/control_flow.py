"""Wrong answers that want the test's own control flow to pass over its assertions."""

from __future__ import annotations

from tests.attacks.tables.kinds_of_tests import Case, under_every_kind

_MECHANISM = "exceptions that a loop, a framework or a handler of the test may swallow"


def _raises(statement: str, before: str = "") -> str:
    return f"{before}\ndef FUNCTION(*arguments, **keywords):\n    {statement}\n"


RAISES: list[Case] = under_every_kind(
    _MECHANISM,
    {
        "StopIteration": _raises("raise StopIteration(6)"),
        "a class of StopIteration": _raises("raise Stop", "class Stop(StopIteration):\n    pass"),
        "StopIteration and more": _raises("raise Stop", "class Stop(StopIteration, ValueError):\n    pass"),
        "StopAsyncIteration": _raises("raise StopAsyncIteration"),
        "GeneratorExit": _raises("raise GeneratorExit"),
        "next of nothing": _raises("return next(iter(()))"),
        "SystemExit": _raises("raise SystemExit(0)"),
        "KeyboardInterrupt": _raises("raise KeyboardInterrupt"),
        "SkipTest": _raises("raise SkipTest('skipped')", "from unittest import SkipTest"),
        "AssertionError": _raises("raise AssertionError"),
        "NotImplementedError": _raises("raise NotImplementedError"),
        "a group": _raises("raise ExceptionGroup('g', [StopIteration()])"),
        "a hostile text": _raises(
            "raise Hostile",
            "class Hostile(Exception):\n    def __str__(self):\n        raise StopIteration\n",
        ),
        "equal to all": _raises(
            "raise Hostile",
            "class Meta(type):\n    __instancecheck__ = __subclasscheck__ = __eq__ = lambda *_: True\n"
            "    __hash__ = type.__hash__\nclass Hostile(Exception, metaclass=Meta):\n    pass",
        ),
    },
)

_SWALLOWS = """
class Manager:
    def __init__(self, *arguments):
        pass
    def __enter__(self):
        return self
    def __exit__(self, *problem):
        return True
    value = 1
    @property
    def trap(self):
        raise ValueError
    def key(self):
        return "missing"
def twice(x):
    return Manager()
"""
_BLOCKS = {
    "an assertion": "with twice(1) as manager:\n    assert manager.value == 2",
    "an assertion of NumPy": "with twice(1) as manager:\n    np.testing.assert_allclose(manager.value, 2)",
    "an assertion of unittest": "with twice(1) as manager:\n    unittest.TestCase().assertEqual(manager.value, 2)",
    "an error before the assertion": "with twice(1) as manager:\n    manager.trap\n    assert manager.value == 2",
    "an error in the assertion": "with twice(1) as manager:\n    assert manager.trap == 2",
    "a key that is missing": "with twice(1) as manager:\n    assert {'a': 2}[manager.key()] == 2",
    "a raise of the test": "with twice(1) as manager:\n    if manager.value != 2:\n        raise ValueError",
    "a raise in a helper": "def verify(m):\n    if m.value != 2:\n        raise ValueError\nwith twice(1) as m:\n    verify(m)",
    "an error by a variable": "with twice(1) as m:\n    k = m.key()\n    {'a': 1}[k]\n    assert False",
    "two managers": "with twice(1) as a, twice(2) as b:\n    assert a.value == b.value + 1",
    "one inside another": "with twice(1):\n    with twice(2) as b:\n        assert b.value == 2",
    "an exit stack": "import contextlib\nwith contextlib.ExitStack() as stack:\n"
    "    m = stack.enter_context(twice(1))\n    assert m.value == 2",
    "a test that runs out of time": "with twice(1):\n    while True:\n        pass",
}
_EXIT = "`__exit__` that ends the test's own exceptions"
EXITS: list[Case] = [
    Case(_EXIT, f"{name}, {asked}", _SWALLOWS, test, asked, status="timeout" if "time" in name else "error")
    for name, test in _BLOCKS.items()
    for asked in ("twice", "twice Manager")
]

_HANDLED = {
    "a bare except": "try:\n    twice(-1)\n    raised = False\nexcept:\n    raised = True\nassert raised",
    "BaseException": "try:\n    twice(-1)\n    raised = False\nexcept BaseException:\n    raised = True\nassert raised",
    "a finally that returns": "def run():\n    try:\n        twice(-1)\n    finally:\n        return True\nassert run()",
    "suppress": "import contextlib\nwith contextlib.suppress(BaseException):\n    twice(-1)\n    assert False",
    "a framework": "class T(unittest.TestCase):\n    def test(self):\n        with self.assertRaises(BaseException):\n"
    "            twice(-1)\nresult = unittest.TestResult()\nT('test').run(result)\nassert not result.failures",
}
_ENDINGS = {
    "exits": ("import os\ndef twice(x):\n    os._exit(0)", "died"),
    "crashes": ("import ctypes\ndef twice(x):\n    ctypes.string_at(0)", "died"),
    "runs for ever": ("def twice(x):\n    while True:\n        pass", "timeout"),
}
ENDS: list[Case] = [
    Case("a process that ends inside the test's `except`", f"{ending}, {name}", answer, test, status=status)
    for name, test in _HANDLED.items()
    for ending, (answer, status) in _ENDINGS.items()
]
