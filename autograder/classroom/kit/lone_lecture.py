"""The plan of one lecture beside its released notebook: for students who get it through nbgrader's exchange.

In `nbgrader_config.py`::

    c.GenerateAssignment.post_convert_hook = "autograder.classroom.kit.lone_lecture.add_plan"
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from autograder.checking.desk.plan import FILE
from autograder.classroom.kit.course_plan import plan_of
from autograder.classroom.kit.settings import hints_of
from autograder.reading.course import SetupError, open_course


def add_plan(assignment: str, student: str, notebooks: Sequence[str]) -> None:
    """Write `course.json` into a released folder; nbgrader calls this at the course's root.

    Parameters
    ----------
    assignment, student : str
    notebooks : sequence of str
        Paths of the source's notebooks, of which that with the assignment's name counts.
    """
    course = open_course(Path.cwd())
    directory = course.directory
    folder = Path(directory.format_path(directory.release_directory, student, assignment))
    if assignment not in (Path(path).stem for path in notebooks):
        return
    try:
        hints = hints_of(course.config)
    except SetupError as problem:
        # nbgrader drops what a hook raises; whoever releases must see it, and no student more than was meant.
        print(f"autograder: {problem} Until then, no hints.")
        hints = 0
    plan = plan_of(folder, {assignment: folder}, hints)
    lectures = tuple(replace(each, notebook=f"{each.name}.ipynb") for each in plan.lectures)
    text = json.dumps(replace(plan, lectures=lectures).as_data(), indent=1, ensure_ascii=False)
    (folder / FILE).write_text(text + "\n", encoding="utf-8")
