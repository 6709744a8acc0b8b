"""`autograder report` and `autograder status`: how the class did, and how far every lecture is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.cli.common import course_option
from autograder.reading.course import SetupError, open_course
from autograder.reading.visible_text import visible_line


@click.command("report")
@click.argument("assignment")
@course_option
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where it goes. [default: reports/ASSIGNMENT in the course folder]",
)
@click.option("--likeness/--no-likeness", default=True, help="Look for similar work.", show_default=True)
def report(assignment: str, course: str, output: Path | None, likeness: bool) -> None:
    """Write how the class did in ASSIGNMENT: one page to read offline, and tables.

    Nothing is run: it says what the gradebook holds since the last `autograder grade`.
    """
    from autograder.classroom.report.answers import Answers
    from autograder.classroom.report.exercises import places
    from autograder.classroom.report.last_run import read_last_run
    from autograder.classroom.report.page import render, tables
    from autograder.classroom.report.similar_work import similar_work
    from autograder.classroom.report.status import course_status
    from autograder.classroom.report.summary import summarise
    from autograder.reading.read_assignment import read_assignment
    from autograder.writing.class_list.class_rows import read_class
    from autograder.writing.class_list.people import class_list, not_asked
    from autograder.writing.gradebook import open_gradebook

    opened = open_course(course)
    with open_gradebook(opened, is_dry=True) as gradebook:
        released = gradebook.released(assignment)
        read = read_assignment(opened, assignment, released, gradebook.has_submissions(assignment))
        verdicts, marks = gradebook.verdicts(assignment), gradebook.marks(assignment)
    if not marks:
        raise SetupError(f"{assignment}: nothing is graded yet. Run: autograder grade {assignment}")
    rows = read_class(opened, assignment)
    answers = Answers(opened, read)
    given = [cell.shown for notebook in read.notebooks.values() for cell in notebook.cells]
    alike = similar_work({student: answers.all(student) for student in marks}, given) if likeness else []
    missing = sorted(set(rows.students) - marks.keys() - not_asked(class_list(opened), rows.due))
    summary = summarise(assignment, places(read), verdicts, marks, rows.points, answers.one, alike, missing)
    sources = {student: answers.all(student) for each in alike for student in each.students[:2]}
    usual = opened.root / "reports" / assignment
    run, folder = read_last_run(usual), output or usual
    figures = tables(summary, run)
    waiting = sum(each.waiting_answers for each in course_status(opened) if each.name == assignment)
    _write(folder, {"report.html": render(summary, sources, run, rows.names, waiting), **figures})
    Console(soft_wrap=True, highlight=False, markup=False).print(
        f"{folder / 'report.html'} and the same figures beside it: {', '.join(figures)}."
    )


def _write(folder: Path, files: Mapping[str, str]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise SetupError(f"--output: {folder} cannot be written ({error.strerror}).") from error


@click.command("status")
@course_option
def status(course: str) -> None:
    """Say how far every lecture is: released, handed in, graded, waiting for a person; and what is next."""
    from autograder.classroom.report.status import course_status

    table = Table(
        "lecture", "released", "handed in", "graded", "waiting for a person", box=None, pad_edge=False
    )
    for column in table.columns[2:5]:
        column.justify = "right"
    lectures = course_status(open_course(course))
    for each in lectures:
        waiting = (
            f"{each.waiting_answers} answers of {each.waiting_students}" if each.waiting_answers else "0"
        )
        released = "yes" if each.is_released else "no"
        counts = (str(each.handed_in), str(each.graded), waiting)
        table.add_row(Text(visible_line(each.name)), released, *counts)
    console = Console()
    console.print(table)
    steps = [each.next_step for each in lectures if each.next_step]
    if steps:
        console.print("\nNext:")
    for step in steps:  # never broken, so that it can be copied
        console.print(Text(f"  {visible_line(step)}"), soft_wrap=True)
