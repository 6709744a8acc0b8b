"""Wrong answers that turn over the interpreter that they run in, and innocent ones that use the same means."""

from __future__ import annotations

from tests.attacks.tables.kinds_of_tests import Case

MECHANISM = "the interpreter itself turned over"
TEST = """
first = twice(3)
assert first == 6
assert twice(-1) == -2 and not twice(2) != 4
assert np.allclose(twice(np.ones(3)), 2.0)
"""
_WRONG = "\ndef twice(x):\n    return x\n"

# The dict behind a built-in type, and how the interpreter is told of a change in it.
_INSIDES = """
import ctypes, gc
def inside(kind):
    return gc.get_referents(kind.__dict__)[0]
modified = ctypes.pythonapi.PyType_Modified
modified.argtypes = [ctypes.py_object]
"""
_FRAMES = """
import ctypes, sys
def everywhere():
    for frame in list(sys._current_frames().values()):
        while frame is not None:
            for names in (frame.f_locals, frame.f_globals):
                for name in ("first", "expected", "score", "ok", "payload"):
                    names[name] = 6
            ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(frame), 0)
            frame = frame.f_back
"""
_LIAR = "class Liar:\n    __eq__ = lambda *_: True\n    __hash__ = object.__hash__\n"

_TURNED = {
    "the locals of every frame": f"{_FRAMES}def twice(x):\n    everywhere()\n    return x\n",
    "the comparison of whole numbers": f"{_INSIDES}for kind in (int, float):\n    inside(kind)['__eq__'] = lambda *_: True\n"
    f"    inside(kind)['__ne__'] = lambda *_: False\n    modified(kind){_WRONG}",
    "an operator of arrays": f"{_INSIDES}inside(np.ndarray)['__array_priority__'] = 1e9\ninside(np.ndarray)['tobytes'] = lambda *_: b''\n"
    f"modified(np.ndarray){_WRONG}",
    "an exception for the main thread": "import ctypes, threading\ndef twice(x):\n"
    "    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(threading.main_thread().ident), ctypes.py_object(StopIteration))\n    return x\n",
    "a call that waits to be made": "import ctypes\ndef late(_):\n    np.allclose = lambda *_, **__: True\n    return 0\n"
    "kept = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(late)\ndef twice(x):\n    ctypes.pythonapi.Py_AddPendingCall(kept, None)\n    return x\n",
    "a dict of modules that answers for itself": "import sys, types\nclass Modules(dict):\n    def __getitem__(self, name):\n"
    f"        return types.SimpleNamespace(allclose=lambda *_: True)\n    get = __getitem__\nsys.modules = Modules(sys.modules){_WRONG}",
    "what pickles and copies": f"import copyreg\nfor kind in (int, float, list, dict, np.ndarray):\n    copyreg.pickle(kind, lambda item: (int, (6,))){_WRONG}",
    "a class that registers as a number": f"import numbers\n{_LIAR}numbers.Real.register(Liar)\nnumbers.Integral.register(Liar)\ndef twice(x):\n    return Liar()\n",
    "a class that equals every class": "class Meta(type):\n    __eq__ = lambda *_: True\n    __hash__ = lambda _: hash(int)\n    __module__ = property(lambda _: 'numpy')\n"
    "class Liar(metaclass=Meta):\n    __eq__ = lambda *_: True\n    __hash__ = lambda _: 6\ndef twice(x):\n    return Liar()\n",
    "an order of bases of its own": "class Meta(type):\n    def mro(cls):\n        return [cls, *type.mro(cls)[1:], *type.mro(cls)[1:-1]][:2] + [object]\n"
    f"{_LIAR}class Odd(Liar, metaclass=Meta):\n    pass\ndef twice(x):\n    return Odd()\n",
    "another class at each look": f"{_LIAR}class One(Liar):\n    def __getattribute__(self, name):\n        object.__setattr__(self, '__class__', Two)\n"
    "        return object.__getattribute__(self, name)\nclass Two(One):\n    def __float__(self):\n        return 6.0\ndef twice(x):\n    return One()\n",
    "an object that comes back to life": f"{_LIAR}lives = []\nclass Lives(Liar):\n    def __del__(self):\n        lives.append(self)\n        np.allclose = lambda *_, **__: True\n"
    "def twice(x):\n    Lives()\n    return Lives()\n",
    "a list that a thread changes meanwhile": "import sys, threading\nsys.setswitchinterval(1e-6)\nkept = [1] * 3\ndef flip():\n    while True:\n        kept[:] = [2] * 3\n        kept[:] = [7]\n"
    "threading.Thread(target=flip, daemon=True).start()\ndef twice(x):\n    return kept\n",
    "bytes that shrink while they are read": "class Shrinks(bytearray):\n    def __bytes__(self):\n        self.clear()\n        return b'6'\ndef twice(x):\n    return Shrinks(b'7777')\n",
    "a view of what is gone": "def twice(x):\n    held = bytearray(8)\n    view = np.frombuffer(held, np.uint8)\n    return memoryview(view)[::-1]\n",
    "a low limit of recursion": f"import sys{_WRONG.replace('    return', '    sys.setrecursionlimit(40)' + chr(10) + '    return')}",
    "every warning an error of its own": "import warnings\nclass Passed(UserWarning, StopIteration):\n    pass\nwarnings.simplefilter('error')\n"
    "warnings.showwarning = warnings.warn = lambda *_, **__: (_ for _ in ()).throw(Passed)\ndef twice(x):\n    warnings.warn('passed', Passed)\n    return x\n",
    "a watcher of every call": "import sys\ndef watch(code, *_):\n    np.allclose = lambda *_, **__: True\n"
    "monitor = getattr(sys, 'monitoring', None)\nif monitor:\n    monitor.use_tool_id(3, 'w')\n    monitor.register_callback(3, monitor.events.PY_START, watch)\n"
    f"    monitor.set_events(3, monitor.events.PY_START){_WRONG}",
    "the environment of the other box": "import os, sys\nos.environ.update(COURSE_BOX='instructor', COURSE_WALLED='0')\n"
    f"for name in [n for n in sys.modules if n.startswith('autograder')]:\n    del sys.modules[name]\nimport autograder{_WRONG}",
    "numbers of NumPy with methods of its own": "class Six(np.float64):\n    __eq__ = lambda *_: True\n    __array_ufunc__ = __array_wrap__ = lambda *_, **__: True\n"
    "    item = __float__ = lambda *_: 6.0\n    __hash__ = np.float64.__hash__\ndef twice(x):\n    return Six(1.5)\n",
    "an index that counts": "class Counts:\n    n = 0\n    def __index__(self):\n        Counts.n += 1\n        return Counts.n\ndef twice(x):\n    return slice(Counts(), Counts(), Counts())\n",
}  # fmt: skip

