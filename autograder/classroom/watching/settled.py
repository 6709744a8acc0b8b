"""Which folders have come to rest: nothing in them differs between two looks."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path

# Path, size, time of change and identity of every file; a folder that cannot be looked into has none.
Look = tuple[tuple[str, int, int, int], ...]


def look_at(folder: Path) -> Look:
    """What tells whether a folder changes, without reading a file or following a link."""
    found = []
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = os.path.join(place, name)
            try:
                status = os.lstat(path)
            except OSError:  # it went away just now: the next look differs
                continue
            found.append((path, status.st_size, status.st_mtime_ns, status.st_ino))
    return tuple(sorted(found))


class Settling:
    """Says who is due: whose folder is as it was at the last look, and not as it was when it was graded.

    Parameters
    ----------
    folder : callable
        Student -> the folder that was handed in.
    patience : float
        Seconds after which somebody whose grading failed is due again.
    """

    def __init__(self, folder: Callable[[str], Path], patience: float = 60.0) -> None:
        self._folder, self._patience = folder, patience
        self._seen: dict[str, Look] = {}
        self._done: dict[str, Look] = {}
        self._failed: dict[str, float] = {}

    def due(self, students: Iterable[str]) -> list[str]:
        """Look at everybody; who is due. Nobody is at the first look."""
        now = time.monotonic()
        looks = {student: look_at(self._folder(student)) for student in students}
        due = [
            student
            for student, look in looks.items()
            if look == self._seen.get(student)
            and look != self._done.get(student)
            and now >= self._failed.get(student, now)
        ]
        self._seen = looks
        return due

    def is_at_rest(self, student: str) -> bool:
        """Whether the folder is still as it was at the last look."""
        return look_at(self._folder(student)) == self._seen[student]

    def is_graded(self, student: str) -> None:
        """Note that what was seen at the last look is graded."""
        self._done[student] = self._seen[student]
        self._failed.pop(student, None)

    def has_failed(self, student: str) -> bool:
        """Note that it could not be graded; whether this is the first time."""
        is_first = student not in self._failed
        self._failed[student] = time.monotonic() + self._patience
        return is_first
