"""The figures of the lectures, counted in the notebooks and measured by running them: docs/lectures.md.

Every lecture is run in a kernel, as an instructor has it and as a student gets it. Mutants of the exercises
that came after the first version of the course are tried as in `benchmarks/generality.py`.

    python -m benchmarks.parts.lecture_figures [counts] [times] [mutants] [--write] [--every N]
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from autograder.checking import call
from autograder.classroom.authoring.contract import grading
from autograder.exercises.exercise import Exercise, known_exercises
from benchmarks.generality import reviewed_mutants, tally
from tests.notebooks.lessons import ALL, LECTURES, ROOT
from tests.notebooks.test_errata import ERRATA
from tests.notebooks.test_predictions import asked, is_own, shown
from tests.notebooks.test_syllabus import COMPUTED, DRAWN, TOLD, WITHOUT_NUMBERS, rows_by_way

DOCUMENT = ROOT / "docs" / "lectures.md"
MARKS = ("<!-- {} -->\n", "<!-- end of {} -->\n")
LATER = re.compile(
    r"recall_|derivation_|script_|.*_slides$|(two_layer_forward|local_gradients|basins|relative_error|"
    r"gradient_check|judge_gradients|chain_vjp|unvec)$"
)
NAMES = {"loss_functions": "loss functions", "gradient_descent": "gradient descent", "jacobians": "Jacobians"}
HANGS = 600  # seconds


def title(lecture: str) -> str:
    """The name of a lecture as it is written."""
    return NAMES.get(lecture, lecture)


def notebook_of(lecture: str) -> Any:
    """The instructor's notebook."""
    return nbformat.read(ROOT / "notebooks" / lecture / f"{lecture}.ipynb", as_version=4)


def full_rows(lecture: str) -> tuple[int, int]:
    """Rows that are told, computed and asked; all rows. The recap has nothing to compute."""
    told, computed, questioned = rows_by_way(lecture)
    return len(told & (computed | WITHOUT_NUMBERS) & questioned), len(told | computed | questioned)


def demo_counts(lecture: str) -> tuple[int, int, int, int]:
    """Demos on the course's function that ask, and all; those on the student's that ask anew, and all."""
    first = [asked(source) for source in shown(lecture) if not is_own(source)]
    before = {question for questions in first for question in questions}
    own = [asked(source) for source in shown(lecture) if is_own(source)]
    anew = [questions for questions in own if questions and before.isdisjoint(questions)]
    return sum(map(bool, first)), len(first), len(anew), len(own)


def exercise_counts(lecture: str) -> tuple[int, int]:
    """Exercises that are checked, and written questions."""
    graded = [cell["cell_type"] for cell in notebook_of(lecture).cells if grading(cell).get("grade")]
    return graded.count("code"), graded.count("markdown")


def counts() -> Iterator[str]:
    """The table of what each lecture holds."""
    titles = ("", "rows full", "mistakes shown", "further lines", "demos that ask")
    yield f"| {' | '.join((*titles, 'own demos that ask anew', 'exercises', 'written'))} |"
    yield "|---|---|---|---|---|---|---|---|"
    total = [0] * 10
    for lecture in ALL:
        full, rows = full_rows(lecture) if lecture in LECTURES else (0, 0)
        errata = sum(one[0] == lecture for one in ERRATA)
        further = sum(one[0] == lecture for one in (*COMPUTED, *TOLD, *DRAWN))
        figures = [full, rows, errata, further, *demo_counts(lecture), *exercise_counts(lecture)]
        total = [before + one for before, one in zip(total, figures, strict=True)]
        yield count_row(title(lecture), figures)
    yield count_row("**all**", total)


def count_row(name: str, figures: list[int]) -> str:
    """A row of that table."""
    full, rows, errata, further, asking, first, anew, own, checked, written = figures
    taught = (f"{full} of {rows}" if rows else "–", errata, further)
    asked_for = (f"{asking} of {first}", f"{anew} of {own}", checked, written)
    return f"| {' | '.join(map(str, (name, *taught, *asked_for)))} |"


def released(lecture: str, folder: Path) -> Any:
    """What a student gets of a lecture."""
    litter = shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__")
    shutil.copytree(ROOT / "notebooks" / lecture, folder / "notebooks" / lecture, ignore=litter)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", lecture]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return nbformat.read(folder / "release" / lecture / f"{lecture}.ipynb", as_version=4)


def seconds_of(notebook: Any, lecture: str) -> tuple[float, float, float]:
    """Run a notebook; return processor time, wall time, and how many MB it has with its outputs."""
    folder = {"metadata": {"path": str(ROOT / "notebooks" / lecture)}}
    client = NotebookClient(notebook, timeout=HANGS, startup_timeout=HANGS, resources=folder)
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    client.execute(env={**os.environ, "OPENBLAS_NUM_THREADS": "1"})
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - start
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, wall, len(nbformat.writes(notebook).encode()) / 1e6


def run_times() -> Iterator[str]:
    """The table of how long a run takes."""
    yield "| | solutions: processor, s | wall, s | blank: processor, s | wall, s | with its outputs, MB |"
    yield "|---|---|---|---|---|---|"
    for lecture in ALL:
        with tempfile.TemporaryDirectory() as folder:
            blank = seconds_of(released(lecture, Path(folder)), lecture)
        whole = seconds_of(notebook_of(lecture), lecture)
        seconds = " | ".join(f"{value:.0f}" for value in (*whole[:2], *blank[:2]))
        yield f"| {title(lecture)} | {seconds} | {whole[2]:.1f} |"


def later(exercise: Exercise) -> bool:
    """Whether an exercise came after the first version of the course."""
    return exercise.topic == "capstone" or bool(LATER.match(exercise.name))


def mutants(every: int) -> Iterator[str]:
    """The table of the mutants of the later exercises."""
    call.call_seconds, reviewed = 1.0, reviewed_mutants()
    yield "| exercise | mutants | rejected | noted | right answers still | left |"
    yield "|---|---|---|---|---|---|"
    totals = [0] * 5
    for name, exercise in known_exercises().items():
        if later(exercise):
            each = tally(exercise, every, locate=False)
            left = len(each.unreviewed(reviewed))
            row = [each.mutants, each.rejected, each.noted, len(each.survivors) - left, left]
            totals = [total + one for total, one in zip(totals, row, strict=True)]
            yield f"| `{name}` | {' | '.join(map(str, row))} |"
    yield f"| **all** | {' | '.join(map(str, totals))} |"


def write(name: str, lines: list[str]) -> None:
    """Put a table between its marks in the document."""
    begin, end = (mark.format(name) for mark in MARKS)
    head, _, rest = DOCUMENT.read_text("utf-8").partition(begin)
    table = "\n".join(lines)
    DOCUMENT.write_text(f"{head}{begin}\n{table}\n\n{end}{rest.partition(end)[2]}", encoding="utf-8")


def main() -> int:
    """Print the tables; with `--write` put them into the document."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("tables", nargs="*", help="counts, times, mutants; all if none is named")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/lectures.md")
    parser.add_argument("--every", type=int, default=1, help="try every n-th mutant")
    arguments = parser.parse_args()
    tables = {"counts": counts(), "times": run_times(), "mutants": mutants(arguments.every)}
    for name in arguments.tables or tables:
        lines = []
        for line in tables[name]:
            print(line, flush=True)
            lines.append(line)
        if arguments.write:
            write(name, lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
