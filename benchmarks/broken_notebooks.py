"""10,000 broken notebooks: each gets a verdict that can be stored, and a graded notebook that nbgrader reads.

python benchmarks/broken_notebooks.py [--notebooks 10000] [--in-boxes 200] writes a section of
docs/robustness.md. Most are graded without running anything, with every cell saying its own source; some in
the real boxes.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from autograder.boxes.limits import Limits  # noqa: E402
from autograder.grading.one_submission import Grader, grade_submission  # noqa: E402
from autograder.grading.worker import Worker  # noqa: E402
from autograder.reading.assignment import Assignment  # noqa: E402
from autograder.reading.course import open_course  # noqa: E402
from autograder.reading.read_assignment import read_assignment  # noqa: E402
from autograder.reading.submission import Submission  # noqa: E402
from autograder.writing.gradebook import open_gradebook  # noqa: E402
from tests.autograder.helpers.broken_notebooks import Echoes, broken_notebooks, check_readable  # noqa: E402
from tests.autograder.helpers.small_course import answered, write_course  # noqa: E402

TITLE = "## Broken notebooks"
LIMITS = Limits(cell_seconds=2.0, test_seconds=5.0, submission_seconds=30.0)


class Tally:
    """What became of the notebooks."""

    def __init__(self) -> None:
        self.versions: Counter[tuple[str, str]] = Counter()
        self.reasons: Counter[str] = Counter()
        self.damages: Counter[str] = Counter()
        self.failures: list[str] = []
        self.slowest = 0.0

    def add(self, assignment: Assignment, grader: Grader, broken: tuple[str, list[str], bytes]) -> None:
        """Grade one and count it."""
        version, done, data = broken
        started = time.process_time()
        try:
            graded = grade_submission(assignment, Submission("ann", {"main.ipynb": data}), grader, ["main"])
            check_readable(graded, assignment)
        except Exception as error:
            self.failures.append(f"{type(error).__name__}: {error} ({version}, {done})"[:500])
            print(self.failures[-1], flush=True)
            Path(tempfile.gettempdir(), f"broken-{len(self.failures)}.ipynb").write_bytes(data)
            return
        self.slowest = max(self.slowest, time.process_time() - started)
        problem = graded.notebooks["main"].verdict.problem
        self.versions[version, "refused" if problem else "graded"] += 1
        self.damages.update(done)
        if problem:
            self.reasons[kind_of(problem)] += 1


def kind_of(problem: str) -> str:
    """A refusal without its particulars."""
    return re.sub(r"\(.*?\)|got .*|\d+", "…", problem.removeprefix("main.ipynb ")).strip()


def run(assignment: Assignment, notebook: object, grader: Grader, number: int, start: int) -> Tally:
    tally = Tally()

    @seed(start)
    @settings(
        max_examples=number,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(broken_notebooks(notebook))
    def grade(broken: tuple[str, list[str], bytes]) -> None:
        tally.add(assignment, grader, broken)

    grade()
    return tally


def run_in_parts(assignment: Assignment, notebook: object, number: int) -> Tally:
    """The same without boxes, a part in each of some processes."""
    parts = os.cpu_count() or 1
    arguments = [(assignment, notebook, Echoes(), number // parts, part) for part in range(parts)]
    total = Tally()
    with multiprocessing.get_context("fork").Pool(parts) as pool:
        for tally in pool.starmap(run, arguments):
            total.versions += tally.versions
            total.reasons += tally.reasons
            total.damages += tally.damages
            total.failures += tally.failures
            total.slowest = max(total.slowest, tally.slowest)
    return total


def section(plain: Tally, boxed: Tally) -> str:
    """The section of docs/robustness.md."""
    total = [sum(tally.versions.values()) + len(tally.failures) for tally in (plain, boxed)]
    failed = len(plain.failures) + len(boxed.failures)
    lines = [
        TITLE,
        "",
        "Made by `python benchmarks/broken_notebooks.py` from a good notebook: wrong types in any field,",
        "cells and keys removed, doubled, swapped and renamed, deep nesting, long text, halves of characters",
        "and nulls, old versions of nbformat and of nbgrader's metadata, files that are cut or in another",
        "encoding. Each verdict has its scores in range and can be stored; each graded notebook is valid,",
        "and nbgrader reads the same scores.",
        "",
        f"{total[0]:,} were graded without running them, {total[1]:,} in the boxes.",
        f"Without a verdict: {failed}.",
        f"The slowest took {max(plain.slowest, boxed.slowest):.1f} s of the grader's own CPU time.",
        "",
        "| nbformat | graded | refused, with a reason |",
        "| --- | --- | --- |",
    ]
    both = plain.versions + boxed.versions
    for version in sorted({version for version, _ in both}):
        lines.append(f"| {version} | {both[version, 'graded']:,} | {both[version, 'refused']:,} |")
    lines += ["", "| reason | notebooks |", "| --- | --- |"]
    reasons = plain.reasons + boxed.reasons
    lines += [f"| {reason} | {number:,} |" for reason, number in reasons.most_common(12)]
    return "\n".join(lines) + "\n"


def written(text: str, new: str) -> str:
    """The document with the section replaced, or put at its end."""
    before, found, after = text.partition(TITLE)
    following = after.partition("\n## ")
    rest = "\n## " + following[2] if found and following[1] else ""
    return f"{before.rstrip()}\n\n{new}{rest}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--notebooks", type=int, default=10_000)
    parser.add_argument("--in-boxes", type=int, default=200)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = write_course(Path(folder, "course"))
        with open_gradebook(open_course(root)) as gradebook:
            assignment = read_assignment(open_course(root), "hw", gradebook.released("hw"))
        notebook = answered(root)
        plain = run_in_parts(assignment, notebook, arguments.notebooks)
        with Worker("bwrap", LIMITS, assignment.modules) as worker:
            boxed = run(assignment, notebook, worker, arguments.in_boxes, 1000)
    path = ROOT / "docs" / "robustness.md"
    text = path.read_text(encoding="utf-8") if path.exists() else "# Robustness\n"
    path.write_text(written(text, section(plain, boxed)), encoding="utf-8")
    print(section(plain, boxed))
    sys.exit(bool(plain.failures or boxed.failures))


if __name__ == "__main__":
    main()
