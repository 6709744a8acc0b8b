"""Verdicts into nbgrader's gradebook, in batches, from one process.

What `nbgrader autograde` writes, with nbgrader's own models, in one transaction together with a table of the
grader that says which content was graded by which version. What is committed is done; a killed run goes on.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from nbgrader import api
from nbgrader.preprocessors import AssignLatePenalties

from autograder.reading.assignment import ReleasedCell
from autograder.reading.course import Course, SetupError
from autograder.records import GradedSubmission, NotebookVerdict
from autograder.writing.class_list.extensions import grant_extensions
from autograder.writing.class_list.people import class_list
from autograder.writing.database.connection import bound_waiting, reason, require_current_version
from autograder.writing.database.verdict_rows import VERDICTS, has_table, verdict_from_json, verdict_row
from autograder.writing.grade_rows import write_rows
from autograder.writing.marks import Mark, StudentScores, read_marks, read_scores, refresh_penalties

_LOCKED_SECONDS = 60.0
_PAUSE_SECONDS = 0.2
_ID_CHARACTERS = 128


class CourseGradebook:
    """nbgrader's gradebook of a course, open for reading and for one writer.

    Parameters
    ----------
    course : Course
    is_dry : bool
        Whether nothing is going to be written.
    """

    def __init__(self, course: Course, is_dry: bool = False) -> None:
        require_current_version(course)
        self._gradebook = api.Gradebook(course.db_url, course.directory.course_id)
        self._session = self._gradebook.db
        self._is_served = self._gradebook.engine.dialect.name != "sqlite"
        bound_waiting(self._gradebook.engine, _LOCKED_SECONDS)
        self._has_verdicts = has_table(self._gradebook.engine, is_made=not is_dry)
        self._late = AssignLatePenalties(config=course.config)
        self._late.init_plugin()
        self._people = class_list(course)

    def close(self) -> None:
        """Give the database back."""
        self._gradebook.close()

    def problem_of(self, student: str) -> str:
        """Why no gradebook can hold a student of that name, in one sentence; empty if it can."""
        try:
            student.encode()
        except UnicodeEncodeError:
            return "the folder's name is not UTF-8, so no gradebook can hold it. Rename the folder."
        if self._is_served and len(student) > _ID_CHARACTERS:  # SQLite takes any length
            return (
                f"the folder's name has {len(student)} characters; nbgrader's table of students holds "
                f"{_ID_CHARACTERS}. Rename the folder."
            )
        return ""

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

    def has_submissions(self, assignment: str) -> bool:
        """Whether anything was graded or collected for the assignment."""
        query = self._session.query(api.SubmittedAssignment).join(api.Assignment)
        return query.filter(api.Assignment.name == assignment).first() is not None

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

    def verdicts(
        self, assignment: str, students: Sequence[str] | None = None
    ) -> dict[str, dict[str, NotebookVerdict]]:
        """Student -> notebook -> the stored verdict; of some students or of all."""
        verdicts: dict[str, dict[str, NotebookVerdict]] = {}
        for row, verdict in self._stored(assignment, students):
            verdicts.setdefault(row.student, {})[row.notebook] = verdict
        return verdicts

    def _stored(
        self, assignment: str, students: Sequence[str] | None = None
    ) -> Iterator[tuple[sa.Row[Any], NotebookVerdict]]:
        """Rows of that table with their verdicts; a damaged one counts as not graded."""
        if not self._has_verdicts:
            return
        query = sa.select(VERDICTS).where(VERDICTS.c.assignment == assignment)
        if students is not None:
            query = query.where(VERDICTS.c.student.in_(students))
        for row in self._session.execute(query):
            verdict = verdict_from_json(row.verdict)
            if verdict is not None:
                yield row, verdict

    def require_writable(self) -> None:
        """Find out before any work whether the database takes a change; nothing is changed.

        Raises
        ------
        SetupError
            If it does not, for example because it is read-only or the disk is full.
        """
        version = sa.table("alembic_version", sa.column("version_num"))
        try:
            self._session.execute(sa.update(version).values(version_num=version.c.version_num))
        except sa.exc.SQLAlchemyError as error:
            if "locked" not in str(error):  # that passes, and the writing waits for it
                raise SetupError(f"the gradebook cannot be written: {reason(error)}.") from error
        finally:
            self._session.rollback()

    def marks(self, assignment: str) -> dict[str, Mark]:
        """Student -> mark, as nbgrader counts it."""
        self._session.expire_all()
        return read_marks(self._session, assignment)

    def scores(self, assignment: str, student: str | None = None) -> dict[str, StudentScores]:
        """Student -> the scores and comments of every cell, as nbgrader counts them."""
        return read_scores(self._session, assignment, student)

    def marks_after(self, assignment: str, submissions: Sequence[GradedSubmission]) -> dict[str, Mark]:
        """The marks that there would be if these were written; nothing is."""
        try:
            self._write_rows(assignment, submissions)
            self._refresh_penalties(assignment)
            self._session.flush()
            return read_marks(self._session, assignment)
        finally:
            self._session.rollback()

    def write(self, assignment: str, submissions: Sequence[GradedSubmission]) -> None:
        """Commit some submissions of an assignment, all or none; wait if another program holds the database.

        Raises
        ------
        SetupError
            If the database stays locked for a minute or refuses to be written.
        """
        self._commit(lambda: self._record(assignment, submissions))

    def refresh_penalties(self, assignment: str) -> None:
        """Commit the penalties that today's due dates ask for, of all submissions; errors as in `write`."""
        self._commit(lambda: self._refresh_penalties(assignment))

    def _refresh_penalties(self, assignment: str) -> None:
        grant_extensions(self._session, assignment, self._people)
        refresh_penalties(self._session, assignment, self._late)

    def _commit(self, change: Callable[[], None]) -> None:
        deadline = time.monotonic() + _LOCKED_SECONDS
        while True:
            try:
                change()
                self._session.commit()
                return
            except sa.exc.SQLAlchemyError as error:
                self._session.rollback()
                # Another program holds the database, or has just added the same student; or the server is
                # being started again.
                is_passing = isinstance(error, sa.exc.IntegrityError) or "locked" in str(error)
                is_passing |= self._is_served and isinstance(error, sa.exc.OperationalError)
                if not is_passing or time.monotonic() > deadline:
                    raise SetupError(f"the gradebook cannot be written: {reason(error)}.") from error
                time.sleep(_PAUSE_SECONDS)
            except BaseException:
                self._session.rollback()
                raise

    def _write_rows(self, assignment: str, submissions: Sequence[GradedSubmission]) -> None:
        before = self.verdicts(assignment, [each.student for each in submissions])
        unchanged = {
            (each.student, name, grade_id)
            for each in submissions
            for name, notebook in each.notebooks.items()
            if (old := before.get(each.student, {}).get(name)) is not None
            for grade_id, digest in notebook.verdict.by_hand.items()
            if old.by_hand.get(grade_id) == digest
        }
        write_rows(self._session, assignment, submissions, self._late, unchanged, self._people)

    def _record(self, assignment: str, submissions: Sequence[GradedSubmission]) -> None:
        self._write_rows(assignment, submissions)
        rows = [
            verdict_row(assignment, submission, name, notebook)
            for submission in submissions
            for name, notebook in submission.notebooks.items()
        ]
        if rows:
            key = VERDICTS.primary_key.columns
            same = sa.and_(*(column == sa.bindparam(f"old_{column.name}") for column in key))
            old = [{f"old_{column.name}": row[column.name] for column in key} for row in rows]
            connection = self._session.connection()
            connection.execute(sa.delete(VERDICTS).where(same), old)
            connection.execute(sa.insert(VERDICTS), rows)


@contextlib.contextmanager
def open_gradebook(course: Course, is_dry: bool = False) -> Iterator[CourseGradebook]:
    """Open the gradebook of a course and close it again.

    Parameters
    ----------
    course : Course
    is_dry : bool
        As in `CourseGradebook`.

    Raises
    ------
    SetupError
        If there is none, another version of nbgrader made it, or it cannot be read.
    """
    try:
        with contextlib.closing(CourseGradebook(course, is_dry)) as gradebook:
            yield gradebook
    except sa.exc.SQLAlchemyError as error:
        raise SetupError(f"the gradebook cannot be read: {reason(error)}.") from error
