"""The rows that `nbgrader autograde` writes, for a batch of submissions at once.

nbgrader adds a submission object by object and commits two dozen times; here one statement writes the rows
of a table for the whole batch. Nothing is committed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from nbgrader import api
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy.orm import Session

from autograder.records import CellGrade, GradedSubmission
from autograder.writing.class_list.extensions import grant_extensions
from autograder.writing.class_list.people import Person
from autograder.writing.marks import set_penalties


@dataclass(frozen=True)
class _Template:
    """What every submission has rows for: a notebook's id and its cells' ids by name."""

    identity: str
    graded: dict[str, str]
    commented: dict[str, str]


def write_rows(
    session: Session,
    assignment: str,
    submissions: Sequence[GradedSubmission],
    late: AssignLatePenalties,
    unchanged: Collection[tuple[str, str, str]] = (),
    people: Iterable[Person] = (),
) -> None:
    """Write scores, comments and penalties of some submissions of one assignment.

    Parameters
    ----------
    session : SQLAlchemy session
    assignment : str
    submissions : sequence of GradedSubmission
    late : AssignLatePenalties
        With its plugin, as the course configures it.
    unchanged : collection of (student, notebook, grade_id)
        Answers graded by hand that are, like their questions, as they were when they were graded last.
    people : iterable of Person
        The class list, with its extensions.
    """
    identity, due = session.execute(
        sa.select(api.Assignment.id, api.Assignment.duedate).where(api.Assignment.name == assignment)
    ).one()
    templates = _templates(session, identity)
    students = {each.student: each.handed_in for each in submissions}
    _add_submissions(session, identity, templates, students)
    undated = {each.student for each in submissions if each.is_undated}
    _set_timestamps(session, identity, students, undated)
    notebooks = _submitted_notebooks(session, identity, students)
    rows = [
        (
            notebooks[each.student, name],
            templates[name],
            grade,
            (each.student, name, grade.grade_id) in unchanged,
        )
        for each in submissions
        for name, notebook in each.notebooks.items()
        for grade in notebook.grades
    ]
    _set_scores(session, rows)
    _set_comments(session, rows)
    if due is not None:
        touched = [notebooks[each.student, name] for each in submissions for name in each.notebooks]
        session.expire_all()
        grant_extensions(session, assignment, people, students)
        set_penalties((session.get_one(api.SubmittedNotebook, identity) for identity in touched), late)
        session.flush()


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


def _set_timestamps(
    session: Session, assignment: str, students: Mapping[str, datetime | None], undated: Collection[str]
) -> None:
    """Without a date the one that is known stays; a date that cannot be read takes it away."""
    rows = [
        {"who": name, "time": time} for name, time in students.items() if time is not None or name in undated
    ]
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


_Row = tuple[str, _Template, CellGrade, bool]


def _set_scores(session: Session, rows: Sequence[_Row]) -> None:
    table = api.Grade.__table__
    values = [
        {
            "submitted": submitted,
            "cell": template.graded[grade.grade_id],
            "score": grade.score,
            "by_hand": grade.score is None,
            "unchanged": is_unchanged,
        }
        for submitted, template, grade, is_unchanged in rows
        if grade.grade_id in template.graded
    ]
    # A score that somebody gave by hand stays. It is looked at again if what it was given for has changed:
    # the question or the answer, or, where somebody overruled a test, what the test says.
    by_hand, unchanged = (sa.bindparam(name, type_=sa.Boolean) for name in ("by_hand", "unchanged"))
    is_same = sa.or_(unchanged, table.c.auto_score == sa.bindparam("score", type_=sa.Float))
    waits = sa.case(
        (table.c.manual_score.is_(None), by_hand),
        (is_same, table.c.needs_manual_grade),
        else_=sa.true(),
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
        for submitted, template, grade, _ in rows
        if grade.grade_id in template.commented
    ]
    place = (table.c.notebook_id == sa.bindparam("submitted")) & (table.c.cell_id == sa.bindparam("cell"))
    if values:
        session.connection().execute(
            table.update().where(place).values(auto_comment=sa.bindparam("text")), values
        )
