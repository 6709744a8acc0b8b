"""`autograder collect`."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from autograder.classroom.collecting.collect import collect as sort_download
from autograder.classroom.collecting.roster import Roster, read_roster
from autograder.cli.common import course_option
from autograder.reading.course import open_course
from autograder.reading.visible_text import visible_line
from autograder.writing.class_list.people import CLASS_LIST

_NAMED = 20


@click.command("collect")
@click.argument("assignment")
@click.argument("download", type=click.Path(exists=True, path_type=Path))
@course_option
@click.option(
    "--roster",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help=f"The class list, ours or a platform's. [default: {CLASS_LIST}, if there]",
)
@click.pass_context
def collect(
    context: click.Context, assignment: str, download: Path, course: str, roster: Path | None
) -> None:
    """Sort DOWNLOAD (Moodle, Canvas, Blackboard, Brightspace, GitHub Classroom, folders) into submitted/.

    Of each student the latest attempt counts; what is here already and not older stays.
    Exit codes: 0 everything has a place, 1 something was left out (it is named), 2 nothing could be read.
    """
    opened = open_course(course)
    table = roster or (opened.root / CLASS_LIST if (opened.root / CLASS_LIST).is_file() else None)
    collected = sort_download(opened, assignment, download, read_roster(table) if table else Roster())
    console = Console(soft_wrap=True, highlight=False, markup=False)
    place = opened.submitted(assignment, "STUDENT")
    console.print(f"{assignment}: {collected.platform}; {_ids(table)}")
    for student, when in collected.written[:_NAMED]:
        console.print(f"  {visible_line(student)}  {when:%Y-%m-%d %H:%M:%S} UTC")
    if len(collected.written) > _NAMED:
        console.print(f"  and {len(collected.written) - _NAMED} more")
    console.print(
        f"{len(collected.written)} new in {place}, {len(collected.kept)} here already, "
        f"{collected.earlier} earlier attempts passed over."
    )
    for problem in collected.problems:
        console.print(f"left out: {visible_line(problem)}")
    context.exit(1 if collected.problems else 0)


def _ids(table: Path | None) -> str:
    if table is None:
        return f"the platform's names are the ids (a table {CLASS_LIST} would give each its id)"
    return f"ids of {table}"
