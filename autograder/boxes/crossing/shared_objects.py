"""Objects of the instructor's classes, which both boxes have: only what they hold crosses.

A student's function that returns a `Point` of a locked cell gives the test a `Point` of the test's own class,
with the attributes that the student's box says. What its methods do is the instructor's code, on both sides.
Objects may hold each other, in circles too, so they cross as a list in which they know each other by number.
"""

from __future__ import annotations

import enum
import types
from collections.abc import Callable
from typing import Any

from autograder.boxes.crossing.subclasses import without_methods

_BASES: tuple[type, ...] = (list, dict, set)
# (module, name) of a class
Key = tuple[str, str]


def key_of(item: Any) -> Key:
    """Under which names a class, or the class of an object, is known to both boxes."""
    own_class = item if isinstance(item, type) else type(item)
    return own_class.__module__, own_class.__qualname__


def content_of(item: Any) -> list[Any]:
    """What an object holds: the items of its base, its attributes, its slots."""
    base = base_of(type(item))
    items: Any = None
    if base is dict:
        items = [list(pair) for pair in dict.items(item)]
    elif base is not object:
        items = list(base.__iter__(item))
    slots = {name: getattr(item, name) for name in _slots(type(item)) if hasattr(item, name)}
    return [items, dict(getattr(item, "__dict__", {})), slots]


def base_of(own_class: type) -> Any:
    """Return list, dict, set or object: what an object of the class is made from; None if another class.

    Examples
    --------
    >>> base_of(type("Stack", (list,), {})), base_of(type("Metre", (float,), {}))
    (<class 'list'>, None)
    """
    if issubclass(own_class, BaseException | type):
        return None
    for base in _BASES:
        if base in own_class.__mro__:
            return base
    return object if own_class.__new__ is object.__new__ and own_class.__flags__ & _HEAP else None


_HEAP = 1 << 9  # Py_TPFLAGS_HEAPTYPE: a class that was made by a `class` statement


def _slots(own_class: type) -> list[str]:
    return [
        name
        for each in own_class.__mro__
        for name, member in vars(each).items()
        if isinstance(member, types.MemberDescriptorType) and each.__module__ == own_class.__module__
    ]


def empty(own_class: type) -> Any:
    """Make an object of one of our classes that holds nothing yet."""
    base = base_of(own_class)
    if base is None:
        raise TypeError(f"an object of {own_class.__name__} is not made from outside")
    return base.__new__(own_class)


def fill(made: Any, content: Any) -> None:
    """Let an empty object hold what the other box says."""
    items, attributes, slots = content
    base = base_of(type(made))
    if base is list:
        list.extend(made, items)
    elif base is set:
        set.update(made, items)
    elif base is dict:
        dict.update(made, {key: value for key, value in items})
    if attributes:
        vars(made).update(without_methods(type(made), attributes))
    for name, value in slots.items():
        if name in _slots(type(made)):
            getattr(type(made), name).__set__(made, value)


def member_key(item: Any) -> str | int | None:
    """How a member of an enumeration is known: by its name, several flags by their number; None for others.

    Examples
    --------
    >>> Way = enum.Flag("Way", "IN OUT")
    >>> member_key(Way.IN), member_key(Way.IN | Way.OUT), member_key(3)
    ('IN', 3, None)
    """
    if not isinstance(item, enum.Enum):
        return None
    if type(item).__members__.get(item.name or "") is item:
        return str(item.name)
    return item.value if isinstance(item, enum.Flag) and type(item.value) is int else None


def member(own_class: type, key: Any) -> Any:
    """The member of an enumeration of ours."""
    if not issubclass(own_class, enum.Enum):
        raise TypeError("a member is one of an enumeration")
    if issubclass(own_class, enum.Flag) and type(key) is int:
        return own_class(key)
    if type(key) is not str:
        raise TypeError("a member is known by its name")
    return own_class[key]


class Numbered:
    """Objects that are on their way in one value, by number.

    Parameters
    ----------
    pack : callable
        Anything -> bytes.
    as_number, as_list : callable
        What stands for an object that the list has; and for the whole list.
    """

    def __init__(
        self,
        pack: Callable[[Any], bytes],
        as_number: Callable[[int], Any],
        as_list: Callable[[list[Key], list[bytes]], Any],
    ) -> None:
        self._pack, self._as_number, self._as_list = pack, as_number, as_list
        self._items: list[Any] = []
        self._numbers: dict[int, int] = {}

    @property
    def is_open(self) -> bool:
        """Whether a list is being made."""
        return bool(self._items)

    def taken_apart(self, item: Any) -> Any:
        """What stands for an object in the message."""
        is_first = not self._items
        if id(item) not in self._numbers:
            self._numbers[id(item)] = len(self._items)
            self._items.append(item)
        if not is_first:
            return self._as_number(self._numbers[id(item)])
        contents: list[bytes] = []
        try:
            while len(contents) < len(self._items):  # it grows meanwhile
                contents.append(self._pack(content_of(self._items[len(contents)])))
            keys = [key_of(each) for each in self._items]
        finally:
            self._items, self._numbers = [], {}
        return self._as_list(keys, contents)
