"""What a student has in all for an assignment, as nbgrader counts it: by hand, extra credit, penalties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import sqlalchemy as sa
from nbgrader import api
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Mark:
    """A student's mark of an assignment.

    Parameters
    ----------
    total : float
        Points of all cells less the penalties, not below 0; what `nbgrader export` writes as `score`.
    cells : dict
        (notebook, grade_id) -> points.
    penalty : float
        For lateness.
    """

    total: float
    cells: dict[tuple[str, str], float] = field(default_factory=dict)
    penalty: float = 0.0


def read_marks(session: Session, assignment: str) -> dict[str, Mark]:
    """Student -> mark, of all who have one in the gradebook."""
    submitted, notebook = api.SubmittedAssignment, api.SubmittedNotebook
    of_assignment = (
        sa.select(submitted.student_id, api.Notebook.name, notebook.id, notebook.late_submission_penalty)
        .join(notebook, notebook.assignment_id == submitted.id)
        .join(api.Notebook, api.Notebook.id == notebook.notebook_id)
        .join(api.Assignment, api.Assignment.id == submitted.assignment_id)
        .where(api.Assignment.name == assignment)
    )
    owners, penalties = {}, dict[str, float]()
    for student, name, identity, penalty in session.execute(of_assignment):
        owners[identity] = (student, name)
        penalties[student] = penalties.get(student, 0.0) + (penalty or 0.0)
    cells: dict[str, dict[tuple[str, str], float]] = {student: {} for student in penalties}
    points = sa.func.coalesce(api.Grade.manual_score, api.Grade.auto_score, 0.0)
    grades = (
        sa.select(
            api.Grade.notebook_id, api.BaseCell.name, points + sa.func.coalesce(api.Grade.extra_credit, 0.0)
        )
        .join(api.BaseCell, api.BaseCell.id == api.Grade.cell_id)
        .join(notebook, notebook.id == api.Grade.notebook_id)
        .join(submitted, submitted.id == notebook.assignment_id)
        .join(api.Assignment, api.Assignment.id == submitted.assignment_id)
        .where(api.Assignment.name == assignment)
    )
    for identity, grade_id, score in session.execute(grades):
        student, name = owners[identity]
        cells[student][name, grade_id] = float(score)
    return {
        student: Mark(max(0.0, sum(cells[student].values()) - penalty), cells[student], penalty)
        for student, penalty in penalties.items()
    }


def refresh_penalties(session: Session, assignment: str, late: AssignLatePenalties) -> None:
    """Make the penalties of all submissions those of today's due date; nothing is committed."""
    session.flush()
    session.expire_all()
    notebook, submitted = api.SubmittedNotebook, api.SubmittedAssignment
    may_be_late = sa.and_(api.Assignment.duedate.is_not(None), submitted.timestamp.is_not(None))
    query = (
        session.query(notebook)
        .join(submitted, submitted.id == notebook.assignment_id)
        .join(api.Assignment, api.Assignment.id == submitted.assignment_id)
        .filter(api.Assignment.name == assignment)
        .filter(sa.or_(notebook.late_submission_penalty.is_not(None), may_be_late))
    )
    set_penalties(query.all(), late)


def set_penalties(notebooks: Iterable[api.SubmittedNotebook], late: AssignLatePenalties) -> None:
    """What nbgrader's preprocessor of that name does; what is right already is not written."""
    for notebook in notebooks:
        submission = notebook.assignment
        has_due_date = submission.assignment.duedate is not None
        seconds = submission.total_seconds_late if has_due_date else 0
        penalty = None
        if seconds > 0:
            penalty = late.plugin_inst.late_submission_penalty(notebook.student.id, notebook.score, seconds)
        if penalty is not None:
            penalty = late._check_late_penalty(notebook, penalty)
        if penalty != notebook.late_submission_penalty:
            notebook.late_submission_penalty = penalty
