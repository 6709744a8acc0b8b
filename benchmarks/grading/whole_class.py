"""The instructor's day for a whole class: handed in, graded, feedback, report; then one in a hundred changes.

python -m benchmarks.grading.whole_class [--submissions 1000] writes docs/whole_class.md. A small homework is
graded for a quarter as many, and for ten times that.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import threading
import time
from pathlib import Path
from subprocess import DEVNULL, Popen

import psutil

from benchmarks.grading import small_homework
from benchmarks.grading.grading_rate import JOBS, LECTURE, REPOSITORY, honest, make_course

_EVERY = 0.5  # seconds between two looks at the memory


class Memory(threading.Thread):
    """Looks at a command with all below it: (seconds since its start, resident MB of it, of the rest)."""

    def __init__(self, process: psutil.Process) -> None:
        super().__init__(daemon=True)
        self._process, self.looks = process, list[tuple[float, float, float]]()

    def run(self) -> None:
        """Look until it has ended."""
        start = time.perf_counter()
        while True:
            try:
                own = self._process.memory_info().rss
                below = sum(_own_memory(child) for child in self._process.children(recursive=True))
            except psutil.NoSuchProcess:
                return
            self.looks.append((time.perf_counter() - start, own / 2**20, below / 2**20))
            time.sleep(_EVERY)

    def between(self, first: float, last: float) -> tuple[float, float]:
        """The most of both in a part of the run, given as fractions of its time."""
        end = self.looks[-1][0]
        part = [look for look in self.looks if first * end <= look[0] <= last * end]
        return max(look[1] for look in part), max(look[2] for look in part)


def _own_memory(process: psutil.Process) -> float:
    """What a process would free if it ended, as far as it may be looked at."""
    try:
        return process.memory_full_info().uss
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0.0


def timed(course: Path, *command: str) -> tuple[float, Memory]:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    start = time.perf_counter()
    line = [sys.executable, "-m", "autograder", *command]
    process = Popen(line, cwd=course, stdout=DEVNULL, env={**os.environ, "PATH": path})
    memory = Memory(psutil.Process(process.pid))
    memory.start()
    if process.wait() not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return time.perf_counter() - start, memory


def change(course: Path, count: int) -> None:
    """Every hundredth student hands in once more."""
    for number in range(0, count, 100):
        (notebook,) = (course / "submitted" / f"student-{number + 1:02d}").rglob("*.ipynb")
        notebook.write_text(notebook.read_text() + "\n")


def growth(count: int) -> str:
    """Rows of a table: the small homework for `count` and for ten times as many."""
    rows = []
    for many in (count, 10 * count):
        with tempfile.TemporaryDirectory(prefix="whole-class-") as folder:
            course = Path(folder) / "course"
            course.mkdir()
            small_homework.make_course(course, many)
            seconds, memory = timed(course, "grade", small_homework.NAME, "--jobs", str(JOBS))
        own, boxes = memory.between(0, 1)
        rows.append(f"| {many} | {seconds:.1f} | {1000 * seconds / many:.1f} | {own:.0f} | {boxes:.0f} |")
    return "\n".join(rows)


def measure(count: int) -> str:
    with tempfile.TemporaryDirectory(prefix="whole-class-") as folder:
        course = Path(folder) / "course"
        make_course(course, honest(count))
        load = os.getloadavg()[0]
        grading, memory = timed(course, "grade", LECTURE, "--jobs", str(JOBS))
        feedback, _ = timed(course, "feedback", LECTURE)
        report, _ = timed(course, "report", LECTURE)
        unchanged, _ = timed(course, "grade", LECTURE, "--jobs", str(JOBS))
        change(course, count)
        changed, _ = timed(course, "grade", LECTURE, "--jobs", str(JOBS))
    halves = [memory.between(0.25, 0.5), memory.between(0.75, 1.0)]
    rows = "\n".join(
        f"| {what} | {seconds:.1f} | {1000 * seconds / count:.0f} |"
        for what, seconds in (
            (f"`autograder grade --jobs {JOBS}`", grading),
            ("`autograder feedback`", feedback),
            ("`autograder report`", report),
            ("all three", grading + feedback + report),
            ("`autograder grade` again, nothing changed", unchanged),
            ("`autograder grade` again, one in a hundred changed", changed),
        )
    )
    busy = f"load {load:.1f} at the start and {os.getloadavg()[0]:.1f} at the end"
    return f"""# A whole class

Written by `python -m benchmarks.grading.whole_class` on {platform.machine()}, {os.cpu_count()} cores, Python
{platform.python_version()}, {busy}. {count} honest submissions of the lecture
`{LECTURE}`, each command from start to exit.

| command | seconds | milliseconds a submission |
|---|---|---|
{rows}

The run with one in a hundred changed takes {100 * changed / grading:.1f} % of the first one.

| most memory of the first run, MB | second quarter | last quarter |
|---|---|---|
| the run itself | {halves[0][0]:.0f} | {halves[1][0]:.0f} |
| its boxes, without what they share | {halves[0][1]:.0f} | {halves[1][1]:.0f} |

A small homework (three functions with plain asserts), and ten times as many of it:

| submissions | seconds | milliseconds a submission | most memory, MB: the run | its boxes |
|---|---|---|---|---|
{growth(count // 4)}
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=1000)
    text = measure(parser.parse_args().submissions)
    (REPOSITORY / "docs" / "whole_class.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
