"""Which share of grading is the students' own code.

python -m benchmarks.grading.own_share [--submissions 30] writes docs/own_share.md, in CPU seconds: a busy
machine changes these less than those of the clock.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from autograder.grading import warm_process
from autograder.grading.one_submission import grade_submission
from autograder.grading.worker import Worker
from autograder.reading.assignment import Assignment
from autograder.reading.course import open_course
from autograder.reading.read_assignment import read_assignment
from autograder.reading.student_folder import read_submission
from autograder.reading.submission import Submission
from autograder.writing.gradebook import open_gradebook
from benchmarks.grading import small_homework
from benchmarks.grading.grading_rate import LECTURE, REPOSITORY, make_lecture
from benchmarks.parts import timed_box
from benchmarks.parts.together_seconds import cpu_clock


def handed_in(root: Path, name: str, students: list[str]) -> tuple[Assignment, list[Submission]]:
    """What is graded, and what with."""
    course = open_course(root)
    with open_gradebook(course) as gradebook:
        assignment = read_assignment(course, name, gradebook.released(name), False)
    ignored = course.directory.ignore
    return assignment, [
        read_submission(student, course.submitted(name, student), ignored, course.zone)
        for student in students
    ]


def seconds(assignment: Assignment, submissions: list[Submission]) -> float:
    """CPU seconds of grading them with one warm worker; one is graded beforehand."""
    with (
        cpu_clock() as cpu_seconds,
        Worker("bwrap", modules=assignment.modules, secret=b"benchmark") as worker,
    ):
        grade_submission(assignment, submissions[0], worker)
        start = cpu_seconds()
        for submission in submissions:
            grade_submission(assignment, submission, worker)
        return cpu_seconds() - start


def own_seconds(assignment: Assignment, submissions: list[Submission], folder: Path) -> float:
    """CPU seconds of the students' cells and functions, in a box that notes them."""
    notes = folder / "seconds"
    modules = {**warm_process._MODULES, "student": timed_box.__name__}
    with (
        patch.object(warm_process, "_MODULES", modules),
        patch.dict(os.environ, {timed_box.FILE: str(notes)}),
        Worker("none", modules=assignment.modules, secret=b"benchmark") as worker,
    ):
        grade_submission(assignment, submissions[0], worker)
        notes.write_text("")
        for submission in submissions:
            grade_submission(assignment, submission, worker)
    return sum(map(float, notes.read_text().split()))


def row(name: str, make: Callable[[Path, int], list[str]], count: int) -> str:
    with tempfile.TemporaryDirectory(prefix="own-share-") as folder:
        assignment, submissions = handed_in(Path(folder), name, make(Path(folder), count))
        own = own_seconds(assignment, submissions, Path(folder))
        whole = seconds(assignment, submissions)
    per = 1000 / count
    return f"| `{name}` | {per * own:.1f} | {per * whole:.1f} | {100 * own / whole:.0f} % |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=30)
    count = parser.parse_args().submissions
    load = os.getloadavg()[0]
    rows = [
        row(small_homework.NAME, small_homework.make_course, count),
        row(LECTURE, make_lecture, count),
    ]
    page = f"""# The students' own share of grading

Written by `python -m benchmarks.grading.own_share` on {platform.machine()}, {os.cpu_count()} cores, Python
{platform.python_version()}, load {load:.1f} at the start. {count} submissions, one warm worker, its start and
the gradebook left out. A student's own are the cells of the notebook, as IPython runs them, and the calls of
the student's functions by the tests; what runs twice, so that no hidden input is shown, counts twice.

| assignment | own, CPU ms a submission | grading, CPU ms a submission | share |
|---|---|---|---|
{chr(10).join(rows)}

The rest: the tests and checks with their diagnoses, two processes with namespaces of their own for each
submission, what crosses between them, the graded notebook. Where an answer trains a network, its share grows;
of functions that return in microseconds it stays small.
"""
    (REPOSITORY / "docs" / "own_share.md").write_text(page)
    print(page)


if __name__ == "__main__":
    main()
