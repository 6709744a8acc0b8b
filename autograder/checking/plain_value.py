"""Whatever a student's function returns, as plain numbers.

No method or operator of the returned object is ever used: types are compared exactly, and memory is read
through NumPy's and Python's own base classes, so that a subclass cannot say anything about its contents.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checking.display import MAX_SHAPES

# NumPy itself has at most 64 axes; no exercise returns more than three.
_MAX_DEPTH = 16
_NUMPY_SCALARS = frozenset(scalar for scalar in np.sctypeDict.values() if np.dtype(scalar).kind in "biuf")


class NotNumbers(ValueError):
    """What was returned is no plain number or array; the text continues "it returns ..."."""


def items_of(value: Any) -> list[Any] | None:
    """The elements of a tuple or list (also of a subclass), None for anything else."""
    for base in (tuple, list):
        if issubclass(type(value), base):
            return list(base.__iter__(value))
    return None


def entries_of(value: Any) -> dict[str, Any] | None:
    """The entries of a dict (also of a subclass) whose keys are str or int, None for anything else."""
    if not issubclass(type(value), dict):
        return None
    return {str(key): entry for key, entry in dict.items(value) if type(key) in (str, int)}


def array_of(value: Any, depth: int = 0) -> np.ndarray:
    """A number, array, or nested list of numbers as an exact `ndarray` of a real or bool dtype.

    Raises
    ------
    NotNumbers
        For everything else: text, None, objects, complex numbers, rows of different lengths.

    Examples
    --------
    >>> array_of([1, 2.5])
    array([1. , 2.5])
    >>> array_of("2.5")
    Traceback (most recent call last):
    autograder.checking.plain_value.NotNumbers: text (str) instead of numbers
    """
    cls = type(value)
    if issubclass(cls, np.ndarray):
        return _real(np.ndarray.view(value, np.ndarray))
    if cls in _NUMPY_SCALARS or cls is bool:
        return np.array(value)
    if issubclass(cls, float):
        return np.array(float.__float__(value))
    if issubclass(cls, int):
        return _integer(value)
    elements = items_of(value)
    if elements is None:
        raise NotNumbers(_described(value))
    if depth == _MAX_DEPTH:
        raise NotNumbers(f"lists nested more than {_MAX_DEPTH} deep")
    return _stacked([array_of(element, depth + 1) for element in elements])


def described(value: Any) -> str:
    """What a value is, in a few words that never call it: "an array (3, 4) of float64", "None", "a dict"."""
    try:
        array = array_of(value)
    except NotNumbers as problem:
        return str(problem)
    if array.ndim == 0:
        return "one number"
    noun = "an array" if issubclass(type(value), np.ndarray) else f"a {type(value).__name__} of numbers"
    return f"{noun} of shape {array.shape}"


def _integer(value: int) -> np.ndarray:
    try:
        return np.array(int.__float__(value))
    except OverflowError:
        raise NotNumbers("an integer beyond the range of a float") from None


def _stacked(arrays: list[np.ndarray]) -> np.ndarray:
    shapes = {array.shape for array in arrays}
    if len(shapes) > 1:
        raise NotNumbers(f"a list whose elements have different shapes ({_some(shapes)})")
    return np.stack(arrays) if arrays else np.zeros(0)


def _real(array: np.ndarray) -> np.ndarray:
    if array.dtype.kind not in "biuf":
        noun = "complex numbers" if array.dtype.kind == "c" else f"an array of dtype {array.dtype}"
        raise NotNumbers(f"{noun} instead of real numbers")
    return array


def _described(value: Any) -> str:
    cls = type(value)
    if value is None:
        return "None"
    if issubclass(cls, str):
        return "text (str) instead of numbers"
    if issubclass(cls, (complex, np.complexfloating)):
        return "complex numbers instead of real numbers"
    if issubclass(cls, dict):
        return "a dict"
    return f"an object of type {cls.__name__} instead of numbers"


def _some(shapes: set[tuple[int, ...]]) -> str:
    return ", ".join(str(shape) for shape in sorted(shapes)[:MAX_SHAPES])
