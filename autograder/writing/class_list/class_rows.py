"""The class in nbgrader's gradebook: who is in it, with which name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from nbgrader import api

from autograder.reading.course import Course
from autograder.writing.class_list.people import Person


@dataclass(frozen=True)
class ClassRows:
    """The class of an assignment.

    Parameters
    ----------
    students : tuple of str
        Ids of all who are in the gradebook.
    points : float
        The most that the assignment is worth.
    names : mapping
        Student -> first and last name, where the gradebook has one.
    due : datetime or None
    """

    students: tuple[str, ...]
    points: float
    names: Mapping[str, str]
    due: datetime | None


def read_class(course: Course, assignment: str) -> ClassRows:
    """Read the list of students and the points of an assignment that is in the gradebook."""
    with api.Gradebook(course.db_url, course.directory.course_id) as gradebook:
        students = tuple(sorted(student.id for student in gradebook.students))
        names = {
            each.id: name
            for each in gradebook.students
            if (name := " ".join(part for part in (each.first_name, each.last_name) if part))
        }
        found = gradebook.find_assignment(assignment)
        return ClassRows(students, float(found.max_score), names, found.duedate)


def people_of(gradebook: api.Gradebook) -> list[Person]:
    """All students of an open gradebook."""
    return [
        Person(each.id, each.first_name or "", each.last_name or "", each.email or "", each.lms_user_id or "")
        for each in gradebook.students
    ]


def write_class(course: Course, students: Iterable[Person]) -> tuple[str, ...]:
    """Add students, or bring their names up to date; what a list leaves empty stays.

    Returns
    -------
    tuple of str
        Who is in the gradebook and not among them; they stay.
    """
    with api.Gradebook(course.db_url, course.directory.course_id) as gradebook:
        named = {}
        for student in students:
            fields = ("first_name", "last_name", "email", "lms_user_id")
            known = {field: value for field in fields if (value := getattr(student, field))}
            gradebook.update_or_create_student(student.id, **known)
            named[student.id] = known
        return tuple(sorted({each.id for each in gradebook.students} - named.keys()))
