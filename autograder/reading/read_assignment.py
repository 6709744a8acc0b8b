"""The instructor's copy is read as nbgrader releases it, and held against what was released."""

from __future__ import annotations

import copy
import json
import shlex
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat.notebooknode import NotebookNode
from nbgrader import nbgraderformat, utils
from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.preprocessors import InstantiateTests, SaveCells

from autograder.reading.assignment import Assignment, InstructorCell, InstructorNotebook, ReleasedCell
from autograder.reading.course import Course, SetupError
from autograder.reading.secret import secret_digest


def read_assignment(
    course: Course,
    name: str,
    released: Mapping[str, Mapping[str, ReleasedCell]],
    has_submissions: bool = False,
) -> Assignment:
    """Read the instructor's copy and hold it against what was released.

    Parameters
    ----------
    course : Course
    name : str
    released : dict
        Notebook -> grade_id -> what the gradebook holds (`Gradebook.released`).
    has_submissions : bool
        Whether the gradebook holds submissions: then nbgrader adds and removes no cell.

    Raises
    ------
    SetupError
        If the copy is missing or differs from the released version.
    """
    folder = course.source(name)
    paths = {path.stem: path for path in sorted(folder.glob("*.ipynb"))}
    again = f"Run: nbgrader generate_assignment {shlex.quote(name)} --force"
    if not paths:
        raise SetupError(f"{name}: the instructor's notebook must lie in {folder}; got none.")
    if set(paths) != set(released):
        raise SetupError(
            f"{name}: the notebooks in {folder} must be the released ones; "
            f"got {sorted(paths)} and {sorted(released)}. {_anew(name) if has_submissions else again}"
        )
    excluded = set(Autograde(config=course.config).exclude_overwriting.get(name, []))
    files = _read_files(course, folder)
    kept = {path: data for path, data in files.items() if path not in excluded}
    notebooks = {}
    for stem, path in paths.items():
        notebook = _read_notebook(course, name, path, released[stem])
        _require_gradable(path, notebook)
        if has_submissions and (difference := _other_cells(notebook, released[stem])):
            raise SetupError(f"{path}: must have the cells that were released; {difference}. {_anew(name)}")
        difference = _difference(notebook, released[stem])
        if difference:
            raise SetupError(f"{path}: must be as it was released; {difference}. {again}")
        notebooks[stem] = InstructorNotebook(
            stem, notebook.cells, notebook.metadata, kept, frozenset(excluded), secret_digest(course)
        )
    return Assignment(name, notebooks)


def _anew(name: str) -> str:
    """What to do where nbgrader refuses to release other cells than before."""
    quoted = shlex.quote(name)
    steps = [
        "nbgrader export --to before.csv",
        f"nbgrader db assignment remove {quoted} --force",
        f"nbgrader generate_assignment {quoted} --force",
        f"autograder grade {quoted}",
    ]
    return (
        "nbgrader adds or removes no cell once there are submissions (--force neither). Undo that and write "
        "the test into a cell that was released; or start the marks of this assignment anew, without its due "
        f"date and the points given by hand: {' && '.join(steps)}"
    )


def _read_files(course: Course, folder: Path) -> dict[str, bytes]:
    paths = utils.find_all_files(str(folder), [*course.directory.ignore, "*.ipynb"])
    return {Path(path).relative_to(folder).as_posix(): Path(path).read_bytes() for path in sorted(paths)}


def _read_notebook(
    course: Course, assignment: str, path: Path, released: Mapping[str, ReleasedCell]
) -> InstructorNotebook:
    resources = {
        "nbgrader": {
            "assignment": assignment,
            "notebook": path.stem,
            "student": ".",
            "db_url": course.db_url,
        },
        "metadata": {"path": str(path.parent), "name": path.stem},
        "unique_key": path.stem,
    }
    before, after = _release_steps(course)
    try:
        solved = nbgraderformat.read(str(path), as_version=4)
        with utils.chdir(str(course.root)):  # header and footer are relative to the course
            source = _run(before, solved, resources)
            shown = _run(after, source, resources)
    except Exception as error:  # the steps are configurable, so they may raise anything
        raise SetupError(
            f"{path}: nbgrader must be able to release it; got {type(error).__name__}: {error}."
        ) from error
    return _join(path.stem, solved, source, shown, released)


