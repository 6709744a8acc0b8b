"""Verdicts into nbgrader's gradebook, in batches, from one process.

What `nbgrader autograde` writes, with nbgrader's own models, in one transaction together with a table of the
grader that says which content was graded by which version. What is committed is done; a killed run goes on.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.config import Config as AlembicConfig
from alembic.script import ScriptDirectory
from nbgrader import api
from nbgrader.dbutil import ALEMBIC_DIR
from nbgrader.preprocessors import AssignLatePenalties

from autograder.reading.assignment import ReleasedCell
from autograder.reading.course import Course, SetupError
from autograder.records import GradedNotebook, GradedSubmission, GradedTest, NotebookVerdict
from autograder.writing.grade_rows import write_rows

_TABLES = sa.MetaData()
_VERDICTS = sa.Table(
    "autograder_verdict",
    _TABLES,
    sa.Column("student", sa.String(128), primary_key=True),
    sa.Column("assignment", sa.String(128), primary_key=True),
    sa.Column("notebook", sa.String(128), primary_key=True),
    sa.Column("submission_hash", sa.String(64), nullable=False),
    sa.Column("version", sa.String(64), nullable=False),
    sa.Column("verdict", sa.Text, nullable=False),
)
_LOCKED_SECONDS = 60.0
_PAUSE_SECONDS = 0.2


class CourseGradebook:
    """nbgrader's gradebook of a course, open for reading and for one writer."""

    def __init__(self, course: Course) -> None:
        _require_current_version(course)
        self._gradebook = api.Gradebook(course.db_url, course.directory.course_id)
        self._session = self._gradebook.db
        _TABLES.create_all(self._gradebook.engine)
        self._late = AssignLatePenalties(config=course.config)
        self._late.init_plugin()

    def close(self) -> None:
        """Give the database back."""
        self._gradebook.close()

    def released(self, assignment: str) -> dict[str, dict[str, ReleasedCell]]:
        """Notebook -> grade_id -> cell, as `nbgrader generate_assignment` stored them.

        Raises
        ------
        SetupError
            If the assignment was never generated.
        """
        notebooks = self._notebooks(assignment)
        if not notebooks:
            raise SetupError(
                f"{assignment}: an assignment must be generated before it is graded; "
                f"the gradebook does not have it. Run: nbgrader generate_assignment {assignment}"
            )
        cells: dict[str, dict[str, ReleasedCell]] = {}
        for notebook in notebooks:
            points = {cell.name: cell.max_score for cell in [*notebook.grade_cells, *notebook.task_cells]}
            cells[notebook.name] = {
                cell.name: ReleasedCell(cell.source, cell.checksum, points.get(cell.name))
                for cell in notebook.source_cells
            }
        return cells

    def _notebooks(self, assignment: str) -> list[Any]:
        query = self._session.query(api.Notebook).join(api.Assignment)
        notebooks: list[Any] = query.filter(api.Assignment.name == assignment).all()
        return notebooks

    def recorded(self, assignment: str) -> dict[tuple[str, str], tuple[str, str]]:
        """(student, notebook) -> (submission hash, version) of what is graded and in the gradebook."""
        graded = (
            sa.select(api.SubmittedAssignment.student_id, api.Notebook.name)
            .join(api.SubmittedNotebook, api.SubmittedNotebook.assignment_id == api.SubmittedAssignment.id)
            .join(api.Notebook, api.Notebook.id == api.SubmittedNotebook.notebook_id)
            .join(api.Assignment, api.Assignment.id == api.SubmittedAssignment.assignment_id)
            .where(api.Assignment.name == assignment)
        )
        present = {tuple(row) for row in self._session.execute(graded)}
        return {
            (row.student, row.notebook): (row.submission_hash, row.version)
            for row, _ in self._stored(assignment)
            if (row.student, row.notebook) in present
        }

    def verdicts(self, assignment: str) -> dict[str, dict[str, NotebookVerdict]]:
        """Student -> notebook -> the stored verdict."""
        verdicts: dict[str, dict[str, NotebookVerdict]] = {}
        for row, verdict in self._stored(assignment):
            verdicts.setdefault(row.student, {})[row.notebook] = verdict
        return verdicts

    def _stored(self, assignment: str) -> Iterator[tuple[sa.Row[Any], NotebookVerdict]]:
        """Rows of that table with their verdicts; a damaged one counts as not graded."""
        for row in self._session.execute(sa.select(_VERDICTS).where(_VERDICTS.c.assignment == assignment)):
            verdict = verdict_from_json(row.verdict)
            if verdict is not None:
                yield row, verdict

    def write(self, assignment: str, submissions: Sequence[GradedSubmission]) -> None:
        """Commit some submissions of an assignment, all or none; wait if another program holds the database.

        Raises
        ------
        SetupError
            If the database stays locked for a minute or refuses to be written.
        """
        deadline = time.monotonic() + _LOCKED_SECONDS
        while True:
            try:
                self._record(assignment, submissions)
                self._session.commit()
                return
            except sa.exc.SQLAlchemyError as error:
                self._session.rollback()
                # Another program holds the database, or has just added the same student.
                is_passing = "locked" in str(error) or isinstance(error, sa.exc.IntegrityError)
                if not is_passing or time.monotonic() > deadline:
                    raise SetupError(f"the gradebook cannot be written: {_reason(error)}.") from error
                time.sleep(_PAUSE_SECONDS)
            except BaseException:
                self._session.rollback()
                raise

    def _record(self, assignment: str, submissions: Sequence[GradedSubmission]) -> None:
        write_rows(self._session, assignment, submissions, self._late)
        rows = [
            _verdict_row(assignment, submission, name, notebook)
            for submission in submissions
            for name, notebook in submission.notebooks.items()
        ]
        if rows:
            key = _VERDICTS.primary_key.columns
            same = sa.and_(*(column == sa.bindparam(f"old_{column.name}") for column in key))
            old = [{f"old_{column.name}": row[column.name] for column in key} for row in rows]
            connection = self._session.connection()
            connection.execute(sa.delete(_VERDICTS).where(same), old)
            connection.execute(sa.insert(_VERDICTS), rows)


