"""The students' version of lectures, made by nbgrader in a copy of the course: nothing in it is changed."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from autograder.checking.desk.plan import FILE
from autograder.reading.course import Course, SetupError
from autograder.writing import quick_nbgrader

_AT_ONCE = 2
# Left behind by Jupyter and Python beside a notebook; the course's own settings leave out more.
_LITTER = shutil.ignore_patterns(".*", "__pycache__")


def lectures_of(course: Course) -> list[str]:
    """Every folder with a notebook of its own name among the instructor's."""
    folder = course.source("LECTURE").parent
    return sorted(path.parent.name for path in folder.glob("*/*.ipynb") if path.stem == path.parent.name)


def release(course: Course, lectures: Sequence[str], scratch: Path) -> dict[str, Path]:
    """Return the folder of each released lecture, below `scratch`.

    Raises
    ------
    SetupError
        If a lecture is not there, or nbgrader cannot release it.
    """
    known = lectures_of(course)
    unknown = [name for name in lectures if name not in known]
    if unknown or not known:
        raise SetupError(
            "student-kit: a lecture must be a folder with a notebook of its name, one of "
            f"{', '.join(known)}; got {', '.join(unknown) or 'none'}."
        )
    with ThreadPoolExecutor(_AT_ONCE) as workers:
        folders = workers.map(lambda name: _released(course, name, scratch / name), lectures)
        return dict(zip(lectures, folders, strict=True))


def _released(course: Course, name: str, copy: Path) -> Path:
    """Release one lecture in a copy of the course that holds nothing else."""
    source = course.source(name)
    shutil.copytree(source, copy / source.relative_to(course.root), ignore=_LITTER)
    for settings in course.root.glob("nbgrader_config.*"):
        shutil.copy(settings, copy)
    problem = quick_nbgrader.release(copy, name)
    folder = copy / str(course.directory.release_directory) / name
    if problem or not (folder / f"{name}.ipynb").exists():
        problem = problem or f"nbgrader must be able to release {name!r}; it made no notebook of that name."
        raise SetupError(
            f"student-kit: {problem}\nRun `nbgrader generate_assignment {name}` in {course.root}."
        )
    (folder / FILE).unlink(missing_ok=True)  # the plan of one lecture alone: a kit has one of all
    return folder
