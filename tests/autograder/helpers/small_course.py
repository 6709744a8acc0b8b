"""A small course for the tests of the instructor's side: two notebooks, every kind of cell, made by code."""

import json
import os
import sys
from copy import deepcopy
from pathlib import Path
from unittest import mock

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "small"
c.ClearSolutions.code_stub = {"python": "raise NotImplementedError"}
"""
# Students without solutions have these texts in the cells that they fill in.
STUB = "def double(x):\n    raise NotImplementedError"

KINDS = {
    "test": {"grade": True, "solution": False, "locked": True},
    "answer": {"grade": False, "solution": True, "locked": False},
    "by_hand": {"grade": True, "solution": True, "locked": False},
    "read_only": {"grade": False, "solution": False, "locked": True},
    "task": {"grade": False, "solution": False, "locked": True, "task": True},
}


def cell(kind, grade_id, source, points=None, cell_type="code"):
    """One cell with nbgrader's metadata (or without, for the kind "plain")."""
    make = new_code_cell if cell_type == "code" else new_markdown_cell
    made = make(source, id=grade_id)
    if kind != "plain":
        settings = {"grade_id": grade_id, "schema_version": 3, "task": False, **KINDS[kind]}
        made.metadata["nbgrader"] = settings | ({"points": points} if points is not None else {})
    return made


HALF_HIDDEN = (
    "assert double(START) == 6\n### BEGIN HIDDEN TESTS\nassert double(-71) == -142\n### END HIDDEN TESTS"
)


def main_cells():
    """The cells of `main.ipynb`."""
    return [
        cell("plain", "intro", "# Doubling", cell_type="markdown"),
        cell("plain", "imports", "import math"),
        cell("read_only", "given", "START = 3"),
        cell(
            "answer",
            "double",
            "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION",
        ),
        cell(
            "test",
            "double-check",
            HALF_HIDDEN,
            points=2,
        ),
        cell("answer", "root", "from math import sqrt\nroot = 1.5"),
        cell("test", "root-check", "4 * (root == 1.5) if root != 1 else 1.5", points=4),
        cell("by_hand", "sketch", "print('the instructor')", points=3),
        cell("by_hand", "essay", "The answer.", points=5, cell_type="markdown"),
        cell("task", "project", "Build something.", points=1, cell_type="markdown"),
    ]


def write_course(root: Path, cells=None) -> Path:
    """Write the course and release assignment `hw`."""
    root.mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(CONFIG)
    source = root / "source" / "hw"
    source.mkdir(parents=True)
    (source / "table.csv").write_text("1,2\n")
    extra = [
        cell("answer", "word", "word = 'yes'"),
        cell("test", "word-check", "assert word == 'yes'", points=1),
    ]
    write_notebook(source / "main.ipynb", main_cells() if cells is None else cells)
    write_notebook(source / "extra.ipynb", extra)
    release(root)
    return root


def write_notebook(path: Path, cells) -> None:
    """Write a notebook with a Python kernel."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)


def release(root: Path, db_url: str | None = None) -> None:
    """Do what `nbgrader generate_assignment hw --force` does, with the gradebook in the folder or elsewhere."""
    config = Config(CourseDirectory={"course_id": "small", "assignment_id": "hw"})
    if db_url is not None:
        config.CourseDirectory.db_url = db_url
    config.ClearSolutions.code_stub = {"python": "raise NotImplementedError"}
    directory = CourseDirectory(root=str(root), config=config)
    converter = GenerateAssignment(coursedir=directory, config=config, force=True)
    converter.log.setLevel("ERROR")
    # nbgrader calls `alembic`, which lies beside this Python.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    with mock.patch.dict(os.environ, PATH=path):
        converter.start()


ANSWERS = {
    "double": "def double(x):\n    return x + x",
    "root": "root = 1.5",
    "sketch": "print('mine')",
    "essay": "It is **so**.",
}


def released(root: Path, name="main"):
    """The notebook that students have."""
    return nbformat.read(root / "release" / "hw" / f"{name}.ipynb", as_version=4)


def answered(root: Path, answers=None, name="main"):
    """The released notebook with some cells filled in."""
    notebook = released(root, name)
    for each in notebook.cells:
        each.source = (ANSWERS if answers is None else answers).get(each.id, each.source)
    return notebook


def submit(root: Path, student: str, answers=None, notebook=None, extra="word = 'yes'") -> Path:
    """Hand in both notebooks; returns the folder."""
    folder = root / "submitted" / student / "hw"
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(answered(root, answers) if notebook is None else notebook, folder / "main.ipynb")
    if extra is not None:
        nbformat.write(answered(root, {"word": extra}, "extra"), folder / "extra.ipynb")
    return folder


def plain(notebook) -> bytes:
    """A notebook as the bytes of a file."""
    return json.dumps(deepcopy(notebook)).encode()
