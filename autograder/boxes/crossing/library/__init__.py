"""Values of libraries that cross between the boxes: a closed list of exact classes, a file a library.

A class stands in one of these files because somebody read what can be done with an object of it that was made
of hostile parts: nothing but wrong numbers. What keeps C structures (a decision tree, a k-d tree) stays where
it is, behind a stand-in. Never pickle.
"""

from __future__ import annotations

import functools
import importlib
import sys
import types
from collections.abc import Iterable
from typing import Any

from autograder.boxes.crossing.library.kind import Kind

# Package -> the file here that knows its classes; loaded where the package is used, and not before.
_FILES = {
    "numpy": "arrays",
    "pandas": "tables",
    "scipy": "sparse",
    "PIL": "images",
    "networkx": "graphs",
    "sklearn": "estimators",
    "sympy": "symbols",
}

PACKAGES = frozenset(_FILES)


def prepare(modules: Iterable[str]) -> None:
    """Load what the classes of some packages need, and use it once, for all forks of this process."""
    for package in sorted({name.partition(".")[0] for name in modules} & _FILES.keys()):
        if package in sys.modules:
            _kinds(package)
            getattr(_file(package), "first_use", lambda: None)()


def kind_of(item: Any) -> tuple[str, str, Kind] | None:
    """Package, name and kind of an item's exact class; None if no library's class is known for it.

    Examples
    --------
    >>> import numpy as np
    >>> kind_of(np.ma.array([1]))[:2], kind_of(np.zeros(1))
    (('numpy', 'MaskedArray'), None)
    """
    module = type(item).__module__
    package = module.partition(".")[0] if type(module) is str else ""
    if package not in _FILES or package not in sys.modules:
        return None
    name = _names(package).get(type(item))
    return None if name is None else (package, name, _kinds(package)[name])


def taken_apart(item: Any) -> list[Any] | None:
    """Package, name and parts of a library's value; None for anything else."""
    found = kind_of(item)
    parts = None if found is None else found[2].take_apart(item)
    return None if found is None or parts is None else [found[0], found[1], parts]


def made(package: Any, name: Any, parts: Any) -> Any:
    """Make a value again; the inverse of `taken_apart`.

    Raises
    ------
    ValueError
        If the parts, which may be hostile, are not those of such a value.
    """
    if package not in _FILES or name not in _kinds(package):
        raise ValueError("made: no such class crosses.")
    try:
        return _kinds(package)[name].make(parts)
    except Exception as problem:  # a library raises what it likes on parts that do not fit
        raise ValueError(f"made: {type(problem).__name__}: {problem}") from problem


def _file(package: str) -> types.ModuleType:
    return importlib.import_module(f"{__name__}.{_FILES[package]}")


@functools.cache
def _kinds(package: str) -> dict[str, Kind]:
    kinds: dict[str, Kind] = _file(package).KINDS
    return kinds


@functools.cache
def _names(package: str) -> dict[type, str]:
    return {kind.of: name for name, kind in _kinds(package).items()}
