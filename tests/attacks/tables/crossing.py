"""What crosses apart and could act or lie there: objects of a course's classes, files."""

from __future__ import annotations

from tests.attacks.tables.kinds_of_tests import Case

_IMPORTS = "import io, os, math\nimport numpy as np"
_OBJECTS = "objects of a course's own classes that say what is false"
_FILES = "files that a test would run, or that stand in the place of others"

_ONES = "assert np.abs(twice(np.ones(3)) - 2 * np.ones(3)).max() < 1e-9"

_CLASSES = """
import functools
class Box:
    def __init__(self, side):
        self.side = side
    @functools.cached_property
    def area(self):
        return self.side ** 2
"""
_HOOKS = "box = Box(1)\n    vars(box).update({hooks})\n    return box"
_LYING_OBJECTS = {
    "a result that was written in its place": ("box = Box(1)\n    box.area = 36\n    return box", "assert twice(3).area == 36"),
    "what ends a computation of NumPy": (_HOOKS.format(hooks="__array__=lambda *a, **k: np.zeros(3), __array_wrap__=lambda *a, **k: np.zeros(3)"), _ONES),
    "memory of the test": (_HOOKS.format(hooks="__array_interface__={'shape': (3,), 'typestr': '<f8', 'data': (id(x), False), 'version': 3}"), _ONES),
    "a copy that is another": (_HOOKS.format(hooks="__deepcopy__=lambda memo: 6"), "import copy\nassert copy.deepcopy(twice(3)) == 6"),
}  # fmt: skip

_TAMPER = "import autograder.boxes.working_folder as folder\n    folder.changes = lambda *_: ({entries}, {removed})\n    return 0"
_PICKLE = """
    import pickle
    class Acts:
        def __reduce__(self):
            return eval, ("__import__('builtins').__dict__.update(AssertionError=type('N', (Exception,), {})) or 6",)
    open("out.bin", 'wb').write(pickle.dumps(Acts()))
    return 0"""
_MODULE = "b'answer = 6\\n'"
_FILES_BESIDE = (("helper.py", b"answer = 7\n"), ("data/right.csv", b"6"))
_LOADS = (("load.py", b"import pickle\ndef load(path):\n    return pickle.load(open(path, 'rb'))\n"),)
_READ = "assert int(open('data/right.csv').read()) == 6\ntwice(3)\n"
_LYING_FILES = {
    "a module with a stroke behind it": (_TAMPER.format(entries=f"{{'colorsys.py/': {_MODULE}}}", removed="[]"), "twice(3)\nos.getcwd()\nimport colorsys\nassert colorsys.answer == 6"),
    "a module with a dot behind it": (_TAMPER.format(entries=f"{{'wave.py/.': {_MODULE}}}", removed="[]"), "twice(3)\nos.getcwd()\nimport wave\nassert wave.answer == 6"),
    "over a module of the instructor's": (_TAMPER.format(entries=f"{{'helper.py/': {_MODULE}}}", removed="[]"), "twice(3)\nos.getcwd()\nimport helper\nassert helper.answer == 6"),
    "over a file of the instructor's": (_TAMPER.format(entries="{'./data/right.csv': b'0'}", removed="[]"), f"{_READ}assert open('data/right.csv').read() == '0'"),
    "over it with two strokes": (_TAMPER.format(entries="{'data//right.csv': b'0'}", removed="[]"), f"{_READ}assert open('data/right.csv').read() == '0'"),
    "a folder of the instructor's removed": (_TAMPER.format(entries="{}", removed="['data']"), f"{_READ}assert not os.path.exists('data')"),
    "a pickle that no word tells": (_PICKLE, "twice(3)\nassert np.load('out.bin', None, True) == 6"),
    "a formula that a test evaluates": ("open('out.txt', 'w').write(\"__import__('builtins').__dict__.update(AssertionError=type('N', (Exception,), {})) or 6\")\n    return 0", "twice(3)\nassert eval(open('out.txt').read()) == 6"),
}  # fmt: skip
_LOADED = {
    "a pickle that a helper of the course loads": (_PICKLE, "from load import load\ntwice(3)\nassert load('out.bin') == 6"),
}  # fmt: skip


# The same requests with nothing behind them.
_FAIR_OBJECTS = {
    "a result that the class computes": ("return Box(2 * x)", "assert twice(3).area == 36 and twice(3).side == 6"),
    "an attribute of the answer's own": ("box = Box(x)\n    box.twice = 2 * box.side\n    return box", "assert twice(3).twice == 6 and twice(3).area == 9"),
    "what a test copies": ("return Box(2 * x)", "import copy\nbox = copy.deepcopy(twice(3))\nassert type(box) is Box and box.side == 6"),
}  # fmt: skip
_FAIR_FILES = {
    "a file of its own": ("open('out.txt', 'w').write('6')\n    return 0", "twice(3)\nassert int(open('out.txt').read()) == 6"),
    "a file beside the instructor's": ("os.makedirs('mine', exist_ok=True)\n    open('mine/right.csv', 'w').write('0')\n    return 2 * x", f"{_READ}assert open('data/right.csv').read() == '6' and open('mine/right.csv').read() == '0'"),
    "what the instructor's file says": ("return int(open('data/right.csv').read())", f"{_READ}assert twice(3) == 6"),
    "an array that is no pickle": ("np.save('out.npy', np.array(2 * x))\n    return 0", "twice(3)\nassert np.load('out.npy') == 6"),
}  # fmt: skip


def _cases(mechanism: str, rows: dict[str, tuple[str, str]], **further: object) -> list[Case]:
    return [
        Case(mechanism, name, f"def twice(x):\n    {answer.strip()}\n", test, **further)  # type: ignore[arg-type]
        for name, (answer, test) in rows.items()
    ]


CROSSING: list[Case] = [
    *_cases(_OBJECTS, _LYING_OBJECTS, shared=f"{_IMPORTS}\n{_CLASSES}"),
    *_cases(_FILES, _LYING_FILES, shared=_IMPORTS, files=_FILES_BESIDE),
    *_cases(_FILES, _LOADED, shared=_IMPORTS, files=_LOADS),
]
FAIR: list[Case] = [
    *_cases(_OBJECTS, _FAIR_OBJECTS, shared=f"{_IMPORTS}\n{_CLASSES}", points=4.0, status="ok"),
    *_cases(_FILES, _FAIR_FILES, shared=_IMPORTS, files=_FILES_BESIDE, points=4.0, status="ok"),
]
