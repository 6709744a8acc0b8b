"""The command `autograder`: grade, rehearse, doctor, sample-class."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from tqdm import tqdm

from autograder.grading import sandbox as walls
from autograder.reading.course import Course, SetupError, open_course

GRADED, SOME_NOT_GRADED, NOT_READY = 0, 1, 2


class _Group(click.Group):
    """Turns what a user can mend into one sentence and exit code 2."""

    def invoke(self, context: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(context)
        except SetupError as error:
            Console(stderr=True, soft_wrap=True).print(f"[red]autograder:[/red] {escape(str(error))}")
            context.exit(NOT_READY)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Grade nbgrader courses: students' code and tests never share a process."""


_course = click.option(
    "--course", default=".", metavar="DIR", help="The course folder; where you are by default."
)


def _limits(command: Callable[..., None]) -> Callable[..., None]:
    """Options for the limits; `limits_of` reads them."""
    for name, unit, what in (
        ("output", "CHARS", "Text that is kept of one cell's output."),
        ("disk", "SIZE", "Files that a submission may write, for example 64M."),
        ("memory", "SIZE", "Memory of a whole submission, for example 2G."),
        ("submission-seconds", "S", "CPU time of a whole submission."),
        ("test-seconds", "S", "CPU time of one test cell."),
        ("cell-seconds", "S", "CPU time of one cell, or of one call of a student's function."),
    ):
        command = click.option(f"--{name}", metavar=unit, help=what)(command)
    return command


@main.command()
@click.argument("assignment")
@_course
@click.option("--student", multiple=True, metavar="ID", help="Grade only this student (repeatable).")
@click.option("--jobs", type=click.IntRange(min=1), default=os.cpu_count() or 1, show_default=True)
@click.option(
    "--json", "json_file", type=click.Path(dir_okay=False), metavar="FILE", help="Write the verdicts."
)
@click.option("--force", is_flag=True, help="Grade again what is graded and unchanged.")
@click.option("--dry-run", "is_dry", is_flag=True, help="Run and say what would change; write nothing.")
@click.option("--sandbox", type=click.Choice(walls.SANDBOXES), default="bwrap", show_default=True)
@_limits
@click.pass_context
def grade(
    context: click.Context,
    /,
    assignment: str,
    course: str,
    student: tuple[str, ...],
    jobs: int,
    json_file: str | None,
    force: bool,
    is_dry: bool,
    sandbox: str,
    **limits: str | None,
) -> None:
    """Grade the submissions of ASSIGNMENT into nbgrader's gradebook.

    What is graded and has not changed is left alone, so a run that was stopped goes on where it ended.
    Exit codes: 0 all graded, 1 some could not be graded, 2 the course or the machine is not ready.
    """
    from autograder.classroom.class_report import as_plain_data, print_report
    from autograder.classroom.class_run import grade_class
    from autograder.grading.limit_settings import limits_of
    from autograder.grading.worker import Worker
    from autograder.reading.secret import course_secret
    from autograder.writing.gradebook import open_gradebook

    console = Console()
    opened = open_course(course)
    chosen = limits_of(opened.config, limits)
    walls.require(sandbox)
    if json_file and not Path(json_file).resolve().parent.is_dir():
        raise SetupError(f"--json: the folder of the file must exist; got {json_file}.")
    students = _students(opened, assignment, student)
    secret = course_secret(opened, is_kept=not is_dry)
    sizes = f"{_counted(len(students), 'submission')}, {_counted(jobs, 'job')}"
    about = f"{assignment}: {sizes}, sandbox: {_describe(sandbox)}"
    console.print(about, soft_wrap=True, highlight=False)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if jobs > cores:
        advice = f"--jobs {jobs}: this machine has {_counted(cores, 'core')}; more jobs make no class faster."
        console.print(advice, soft_wrap=True, highlight=False)
    with open_gradebook(opened, is_dry) as gradebook, _Progress(len(students)) as advance:
        try:
            results = grade_class(
                opened,
                gradebook,
                assignment,
                lambda modules: Worker(sandbox=sandbox, limits=chosen, modules=modules, secret=secret),
                students=students if student else None,
                jobs=jobs,
                force=force,
                is_dry=is_dry,
                limits=chosen,
                progress=advance,
            )
        except KeyboardInterrupt:
            stopped = (
                "Nothing was written." if is_dry else "What was graded is stored; the same command goes on."
            )
            console.print(f"Stopped. {stopped}")
            context.exit(130)
    print_report(console, results)
    unchanged = sum(not result.is_new and result.failure is None for result in results)
    console.print(f"\n{sum(result.is_new for result in results)} graded now, {unchanged} unchanged.")
    if is_dry:
        console.print("This was a dry run: nothing was written.")
    if json_file:
        try:
            Path(json_file).write_text(json.dumps(as_plain_data(results), indent=1) + "\n")
        except OSError as error:
            raise SetupError(
                f"--json: {json_file} cannot be written ({error.strerror}). The grades are stored; "
                "the same command with another FILE writes them without grading again."
            ) from error
    is_open = any(result.problem or result.unsettled for result in results)
    context.exit(SOME_NOT_GRADED if is_open else GRADED)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _students(course: Course, assignment: str, asked: tuple[str, ...]) -> list[str]:
    present = course.students(assignment)
    place = course.submitted(assignment, "STUDENT")
    unknown = sorted(set(asked) - set(present))
    if unknown:
        raise SetupError(f"--student: a submission must lie in {place}; got none of {', '.join(unknown)}.")
    if not present:
        _require_assignment(course, assignment)
        raise SetupError(
            f"{assignment}: submissions must lie in {place}; got none. "
            f"Collect them (nbgrader collect {assignment}), or make some to try: "
            f"autograder sample-class {assignment} --course {course.root}"
        )
    return [name for name in present if not asked or name in asked]


