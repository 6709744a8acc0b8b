"""`autograder try`."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.checking.desk.plan import Lecture, Plan
from autograder.grading import sandbox as walls
from autograder.reading.course import SetupError


@click.command("try")
@click.argument("lecture", required=False)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, exists=True),
    default=".",
    metavar="DIR",
    help="The student's folder, with course.json in it; where you are by default.",
)
def try_lecture(lecture: str | None, folder: str) -> None:
    """Grade LECTURE of a student's own folder with the public cases, and show the table. Nothing is kept.

    In the boxes, as when it is graded; where this machine has no walls for them, in a plain kernel.
    """
    from autograder.checking.desk.hand_in import CannotHandIn, lecture_of
    from autograder.checking.desk.plan import find_plan
    from autograder.checking.desk.trial import try_lecture as try_in_a_kernel

    plan = find_plan(Path(folder))
    if plan is None:
        raise SetupError(f"try: {folder} must be a student's folder, in which course.json lies; it is not.")
    names = [each.name for each in plan.lectures]
    try:
        chosen = lecture_of(plan, lecture or (names[0] if len(names) == 1 else ""))
        try:
            walls.require("bwrap")
        except walls.SandboxUnavailable as missing:
            click.echo(f"Not in the boxes: {missing}")
            click.echo(try_in_a_kernel(plan, chosen))
        else:
            click.echo(_in_boxes(plan, chosen))
    except (CannotHandIn, OSError, ValueError) as problem:
        raise SetupError(f"try: {problem}") from problem


def _in_boxes(plan: Plan, lecture: Lecture) -> str:
    from autograder.classroom.kit.trial_in_boxes import own_assignment, table
    from autograder.grading.warm_process import WorkerFailed
    from autograder.grading.worker import Worker
    from autograder.reading.submission import Refused, Unreadable

    try:
        assignment, submission = own_assignment(plan, lecture)
        with Worker(sandbox="bwrap", modules=assignment.modules) as worker:
            return table(plan, lecture, assignment, submission, worker)
    except (Refused, Unreadable) as problem:
        raise ValueError(str(problem)) from problem
    except WorkerFailed as problem:
        raise SetupError(f"the boxes failed: {problem} Run: autograder doctor") from problem
