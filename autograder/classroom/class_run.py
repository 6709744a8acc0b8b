"""A class graded: what is done is left alone, the rest is graded by the pool, one process writes it down."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from functools import partial

from nbgrader.converters import Autograde

from autograder.boxes.limits import Limits
from autograder.classroom.pool import StartFailed, WarmTool, run_pool
from autograder.grading.one_submission import Grader, grade_submission, refuse_submission
from autograder.grading.room import require_room
from autograder.grading.warm_process import WorkerFailed
from autograder.reading.assignment import Assignment
from autograder.reading.course import Course, SetupError
from autograder.reading.read_assignment import read_assignment
from autograder.reading.student_folder import read_submission
from autograder.reading.submission import Refused, Unreadable
from autograder.records import GradedSubmission, GradedTest, NotebookVerdict
from autograder.writing.autograded_folder import write_folder
from autograder.writing.gradebook import CourseGradebook
from autograder.writing.marks import Mark

_BATCH = 16
_BATCH_SECONDS = 1.0
_UNCHANGED = "An earlier mark stays as it is."
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class StudentResult:
    """What a run says of one student.

    Parameters
    ----------
    student : str
    notebooks : list of NotebookVerdict
        Of this run and of earlier ones.
    is_new : bool
        Whether this run graded anything of it.
    failure : str or None
        Why nothing could be stored: a fault of the grader or of the machine, not of the submission.
    before, after : Mark or None
        What nbgrader counts for the assignment before the run and after it; None if there is none.
    """

    student: str
    notebooks: list[NotebookVerdict] = field(default_factory=list)
    is_new: bool = False
    failure: str | None = None
    before: Mark | None = None
    after: Mark | None = None

    @property
    def cells(self) -> list[GradedTest]:
        """All test cells."""
        return [cell for notebook in self.notebooks for cell in notebook.cells]

    @property
    def score(self) -> float:
        """Points of all test cells."""
        return sum(cell.score for cell in self.cells)

    @property
    def max_score(self) -> float:
        """The most that the test cells are worth."""
        return sum(cell.points for cell in self.cells)

    @property
    def mistakes(self) -> list[str]:
        """Identifiers of the known mistakes, in the order of the cells."""
        return [name for cell in self.cells for name in cell.mistakes]

    @property
    def problem(self) -> str | None:
        """Why (a part of) it could not be graded."""
        problems = [reason for notebook in self.notebooks if (reason := _problem(notebook))]
        return self.failure or " ".join(dict.fromkeys(problems)) or None

    @property
    def unsettled(self) -> str | None:
        """Why the mark is not final."""
        return " ".join(dict.fromkeys(each.unsettled for each in self.notebooks if each.unsettled)) or None

    @property
    def remarks(self) -> list[str]:
        """What was not as it was released."""
        return list(dict.fromkeys(remark for notebook in self.notebooks for remark in notebook.remarks))

    @property
    def has_new_mark(self) -> bool:
        """Whether there was a mark, and it, or a part of it, is another one now."""
        return self.before is not None and self.after is not None and self.before != self.after


def _problem(notebook: NotebookVerdict) -> str | None:
    if notebook.problem or notebook.is_final:
        return notebook.problem
    return (
        f"{notebook.notebook}.ipynb: a cell was ended by the wall clock, also when it was graded alone; "
        "its points are not final, and the next run grades it again."
    )


def grade_class(
    course: Course,
    gradebook: CourseGradebook,
    name: str,
    start: Callable[[frozenset[str]], AbstractContextManager[Grader]],
    *,
    students: Sequence[str] | None = None,
    jobs: int = 1,
    force: bool = False,
    is_dry: bool = False,
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
        By default all who handed in; who was graded before and has no folder any more is named as well.
    jobs : int
    force : bool
        Grade also what is graded and unchanged.
    is_dry : bool
        Write nothing; `StudentResult.after` says what there would be.
    progress : callable
        Told each student's result as it comes.

    Raises
    ------
    SetupError
        If the course is not ready.
    """
    if not is_dry:
        gradebook.require_writable()
    assignment = read_assignment(course, name, gradebook.released(name), gradebook.has_submissions(name))
    run = _Run(course, gradebook, assignment, force, is_dry)
    before = gradebook.marks(name)
    results: dict[str, StudentResult] = {}
    if students is None:
        students = course.students(name)
        results = {student: _gone(course, name, student) for student in run.stored if student in before}
        results = {student: result for student, result in results.items() if student not in students}
    gone = list(results)
    pooled = partial(
        run_pool,
        work=run.work,
        start=partial(start, run.assignment.modules),
        retry_on=(WorkerFailed, StartFailed),
    )
    doubtful = []
    try:
        for student, outcome in pooled(students, jobs=jobs):
            if _is_doubtful(outcome):
                doubtful.append(student)
            else:
                results[student] = run.settle(student, outcome)
                progress(results[student])
            if run.broken:
                break
        # Alone on the machine, as far as that is ours to say.
        for student, outcome in pooled([] if run.broken else doubtful, jobs=1):
            results[student] = run.settle(student, outcome)
            progress(results[student])
            if run.broken:
                break
    finally:
        run.flush()
    after = run.finish()
    return [
        replace(run.checked(each, results.get(each)), before=before.get(each), after=after.get(each))
        for each in sorted([*students, *gone])
    ]


