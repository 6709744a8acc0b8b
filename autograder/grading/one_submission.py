"""One submission graded: bytes in, a verdict and the graded notebooks out. Nothing is read or written."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from autograder.reading.assignment import Assignment, InstructorNotebook
from autograder.reading.rebuild import Rebuilt, rebuild
from autograder.reading.submission import Refused, Submission, parse_notebook
from autograder.records import CellGrade, CellResult, NotebookVerdict, Plan, PlannedCell, Verdict
from autograder.writing.graded_notebook import bounded, cell_grades, graded_notebook
from autograder.writing.safe_markup import literal_markdown


class Grader(Protocol):
    """What runs a plan: a `Worker`."""

    def grade(self, plan: Plan) -> list[CellResult]:
        """Results of `plan.cells`, in order."""


@dataclass(frozen=True)
class Graded:
    """A verdict with all that is written of it.

    Parameters
    ----------
    verdict : Verdict
    documents : dict
        Notebook name -> the graded notebook, nbformat bytes.
    grades : dict
        Notebook name -> grades of its cells, as nbgrader reads them from the document.
    """

    verdict: Verdict
    documents: dict[str, bytes]
    grades: dict[str, list[CellGrade]]


def grade_submission(
    assignment: Assignment,
    submission: Submission,
    grader: Grader,
    names: Iterable[str] | None = None,
    isolation: str = "",
) -> Graded:
    """Grade the notebooks of one submission.

    Parameters
    ----------
    assignment : Assignment
    submission : Submission
    grader : Grader
    names : iterable of str, optional
        Notebooks to grade; all of the assignment's by default.
    isolation : str
        What walls the boxes in, for the record.
    """
    verdicts, documents = {}, {}
    for name in assignment.notebooks if names is None else names:
        verdicts[name], documents[name] = _grade_notebook(assignment.notebooks[name], submission, grader)
    verdict = Verdict(submission.student, assignment.name, submission.hash, verdicts, isolation=isolation)
    return _graded(verdict, documents)


def refuse_submission(assignment: Assignment, student: str, reason: str, identity: str) -> Graded:
    """Give a submission that cannot be read zero points, and say why.

    Parameters
    ----------
    assignment : Assignment
    student, reason : str
    identity : str
        Stands for the content of the submission.
    """
    verdicts, documents = {}, {}
    for name, notebook in assignment.notebooks.items():
        verdicts[name], documents[name] = _refuse(notebook, reason)
    return _graded(Verdict(student, assignment.name, identity, verdicts), documents)


def _graded(verdict: Verdict, documents: dict[str, bytes]) -> Graded:
    grades = {
        name: cell_grades(document, is_refused=verdict.notebooks[name].problem is not None)
        for name, document in documents.items()
    }
    return Graded(verdict, documents, grades)


def _grade_notebook(
    notebook: InstructorNotebook, submission: Submission, grader: Grader
) -> tuple[NotebookVerdict, bytes]:
    data = submission.notebook(notebook.name)
    if data is None:
        found = ", ".join(f"{name}.ipynb" for name in submission.notebooks) or "no notebook"
        reason = (
            f"{notebook.name}.ipynb was not handed in; found {found}. Give it its name and hand it in again."
        )
        return _refuse(notebook, reason)
    start = time.perf_counter()
    try:
        rebuilt = rebuild(notebook, parse_notebook(notebook.name, data), submission.other_files)
    except Refused as refused:
        return _refuse(notebook, str(refused))
    ready = time.perf_counter()
    results = [
        _in_range(cell, result)
        for cell, result in zip(rebuilt.plan.cells, grader.grade(rebuilt.plan), strict=True)
    ]
    graded = time.perf_counter()
    document = graded_notebook(notebook, rebuilt.cells, results)
    seconds = {"rebuild": ready - start, "run": graded - ready, "document": time.perf_counter() - graded}
    return _verdict(notebook, rebuilt, results, seconds=seconds), document


def _in_range(cell: PlannedCell, result: CellResult) -> CellResult:
    score = bounded(result.score, cell.points) if cell.points is not None else None
    return CellResult(result.status, result.outputs, score, result.message, list(result.mistakes))


def _refuse(notebook: InstructorNotebook, reason: str) -> tuple[NotebookVerdict, bytes]:
    rebuilt = rebuild(notebook, [])
    results = [
        CellResult(
            "not run", score=None if cell.points is None else 0.0, message=reason if cell.is_test else ""
        )
        for cell in rebuilt.plan.cells
    ]
    remark = f"**This notebook could not be graded.**\n\n{literal_markdown(reason)}"
    return _verdict(notebook, rebuilt, results, reason), graded_notebook(
        notebook, rebuilt.cells, results, remark
    )


def _verdict(
    notebook: InstructorNotebook,
    rebuilt: Rebuilt,
    results: list[CellResult],
    problem: str | None = None,
    seconds: dict[str, float] | None = None,
) -> NotebookVerdict:
    pairs = list(zip(rebuilt.plan.cells, results, strict=True))
    remarks = [] if problem else list(rebuilt.remarks)
    return NotebookVerdict(notebook.version, pairs, problem, remarks, seconds or {})
