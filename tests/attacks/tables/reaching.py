"""Answers that reach into the tests through an object that a test passes. Each earns its points only if it gets in."""

from __future__ import annotations

from tests.attacks.tables.kinds_of_tests import Case

# `ask` sends whatever request it likes about an object of the tests, past the stand-in's own manners.
ASK = """
import gc
from autograder.boxes.crossing.peer import Peer

peer = next(item for item in gc.get_objects() if isinstance(item, Peer))

def number(item):
    try:
        return object.__getattribute__(item, "_course_link")[1]
    except AttributeError:
        return item._course_link[1]

def ask(item, verb, *arguments):
    return peer.request(verb, item if type(item) is int else number(item), list(arguments))

def twice(item):
    {attempt}
    return True
"""
_FUNCTION = "secret = 42\ndef reference(x):\n    return secret + x\nassert twice(reference)"
_GENERATOR = "def items():\n    secret = 42\n    yield secret\nassert twice(items())"
_METHOD = "class Box:\n    def run(self):\n        return 42\nassert twice(Box().run)"
_CLASS = "class Box:\n    secret = 42\nassert twice(Box)"
_OBJECT = "class Box:\n    def __init__(self):\n        self.value = 1\nassert twice(Box())"
_FIGURE = "import matplotlib.figure\nfigure = matplotlib.figure.Figure()\nassert twice(figure)"
_IMAGE = "import matplotlib.figure\nimage = matplotlib.figure.Figure().subplots().imshow(np.eye(2))\nassert twice(image)"
_PARTIAL = "import functools\nassert twice(functools.partial(print, 42))"
_FILE = "open('data.txt', 'w').write('42')\nwith open('data.txt') as file:\n    assert twice(file)"
_PATH = "from pathlib import Path\nassert twice(Path('data.txt'))"
_ERROR = "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    class Own(Exception): pass\n    own = Own().with_traceback(e.__traceback__)\n    assert twice(own)"
_POINTER = "import ctypes\nassert twice((ctypes.c_int * 4)())"
_LIBRARY = "import ctypes\nassert twice(ctypes.CDLL(None))"
_C_FUNCTION = "import ctypes\nassert twice(ctypes.CDLL(None).abs)"
_STATE = "assert twice(np.random.RandomState(0))"
_STRANGE_BITS = "class Bits(np.random.PCG64): pass\nassert twice(np.random.Generator(Bits(0)))"
_MODULE = "assert twice(np)"
_FRAME = "import sys\nassert twice(sys._getframe())"
_CODE = "assert twice(compile('secret', 'x', 'eval'))"
_VECTORIZE = "assert twice(np.vectorize(lambda x: 42))"
_NOTHING = "assert twice(1)"

