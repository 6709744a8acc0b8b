"""`autograder feedback`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from autograder.classroom.feedback.result import FeedbackResult
from autograder.cli.common import GRADED, SOME_NOT_GRADED, course_option, progress_bar
from autograder.reading.course import open_course
from autograder.reading.visible_text import visible_line


def run_feedback(assignment: str, course: str, students: Sequence[str], jobs: int) -> int:
    """Write the feedback and say what was written; returns the exit code."""
    from autograder.classroom.feedback.run import write_feedback
    from autograder.writing.gradebook import open_gradebook

    opened = open_course(course)
    with (
        open_gradebook(opened, is_dry=True) as gradebook,
        progress_bar("reading what was graded", 1) as bar,
    ):

        def progress(what: str, done: int, total: int) -> None:
            bar.desc, bar.total = what, total
            bar.update(done - bar.n)

        chosen = list(students) or None
        results = write_feedback(opened, gradebook, assignment, students=chosen, jobs=jobs, progress=progress)
    print_feedback(Console(), opened.feedback(assignment, "STUDENT"), results)
    return SOME_NOT_GRADED if any(result.problem for result in results) else GRADED


def print_feedback(console: Console, place: Path, results: Sequence[FeedbackResult]) -> None:
    """Print how many pages there are, where, and whose are missing."""
    written = [result for result in results if not result.problem]
    if written:
        kilobytes = sum(result.n_bytes for result in written) / len(written) / 1000
        milliseconds = 1000 * sum(result.seconds for result in written) / len(written)
        what = "student" if len(written) == 1 else "students"
        console.print(
            f"Feedback for {len(written)} {what} lies in {place} ({kilobytes:.0f} kB, {milliseconds:.0f} ms "
            "of CPU time each).",
            soft_wrap=True,
            highlight=False,
        )
    for result in results:
        if result.problem:
            console.print(Text(visible_line(f"  {result.student}: {result.problem}")), soft_wrap=True)


@click.command("feedback")
@click.argument("assignment")
@course_option
@click.option("--student", multiple=True, metavar="ID", help="Write only this student's (repeatable).")
@click.option("--jobs", type=click.IntRange(min=1), default=os.cpu_count() or 1, show_default=True)
@click.pass_context
def feedback(
    context: click.Context, /, assignment: str, course: str, student: tuple[str, ...], jobs: int
) -> None:
    """Write a page for every graded student of ASSIGNMENT, readable without a network.

    It counts what is graded so far; run it again when more is.
    Exit codes: 0 all written, 1 some could not be, 2 the course is not ready.
    """
    context.exit(run_feedback(assignment, course, student, jobs))
