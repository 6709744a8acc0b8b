"""What a student's folder asks for: the lectures in order with their tasks, from `course.json`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

FILE = "course.json"
ALL_HINTS = "all"  # in place of a number of steps
# How far above a notebook its folder may be.
_LEVELS = 5
_NOTEBOOK_BYTES = 50_000_000  # a larger one is no homework any more, and takes seconds to read


@dataclass(frozen=True)
class Task:
    """Something with points.

    Parameters
    ----------
    id : str
        Of the cell in which the student writes: its `grade_id`.
    kind : {"check", "test", "written"}
        Answered by `check`, by another test when it is graded, or by a person.
    points : float
    blank : str
        `fingerprint` of the cell as it was released.
    tested_in : str
        `grade_id` of the cell that has the points.
    """

    id: str
    kind: str
    points: float
    blank: str
    tested_in: str


@dataclass(frozen=True)
class Lecture:
    """One lecture.

    Parameters
    ----------
    name, title : str
    notebook : str
        Path in the student's folder, with slashes.
    aims, time : str
        What one can do afterwards, and how long it takes, in the lecture's own words; may be empty.
    tasks : tuple of Task
        In the order of the notebook.
    """

    name: str
    title: str
    notebook: str
    aims: str
    time: str
    tasks: tuple[Task, ...]

    def of_kind(self, *kinds: str) -> tuple[Task, ...]:
        """Return the tasks of some kinds."""
        return tuple(task for task in self.tasks if task.kind in kinds)


@dataclass(frozen=True)
class Plan:
    """A student's folder with its lectures.

    Parameters
    ----------
    folder : Path
    lectures : tuple of Lecture
    hints : int or None
        How many steps of hints the instructor allows for each exercise; None for all that there are.
    """

    folder: Path
    lectures: tuple[Lecture, ...]
    hints: int | None = None

    def lecture_of(self, exercise: str) -> Lecture | None:
        """Return the lecture in which `check` asks for this exercise."""
        return next(
            (
                lecture
                for lecture in self.lectures
                if any(task.id == exercise for task in lecture.of_kind("check"))
            ),
            None,
        )

    def as_data(self) -> dict[str, Any]:
        """Return what `course.json` holds."""
        hints = ALL_HINTS if self.hints is None else self.hints
        return {"hints": hints, "lectures": [asdict(lecture) for lecture in self.lectures]}


def find_plan(start: Path | None = None) -> Plan | None:
    """Return the plan of the folder in which `start` lies, by default the working directory; None outside."""
    try:
        here = (start or Path.cwd()).resolve()
    except OSError:
        return None
    for folder in (here, *here.parents)[:_LEVELS]:
        try:
            return read_plan(folder)
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return None


def read_plan(folder: Path) -> Plan:
    """Read a folder's plan; OSError, ValueError, KeyError or TypeError if there is none."""
    data = json.loads((folder / FILE).read_text(encoding="utf-8"))
    hints = data.get("hints", ALL_HINTS)
    return Plan(
        folder, tuple(_lecture(each) for each in data["lectures"]), hints if isinstance(hints, int) else None
    )


def _lecture(data: Mapping[str, Any]) -> Lecture:
    return Lecture(**{**data, "tasks": tuple(Task(**task) for task in data["tasks"])})


def fingerprint(source: str) -> str:
    """A short hash of a cell's text, by which a cell that was never touched is known."""
    import hashlib  # not in every kernel that only imports `check`

    return hashlib.sha256(source.strip().encode()).hexdigest()[:16]


def cells_of(path: Path) -> dict[str, list[str]]:
    """Return the sources of a notebook's cells by `grade_id`, several where a cell was copied.

    Raises
    ------
    OSError, ValueError
        If it cannot be read, or is no notebook.
    """
    if path.stat().st_size > _NOTEBOOK_BYTES:
        raise ValueError(f"a notebook may have {_NOTEBOOK_BYTES:,} bytes; clear its outputs")
    notebook = json.loads(path.read_text(encoding="utf-8"))
    found: dict[str, list[str]] = {}
    for name, source in _named_cells(notebook):
        found.setdefault(name, []).append(source)
    return found


def _named_cells(notebook: Any) -> Iterator[tuple[str, str]]:
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        raise ValueError("a notebook must have cells")
    for cell in cells:
        name = cell.get("metadata", {}).get("nbgrader", {}).get("grade_id")
        source = cell.get("source", "")
        if name:
            yield str(name), source if isinstance(source, str) else "".join(source)


def untouched(plan: Plan, lecture: Lecture, *kinds: str) -> tuple[Task, ...]:
    """Return the tasks whose cell is as released, or gone; all where the notebook cannot be read."""
    tasks = lecture.of_kind(*kinds)
    try:
        cells = cells_of(plan.folder / lecture.notebook)
    except (OSError, ValueError, AttributeError):
        return tasks
    return tuple(
        task for task in tasks if fingerprint(cells.get(task.id, [""])[-1]) in (task.blank, fingerprint(""))
    )
