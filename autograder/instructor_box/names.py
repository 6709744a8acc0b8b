"""The names of the instructor's box: its own, and the student's where a test means the student's."""

from __future__ import annotations

import builtins
import types
from collections.abc import Callable, Iterable
from typing import Any

from autograder.boxes.crossing.standins import called

_MISSING = object()


class Names(dict[str, Any]):
    """Globals of the test cells.

    A name that the instructor's solution binds (`asked`) is the student's as soon as a cell of the student
    binds it. So is a name that nothing of the instructor's and no builtin has. Whatever else a student calls
    `np`, `abs` or `check` stays in the student's box.

    What a test binds is the test's own from then on: the student's functions get a copy under the same name,
    and nothing is read back from there, until the next solution cell that is asked for this name.

    Parameters
    ----------
    asked : frozenset of str
    fetch : callable
        Name -> the student's value, or its stand-in.
    store, remove : callable
        Bind or delete a name in the student's box.
    """

    def __init__(
        self,
        asked: frozenset[str],
        fetch: Callable[[str], Any],
        store: Callable[[str, Any], None],
        remove: Callable[[str], None],
    ) -> None:
        super().__init__(__name__="__main__", __builtins__=builtins)
        self.asked = asked
        self.students: set[str] = set()
        self._fetch, self._store, self._remove = fetch, store, remove
        self._borrowed: dict[str, Any] = {}
        self._deleted: set[str] = set()  # deleted by a test, which may put them back
        self._tests_own: set[str] = set()
        self._replaced: dict[str, Any] = {}  # the student's functions that a test replaced or deleted

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
        self.forget_values()
        self._tests_own -= solves
        for name in names:
            if name in self._tests_own:
                continue
            if name in self.asked:
                self.students.add(name)
                super().pop(name, None)
            elif name in replaceable and _is_datum(self.get(name, _MISSING)):
                self.students.add(name)
                super().pop(name, None)
            elif name not in self and not hasattr(builtins, name):
                self.students.add(name)

    def forget_values(self) -> None:
        """Ask again for the student's values, and for the functions among them."""
        self._borrowed.clear()
        self._replaced.clear()

    def __missing__(self, name: str) -> Any:
        if name not in self.students:
            raise KeyError(name)
        if name not in self._borrowed:
            value = self._fetch(name)
            self._borrowed[name] = called(value, name) if name in self.asked else value
        return self._borrowed[name]

    def __setitem__(self, name: str, value: Any) -> None:
        if name in self.asked and self._is_over_there(name):
            self._store(name, value)
            if value is self._replaced.pop(name, _MISSING):  # a helper that the test put back
                self._tests_own.discard(name)
                self._deleted.discard(name)
                super().pop(name, None)
                self.students.add(name)
                return
            self._tests_own.add(name)
        self._take_from_student(name)
        self._deleted.discard(name)
        super().__setitem__(name, value)

    def __delitem__(self, name: str) -> None:
        if name in self._deleted or not self._is_over_there(name):
            super().__delitem__(name)
            return
        self._remove(name)
        self._take_from_student(name)
        self._deleted.add(name)
        super().pop(name, None)

    def _is_over_there(self, name: str) -> bool:
        """Whether the student's functions may look this name up."""
        return name in self.students or name in self._tests_own or name in self._deleted

    def _take_from_student(self, name: str) -> None:
        function = self._borrowed.pop(name, None)
        if callable(function):
            self._replaced[name] = function
        self.students.discard(name)


def _is_datum(value: Any) -> bool:
    return value is not _MISSING and not isinstance(value, types.ModuleType | type) and not callable(value)