def _verdict_row(
    assignment: str, submission: GradedSubmission, name: str, notebook: GradedNotebook
) -> dict[str, str]:
    return {
        "student": submission.student,
        "assignment": assignment,
        "notebook": name,
        "submission_hash": submission.submission_hash,
        "version": notebook.verdict.version,
        "verdict": json.dumps(dataclasses.asdict(notebook.verdict)),
    }


def verdict_from_json(text: str) -> NotebookVerdict | None:
    """The verdict that was stored as this text; None if the text is damaged.

    Examples
    --------
    >>> verdict_from_json('{"notebook": "hw", "version": "1f", "cells": []}').notebook
    'hw'
    >>> verdict_from_json('{"notebook": "hw", "ver')
    """
    try:
        stored = json.loads(text)
        cells = [GradedTest(**cell) for cell in stored.pop("cells")]
        return NotebookVerdict(cells=cells, **stored)
    except (ValueError, TypeError, AttributeError, KeyError):
        return None


@contextlib.contextmanager
def open_gradebook(course: Course) -> Iterator[CourseGradebook]:
    """Open the gradebook of a course and close it again.

    Raises
    ------
    SetupError
        If there is none, another version of nbgrader made it, or it cannot be read.
    """
    try:
        with contextlib.closing(CourseGradebook(course)) as gradebook:
            yield gradebook
    except sa.exc.SQLAlchemyError as error:
        raise SetupError(f"the gradebook cannot be read: {_reason(error)}.") from error


def _require_current_version(course: Course) -> None:
    script = AlembicConfig()
    script.set_main_option("script_location", ALEMBIC_DIR)
    current = ScriptDirectory.from_config(script).get_current_head()
    try:
        url = sa.make_url(course.db_url)
        is_missing = url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file()
        has_tables, version = (False, None) if is_missing else _version(url)
    except (sa.exc.SQLAlchemyError, ImportError) as error:
        raise SetupError(
            f"CourseDirectory.db_url: must be the address of a gradebook that can be read; {_reason(error)}."
        ) from error
    place = url.render_as_string()
    if not has_tables:
        raise SetupError(
            f"{place}: there must be a gradebook before grading; there is none. "
            "Run: nbgrader generate_assignment NAME"
        )
    if version != current:
        raise SetupError(
            f"{place}: the gradebook must be of this nbgrader (version {current}); got {version}. "
            "Copy it, then run: nbgrader db upgrade"
        )


def _version(url: sa.URL) -> tuple[bool, str | None]:
    """Whether nbgrader's tables are there, and which version made them."""
    engine = sa.create_engine(url)
    try:
        with engine.connect() as connection:
            tables = sa.inspect(connection).get_table_names()
            table = sa.table("alembic_version", sa.column("version_num"))
            has_version = "alembic_version" in tables
            version = connection.scalar(sa.select(table.c.version_num)) if has_version else None
            return "assignment" in tables, version
    finally:
        engine.dispose()


def _reason(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).strip().rstrip(".")
