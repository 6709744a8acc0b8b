"""What the student's code may do with an object that a test passed to it."""

from __future__ import annotations

import contextlib
import resource
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.boxes.crossing.peer import Peer
from autograder.boxes.crossing.standins import FORWARDED

# Packages whose objects lead no further than to themselves. A generator leads to its frame, and from there to
# everything; a path to files; a data frame evaluates text.
_HARMLESS = frozenset(
    {"__main__", "numpy", "matplotlib", "collections", "datetime", "decimal", "fractions", "_io"}
)
# Of these, the packages whose objects can write files (ndarray.tofile, Figure.savefig).
_WRITERS = frozenset({"numpy", "matplotlib"})


def serve_student(peer: Peer, verb: str, number: Any, arguments: list[Any], keywords: dict[str, Any]) -> Any:
    """Answer a request of the student's box.

    Calls, public attributes and the protocols of containers and operators: never a function's insides, a
    module or anything with an underscore, from which the tests themselves could be reached.
    """
    target = peer.object(number)
    if verb == "call" and callable(target):
        with _files_closed() if _is_library_method(target) else contextlib.nullcontext():
            return target(*arguments, **keywords)
    if verb == "special" and arguments and arguments[0] in FORWARDED:
        return getattr(target, arguments[0])(*arguments[1:], **keywords)
    if not _has_open_attributes(type(target)):
        raise AttributeError(f"a {type(target).__name__} that a test passes keeps its attributes to itself")
    if verb in ("getattr", "setattr") and isinstance(arguments[0], str) and not arguments[0].startswith("_"):
        return (getattr if verb == "getattr" else setattr)(target, *arguments)
    if verb == "isinstance" and isinstance(target, type):
        return isinstance(arguments[0], target)
    if verb == "repr":
        return f"<{type(target).__name__}>"
    raise AttributeError(f"a test's object does not offer {verb!r}")


def _is_library_method(target: Any) -> bool:
    """Whether a callable belongs to an object that can write itself to a file of any name."""
    owner = type(getattr(target, "__self__", None))
    return owner.__module__.partition(".")[0] in _WRITERS


@contextlib.contextmanager
def _files_closed() -> Iterator[None]:
    """Let no file grow: the tests may read, or even import, what lies in their folder."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def _has_open_attributes(own_class: type) -> bool:
    """Whether student code may reach attributes of the test's objects of this class."""
    if issubclass(
        own_class, type | types.FunctionType | types.MethodType | types.BuiltinFunctionType | types.ModuleType
    ):
        return False
    package = own_class.__module__.partition(".")[0]
    return package in _HARMLESS or _lies_beside(sys.modules.get(package))


def _lies_beside(module: types.ModuleType | None) -> bool:
    """Whether a module is one of the instructor's own files."""
    path = getattr(module, "__file__", None)
    return path is not None and Path(path).resolve().is_relative_to(Path.cwd().resolve())
