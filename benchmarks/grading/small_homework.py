"""A small homework for the figures: three functions, plain asserts, nothing but Python and NumPy."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

NAME = "small_homework"
CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "small"
"""
# grade_id -> the answers of three students in turn, and the test.
_TASKS = {
    "mean_of": (
        ("return sum(values) / len(values)", "return float(np.mean(values))", "return sum(values)"),
        "assert mean_of([1.0, 2.0, 6.0]) == 3.0\nassert mean_of([4.0]) == 4.0",
    ),
    "running_sum": (
        (
            "out = []\n    for each in values:\n        out.append((out or [0])[-1] + each)\n    return out",
            "return [sum(values[: k + 1]) for k in range(len(values))]",
            "return list(np.cumsum(values))",
        ),
        "assert list(running_sum([1, 2, 3])) == [1, 3, 6]\nassert list(running_sum([])) == []",
    ),
    "standardise": (
        (
            "values = np.asarray(values)\n    return (values - values.mean()) / values.std()",
            "return (np.array(values) - np.mean(values)) / np.std(values)",
            "return np.array(values) - np.mean(values)",
        ),
        "z = standardise([1.0, 2.0, 3.0])\nassert abs(z.mean()) < 1e-12\nassert abs(z.std() - 1) < 1e-12",
    ),
}


def make_course(root: Path, count: int) -> list[str]:
    """Write the course, release it, hand in; the students' names."""
    (root / "source" / NAME).mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(CONFIG)
    nbformat.write(_notebook(), root / "source" / NAME / f"{NAME}.ipynb")
    config = Config(CourseDirectory={"course_id": "small", "assignment_id": NAME})
    GenerateAssignment(coursedir=CourseDirectory(root=str(root), config=config), config=config).start()
    released = (root / "release" / NAME / f"{NAME}.ipynb").read_text()
    names = [f"student-{number + 1:02d}" for number in range(count)]
    for number, name in enumerate(names):
        folder = root / "submitted" / name / NAME
        folder.mkdir(parents=True)
        handed_in = nbformat.reads(released, as_version=4)
        for cell in handed_in.cells:
            if cell.id in _TASKS:
                cell.source = _function(cell.id, _TASKS[cell.id][0][number % 3])
        nbformat.write(handed_in, folder / f"{NAME}.ipynb")
    return names


def _function(name: str, body: str) -> str:
    return f"def {name}(values):\n    {body}"


def _notebook() -> nbformat.NotebookNode:
    cells = [_cell("imports", "import numpy as np", grade=False, solution=False, locked=True)]
    for name, (answers, test) in _TASKS.items():
        solution = f"### BEGIN SOLUTION\n    {answers[0]}\n    ### END SOLUTION"
        cells.append(_cell(name, _function(name, solution), grade=False, solution=True, locked=False))
        cells.append(_cell(f"{name}-check", test, grade=True, solution=False, locked=True, points=2))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def _cell(name: str, source: str, **settings: object) -> nbformat.NotebookNode:
    made = new_code_cell(source, id=name)
    made.metadata["nbgrader"] = {"grade_id": name, "schema_version": 3, "task": False, **settings}
    return made
