"""Python's and NumPy's own errors in the words of a course, with the shapes of the inputs."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from autograder.checking.views.error_meanings import MEANINGS

# Of misspelt names: where they are looked for.
_ATTRIBUTES = {
    "module 'numpy'": dir(np),
    "'numpy.ndarray' object": dir(np.ndarray),
    "'list' object": dir(list),
    "'dict' object": dir(dict),
}
_ARGUMENTS = ("axis", "keepdims", "dtype", "out", "where", "initial", "size", "shape", "order", "copy")
_ABOUT_SHAPES = re.compile(r"shape|dimension|index|aligned|broadcast|axis")


def meaning(text: str, arguments: Mapping[str, Any], function: Callable[..., Any], raised: str = "") -> str:
    """What an error says, in a sentence to follow its own text; empty for an error that is not known.

    Parameters
    ----------
    text : str
        The error's text.
    arguments : dict
        Name -> value of the case in which it was raised.
    function : callable
        Whose names a misspelt one is compared with.
    raised : str
        The name of the error's type.

    Examples
    --------
    >>> meaning("index 4 is out of bounds for axis 0 with size 4", {"y": np.zeros(4)}, abs)
    ' The index 4 is too far: it must be smaller than the size of the axis, 4. Here `y` is (4,).'
    >>> meaning("my own words", {}, abs)
    ''
    """
    missing = re.search(r"name '(\w+)' is not defined", text)
    if missing:
        return _nearest(missing[1], function)
    misspelt = _misspelt(text)
    if misspelt:
        return f" {misspelt}"
    for pattern, words in MEANINGS:
        found = re.search(pattern, f"{raised}: {text}")
        if found:
            return f" {words.format(*found.groups())}{_shapes(text, arguments)}"
    return ""


def _misspelt(text: str) -> str:
    """What is said of an attribute or an argument that does not exist."""
    argument = re.search(r"got an unexpected keyword argument '(\w+)'", text)
    if argument:
        return f"There is no argument `{argument[1]}`{_or_is_it(argument[1], _ARGUMENTS)}"
    attribute = re.search(r"(module '\w+'|'[\w.]+' object) has no attribute '(\w+)'", text)
    if not attribute:
        return ""
    owner, name = attribute.groups()
    near = _or_is_it(name, _ATTRIBUTES.get(owner, ()))
    if owner == "'NoneType' object":
        return f"None stands before `.{name}`: which call returns nothing, as append and sort do?"
    if owner == "'list' object" and hasattr(np.ndarray, name):
        return f"`.{name}` is for arrays: make the list one first, np.array(...)."
    return f"There is no `.{name}` there{near}"


def _or_is_it(name: str, names: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(names), n=1)
    return f"; is it `{near[0]}`?" if near else "."


def _nearest(name: str, function: Callable[..., Any]) -> str:
    if name == "numpy":
        return " NumPy is called `np` here."
    names = _names(function)
    near = difflib.get_close_matches(name, names, n=1)
    if near:
        return f" There is no `{name}`; is it `{near[0]}`?"
    return f" Nothing was called `{name}` before that line."


def _names(function: Callable[..., Any]) -> Iterable[str]:
    code = getattr(function, "__code__", None)
    own = code.co_varnames if code is not None else ()
    return [*own, *(each for each in getattr(function, "__globals__", {}) if not each.startswith("_"))]


def _shapes(text: str, arguments: Mapping[str, Any]) -> str:
    if not _ABOUT_SHAPES.search(text):
        return ""
    arrays = [
        f"`{name}` is {value.shape}" for name, value in arguments.items() if isinstance(value, np.ndarray)
    ]
    return f" Here {', '.join(arrays)}." if arrays else ""
