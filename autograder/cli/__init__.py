"""The command `autograder`. Each subcommand is a file here, loaded when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple

import click
from rich.console import Console
from rich.markup import escape

from autograder.cli.common import NOT_READY, ending_cleanly, spare_collections
from autograder.writing.quick_nbgrader import spare_imports


class _Subcommand(NamedTuple):
    """Where a subcommand stands, and what it does in the few words of the list."""

    module: str
    attribute: str
    summary: str


# What an instructor comes for -> its subcommands, in the order of the day.
_SECTIONS = {
    "Prepare": {
        "rehearse": _Subcommand("preparing.rehearse", "rehearse", "Run the solution and the blank notebook."),
        "prefetch": _Subcommand("preparing.prefetch", "prefetch", "Keep what the solution downloads."),
        "student-kit": _Subcommand("student_kit", "student_kit", "Pack what a student receives."),
        "student-folder": _Subcommand("student_kit", "student_folder", "Lay out the released course."),
        "site": _Subcommand("site", "site", "Make a static site of the lectures."),
    },
    "Grade": {
        "collect": _Subcommand("collect", "collect", "Sort a platform's download into submitted/."),
        "roster": _Subcommand("roster", "roster", "Bring in names from a class list."),
        "grade": _Subcommand("grade", "grade", "Grade what was handed in."),
        "watch": _Subcommand("watch", "watch", "Grade what comes in, until stopped."),
        "hand-grade": _Subcommand("hand_grade", "hand_grade", "Grade written answers in a page."),
    },
    "See and give back": {
        "status": _Subcommand("report", "status", "Say how far every lecture is."),
        "report": _Subcommand("report", "report", "Write how the class did."),
        "feedback": _Subcommand("feedback", "feedback", "Write a page for every student."),
    },
    "Write a course": {
        "new-lecture": _Subcommand("author", "new_lecture", "Write the skeleton of a lecture."),
        "new-exercise": _Subcommand("author", "new_exercise", "Write the skeleton of an exercise."),
        "audit": _Subcommand("author", "audit", "Say what a lecture lacks."),
    },
    "Try": {
        "doctor": _Subcommand("doctor", "doctor", "Say what sandboxing this machine has."),
        "sample-class": _Subcommand("sample_class", "sample_class", "Make a class to try the grader on."),
        "try": _Subcommand("preparing.try_lecture", "try_lecture", "Grade a student's own folder."),
    },
}
_COMMANDS = {name: command for section in _SECTIONS.values() for name, command in section.items()}


class _Group(click.Group):
    """Loads a subcommand by name; turns what a user can mend into one sentence and exit code 2."""

    def list_commands(self, context: click.Context) -> list[str]:
        """The names of all subcommands."""
        return list(_COMMANDS)

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of subcommands, by what one comes for."""
        for title, commands in _SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name, command.summary) for name, command in commands.items()])

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """A subcommand; None if there is none of that name."""
        if name not in _COMMANDS:
            return None
        module, attribute, _ = _COMMANDS[name]
        command: click.Command = getattr(import_module(f"autograder.cli.{module}"), attribute)
        return command

    def invoke(self, context: click.Context) -> Any:
        """Run a command."""
        spare_imports()  # before what imports nbgrader
        spare_collections()
        from traitlets import TraitError

        from autograder.exercises import DeclarationError
        from autograder.reading.course import SetupError

        try:
            with ending_cleanly():
                return super().invoke(context)
        except (SetupError, DeclarationError) as error:
            said = str(error)
        except TraitError as error:  # a setting of another kind than it must be
            said = f"nbgrader_config.py: {error}"
        Console(stderr=True, soft_wrap=True).print(f"[red]autograder:[/red] {escape(said)}")
        context.exit(NOT_READY)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="deep-learning-course")
def main() -> None:
    """Grade nbgrader courses: students' code and tests never share a process."""
