"""What a student's feedback costs: `autograder feedback` beside stock `nbgrader generate_feedback`.

A sample class of one lecture is graded once; then both commands write everybody's feedback. Stock nbgrader is
asked with its own exporter, one notebook at a time, for the first students only: its pages are alike. Seconds
are of the processor, so another program at work counts little.

    python benchmarks/feedback_seconds.py [--topic loss_functions] [--stock 10] [--write]
"""

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from nbgrader.converters import GenerateFeedback

from autograder.classroom.feedback.run import write_feedback
from autograder.reading.course import open_course
from autograder.writing.gradebook import open_gradebook

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "feedback.md"
MARKS = ("<!-- figures -->\n", "<!-- end of the figures -->\n")
ADDRESS = re.compile(r"""(?:src|href)=["'](https?://[^"']+)""")


def main():
    """Measure, and print the table or write it into docs/feedback.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--topic", default="loss_functions")
    parser.add_argument("--stock", type=int, default=10, help="students for stock nbgrader")
    parser.add_argument("--write", action="store_true", help="write the table into docs/feedback.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        text = measure(Path(folder) / "course", options.topic, options.stock)
    print(text)
    if options.write:
        before, rest = TABLE.read_text(encoding="utf-8").split(MARKS[0])
        _, after = rest.split(MARKS[1])
        TABLE.write_text(f"{before}{MARKS[0]}{text}{MARKS[1]}{after}", encoding="utf-8")


def measure(course, topic, n_stock):
    """Return the table in Markdown."""
    make_graded_class(course, topic)
    n_demos, making, pages = ours(course, topic)
    n_bytes, seconds = sum(page.n_bytes for page in pages), sum(page.seconds for page in pages)
    stock_seconds, stock_bytes, addresses = stock(course, topic, [page.student for page in pages[:n_stock]])
    each = len(pages)
    return f"""
Lecture `{topic}`, a sample class of {each} (nearly every known mistake once), {platform.machine()}, Python
{platform.python_version()}; seconds of the processor.

| | a page | size | files from other hosts |
|---|---|---|---|
| stock `nbgrader generate_feedback`, {n_stock} students | {1000 * stock_seconds / n_stock:.0f} ms | \
{stock_bytes / n_stock / 1000:.0f} kB | {addresses} |
| `autograder feedback` | **{1000 * seconds / each:.0f} ms** | {n_bytes / each / 1000:.0f} kB | 0 |
| its demos, made once for a class: {n_demos} of them | {1000 * making / each:.0f} ms | in the above | |

"""


def make_graded_class(course, topic):
    """A copy of the course with a graded sample class."""
    shutil.copytree(ROOT / "notebooks" / topic, course / "notebooks" / topic)
    shutil.copy(ROOT / "nbgrader_config.py", course)
    run(course, "nbgrader", "generate_assignment", topic)
    run(course, "autograder", "sample-class", topic)
    run(course, "autograder", "grade", topic, may_leave_some=True)


def run(course, module, *arguments, may_leave_some=False):
    """Run a command in the course folder."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=course,
        env={**os.environ, "PATH": path},
        text=True,
        capture_output=True,
    )
    if done.returncode not in ((0, 1) if may_leave_some else (0,)):
        sys.exit(f"{module} {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")


def ours(root, topic):
    """(how many demos, seconds for them, results of the pages), in this process."""
    course = open_course(root)
    marks = {}

    def note(what, done, total):
        if what == "demos":
            marks["demos"] = total, time.process_time()

    with open_gradebook(course, is_dry=True) as gradebook:
        write_feedback(course, gradebook, topic, students=first_student(gradebook, topic))  # imports
        start = time.process_time()
        results = write_feedback(course, gradebook, topic, progress=note)
    total, end = marks["demos"]
    return total, end - start, results


def first_student(gradebook, topic):
    return sorted(gradebook.scores(topic))[:1]


def stock(root, topic, students):
    """(seconds, bytes, addresses that a page loads) of nbgrader's own pages for some students."""
    course = open_course(root)
    del course.config.GenerateFeedback
    course.config.CourseDirectory.feedback_directory = "stock"
    seconds, size, addresses = 0.0, 0, set()
    for student in students:
        course.directory.assignment_id, course.directory.student_id = topic, student
        course.directory.feedback_directory = "stock"
        converter = GenerateFeedback(coursedir=course.directory, config=course.config)
        converter.log.setLevel("ERROR")
        start = time.process_time()
        converter.start()
        seconds += time.process_time() - start
        page = (root / "stock" / student / topic / f"{topic}.html").read_text(encoding="utf-8")
        size += len(page.encode())
        addresses |= set(ADDRESS.findall(page))
    return seconds, size, len(addresses)


if __name__ == "__main__":
    main()
