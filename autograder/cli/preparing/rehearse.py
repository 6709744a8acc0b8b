"""`autograder rehearse`."""

from __future__ import annotations

import click
from rich.console import Console

from autograder.cli.common import (
    GRADED,
    ONLINE,
    SOME_NOT_GRADED,
    course_option,
    limit_options,
    network_option,
    progress_bar,
    python_option,
)
from autograder.grading import sandbox as walls
from autograder.reading.course import SetupError, open_course


@click.command()
@click.argument("assignment")
@course_option
@click.option("--sandbox", type=click.Choice(walls.SANDBOXES), default="bwrap", show_default=True)
@python_option
@network_option
@limit_options
@click.pass_context
def rehearse(
    context: click.Context,
    /,
    assignment: str,
    course: str,
    sandbox: str,
    python: str | None,
    is_online: bool | None,
    **limits: str | None,
) -> None:
    """Grade the solution and the blank notebook of ASSIGNMENT, in the boxes and in a plain kernel.

    To be run before students get it: the solution must earn every point both ways, the blank none. A test
    cell that only passes together with the student's code is written down in ASSIGNMENT.ways.toml.
    Exit codes: 0 all tests hold, 1 some do not, 2 the course or the machine is not ready.
    """
    from autograder.classroom.rehearsal.rehearse import RUNS_OF_A_NOTEBOOK
    from autograder.classroom.rehearsal.rehearse import rehearse as rehearse_assignment
    from autograder.classroom.rehearsal.report import print_rehearsal
    from autograder.grading.settings.course_python import network_of, python_of
    from autograder.grading.settings.limit_settings import limits_of
    from autograder.grading.warm_process import WorkerFailed
    from autograder.grading.worker import Worker
    from autograder.reading.read_assignment import read_assignment
    from autograder.reading.secret import course_secret
    from autograder.reading.ways.file import read_ways, ways_file, write_ways
    from autograder.writing.gradebook import open_gradebook

    console = Console()
    opened = open_course(course)
    chosen = limits_of(opened.config, limits)
    walls.require(sandbox)
    interpreter, is_online = python_of(opened, python), network_of(opened.config, is_online)
    if is_online:
        console.print(ONLINE, soft_wrap=True, highlight=False)
    with open_gradebook(opened) as gradebook:
        secret = course_secret(opened)
        released = gradebook.released(assignment)
        has_submissions = gradebook.has_submissions(assignment)
        read = read_assignment(opened, assignment, released, has_submissions, has_ways=False)
    fixed = {cell: way for cell, way in read_ways(opened, assignment).items() if way.is_fixed}
    try:
        with (
            Worker(sandbox, chosen, read.modules, secret, interpreter, is_online) as worker,
            progress_bar("rehearsing", RUNS_OF_A_NOTEBOOK * len(read.notebooks)) as bar,
        ):
            tests = rehearse_assignment(read, worker, bar.update, fixed, interpreter)
    except WorkerFailed as error:
        raise SetupError(f"the boxes failed: {error} Run: autograder doctor") from error
    print_rehearsal(console, tests)
    ways = {(test.notebook, test.grade_id): test.way for test in tests}
    if any(way.is_together for way in ways.values()) or ways_file(opened, assignment).exists():
        written = write_ways(opened, assignment, ways).relative_to(opened.root)
        console.print(f"Written to {written}, which `autograder grade` goes by.", soft_wrap=True)
    context.exit(SOME_NOT_GRADED if any(test.finding for test in tests) else GRADED)
