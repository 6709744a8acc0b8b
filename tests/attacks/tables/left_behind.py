"""Wrong answers that leave something behind which acts later: beside the test, or where a value is read."""

from __future__ import annotations

from tests.attacks.tables.kinds_of_tests import Case

_TEST = """
first = twice(3)
assert first == 6
assert np.allclose(twice(np.ones(3)), 2.0)
"""
_WRONG = "\ndef twice(x):\n    return x\n"
_SPOIL = """
import builtins, sys
def spoil(*arguments, **keywords):
    builtins.AssertionError = type("Never", (Exception,), {})
    for name in ("allclose", "array_equal", "isclose"):
        setattr(np, name, lambda *_, **__: True)
    for module in list(sys.modules.values()):
        for name in ("first", "expected", "assert_allclose"):
            if hasattr(module, name):
                setattr(module, name, 6)
"""

# What runs so often must be quick, or it runs out of time.
_PATCH = """
import builtins
def patch(*arguments):
    builtins.AssertionError = type("Never", (Exception,), {})
    np.allclose = lambda *_, **__: True
"""

_LATER = {
    "a thread": "import threading, time\ndef loop():\n    while True:\n        spoil()\n        time.sleep(0.01)\n"
    "threading.Thread(target=loop, daemon=True).start()",
    "a timer": "import threading\nthreading.Timer(0.01, spoil).start()",
    "a thread that is no daemon": "import threading, time\nthreading.Thread(target=lambda: (spoil(), time.sleep(1))).start()",
    "at the interpreter's end": "import atexit\natexit.register(spoil)",
    "at every collection of garbage": _PATCH + "import gc\ngc.callbacks.append(patch)\ngc.set_threshold(50)",
    "a finaliser": "import weakref\nclass Gone:\n    pass\ngone = Gone()\nweakref.finalize(gone, spoil)\ndel gone",
    "a destructor": "class Gone:\n    def __del__(self):\n        spoil()\nkept = [Gone() for _ in range(9)]",
    "a signal": "import signal\nsignal.signal(signal.SIGALRM, spoil)\nsignal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)",
    "a fork": "import os\ndef hook():\n    spoil()\nos.register_at_fork(before=hook, after_in_child=hook, after_in_parent=hook)",
    "a hook for exceptions": "import threading\nsys.excepthook = sys.unraisablehook = threading.excepthook = spoil",
    "a hook for what is shown": "sys.displayhook = spoil\nsys.stdout.write = spoil",
    "a trace": _PATCH + "def trace(*_):\n    patch()\nsys.settrace(trace)",
    "a profiler": _PATCH + "sys.setprofile(patch)",
    "a hook of IPython": "get_ipython().events.register('post_run_cell', spoil)\nget_ipython().events.register('pre_execute', spoil)",
    "a transformer of cells": "get_ipython().input_transformers_cleanup.append(lambda lines: ['pass\\n'])",
}  # fmt: skip

_VALUES = {
    "a coroutine": "async def twice(x):\n    return x",
    "a generator that never ends": "def twice(x):\n    while True:\n        yield x",
    "an array of a billion numbers in eight bytes": "def twice(x):\n    return np.broadcast_to(np.ones(1), (10**9,))",
    "an array with strides of its own": "def twice(x):\n    return np.lib.stride_tricks.as_strided(np.ones(1), (2,), (0,))",
    "an array that is no memory": "class Lies:\n    __array_interface__ = {'shape': (3,), 'typestr': '<f8', 'data': (8, False), 'version': 3}\n"
    "def twice(x):\n    return np.asarray(Lies())",
    "an enumeration": "import enum\nclass E(enum.IntEnum):\n    A = 5\n    __eq__ = lambda *_: True\n    __hash__ = int.__hash__\ndef twice(x):\n    return E.A",
    "a dictionary of a million keys": "def twice(x):\n    return dict.fromkeys(range(10**6))",
    "a dictionary that makes its values": "from collections import defaultdict\ndef twice(x):\n    return defaultdict(lambda: 6)",
    "a list that compares by itself": "from collections import UserList\nclass L(UserList):\n    __eq__ = lambda *_: True\ndef twice(x):\n    return L([1])",
    "a value that reduces to another": "class R:\n    def __reduce_ex__(self, n):\n        return eval, ('__import__(\"os\")._exit(0)',)\ndef twice(x):\n    return R()",
    "a nested group of exceptions": "def twice(x):\n    e = ExceptionGroup('g', [ValueError()])\n    for _ in range(20_000):\n        e = ExceptionGroup('g', [e])\n    raise e",
    "a chain of causes": "def twice(x):\n    e = None\n    for k in range(50_000):\n        n = ValueError(k)\n        n.__cause__ = e\n        e = n\n    raise e",
    "an exception that is its own cause": "def twice(x):\n    e = ValueError()\n    e.__cause__ = e.__context__ = e\n    raise e",
    "a million notes": "def twice(x):\n    e = ValueError()\n    e.__notes__ = ['note'] * 10**6\n    raise e",
    "a text that changes": "class E(Exception):\n    n = 0\n    def __str__(self):\n        E.n += 1\n        return 'passed' * E.n\ndef twice(x):\n    raise E",
    "a module in place of a helper": "import sys, types\nfor name in [n for n in sys.modules if n.startswith(('autograder', 'numpy.testing', 'unittest'))]:\n"
    "    sys.modules[name] = types.ModuleType(name)\ndef twice(x):\n    return x",
    "patched senders": "import autograder.boxes.crossing.wire as w\nfor name in dir(w):\n    if callable(getattr(w, name)) and not isinstance(getattr(w, name), type):\n"
    "        setattr(w, name, lambda *a, **k: b'6')\ndef twice(x):\n    return x",
}  # fmt: skip
# Its process is gone before the test could compare anything.
_DIED = {"an array that is no memory"}

LATER: list[Case] = [
    Case("code left behind that acts later", name, f"{_SPOIL}{before}{_WRONG}", _TEST)
    for name, before in _LATER.items()
]
VALUES: list[Case] = [
    Case(
        "values, exceptions and modules that are not what they seem",
        name,
        answer,
        _TEST,
        status="died" if name in _DIED else "error",
    )
    for name, answer in _VALUES.items()
]
# What a fair answer may leave behind as well: hooks that do nothing.
_NOTHING = """
import sys
def spoil(*arguments, **keywords):
    pass
"""
FAIR: list[Case] = [
    Case(
        "code left behind that acts later",
        name,
        f"{_NOTHING}{before.removeprefix(_PATCH).replace('patch', 'spoil')}\ndef twice(x):\n    return 2 * x\n",
        _TEST,
        points=4.0,
        status="ok",
    )
    for name, before in _LATER.items()
    if name not in ("a transformer of cells", "a hook for what is shown")  # these two replace what runs
]
