"""What stands in one box for a function, a class or an object of the other one."""

from __future__ import annotations

import importlib
import types
from collections.abc import Callable, Iterator
from typing import Any

from autograder.boxes.crossing.function_standins import Line, function_stand_in, signature_of
from autograder.boxes.crossing.protocols import FORWARDED, OPERATORS, PROTOCOLS
from autograder.boxes.crossing.remote_errors import StudentError, as_builtin, error_class
from autograder.boxes.crossing.wire import Reference
from autograder.boxes.limits import MAX_NAME


class StandIn:
    """An object of the other box: its attributes and methods are asked for there."""

    def __init__(self, peer: Line, number: int, description: dict[str, Any]) -> None:
        object.__setattr__(self, "_course_link", (peer, number, description))

    def __getattr__(self, name: str) -> Any:
        peer, number, _ = object.__getattribute__(self, "_course_link")
        if name == "__name__":
            return str(peer.request("getattr", number, [name]))[:MAX_NAME]
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return peer.request("getattr", number, [name])

    def __setattr__(self, name: str, value: Any) -> None:
        peer, number, _ = object.__getattribute__(self, "_course_link")
        peer.request("setattr", number, [name, value])

    def __repr__(self) -> str:
        peer, number, _ = object.__getattribute__(self, "_course_link")
        return str(peer.request("repr", number, []))

    def __dir__(self) -> list[str]:
        peer, number, _ = object.__getattribute__(self, "_course_link")
        return [str(name)[:MAX_NAME] for name in peer.request("dir", number, [])]

    __hash__ = object.__hash__


class StandInClass(StandIn):
    """A class of the other box: calling it makes an object there."""

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:  # noqa: D102
        peer, number, _ = object.__getattribute__(self, "_course_link")
        return peer.request("call", number, list(arguments), keywords)

    def __instancecheck__(self, instance: Any) -> bool:
        peer, number, _ = object.__getattribute__(self, "_course_link")
        if not isinstance(instance, StandIn):
            return False
        return peer.request("isinstance", number, [instance]) is True


def _forwarding(name: str) -> Any:
    def method(self: StandIn, *arguments: Any, **keywords: Any) -> Any:
        peer, number, described = object.__getattribute__(self, "_course_link")
        if peer.guarded and name in OPERATORS and described.get("type") not in peer.trusted_classes:
            if name == "__hash__":
                return object.__hash__(self)
            if arguments and name != "__contains__":
                return NotImplemented
            raise TypeError(f"{name} of {described.get('type')} may not decide this test")
        if name == "__array__":
            arguments, keywords = (), {}
        if name == "__exit__":
            return _left(peer, number, *arguments)
        result = peer.request("special", number, [name, *arguments], keywords)
        if name == "__iter__" and not isinstance(result, StandIn):
            return iter(result)
        return result

    method.__name__ = name
    return method


def _left(peer: Line, number: int, error: Any, problem: BaseException | None, _: Any) -> bool:
    """Tell a context manager of the other box that its block is left; returns whether it ends `problem`."""
    if problem is not None and not isinstance(problem, Exception):
        return False  # out of time, or the other box is dead: nobody is asked
    known = None if problem is None else as_builtin(problem)
    is_ended = peer.request("special", number, ["__exit__", known and type(known), known, None])
    return problem is not None and peer.may_suppress(problem) and bool(is_ended)


_STAND_INS: dict[tuple[str, frozenset[str]], type[StandIn]] = {}


def _stand_in_class(type_name: str, names: frozenset[str]) -> type[StandIn]:
    """The class of stand-ins that answer to these special methods; messages show the other side's name."""
    key = type_name, names
    if key not in _STAND_INS:
        methods = {name: _forwarding(name) for name in sorted(names)}
        # A class that defines `__eq__` would lose its hash.
        _STAND_INS[key] = type(type_name, (StandIn,), {"__hash__": StandIn.__hash__, **methods})
    return _STAND_INS[key]


