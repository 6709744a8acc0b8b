"""A lecture rehearsed before students get it: its solution and its blank, graded by both ways.

In the boxes the tests reach the student's names across a wire; in JupyterLab they share a kernel with them. A
test that needs more than can cross (a monkeypatch, an `isinstance` of a student's class) is found here.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.notebooknode import NotebookNode
from nbgrader.utils import determine_grade
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.classroom.weak_tests import weakness
from autograder.grading.one_submission import Grader, grade_submission
from autograder.reading.assignment import Assignment, InstructorCell, InstructorNotebook
from autograder.reading.submission import Submission, composed

CELL_SECONDS = 120
RUNS_OF_A_NOTEBOOK = 4
Version = Literal["solution", "blank"]


@dataclass(frozen=True)
class Rehearsed:
    """Scores of one test cell, in [0, points].

    Parameters
    ----------
    notebook, grade_id : str
    points : float
    boxes, kernel : dict
        "solution" and "blank" -> the score in the boxes, and in one plain kernel as in JupyterLab.
    message : str
        What the boxes say of the solution; empty if it is right.
    weakness : str
        Why it cannot fail, or a part of it, as its text tells; empty if it can.
    """

    notebook: str
    grade_id: str
    points: float
    boxes: dict[Version, float]
    kernel: dict[Version, float]
    message: str = ""
    weakness: str = ""

    @property
    def finding(self) -> str:
        """What is wrong with the test, in one sentence; empty if nothing is."""
        if self.boxes["solution"] < self.points <= self.kernel["solution"]:
            return f"passes in a kernel, not in the boxes: {self.message or 'something cannot cross'}"
        if self.boxes["solution"] < self.points:
            return f"the solution does not earn the points: {self.message or 'the test fails'}"
        if self.boxes["blank"] >= self.points > 0:
            return f"the blank notebook earns the points: {self.weakness or 'the test checks nothing'}"
        if self.weakness:
            return self.weakness
        if self.kernel["solution"] < self.points:
            return "passes in the boxes only: students who run it in JupyterLab see it fail"
        if self.boxes["blank"] > 0 < self.points:
            return f"the blank notebook earns {self.boxes['blank']:g} of {self.points:g} points"
        if self.boxes["blank"] != self.kernel["blank"]:
            return "the blank notebook earns other points in a kernel than in the boxes"
        return ""


def rehearse(
    assignment: Assignment, grader: Grader, progress: Callable[[], object] = lambda: None
) -> list[Rehearsed]:
    """Grade the instructor's solution and the blank notebook in the boxes and in a plain kernel.

    Parameters
    ----------
    assignment : Assignment
    grader : Grader
        Runs the boxes.
    progress : callable
        Called after each run of a notebook (`RUNS_OF_A_NOTEBOOK` times).

    Returns
    -------
    list of Rehearsed
        One for every test cell, in order.
    """
    rehearsed = []
    for notebook in assignment.notebooks.values():
        boxes: dict[Version, dict[str, tuple[float, str]]] = {}
        kernel: dict[Version, dict[str, tuple[float, str | None]]] = {}
        for version in ("solution", "blank"):
            boxes[version] = _in_boxes(assignment, notebook, version, grader)
            progress()
            kernel[version] = _in_kernel(notebook, version)
            progress()
        for cell in notebook.cells:
            if not cell.is_test or cell.grade_id is None:
                continue
            name, points = cell.grade_id, cell.points or 0.0
            in_boxes: dict[Version, float] = {version: boxes[version][name][0] for version in boxes}
            in_kernel: dict[Version, float] = {version: kernel[version][name][0] for version in kernel}
            message = boxes["solution"][name][1]
            weak = weakness(cell.source, kernel["solution"][name][1])
            rehearsed.append(Rehearsed(notebook.name, name, points, in_boxes, in_kernel, message, weak))
    return rehearsed


def _in_boxes(
    assignment: Assignment, notebook: InstructorNotebook, version: Version, grader: Grader
) -> dict[str, tuple[float, str]]:
    files = dict(notebook.files)
    files[composed(f"{notebook.name}.ipynb")] = nbformat.writes(
        _document(notebook, version, "shown")
    ).encode()
    graded = grade_submission(assignment, Submission(version, files), grader, [notebook.name])
    cells = graded.notebooks[notebook.name].verdict.cells
    return {cell.grade_id: (cell.score, cell.message) for cell in cells}


def _in_kernel(notebook: InstructorNotebook, version: Version) -> dict[str, tuple[float, str | None]]:
    """Scores as nbgrader reads them from the outputs of one kernel that runs every cell, and last values."""
    document = _document(notebook, version, "source")
    environment = {**os.environ, "NBGRADER_EXECUTION": "autograde", "COURSE_GRADING": "1"}
    with tempfile.TemporaryDirectory() as folder:
        for name, data in notebook.files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        client = NotebookClient(
            document,
            timeout=CELL_SECONDS,
            kernel_name="python3",
            allow_errors=True,
            resources={"metadata": {"path": folder}},
        )
        try:
            client.execute(env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except (CellTimeoutError, DeadKernelError):
            pass  # the cells that did not run have no outputs, and the rest says which
    return {
        cell.metadata.nbgrader.grade_id: (_score(cell), _last_value(cell))
        for cell in document.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade")
    }


def _score(cell: NotebookNode) -> float:
    if cell.execution_count is None:
        return 0.0
    return float(determine_grade(cell)[0] or 0.0)


def _last_value(cell: NotebookNode) -> str | None:
    values = [output for output in cell.outputs if output.output_type == "execute_result"]
    return str(values[-1].data.get("text/plain", "")) if values else None


def _document(
    notebook: InstructorNotebook, version: Version, tests: Literal["shown", "source"]
) -> NotebookNode:
    """The notebook with its solutions or without, its tests with what is hidden ("source") or without."""

    def text(cell: InstructorCell) -> str:
        if cell.is_locked:
            return cell.shown if tests == "shown" else cell.source
        return cell.solved if version == "solution" else cell.shown

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


def print_rehearsal(console: Console, tests: Sequence[Rehearsed]) -> None:
    """Print what every test gave the solution and the blank notebook, and what does not hold."""
    table = Table("test", "points", "solution", "blank", "", box=None, pad_edge=False)
    for column in table.columns[:4]:
        column.no_wrap = True
    for test in tests:
        scores = [f"{test.boxes[version]:g}, {test.kernel[version]:g}" for version in ("solution", "blank")]
        table.add_row(escape(test.grade_id), f"{test.points:g}", *scores, "!" if test.finding else "")
    console.print("Points in the boxes, and in a kernel as in JupyterLab:")
    console.print(table)
    findings = [test for test in tests if test.finding]
    for test in findings:
        console.print(f"[bold]{escape(test.grade_id)}[/bold]: {escape(test.finding)}", soft_wrap=True)
    if not findings:
        console.print(f"\nAll {len(tests)} tests give the solution its points and the blank none, both ways.")
