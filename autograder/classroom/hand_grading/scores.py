"""Manual scores and comments in nbgrader's gradebook, as formgrader writes them; a change can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nbgrader import api
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy.orm import Session

from autograder.reading.course import Course
from autograder.writing.marks import set_penalties


@dataclass(frozen=True)
class Score:
    """What the gradebook holds for one answer.

    Parameters
    ----------
    student : str
    score : float or None
        By hand; None if nobody graded it.
    comment : str
    is_waiting : bool
        Whether nbgrader still asks for a person.
    """

    student: str
    score: float | None
    comment: str
    is_waiting: bool


class Scores:
    """The manual scores of an assignment.

    Parameters
    ----------
    course : Course
    assignment : str
    """

    def __init__(self, course: Course, assignment: str) -> None:
        self._course, self._assignment = course, assignment
        self._late = AssignLatePenalties(config=course.config)
        self._late.init_plugin()

    def students(self) -> list[str]:
        """Who has a submission in the gradebook."""
        with self._open() as gradebook:
            return sorted(each.student.id for each in gradebook.assignment_submissions(self._assignment))

    def names(self) -> dict[str, str]:
        """Student -> name, where the gradebook has one."""
        with self._open() as gradebook:
            return {
                each.id: " ".join(part for part in (each.first_name, each.last_name) if part)
                for each in gradebook.students
            }

    def read(self, notebook: str, grade_id: str) -> list[Score]:
        """What there is for one question, of all students."""
        with self._open() as gradebook:
            rows = _rows(gradebook.db, self._assignment, notebook, grade_id)
            return [_score(student, grade, comment) for student, (grade, comment) in sorted(rows.items())]

    def write(self, notebook: str, grade_id: str, scores: Sequence[Score]) -> list[Score]:
        """Store scores and comments in one transaction.

        Returns
        -------
        list of Score
            What there was before; writing that takes the change back.

        Raises
        ------
        KeyError
            If one of the students has no such answer.
        """
        with self._open() as gradebook:
            rows = _rows(gradebook.db, self._assignment, notebook, grade_id)
            before = [_score(each.student, *rows[each.student]) for each in scores]
            for each in scores:
                grade, comment = rows[each.student]
                grade.manual_score = each.score
                grade.needs_manual_grade = each.is_waiting
                if comment is not None:
                    comment.manual_comment = each.comment or None
            # Lateness costs a part of the points, so it costs another number of them now.
            gradebook.db.flush()
            gradebook.db.expire_all()
            set_penalties([rows[each.student][0].notebook for each in scores], self._late)
            gradebook.db.commit()
        return before

    def _open(self) -> api.Gradebook:
        return api.Gradebook(self._course.db_url, self._course.directory.course_id)


def _rows(
    session: Session, assignment: str, notebook: str, grade_id: str
) -> dict[str, tuple[api.Grade, api.Comment | None]]:
    """Student -> the rows of one cell."""
    of_cell = (
        api.Assignment.name == assignment,
        api.Notebook.name == notebook,
        api.BaseCell.name == grade_id,
    )
    found = {}
    for model in (api.Grade, api.Comment):
        query = (
            session.query(api.SubmittedAssignment.student_id, model)
            .join(api.SubmittedNotebook, api.SubmittedNotebook.assignment_id == api.SubmittedAssignment.id)
            .join(model, model.notebook_id == api.SubmittedNotebook.id)
            .join(api.BaseCell, api.BaseCell.id == model.cell_id)
            .join(api.Notebook, api.Notebook.id == api.SubmittedNotebook.notebook_id)
            .join(api.Assignment, api.Assignment.id == api.SubmittedAssignment.assignment_id)
            .filter(*of_cell)
        )
        found[model] = dict(query.all())
    return {student: (grade, found[api.Comment].get(student)) for student, grade in found[api.Grade].items()}


def _score(student: str, grade: api.Grade, comment: api.Comment | None) -> Score:
    text = (comment.manual_comment if comment is not None else "") or ""
    return Score(student, grade.manual_score, text, bool(grade.needs_manual_grade))
