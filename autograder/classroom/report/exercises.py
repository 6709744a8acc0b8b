"""Where a test stands in the lecture, and what its exercise knows about mistakes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from autograder.checking.diagnosis.hypotheses import all_mistakes
from autograder.exercises.exercise import known_exercises
from autograder.reading.assignment import Assignment, InstructorNotebook

# Of the lecture's sections; below them stand "Exercise", "Check" and the like.
_HEADING = re.compile(r"^ {0,3}#{1,2}\s+(?P<text>.+?)\s*#*\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Place:
    """A test of the assignment.

    Parameters
    ----------
    notebook, grade_id : str
    name : str
        What it is about: the student's function, else the cell's id.
    section : str
        The heading above it.
    answer_id : str
        grade_id of the cell that it tests; empty if there is none above it.
    points : float
    """

    notebook: str
    grade_id: str
    name: str
    section: str
    answer_id: str
    points: float

    def sentence(self, mistake: str) -> str:
        """What a known mistake is, in a sentence; its identifier in words if it is not of the table."""
        return _sentences(self.name).get(mistake) or mistake.replace("_", " ").capitalize() + "."


def _sentences(name: str) -> Mapping[str, str]:
    exercise = known_exercises().get(name)
    return {} if exercise is None else {each.id: each.sentence for each in all_mistakes(exercise)}


def places(assignment: Assignment) -> list[Place]:
    """All tests of an assignment, in their order."""
    return [place for notebook in assignment.notebooks.values() for place in _in_notebook(notebook)]


def _in_notebook(notebook: InstructorNotebook) -> list[Place]:
    found, section, answer = [], "", None
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and (heads := list(_HEADING.finditer(cell.source))):
            section = heads[-1]["text"]
        if cell.cell_type == "code" and cell.is_solution:
            answer = cell
        if cell.is_test and cell.grade_id:
            solves = sorted(answer.solves) if answer else []
            tested = [name for name in solves if re.search(rf"\b{re.escape(name)}\b", cell.source)]
            found.append(
                Place(
                    notebook.name,
                    cell.grade_id,
                    tested[0] if tested else cell.grade_id,
                    section,
                    (answer.grade_id or "") if answer else "",
                    cell.points or 0.0,
                )
            )
    return found
