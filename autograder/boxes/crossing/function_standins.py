"""What stands in one box for a function of the other: a real function, so that `inspect` finds one."""

from __future__ import annotations

import functools
import inspect
import linecache
from collections.abc import Callable
from typing import Any, Protocol

from autograder.boxes.crossing.descriptions import cut_text
from autograder.boxes.crossing.remote_errors import ENDED
from autograder.boxes.limits import MAX_NAME


class Line(Protocol):
    """The way to the other box, as far as a stand-in needs it."""

    @property
    def guarded(self) -> bool:
        """Whether this end distrusts the other one."""

    @property
    def is_waiting(self) -> bool:
        """Whether the other box has been asked something and has not answered yet."""

    @property
    def asked_classes(self) -> frozenset[str]:
        """Classes of the other side whose operators may be forwarded."""

    @property
    def trusted_classes(self) -> frozenset[str]:
        """Those of them whose operators are forwarded at present."""

    @property
    def importable(self) -> Callable[[str], bool]:
        """Whether a module of the other side is our own module of that name."""

    @property
    def shared_class(self) -> Callable[[str, str], type | None]:
        """Our own class of the instructor's with this module and name."""

    @property
    def may_suppress(self) -> Callable[[Exception], bool]:
        """Whether a context manager of the other side may end an exception of ours."""

    def request(
        self, verb: str, target: int, arguments: list[Any], keywords: dict[str, Any] | None = None
    ) -> Any:
        """Ask the other side and wait for the reply."""


def _plain_function(peer: Line, number: int) -> Any:
    def function(*arguments: Any, **keywords: Any) -> Any:
        return peer.request("call", number, list(arguments), keywords)

    return function


def _generator_function(peer: Line, number: int) -> Any:
    def function(*arguments: Any, **keywords: Any) -> Any:
        items = peer.request("call", number, list(arguments), keywords)
        step = items.__next__
        while True:
            try:
                item = step()
            except StopIteration as end:
                return end.value
            try:
                sent = yield item
            except GeneratorExit:
                if not peer.is_waiting:  # where the collector closes it, nobody is asked
                    items.close()
                raise
            step = items.__next__ if sent is None else functools.partial(_sent, items, sent)

    return function


def _sent(items: Any, value: Any) -> Any:
    """Send a value to a generator of the other box, whose end arrives as an error."""
    try:
        return items.send(value)
    except RuntimeError as problem:
        if str(problem) != ENDED:
            raise
        raise StopIteration from problem


def _coroutine_function(peer: Line, number: int) -> Any:
    async def function(*arguments: Any, **keywords: Any) -> Any:
        return peer.request("await", number, list(arguments), keywords)

    return function


def _async_generator_function(peer: Line, number: int) -> Any:
    async def function(*arguments: Any, **keywords: Any) -> Any:
        items = peer.request("call", number, list(arguments), keywords)
        link = object.__getattribute__(items, "_course_link")
        while True:
            for item in (more := peer.request("anext", link[1], [])):
                yield item
            if not more:
                return

    return function


_FLAVOURS: dict[Any, Callable[[Line, int], Any]] = {
    "generator": _generator_function,
    "coroutine": _coroutine_function,
    "async generator": _async_generator_function,
}


def function_stand_in(peer: Line, number: int, described: dict[str, Any]) -> Any:
    """A real function, so that `inspect` and `callable` see what they expect."""
    function: Any = _FLAVOURS.get(described.get("flavour"), _plain_function)(peer, number)
    name = str(described.get("name", "function"))[:MAX_NAME]
    function.__name__ = function.__qualname__ = name
    function.__doc__ = cut_text(described.get("doc"))
    function.__module__ = "__main__"
    signature = signature_of(described.get("parameters"))
    if signature is not None:
        vars(function)["__signature__"] = signature
    source = cut_text(described.get("source"))
    filename = f"<student {number} {name}>"  # also where there are no lines: these here are not the student's
    if source:
        linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    function.__code__ = function.__code__.replace(co_filename=filename, co_firstlineno=1, co_name=name)
    vars(function)["_course_link"] = (peer, number, described, function.__code__)
    return function


def signature_of(parameters: Any) -> inspect.Signature | None:
    """The signature that a description tells of; None if it tells of none."""
    try:
        return inspect.Signature(
            [
                inspect.Parameter(
                    name, inspect._ParameterKind(place), default=default if has else inspect.Parameter.empty
                )
                for name, place, has, default in parameters
            ]
        )
    except (TypeError, ValueError):
        return None