_ATTEMPTS: dict[str, dict[str, tuple[str, str]]] = {
    "insides of a test's functions, classes and generators": {
        "globals of a function": (_FUNCTION, "ask(item, 'getattr', '__globals__')"),
        "code of a function": (_FUNCTION, "ask(item, 'getattr', '__code__')"),
        "a public attribute of a function": (_FUNCTION, "ask(item, 'getattr', 'secret')"),
        "an attribute set on a function": (_FUNCTION, "ask(item, 'setattr', '__code__', 1)"),
        "getattribute as a protocol": (_FUNCTION, "ask(item, 'special', '__getattribute__', '__globals__')"),
        "get as a protocol": (_FUNCTION, "ask(item, 'special', '__get__', 1)"),
        "the frame of a generator": (_GENERATOR, "ask(item, 'getattr', 'gi_frame')"),
        "the code of a generator": (_GENERATOR, "ask(item, 'getattr', 'gi_code')"),
        "a value thrown into a generator": (_GENERATOR, "ask(item, 'getattr', 'throw')"),
        "the object of a method": (_METHOD, "ask(item, 'getattr', '__self__')"),
        "the function of a method": (_METHOD, "ask(item, 'getattr', '__func__')"),
        "the bases of a class": (_CLASS, "ask(item, 'getattr', 'mro')"),
        "a constant of a class": (_CLASS, "ask(item, 'getattr', 'secret')"),
        "a class changed": (_CLASS, "ask(item, 'setattr', 'secret', 1)"),
        "the class of an object": (_OBJECT, "ask(item, 'getattr', '__class__')"),
        "the dict of an object": (_OBJECT, "ask(item, 'getattr', '__dict__')"),
        "the class of an object set": (_OBJECT, "ask(item, 'setattr', '__class__', int)"),
        "reduce as a protocol": (_OBJECT, "ask(item, 'special', '__reduce_ex__', 2)"),
        "the function of a partial": (_PARTIAL, "ask(item, 'getattr', 'func')"),
        "the function of a vectorised one": (_VECTORIZE, "ask(item, 'getattr', 'pyfunc')"),
        "the trace of an exception": (_ERROR, "ask(item, 'getattr', '__traceback__')"),
        "a frame": (_FRAME, "ask(item, 'getattr', 'f_globals')"),
        "a code object": (_CODE, "ask(item, 'getattr', 'co_names')"),
        "a module's own functions": (_MODULE, "item.fromfile is not np.fromfile or ask(0, 'getattr', 'x')"),
    },
    "memory, C functions and files behind an object": {
        "a pointer read": (_POINTER, "ask(item, 'special', '__getitem__', 0)"),
        "a pointer written": (_POINTER, "ask(item, 'special', '__setitem__', 0, 1)"),
        "a function of a library": (_LIBRARY, "ask(item, 'special', '__getitem__', 'system')"),
        "a library's attribute": (_LIBRARY, "ask(item, 'getattr', 'system')"),
        "a C function called": (_C_FUNCTION, "ask(item, 'call', -42)"),
        "a C function called as a protocol": (_C_FUNCTION, "ask(item, 'special', '__call__', -42)"),
        "the bits of the old random state": (_STATE, "ask(item, 'getattr', '_bit_generator')"),
        "the bits of a generator": (_STRANGE_BITS, "ask(item, 'getattr', 'bit_generator')"),
        "a figure as a file": (_FIGURE, "ask(item, 'getattr', 'savefig')"),
        "a figure's canvas": (_FIGURE, "ask(ask(item, 'getattr', 'canvas'), 'getattr', 'print_png')"),
        "an image as a file": (_IMAGE, "ask(item, 'getattr', 'write_png')"),
        "the raw file below a file": (_FILE, "ask(item, 'getattr', 'buffer')"),
        "a file reopened": (_FILE, "ask(item, 'getattr', 'reconfigure')"),
        "a path written": (_PATH, "ask(item, 'getattr', 'write_text')"),
        "a path joined": (_PATH, "ask(item, 'special', '__truediv__', 'x') and ask(item, 'getattr', 'parent')"),
        "a method that writes": (
            _FIGURE.replace("(figure)", "(figure.savefig)"), "ask(item, 'call', '/scratch/work/colorsys.py')",
        ),
    },
    "requests that no stand-in makes": {
        "an object never handed out": (_NOTHING, "ask(0, 'getattr', 'x')"),
        "the next number": (_OBJECT, "ask(number(item) + 1, 'getattr', 'x')"),
        "a cell to run": (_OBJECT, "ask(item, 'run', 'secret = 1', False, False)"),
        "a name": (_OBJECT, "ask(item, 'get', 'secret')"),
        "a name set": (_OBJECT, "ask(item, 'set', 'check', 1)"),
        "a file": (_OBJECT, "ask(item, 'files', {'x.py': b''})"),
        "a limit": (_OBJECT, "ask(item, 'limit', 1e9)"),
        "an unknown verb": (_OBJECT, "ask(item, 'nothing')"),
        "a name that is no text": (_OBJECT, "ask(item, 'getattr', 1)"),
        "no name": (_OBJECT, "ask(item, 'getattr')"),
    },
}  # fmt: skip

REACHING: list[Case] = [
    Case(mechanism, name, ASK.format(attempt=attempt), test)
    for mechanism, attempts in _ATTEMPTS.items()
    for name, (test, attempt) in attempts.items()
]
