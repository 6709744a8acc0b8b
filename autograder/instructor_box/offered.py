"""Which attributes a test's object offers to the student's code: a closed list of exact classes.

A package is no unit of harm: the bits behind a random generator of NumPy hand out C functions that read and
write any memory, a generator of Python leads to its frame and from there to everything, a path to files, a
data frame evaluates text. So a class stands here because somebody read what its attributes lead to.
"""

from __future__ import annotations

import datetime
import decimal
import io
import os
import random
import sys
import types
from itertools import takewhile
from typing import Any

import numpy as np

# Classes that offer these attributes alone.
_ONLY: dict[type, frozenset[str]] = {
    **dict.fromkeys(
        (io.StringIO, io.BytesIO, io.TextIOWrapper, io.BufferedReader, io.BufferedWriter),
        frozenset(
            "close closed encoding flush getvalue name read readable readline readlines seek seekable tell "
            "writable write writelines".split()
        ),
    ),
    np.dtype: frozenset("char itemsize kind name names ndim shape str".split()),
}
# Module of Matplotlib -> classes that offer all but what writes files: by name, for a course without pictures
# does not import them.
_ARTISTS = {
    "matplotlib.axes": ("Axes",),
    "matplotlib.axis": ("XAxis", "YAxis", "XTick", "YTick"),
    "matplotlib.collections": ("PathCollection", "LineCollection", "QuadMesh"),
    "matplotlib.colorbar": ("Colorbar",),
    "matplotlib.figure": ("Figure", "SubFigure"),
    "matplotlib.image": ("AxesImage",),
    "matplotlib.legend": ("Legend",),
    "matplotlib.lines": ("Line2D",),
    "matplotlib.patches": ("Rectangle", "Circle", "Polygon", "Wedge", "FancyArrowPatch"),
    "matplotlib.spines": ("Spine", "Spines"),
    "matplotlib.text": ("Text", "Annotation"),
}
_WRITE_FILES = frozenset({"savefig", "write_png"})
# Classes that offer every public attribute but these.
_ALL_BUT: dict[type, frozenset[str]] = {
    np.random.Generator: frozenset({"bit_generator"}),
    **dict.fromkeys(
        (
            *(np.random.RandomState, np.ufunc, np.finfo, np.iinfo, np.poly1d, np.polynomial.Polynomial),
            *(datetime.date, datetime.datetime, datetime.time, datetime.timedelta, datetime.timezone),
            *(decimal.Context, random.Random),
        ),
        frozenset(),
    ),
}
_CLOSED = type | types.FunctionType | types.MethodType | types.BuiltinFunctionType | types.ModuleType
# Where the classes of what is memory itself are defined.
_MEMORY = frozenset({"_ctypes", "ctypes", "_cffi_backend"})


def offers(target: Any, name: str) -> bool:
    """Whether the student's code may have the attribute `name` of an object of the tests.

    Examples
    --------
    >>> rng = np.random.RandomState(0)
    >>> offers(rng, "normal"), offers(rng, "_bit_generator"), offers(io.StringIO(), "reconfigure")
    (True, False, False)
    """
    own_class = type(target)
    if name.startswith("_") or isinstance(target, _CLOSED):
        return False
    if own_class in _ONLY:
        return name in _ONLY[own_class]
    if own_class in _ALL_BUT:
        return name not in _ALL_BUT[own_class]
    if _is_artist(own_class):
        return name not in _WRITE_FILES
    return is_instructors(own_class)


def _is_artist(own_class: type) -> bool:
    return any(
        getattr(sys.modules.get(module), name, None) is own_class
        for module, names in _ARTISTS.items()
        for name in names
    )


def instructors_classes(names: dict[str, Any], asked: frozenset[str]) -> dict[tuple[str, str], type]:
    """Module and name -> class, of those that the instructor's cells or files beside them define.

    No module that was imported before `__main__` was made lies beside the notebook.
    """
    values: dict[str, Any] = {name: dict.get(names, name) for name in names if name not in asked}
    found = {("__main__", name): each for name, each in values.items() if _is_named(each, "__main__", name)}
    beside = _beside()
    # Only these are looked at: of each of the others, a fork would get a copy of its own.
    imported = list(takewhile("__main__".__ne__, reversed(sys.modules)))
    modules = [sys.modules.get(name) for name in imported]
    for module in [each for each in modules if each is not None and _lies_in(each, beside)]:
        for name, each in vars(module).items():
            if _is_named(each, module.__name__, name):
                found[module.__name__, name] = each
    return found


def _is_named(value: Any, module: str, name: str) -> bool:
    return isinstance(value, type) and (value.__module__, value.__qualname__) == (module, name)


def is_instructors(own_class: type) -> bool:
    """Whether a class was written for this course: in a cell, or in a file beside the notebook."""
    package = own_class.__module__.partition(".")[0]
    return package == "__main__" or _lies_in(sys.modules.get(package), _beside())


def is_memory(target: Any) -> bool:
    """Whether an object is bare memory or a function of C: nobody else's code may touch those."""
    return any(base.__module__.partition(".")[0] in _MEMORY for base in type(target).__mro__)


def _beside() -> str:
    """How the paths of files beside the notebook begin: a box looks for modules there first."""
    return os.path.join(os.getcwd(), "")


def _lies_in(module: types.ModuleType | None, folder: str) -> bool:
    path = getattr(module, "__file__", None)
    return isinstance(path, str) and path.startswith(folder)
