"""A student's whole world: released notebooks, a start page, the packages, and how to begin."""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.checking.desk.plan import FILE, Plan, read_plan, untouched
from autograder.classroom.kit.course_plan import plan_of
from autograder.classroom.kit.draw_ahead import draw_ahead
from autograder.classroom.kit.edition import build_wheel
from autograder.classroom.kit.release import lectures_of, release
from autograder.classroom.kit.settings import hints_of
from autograder.reading.course import Course, SetupError

_FILES = Path(__file__).parent / "files"
_START = "start.ipynb"
DRAWN = ".drawn"  # in a folder of the clone; in a kit it is part of the wheel
_BEGINNING = (
    *("README.md", "Makefile", "course.py"),
    *("Dockerfile", ".dockerignore", ".devcontainer/devcontainer.json"),
)
# What the folder is called when the zip is unpacked.
_UNPACKED = "deep-learning-course"


@dataclass(frozen=True)
class Kit:
    """What was made.

    Parameters
    ----------
    folder, archive : Path
    lectures : tuple of str
        In their order.
    """

    folder: Path
    archive: Path
    lectures: tuple[str, ...]


def make_kit(
    course: Course, lectures: Sequence[str], out: Path, progress: Callable[[str], None] = lambda name: None
) -> Kit:
    """Make the kit of some lectures, by default of all, as a folder and as a zip beside it.

    An older kit in its place is replaced; a folder in which somebody worked is not. `progress` is told each
    lecture whose pictures are drawn.

    Raises
    ------
    SetupError
        If a lecture is not there or cannot be released, the wheel cannot be built, or `out` holds something
        else than a kit, or somebody's work.
    """
    _require_free(out)
    with tempfile.TemporaryDirectory() as scratch:
        released = release(course, lectures or lectures_of(course), Path(scratch) / "courses")
        made = Path(scratch) / "kit"
        plan = plan_of(made, released, hints_of(course.config))
        _lay_out(plan, released, [lecture.name for lecture in plan.lectures])
        draw_ahead(released, Path(scratch) / "drawn", progress)
        wheel = build_wheel(made, Path(scratch) / "edition", exercises_of(plan), Path(scratch) / "drawn")
        (made / "requirements.txt").write_text(f"./{wheel.name}\n")
        for name in _BEGINNING:
            (made / name).parent.mkdir(exist_ok=True)
            shutil.copy(_FILES / name, made / name)
        archive = _zipped(made, Path(scratch) / "kit.zip")
        shutil.rmtree(out, ignore_errors=True)
        out.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(made, out)
        return Kit(
            out,
            Path(shutil.move(archive, out.with_suffix(".zip"))),
            tuple(lecture.name for lecture in plan.lectures),
        )


def exercises_of(plan: Plan) -> set[str]:
    """The exercises that the lectures of a folder check."""
    return {task.id for lecture in plan.lectures for task in lecture.of_kind("check", "test")}


def _require_free(out: Path) -> None:
    if not out.exists():
        return
    try:
        plan = read_plan(out)
    except (OSError, ValueError, KeyError, TypeError):
        raise SetupError(f"student-kit: {out} must be a kit or nothing; it is something else.") from None
    touched = [lecture.name for lecture in plan.lectures if is_touched(plan, lecture.name)]
    if touched or (out / "progress.json").exists():
        raise SetupError(
            f"student-kit: somebody worked in {out} ({', '.join(touched) or 'progress.json'}), and a new kit "
            "would replace it. Move it, or name another place: autograder student-kit --out DIR"
        )


def is_touched(plan: Plan, name: str) -> bool:
    """Whether a lecture's notebook in a folder is there and holds somebody's answer."""
    [lecture] = [each for each in plan.lectures if each.name == name]
    if not (plan.folder / lecture.notebook).exists():
        return False
    kinds = ("check", "test", "written")
    return len(untouched(plan, lecture, *kinds)) < len(lecture.of_kind(*kinds))


def lay_out_folder(
    course: Course, folder: Path, progress: Callable[[str], None] = lambda name: None
) -> tuple[str, ...]:
    """Lay out every released lecture and the start page in a folder of the clone, for its own Python.

    A notebook that holds somebody's answer stays as it is, and so does the student's progress. `progress` is
    told each lecture whose pictures are drawn.

    Returns
    -------
    kept : tuple of str
        Lectures whose notebooks stayed although a newer release may differ.
    """
    with tempfile.TemporaryDirectory() as scratch:
        released = release(course, lectures_of(course), Path(scratch))
        plan = plan_of(folder, released, hints_of(course.config))
        names = [lecture.name for lecture in plan.lectures]
        kept = tuple(name for name in names if is_touched(plan, name))
        draw_ahead(released, folder / DRAWN, progress)
        _lay_out(plan, released, [name for name in names if name not in kept])
    return kept


def _lay_out(plan: Plan, released: dict[str, Path], names: Sequence[str]) -> None:
    """Write these lectures, the start page and the plan, which comes last: it says that all is there."""
    for name in names:
        shutil.copytree(released[name], plan.folder / name, dirs_exist_ok=True)
    shutil.copy(_FILES / _START, plan.folder)
    (plan.folder / FILE).write_text(_json(plan.as_data()), encoding="utf-8")


def _json(data: Any) -> str:
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _zipped(folder: Path, archive: Path) -> Path:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                file.write(path, Path(_UNPACKED) / path.relative_to(folder))
    return archive
