"""Trying a lecture as a grader would find it: the saved notebook, from the top, in a fresh kernel.

It runs in a copy, so that neither the notebook nor progress is touched, with the public cases. What only a
grader has (hidden cases, limits, walls) is not in it.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.checking.desk.plan import FILE, Lecture, Plan, untouched
from autograder.checking.desk.progress import earned, read_progress

_CELL_SECONDS = 300


def try_lecture(plan: Plan, lecture: Lecture) -> str:
    """Run a lecture's saved notebook in a copy of its folder; the table of what its checks gave.

    Raises
    ------
    OSError, ValueError
        If the notebook is not there, or is none.
    """
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        source = (plan.folder / lecture.notebook).parent
        ignored = shutil.ignore_patterns(".*", "__pycache__")
        shutil.copytree(source, (folder / lecture.notebook).parent, ignore=ignored)
        shutil.copy(plan.folder / FILE, folder)
        ran = _run(folder / lecture.notebook)
        data = read_progress(folder)
    return "\n".join(_table(plan, lecture, data, ran))


def _run(path: Path) -> dict[str, Any]:
    """The notebook with the outputs of a run in a fresh kernel, which no error ends."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook, timeout=_CELL_SECONDS, allow_errors=True, resources={"metadata": {"path": str(path.parent)}}
    )
    client.execute()
    ran: dict[str, Any] = notebook
    return ran


def _table(plan: Plan, lecture: Lecture, data: dict[str, Any], ran: dict[str, Any]) -> Iterator[str]:
    checks = lecture.of_kind("check")
    width = max((len(task.id) for task in checks), default=0)
    yield f"{lecture.title}, from the top in a fresh kernel (no walls), with the public cases:"
    for task in checks:
        entry = data["exercises"].get(task.id, {"state": "its check did not run"})
        yield f"  {task.id:<{width}}  {earned(data, task):g} of {task.points:g}  {entry['state']}"
    total = sum(task.points for task in checks)
    yield f"{sum(earned(data, task) for task in checks):g} of {total:g} points by checks."
    written, n_open = lecture.of_kind("written"), len(untouched(plan, lecture, "written"))
    if written:
        yield f"Answers in words: {len(written) - n_open} wait for your teacher, {n_open} open."
    yield from _first_error(ran)


def _first_error(ran: dict[str, Any]) -> Iterator[str]:
    """Where a cell first ended in an error: what follows it may have run on a wrong footing."""
    for cell in ran["cells"]:
        for output in cell.get("outputs", ()):
            if output["output_type"] == "error":
                [first, *_] = [*filter(str.strip, cell["source"].splitlines()), ""]
                yield f"The first error is in the cell that begins with `{first.strip()}`: " + _told(output)
                return


def _told(output: dict[str, Any]) -> str:
    trace = output["traceback"]
    return str(trace[0]) if len(trace) == 1 else f"{output['ename']}: {output['evalue']}"
