"""Handing in: look at a lecture's notebook, say what is open, and write one zip."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.checking.desk.plan import Lecture, Plan, Task, cells_of, untouched
from autograder.checking.desk.progress import earned, read_progress

FOLDER = "handed_in"


class CannotHandIn(Exception):
    """There is nothing that could be handed in; the text says what to do."""


@dataclass(frozen=True)
class HandIn:
    """What was written, and what to know about it.

    Parameters
    ----------
    path : Path
        The zip, which holds the notebook alone.
    remarks : tuple of str
        What is open, and what a grader could stumble on; empty if all is done.
    saved : float
        When the notebook was saved, in seconds since the epoch.
    """

    path: Path
    remarks: tuple[str, ...]
    saved: float


def hand_in(plan: Plan, name: str) -> HandIn:
    """Write the zip of a lecture.

    Raises
    ------
    CannotHandIn
        If there is no such lecture, or its notebook is not there or cannot be read.
    """
    lecture = lecture_of(plan, name)
    notebook = plan.folder / lecture.notebook
    try:
        cells = cells_of(notebook)
    except FileNotFoundError:
        raise CannotHandIn(_not_there(notebook)) from None
    except (OSError, ValueError, AttributeError) as problem:
        raise CannotHandIn(
            f"{notebook.name} cannot be read ({problem}). Open it in JupyterLab and save it, or take a fresh "
            "copy from the course and put your answers in."
        ) from problem
    path = plan.folder / FOLDER / f"{lecture.name}.zip"
    path.parent.mkdir(exist_ok=True)
    unfinished = path.with_suffix(".part")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as file:
        file.write(notebook, Path(lecture.notebook).name)
    unfinished.replace(path)
    return HandIn(path, tuple(_remarks(plan, lecture, cells)), notebook.stat().st_mtime)


def lecture_of(plan: Plan, name: str) -> Lecture:
    """Return the lecture of that name; `CannotHandIn` lists those that there are."""
    found = next((each for each in plan.lectures if each.name == name), None)
    if found is None:
        known = ", ".join(each.name for each in plan.lectures)
        raise CannotHandIn(f"The lecture must be one of {known}; got {name!r}.")
    return found


def _not_there(notebook: Path) -> str:
    others = sorted(path.name for path in notebook.parent.glob("*.ipynb")) if notebook.parent.is_dir() else []
    sentence = f"{notebook.name} must lie in {notebook.parent}; it does not."
    return (
        f"{sentence} There is {', '.join(others)}: give your notebook its name back." if others else sentence
    )


def _remarks(plan: Plan, lecture: Lecture, cells: dict[str, list[str]]) -> Iterator[str]:
    data = read_progress(plan.folder)
    blank = untouched(plan, lecture, "check", "test", "written")
    for kind, what in (("check", "exercise"), ("test", "exercise"), ("written", "answer in words")):
        names = [task.id for task in blank if task.kind == kind]
        if names:
            yield f"{_counted(len(names), what)} open: {', '.join(names)}."
    failing = [task.id for task in lecture.of_kind("check") if _is_short(data, task) and task not in blank]
    if failing:
        yield f"Written, but its check has not passed here: {', '.join(failing)}."
    gone = [task.tested_in for task in lecture.tasks if task.tested_in not in cells]
    if gone:
        yield f"Cells that count are missing; they are graded all the same: {', '.join(gone)}."
    copied = [task.id for task in lecture.tasks if len(cells.get(task.id, ())) > 1]
    if copied:
        yield f"There are copies of a cell, and the last one counts: {', '.join(copied)}."


def _is_short(data: dict[str, object], task: Task) -> bool:
    return earned(data, task) < task.points


def _counted(number: int, what: str) -> str:
    noun = what if number == 1 else what.replace("answer", "answers").replace("exercise", "exercises")
    return f"{number} {noun}"


def report(handed_in: HandIn, now: float | None = None) -> str:
    """What to print: the file, when the notebook was saved, and what is open."""
    minutes = int(((time.time() if now is None else now) - handed_in.saved) // 60)
    age = (
        "less than a minute ago"
        if minutes < 1
        else f"{minutes} min ago"
        if minutes < 120
        else _date(handed_in)
    )
    lines = [f"Written: {handed_in.path}", f"The notebook was saved {age}; what came later is not in it."]
    return "\n".join([*lines, *(handed_in.remarks or ("Nothing is open.",))])


def _date(handed_in: HandIn) -> str:
    return "on " + time.strftime("%d %B %Y at %H:%M", time.localtime(handed_in.saved))
