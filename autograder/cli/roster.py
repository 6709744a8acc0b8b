"""`autograder roster`."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from autograder.classroom.collecting.roster import read_roster
from autograder.cli.common import GRADED, SOME_NOT_GRADED, course_option
from autograder.reading.course import open_course
from autograder.writing.class_list.class_rows import write_class


@click.command("roster")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@course_option
@click.pass_context
def roster(context: click.Context, file: Path, course: str) -> None:
    """Bring the names in the gradebook to those of FILE: a class list of ours or of a learning platform.

    Known are Canvas's gradebook, Moodle's participants, Blackboard's and Brightspace's grades, and the
    columns id, first_name, last_name, email, lms_user_id. Nobody is taken out: who is in the gradebook but
    not in FILE is named, and the exit code is 1.
    """
    students = read_roster(file).students
    others = write_class(open_course(course), students)
    console = Console(soft_wrap=True, highlight=False, markup=False)
    console.print(f"{len(students)} students are in the gradebook with their names.")
    for other in others:
        console.print(f"not in {file.name}: {other} (to take out: nbgrader db student remove {other})")
    context.exit(SOME_NOT_GRADED if others else GRADED)
