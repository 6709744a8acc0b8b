"""`autograder watch`."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Sequence
from datetime import datetime

import click
from rich.console import Console

from autograder.classroom.student_result import StudentResult
from autograder.cli.common import (
    ONLINE,
    course_option,
    limit_options,
    network_option,
    pool_options,
    python_option,
)
from autograder.reading.course import open_course
from autograder.reading.visible_text import visible_line


@click.command()
@click.argument("assignment")
@course_option
@click.option("--exchange", is_flag=True, help="Collect from nbgrader's exchange as well.")
@click.option(
    "--every",
    type=click.FloatRange(min=0.1),
    default=5.0,
    show_default=True,
    metavar="S",
    help="Seconds between two looks. A folder is graded when it did not change from one to the next.",
)
@pool_options
@python_option
@network_option
@limit_options
def watch(
    assignment: str,
    course: str,
    exchange: bool,
    every: float,
    jobs: int,
    sandbox: str,
    scheduler: str | None,
    python: str | None,
    is_online: bool | None,
    **limits: str | None,
) -> None:
    """Grade the submissions of ASSIGNMENT as they come in, until Ctrl-C or SIGTERM.

    A line for each new mark. It may be killed at any time: the next start goes on.
    Exit codes: 0 stopped, 2 the course or the machine is not ready.
    """
    from autograder.classroom.pool.opening import opened_pool
    from autograder.classroom.report.last_run import LastRun, run_of, together, write_last_run
    from autograder.classroom.watching.watch import Watched
    from autograder.classroom.watching.watch import watch as grade_what_comes
    from autograder.grading.settings.course_python import network_of, python_of
    from autograder.grading.settings.limit_settings import limits_of
    from autograder.reading.secret import course_secret

    console = Console(soft_wrap=True, highlight=False, markup=False)
    opened = open_course(course)
    chosen = limits_of(opened.config, limits)
    place = python_of(opened, python), network_of(opened.config, is_online)
    stopping = threading.Event()

    def stop(*signal_and_frame: object) -> None:
        if stopping.is_set():  # the second one does not wait for the submission at hand
            raise KeyboardInterrupt
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)

    def tell(result: StudentResult) -> None:
        console.print(f"{datetime.now():%H:%M:%S}  {_line(result)}")

    noted: list[LastRun] = []

    def note(results: Sequence[StudentResult]) -> None:
        run = run_of(results, about, chosen)
        noted[:] = [together(noted[0], run) if noted else run]
        with contextlib.suppress(OSError):  # the marks are stored; the report goes without
            write_last_run(opened.root / "reports" / assignment, noted[0])

    secret = course_secret(opened)
    with opened_pool(scheduler, sandbox, jobs, chosen, secret, console.print, *place) as (pool, about):
        watched_places = "nbgrader's exchange and the course folder" if exchange else "the course folder"
        console.print(f"{assignment}: watching {watched_places} every {every:g} s, {about}")
        if place[1]:
            console.print(ONLINE)
        watched = Watched(opened, assignment, every, exchange)
        grade_what_comes(watched, pool, chosen, stopping, console.print, tell, note)
    console.print("Stopped. What was graded is stored; the next start goes on.")


def _line(result: StudentResult) -> str:
    student = visible_line(result.student)
    if result.failure is not None:
        return f"{student}  not graded: {visible_line(result.failure)}"
    return f"{student}  {result.score:g} / {result.max_score:g}"
