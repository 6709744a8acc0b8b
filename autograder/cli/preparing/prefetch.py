"""`autograder prefetch`."""

from __future__ import annotations

import shlex

import click
from rich.console import Console

from autograder.cli.common import course_option, python_option
from autograder.reading.course import open_course


@click.command()
@click.argument("assignment")
@course_option
@python_option
def prefetch(assignment: str, course: str, python: str | None) -> None:
    """Keep beside the notebooks of ASSIGNMENT what its solution downloads: grading has no network.

    The solution is run once, in a kernel, with the network of this machine.
    """
    from autograder.boxes.addresses import FOLDER
    from autograder.classroom.prefetch import prefetch as fetch
    from autograder.grading.settings.course_python import python_of
    from autograder.reading.read_assignment import read_assignment
    from autograder.writing.gradebook import open_gradebook

    console = Console(highlight=False, soft_wrap=True)
    opened = open_course(course)
    with open_gradebook(opened) as gradebook:
        read = read_assignment(opened, assignment, gradebook.released(assignment))
    found = fetch(read, opened.source(assignment), python_of(opened, python))
    for problem in found.problems:
        console.print(f"A cell of the solution failed. {problem}", markup=False)
    for address, size in sorted(found.sizes.items()):
        console.print(f"{address}  {size:,} bytes", markup=False)
    if found.sizes:
        place = opened.source(assignment) / FOLDER
        console.print(
            f"\n{len(found.sizes)} kept in {place}. Release them with the notebook: "
            f"nbgrader generate_assignment {shlex.quote(assignment)} --force",
            markup=False,
        )
    else:
        console.print("The solution downloads nothing that `urllib` or `requests` opens.")
