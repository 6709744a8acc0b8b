"""What a solution downloads, fetched once and kept beside the notebook: grading opens it from there."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from autograder.boxes import addresses
from autograder.classroom.rehearsal.kernel import run_in_kernel
from autograder.reading.assignment import Assignment, InstructorNotebook
from autograder.reading.course import SetupError

CELL_SECONDS = 300
_RECORD = """
import importlib.util as _util
_spec = _util.spec_from_file_location("_addresses", {file!r})
_addresses = _util.module_from_spec(_spec)
_spec.loader.exec_module(_addresses)
_addresses.serve({folder!r}, is_recording=True)
"""


@dataclass(frozen=True)
class Fetched:
    """What is kept: address -> bytes of what it gives; and the errors of cells that did not run."""

    sizes: dict[str, int]
    problems: list[str]


def prefetch(assignment: Assignment, folder: Path, python: str = sys.executable) -> Fetched:
    """Run the solution in a kernel with a network and keep what it reads from addresses.

    Parameters
    ----------
    assignment : Assignment
    folder : Path
        Of the instructor's notebooks; what is kept comes into `prefetched/` in it.
    python : str
        The course's, in whose environment the solution runs.

    Raises
    ------
    SetupError
        If what was fetched cannot be kept.
    """
    kept = folder / addresses.FOLDER
    problems = [
        f"{notebook.name}: {problem}"
        for notebook in assignment.notebooks.values()
        for problem in _run(notebook, kept, python)
    ]
    try:
        index = json.loads((folder / addresses.INDEX).read_text())
        sizes = {address: (kept / stored["file"]).stat().st_size for address, stored in index.items()}
    except FileNotFoundError:
        sizes = {}
    except (OSError, ValueError) as problem:
        raise SetupError(
            f"{kept} must hold an index and its files; got {problem}. Remove it and try again."
        ) from problem
    return Fetched(sizes, problems)


def _run(notebook: InstructorNotebook, kept: Path, python: str) -> list[str]:
    """Run a solution; returns what its cells raised."""
    record = _RECORD.format(file=addresses.__file__, folder=str(kept))
    sources = [cell.solved for cell in notebook.cells if cell.cell_type == "code"]
    cells = [nbformat.v4.new_code_cell(source) for source in (record, *sources)]
    made = nbformat.v4.new_notebook(cells=cells)
    try:
        run_in_kernel(made, notebook.files, python, CELL_SECONDS)
    except (CellTimeoutError, DeadKernelError) as problem:
        raise SetupError(
            f"{notebook.name}: the solution must run to its end; it was ended ({type(problem).__name__})."
        ) from problem
    errors = (output for cell in made.cells for output in cell.outputs if output.output_type == "error")
    return [f"{error.ename}: {error.evalue}" for error in errors]
