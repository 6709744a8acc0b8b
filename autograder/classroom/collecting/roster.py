"""Which student of the class a platform's name means."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from autograder.classroom.collecting.attempts import Attempt
from autograder.writing.class_list.people import Person, plain, read_people


def names_of(student: Person) -> set[str]:
    """Every way in which a platform may write a student, as `plain` has it."""
    first, last = student.first_name, student.last_name
    ways = {student.id, student.lms_user_id, student.email, student.email.partition("@")[0]}
    if first and last:
        ways |= {f"{first} {last}", f"{last} {first}"}
    return {plain(way) for way in ways} - {""}


class Roster:
    """The class, asked by the names that platforms use; an empty one knows everybody by that name."""

    def __init__(self, students: Iterable[Person] = ()) -> None:
        self.students = tuple(students)
        self._named: dict[str, set[str]] = defaultdict(set)
        for student in self.students:
            for name in names_of(student):
                self._named[name].add(student.id)

    def identify(self, name: str, number: str = "") -> str | None:
        """The id of the student whom a name, or else the platform's number, means; None if not just one."""
        if not self.students:
            return name
        for asked in (number, name):
            matches = self._named.get(plain(asked), set()) if asked else set()
            if len(matches) == 1:
                return next(iter(matches))
        return None

    def knows_number(self, number: str) -> bool:
        """Whether the platform's number alone means one student of the class."""
        return bool(self.students and number) and len(self._named.get(plain(number), set())) == 1


def without_title(attempts: Sequence[Attempt], roster: Roster) -> list[Attempt]:
    """The attempts with students' logins, where a platform puts the assignment's title before them.

    Both may hold the character between them. So the title is one that all names begin with; of several, the
    one behind which the class has most of the logins, else the shortest. Without a class it is the longest.
    """
    titled = [attempt.titled for attempt in attempts if attempt.titled]
    shared = os.path.commonprefix([name.rpartition("_")[0] + "_" for name in titled])
    titles = [shared[: place + 1] for place, letter in enumerate(shared) if letter == "_"]
    if not roster.students:
        titles.reverse()
    known = {
        title: sum(roster.identify(name.removeprefix(title)) is not None for name in titled)
        for title in titles
    }
    title = max(titles, key=known.__getitem__, default="")
    return [
        replace(each, student=each.titled.removeprefix(title)) if each.titled and title else each
        for each in attempts
    ]


def read_roster(path: Path) -> Roster:
    """The class of a list; errors as in `read_people`."""
    return Roster(read_people(path))
