"""`autograder grade`."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape

from autograder.cli.common import (
    GRADED,
    ONLINE,
    SOME_NOT_GRADED,
    Progress,
    course_option,
    limit_options,
    network_option,
    pool_options,
    python_option,
)
from autograder.reading.course import Course, SetupError, open_course


@click.command()
@click.argument("assignment")
@course_option
@click.option("--student", multiple=True, metavar="ID", help="Grade only this student (repeatable).")
@click.option(
    "--json", "json_file", type=click.Path(dir_okay=False), metavar="FILE", help="Write the verdicts."
)
@click.option("--force", is_flag=True, help="Grade again what is graded and unchanged.")
@click.option("--dry-run", "is_dry", is_flag=True, help="Run and say what would change; write nothing.")
@pool_options
@click.option("--all", "is_whole", is_flag=True, help="List every student, also in a large class.")
@python_option
@network_option
@limit_options
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
    is_whole: bool,
    sandbox: str,
    scheduler: str | None,
    python: str | None,
    is_online: bool | None,
    **limits: str | None,
) -> None:
    """Grade the submissions of ASSIGNMENT into nbgrader's gradebook.

    What is graded and has not changed is left alone, so a run that was stopped goes on where it ended.
    Exit codes: 0 all graded, 1 some could not be graded, 2 the course or the machine is not ready,
    130 stopped by Ctrl-C.
    """
    from autograder.classroom.class_report import as_plain_data, print_report
    from autograder.classroom.class_run import grade_class
    from autograder.classroom.pool.opening import counted, opened_pool
    from autograder.classroom.report.last_run import run_of, write_last_run
    from autograder.classroom.student_result import StudentResult
    from autograder.classroom.together_words import said_of_ways
    from autograder.grading.settings.course_python import network_of, python_of
    from autograder.grading.settings.limit_settings import limits_of
    from autograder.reading.secret import course_secret
    from autograder.writing.gradebook import open_gradebook

    console = Console()
    opened = open_course(course)
    chosen = limits_of(opened.config, limits)
    interpreter, is_online = python_of(opened, python), network_of(opened.config, is_online)
    if json_file and not Path(json_file).resolve().parent.is_dir():
        raise SetupError(f"--json: the folder of the file must exist; got {json_file}.")
    students = _students(opened, assignment, student)
    secret = course_secret(opened, is_kept=not is_dry)

    def say(sentence: str) -> None:
        console.print(sentence, soft_wrap=True, highlight=False)

    so_far: list[StudentResult] = []
    try:
        with (
            opened_pool(scheduler, sandbox, jobs, chosen, secret, say, interpreter, is_online) as (
                pool,
                about,
            ),
            open_gradebook(opened, is_dry) as gradebook,
            Progress(len(students), so_far) as advance,
        ):
            say(f"{assignment}: {counted(len(students), 'submission')}, {about}")
            if is_online:
                say(ONLINE)
            results = grade_class(
                opened,
                gradebook,
                assignment,
                pool,
                students=students if student else None,
                force=force,
                is_dry=is_dry,
                limits=chosen,
                progress=advance,
            )
    except KeyboardInterrupt:
        stopped = "Nothing was written." if is_dry else "What was graded is stored; the same command goes on."
        print_report(console, so_far, is_whole=is_whole)
        console.print(f"\nStopped after {len(so_far)} of {len(students)}. {stopped}")
        context.exit(130)
    print_report(console, results, is_whole=is_whole)
    if not is_dry:
        with contextlib.suppress(OSError):  # the marks are stored; the report goes without
            write_last_run(opened.root / "reports" / assignment, run_of(results, about, chosen))
    for sentence in said_of_ways(results, assignment):
        console.print(f"\n{escape(sentence)}", soft_wrap=True)
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
