"""A class graded: what is done is left alone, the rest is graded by the pool, one process writes it down."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from nbgrader.converters import Autograde

from autograder.boxes.limits import Limits
from autograder.classroom.pool.contract import Due, Outcome, Pool, Prepared, StartFailed
from autograder.classroom.student_result import StudentResult
from autograder.grading.one_submission import refuse_submission
from autograder.grading.room import require_room
from autograder.reading.assignment import Assignment
from autograder.reading.course import Course, SetupError
from autograder.reading.read_assignment import read_assignment
from autograder.reading.student_folder import read_submission
from autograder.reading.submission import Refused, Unreadable
from autograder.records import GradedSubmission
from autograder.writing.autograded_folder import write_folder
from autograder.writing.gradebook import CourseGradebook
from autograder.writing.marks import Mark

_BATCH = 16
_BATCH_SECONDS = 1.0
_UNCHANGED = "An earlier mark stays as it is."
_log = logging.getLogger(__name__)


def grade_class(
    course: Course,
    gradebook: CourseGradebook,
    name: str,
    pool: Pool,
    *,
    students: Sequence[str] | None = None,
    force: bool = False,
    is_dry: bool = False,
    limits: Limits = Limits(),  # noqa: B008  (a frozen record)
    is_at_rest: Callable[[str], bool] = lambda student: True,
    progress: Callable[[StudentResult], None] = lambda result: None,
) -> list[StudentResult]:
    """Grade all submissions of an assignment that are not graded yet.

    Parameters
    ----------
    course : Course
    gradebook : CourseGradebook
    name : str
        The assignment.
    pool : Pool
        What grades: this machine's processes, or a cluster's.
    students : sequence of str, optional
        By default all who handed in; who was graded before and has no folder any more is named as well.
    force : bool
        Grade also what is graded and unchanged.
    is_dry : bool
        Write nothing; `StudentResult.after` says what there would be.
    limits : Limits
        What a submission may take, so that one which cannot be laid out is refused.
    is_at_rest : callable
        Asked for a student whose folder was just read; what still changes is left to a later run.
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
    assignment = assignment.within(pool.setting)
    run = _Run(course, gradebook, assignment, force, is_dry, limits, is_at_rest)
    before = gradebook.marks(name)
    results: dict[str, StudentResult] = {}
    if students is None:
        students = course.students(name)
        results = {student: _gone(course, name, student) for student in run.stored if student in before}
        results = {student: result for student, result in results.items() if student not in students}
    gone = list(results)
    doubtful = []
    try:
        for student, outcome in pool.grade(run.assignment, students, run.prepare):
            if _is_doubtful(outcome):
                doubtful.append(student)
            else:
                results[student] = run.settle(student, outcome)
                progress(results[student])
            if run.broken:
                break
        # Alone on the machine, as far as that is ours to say.
        again = [] if run.broken else doubtful
        for student, outcome in pool.grade(run.assignment, again, run.prepare, alone=True):
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


def _is_doubtful(outcome: Outcome) -> bool:
    return isinstance(outcome, GradedSubmission) and any(
        notebook.verdict.is_doubtful for notebook in outcome.notebooks.values()
    )


class _Run:
    """The state of a run. `prepare` is called in threads and only reads; all else is the coordinator's."""

    def __init__(
        self,
        course: Course,
        gradebook: CourseGradebook,
        assignment: Assignment,
        force: bool,
        is_dry: bool,
        limits: Limits,
        is_at_rest: Callable[[str], bool],
    ) -> None:
        self.course, self.gradebook, self.assignment = course, gradebook, assignment
        self.is_dry, self.limits, self.is_at_rest = is_dry, limits, is_at_rest
        self.recorded = {} if force else gradebook.recorded(assignment.name)
        self.stored = gradebook.verdicts(assignment.name)
        self.broken, self.unstored = "", set[str]()
        self.permissions = int(
            str(Autograde(coursedir=course.directory, config=course.config).permissions), 8
        )
        self.waiting: list[GradedSubmission] = []
        self.flushed = time.monotonic()

    def prepare(self, student: str) -> Prepared:
        """Read one submission; what is to be graded of it, None if nothing is."""
        if self.gradebook.problem_of(student):
            return None
        try:
            folder = self.course.submitted(self.assignment.name, student)
            ignored = self.course.directory.ignore
            submission = read_submission(student, folder, ignored, self.course.zone)
            if not self.is_at_rest(student):
                return None
            require_room(self.assignment, submission, self.limits)
        except Unreadable as unreadable:
            return unreadable
        except Refused as refused:
            identity = hashlib.sha256(f"refused {refused}".encode("utf-8", "replace")).hexdigest()
            if not self.is_at_rest(student) or not self._due(student, identity):
                return None
            return refuse_submission(self.assignment, student, str(refused), identity)
        due = self._due(student, submission.hash)
        return Due(submission, tuple(due)) if due else None

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

    def settle(self, student: str, outcome: Outcome) -> StudentResult:
        """Write what was graded (files at once, the gradebook in batches); what the run says of it."""
        if problem := self.gradebook.problem_of(student):
            return StudentResult(student.encode("utf-8", "backslashreplace").decode(), failure=problem)
        if isinstance(outcome, StartFailed):  # it will fail for all
            raise SetupError(f"{outcome} Run: autograder doctor") from outcome
        if isinstance(outcome, SetupError):
            raise outcome
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
