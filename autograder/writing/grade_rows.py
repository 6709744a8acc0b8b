"""The rows that `nbgrader autograde` writes, for a batch of submissions at once.

nbgrader adds a submission object by object and commits two dozen times; here one statement writes the rows
of a table for the whole batch. Nothing is committed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from nbgrader import api
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy.orm import Session

from autograder.records import CellGrade, GradedSubmission


@dataclass(frozen=True)
class _Template:
    """What every submission has rows for: a notebook's id and its cells' ids by name."""

    identity: str
    graded: dict[str, str]
    commented: dict[str, str]


def write_rows(
    session: Session, assignment: str, submissions: Sequence[GradedSubmission], late: AssignLatePenalties
) -> None:
    """Write scores, comments and penalties of some submissions of one assignment.

    Parameters
    ----------
    session : SQLAlchemy session
    assignment : str
    submissions : sequence of GradedSubmission
    late : AssignLatePenalties
        With its plugin, as the course configures it.
    """
    identity, due = session.execute(
        sa.select(api.Assignment.id, api.Assignment.duedate).where(api.Assignment.name == assignment)
    ).one()
    templates = _templates(session, identity)
    students = {each.student: each.handed_in for each in submissions}
    _add_submissions(session, identity, templates, students)
    _set_timestamps(session, identity, students)
    notebooks = _submitted_notebooks(session, identity, students)
    rows = [
        (notebooks[each.student, name], templates[name], grade)
        for each in submissions
        for name, notebook in each.notebooks.items()
        for grade in notebook.grades
    ]
    _set_scores(session, rows)
    _set_comments(session, rows)
    if due is not None:
        touched = [notebooks[each.student, name] for each in submissions for name in each.notebooks]
        _set_penalties(session, touched, late)


def _templates(session: Session, assignment: str) -> dict[str, _Template]:
    templates = {}
    for notebook in session.query(api.Notebook).filter(api.Notebook.assignment_id == assignment):
        tasks = [(cell.name, cell.id) for cell in notebook.task_cells]
        graded = [(cell.name, cell.id) for cell in notebook.grade_cells]
        answered = [(cell.name, cell.id) for cell in notebook.solution_cells]
        templates[notebook.name] = _Template(notebook.id, dict(graded + tasks), dict(answered + tasks))
    return templates


def _insert(session: Session, table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        session.execute(sa.insert(table), rows)


def _add_submissions(
    session: Session, assignment: str, templates: Mapping[str, _Template], students: Iterable[str]
) -> None:
    """Add what nbgrader's `add_student` and `add_submission` would, where it is missing."""
    names = set(students)
    known = set(session.scalars(sa.select(api.Student.id).where(api.Student.id.in_(names))))
    _insert(session, api.Student, [{"id": student} for student in sorted(names - known)])
    submission = api.SubmittedAssignment
    present = session.scalars(
        sa.select(submission.student_id).where(
            submission.assignment_id == assignment, submission.student_id.in_(names)
        )
    )
    new = {student: api.new_uuid() for student in sorted(names - set(present))}
    made = [
        {"id": identity, "assignment_id": assignment, "student_id": student}
        for student, identity in new.items()
    ]
    _insert(session, submission, made)
    notebooks = [
        (api.new_uuid(), identity, template) for identity in new.values() for template in templates.values()
    ]
    _insert(
        session,
        api.SubmittedNotebook,
        [
            {"id": identity, "assignment_id": submitted, "notebook_id": template.identity}
            for identity, submitted, template in notebooks
        ],
    )
    graded = [
        {"notebook_id": identity, "cell_id": cell}
        for identity, _, template in notebooks
        for cell in template.graded.values()
    ]
    commented = [
        {"notebook_id": identity, "cell_id": cell}
        for identity, _, template in notebooks
        for cell in template.commented.values()
    ]
    _insert(session, api.Grade, graded)
    _insert(session, api.Comment, commented)


def _set_timestamps(session: Session, assignment: str, students: Mapping[str, datetime | None]) -> None:
    rows = [{"who": name, "time": time} for name, time in students.items() if time is not None]
    table = api.SubmittedAssignment.__table__
    place = (table.c.assignment_id == assignment) & (table.c.student_id == sa.bindparam("who"))
    if rows:
        session.connection().execute(table.update().where(place).values(timestamp=sa.bindparam("time")), rows)


def _submitted_notebooks(
    session: Session, assignment: str, students: Iterable[str]
) -> dict[tuple[str, str], str]:
    """(student, notebook name) -> id of the submitted notebook."""
    query = (
        sa.select(api.SubmittedAssignment.student_id, api.Notebook.name, api.SubmittedNotebook.id)
        .join(api.SubmittedNotebook, api.SubmittedNotebook.assignment_id == api.SubmittedAssignment.id)
        .join(api.Notebook, api.Notebook.id == api.SubmittedNotebook.notebook_id)
        .where(api.SubmittedAssignment.assignment_id == assignment)
        .where(api.SubmittedAssignment.student_id.in_(set(students)))
    )
    return {(student, name): identity for student, name, identity in session.execute(query)}


_Row = tuple[str, _Template, CellGrade]


def _set_scores(session: Session, rows: Sequence[_Row]) -> None:
    table = api.Grade.__table__
    values = [
        {
            "submitted": submitted,
            "cell": template.graded[grade.grade_id],
            "score": grade.score,
            "by_hand": grade.score is None,
        }
        for submitted, template, grade in rows
        if grade.grade_id in template.graded
    ]
    # A score that somebody gave by hand stays, and is looked at again.
    waits = sa.case(
        (table.c.manual_score.is_not(None), sa.true()), else_=sa.bindparam("by_hand", type_=sa.Boolean)
    )
    place = (table.c.notebook_id == sa.bindparam("submitted")) & (table.c.cell_id == sa.bindparam("cell"))
    update = table.update().where(place).values(auto_score=sa.bindparam("score"), needs_manual_grade=waits)
    if values:
        session.connection().execute(update, values)


def _set_comments(session: Session, rows: Sequence[_Row]) -> None:
    table = api.Comment.__table__
    values = [
        {
            "submitted": submitted,
            "cell": template.commented[grade.grade_id],
            "text": "No response." if grade.is_unanswered else None,
        }
        for submitted, template, grade in rows
        if grade.grade_id in template.commented
    ]
    place = (table.c.notebook_id == sa.bindparam("submitted")) & (table.c.cell_id == sa.bindparam("cell"))
    if values:
        session.connection().execute(
            table.update().where(place).values(auto_comment=sa.bindparam("text")), values
        )


def _set_penalties(session: Session, notebooks: Iterable[str], late: AssignLatePenalties) -> None:
    """What nbgrader's preprocessor of that name does."""
    session.expire_all()
    for identity in notebooks:
        notebook = session.get_one(api.SubmittedNotebook, identity)
        notebook.late_submission_penalty = None
        seconds = notebook.assignment.total_seconds_late
        if seconds > 0:
            penalty = late.plugin_inst.late_submission_penalty(notebook.student.id, notebook.score, seconds)
            if penalty is not None:
                notebook.late_submission_penalty = late._check_late_penalty(notebook, penalty)
    session.flush()
