"""What a student has for an assignment, in all and cell by cell, as nbgrader counts it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


@dataclass(frozen=True)
class CellScore:
    """The score of one cell.

    Parameters
    ----------
    points : float
        The most that it is worth.
    score : float
        By hand if somebody gave points, else the test's; extra credit included.
    waits : bool
        Whether somebody still has to look at it: then `score` is none yet.
    comment : str
        What was written to the student.
    """

    points: float
    score: float = 0.0
    waits: bool = True
    comment: str = ""


@dataclass(frozen=True)
class StudentScores:
    """All of one student's scores of an assignment: (notebook, grade_id) -> score; notebook -> penalty."""

    cells: Mapping[tuple[str, str], CellScore] = field(default_factory=dict)
    penalties: Mapping[str, float] = field(default_factory=dict)


def read_scores(session: Session, assignment: str, student: str | None = None) -> dict[str, StudentScores]:
    """Scores by student, of all who have a submission in the gradebook or of one.

    Parameters
    ----------
    session : SQLAlchemy session
    assignment : str
    student : str, optional
    """
    submitted, notebook = api.SubmittedAssignment, api.SubmittedNotebook
    here = [api.Assignment.name == assignment, *([submitted.student_id == student] if student else [])]
    scores: dict[str, StudentScores] = {}
    owners: dict[str, tuple[str, str]] = {}
    query = (
        sa.select(submitted.student_id, api.Notebook.name, notebook.id, notebook.late_submission_penalty)
        .join(notebook, notebook.assignment_id == submitted.id)
        .join(api.Notebook, api.Notebook.id == notebook.notebook_id)
        .join(api.Assignment, api.Assignment.id == submitted.assignment_id)
        .where(*here)
    )
    for who, name, identity, penalty in session.execute(query):
        owners[identity] = who, name
        of_student = scores.setdefault(who, StudentScores({}, {}))
        scores[who] = StudentScores(of_student.cells, {**of_student.penalties, name: penalty or 0.0})
    comments = _comments(session, here)
    cells: dict[str, dict[tuple[str, str], CellScore]] = {who: {} for who in scores}
    grades = (
        sa.select(
            api.Grade.notebook_id,
            api.BaseCell.name,
            sa.func.coalesce(api.GradeCell.max_score, api.TaskCell.max_score, 0.0),
            sa.func.coalesce(api.Grade.manual_score, api.Grade.auto_score),
            api.Grade.extra_credit,
            api.Grade.needs_manual_grade,
        )
        .join(api.BaseCell, api.BaseCell.id == api.Grade.cell_id)
        .outerjoin(api.GradeCell.__table__, api.GradeCell.__table__.c.id == api.Grade.cell_id)
        .outerjoin(api.TaskCell.__table__, api.TaskCell.__table__.c.id == api.Grade.cell_id)
        .join(notebook, notebook.id == api.Grade.notebook_id)
        .join(submitted, submitted.id == notebook.assignment_id)
        .join(api.Assignment, api.Assignment.id == submitted.assignment_id)
        .where(*here)
    )
    for identity, grade_id, points, score, extra, needs_person in session.execute(grades):
        who, name = owners[identity]
        cells[who][name, grade_id] = CellScore(
            points=float(points),
            score=float(score or 0.0) + float(extra or 0.0),
            waits=bool(needs_person) or score is None,
            comment=comments.get((identity, grade_id), ""),
        )
    return {who: StudentScores(cells[who], scores[who].penalties) for who in scores}


def _comments(session: Session, here: list[sa.ColumnElement[bool]]) -> dict[tuple[str, str], str]:
    """(submitted notebook, grade_id) -> what a person wrote, else what nbgrader did."""
    submitted, notebook = api.SubmittedAssignment, api.SubmittedNotebook
    query = (
        sa.select(
            api.Comment.notebook_id,
            api.BaseCell.name,
            sa.func.coalesce(api.Comment.manual_comment, api.Comment.auto_comment),
        )
        .join(api.BaseCell, api.BaseCell.id == api.Comment.cell_id)
        .join(notebook, notebook.id == api.Comment.notebook_id)
        .join(submitted, submitted.id == notebook.assignment_id)
        .join(api.Assignment, api.Assignment.id == submitted.assignment_id)
        .where(*here)
    )
    return {
        (identity, grade_id): text for identity, grade_id, text in session.execute(query) if text is not None
    }
