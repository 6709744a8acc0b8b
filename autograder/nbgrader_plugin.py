"""The same path behind `nbgrader autograde` and formgrader's button.

In `nbgrader_config.py`::

    c.Autograde.exporter_class = "autograder.nbgrader_plugin.NamedNotebooks"
    c.Autograde.sanitize_preprocessors = ["autograder.nbgrader_plugin.TakeAnswers"]
    c.Autograde.autograde_preprocessors = [
        "autograder.nbgrader_plugin.GradeInBoxes",
        "nbgrader.preprocessors.SaveAutoGrades",
        "nbgrader.preprocessors.AssignLatePenalties",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
"""

from __future__ import annotations

import atexit
import fnmatch
import json
import threading
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters.base import BaseConverter
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Enum

from autograder.boxes.limits import Limits
from autograder.grading.one_submission import not_run, remarked, remarks_on, run_rebuilt, suspicions
from autograder.grading.sandbox import SANDBOXES
from autograder.grading.settings.course_python import network_of, python_of
from autograder.grading.settings.limit_settings import limits_of
from autograder.grading.worker import Worker
from autograder.reading.assignment import Assignment, InstructorNotebook
from autograder.reading.course import Course
from autograder.reading.read_assignment import read_assignment
from autograder.reading.rebuild import rebuild
from autograder.reading.secret import course_secret
from autograder.reading.student_folder import read_submission
from autograder.reading.submission import (
    Refused,
    Submission,
    Unreadable,
    composed,
    parse_notebook,
    submitted_cells,
)
from autograder.reading.visible_text import visible_line, visible_path
from autograder.reading.which_notebook import choose_notebooks
from autograder.records import CellResult, Plan
from autograder.writing.class_list.extensions import grant_extensions
from autograder.writing.class_list.people import class_list
from autograder.writing.gradebook import open_gradebook
from autograder.writing.graded_notebook import GradedCell, graded_notebook
from autograder.writing.harmless_files import disarm

# An assignment is read once in a run of `nbgrader autograde`, which is one converter.
_ASSIGNMENTS: weakref.WeakKeyDictionary[BaseConverter, dict[str, Assignment]] = weakref.WeakKeyDictionary()


def _assignment(converter: BaseConverter, course: Course, name: str) -> Assignment:
    known = _ASSIGNMENTS.setdefault(converter, {})
    if name not in known:
        course_secret(course)  # its digest is a part of the version
        with open_gradebook(course) as gradebook:
            known[name] = read_assignment(course, name, gradebook.released(name))
    return known[name]


def _misnamed(assignment: Assignment, submission: Submission) -> Iterator[str]:
    """One sentence for each notebook that `autograder grade` finds and nbgrader does not."""
    for name, choice in choose_notebooks(assignment, submission).items():
        if choice.problem:
            yield choice.problem
        elif choice.path not in (None, composed(f"{name}.ipynb")):
            yield (
                f"{visible_path(choice.path or '')} counts as {name}.ipynb, and nbgrader goes by names. Give "
                "the file its name, or run `autograder grade` for this student."
            )


class NamedNotebooks(NotebookExporter):
    """nbgrader's exporter; when it is made, before all else, it says whose notebooks have other names.

    nbgrader takes a notebook of another name for none, gives it 0 points or says nothing at all. Here the
    student is named, is not graded, and the run ends with an error.
    """

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)  # type: ignore[no-untyped-call]
        converter: Any = self.parent
        directory = converter.coursedir
        course = Course(Path(directory.root), self.config)
        for student in course.students(directory.assignment_id):
            if fnmatch.fnmatchcase(student, directory.student_id):
                self._look_at(converter, course, directory.assignment_id, student)

    def _look_at(self, converter: Any, course: Course, name: str, student: str) -> None:
        folder = course.submitted(name, student)
        try:
            submission = read_submission(student, folder, course.directory.ignore)
        except (Refused, Unreadable):  # `TakeAnswers` says so
            return
        for sentence in _misnamed(_assignment(converter, course, name), submission):
            self.log.error("%s: %s", visible_line(student), sentence)
            # nbgrader fails on a folder in which it finds nothing, once it looks into it.
            converter.assignments.setdefault(converter._format_source(name, student), [])