def _release_steps(course: Course) -> tuple[list[type[Preprocessor]], list[type[Preprocessor]]]:
    """What `nbgrader generate_assignment` does before and after it saves the cells."""
    steps = GenerateAssignment(config=course.config).preprocessors
    steps = [step for step in steps if step is not InstantiateTests]  # those it made are in the gradebook
    position = steps.index(SaveCells) if SaveCells in steps else len(steps)
    made = [step(config=course.config) if isinstance(step, type) else step for step in steps]
    return made[:position], made[position + 1 :]


def _run(steps: list[Any], notebook: NotebookNode, resources: dict[str, Any]) -> NotebookNode:
    notebook, resources = copy.deepcopy(notebook), copy.deepcopy(resources)
    for step in steps:
        notebook, resources = step.preprocess(notebook, resources)
    return notebook


def _join(
    name: str,
    solved: NotebookNode,
    source: NotebookNode,
    shown: NotebookNode,
    released: Mapping[str, ReleasedCell],
) -> InstructorNotebook:
    solved_sources = {cell.id: cell.source for cell in solved.cells}
    shown_cells = {cell.id: cell for cell in shown.cells}
    cells = []
    for cell in source.cells:
        visible = shown_cells.get(cell.id, cell)
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        text = cell.source
        if "AUTOTEST" in text and grade_id in released:  # nbgrader wrote the tests when it released them
            text = released[grade_id].source
        cells.append(
            InstructorCell(
                cell_type=cell.cell_type,
                identity=cell.id,
                grade_id=grade_id,
                source=text,
                shown=visible.source if text == cell.source else text,
                solved=solved_sources.get(cell.id, cell.source),
                metadata=json.loads(json.dumps(visible.metadata)),
                attachments=json.loads(json.dumps(cell.get("attachments", {}))),
            )
        )
    return InstructorNotebook(name, tuple(cells), json.loads(json.dumps(source.metadata)), {})


def _require_gradable(path: Path, notebook: InstructorNotebook) -> None:
    kernel = notebook.metadata.get("kernelspec", {})
    language = kernel.get("language") or kernel.get("name") or "python"
    if not language.lower().startswith("python"):
        raise SetupError(f"{path}: the notebook's language must be Python; got {language}.")
    twice = [name for name, count in Counter(cell.identity for cell in notebook.cells).items() if count > 1]
    if twice:
        raise SetupError(f"{path}: cell ids must be unique; got {twice[0]} more than once.")


def _named_cells(notebook: InstructorNotebook) -> dict[str, InstructorCell]:
    return {
        cell.grade_id: cell
        for cell in notebook.cells
        if cell.grade_id and (cell.is_locked or cell.is_solution)
    }


def _other_cells(notebook: InstructorNotebook, released: Mapping[str, ReleasedCell]) -> str:
    """The first cell that only one of the two has, in words; empty if they have the same."""
    local = _named_cells(notebook)
    for grade_id in sorted(local.keys() ^ released.keys()):
        return f"the cell `{grade_id}` is only in the {'source' if grade_id in local else 'gradebook'}"
    return ""


def _difference(notebook: InstructorNotebook, released: Mapping[str, ReleasedCell]) -> str:
    """The first cell in which the copy and the gradebook differ, in words; empty if there is none."""
    local = _named_cells(notebook)
    if difference := _other_cells(notebook, released):
        return difference
    for grade_id, cell in local.items():
        if cell.source != released[grade_id].source:
            return f"the cell `{grade_id}` has another text in the gradebook"
        if cell.points != released[grade_id].points:
            points = released[grade_id].points
            return f"the cell `{grade_id}` has {cell.points} points, in the gradebook {points}"
    return ""
