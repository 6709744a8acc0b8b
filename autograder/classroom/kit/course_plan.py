"""The plan of a student's folder, read from the released notebooks: lectures in order, tasks with points."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from autograder.checking.desk.plan import Lecture, Plan, Task, fingerprint

_CHECK = re.compile(r"^(?:print\()?check\(\s*(\w+)", re.MULTILINE)
_TITLE = re.compile(r"^# +(.+)$", re.MULTILINE)
_AIMS = re.compile(r"^\*\*Afterwards you can\*\*(.*?)(?:\n\s*\n|\Z)", re.MULTILINE | re.DOTALL)
_TIME = re.compile(r"\bAllow (.+?)\.(?:\s|$)", re.DOTALL)

Notebook = Mapping[str, Any]


def plan_of(folder: Path, released: Mapping[str, Path], hints: int | None = None) -> Plan:
    """Return the plan of a folder into which some released lectures go.

    Parameters
    ----------
    folder : Path
    released : dict
        Lecture -> the folder with its released notebook.
    hints : int, optional
        How many steps of hints are allowed; all if it is left out.
    """
    notebooks = {name: read(path / f"{name}.ipynb") for name, path in released.items()}
    ordered = sorted(notebooks, key=lambda name: (_number(notebooks[name]), name))
    return Plan(folder, tuple(_lecture(name, notebooks[name]) for name in ordered), hints)


def read(path: Path) -> Notebook:
    """Read a notebook."""
    notebook: Notebook = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def _number(notebook: Notebook) -> float:
    """Where a lecture stands: the first number of its rows of the syllabus; last where it has none."""
    rows = [row for cell in notebook["cells"] for row in cell["metadata"].get("syllabus", ())]
    return min((float(str(row).partition(".")[0]) for row in rows), default=float("inf"))


def _lecture(name: str, notebook: Notebook) -> Lecture:
    text = "\n\n".join(_source(cell) for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    title, aims, time = _TITLE.search(text), _AIMS.search(text), _TIME.search(text)
    return Lecture(
        name=name,
        title=title[1].strip() if title else name,
        notebook=f"{name}/{name}.ipynb",
        aims=f"Afterwards you can {_one_line(_TIME.sub('', aims[1]))}" if aims else "",
        time=_one_line(time[1]) if time else "",
        tasks=tuple(_tasks(notebook)),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _source(cell: Mapping[str, Any]) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def _tasks(notebook: Notebook) -> Iterator[Task]:
    """Every cell with points; a test counts for the answer before it, a check for what it names."""
    answers: dict[str, str] = {}
    last, seen = "", set()
    for cell in notebook["cells"]:
        about = cell["metadata"].get("nbgrader", {})
        name, is_answer = about.get("grade_id", ""), about.get("solution", False)
        if is_answer:
            last, answers[name] = name, fingerprint(_source(cell))
        if not about.get("grade"):
            continue
        points = float(about.get("points", 0))
        if is_answer:
            yield Task(name, "written", points, answers[name], name)
            continue
        checked = _CHECK.search(_source(cell))
        answer = checked[1] if checked else last or name
        kind = "check" if checked and answer not in seen else "test"
        seen.add(answer)
        yield Task(answer, kind, points, answers.get(answer, ""), name)