class _FromInstructorsCopy(NbGraderPreprocessor):
    """A step that needs the instructor's notebook."""

    @property
    def _converter(self) -> BaseConverter:
        return self.parent.parent  # preprocessor -> exporter -> converter

    @property
    def _course(self) -> Course:
        return Course(Path(self._converter.coursedir.root), self.config)

    def _instructors(self, resources: ResourcesDict) -> InstructorNotebook:
        assignment = _assignment(self._converter, self._course, resources["nbgrader"]["assignment"])
        return assignment.notebooks[resources["nbgrader"]["notebook"]]


class TakeAnswers(_FromInstructorsCopy):
    """Take the answers out of a submission; all else is the instructor's.

    In place of nbgrader's ClearOutput, DeduplicateIds, OverwriteKernelspec, OverwriteCells and
    CheckCellMetadata.
    """

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Make the notebook that is going to be graded."""
        student, assignment = resources["nbgrader"]["student"], resources["nbgrader"]["assignment"]
        course = self._course
        # nbgrader has followed links when it copied the files; a refusal makes it remove the copies.
        folder = course.submitted(assignment, student)
        submission = read_submission(student, folder, course.directory.ignore, course.zone)
        if submission.date_problem:
            raise Refused(submission.date_problem)
        for sentence in _misnamed(_assignment(self._converter, course, assignment), submission):
            raise Refused(sentence)
        instructors = self._instructors(resources)
        rebuilt = rebuild(instructors, submitted_cells(nb.cells))
        for remark in (*rebuilt.remarks, *rebuilt.suspicions):
            self.log.warning("%s: %s", visible_line(student), visible_line(remark))
        return _written(instructors, [not_run(cell) for cell in rebuilt.cells]), resources


class GradeInBoxes(_FromInstructorsCopy):
    """Run student code and tests in two boxes, in place of nbgrader's Execute."""

    sandbox = Enum(SANDBOXES, "bwrap", help="What walls the boxes in.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Grade what `TakeAnswers` made."""
        instructors = self._instructors(resources)
        student, assignment = resources["nbgrader"]["student"], resources["nbgrader"]["assignment"]
        course = self._course
        # nbgrader's next steps ask how late it is.
        with Gradebook(course.db_url, course.directory.course_id) as gradebook:
            grant_extensions(gradebook.db, assignment, class_list(course), [student])
            gradebook.db.commit()
        folder = read_submission(student, course.submitted(assignment, student), course.directory.ignore)
        # nbgrader has copied the student's files there, and the instructor's over them.
        disarm(course.autograded(assignment, student), folder.other_files, instructors.files)
        # `TakeAnswers` has mended what the remarks are about, so they come from what was handed in.
        data = folder.files.get(f"{instructors.name}.ipynb")
        cells = submitted_cells(nb.cells) if data is None else parse_notebook(instructors.name, data)
        rebuilt = rebuild(instructors, cells, folder.other_files)
        worker = _KeptWorker(
            self.sandbox,
            limits_of(self.config),
            instructors.modules,
            course_secret(course),
            python_of(course),
            network_of(self.config),
        )
        graded = run_rebuilt(rebuilt, worker)
        for suspicion in suspicions(graded):
            self.log.warning("%s: %s", visible_line(student), visible_line(suspicion))
        return _written(instructors, graded, remarked(remarks_on(rebuilt.remarks))), resources


def _written(instructors: InstructorNotebook, cells: Sequence[GradedCell], remark: str = "") -> NotebookNode:
    made: NotebookNode = nbformat.from_dict(json.loads(graded_notebook(instructors, cells, remark)))
    return made


_lock = threading.Lock()
_workers: dict[tuple[Any, ...], Worker] = {}


@dataclass(frozen=True)
class _KeptWorker:
    """A warm worker that stays for the whole process (formgrader grades one student at a time)."""

    isolation: str
    limits: Limits
    modules: frozenset[str]
    secret: bytes
    python: str
    has_network: bool

    def grade(self, plan: Plan) -> list[CellResult]:
        """Grade with the worker for these modules and limits; one of another assignment is closed."""
        key = (self.isolation, self.limits, self.modules, self.secret, self.python, self.has_network)
        with _lock:
            if key not in _workers:
                _close_workers()
                _workers[key] = Worker(*key)
            try:
                return _workers[key].grade(plan)
            except BaseException:
                _close_workers()
                raise


@atexit.register
def _close_workers() -> None:
    while _workers:
        _workers.popitem()[1].close()