def _gone(course: Course, assignment: str, student: str) -> StudentResult:
    folder = course.submitted(assignment, student)
    reason = (
        f"{folder} is gone. The mark stays; to take the student out: nbgrader db student remove {student}"
    )
    return StudentResult(student, failure=reason)


def _is_doubtful(outcome: GradedSubmission | Unreadable | Exception | None) -> bool:
    return isinstance(outcome, GradedSubmission) and any(
        notebook.verdict.is_doubtful for notebook in outcome.notebooks.values()
    )


class _Run:
    """The state of a run. `work` is called in threads and only reads; all else is the coordinator's."""

    def __init__(
        self, course: Course, gradebook: CourseGradebook, assignment: Assignment, force: bool, is_dry: bool
    ) -> None:
        self.course, self.gradebook, self.assignment = course, gradebook, assignment
        self.is_dry = is_dry
        self.recorded = {} if force else gradebook.recorded(assignment.name)
        self.stored = gradebook.verdicts(assignment.name)
        self.broken, self.unstored = "", set[str]()
        self.permissions = int(
            str(Autograde(coursedir=course.directory, config=course.config).permissions), 8
        )
        self.waiting: list[GradedSubmission] = []
        self.flushed = time.monotonic()

    def work(self, student: str, tool: WarmTool[Grader]) -> GradedSubmission | Unreadable | None:
        """Read and grade one submission, as far as that is needed; None if it is not."""
        if not _is_text(student):
            return None
        try:
            folder = self.course.submitted(self.assignment.name, student)
            ignored = self.course.directory.ignore
            submission = read_submission(student, folder, ignored, self.course.zone)
            require_room(self.assignment, submission, Limits())
        except Unreadable as unreadable:
            return unreadable
        except Refused as refused:
            identity = hashlib.sha256(f"refused {refused}".encode("utf-8", "replace")).hexdigest()
            if not self._due(student, identity):
                return None
            return refuse_submission(self.assignment, student, str(refused), identity)
        due = self._due(student, submission.hash)
        return grade_submission(self.assignment, submission, tool.get(), due) if due else None

    def _due(self, student: str, identity: str) -> list[str]:
        """Notebooks that changed, whose tests changed, whose points are not final, whose copy is gone."""
        folder = self.course.autograded(self.assignment.name, student)
        return [
            name
            for name, notebook in self.assignment.notebooks.items()
            if self.recorded.get((student, name)) != (identity, notebook.version)
            or not self.stored[student][name].is_final
            or not (folder / f"{name}.ipynb").is_file()
        ]

    def settle(
        self, student: str, outcome: GradedSubmission | Unreadable | Exception | None
    ) -> StudentResult:
        """Write what was graded (files at once, the gradebook in batches); what the run says of it."""
        if not _is_text(student):
            readable = student.encode("utf-8", "backslashreplace").decode()
            reason = "the folder's name is not UTF-8, so no gradebook can hold it. Rename the folder."
            return StudentResult(readable, failure=reason)
        if isinstance(outcome, StartFailed):  # it will fail for all
            raise SetupError(f"{outcome} Run: autograder doctor") from outcome
        if isinstance(outcome, Unreadable):
            return StudentResult(student, failure=f"{outcome} {_UNCHANGED}")
        if isinstance(outcome, Exception):
            _log.debug("grading %s failed", student, exc_info=outcome)
            return StudentResult(student, failure=f"{type(outcome).__name__}: {outcome}")
        verdicts = dict(self.stored.get(student, {}))
        if outcome is not None:
            try:
                self._write_files(outcome)
            except OSError as error:
                place = error.filename or self.course.autograded(self.assignment.name, student)
                reason = f"{place} cannot be written ({error.strerror}). {_UNCHANGED}"
                return StudentResult(student, failure=reason)
            self._record(outcome)
            verdicts |= {name: notebook.verdict for name, notebook in outcome.notebooks.items()}
        known = [verdicts[name] for name in self.assignment.notebooks if name in verdicts]
        return StudentResult(student, known, is_new=outcome is not None)

    def _write_files(self, graded: GradedSubmission) -> None:
        if self.is_dry:
            return
        documents = {f"{name}.ipynb": notebook.document for name, notebook in graded.notebooks.items()}
        keep = frozenset(f"{name}.ipynb" for name in self.assignment.notebooks)
        folder = self.course.autograded(self.assignment.name, graded.student)
        write_folder(folder, {**graded.files, **documents}, self.permissions, keep)

    def _record(self, graded: GradedSubmission) -> None:
        """Keep it for the gradebook, and commit when a batch is full or old."""
        if self.is_dry:  # what was graded is looked at as a whole, so only what decides about marks is kept
            self.waiting.append(_only_grades(graded))
            return
        self.waiting.append(graded)
        if len(self.waiting) >= _BATCH or time.monotonic() - self.flushed > _BATCH_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Commit what waits; where the gradebook refuses it, its old marks stay and the run ends."""
        if self.is_dry:
            return
        try:
            if self.waiting:
                self.gradebook.write(self.assignment.name, self.waiting)
        except SetupError as error:
            self.broken = str(error)
            self.unstored |= {graded.student for graded in self.waiting}
        self.waiting, self.flushed = [], time.monotonic()

    def finish(self) -> dict[str, Mark]:
        """Bring the penalties to today's due date; the marks after the run (of a dry run: as if written)."""
        if self.is_dry:
            return self.gradebook.marks_after(self.assignment.name, self.waiting)
        if not self.broken:
            self.gradebook.refresh_penalties(self.assignment.name)
        return self.gradebook.marks(self.assignment.name)

    def checked(self, student: str, result: StudentResult | None) -> StudentResult:
        """The result, unless a gradebook that cannot be written came in between."""
        if result is not None and student not in self.unstored:
            return result
        what = "was not stored" if result else "was not graded"
        return StudentResult(student, failure=f"{what}: {self.broken} {_UNCHANGED}")


def _only_grades(graded: GradedSubmission) -> GradedSubmission:
    notebooks = {name: replace(notebook, document=b"") for name, notebook in graded.notebooks.items()}
    return replace(graded, notebooks=notebooks, files={})


def _is_text(student: str) -> bool:
    """Whether a folder's name is text that a database takes."""
    try:
        student.encode()
    except UnicodeEncodeError:
        return False
    return True
