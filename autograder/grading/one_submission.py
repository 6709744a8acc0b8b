"""One submission graded: bytes in, verdicts and graded notebooks out. Nothing is read or written."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from autograder.grading.no_network import with_network_named
from autograder.reading.assignment import Assignment, InstructorNotebook
from autograder.reading.rebuild import Rebuilt, RebuiltCell, by_hand_digests, rebuild
from autograder.reading.submission import TIMESTAMP, Refused, Submission, parse_notebook
from autograder.reading.visible_text import visible, visible_line, visible_path
from autograder.reading.ways.mechanisms import mechanism
from autograder.reading.which_notebook import Choice, choose_notebooks
from autograder.records import (
    CellResult,
    GradedNotebook,
    GradedSubmission,
    GradedTest,
    NotebookVerdict,
    Plan,
    PlannedCell,
)
from autograder.writing.graded_notebook import GradedCell, cell_grades, graded_notebook
from autograder.writing.harmless_files import harmless_files
from autograder.writing.markup_process import prepare
from autograder.writing.safe_markup import literal_markdown

# Characters that are kept of a message, of a reason and of a name: far above any of ours.
_MESSAGE, _REASON, _NAME = 20_000, 2_000, 200
_MISTAKES = 50  # that are kept of one test


class Grader(Protocol):
    """What runs a plan: a `Worker`."""

    @property
    def isolation(self) -> str:
        """What walls the boxes in, for example "bwrap"."""

    def grade(self, plan: Plan) -> list[CellResult]:
        """Results of `plan.cells`, in order."""


def grade_submission(
    assignment: Assignment, submission: Submission, grader: Grader, names: Iterable[str] | None = None
) -> GradedSubmission:
    """Grade the notebooks of one submission.

    Parameters
    ----------
    assignment : Assignment
    submission : Submission
    grader : Grader
    names : iterable of str, optional
        Notebooks to grade; all of the assignment's by default.
    """
    choices = choose_notebooks(assignment, submission)
    notebooks = {
        name: _grade_notebook(assignment.notebooks[name], submission, choices[name], grader)
        for name in (assignment.notebooks if names is None else names)
    }
    instructors = _instructor_files(assignment)
    files = {**harmless_files(submission.other_files, instructors), **instructors}
    if submission.date_problem:
        files.pop(TIMESTAMP, None)  # nbgrader reads it there, too, and would fail
    return GradedSubmission(
        submission.student,
        submission.hash,
        notebooks,
        files,
        submission.handed_in,
        is_undated=bool(submission.date_problem),
    )


def refuse_submission(
    assignment: Assignment, student: str, reason: str, submission_hash: str
) -> GradedSubmission:
    """Give a submission that cannot be read zero points, and say why.

    Parameters
    ----------
    assignment : Assignment
    student, reason : str
    submission_hash : str
        Stands for the content that cannot be read.
    """
    notebooks = {name: _refuse(notebook, reason) for name, notebook in assignment.notebooks.items()}
    return GradedSubmission(student, submission_hash, notebooks, _instructor_files(assignment))


def _instructor_files(assignment: Assignment) -> dict[str, bytes]:
    return {name: data for notebook in assignment.notebooks.values() for name, data in notebook.files.items()}


def run_rebuilt(rebuilt: Rebuilt, grader: Grader) -> list[GradedCell]:
    """Run a rebuilt notebook.

    Here results enter from the boxes: a score is brought into its range and text into a form that can be
    shown, once, and both are trusted ever after.
    """
    if any(cell.is_students and cell.cell_type == "markdown" for cell in rebuilt.cells):
        prepare()
    results = grader.grade(rebuilt.plan)
    if "network" in grader.isolation:
        results = with_network_named(results)
    return [
        GradedCell(cell, _parsed(cell.planned, result))
        for cell, result in zip(rebuilt.cells, results, strict=True)
    ]


def _parsed(cell: PlannedCell, result: CellResult) -> CellResult:
    return replace(
        result,
        score=_parsed_score(cell, result.score),
        message=visible(result.message, _MESSAGE),
        mistakes=[visible_line(name, _NAME) for name in result.mistakes[:_MISTAKES]],
        likeness=visible_line(result.likeness, _NAME),
    )


def _parsed_score(cell: PlannedCell, score: float | None) -> float | None:
    """A test's score in [0, points], where what is no number is 0; None for any other cell."""
    if cell.points is None:
        return None
    number = math.nan if score is None else float(score)
    return 0.0 if math.isnan(number) else min(max(number, 0.0), cell.points)


