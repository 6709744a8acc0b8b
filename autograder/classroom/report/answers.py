"""What students wrote, out of their graded notebooks."""

from __future__ import annotations

import json
from functools import lru_cache

from autograder.classroom.report.exercises import Place
from autograder.reading.assignment import Assignment
from autograder.reading.course import Course
from autograder.reading.visible_text import without_controls

_SHOWN_CHARACTERS = 4000
_KEPT_STUDENTS = 8


class Answers:
    """The code cells of graded notebooks, by grade_id; a notebook that is gone has none.

    Parameters
    ----------
    course : Course
    assignment : Assignment
    """

    def __init__(self, course: Course, assignment: Assignment) -> None:
        self._course, self._assignment = course, assignment
        self._cells = lru_cache(_KEPT_STUDENTS)(self._read)

    def one(self, student: str, place: Place) -> str:
        """The cell that a test is about."""
        answer = self._cells(student).get((place.notebook, place.answer_id), "")
        return without_controls(answer[:_SHOWN_CHARACTERS]).strip()

    def all(self, student: str) -> str:
        """Everything that a student wrote in place of a solution."""
        return "\n\n".join(without_controls(source) for source in self._cells(student).values())

    def _read(self, student: str) -> dict[tuple[str, str], str]:
        folder = self._course.autograded(self._assignment.name, student)
        cells = {}
        for name, notebook in self._assignment.notebooks.items():
            released = {cell.grade_id: cell.shown for cell in notebook.cells if cell.is_solution}
            try:
                graded = json.loads((folder / f"{name}.ipynb").read_text("utf-8"))["cells"]
            except (OSError, ValueError):
                continue
            for cell in graded:
                grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
                source = "".join(cell["source"])
                if cell["cell_type"] == "code" and grade_id in released and source != released[grade_id]:
                    cells[name, grade_id] = source
        return cells
