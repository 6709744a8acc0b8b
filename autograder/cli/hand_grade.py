"""`autograder hand-grade`."""

from __future__ import annotations

import asyncio
import webbrowser

import click
from rich.console import Console

from autograder.cli.common import course_option
from autograder.reading.course import SetupError, open_course


@click.command("hand-grade")
@click.argument("assignment")
@course_option
@click.option("--port", default=0, show_default="any that is free", type=click.IntRange(0, 65535))
@click.option("--browser/--no-browser", default=True, show_default=True, help="Open the page.")
def hand_grade(assignment: str, course: str, port: int, browser: bool) -> None:
    """Grade the written answers of ASSIGNMENT in a page: question by question across the class.

    Scores and comments are nbgrader's own manual ones: formgrader shows the same. What is judged by stands in
    rubrics/ASSIGNMENT.json. Ctrl-C ends it; everything saved is stored.
    """
    from autograder.classroom.hand_grading.questions import questions, read_answers
    from autograder.classroom.hand_grading.rubric import Rubric
    from autograder.classroom.hand_grading.scores import Scores
    from autograder.classroom.hand_grading.server import Desk, serve
    from autograder.reading.read_assignment import read_assignment
    from autograder.writing.gradebook import open_gradebook

    opened = open_course(course)
    with open_gradebook(opened, is_dry=True) as gradebook:
        released = gradebook.released(assignment)
        read = read_assignment(opened, assignment, released, gradebook.has_submissions(assignment))
    scores = Scores(opened, assignment)
    students = scores.students()
    asked = questions(read)
    if not students or not asked:
        lacking = "no question for a person" if students else "nothing graded yet"
        raise SetupError(f"{assignment}: there must be answers to grade by hand; it has {lacking}.")
    desk = Desk(
        assignment,
        asked,
        read_answers(opened, read, students),
        scores,
        Rubric(opened.root / "rubrics" / f"{assignment}.json"),
    )
    console = Console(soft_wrap=True, highlight=False, markup=False)

    def ready(address: str) -> None:
        console.print(f"{assignment}: {len(asked)} questions, {len(students)} students. Open {address}")
        console.print("Only this machine can, with this address. Ctrl-C ends it.")
        if browser:
            webbrowser.open(address)

    try:
        asyncio.run(serve(desk, port, ready))
    except KeyboardInterrupt:
        console.print("Ended. What was saved is in the gradebook.")
    except OSError as error:
        raise SetupError(f"--port {port}: it must be free; {error.strerror}. Name another one.") from error
