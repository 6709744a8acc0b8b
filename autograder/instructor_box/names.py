"""The names of the instructor's box: its own, and the student's where a test means the student's."""

from __future__ import annotations

import builtins
import functools
import types
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from autograder.boxes.crossing.in_place import apply_change, is_mutable
from autograder.boxes.crossing.standins import called

_MISSING = object()
# Bytes of a student's value up to which it is asked for again after a call that may have changed it.
_ASKED_AGAIN = 64 * 1024


class Side(Protocol):
    """The student's box, as far as names are concerned."""

    @property
    def calls(self) -> int:
        """How many requests may have changed something there."""

    def fetch(self, name: str) -> Any:
        """The student's value of a name, or its stand-in."""

    def encoded(self, value: Any) -> bytes:
        """What crosses of a value."""

    def store(self, name: str, value: Any) -> None:
        """Bind a name there."""

    def remove(self, name: str) -> None:
        """Delete a name there."""

    def restore(self, name: str) -> None:
        """Have a name mean there what it meant before it was first bound from here."""


@dataclass
class _Borrowed:
    """A value of the student's, as it crossed last; `content` is None for what is not compared."""

    value: Any
    calls: int
    content: bytes | None


class Names(dict[str, Any]):
    """Globals of the test cells.

    A name that the instructor's solution binds, or whose value it changes (`asked`), is the student's as
    soon as a cell of the student does so. So is a name that nothing of the instructor's and no builtin has.
    Whatever else a student calls `np`, `abs` or `check` stays in the student's box.

    What a test binds is the test's own from then on: the student's functions get a copy under the same name
    if it is asked for or the solution looks it up, and nothing is read back from there, until the next
    solution cell that is asked for this name.

    Parameters
    ----------
    asked, looked_up : frozenset of str
    side : Side
    """

    def __init__(self, asked: frozenset[str], side: Side, looked_up: frozenset[str] = frozenset()) -> None:
        super().__init__(__name__="__main__", __builtins__=builtins)
        self.asked, self.looked_up = asked, looked_up
        self.students: set[str] = set()
        self.is_testing = False
        self._side = side
        self._borrowed: dict[str, _Borrowed] = {}
        self._deleted: set[str] = set()  # deleted by a test, which may put them back
        self._tests_own: set[str] = set()
        self._replaced: dict[str, Any] = {}  # the student's functions that a test replaced or deleted
        self._lent: dict[str, Any] = {}  # names of the instructor's that a test binds -> what they were

    def student_bound(
        self,
        names: Iterable[str],
        deleted: Iterable[str],
        replaceable: frozenset[str] = frozenset(),
        solves: frozenset[str] = frozenset(),
    ) -> None:
        """Take note of what a student's cell bound and deleted.

        `replaceable` names were bound by the instructor's version of a cell that the student changed: plain
        data among them is the student's from now on. The cell is the answer to the question for `solves`: of
        these names a test may have bound, an answer may follow.
        """
        self.students.difference_update(deleted)
        for name in self.asked.intersection(deleted):
            super().pop(name, None)
        self.forget_values()
        self._tests_own -= solves
        for name in names:
            if name in self._tests_own:
                continue
            if name in self.asked:
                self.students.add(name)
                super().pop(name, None)
            elif name in replaceable and _is_datum(super().get(name, _MISSING)):
                self.students.add(name)
                super().pop(name, None)
            elif not super().__contains__(name) and not hasattr(builtins, name):
                self.students.add(name)

    def student_changed(self, names: Iterable[str]) -> None:
        """Take the values of these names, which a cell of the student's was asked to change, from there."""
        self.student_bound([name for name in names if _is_object(super(Names, self).get(name, _MISSING))], [])

    def forget_values(self) -> None:
        """Ask again for the student's values, and for the functions among them."""
        self._borrowed.clear()
        self._replaced.clear()

    # -- as a dict: `"speed" in globals()`, `dir()`

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or name in self.students

    def __iter__(self) -> Iterator[str]:
        yield from super().__iter__()
        yield from sorted(name for name in self.students if not super(Names, self).__contains__(name))

    def __len__(self) -> int:
        return len(list(iter(self)))

    def keys(self) -> Any:
        """All names, also those that are the student's."""
        return dict.fromkeys(self).keys()

    def items(self) -> Any:
        """All names with their values."""
        return {name: self[name] for name in self}.items()

    def values(self) -> Any:
        """The values of all names."""
        return {name: self[name] for name in self}.values()

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a name, wherever it is."""
        return self[name] if name in self else default

    # -- as what a test reads, binds and deletes

    def __missing__(self, name: str) -> Any:
        if name not in self.students and not (name in self.asked and self._is_made(name)):
            raise KeyError(name)
        known = self._borrowed.get(name)
        if known is None or (known.content is not None and known.calls != self._side.calls):
            self._borrowed[name] = self._asked_for(name, known)
        return self._borrowed[name].value

    def _is_made(self, name: str) -> bool:
        """Whether a name that no cell has bound was bound by a function of the student's."""
        if name in self._tests_own or name in self._deleted or not self.is_testing:
            return False
        try:
            self._side.fetch(name)
        except KeyError:
            return False
        self.students.add(name)
        return True

    def _asked_for(self, name: str, known: _Borrowed | None) -> _Borrowed:
        """The student's value as it is now; a value that did not change stays the object that it was here."""
        value = self._side.fetch(name)
        value = called(value, name) if name in self.asked else value
        content = None if callable(value) else self._side.encoded(value)
        calls = self._side.calls
        if known is not None and known.content == content:
            return _Borrowed(known.value, calls, content)
        if known is not None and is_mutable(value) and type(known.value) is type(value):
            apply_change(known.value, value)
            value = known.value
        return _Borrowed(value, calls, content if content and len(content) <= _ASKED_AGAIN else None)

    def __setitem__(self, name: str, value: Any) -> None:
        if name in self.asked and self._is_over_there(name):
            self._side.store(name, value)
            if value is self._replaced.pop(name, _MISSING):  # a helper that the test put back
                self._tests_own.discard(name)
                self._deleted.discard(name)
                super().pop(name, None)
                self.students.add(name)
                return
            self._tests_own.add(name)
        elif self.is_testing and name in self.looked_up:
            self._lend(name, value)
        self._take_from_student(name)
        self._deleted.discard(name)
        super().__setitem__(name, value)

    def _lend(self, name: str, value: Any) -> None:
        """Let the student's functions see what a test binds, as the solution's do."""
        if value is self._lent.get(name, _MISSING):
            self._side.restore(name)
            return
        self._lent.setdefault(name, super().get(name, _MISSING))
        self._side.store(name, value)

    def __delitem__(self, name: str) -> None:
        if name in self._deleted or not self._is_over_there(name):
            super().__delitem__(name)
            if name in self._lent:
                del self._lent[name]
                self._side.restore(name)
            return
        self._side.remove(name)
        self._take_from_student(name)
        self._deleted.add(name)
        super().pop(name, None)

    def _is_over_there(self, name: str) -> bool:
        """Whether the student's functions may look this name up."""
        return name in self.students or name in self._tests_own or name in self._deleted

    def _take_from_student(self, name: str) -> None:
        known = self._borrowed.pop(name, None)
        if known is not None and callable(known.value):
            self._replaced[name] = known.value
        self.students.discard(name)


def _is_datum(value: Any) -> bool:
    return value is not _MISSING and not isinstance(value, types.ModuleType | type) and not callable(value)


def _is_object(value: Any) -> bool:
    """Whether it is data, or an object that can be called as well: a connection, a model, but no function."""
    is_function = isinstance(value, functools.partial) or hasattr(value, "__name__")
    return _is_datum(value) or (value is not _MISSING and callable(value) and not is_function)


def main_module(names: Names) -> types.ModuleType:
    """A module whose names these are: what a test patches as `__main__.helper`."""

    class Main(types.ModuleType):
        __dict__ = property(lambda self: names)

        def __getattr__(self, name: str) -> Any:
            try:
                return names[name]
            except KeyError:
                raise AttributeError(f"module '__main__' has no attribute {name!r}") from None

        def __setattr__(self, name: str, value: Any) -> None:
            names[name] = value

        def __delattr__(self, name: str) -> None:
            if name not in names:
                raise AttributeError(name)
            del names[name]

    return Main("__main__")
