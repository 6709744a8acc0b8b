"""A rehearsal: the solution and the blank notebook by every way, and what each test cell makes of them."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from autograder.classroom.rehearsal.deciding import Decision, decide
from autograder.classroom.rehearsal.loose import passing_over
from autograder.classroom.rehearsal.trial import (
    VERSIONS,
    Outcomes,
    Version,
    answers_of,
    in_boxes,
    in_kernel,
)
from autograder.classroom.rehearsal.weak_tests import weakness
from autograder.grading.one_submission import Grader
from autograder.reading.assignment import Assignment, InstructorCell, InstructorNotebook
from autograder.reading.ways.file import Ways
from autograder.reading.ways.way import Way

RUNS_OF_A_NOTEBOOK = 4
_NO_SOLUTION = (
    "the notebook in the source folder holds no solution. Write it between `### BEGIN SOLUTION` and "
    '`### END SOLUTION`, in a cell of nbgrader\'s kind "Autograded answer", and release it again'
)

# A number as NumPy 2 writes it.
_OF_NUMPY = re.compile(r"np\.(float|u?int)\w*\(")


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
    way : Way
        How it runs in the boxes from now on.
    weakness : str
        Why it cannot fail, or a part of it, as its text tells; empty if it can.
    passes_over : bool
        Whether answers whose entries are all missing earn its points.
    complaint : str
        Why nbgrader gives nothing for it, although nothing fails in a kernel.
    """

    notebook: str
    grade_id: str
    points: float
    boxes: dict[Version, float]
    kernel: dict[Version, float]
    message: str = ""
    weakness: str = ""
    way: Way = field(default_factory=Way)
    passes_over: bool = False
    complaint: str = ""

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
            why = self.complaint or "students who run it in JupyterLab see it fail"
            return f"passes in the boxes only: {why}"
        if self.boxes["blank"] > 0 < self.points:
            return f"the blank notebook earns {self.boxes['blank']:g} of {self.points:g} points"
        if self.boxes["blank"] != self.kernel["blank"]:
            return "the blank notebook earns other points in a kernel than in the boxes"
        return ""


def rehearse(
    assignment: Assignment,
    grader: Grader,
    progress: Callable[[], object] = lambda: None,
    fixed: Ways | None = None,
    python: str = sys.executable,
) -> list[Rehearsed]:
    """Grade the instructor's solution and the blank notebook in the boxes and in a plain kernel.

    Parameters
    ----------
    assignment : Assignment
        Without ways: they are found here.
    grader : Grader
        Runs the boxes.
    progress : callable
        Called `RUNS_OF_A_NOTEBOOK` times for each notebook.
    fixed : mapping, optional
        (notebook, grade_id) -> way that the instructor has decided.
    python : str
        The course's, in whose environment the kernel runs.

    Returns
    -------
    list of Rehearsed
        One for every test cell, in order.
    """
    rehearsed = []
    for notebook in assignment.notebooks.values():
        kernel: dict[Version, Outcomes] = {}
        for version in VERSIONS:
            kernel[version] = in_kernel(notebook, version, python)
            progress()
        of_notebook = {cell: way for (name, cell), way in (fixed or {}).items() if name == notebook.name}
        decision = decide(notebook, kernel, _run(assignment, notebook, grader), of_notebook)
        for _ in VERSIONS:
            progress()
        chosen = assignment.with_ways({(notebook.name, cell): way for cell, way in decision.ways.items()})
        over = passing_over(
            notebook, partial(in_boxes, chosen, chosen.notebooks[notebook.name], grader=grader)
        )
        rehearsed += [
            replace(_rehearsed(notebook, cell, decision, kernel), passes_over=cell.grade_id in over)
            for cell in notebook.test_cells
        ]
    return rehearsed


def _run(
    assignment: Assignment, notebook: InstructorNotebook, grader: Grader
) -> Callable[[Version, Mapping[str, Way]], Outcomes]:
    def run(version: Version, ways: Mapping[str, Way]) -> Outcomes:
        chosen = assignment.with_ways({(notebook.name, cell): way for cell, way in ways.items()})
        return in_boxes(chosen, chosen.notebooks[notebook.name], answers_of(version), grader)

    return run


def _rehearsed(
    notebook: InstructorNotebook, cell: InstructorCell, decision: Decision, kernel: dict[Version, Outcomes]
) -> Rehearsed:
    name, points = cell.grade_id or "", cell.points or 0.0
    last_value = kernel["solution"][name].last_value
    odd = _odd_points(last_value, points)
    said = decision.boxes["solution"][name].message
    return Rehearsed(
        notebook.name,
        name,
        points,
        {version: decision.boxes[version][name].score for version in VERSIONS},
        {version: kernel[version][name].score for version in VERSIONS},
        (odd or said) if has_solution(notebook) else _NO_SOLUTION,
        odd or weakness(cell.source, last_value),
        decision.ways[name],
        complaint=kernel["solution"][name].message,
    )


def has_solution(notebook: InstructorNotebook) -> bool:
    """Whether the instructor's copy holds anything that students do not get, but for tests."""
    return any(cell.solved != cell.shown for cell in notebook.cells if not cell.is_locked)


def _odd_points(last_value: str | None, points: float) -> str:
    """What is wrong with a last value that is no number of points from 0 to all; empty if nothing is."""
    if last_value and _OF_NUMPY.match(last_value):
        return (
            f"its last value is {last_value}, for which nbgrader autograde gives all points: write float(...)"
        )
    try:
        value = float(last_value or 0)
    except ValueError:
        return ""
    if 0 <= value <= points:
        return ""
    nbgraders = "refuses the notebook" if value > points else "gives all points for it"
    return f"its last value is {value:g} of {points:g} points: nbgrader autograde {nbgraders}"
