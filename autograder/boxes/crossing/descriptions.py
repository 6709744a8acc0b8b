"""What one box says of its functions, classes and objects, so that the other can put a stand-in there."""

from __future__ import annotations

import inspect
import linecache
import types
from typing import Any

from autograder.boxes.crossing.protocols import FORWARDED
from autograder.boxes.limits import MAX_SOURCE


def describe(item: Any, *, reveal: bool) -> dict[str, Any]:
    """An object as the other box gets it; without `reveal`, nothing of how it is written."""
    if isinstance(item, types.FunctionType | types.MethodType | types.BuiltinFunctionType) and not reveal:
        return {"category": "function", "name": str(getattr(item, "__name__", "function"))}
    if isinstance(item, type) and not reveal:
        return {"category": "class", "name": item.__name__}
    if isinstance(item, type):
        described: dict[str, Any] = {
            "category": "class",
            "name": item.__name__,
            "doc": cut_text(item.__doc__),
        }
        if issubclass(item, BaseException):
            described["bases"] = [base.__name__ for base in item.__mro__]
        return described
    if isinstance(item, types.ModuleType):
        return {"category": "module", "name": item.__name__}
    if isinstance(item, types.FunctionType | types.MethodType | types.BuiltinFunctionType):
        return {
            "category": "function",
            "name": str(getattr(item, "__name__", "function")),
            "doc": cut_text(item.__doc__),
            "parameters": _parameters(item),
            "source": _source(item),
            "flavour": _flavour(item),
        }
    own_class = type(item)
    # Not what its metaclass has: every class can be called.
    written = {name for each in own_class.__mro__ if each is not object for name in vars(each)}
    specials = FORWARDED & written
    described = {"category": "object", "type": own_class.__name__, "special": sorted(specials)}
    if reveal and "__call__" in specials:
        described["parameters"] = _parameters(item)
    return described


def cut_text(text: Any) -> str | None:
    """A text as long as may cross; None for what is none."""
    return text[:MAX_SOURCE] if isinstance(text, str) else None


def _parameters(function: Any) -> list[list[Any]] | None:
    """Name, category and default of each parameter; None where the function does not say."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except Exception:  # an object's signature may be a student's code
        return None
    plain = (bool, int, float, str, type(None))
    return [
        [p.name, int(p.kind), p.default is not p.empty, p.default if type(p.default) in plain else None]
        for p in parameters
    ]


def _flavour(function: Any) -> str | None:
    """What calling a function makes, where it does not run it."""
    if inspect.isgeneratorfunction(function):
        return "generator"
    if inspect.iscoroutinefunction(function):
        return "coroutine"
    return "async generator" if inspect.isasyncgenfunction(function) else None


def _source(function: Any) -> str | None:
    """The function's own lines (tests may look at them)."""
    if not isinstance(function, types.FunctionType):
        return None
    lines = linecache.getlines(function.__code__.co_filename, function.__globals__)
    try:
        return "".join(inspect.getblock(lines[function.__code__.co_firstlineno - 1 :]))[:MAX_SOURCE]
    except (SyntaxError, IndexError):
        return None
