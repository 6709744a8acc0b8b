"""A function that a case has as an argument, as text that stands on its own."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

from autograder.reading.course import SetupError


def text_of(function: Callable[..., Any]) -> tuple[str, str]:
    """The name of a function and a source that defines it.

    Raises
    ------
    SetupError
        If it is no plain function of a module, or rests on something else than modules, numbers, texts and
        such functions.

    Examples
    --------
    >>> from autograder.exercises.gradient_descent.differences import waves
    >>> name, source = text_of(waves)
    >>> namespace = {}
    >>> exec(source, namespace)
    >>> namespace[name]([0.0]) == waves([0.0])
    True
    """
    lines = "\n".join(["from __future__ import annotations", *_definitions(_plain(function), set())])
    return _plain(function).__name__, lines + "\n"


def _plain(function: Any) -> FunctionType:
    name = getattr(function, "__qualname__", type(function).__name__)
    if not isinstance(function, FunctionType) or function.__closure__:
        raise _refused(name, "be a plain function without a closure")
    if not name.isidentifier():  # "<lambda>", "outer.<locals>.inner", "Class.method"
        raise _refused(name, "be defined by `def` at the top of a module")
    return function


def _definitions(function: FunctionType, done: set[str]) -> Iterator[str]:
    """What the function needs, then the function itself."""
    done.add(function.__name__)
    for name in sorted(_names(function.__code__)):
        if name in function.__globals__ and name not in done:
            done.add(name)
            yield from _binding(name, function.__globals__[name], function, done)
    yield textwrap.dedent(inspect.getsource(function)).rstrip()


def _names(code: CodeType) -> set[str]:
    """Names that a function's code looks up, also inside its inner functions."""
    inner = (constant for constant in code.co_consts if isinstance(constant, CodeType))
    return set(code.co_names).union(*map(_names, inner))


def _binding(name: str, value: Any, function: FunctionType, done: set[str]) -> Iterator[str]:
    if isinstance(value, ModuleType):
        yield f"import {value.__name__} as {name}"
    elif isinstance(value, int | float | str):
        yield f"{name} = {value!r}"
    elif isinstance(value, FunctionType) and _is_ours(value, function) and value.__name__ == name:
        yield from _definitions(_plain(value), done)
    elif isinstance(value, FunctionType) and not _is_ours(value, function):
        yield f"from {value.__module__} import {value.__name__} as {name}"
    else:
        raise _refused(function.__qualname__, f"not rest on `{name}`, a {type(value).__name__}")


def _is_ours(value: FunctionType, function: FunctionType) -> bool:
    """Whether a function's text must come along: its module is not part of the student's edition."""
    return value.__module__ == function.__module__ or value.__module__.startswith("autograder.")


def _refused(name: str, must: str) -> SetupError:
    return SetupError(
        f"student-kit: a function among the arguments of a case must {must}, because its text goes into the "
        f"student's edition; got {name}. Write it as a `def` at the top of the exercise's module."
    )
