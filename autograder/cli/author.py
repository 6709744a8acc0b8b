"""`autograder new-lecture`, `new-exercise` and `audit`: how a course is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from rich.console import Console

from autograder.classroom.authoring.audit import SampleAnswer, known_topics
from autograder.classroom.authoring.audit import audit as audit_lecture
from autograder.classroom.authoring.new_files import clone_at
from autograder.classroom.authoring.new_files import new_exercise as write_exercise
from autograder.classroom.authoring.new_files import new_lecture as write_lecture
from autograder.cli.common import GRADED, SOME_NOT_GRADED, course_option
from autograder.reading.course import SetupError, open_course


@click.command("new-lecture")
@click.argument("topic")
@click.option("--title", default="", help="The heading of the notebook. [default: TOPIC in words]")
@course_option
def new_lecture(topic: str, title: str, course: str) -> None:
    """Write the skeleton of a lecture: its notebook, its table of exercises, its sample class."""
    root = open_course(course).root
    _print_written(root, write_lecture(clone_at(root), topic, title))
    _console().print(f"Next: autograder new-exercise NAME --topic {topic}, and autograder audit {topic}")


@click.command("new-exercise")
@click.argument("name")
@click.option("--topic", required=True, help="The lecture, a folder of notebooks/.")
@click.option(
    "--input",
    "inputs",
    multiple=True,
    default=("x: (N, d)",),
    show_default=True,
    metavar="SPEC",
    help="An argument with its shape (repeatable, in order).",
)
@click.option(
    "--output",
    "outputs",
    multiple=True,
    default=("y: (N, d)",),
    show_default=True,
    metavar="SPEC",
    help="What is returned, with its shape (repeatable, in order).",
)
@course_option
def new_exercise(
    name: str, topic: str, inputs: tuple[str, ...], outputs: tuple[str, ...], course: str
) -> None:
    """Write the skeleton of exercise NAME: declaration, stub, check, reflection, sample answers.

    Every gap is marked; `autograder audit` names those that are left.
    """
    root = open_course(course).root
    _print_written(root, write_exercise(clone_at(root), name, topic, inputs, outputs))
    _console().print(f"Next: fill the gaps that this names: autograder audit {topic}")


@click.command("audit")
@click.argument("topic", required=False)
@course_option
@click.pass_context
def audit(context: click.Context, topic: str | None, course: str) -> None:
    """Say what TOPIC, or every lecture, lacks: gaps, the notebook's contract, mistakes, styles.

    Exit codes: 0 nothing is missing, 1 something is (it is named), 2 there is no such lecture.
    """
    root = open_course(course).root
    clone = clone_at(root)
    known = known_topics(root)
    if topic is not None and topic not in known:
        raise SetupError(
            f"audit: the lecture must be one of {', '.join(known) or 'none'}; got {topic}. "
            f"Run: autograder new-lecture {topic}"
        )
    is_whole = True
    for each in known if topic is None else [topic]:
        lacking = list(audit_lecture(clone, each, lambda each=each: _sample_answers(each)))  # type: ignore[misc]
        is_whole = is_whole and not lacking
        _print_audit(each, lacking)
    context.exit(GRADED if is_whole else SOME_NOT_GRADED)


def _sample_answers(topic: str) -> Iterator[SampleAnswer]:
    """What the sample class answers rightly, and with which known mistakes."""
    from autograder.sample_class.students import students_of

    for student in students_of(topic):
        if not student.name.startswith(("right-", "mistaken-")):
            continue
        for exercise, answer in student.answers.items():
            if answer.source is not None:
                is_right = answer.score == 1 and not answer.mistakes
                yield SampleAnswer(student.name, exercise, answer.source, answer.mistakes, is_right)


def _print_audit(topic: str, lacking: list[str]) -> None:
    console = _console()
    if not lacking:
        console.print(f"{topic}: whole. Next: make release TOPIC={topic}, make grade TOPIC={topic}")
        return
    missing = "1 thing is" if len(lacking) == 1 else f"{len(lacking)} things are"
    console.print(f"{topic}: {missing} missing.")
    for sentence in lacking:
        console.print(f"  {sentence}")


def _print_written(root: Path, paths: Iterable[Path]) -> None:
    for path in paths:
        _console().print(str(path.relative_to(root)))


def _console() -> Console:
    return Console(soft_wrap=True, highlight=False, markup=False)