def not_run(cell: RebuiltCell, reason: str = "") -> GradedCell:
    """A cell that does not run: a test gets 0, and the reason."""
    is_test = cell.planned.is_test
    result = CellResult("not run", score=0.0 if is_test else None, message=reason if is_test else "")
    return GradedCell(cell, result)


def _grade_notebook(
    notebook: InstructorNotebook, submission: Submission, choice: Choice, grader: Grader
) -> GradedNotebook:
    remarks, unsettled = list(choice.remarks), submission.date_problem
    if choice.problem:
        return _refuse(notebook, choice.problem)
    if choice.path is None:
        present = ", ".join(map(visible_path, submission.notebooks)) or "no notebook"
        missing = f"{notebook.name}.ipynb was not handed in; found {present}."
        return _refuse(notebook, f"{missing} Give it its name and hand it in again.")
    start = time.perf_counter()
    try:
        submitted = parse_notebook(choice.path.removesuffix(".ipynb"), submission.files[choice.path])
        rebuilt = rebuild(notebook, submitted, submission.other_files)
    except Refused as refused:
        return _refuse(notebook, str(refused))
    remarks += remarks_on(rebuilt.remarks)
    ready = time.perf_counter()
    cells = run_rebuilt(rebuilt, grader)
    graded = time.perf_counter()
    document = graded_notebook(notebook, cells, remarked([unsettled] * bool(unsettled) + remarks))
    seconds = {"rebuild": ready - start, "run": graded - ready, "document": time.perf_counter() - graded}
    verdict = NotebookVerdict(
        notebook=notebook.name,
        version=notebook.version,
        cells=_graded_tests(cells, notebook),
        remarks=[*remarks, *remarks_on([*rebuilt.suspicions, *suspicions(cells)])],
        seconds=seconds,
        isolation=grader.isolation,
        ended_by=list(dict.fromkeys(cell.result.ended_by for cell in cells if cell.result.ended_by)),
        unsettled=unsettled,
        by_hand=by_hand_digests(rebuilt.cells),
    )
    return GradedNotebook(verdict, document, cell_grades(document))


def remarks_on(sentences: Iterable[str]) -> list[str]:
    """Remarks on a submission, each once, as they may be shown."""
    return list(dict.fromkeys(visible(remark, _REASON) for remark in sentences))


def suspicions(cells: Iterable[GradedCell]) -> list[str]:
    """What somebody should look at, of all cells."""
    return [sentence for cell in cells for sentence in cell.result.suspicions]


def remarked(remarks: Sequence[str]) -> str:
    """What students read at the top of the graded notebook; it quotes names of theirs, so literally.

    A suspicion does not belong there: it takes no points, and it may be wrong.
    """
    return f"**How this notebook was read**\n\n{literal_markdown(chr(10).join(remarks))}" if remarks else ""


def _refuse(notebook: InstructorNotebook, reason: str) -> GradedNotebook:
    reason = visible(reason, _REASON)
    cells = [not_run(cell, reason) for cell in rebuild(notebook, []).cells]
    remark = f"**This notebook could not be graded.**\n\n{literal_markdown(reason)}"
    document = graded_notebook(notebook, cells, remark)
    verdict = NotebookVerdict(notebook.name, notebook.version, _graded_tests(cells, notebook), problem=reason)
    return GradedNotebook(verdict, document, cell_grades(document, is_refused=True))


def _graded_tests(cells: Sequence[GradedCell], notebook: InstructorNotebook) -> list[GradedTest]:
    return [
        GradedTest(
            grade_id=cell.rebuilt.planned.grade_id or "",
            points=cell.rebuilt.planned.points,
            score=cell.result.score or 0.0,
            status=cell.result.status,
            message=cell.result.message,
            mistakes=list(cell.result.mistakes),
            ended_by=cell.result.ended_by,
            is_together=cell.rebuilt.planned.together is not None,
            needs=_needs(cell, notebook),
            likeness=cell.result.likeness,
        )
        for cell in cells
        if cell.rebuilt.planned.points is not None
    ]


def _needs(cell: GradedCell, notebook: InstructorNotebook) -> str:
    """What a test that failed needs that may not cross; empty where it passed, or its way is decided."""
    planned, result = cell.rebuilt.planned, cell.result
    is_decided = planned.grade_id in notebook.ways or cell.rebuilt.instructor is None
    if is_decided or result.status != "error" or result.score:
        return ""
    return mechanism(planned.test_source or "", message=result.message)
