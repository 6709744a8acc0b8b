"""`autograder sample-class`."""

from __future__ import annotations

import click
from rich.console import Console

from autograder.cli.common import course_option
from autograder.reading.course import SetupError, open_course


@click.command("sample-class")
@click.argument("assignment")
@course_option
def sample_class(assignment: str, course: str) -> None:
    """Make submissions of every kind for ASSIGNMENT, to try the grader on."""
    from autograder.sample_class.students import make_class

    opened = open_course(course)
    try:
        made = make_class(opened.root, assignment)
    except (LookupError, ValueError) as error:
        raise SetupError(f"sample-class: {error.args[0]}") from error
    Console().print(f"{len(made)} submissions lie in {opened.submitted(assignment, 'STUDENT')}.")
