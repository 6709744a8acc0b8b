"""Exceptions of the other box, as exceptions of this one."""

from __future__ import annotations

import builtins
from typing import Any

MAX_TEXT = 2_000
_BUILTIN_ERRORS = {
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, Exception)
}


class StudentError(Exception):
    """An exception that was raised on the other side.

    Attributes
    ----------
    student_type : str
        Name of the exception's class over there.
    """

    student_type = "Exception"


def describe_exception(problem: BaseException, *, reveal: bool) -> dict:
    """What the other side is told of an exception: its class's name, built-in bases and text."""
    kind = type(problem)
    return {
        "type": kind.__name__[:100],
        "bases": [base.__name__ for base in kind.__mro__ if base.__name__ in _BUILTIN_ERRORS],
        "text": _text_of(problem),
        "class": kind if kind.__module__ == "__main__" and reveal else None,
    }


def _text_of(problem: BaseException) -> str:
    try:
        return str(problem)[:MAX_TEXT]
    except Exception:  # the text of a student's exception is a student's code
        return ""


def rebuilt_exception(payload: Any) -> Exception:
    """An exception of ours that stands for one of the other side."""
    if type(payload) is not dict:
        payload = {}
    name, text = str(payload.get("type", "Exception"))[:100], str(payload.get("text", ""))[:MAX_TEXT]
    known = payload.get("class")
    if isinstance(known, type) and issubclass(known, StudentError):
        return known(text)
    bases = payload.get("bases")
    return error_class(name, bases if type(bases) is list else [])(text)


def error_class(name: str, bases: list) -> type[StudentError]:
    """A class of exception with the other side's name, caught wherever its built-in base would be."""
    first = next(
        (_BUILTIN_ERRORS[base] for base in bases if isinstance(base, str) and base in _BUILTIN_ERRORS),
        Exception,
    )
    parents = (StudentError,) if first is Exception else (StudentError, first)
    try:
        return type(name, parents, {"student_type": name, "__init__": _plain_init, "__str__": _plain_text})
    except TypeError:  # a built-in error whose layout does not mix
        return type(name, (StudentError,), {"student_type": name})


def _plain_init(self: Exception, text: str = "") -> None:
    self.args = (text,)


def _plain_text(self: Exception) -> str:
    return str(self.args[0]) if self.args else ""
