"""A class graded: what is done is left alone, the rest is graded by the pool, one process writes it down."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from nbgrader.converters import Autograde
from nbgrader.utils import parse_utc

from autograder.classroom.pool import WarmTool, run_pool
from autograder.grading.one_submission import Graded, grade_submission, refuse_submission
from autograder.reading.assignment import Assignment
from autograder.reading.course import Course, SetupError
from autograder.reading.read_assignment import read_assignment
from autograder.reading.submission import Refused, Submission, read_submission
from autograder.writing.autograded_folder import write_folder
from autograder.writing.grade_rows import Entry
from autograder.writing.gradebook import CourseGradebook, notebook_record

_BATCH = 16
_BATCH_SECONDS = 1.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class StudentResult:
    """What a run says of one student.

    Parameters
    ----------
    student : str
    notebooks : list of dict
        The stored verdicts, as plain data (`gradebook.notebook_record`).
    is_new : bool
        Whether this run graded anything of it.
    failure : str or None
        Why nothing could be stored: a fault of the grader or of the machine, not of the submission.
    """

    student: str
    notebooks: list[dict[str, Any]] = field(default_factory=list)
    is_new: bool = False
    failure: str | None = None

    @property
    def cells(self) -> list[dict[str, Any]]:
        """All test cells."""
        return [cell for notebook in self.notebooks for cell in notebook["cells"]]

    @property
    def score(self) -> float:
        """Points of all test cells."""
        return sum(cell["score"] for cell in self.cells)

    @property
    def max_score(self) -> float:
        """The most that the test cells are worth."""
        return sum(cell["points"] for cell in self.cells)

    @property
    def mistakes(self) -> list[str]:
        """Identifiers of the known mistakes, in the order of the cells."""
        return [name for cell in self.cells for name in cell["mistakes"]]

    @property
    def problem(self) -> str | None:
        """Why (a part of) it could not be graded."""
        problems = [notebook["problem"] for notebook in self.notebooks if notebook["problem"]]
        return self.failure or " ".join(dict.fromkeys(problems)) or None


@dataclass(frozen=True)
class _Work:
    """What a thread brings back: nothing but the stored state if there was nothing to do."""

    graded: Graded | None
    submission: Submission | None


def grade_class(
    course: Course,
    gradebook: CourseGradebook,
    name: str,
    start: Callable[[frozenset[str]], AbstractContextManager[Any]],
    *,
    students: Sequence[str] | None = None,
    jobs: int = 1,
    force: bool = False,
    progress: Callable[[StudentResult], None] = lambda result: None,
) -> list[StudentResult]:
    """Grade all submissions of an assignment that are not graded yet.

    Parameters
    ----------
    course : Course
    gradebook : CourseGradebook
    name : str
        The assignment.
    start : callable
        (modules that the assignment imports) -> a `Worker`.
    students : sequence of str, optional
        All who handed in by default.
    jobs : int
    force : bool
        Grade also what is graded and unchanged.
    progress : callable
        Told each student's result as it comes.

    Raises
    ------
    SetupError
        If the course is not ready.
    """
    run = _Run(course, gradebook, read_assignment(course, name, gradebook.released(name)), force)
    modules = run.assignment.modules
    students = course.students(name) if students is None else students
    results = {}
    try:
        for student, outcome in run_pool(students, run.work, _starting(start, modules), jobs):
            if isinstance(outcome, SetupError):
                raise outcome
            results[student] = run.settle(student, outcome)
            progress(results[student])
    finally:
        run.flush()
    return [results[student] for student in students]


def _starting(
    start: Callable[[frozenset[str]], AbstractContextManager[Any]], modules: frozenset[str]
) -> Callable[[], AbstractContextManager[Any]]:
    """Start workers; if that fails, it fails for all, so the run ends."""

    def started() -> AbstractContextManager[Any]:
        try:
            return start(modules)
        except Exception as error:
            raise SetupError(f"a worker cannot be started: {error} Run: autograder doctor") from error

    return started


class _Run:
    """The state of a run. `work` is called in threads and only reads; all else is the coordinator's."""

    def __init__(
        self, course: Course, gradebook: CourseGradebook, assignment: Assignment, force: bool
    ) -> None:
        self.course, self.gradebook, self.assignment = course, gradebook, assignment
        self.recorded = {} if force else gradebook.recorded(assignment.name)
        self.stored = gradebook.verdicts(assignment.name)
        self.permissions = int(
            str(Autograde(coursedir=course.directory, config=course.config).permissions), 8
        )
        self.waiting: list[Entry] = []
        self.flushed = time.monotonic()

    def work(self, student: str, tool: WarmTool[Any]) -> _Work:
        """Read and grade one submission, as far as that is needed."""
        if not _is_text(student):
            return _Work(None, None)
        try:
            folder = self.course.submitted(self.assignment.name, student)
            submission = read_submission(student, folder, self.course.directory.ignore)
        except Refused as refused:
            identity = hashlib.sha256(f"refused {refused}".encode("utf-8", "replace")).hexdigest()
            if not self._due(student, identity):
                return _Work(None, None)
            return _Work(refuse_submission(self.assignment, student, str(refused), identity), None)
        due = self._due(student, submission.hash)
        if not due:
            return _Work(None, None)
        worker = tool.get()
        return _Work(grade_submission(self.assignment, submission, worker, due, worker.isolation), submission)

    def _due(self, student: str, identity: str) -> list[str]:
        """Notebooks that changed, whose tests changed, or whose graded version is gone."""
        folder = self.course.autograded(self.assignment.name, student)
        return [
            name
            for name, notebook in self.assignment.notebooks.items()
            if self.recorded.get((student, name)) != (identity, notebook.version)
            or not (folder / f"{name}.ipynb").is_file()
        ]

    def settle(self, student: str, outcome: _Work | Exception) -> StudentResult:
        """Write what was graded (files at once, the gradebook in batches) and say what came out."""
        if not _is_text(student):
            said = "the folder's name is not UTF-8, so no gradebook can hold it. Rename the folder."
            return StudentResult(student.encode("utf-8", "backslashreplace").decode(), failure=said)
        if isinstance(outcome, Exception):
            _log.debug("grading %s failed", student, exc_info=outcome)
            return StudentResult(student, failure=f"{type(outcome).__name__}: {outcome}")
        stored = {record["notebook"]: record for record in self.stored.get(student, [])}
        if outcome.graded is None:
            return StudentResult(student, list(stored.values()))
        verdict = outcome.graded.verdict
        try:
            self._write_files(outcome.graded, outcome.submission)
        except OSError as error:
            return StudentResult(student, failure=f"{error.filename} cannot be written ({error.strerror}).")
        self.waiting.append(Entry(verdict, outcome.graded.grades, _timestamp(outcome.submission)))
        if len(self.waiting) >= _BATCH or time.monotonic() - self.flushed > _BATCH_SECONDS:
            self.flush()
        new = {name: notebook_record(verdict, name) for name in verdict.notebooks}
        known = {
            name: {**stored, **new}[name] for name in self.assignment.notebooks if name in {**stored, **new}
        }
        return StudentResult(student, list(known.values()), is_new=True)

    def _write_files(self, graded: Graded, submission: Submission | None) -> None:
        files = dict(submission.other_files) if submission else {}
        for notebook in self.assignment.notebooks.values():
            files.update(notebook.files)
        files.update({f"{name}.ipynb": document for name, document in graded.documents.items()})
        keep = frozenset(f"{name}.ipynb" for name in self.assignment.notebooks)
        folder = self.course.autograded(self.assignment.name, graded.verdict.student)
        write_folder(folder, files, self.permissions, keep)

    def flush(self) -> None:
        """Commit what waits."""
        try:
            if self.waiting:
                self.gradebook.write(self.waiting)
        except SetupError:
            self.waiting = []  # lost to a gradebook that cannot be written; the next run grades it again
            raise
        self.waiting, self.flushed = [], time.monotonic()


def _is_text(student: str) -> bool:
    """Whether a folder's name is text that a database takes."""
    try:
        student.encode()
    except UnicodeEncodeError:
        return False
    return True


def _timestamp(submission: Submission | None) -> datetime | None:
    """When it was handed in, as nbgrader's exchange wrote it; it decides about nothing but lateness."""
    text = submission.files.get("timestamp.txt", b"") if submission else b""
    try:
        return parse_utc(text.decode().strip()) if text.strip() else None
    except (ValueError, OverflowError):
        return None
