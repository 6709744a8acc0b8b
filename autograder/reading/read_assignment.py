"""The instructor's copy is read as nbgrader releases it, and held against what was released."""

from __future__ import annotations

import copy
import json
import shlex
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.preprocessors import Preprocessor
from nbformat.notebooknode import NotebookNode
from nbformat.warnings import MissingIDFieldWarning
from nbgrader import nbgraderformat, utils
from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.preprocessors import InstantiateTests, SaveCells

from autograder.reading.assignment import Assignment, InstructorCell, InstructorNotebook, ReleasedCell
from autograder.reading.course import Course, SetupError
from autograder.reading.pairing.identities import with_identities, without_drawn_ids
from autograder.reading.secret import secret_digest
from autograder.reading.ways.file import read_ways, ways_file
from autograder.reading.ways.way import Way


def read_assignment(
    course: Course,
    name: str,
    released: Mapping[str, Mapping[str, ReleasedCell]],
    has_submissions: bool = False,
    *,
    has_ways: bool = True,
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
    has_ways : bool
        Whether the test cells run as the file beside the assignment says; otherwise all run apart.

    Raises
    ------
    SetupError
        If the copy is missing or differs from the released version, or the file of its ways cannot be read.
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
    notebooks: dict[str, InstructorNotebook] = {}
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
    assignment = Assignment(name, notebooks)
    ways = read_ways(course, name) if has_ways else {}
    for (of, grade_id), way in ways.items():
        place = f'{ways_file(course, name)}: ["{of}"."{grade_id}"]'
        _require_way(place, notebooks.get(of), grade_id, way)
    return assignment.with_ways(ways)


def _require_way(place: str, notebook: InstructorNotebook | None, grade_id: str, way: Way) -> None:
    """Raise `SetupError` for a way of a cell that is no test cell, or that can only run apart."""
    cells = {cell.grade_id: cell for cell in notebook.test_cells} if notebook else {}
    if notebook is None or grade_id not in cells:
        raise SetupError(
            f"{place} must be a test cell of the assignment; it has none of that name. "
            "Take it out of the file, or rehearse the assignment anew."
        )
    if way.is_together and notebook.uses_the_grader(cells[grade_id]):
        raise SetupError(f'{place} calls `check`, which works apart alone. Write way = "apart".')


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
        solved = _read_source(path)
        with utils.chdir(str(course.root)):  # header and footer are relative to the course
            source = with_identities(_run(before, solved, resources))
            shown = _run(after, source, resources)
    except nbgraderformat.SchemaTooNewError as error:
        raise SetupError(
            f"{path}: was written by a newer nbgrader ({error}). Run: pip install --upgrade nbgrader"
        ) from error
    except Exception as error:  # the steps are configurable, so they may raise anything
        raise SetupError(
            f"{path}: nbgrader must be able to release it; got {type(error).__name__}: {error}."
        ) from error
    return _join(path.stem, solved, source, shown, released)


def _read_source(path: Path) -> NotebookNode:
    """The notebook as it lies in the folder, with nbgrader's metadata in the form of today."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MissingIDFieldWarning)
        try:
            notebook = nbgraderformat.read(str(path), as_version=4)
        except (
            nbgraderformat.SchemaTooOldError
        ):  # as `nbgrader update` does, which nobody needs to run for it
            validator = nbgraderformat.MetadataValidator()
            notebook = validator.upgrade_notebook_metadata(nbformat.read(path, as_version=4))
            validator.validate_nb(notebook)
    return with_identities(without_drawn_ids(notebook, path.read_bytes()))


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
