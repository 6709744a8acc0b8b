"""What a call did in place to its arguments and in what they hold, carried back to the caller's objects."""

from __future__ import annotations

import contextlib
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.boxes.crossing import library

_MUTABLE = (np.ndarray, list, dict, set, deque, Counter, OrderedDict, defaultdict, np.random.Generator)


def is_mutable(item: Any) -> bool:
    """Whether an argument can be changed in place."""
    if type(item) in _MUTABLE or isinstance(item, np.random.BitGenerator):
        return True
    found = library.kind_of(item)
    return found is not None and found[2].update is not None


def apply_changes(sent: dict[int | str, Any], changes: list[Any]) -> None:
    """Do to the arguments of a call what was done to their copies."""
    for change in changes:
        if type(change) is list and len(change) == 2 and type(change[0]) in (int, str) and change[0] in sent:
            apply_change(sent[change[0]], change[1])


def apply_change(target: Any, changed: Any) -> None:
    """Do to our object what was done to its copy."""
    if type(target) is not type(changed):
        return
    found = library.kind_of(target)
    if found is not None and found[2].update is not None:
        found[2].update(target, changed)
    elif isinstance(target, np.ndarray):
        if target.shape == changed.shape and target.dtype == changed.dtype and target.flags.writeable:
            np.copyto(target, changed)
    elif isinstance(target, list):
        target[:] = changed
    elif isinstance(target, deque):
        target.clear()
        target.extend(changed)
    elif isinstance(target, dict | set):
        target.clear()
        target.update(changed)
    elif isinstance(target, np.random.BitGenerator):
        with contextlib.suppress(ValueError, TypeError):  # of another kind
            target.state = changed.state
    elif isinstance(target, np.random.Generator):
        apply_change(target.bit_generator, changed.bit_generator)


def by_place(arguments: list[Any], keywords: dict[str, Any]) -> dict[int | str, Any]:
    """The arguments of a call by their index or name."""
    places: dict[int | str, Any] = dict(enumerate(arguments))
    places.update(keywords)
    return places


class LentParts:
    """Lists, dicts and arrays that were read of lent objects during one call: here, they are copies.

    What is written into one is set over there before anything else is asked, and when the call ends.

    Parameters
    ----------
    set_there : callable
        (number of the object, name of the attribute, value).
    encode : callable
        Value -> bytes, by which two values are compared.
    """

    def __init__(self, set_there: Callable[[int, str, Any], object], encode: Callable[[Any], bytes]) -> None:
        self._set_there, self._encode = set_there, encode
        self._parts: dict[tuple[int, str], tuple[Any, bytes]] = {}

    def asked(self, verb: str, number: int, name: str, value: Any) -> Any:
        """What an attribute is: the copy that is here already, unless it was set or is another value now."""
        if verb == "setattr" or not is_mutable(value):
            self._parts.pop((number, name), None)
            return value
        encoded = self._encode(value)
        known = self._parts.get((number, name))
        if known is None or known[1] != encoded:
            known = self._parts[number, name] = value, encoded
        return known[0]

    def write_back(self, *, is_last: bool = False) -> None:
        """Set what was written into; what its object does not let be set is lost. The last ends a call."""
        for place, (value, before) in list(self._parts.items()):
            now = self._encode(value)
            if now != before:
                self._parts[place] = value, now
                with contextlib.suppress(Exception):
                    self._set_there(*place, value)
                self._parts[place] = value, now
        if is_last:
            self._parts.clear()
