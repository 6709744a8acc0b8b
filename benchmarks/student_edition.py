"""The student's edition beside the full one: the same words for every mistake, pair, style and sample answer.

Run `python benchmarks/student_edition.py`; with names of exercises, only those are tried, with `--every N`
every N-th mistake or pair. The exit code is 1 if anything differs.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from autograder.classroom.kit.tables import write_table  # noqa: E402
from autograder.exercises.exercise import Exercise, known_exercises  # noqa: E402
from autograder.exercises.tabled import read_exercise  # noqa: E402
from benchmarks.parts.two_editions import answers, check_with, difference, sample_answers  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("exercises", nargs="*")
    parser.add_argument("--every", type=int, default=1)
    asked = parser.parse_args()
    known = known_exercises()
    print(f"{'exercise':28} {'tried':>6} {'differ':>6} {'table':>8} {'written':>8} {'first check':>11}")
    rows = [compared(known[name], asked.every) for name in asked.exercises or known]
    tried, differ, size = (sum(column) for column in zip(*rows, strict=True))
    print(f"{'all':28} {tried:6} {differ:6} {size / 1000:6.0f} kB")
    sys.exit(differ > 0)


def compared(exercise: Exercise, every: int) -> tuple[int, int, int]:
    """Return how many answers were tried, how many differ, and the bytes of the table; print the row."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        path = write_table(exercise, Path(folder))
        written, size = time.process_time() - start, path.stat().st_size
        tabled = read_exercise(path)
        start = time.process_time()
        check_with(tabled, lambda *arguments: 0.0)
        first = time.process_time() - start
        tried = differ = 0
        for what, made in itertools.chain(answers(exercise, every), sample_answers(exercise)):
            tried += 1
            for text in difference(exercise, tabled, made):
                print(f"  {what}: {text.splitlines()[1]}")
                differ += 1
    differ //= 2
    print(f"{exercise.name:28} {tried:6} {differ:6} {size / 1000:6.0f} kB {written:6.1f} s {first:9.2f} s")
    return tried, differ, size


if __name__ == "__main__":
    main()