def _require_assignment(course: Course, assignment: str) -> None:
    if course.source(assignment).is_dir():
        return
    folder = course.source(assignment).parent
    known = sorted(path.name for path in folder.glob("[!._]*") if path.is_dir())
    advice = f"It has {', '.join(known)}." if known else "Run it in the course folder, or give --course DIR."
    raise SetupError(f"{assignment}: the assignment must be a folder in {folder}; there is none. {advice}")


def _describe(sandbox: str) -> str:
    if sandbox == "none":
        return "none (students' code runs with all your rights)"
    return " + ".join(layer.name for layer in walls.probe() if layer.present)


class _Progress:
    """A bar while a class is being graded, and Ctrl-C between two submissions.

    The first Ctrl-C ends the run when the next result is stored, so that it never tears one in the middle;
    the second one ends it at once.
    """

    def __init__(self, total: int) -> None:
        self._is_stopping = False
        self._bar = _bar("grading", total)

    def __enter__(self) -> Callable[[object], None]:
        self._before = signal.signal(signal.SIGINT, self._stop)
        return self._advance

    def __exit__(self, *error: object) -> None:
        self._bar.close()
        signal.signal(signal.SIGINT, self._before)

    def _advance(self, result: object) -> None:
        self._bar.update()
        if self._is_stopping:
            raise KeyboardInterrupt

    def _stop(self, *signal_and_frame: object) -> None:
        if self._is_stopping:
            raise KeyboardInterrupt
        self._is_stopping = True
        self._bar.write("Stopping after the submission at hand; Ctrl-C again stops at once.")


def _bar(task: str, total: int) -> tqdm:
    """A progress bar that leaves nothing behind; none where nobody watches."""
    return tqdm(total=total, desc=task, leave=False, disable=None)


@main.command()
@click.argument("assignment")
@_course
@click.option("--sandbox", type=click.Choice(walls.SANDBOXES), default="bwrap", show_default=True)
@_limits
@click.pass_context
def rehearse(
    context: click.Context, /, assignment: str, course: str, sandbox: str, **limits: str | None
) -> None:
    """Grade the solution and the blank notebook of ASSIGNMENT, in the boxes and in a plain kernel.

    To be run before students get it: the solution must earn every point both ways, the blank none.
    Exit codes: 0 all tests hold, 1 some do not, 2 the course or the machine is not ready.
    """
    from autograder.classroom.rehearsal import RUNS_OF_A_NOTEBOOK, print_rehearsal
    from autograder.classroom.rehearsal import rehearse as rehearse_assignment
    from autograder.grading.limit_settings import limits_of
    from autograder.grading.warm_process import WorkerFailed
    from autograder.grading.worker import Worker
    from autograder.reading.read_assignment import read_assignment
    from autograder.reading.secret import course_secret
    from autograder.writing.gradebook import open_gradebook

    console = Console()
    opened = open_course(course)
    chosen = limits_of(opened.config, limits)
    walls.require(sandbox)
    with open_gradebook(opened) as gradebook:
        secret = course_secret(opened)
        released = gradebook.released(assignment)
        read = read_assignment(opened, assignment, released, gradebook.has_submissions(assignment))
    try:
        with (
            Worker(sandbox=sandbox, limits=chosen, modules=read.modules, secret=secret) as worker,
            _bar("rehearsing", RUNS_OF_A_NOTEBOOK * len(read.notebooks)) as bar,
        ):
            tests = rehearse_assignment(read, worker, bar.update)
    except WorkerFailed as error:
        raise SetupError(f"the boxes failed: {error} Run: autograder doctor") from error
    print_rehearsal(console, tests)
    context.exit(SOME_NOT_GRADED if any(test.finding for test in tests) else GRADED)


@main.command()
def doctor() -> None:
    """Say what sandboxing this machine has, and how to get what is missing."""
    console = Console(soft_wrap=True)
    layers = walls.probe()
    for layer in layers:
        mark = "[green]yes[/green]" if layer.present else "[red]no [/red]"
        console.print(f"{mark}  [bold]{layer.name}[/bold]: {escape(layer.detail)}")
        if layer.remedy and not layer.present:
            console.print(f"     {escape(layer.remedy)}")
    usable = walls.bubblewrap_problem() is None
    console.print(
        "\nautograder grade uses the sandbox `bwrap`."
        if usable
        else "\nautograder grade refuses to grade here unless --sandbox none is given."
    )
    sys.exit(GRADED if usable else SOME_NOT_GRADED)


@main.command("sample-class")
@click.argument("assignment")
@_course
def sample_class(assignment: str, course: str) -> None:
    """Make submissions of every kind for ASSIGNMENT, to try the grader on."""
    from autograder.sample_class.students import make_class

    opened = open_course(course)
    try:
        made = make_class(opened.root, assignment)
    except LookupError as error:
        raise SetupError(f"sample-class: {error.args[0]}") from error
    Console().print(f"{len(made)} submissions lie in {opened.submitted(assignment, 'STUDENT')}.")