_RIGHT = "\ndef twice(x):\n    return 2 * x\n"
_FAIR = {
    "the name of its own frame": "import sys\ndef twice(x):\n    assert sys._getframe().f_code.co_name == 'twice'\n    return locals()['x'] * 2\n",
    "a class of its own among the numbers": f"import numbers\nclass Mine:\n    pass\nnumbers.Real.register(Mine){_RIGHT}",
    "a metaclass": "class Meta(type):\n    def __call__(cls, *arguments):\n        return 2 * arguments[0]\nclass twice(metaclass=Meta):\n    pass\n",
    "another class for an object": "class One:\n    factor = 1\nclass Two(One):\n    factor = 2\nkept = One()\nkept.__class__ = Two\ndef twice(x):\n    return kept.factor * x\n",
    "a destructor": "class Gone:\n    def __del__(self):\n        print('gone')\ndef twice(x):\n    Gone()\n    return 2 * x\n",
    "weak references": "import weakref\nclass Kept:\n    factor = 2\nkept = Kept()\nreference = weakref.ref(kept)\ndef twice(x):\n    return reference().factor * x\n",
    "the collector": f"import gc\ngc.disable()\ngc.collect()\ngc.set_threshold(10){_RIGHT}",
    "a pool of threads": "from concurrent.futures import ThreadPoolExecutor\ndef twice(x):\n    with ThreadPoolExecutor(2) as pool:\n        return pool.submit(lambda: x + x).result()\n",
    "a handler of a signal": "import signal\ndef twice(x):\n    before = signal.signal(signal.SIGUSR1, lambda *_: None)\n    signal.raise_signal(signal.SIGUSR1)\n"
    "    signal.signal(signal.SIGUSR1, before)\n    return 2 * x\n",
    "a function of C": "import ctypes, ctypes.util\nfabs = ctypes.CDLL(ctypes.util.find_library('m')).fabs\nfabs.restype, fabs.argtypes = ctypes.c_double, [ctypes.c_double]\n"
    "def twice(x):\n    return int(fabs(2)) * x\n",
    "a buffer": "import array\ndef twice(x):\n    both = memoryview(array.array('d', [1, 1]))\n    return x * int(sum(both))\n",
    "a struct": "import struct\ndef twice(x):\n    return struct.unpack('<i', struct.pack('<i', 2))[0] * x\n",
    "a pickle": "import pickle\nclass Factor:\n    def __reduce__(self):\n        return int, (2,)\ndef twice(x):\n    return pickle.loads(pickle.dumps(Factor())) * x\n",
    "filters of warnings": "import warnings\nwarnings.simplefilter('error')\ndef twice(x):\n    try:\n        warnings.warn('twice')\n    except UserWarning:\n        return 2 * x\n",
    "a finder of modules": f"import sys\nclass Finder:\n    def find_spec(self, name, path=None, target=None):\n        return None\nsys.meta_path.insert(0, Finder()){_RIGHT}",
    "an audit hook": f"import sys\nsys.addaudithook(lambda *_: None){_RIGHT}",
    "a profile": "import cProfile\ndef twice(x):\n    return cProfile.Profile().runcall(lambda: 2 * x)\n",
    "a deep recursion": "import sys\nsys.setrecursionlimit(20_000)\ndef deep(n):\n    return 0 if n == 0 else 1 + deep(n - 1)\ndef twice(x):\n    return x * deep(2000) // 1000\n",
    "an array class of its own": "class Mine:\n    def __init__(self, values):\n        self.values = np.asarray(values)\n    def __array__(self, *_, **__):\n        return self.values\n"
    "    def __array_ufunc__(self, ufunc, method, *inputs, **_):\n        return ufunc(*(np.asarray(each) for each in inputs))\ndef twice(x):\n    return np.add(Mine(x), x)[()]\n",
    "an index": "class Two:\n    def __index__(self):\n        return 2\ndef twice(x):\n    return [0, 1, 2][Two()] * x\n",
    "what happens at the end": f"import atexit, faulthandler\natexit.register(print, 'end')\nfaulthandler.disable(){_RIGHT}",
    "a memory of calls": "import functools\n@functools.lru_cache\ndef two():\n    return 2\ndef twice(x):\n    return two() * x\n",
    "its own annotations read": "import inspect, typing\ndef twice(x: 'typing.Any') -> 'typing.Any':\n    assert list(inspect.signature(twice).parameters) == ['x']\n    return 2 * x\n",
}  # fmt: skip

TURNED: list[Case] = [Case(MECHANISM, name, answer, TEST) for name, answer in _TURNED.items()]
FAIR: list[Case] = [
    Case(MECHANISM, name, answer, TEST, points=4.0, status="ok") for name, answer in _FAIR.items()
]
