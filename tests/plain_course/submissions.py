"""A small honest class for homework 1: every submission is the released notebook with some cells rewritten.

`CLASS` maps a student to {grade_id: new source}; a key "after:<grade_id>" adds a cell of their own behind it.
`FILES` maps a student to the files that lie beside their notebook.
"""

from copy import deepcopy
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell

from tests.plain_course.right_answers import ARRAYS, LOOPS, OWN_HELPER, OWN_MODULE, PRINTS, RIGHT
from tests.plain_course.wrong_answers import HALF, RAISES, WRONG

CLASS = {
    "right": RIGHT,
    "loops": LOOPS,
    "wrong": WRONG,
    "half": HALF,
    "stub": {},
    "raises": RAISES,
    "prints": PRINTS,
    "own_helper": OWN_HELPER,
    "own_module": OWN_MODULE,
    "arrays": ARRAYS,
}

FILES = {
    "own_module": {
        "mine.py": """
import numpy as np


def midpoints(a, b, n):
    edges = np.linspace(a, b, n + 1)
    return (edges[:-1] + edges[1:]) / 2


def deviations(values):
    values = np.asarray(values, dtype=float)
    return values - values.mean()
"""
    }
}


def write_class(course):
    """Write `submitted/<student>/hw1/` for everyone in `CLASS`, from the course's release.

    Parameters
    ----------
    course : Path
        A course folder in which `nbgrader generate_assignment hw1` has run.
    """
    release = Path(course) / "release" / "hw1"
    released = nbformat.read(release / "hw1.ipynb", as_version=4)
    beside = [path for path in release.iterdir() if path.suffix != ".ipynb"]
    for student, answers in CLASS.items():
        folder = Path(course) / "submitted" / student / "hw1"
        folder.mkdir(parents=True)
        nbformat.write(answered(released, answers), folder / "hw1.ipynb")
        for path in beside:
            (folder / path.name).write_bytes(path.read_bytes())
        for name, text in FILES.get(student, {}).items():
            (folder / name).write_text(text.lstrip())


def answered(released, answers):
    """Return a copy of the released notebook with one student's answers in it."""
    notebook = deepcopy(released)
    cells, used = [], set()
    for cell in notebook.cells:
        name = cell.id
        if name in answers:
            cell.source = answers[name].strip()
            used.add(name)
        cells.append(cell)
        if f"after:{name}" in answers:
            cells.append(new_code_cell(answers[f"after:{name}"].strip()))
            used.add(f"after:{name}")
    unknown = set(answers) - used
    if unknown:
        raise LookupError(f"answered: every answer needs its cell in the released notebook; got {unknown}.")
    notebook.cells = cells
    return notebook
