"""A lecture of a student's own folder graded as a grader would: in the boxes, with the public cases.

There is no instructor's copy in such a folder. The notebook stands for its own: what nbgrader locked is the
instructor's, the answers are the student's, and cells that the student added count as shared ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder.checking.desk.plan import Lecture, Plan, untouched
from autograder.grading.one_submission import Grader, grade_submission
from autograder.reading.assignment import Assignment, InstructorCell, InstructorNotebook
from autograder.reading.pairing.identities import with_identities
from autograder.reading.student_folder import read_submission
from autograder.reading.submission import Submission
from autograder.records import GradedTest, NotebookVerdict

_STUDENT = "you"
_LITTER = (".*", "__pycache__", "progress.json")


def own_assignment(plan: Plan, lecture: Lecture) -> tuple[Assignment, Submission]:
    """A lecture of a student's folder as an assignment, and as what is handed in for it.

    Raises
    ------
    ValueError
        If the notebook cannot be read.
    Refused, Unreadable
        If its folder cannot.
    """
    path = plan.folder / lecture.notebook
    submission = read_submission(_STUDENT, path.parent, _LITTER)
    data = submission.files.get(path.name)
    if data is None:
        raise ValueError(f"{path.name} must lie in {path.parent}; it does not.")
    notebook = with_identities(nbformat.reads(data.decode("utf-8-sig"), as_version=4))
    cells = tuple(map(_as_the_instructor_s, _last_ones(notebook.cells)))
    copy = InstructorNotebook(path.stem, cells, dict(notebook.metadata), submission.other_files)
    return Assignment(lecture.name, {path.stem: copy}), submission


def _last_ones(cells: list[NotebookNode]) -> Iterator[NotebookNode]:
    """The cells; of those that were copied, the last one, which counts."""
    last = {_grade_id(cell): cell for cell in cells}
    return (cell for cell in cells if _grade_id(cell) is None or last[_grade_id(cell)] is cell)


def _grade_id(cell: NotebookNode) -> str | None:
    name = cell.metadata.get("nbgrader", {}).get("grade_id")
    return str(name) if name else None


def _as_the_instructor_s(cell: NotebookNode) -> InstructorCell:
    text, metadata = str(cell.source), dict(cell.metadata)
    attachments: dict[str, Any] = dict(cell.get("attachments", {}))
    return InstructorCell(cell.cell_type, cell.id, _grade_id(cell), text, text, text, metadata, attachments)


def table(
    plan: Plan, lecture: Lecture, assignment: Assignment, submission: Submission, grader: Grader
) -> str:
    """Grade what `own_assignment` read, and return the table of what its tests gave."""
    graded = grade_submission(assignment, submission, grader)
    [notebook] = graded.notebooks.values()
    return "\n".join(_lines(plan, lecture, notebook.verdict))


def _lines(plan: Plan, lecture: Lecture, verdict: NotebookVerdict) -> Iterator[str]:
    yield f"{lecture.title}, graded in the boxes ({verdict.isolation}), with the public cases:"
    if verdict.problem:
        yield f"  {verdict.problem}"
    tests = {test.grade_id: test for test in verdict.cells}
    tasks = lecture.of_kind("check", "test")
    width = max((len(task.id) for task in tasks), default=0)
    for task in tasks:
        test = tests.get(task.tested_in)
        score = test.score if test else 0.0
        yield f"  {task.id:<{width}}  {score:g} of {task.points:g}  {_told(test)}".rstrip()
    reached = sum(tests[task.tested_in].score for task in tasks if task.tested_in in tests)
    yield f"{reached:g} of {sum(task.points for task in tasks):g} points."
    written, n_open = lecture.of_kind("written"), len(untouched(plan, lecture, "written"))
    if written:
        yield f"Answers in words: {len(written) - n_open} wait for your teacher, {n_open} open."
    yield from (f"The grader remarks: {remark}" for remark in verdict.remarks)


def _told(test: GradedTest | None) -> str:
    """The first line of what is said of a test that did not pass."""
    if test is None:
        return "it did not run"
    return next(iter(test.message.splitlines()), "")