def stand_in(peer: Line, reference: Reference) -> Any:
    """Make the stand-in that a reference asks for."""
    described = dict(reference.description)
    category = described.get("category")
    if category == "function":
        return function_stand_in(peer, reference.number, described)
    if category == "module" and isinstance(described.get("name"), str) and peer.importable(described["name"]):
        return importlib.import_module(described["name"])
    if category == "class" and described.get("bases"):
        return _linked_error_class(peer, reference.number, described)
    if category == "class":
        made: Any = StandInClass(peer, reference.number, described)
        for name in ("name", "doc"):
            object.__setattr__(made, f"__{name}__", described.get(name))
        return made
    specials, type_name = described.get("special"), described.get("type")
    names = {name for name in specials if isinstance(name, str)} if type(specials) is list else set()
    is_asked = not peer.guarded or (isinstance(type_name, str) and type_name in peer.asked_classes)
    allowed = names & (FORWARDED if is_asked else set(PROTOCOLS))
    shared = described.get("class")
    if not peer.guarded and shared is not None and (own := peer.shared_class(*shared)) is not None:
        typed: StandIn = object.__new__(_typed(own, frozenset(names & FORWARDED)))
        StandIn.__init__(typed, peer, reference.number, described)
        return typed
    if type_name in _LOOPS:
        stand = _stand_in_class("iterator", frozenset(allowed))(peer, reference.number, described)
        return _LOOPS[type_name](_one_by_one(stand))
    shown = type_name[:MAX_NAME] if isinstance(type_name, str) and type_name.isprintable() else "object"
    return _stand_in_class(shown, frozenset(allowed))(peer, reference.number, described)


def _one_by_one(stand: Any) -> Iterator[Any]:
    while True:
        try:
            item = stand.__next__()
        except StopIteration:
            return
        yield item


# What loops over something gives its items one by one, and so does this.
_LOOPS: dict[Any, Callable[[Any], Any]] = {
    "filter": lambda items: filter(lambda item: True, items),
    "map": lambda items: map(lambda item: item, items),
}


def _typed(own_class: type, names: frozenset[str]) -> type[StandIn]:
    """The class of stand-ins that are objects of a class of ours, but for what they hold."""

    def ask(self: Any, name: str) -> Any:
        if name.startswith("_"):
            return object.__getattribute__(self, name)
        return StandIn.__getattr__(self, name)

    def another(cls: type, *arguments: Any, **keywords: Any) -> Any:
        return own_class(*arguments, **keywords)  # what `type(item)(...)` is to make

    plain = _stand_in_class(own_class.__name__, names)
    own = {"__getattribute__": ask, "__class__": property(lambda self: own_class), "__new__": another}
    try:
        return type(own_class.__name__, (plain, own_class), own)
    except TypeError:  # of a layout of its own
        return plain


def _linked_error_class(peer: Line, number: int, described: dict[str, Any]) -> type[StudentError]:
    bases = described["bases"]
    made = error_class(str(described.get("name"))[:MAX_NAME], bases if type(bases) is list else [])
    type.__setattr__(made, "_course_link", (peer, number, described))
    return made


def called(item: Any, name: str) -> Any:
    """The same callable of the other box under the name by which a test asked for it.

    `check` finds an exercise by its function's name, so that name must not be the student's to choose.
    """
    if isinstance(item, types.FunctionType) and item.__name__ != name:
        same = types.FunctionType(item.__code__, item.__globals__, name, item.__defaults__, item.__closure__)
        same.__dict__.update(item.__dict__)
        same.__qualname__, same.__doc__, same.__module__ = name, item.__doc__, item.__module__
        return same
    if not isinstance(item, StandIn) or not callable(item) or item.__dict__.get("__name__") == name:
        return item
    link = object.__getattribute__(item, "_course_link")
    made: Any = type(item)(*link)
    object.__setattr__(made, "__doc__", item.__doc__)
    object.__setattr__(made, "__name__", name)
    signature = signature_of(link[2].get("parameters"))
    if signature is not None:
        object.__setattr__(made, "__signature__", signature)
    return made


def number_of(item: Any, peer: Line) -> int | None:
    """The number that the other box knows `item` by; None if it is no stand-in of it."""
    if isinstance(item, StandIn):
        link = object.__getattribute__(item, "_course_link")
    elif isinstance(item, types.FunctionType):
        link = item.__dict__.get("_course_link")
        if link is not None and link[3] is not item.__code__:
            return None  # a function around it, to which `functools.wraps` gave its attributes
    elif isinstance(item, type):
        link = item.__dict__.get("_course_link")
    else:
        return None
    number: int | None = link[1] if link is not None and link[0] is peer else None
    return number
