"""While a student's function runs, `course_lib`'s own answers refuse to be called.

An exercise that asks for `svm_loss` would otherwise be solved by importing that of `course_lib.losses.hinge`.
The code object of each answer is exchanged in place, so names bound earlier and aliases refuse as well.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from types import CodeType, FunctionType, ModuleType

# What a student's function may use: data, pictures and the checking of arguments are no answers.
OPEN = frozenset({"arguments", "datasets", "demos", "live_view", "pictures", "server_extension"})


class AnswerUsed(RuntimeError):
    """A student's function called the course's own answer."""


def _refusal(*_args, **_kwargs):
    refused = "refused"
    raise refused()  # type: ignore[operator]


def _refusal_of_generator(*_args, **_kwargs):
    refused = "refused"
    raise refused()  # type: ignore[operator]
    yield


@functools.cache
def answer_functions() -> tuple[FunctionType, ...]:
    """Every function and method that an answer module of `course_lib` defines.

    All answer modules are imported first: one that a student imports later would come fresh and unguarded.
    """
    found: dict[int, FunctionType] = {}
    for module in _answer_modules():
        for value in vars(module).values():
            members = (
                vars(value).values() if inspect.isclass(value) and value.__module__ == module.__name__ else ()
            )
            for member in (value, *members):
                function = inspect.unwrap(getattr(member, "__func__", getattr(member, "fget", member)))
                if isinstance(function, FunctionType) and function.__module__ == module.__name__:
                    found[id(function)] = function
    return tuple(found.values())


def _answer_modules() -> Iterator[ModuleType]:
    package = importlib.import_module("course_lib")
    for entry in pkgutil.iter_modules(package.__path__):
        if entry.name not in OPEN:
            yield from _all_of(f"course_lib.{entry.name}")


def _all_of(name: str) -> Iterator[ModuleType]:
    """A module, and what lies in it if it is a package."""
    module = importlib.import_module(name)
    yield module
    for entry in pkgutil.iter_modules(getattr(module, "__path__", ())):
        yield from _all_of(f"{name}.{entry.name}")


@functools.cache
def _refusing(function: FunctionType) -> CodeType:
    """Code that fits into `function` (a generator as it is, with the same closure cells) and refuses."""
    code = (_refusal_of_generator if inspect.isgeneratorfunction(function) else _refusal).__code__
    name = f"{function.__module__}.{function.__name__}"
    refused = functools.partial(
        AnswerUsed, f"{name} is the course's own answer; write the exercise without calling it"
    )
    return code.replace(
        co_consts=tuple(refused if constant == "refused" else constant for constant in code.co_consts),
        co_freevars=function.__code__.co_freevars,
        co_name=function.__name__,
    )


_depth = 0


@contextmanager
def answers_withheld() -> Iterator[None]:
    """Make every answer of `course_lib` raise `AnswerUsed` until the block ends. Blocks may be nested.

    Examples
    --------
    >>> from course_lib.losses.hinge import multiclass_hinge as renamed
    >>> with answers_withheld():
    ...     renamed([[0.0]], [0])
    Traceback (most recent call last):
    ...
    autograder.boxes.course_answers.AnswerUsed: course_lib.losses.hinge.multiclass_hinge is the course's own \
answer; write the exercise without calling it
    """
    global _depth
    functions = answer_functions()
    originals = [function.__code__ for function in functions]
    _depth += 1
    try:
        if _depth == 1:
            for function in functions:
                function.__code__ = _refusing(function)
        yield
    finally:
        _depth -= 1
        if _depth == 0:
            for function, code in zip(functions, originals, strict=True):
                function.__code__ = code
