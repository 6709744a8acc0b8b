"""How fast a class is graded: `autograder grade` against stock `nbgrader autograde`, on the same submissions.

python -m benchmarks.grading.grading_rate [--submissions 40] writes docs/grading_rate.md: of a small homework
with plain asserts, and of a lecture of the course.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from nbgrader.api import Gradebook

from autograder.sample_class.students import SampleStudent, students_of, write_class
from benchmarks.grading import small_homework

REPOSITORY = Path(__file__).parents[2]
LECTURE = "loss_functions"
JOBS = 2
STOCK = """
c = get_config()
c.CourseDirectory.course_id = "deep-learning"
c.CourseDirectory.source_directory = "notebooks"
c.Execute.timeout = 60
"""


def honest(count: int) -> list[SampleStudent]:
    """A usual class: every answer in one of five styles, every second student with one mistake."""
    everybody = students_of(LECTURE)
    right = [student for student in everybody if student.name.startswith("right-")]
    mistaken = [student for student in everybody if student.name.startswith("mistaken-")]
    students = []
    for i in range(count):
        names = list(right[0].answers)
        answers = {name: right[(i + j) % len(right)].answers[name] for j, name in enumerate(names)}
        if i % 2:
            name = names[i // 2 % len(names)]
            answers[name] = mistaken[i // 2 % len(mistaken)].answers[name]
        students.append(SampleStudent(f"student-{i + 1:02d}", answers))
    return students


def make_course(root: Path, students: list[SampleStudent]) -> None:
    shutil.copytree(REPOSITORY / "notebooks" / LECTURE, root / "notebooks" / LECTURE)
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    write_class(root, LECTURE, students)


def timed(command: list[str], course: Path) -> float:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    start = time.perf_counter()
    ran = subprocess.run(
        command, cwd=course, capture_output=True, text=True, env={**os.environ, "PATH": path}
    )
    seconds = time.perf_counter() - start
    if ran.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with {ran.returncode}:\n{ran.stderr[-3000:]}")
    return seconds


def make_lecture(root: Path, count: int) -> list[str]:
    students = honest(count)
    make_course(root, students)
    return [student.name for student in students]


def stored_scores(course: Path, name: str) -> dict[str, float]:
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        return {
            submission.student.id: submission.score for submission in gradebook.assignment_submissions(name)
        }


def measure(make: Callable[[Path, int], list[str]], name: str, count: int, stock_count: int) -> dict:
    with tempfile.TemporaryDirectory(prefix="grading-rate-") as folder:
        ours, stock = Path(folder) / "ours", Path(folder) / "stock"
        students = make(ours, count)
        shutil.copytree(ours, stock)
        if make is make_lecture:
            (stock / "nbgrader_config.py").write_text(STOCK)
        for student in students[stock_count:]:
            shutil.rmtree(stock / "submitted" / student)
        python = [sys.executable, "-m"]
        grade = [*python, "autograder", "grade", name, "--jobs", str(JOBS), "--sandbox", "bwrap"]
        figures = {"name": name, "students": len(students), "by stock": min(stock_count, count)}
        figures["load"] = os.getloadavg()[0]
        before = timed([*grade, "--json", "verdicts.json"], ours)
        verdicts = json.loads((ours / "verdicts.json").read_text())
        figures["stock"] = timed([*python, "nbgrader", "autograde", name], stock)
        # Before and after, so that a load that changes meanwhile favours neither.
        figures["ours"] = (before + timed([*grade, "--force"], ours)) / 2
        figures["ours, one"] = timed([*grade, "--force", "--student", students[0]], ours)
        figures["ours, unchanged"] = timed(grade, ours)
        by_us, by_stock = stored_scores(ours, name), stored_scores(stock, name)
    stages: dict[str, list[float]] = {}
    for verdict in verdicts:
        for notebook in verdict["notebooks"]:
            for stage, seconds in notebook["seconds"].items():
                stages.setdefault(stage, []).append(seconds)
    figures["stages"] = {stage: (median(values), max(values)) for stage, values in stages.items()}
    figures["same score"] = sum(by_us[student] == score for student, score in by_stock.items())
    figures["isolation"] = sorted({n["isolation"] for v in verdicts for n in v["notebooks"]})
    return figures


def report(figures: dict) -> str:
    n = figures["students"]
    ours, one = figures["ours"], figures["ours, one"]
    subset = figures["by stock"]
    stock = figures["stock"] * n / subset
    on = "" if subset == n else f" ({subset} of them, scaled to {n})"
    marginal = (ours - one) / (n - 1)
    isolation = " / ".join(figures["isolation"])
    rows = [
        ("command", "seconds", "milliseconds a submission", "rate"),
        ("---", "---", "---", "---"),
        (f"`nbgrader autograde`, stock, no sandbox{on}", f"{stock:.1f}", f"{1000 * stock / n:.0f}", "1"),
        (
            f"`autograder grade --jobs {JOBS}`, {isolation}",
            f"{ours:.1f}",
            f"{1000 * ours / n:.0f}",
            f"**{stock / ours:.0f} ×**",
        ),
        (
            f"the same without its start (a run of one submission takes {one:.1f} s)",
            f"{ours - one:.1f}",
            f"{1000 * marginal:.0f}",
            f"{stock / n / marginal:.0f} ×",
        ),
        ("`autograder grade` again, nothing changed", f"{figures['ours, unchanged']:.1f}", "", ""),
    ]
    table = "\n".join("| " + " | ".join(row) + " |" for row in rows)
    stages = "\n".join(
        f"| {stage} | {1000 * middle:.1f} | {1000 * worst:.1f} |"
        for stage, (middle, worst) in figures["stages"].items()
    )
    return f"""## `{figures["name"]}`, {n} submissions

Load {figures["load"]:.1f} at the start.

{table}

The gradebooks hold the same score for {figures["same score"]} of {subset}.

Where a submission spends its time, in milliseconds, with {JOBS} workers side by side:

| stage | median | slowest |
|---|---|---|
{stages}

"""


def page(parts: list[str]) -> str:
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return f"""# Grading rate

Written by `python -m benchmarks.grading.grading_rate` on {machine}. The same submissions
by both commands in one run, each from start to exit; `autograder grade` before and after the other, the mean
of the two. The small homework has three functions with plain asserts, the lecture `{LECTURE}` answers in
one of five styles, every second student with one mistake.

`rebuild` decides which source runs where, `run` is the two boxes, `document` makes the graded notebook.
Figures and widgets are not rendered where nobody grades them by hand; stock nbgrader renders all of them,
starts a kernel for each notebook, and computes the diagnoses of `check` anew in each. Of a lecture it
runs the public cases only, `autograder grade` the hidden ones too.

{"".join(parts)}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=40)
    parser.add_argument("--stock", type=int, help="how many of them stock nbgrader grades (all)")
    parser.add_argument("--only", choices=(small_homework.NAME, LECTURE))
    arguments = parser.parse_args()
    count, stock = arguments.submissions, arguments.stock or arguments.submissions
    courses = ((small_homework.make_course, small_homework.NAME), (make_lecture, LECTURE))
    chosen = [each for each in courses if arguments.only in (None, each[1])]
    text = page([report(measure(make, name, count, stock)) for make, name in chosen])
    (REPOSITORY / "docs" / "grading_rate.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
