"""What a course of these tests is declared with: cells, and what students hand in for its answers."""

from dataclasses import dataclass, field

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
_KINDS = {
    "test": {"grade": True, "solution": False, "locked": True},
    "answer": {"grade": False, "solution": True, "locked": False},
    "given": {"grade": False, "solution": False, "locked": True},
}


@dataclass(frozen=True)
class Cell:
    """One code cell; a plain one has no name for nbgrader."""

    kind: str
    name: str
    source: str
    points: int | None = None

    @property
    def grade_id(self):
        """What nbgrader calls it: an answer and its test may share a name here, not there."""
        return f"{self.name}-{self.kind}" if self.kind == "answer" else self.name


def plain(source):
    """A cell of the instructor without nbgrader's mark."""
    return Cell("plain", "", source.strip())


def given(name, source):
    """A locked cell of the instructor."""
    return Cell("given", name, source.strip())


def answer(name, source):
    """A cell that students fill in; the source is the solution."""
    return Cell("answer", name, source.strip())


def test(name, source, points=1):
    """A test cell."""
    return Cell("test", name, source.strip(), points)


test.__test__ = False  # it is no test of pytest's


@dataclass(frozen=True)
class Course:
    """An assignment of one notebook, and what students answer.

    `variants` is student -> answer's name -> source; where a student has none, the solution's counts.
    `files` lie beside the notebook. `together` is test's name -> the mechanism for which it runs with the
    student's process; every other test runs apart from it.
    """

    cells: list
    variants: dict
    files: dict = field(default_factory=dict)
    together: dict = field(default_factory=dict)

    @property
    def tests(self):
        """Names of the test cells."""
        return [cell.name for cell in self.cells if cell.kind == "test"]


def source_notebook(course):
    """The instructor's notebook."""
    return new_notebook(
        cells=[_made(position, cell) for position, cell in enumerate(course.cells)],
        metadata={"kernelspec": KERNEL},
    )


def _made(position, cell):
    text = cell.source
    if cell.kind == "answer":
        text = f"### BEGIN SOLUTION\n{text}\n### END SOLUTION"
    made = new_code_cell(text, id=cell.grade_id or f"plain-{position}")
    if cell.kind != "plain":
        marks = {"grade_id": cell.grade_id, "schema_version": 3, "task": False, **_KINDS[cell.kind]}
        made.metadata["nbgrader"] = marks | ({} if cell.points is None else {"points": cell.points})
    return made


def handed_in(course, student, released):
    """What a student hands in, made of the released notebook: "solution", "blank" or one of the variants."""
    if student == "blank":
        return nbformat.writes(released)
    notebook = nbformat.from_dict(released)
    solutions = {cell.name: cell.source for cell in course.cells if cell.kind == "answer"}
    answers = {
        f"{name}-answer": text for name, text in (solutions | course.variants.get(student, {})).items()
    }
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id in answers:
            cell.source = answers[grade_id].strip()
    return nbformat.writes(notebook)
