"""The same path behind `nbgrader autograde` and formgrader's button.

In `nbgrader_config.py`::

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
import json
import threading
import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from nbgrader.converters.base import BaseConverter
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Enum

from autograder.boxes.limits import Limits
from autograder.grading.limit_settings import limits_of
from autograder.grading.one_submission import not_run, remarked, remarks_on, run_rebuilt
from autograder.grading.sandbox import SANDBOXES
from autograder.grading.worker import Worker
from autograder.reading.assignment import Assignment, InstructorNotebook
from autograder.reading.course import Course
from autograder.reading.read_assignment import read_assignment
from autograder.reading.rebuild import rebuild
from autograder.reading.secret import course_secret
from autograder.reading.student_folder import read_submission
from autograder.reading.submission import Refused, parse_notebook, submitted_cells
from autograder.reading.visible_text import visible_line
from autograder.records import CellResult, Plan
from autograder.writing.gradebook import open_gradebook
from autograder.writing.graded_notebook import GradedCell, graded_notebook
from autograder.writing.harmless_files import disarm

# An assignment is read once in a run of `nbgrader autograde`, which is one converter.
_ASSIGNMENTS: weakref.WeakKeyDictionary[BaseConverter, dict[str, Assignment]] = weakref.WeakKeyDictionary()


class _FromInstructorsCopy(NbGraderPreprocessor):
    """A step that needs the instructor's notebook."""

    @property
    def _converter(self) -> BaseConverter:
        return self.parent.parent  # preprocessor -> exporter -> converter

    @property
    def _course(self) -> Course:
        return Course(Path(self._converter.coursedir.root), self.config)

    def _instructors(self, resources: ResourcesDict) -> InstructorNotebook:
        name = resources["nbgrader"]["assignment"]
        known = _ASSIGNMENTS.setdefault(self._converter, {})
        if name not in known:
            course_secret(self._course)  # its digest is a part of the version
            with open_gradebook(self._course) as gradebook:
                known[name] = read_assignment(self._course, name, gradebook.released(name))
        return known[name].notebooks[resources["nbgrader"]["notebook"]]


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
        instructors = self._instructors(resources)
        rebuilt = rebuild(instructors, submitted_cells(nb.cells))
        for remark in rebuilt.remarks:
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
        folder = read_submission(student, course.submitted(assignment, student), course.directory.ignore)
        # nbgrader has copied the student's files there, and the instructor's over them.
        disarm(course.autograded(assignment, student), folder.other_files, instructors.files)
        # `TakeAnswers` has mended what the remarks are about, so they come from what was handed in.
        data = folder.files.get(f"{instructors.name}.ipynb")
        cells = submitted_cells(nb.cells) if data is None else parse_notebook(instructors.name, data)
        rebuilt = rebuild(instructors, cells, folder.other_files)
        worker = _KeptWorker(self.sandbox, limits_of(self.config), instructors.modules, course_secret(course))
        return _written(instructors, run_rebuilt(rebuilt, worker), remarked(remarks_on(rebuilt))), resources


def _written(instructors: InstructorNotebook, cells: Sequence[GradedCell], remark: str = "") -> NotebookNode:
    made: NotebookNode = nbformat.from_dict(json.loads(graded_notebook(instructors, cells, remark)))
    return made


_lock = threading.Lock()
_workers: dict[tuple[str, Limits, frozenset[str], bytes], Worker] = {}


@dataclass(frozen=True)
class _KeptWorker:
    """A warm worker that stays for the whole process (formgrader grades one student at a time)."""

    isolation: str
    limits: Limits
    modules: frozenset[str]
    secret: bytes

    def grade(self, plan: Plan) -> list[CellResult]:
        """Grade with the worker for these modules and limits; one of another assignment is closed."""
        key = (self.isolation, self.limits, self.modules, self.secret)
        with _lock:
            if key not in _workers:
                _close_workers()
                _workers[key] = Worker(
                    sandbox=self.isolation, limits=self.limits, modules=self.modules, secret=self.secret
                )
            try:
                return _workers[key].grade(plan)
            except BaseException:
                _close_workers()
                raise


@atexit.register
def _close_workers() -> None:
    while _workers:
        _workers.popitem()[1].close()
