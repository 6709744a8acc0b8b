"""Who is in the class, as a table says: our own `students.csv`, or what a learning platform exports."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from autograder.reading.course import Course, SetupError

CLASS_LIST = "students.csv"


@dataclass(frozen=True)
class Person:
    """A student with the columns that `nbgrader db student import` reads; what is not known is empty.

    Parameters
    ----------
    id, first_name, last_name, email, lms_user_id : str
    joined, left : date or None
        First day in the class, and first day no longer in it.
    extensions : mapping
        Assignment -> how much later than the others the student may hand it in; "" stands for all others.
    """

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""
    joined: date | None = None
    left: date | None = None
    extensions: Mapping[str, timedelta] = field(default_factory=dict)

    def extension(self, assignment: str) -> timedelta:
        """How much later the student may hand an assignment in."""
        return self.extensions.get(assignment, self.extensions.get("", timedelta()))


def plain(name: str) -> str:
    """A name without accents, case, spaces and marks, as platforms reduce them.

    Examples
    --------
    >>> plain("Zoë O'Neill-Šmid")
    'zoeoneillsmid'
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


# Heads of the columns that hold each field, the best first, without case, spaces and marks: our own, Moodle's
# participants, Blackboard's Grade Center, Brightspace's grades.
_LOGINS = ("id", "username", "idnumber", "orgdefinedid", "studentid", "emailaddress", "email")
_HEADS = {
    "id": _LOGINS,
    "first_name": ("firstname", "givenname"),
    "last_name": ("lastname", "surname", "familyname"),
    "email": ("email", "emailaddress"),
    "lms_user_id": ("lmsuserid",),
}
# Canvas: in its export ID is its own number, and the name stands in one column as "Last, First".
_CANVAS_HEADS = ("student", "id", "sisloginid")
# Ours alone: `extension_days` for every assignment, `extension_days:softmax` for one.
_EXTENSION = "extension_days"


def read_people(path: Path) -> tuple[Person, ...]:
    """Read a class list: our own (id, first_name, last_name, email, lms_user_id), or one of a platform.

    Known are the tables that Canvas (gradebook), Moodle (participants, grades), Blackboard and Brightspace
    (grades) export; which column is which is told by its head. Of Canvas the login is the id. Our own may
    have `joined` and `left` (YYYY-MM-DD), `extension_days` and `extension_days:ASSIGNMENT`.

    Raises
    ------
    SetupError
        If the file cannot be read, no column can be the id, a row has none, two have the same, or a date or
        a number of days is none.
    """
    rows = read_table(path)
    given = [head.strip() for head in rows[0]] if rows else []
    heads = [head if head.startswith(_EXTENSION) else plain(head) for head in given]
    read = _canvas_student if set(_CANVAS_HEADS) <= set(heads) else _student
    try:
        read_rows = [read(dict(zip(heads, row, strict=False))) for row in rows[1:] if any(row)]
    except ValueError as error:
        raise SetupError(f"{path}: {error}.") from error
    students = tuple(student for student in read_rows if student is not None)
    ids = [student.id for student in students]
    if "" in ids or len(set(ids)) < len(ids) or not {*_LOGINS, *_CANVAS_HEADS} & set(heads):
        doubled = sorted({each for each in ids if ids.count(each) > 1} - {""})
        what = f"{', '.join(doubled)} twice" if doubled else "a row without one"
        raise SetupError(
            f"{path} must have a column `id`, or a login, that differs in every row; got {what}."
        )
    return students


def read_table(path: Path) -> list[list[str]]:
    """The rows of a table with commas or tabs, in UTF-8 or UTF-16; SetupError if it cannot be read."""
    try:
        lines = path.read_bytes().decode(_encoding(path)).splitlines()
        has_tabs = bool(lines) and "\t" in lines[0]
        return list(csv.reader(lines, csv.excel_tab if has_tabs else csv.excel))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SetupError(f"{path} must be a CSV table in UTF-8; it cannot be read ({error}).") from error


def class_list(course: Course) -> tuple[Person, ...]:
    """The class list that lies beside the course's configuration; empty if there is none."""
    path = course.root / CLASS_LIST
    return read_people(path) if path.is_file() else ()


def who_left(people: Iterable[Person]) -> frozenset[str]:
    """Ids of the students who are no longer in the class."""
    return frozenset(person.id for person in people if person.left and person.left <= date.today())


def not_asked(people: Iterable[Person], due: datetime | None) -> frozenset[str]:
    """Ids of the students who owe nothing: who left the class, and who joined it after the due date."""
    people = tuple(people)
    late = (person.id for person in people if due and person.joined and due.date() < person.joined)
    return who_left(people) | frozenset(late)


def _encoding(path: Path) -> str:
    """Blackboard writes UTF-16."""
    with path.open("rb") as file:
        return "utf-16" if file.read(2) in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"


def _student(row: Mapping[str, str]) -> Person:
    fields = {
        field: next((row[head].strip() for head in heads if row.get(head, "").strip()), "")
        for field, heads in _HEADS.items()
    }
    return Person(
        **{**fields, "id": fields["id"].removeprefix("#")},
        joined=_day(row, "joined"),
        left=_day(row, "left"),
        extensions={
            head.removeprefix(_EXTENSION).lstrip(":").strip(): _days(row, head)
            for head in row
            if head.startswith(_EXTENSION) and row[head].strip()
        },
    )


def _day(row: Mapping[str, str], head: str) -> date | None:
    text = row.get(head, "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ValueError(f"`{head}` must be a day such as 2026-03-02; got {text}") from error


def _days(row: Mapping[str, str], head: str) -> timedelta:
    try:
        days = timedelta(days=float(row[head]))
    except (ValueError, OverflowError) as error:
        raise ValueError(f"`{head}` must be a number of days such as 3 or 0.5; got {row[head]}") from error
    if days < timedelta():
        raise ValueError(f"`{head}` must not be negative; got {row[head]}")
    return days


def _canvas_student(row: Mapping[str, str]) -> Person | None:
    """None for the rows that Canvas adds: the points possible, and its test student."""
    name, number = row["student"].strip(), row["id"].strip()
    if not number or name == "Student, Test":
        return None
    last, _, first = name.partition(",")
    login = row["sisloginid"].strip() or row.get("sisuserid", "").strip() or number
    return Person(login, first.strip(), last.strip(), login if "@" in login else "", number)
