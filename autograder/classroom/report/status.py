"""Where every lecture stands: released, handed in, graded, waiting for a person. Nothing is run."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from nbgrader import api
from sqlalchemy.orm import Session

from autograder.reading.course import Course, SetupError


@dataclass(frozen=True)
class LectureStatus:
    """How far an assignment is.

    Parameters
    ----------
    name : str
    is_generated : bool
        Whether the gradebook knows it, so that it can be released and graded.
    is_released : bool
        Whether the students' version lies in the release folder.
    handed_in, graded : int
        Students with a folder, and with a mark.
    waiting_answers, waiting_students : int
        What waits for a person.
    """

    name: str
    is_generated: bool
    is_released: bool
    handed_in: int
    graded: int
    waiting_answers: int
    waiting_students: int

    @property
    def next_step(self) -> str:
        """The command that goes on; empty if all is done."""
        if not self.is_generated or not self.is_released:
            return f"nbgrader generate_assignment {self.name}"
        if self.graded < self.handed_in:
            return f"autograder grade {self.name}"
        if self.waiting_answers:
            return f"autograder hand-grade {self.name}"
        return ""


def course_status(course: Course) -> list[LectureStatus]:
    """The status of every assignment that has a source folder or is in the gradebook, by name.

    Raises
    ------
    SetupError
        If the gradebook cannot be read.
    """
    try:
        with api.Gradebook(course.db_url, course.directory.course_id) as gradebook:
            known = {assignment.name for assignment in gradebook.assignments}
            folder = course.source("x").parent
            sources = {path.name for path in folder.glob("[!._]*") if any(path.glob("*.ipynb"))}
            return [_status(course, gradebook.db, name, name in known) for name in sorted(known | sources)]
    except sa.exc.SQLAlchemyError as error:
        raise SetupError(f"the gradebook cannot be read ({error.__class__.__name__}).") from error


def _status(course: Course, session: Session, name: str, is_generated: bool) -> LectureStatus:
    released = course.directory.format_path(course.directory.release_directory, ".", name)
    waiting = [
        student
        for (student,) in session.query(api.SubmittedAssignment.student_id)
        .join(api.Assignment, api.Assignment.id == api.SubmittedAssignment.assignment_id)
        .join(api.SubmittedNotebook, api.SubmittedNotebook.assignment_id == api.SubmittedAssignment.id)
        .join(api.Grade, api.Grade.notebook_id == api.SubmittedNotebook.id)
        .filter(api.Assignment.name == name, api.Grade.needs_manual_grade)
    ]
    graded = (
        session.query(api.SubmittedAssignment.student_id)
        .join(api.Assignment, api.Assignment.id == api.SubmittedAssignment.assignment_id)
        .join(api.SubmittedNotebook, api.SubmittedNotebook.assignment_id == api.SubmittedAssignment.id)
        .join(api.Grade, api.Grade.notebook_id == api.SubmittedNotebook.id)
        .filter(api.Assignment.name == name)
        .distinct()
        .count()
    )
    return LectureStatus(
        name,
        is_generated,
        any(course.root.joinpath(released).glob("*.ipynb")),
        len(course.students(name)),
        graded,
        len(waiting),
        len(set(waiting)),
    )
