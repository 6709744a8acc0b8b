"""`autograder student-kit` and `autograder student-folder`."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from autograder.cli.common import course_option
from autograder.reading.course import open_course

_CONSOLE = Console(soft_wrap=True, highlight=False)


@click.command("student-kit")
@click.argument("lectures", nargs=-1, metavar="[LECTURE]...")
@course_option
@click.option(
    "--out", type=click.Path(file_okay=False), default="dist/student", show_default=True, metavar="DIR"
)
def student_kit(lectures: tuple[str, ...], course: str, out: str) -> None:
    """Make what a student receives, of some lectures or of all: a folder, and a zip beside it.

    It holds the released notebooks, a start page and the packages with `check`, and no answer by name.
    """
    from autograder.classroom.kit.student_kit import make_kit

    kit = make_kit(open_course(course), lectures, Path(out), _tell)
    size = kit.archive.stat().st_size / 1e6
    _CONSOLE.print(f"{', '.join(kit.lectures)}: {kit.folder} and {kit.archive} ({size:.1f} MB).")


@click.command("student-folder")
@click.argument("folder", type=click.Path(file_okay=False), metavar="DIR")
@course_option
def student_folder(folder: str, course: str) -> None:
    """Lay out every released lecture and the start page in DIR; a notebook with answers in it stays."""
    from autograder.classroom.kit.student_kit import lay_out_folder

    kept = lay_out_folder(open_course(course), Path(folder), _tell)
    if kept:
        _CONSOLE.print(f"Left as they are, with answers in them: {', '.join(kept)}.")


def _tell(name: str) -> None:
    _CONSOLE.print(f"{name}: pictures drawn")
