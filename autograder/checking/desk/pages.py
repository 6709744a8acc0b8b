"""How a student's folder stands, as a page: the lectures with what is done, what is open, where to go on."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from autograder.checking.desk.plan import Lecture, Plan, Task, find_plan, untouched
from autograder.checking.desk.progress import (
    earned,
    hint_number,
    is_kept,
    read_progress,
    remember_prediction,
)
from course_lib.live_view.asking.remembered import watch_predictions

_NO_FOLDER = (
    "progress: this must run in the folder of the course, in which course.json lies; here is none. "
    "Open a notebook from that folder."
)


# What Markdown says by marks: a link keeps its text, a heading its line.
_MARKS = re.compile(r"\[(.+?)\]\([^)]*\)|^#+ |\*\*|`", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """A page that a notebook shows as Markdown and a terminal as text."""

    markdown: str

    def __repr__(self) -> str:
        return _MARKS.sub(r"\1", self.markdown)

    def _repr_markdown_(self) -> str:
        return self.markdown


def progress() -> Page:
    """Return how you stand: points of the checks, what is open, what waits for your teacher.

    What a check found is kept in `progress.json` in your folder. It is yours and decides nothing in grading.
    """
    plan = find_plan()
    _take_predictions(plan)
    return Page(_NO_FOLDER if plan is None else "\n\n".join(_progress(plan)))


def start_page() -> Page:
    """Return the start page: where to go on, and every lecture with its aims, its time and its points."""
    plan = find_plan()
    _take_predictions(plan)
    return Page(_NO_FOLDER if plan is None else "\n\n".join(_start(plan)))


def _take_predictions(plan: Plan | None) -> None:
    """Keep what the demos' pages remember in the browser; in a kernel only, where there is a page to ask."""
    if plan is not None and "ipykernel" in sys.modules and is_kept():
        watch_predictions(keep_prediction)


def keep_prediction(prediction: Mapping[str, Any]) -> None:
    """Keep one prediction, as `watch_predictions` hands it on, under its demo and question."""
    key = f"{prediction['demo']}: {prediction['question']}"
    remember_prediction(key, {name: prediction[name] for name in ("guess", "right", "when")})


def _progress(plan: Plan) -> Iterator[str]:
    data = read_progress(plan.folder)
    for lecture in plan.lectures:
        yield f"**{lecture.title}**: {' '.join(_standing(plan, lecture, data))}"
    hints = [(name, hint_number(data, name)) for name in data["hints"]]
    used = ", ".join(f"`{name}` ({number})" for name, number in hints if number) or "none"
    if data["predictions"] or data["hints"]:
        yield f"Predictions made: {len(data['predictions'])}. Hints used: {used}."


def _start(plan: Plan) -> Iterator[str]:
    data = read_progress(plan.folder)
    yield _go_on(plan, data)
    for number, lecture in enumerate(plan.lectures, 1):
        yield f"### {number} · {_link(lecture)}"
        yield " · ".join(filter(None, (lecture.time, _points(lecture))))
        if lecture.aims:
            yield lecture.aims
        yield " ".join(_standing(plan, lecture, data))


def _go_on(plan: Plan, data: dict[str, Any]) -> str:
    """One line that leads to the next open exercise behind the one that was checked last."""
    last = data["last"]
    lecture = plan.lecture_of(last)
    if lecture is None:
        return f"**Begin here:** {_link(plan.lectures[0])}." if plan.lectures else ""
    following = plan.lectures[plan.lectures.index(lecture) :]
    for each in following:
        open_tasks = [task for task in each.of_kind("check") if earned(data, task) < task.points]
        if open_tasks:
            return f"**Go on where you were:** {_link(each)}, exercise `{_next(each, open_tasks, last).id}`."
    return f"**Go on where you were:** {_link(lecture)}. Every exercise from there on passes its check."


def _next(lecture: Lecture, open_tasks: list[Task], last: str) -> Task:
    """The open task at or behind the last one in the notebook, else the first open one."""
    names = [task.id for task in lecture.of_kind("check")]
    start = names.index(last) if last in names else 0
    return next((task for task in open_tasks if names.index(task.id) >= start), open_tasks[0])


def _link(lecture: Lecture) -> str:
    return f"[{lecture.title}]({lecture.notebook})"


def _points(lecture: Lecture) -> str:
    by_tests = sum(task.points for task in lecture.of_kind("check", "test"))
    by_teacher = sum(task.points for task in lecture.of_kind("written"))
    return f"{by_tests:g} points by checks" + (f", {by_teacher:g} by your teacher" if by_teacher else "")


def _standing(plan: Plan, lecture: Lecture, data: dict[str, Any]) -> Iterator[str]:
    """Sentences about what is done, open, and waiting for a person."""
    checks = lecture.of_kind("check")
    reached, total = sum(earned(data, task) for task in checks), sum(task.points for task in checks)
    still = [task for task in checks if earned(data, task) < task.points]
    mark = "✓" if checks and not still else "○" if not reached else "◐"
    yield f"{mark} {reached:g} of {total:g} points."
    if still:
        yield f"Open: {', '.join(f'`{task.id}` ({task.points:g})' for task in still)}."
    changed = [task.id for task in checks if task not in still and _state(data, task) != "passed"]
    if changed:
        yield f"Passed before, not as it stands now: {', '.join(f'`{name}`' for name in changed)}."
    written, n_open = lecture.of_kind("written"), len(untouched(plan, lecture, "written"))
    if len(written) > n_open:
        yield f"Answers in words: {len(written) - n_open} wait for your teacher."
    if n_open:
        yield f"{n_open} of {len(written)} answers in words open."


def _state(data: dict[str, Any], task: Task) -> str:
    entry = data["exercises"].get(task.id)
    return str(entry.get("state", "")) if isinstance(entry, dict) else ""
