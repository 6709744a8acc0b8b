"""What a student has reached, kept as one plain file in the student's folder: `progress.json`.

It is for the student: nothing reads it when something is graded, and whoever deletes it starts afresh.

    {
     "about": "...",
     "last": "svm_loss",                            the exercise that was checked last
     "exercises": {"svm_loss": {"share": 1.0,        the best share of the points so far, 0 to 1
                                "state": "passed",   of the last check; or "not passed", "not written"
                                "checks": 3, "at": "2026-03-01T10:00:00"}},
     "predictions": {...},                          what `remember_prediction` was told
     "hints": {"svm_loss": {"number": 2, "of": 3}}  the furthest hint that was shown, and how many there are
    }
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from autograder.checking.desk.plan import Lecture, Plan, Task, find_plan, untouched

FILE = "progress.json"
ABOUT = (
    "What the checks in this folder found. It is yours: it decides nothing in grading, and you may delete it."
)
_LOCK_SECONDS = 2.0  # longer than any change takes; a lock that is older was left behind by a crash


def is_kept() -> bool:
    """Whether this process is a student's own kernel: nothing is kept where something is graded."""
    return not (os.environ.get("COURSE_BOX") or os.environ.get("NBGRADER_EXECUTION"))


def read_progress(folder: Path) -> dict[str, Any]:
    """Return what is kept in a folder; nothing where the file is missing or torn."""
    try:
        data = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        data = {}
    if not isinstance(data, dict):
        data = {}
    parts = {name: data.get(name) for name in ("exercises", "predictions", "hints")}
    kept = {name: part if isinstance(part, dict) else {} for name, part in parts.items()}
    last = data.get("last")
    return {"about": ABOUT, "last": last if isinstance(last, str) else "", **kept}


def change_progress(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change what is kept, at once and for all kernels that work in the folder; OSError if it cannot be."""
    with _locked(folder):
        data = read_progress(folder)
        change(data)
        unfinished = folder / f".{FILE}-part"
        unfinished.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        os.replace(unfinished, folder / FILE)


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Let one process at a time change the file, on every system and file system."""
    lock = folder / f".{FILE}-lock"
    give_up = time.monotonic() + 2 * _LOCK_SECONDS
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except FileExistsError:
            with contextlib.suppress(OSError):
                if abs(time.time() - lock.stat().st_mtime) > _LOCK_SECONDS:
                    lock.unlink()
                    continue
            if time.monotonic() > give_up:
                raise
            time.sleep(0.005)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def note_check(name: str, state: str, share: float) -> str:
    """Keep what a check found, and say where the student stands.

    Parameters
    ----------
    name : str
        The exercise.
    state : {"passed", "not passed", "not written"}
    share : float
        Of its points, in [0, 1].

    Returns
    -------
    sentence : str
        Such as "2 of 2 points. Loss functions: 9 of 15 so far, 3 answers in words open."; empty where nothing
        is kept: outside a student's folder, or where something is graded.
    """
    plan = find_plan() if is_kept() else None
    lecture = None if plan is None else plan.lecture_of(name)
    if plan is None or lecture is None:
        return ""

    def change(data: dict[str, Any]) -> None:
        before = data["exercises"].get(name)
        before = before if isinstance(before, dict) else {}
        data["last"] = name
        data["exercises"][name] = {
            "share": max(share, _number(before.get("share"))),
            "state": state,
            "checks": int(_number(before.get("checks"))) + 1,
            "at": time.strftime("%Y-%m-%dT%H:%M:%S"),
        }

    try:
        change_progress(plan.folder, change)
    except OSError as problem:
        return f"Progress cannot be kept in {plan.folder}: {problem.strerror}."
    return _sentence(plan, lecture, name, share)


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _sentence(plan: Plan, lecture: Lecture, name: str, share: float) -> str:
    task = next(each for each in lecture.of_kind("check") if each.id == name)
    data = read_progress(plan.folder)
    reached = sum(earned(data, each) for each in lecture.of_kind("check"))
    total = sum(each.points for each in lecture.of_kind("check"))
    sentence = f"{share * task.points:g} of {task.points:g} points. {lecture.title}: "
    sentence += f"{reached:g} of {total:g} so far"
    n_open = len(untouched(plan, lecture, "written"))
    answers = "answer" if n_open == 1 else "answers"
    return sentence + (f", {n_open} {answers} in words open." if n_open else ".")


def earned(data: dict[str, Any], task: Task) -> float:
    """Return the points of a task so far."""
    entry = data["exercises"].get(task.id)
    return min(1.0, _number(entry.get("share"))) * task.points if isinstance(entry, dict) else 0.0


def remember_prediction(question: str, prediction: dict[str, Any]) -> None:
    """Keep what was predicted; where nothing is kept, do nothing.

    Parameters
    ----------
    question : str
    prediction : plain data, as JSON has it
    """

    def change(data: dict[str, Any]) -> None:
        data["predictions"][question] = prediction

    _remember(change)


def remember_hint(exercise: str, number: int, of: int) -> None:
    """Keep how far the hints for an exercise went; where nothing is kept, do nothing.

    Parameters
    ----------
    exercise : str
    number, of : int
        The hint that was shown, from 1, and how many there are.
    """

    def change(data: dict[str, Any]) -> None:
        before = hint_number(data, exercise)
        if number >= before:
            data["hints"][exercise] = {"number": number, "of": of}

    _remember(change)


def hint_number(data: dict[str, Any], exercise: str) -> int:
    """Return the number of the furthest hint that was shown for an exercise; 0 if there was none."""
    entry = data["hints"].get(exercise)
    return int(_number(entry.get("number"))) if isinstance(entry, dict) else 0


def hints_allowed() -> int | None:
    """Return how many steps of hints the instructor allows in this folder; None for all that there are."""
    plan = find_plan()
    return None if plan is None else plan.hints


def _remember(change: Callable[[dict[str, Any]], None]) -> None:
    plan = find_plan() if is_kept() else None
    if plan is not None:
        with contextlib.suppress(OSError):  # a folder that cannot be written to
            change_progress(plan.folder, change)
