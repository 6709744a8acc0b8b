"""`autograder site`."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from autograder.cli.common import course_option
from autograder.reading.course import open_course


@click.command("site")
@click.argument("lectures", nargs=-1, metavar="[LECTURE]...")
@course_option
@click.option(
    "--out", type=click.Path(file_okay=False), default="dist/site", show_default=True, metavar="DIR"
)
def site(lectures: tuple[str, ...], course: str, out: str) -> None:
    """Make a static site of some lectures or of all: as released, run once, with every tabled demo alive.

    It asks nothing of any other host; put the folder where you like.
    """
    from autograder.classroom.site.build import build_site

    console = Console(soft_wrap=True, highlight=False)
    pages = build_site(open_course(course), Path(out), lectures, lambda name: console.print(f"{name}: run"))
    for page in pages:
        console.print(
            f"{Path(out) / page.path}: {page.n_bytes / 1000:.0f} kB, {page.n_demos} demos, with all "
            f"{(page.n_bytes + page.n_bytes_beside) / 1e6:.1f} MB"
        )
