"""While a student's function runs, `course_lib`'s own answers refuse to be called.

An exercise that asks for `svm_loss` would otherwise be solved by importing that of `course_lib.losses.hinge`.
The code object of each answer is exchanged in place, so names bound earlier and aliases refuse as well.

Code that is put into a function runs with the globals of *its* module, and the answer modules know neither
`AnswerUsed` nor which answer this is. So the refusing code looks nothing up: it raises a constant of its own,
a text as it is compiled here, which `_refusing` exchanges for the ready exception of each answer.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
import inspect
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from types import CodeType, FunctionType, ModuleType
from typing import Any, NamedTuple

# Where the answers lie. Data, pictures and the checking of arguments are none.
ANSWER_ROOMS = ("losses", "derivatives", "networks", "training")


class AnswerUsed(RuntimeError):
    """A student's function called the course's own answer."""


class Refusal(NamedTuple):
    """An answer with its own code and the code that refuses."""

    function: FunctionType
    answering: CodeType
    refusing: CodeType


def _refusal(*_args: Any, **_kwargs: Any) -> Any:
    refused: Any = "refused"
    raise refused()


def _refusal_of_generator(*_args: Any, **_kwargs: Any) -> Any:
    refused: Any = "refused"
    raise refused()
    yield


@functools.cache
def answer_functions() -> tuple[FunctionType, ...]:
    """Every function and method that an answer module of `course_lib` defines.

    All answer modules are imported first: one that a student imports later would come fresh and unguarded.
    """
    functions: dict[int, FunctionType] = {}
    for module in _answer_modules():
        for value in vars(module).values():
            members = (
                vars(value).values() if inspect.isclass(value) and value.__module__ == module.__name__ else ()
            )
            for member in (value, *members):
                function = inspect.unwrap(getattr(member, "__func__", getattr(member, "fget", member)))
                if isinstance(function, FunctionType) and function.__module__ == module.__name__:
                    functions[id(function)] = function
    return tuple(functions.values())


@functools.cache
def answer_folders() -> tuple[str, ...]:
    """Where the sources of the answers lie; nothing is imported for it."""
    spec = importlib.util.find_spec("course_lib")
    places = spec.submodule_search_locations if spec else None
    return tuple(f"{place}/{room}" for place in places or () for room in ANSWER_ROOMS)


def _answer_modules() -> Iterator[ModuleType]:
    for room in ANSWER_ROOMS:
        yield from _all_of(f"course_lib.{room}")


def _all_of(name: str) -> Iterator[ModuleType]:
    """A module, and what lies in it if it is a package."""
    module = importlib.import_module(name)
    yield module
    for entry in pkgutil.iter_modules(getattr(module, "__path__", ())):
        yield from _all_of(f"{name}.{entry.name}")


@functools.cache
def refusals() -> tuple[Refusal, ...]:
    """Every answer with both of its codes, worked out once: the blocks below only exchange them."""
    return tuple(Refusal(each, each.__code__, _refusing(each)) for each in answer_functions())


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
    _depth += 1
    try:
        if _depth == 1:
            for function, _, refusing in refusals():
                function.__code__ = refusing
        yield
    finally:
        _depth -= 1
        if _depth == 0:
            for function, answering, _ in refusals():
                function.__code__ = answering
