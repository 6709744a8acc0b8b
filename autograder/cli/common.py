"""What several subcommands share: exit codes, options, progress."""

from __future__ import annotations

import atexit
import contextlib
import gc
import math
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import click
from tqdm import tqdm

GRADED, SOME_NOT_GRADED, NOT_READY = 0, 1, 2

ONLINE = (
    "Students' code may reach the network (--network, c.AutograderCourse.network): what a cell reads may "
    "change, and an answer may come from anywhere."
)

course_option = click.option(
    "--course", default=".", metavar="DIR", help="The course folder; where you are by default."
)


python_option = click.option(
    "--python", metavar="PATH", help="The course's Python, in whose environment cells run; ours by default."
)


network_option = click.option(
    "--network/--no-network",
    "is_online",
    default=None,
    help="Whether cells may reach the network; what c.AutograderCourse.network says by default: no.",
)


def limit_options(command: Callable[..., None]) -> Callable[..., None]:
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


def pool_options(command: Callable[..., None]) -> Callable[..., None]:
    """Options for where submissions are graded; `opened_pool` reads them."""
    from autograder.grading.sandbox import SANDBOXES  # what it imports must wait for `spare_imports`

    for option in (
        click.option("--sandbox", type=click.Choice(SANDBOXES), default="bwrap", show_default=True),
        click.option(
            "--scheduler",
            metavar="ADDRESS",
            help="Grade on the workers of the Dask cluster whose scheduler is there, not on this machine.",
        ),
        click.option("--jobs", type=click.IntRange(min=1), default=os.cpu_count() or 1, show_default=True),
    ):
        command = option(command)
    return command


# Objects that are made before the collector looks at them: half a million come with the imports, and stay.
_COLLECTED_EACH = 50_000


def spare_collections() -> None:
    """Have the collector of cycles look rarely, and not at the end, when all is given back anyway."""
    gc.set_threshold(_COLLECTED_EACH)
    atexit.register(gc.freeze)


@contextlib.contextmanager
def ending_cleanly() -> Iterator[None]:
    """Have SIGTERM end a command as its own end does: what is done is stored, what it started is ended."""

    def end(number: int, _: object) -> None:
        print("autograder: ended by SIGTERM. The same command does the rest.", file=sys.stderr)
        raise SystemExit(128 + number)

    is_ours = threading.current_thread() is threading.main_thread()
    usual = signal.signal(signal.SIGTERM, end) if is_ours else None
    try:
        yield
    finally:
        if is_ours:
            signal.signal(signal.SIGTERM, usual)


class Progress:
    """A bar while a class is being graded, what came so far, and Ctrl-C between two submissions.

    The first Ctrl-C ends the run when the next result is stored, so that it never tears one in the middle;
    the second one ends it at once.

    Parameters
    ----------
    total : int
    so_far : list
        Every result is added to it as it comes.
    """

    def __init__(self, total: int, so_far: list[Any]) -> None:
        self._is_stopping, self._so_far = False, so_far
        self._bar = progress_bar("grading", total)

    def __enter__(self) -> Callable[[object], None]:
        self._before = signal.signal(signal.SIGINT, self._stop)
        return self._advance

    def __exit__(self, *error: object) -> None:
        self._bar.close()
        signal.signal(signal.SIGINT, self._before)

    def _advance(self, result: object) -> None:
        self._so_far.append(result)
        self._bar.update()
        if self._is_stopping:
            raise KeyboardInterrupt

    def _stop(self, *signal_and_frame: object) -> None:
        if self._is_stopping:
            raise KeyboardInterrupt
        self._is_stopping = True
        self._bar.write("Stopping after the submission at hand; Ctrl-C again stops at once.")


def progress_bar(task: str, total: int) -> tqdm:
    """A progress bar that leaves nothing behind; where nobody watches, a line every few seconds."""
    if sys.stderr.isatty():
        return tqdm(total=total, desc=task, leave=False)
    return LogLines(total=total, desc=task)


class LogLines(tqdm):  # type: ignore[misc]
    """Says how far it is, also while nothing comes: for output that goes into a file."""

    every_seconds = 5.0

    def __init__(self, **settings: Any) -> None:
        # tqdm shows nothing by itself before the delay is over.
        super().__init__(
            bar_format="{desc}: {n_fmt} of {total_fmt} after {elapsed}", delay=math.inf, **settings
        )
        self._ended = threading.Event()
        threading.Thread(target=self._say, daemon=True).start()

    def _say(self) -> None:
        while not self._ended.wait(self.every_seconds):
            self.refresh()

    def display(self, msg: str | None = None, pos: int | None = None) -> None:
        """One line, at its end."""
        print(self if msg is None else msg, file=sys.stderr, flush=True)

    def clear(self, nolock: bool = False) -> None:
        """A line that was said stays."""

    def close(self) -> None:
        """End it."""
        self._ended.set()
        super().close()
