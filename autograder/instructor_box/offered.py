"""Which attributes a test's object offers to the student's code: a closed list of exact classes.

A package is no unit of harm: the bits behind a random generator of NumPy hand out C functions that read and
write any memory, a generator of Python leads to its frame and from there to everything, a path to files, a
data frame evaluates text. So a class stands here because somebody read what its attributes lead to.
"""

from __future__ import annotations

import datetime
import decimal
import io
import sys
import types
from pathlib import Path
from typing import Any

import matplotlib.axes
import matplotlib.axis
import matplotlib.collections
import matplotlib.colorbar
import matplotlib.figure
import matplotlib.image
import matplotlib.legend
import matplotlib.lines
import matplotlib.patches
import matplotlib.spines
import matplotlib.text
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
    np.ndarray: frozenset(  # of objects: others cross as they are
        "T all any argmax argmin argsort astype clip copy cumprod cumsum diagonal dot dtype fill flatten "
        "item itemsize max mean min ndim nonzero prod ravel repeat reshape round shape size sort squeeze "
        "std sum swapaxes take tolist trace transpose var".split()
    ),
    np.dtype: frozenset("char itemsize kind name names ndim shape str".split()),
}
_ARTISTS = (
    *(matplotlib.figure.Figure, matplotlib.figure.SubFigure, matplotlib.axes.Axes),
    *(matplotlib.axis.XAxis, matplotlib.axis.YAxis, matplotlib.axis.XTick, matplotlib.axis.YTick),
    *(matplotlib.collections.PathCollection, matplotlib.collections.LineCollection),
    *(matplotlib.collections.QuadMesh, matplotlib.colorbar.Colorbar, matplotlib.image.AxesImage),
    *(matplotlib.legend.Legend, matplotlib.lines.Line2D, matplotlib.spines.Spine, matplotlib.spines.Spines),
    *(matplotlib.patches.Rectangle, matplotlib.patches.Circle, matplotlib.patches.Polygon),
    *(matplotlib.patches.Wedge, matplotlib.patches.FancyArrowPatch),
    *(matplotlib.text.Text, matplotlib.text.Annotation),
)
_WRITE_FILES = frozenset({"savefig", "write_png"})
# Classes that offer every public attribute but these.
_ALL_BUT: dict[type, frozenset[str]] = {
    **dict.fromkeys(_ARTISTS, _WRITE_FILES),
    np.random.Generator: frozenset({"bit_generator"}),
    **dict.fromkeys(
        (
            *(np.random.RandomState, np.ufunc, np.finfo, np.iinfo, np.poly1d, np.polynomial.Polynomial),
            *(datetime.date, datetime.datetime, datetime.time, datetime.timedelta, datetime.timezone),
            decimal.Context,
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
    >>> offers(rng, "normal"), offers(rng, "_bit_generator"), offers(np.zeros(1), "ctypes")
    (True, False, False)
    """
    own_class = type(target)
    if name.startswith("_") or isinstance(target, _CLOSED):
        return False
    if own_class in _ONLY:
        return name in _ONLY[own_class]
    if own_class in _ALL_BUT:
        return name not in _ALL_BUT[own_class]
    return is_instructors(own_class)


def is_instructors(own_class: type) -> bool:
    """Whether a class was written for this course: in a cell, or in a file beside the notebook."""
    package = own_class.__module__.partition(".")[0]
    return package == "__main__" or _lies_beside(sys.modules.get(package))


def is_memory(target: Any) -> bool:
    """Whether an object is bare memory or a function of C: nobody else's code may touch those."""
    return any(base.__module__.partition(".")[0] in _MEMORY for base in type(target).__mro__)


def _lies_beside(module: types.ModuleType | None) -> bool:
    path = getattr(module, "__file__", None)
    return path is not None and Path(path).resolve().is_relative_to(Path.cwd().resolve())
