"""What the student's code may do with an object that a test passed to it."""

from __future__ import annotations

import contextlib
import inspect
import resource
from collections.abc import Iterator
from typing import Any

from autograder.boxes.crossing.peer import Peer
from autograder.boxes.crossing.protocols import FORWARDED
from autograder.instructor_box.offered import is_memory, offers

# Packages whose methods can write files (Figure.savefig), if a test passes such a method itself.
_WRITERS = frozenset({"numpy", "matplotlib"})


def serve_student(peer: Peer, verb: str, number: Any, arguments: list[Any], keywords: dict[str, Any]) -> Any:
    """Answer a request of the student's box.

    Calls, offered attributes and the protocols of containers and operators: never a function's insides, a
    module, bare memory or anything with an underscore, from which the tests themselves could be reached.
    """
    target = peer.object(number)
    if is_memory(target):
        raise AttributeError(
            f"a {type(target).__name__} that a test passes is memory, which stays where it is"
        )
    if verb == "call" and callable(target):
        with _files_closed() if _is_library_method(target) else contextlib.nullcontext():
            return target(*arguments, **keywords)
    if verb == "special" and arguments and arguments[0] in FORWARDED:
        return getattr(target, arguments[0])(*arguments[1:], **keywords)
    if verb in ("getattr", "setattr") and arguments and isinstance(arguments[0], str):
        if not offers(target, arguments[0]) or (
            verb == "setattr" and _would_shadow(type(target), arguments[0])
        ):
            raise AttributeError(
                f"a {type(target).__name__} that a test passes keeps {arguments[0]} to itself"
            )
        return (getattr if verb == "getattr" else setattr)(target, *arguments)
    if verb == "isinstance" and isinstance(target, type):
        return isinstance(arguments[0], target)
    if verb == "repr":
        return f"<{type(target).__name__}>"
    raise AttributeError(f"a test's object does not offer {verb!r}")


def _would_shadow(own_class: type, name: str) -> bool:
    """Whether an attribute that is set would stand before what the class does: the tests may call that."""
    found = inspect.getattr_static(own_class, name, None)
    return callable(found) or (hasattr(type(found), "__get__") and not hasattr(type(found), "__set__"))


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
