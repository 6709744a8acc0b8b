"""Extensions of the class list, as nbgrader's own: its due date of a student is later by that much."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta

from nbgrader import api
from sqlalchemy.orm import Session

from autograder.writing.class_list.people import Person


def grant_extensions(
    session: Session, assignment: str, people: Iterable[Person], students: Collection[str] | None = None
) -> None:
    """Give submissions the extensions that the class list names; nothing is committed.

    Parameters
    ----------
    session : SQLAlchemy session
    assignment : str
    people : iterable of Person
        Where they name no extension at all, those that were granted otherwise stay.
    students : collection of str, optional
        Whose submissions; all by default.
    """
    listed = {person.id: person for person in people}
    if not any(person.extensions for person in listed.values()):
        return
    query = (
        session.query(api.SubmittedAssignment)
        .join(api.Assignment, api.Assignment.id == api.SubmittedAssignment.assignment_id)
        # Without a due date nbgrader cannot add an extension to it.
        .filter(api.Assignment.name == assignment, api.Assignment.duedate.is_not(None))
    )
    if students is not None:
        query = query.filter(api.SubmittedAssignment.student_id.in_(students))
    for submission in query:
        person = listed.get(submission.student_id)
        extension = (person.extension(assignment) if person else timedelta()) or None
        if submission.extension != extension:
            submission.extension = extension
