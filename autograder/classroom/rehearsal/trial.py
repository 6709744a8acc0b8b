"""A notebook run as students' will be: in the boxes, and in one plain kernel as in JupyterLab."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.notebooknode import NotebookNode
from nbgrader.utils import determine_grade

from autograder.classroom.rehearsal.kernel import run_in_kernel
from autograder.grading.one_submission import Grader, grade_submission
from autograder.reading.assignment import Assignment, InstructorCell, InstructorNotebook
from autograder.reading.submission import Submission, composed

CELL_SECONDS = 120
Version = Literal["solution", "blank"]
VERSIONS: tuple[Version, ...] = ("solution", "blank")


@dataclass(frozen=True)
class Outcome:
    """What came of one test cell.

    Parameters
    ----------
    score : float
        In [0, points].
    message : str
        What the boxes say of it; of a kernel, what costs the points where nothing failed.
    last_value : str or None
        The text of its last value in the kernel.
    """

    score: float
    message: str = ""
    last_value: str | None = None


# grade_id -> what came of it
Outcomes = dict[str, Outcome]


def in_boxes(
    assignment: Assignment,
    notebook: InstructorNotebook,
    answer: Callable[[InstructorCell], str],
    grader: Grader,
) -> Outcomes:
    """Grade in the boxes a notebook whose cells, but for the locked ones, hold what `answer` says."""
    files = dict(notebook.files)
    files[composed(f"{notebook.name}.ipynb")] = nbformat.writes(_document(notebook, answer, "shown")).encode()
    graded = grade_submission(assignment, Submission("rehearsal", files), grader, [notebook.name])
    cells = graded.notebooks[notebook.name].verdict.cells
    return {cell.grade_id: Outcome(cell.score, cell.message) for cell in cells}


def in_kernel(notebook: InstructorNotebook, version: Version, python: str) -> Outcomes:
    """Scores as nbgrader reads them from the outputs of one kernel that runs every cell, and last values.

    Raises
    ------
    SetupError
        If the course's Python has no kernel.
    """
    document = _document(notebook, answers_of(version), "source")
    variables = {"NBGRADER_EXECUTION": "autograde", "COURSE_GRADING": "1"}
    # Cells that did not run have no outputs, and the rest says which.
    with contextlib.suppress(CellTimeoutError, DeadKernelError):
        run_in_kernel(document, notebook.files, python, CELL_SECONDS, variables)
    return {
        cell.metadata.nbgrader.grade_id: Outcome(_score(cell), _complaint(cell), _last_value(cell))
        for cell in document.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade")
    }


def _score(cell: NotebookNode) -> float:
    if cell.execution_count is None:
        return 0.0
    try:
        return float(determine_grade(cell)[0] or 0.0)
    except ValueError:  # above the points: nbgrader refuses, the boxes give all of them
        return float(cell.metadata.nbgrader.points)


def _complaint(cell: NotebookNode) -> str:
    """Why nbgrader gives nothing for a cell in which nothing failed; empty if that is not so."""
    kinds = {output.get("name", output.output_type) for output in cell.outputs}
    if "stderr" not in kinds or "error" in kinds:
        return ""
    return "it writes on standard error, for which nbgrader autograde gives no points: print elsewhere"


def _last_value(cell: NotebookNode) -> str | None:
    values = [output for output in cell.outputs if output.output_type == "execute_result"]
    return str(values[-1].data.get("text/plain", "")) if values else None


def answers_of(version: Version) -> Callable[[InstructorCell], str]:
    """What stands in a cell that is not locked."""
    return lambda cell: cell.solved if version == "solution" else cell.shown


def _document(
    notebook: InstructorNotebook, answer: Callable[[InstructorCell], str], tests: Literal["shown", "source"]
) -> NotebookNode:
    """The notebook with some answers, its tests with what is hidden ("source") or without."""

    def text(cell: InstructorCell) -> str:
        if cell.is_locked:
            return cell.shown if tests == "shown" else cell.source
        return answer(cell)

    makers: dict[str, Callable[..., NotebookNode]] = {
        "code": nbformat.v4.new_code_cell,
        "markdown": nbformat.v4.new_markdown_cell,
        "raw": nbformat.v4.new_raw_cell,
    }
    cells = [
        makers[cell.cell_type](text(cell), id=cell.identity, metadata=cell.metadata)
        for cell in notebook.cells
    ]
    made: NotebookNode = nbformat.v4.new_notebook(cells=cells, metadata=notebook.metadata)
    return made
