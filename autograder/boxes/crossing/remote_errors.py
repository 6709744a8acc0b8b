"""Exceptions of the other box, as exceptions of this one."""

from __future__ import annotations

import builtins
from typing import Any

from autograder.boxes.limits import MAX_NAME, MAX_TEXT

BUILTIN_ERRORS = {
    name: error
    for name, error in vars(builtins).items()
    if isinstance(error, type) and issubclass(error, Exception)
}

# A student's class could say something else.
_VALUE = vars(StopIteration)["value"]

# What the end of a generator's items says where it would end somebody else's loop.
ENDED = "your code raised StopIteration"


class StudentError(Exception):
    """An exception that was raised on the other side.

    Attributes
    ----------
    student_type : str
        Name of the exception's class over there.
    """

    student_type = "Exception"


def describe_exception(problem: BaseException, *, reveal: bool) -> dict[str, Any]:
    """An exception as the other side gets it: its class's name, built-in bases and text."""
    error = type(problem)
    return {
        "type": error.__name__[:MAX_NAME],
        "bases": [base.__name__ for base in error.__mro__ if base.__name__ in BUILTIN_ERRORS],
        "text": text_of(problem),
        "class": error if error.__module__ == "__main__" and reveal else None,
        "value": _returned(problem),
    }


def _returned(problem: BaseException) -> Any:
    """What a generator returns at its end; None of any other exception."""
    try:
        return _VALUE.__get__(problem)
    except TypeError:  # no StopIteration, whatever a replaced `isinstance` says
        return None


def text_of(problem: BaseException) -> str:
    """Return the text of an exception, cut; never raises an `Exception`."""
    try:
        return str(problem)[:MAX_TEXT]
    except Exception as trap:  # the text of a student's exception is a student's code
        return f"(its text raises {type(trap).__name__[:MAX_NAME]})"


def rebuilt_exception(payload: Any) -> Exception:
    """An exception of ours that stands for one of the other side."""
    if type(payload) is not dict:
        payload = {}
    name, text = str(payload.get("type", "Exception"))[:MAX_NAME], str(payload.get("text", ""))[:MAX_TEXT]
    linked = payload.get("class")
    if isinstance(linked, type) and issubclass(linked, StudentError):
        return linked(text)
    bases = payload.get("bases")
    made = error_class(name, bases if type(bases) is list else [])(text)
    if isinstance(made, StopIteration):
        made.value = payload.get("value")
    return made


def error_class(name: str, bases: list[Any]) -> type[StudentError]:
    """A class of exception with the other side's name, caught wherever its built-in base would be."""
    first = next(
        (BUILTIN_ERRORS[base] for base in bases if isinstance(base, str) and base in BUILTIN_ERRORS),
        Exception,
    )
    parents = (StudentError,) if first is Exception else (StudentError, first)
    try:
        return type(name, parents, {"student_type": name, "__init__": _plain_init, "__str__": _plain_text})
    except TypeError:  # a built-in error whose layout does not mix
        return type(name, (StudentError,), {"student_type": name})


def as_builtin(problem: Exception) -> Exception:
    """Return an exception as one of its nearest built-in class, which can cross.

    Examples
    --------
    >>> class Own(KeyError): pass
    >>> as_builtin(Own("x"))
    KeyError('x')
    """
    if type(problem) in BUILTIN_ERRORS.values():
        return problem
    nearest: type[Exception] = next(base for base in type(problem).__mro__ if base in BUILTIN_ERRORS.values())
    try:
        return nearest(*problem.args)
    except TypeError:  # takes other arguments than it has
        return Exception(text_of(problem))


def not_ending_loops(problem: Exception) -> Exception:
    """Return the exception, or what a generator makes of one that would end a loop (PEP 479).

    `for`, `zip` and `map` take a StopIteration of the function that they call for the end of their items.

    Examples
    --------
    >>> not_ending_loops(StopIteration())
    RuntimeError('your code raised StopIteration')
    """
    if not isinstance(problem, StopIteration | StopAsyncIteration):
        return problem
    raised = getattr(type(problem), "student_type", type(problem).__name__)
    return error_class("RuntimeError", ["RuntimeError"])(f"your code raised {raised}")


def _plain_init(self: Exception, text: str = "") -> None:
    self.args = (text,)
    if isinstance(self, StopIteration):
        self.value = None  # what was never set crashes a `yield from`


def _plain_text(self: Exception) -> str:
    return str(self.args[0]) if self.args else ""
