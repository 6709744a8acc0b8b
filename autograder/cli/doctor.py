"""`autograder doctor`."""

from __future__ import annotations

import sys

import click
from rich.console import Console
from rich.markup import escape

from autograder.cli.common import GRADED, SOME_NOT_GRADED
from autograder.grading import sandbox as walls


@click.command()
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
