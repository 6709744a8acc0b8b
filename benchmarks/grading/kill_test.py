"""What a run that loses processes at random moments leaves in the gradebook.

python -m benchmarks.grading.kill_test [--kills 200] [--seed 1] prints a table. Every round grades one class
with real boxes while processes are killed (SIGKILL): the run itself, or any process below it. Then it
compares the gradebook with that of an undisturbed run, before and after one more run.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import psutil

from autograder.reading.course import SetupError
from tests.autograder.classroom.disturbed_runs import make_class, run, scores
from tests.autograder.helpers.small_course import write_course

STUDENTS = 6
# A run is left in peace after so many kills, so that it comes to its end.
KILLS_PER_RUN = 5
# A run that is not killed itself is waited for so long, in seconds.
PATIENCE = 900.0


def grade(course: Path) -> multiprocessing.Process:
    """One run in a fork of this process, which has imported all that it needs."""
    child = multiprocessing.get_context("fork").Process(target=_exit_after, args=(course,))
    child.start()
    return child


def _exit_after(course: Path) -> None:
    try:
        results = run(course)
    except SetupError:  # a worker that was killed twice while it started
        sys.exit(2)
    sys.exit(any(result.problem or result.failure for result in results.values()))


def ended(child: multiprocessing.Process) -> int:
    child.join(PATIENCE)
    if child.exitcode is None:
        child.kill()
        raise SystemExit(f"kill_test: a run did not end in {PATIENCE:g} s.")
    return child.exitcode


def disturb(
    course: Path, chance: random.Random, kills: int, usual_seconds: float, killed: Counter[str]
) -> None:
    """One run with kills at moments that are spread over it; they are counted by what was killed."""
    child = grade(course)
    last = killed.total() + kills
    while child.exitcode is None and killed.total() < last:
        # A process that ended waits as a zombie for somebody to join it.
        child.join(chance.uniform(0.0, 2 * usual_seconds / kills))
        if child.exitcode is None:
            killed.update(killed_one(psutil.Process(child.pid), chance, killed))
    ended(child)


def killed_one(above: psutil.Process, chance: random.Random, killed: Counter[str]) -> list[str]:
    """Kill one of a run's processes, of a kind that was killed least so far; returns its kind, or nothing."""
    kinds: dict[str, list[psutil.Process]] = {}
    for process in [above, *above.children(recursive=True)]:
        try:
            if process.status() != psutil.STATUS_ZOMBIE:
                kinds.setdefault(kind_of(process, above), []).append(process)
        except psutil.Error:
            continue
    if not kinds:
        return []
    least = min(killed[kind] for kind in kinds)
    chosen = chance.choice(sorted(kind for kind in kinds if killed[kind] == least))
    try:
        chance.choice(kinds[chosen]).kill()
    except psutil.Error:
        return []
    return [chosen]


def kind_of(process: psutil.Process, above: psutil.Process) -> str:
    if process.pid == above.pid:
        return "the run itself"
    line = " ".join(process.cmdline())
    if "markup_process" in line:
        return "the process that renders texts"
    box = "the instructor's" if "instructor_box" in line else "the student's"
    if process.name() == "bwrap":
        return f"bubblewrap of {box} box"
    parents = process.parents()
    depth = sum(parent.name() != "bwrap" for parent in parents[: parents.index(above)])
    if depth == 0:
        return f"the warm process of {box} box"
    return "process 1 of a submission" if depth == 1 and box == "the student's" else f"{box} box"


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--kills", type=int, default=200)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    chance = random.Random(options.seed)
    killed: Counter[str] = Counter()
    runs = wrong_marks = wrong_afterwards = left = 0
    with tempfile.TemporaryDirectory(prefix="kill-test-") as folder:
        released = write_course(Path(folder) / "released")
        names = make_class(released, STUDENTS)
        whole = shutil.copytree(released, Path(folder) / "whole")
        start = time.monotonic()
        if ended(grade(whole)) != 0:
            raise SystemExit("kill_test: the undisturbed run failed.")
        seconds = time.monotonic() - start
        expected = scores(whole, names)
        while killed.total() < options.kills:
            course = shutil.copytree(released, Path(folder) / "course")
            todo = min(KILLS_PER_RUN, options.kills - killed.total())
            disturb(course, chance, todo, seconds, killed)
            held = scores(course, names)
            wrong_marks += sum(held[name] not in (None, expected[name]) for name in names)
            wrong_afterwards += ended(grade(course)) != 0 or scores(course, names) != expected
            left += len(list(course.rglob("*.part")))
            runs += 1
            shutil.rmtree(course)
            counts = f"wrong marks {wrong_marks}, wrong gradebooks {wrong_afterwards}, half files {left}"
            print(f"{killed.total()} kills in {runs} runs: {counts}", file=sys.stderr, flush=True)
    print("| killed | times |\n|---|---|")
    for kind, times in killed.most_common():
        print(f"| {kind} | {times} |")
    print(f"\n{killed.total()} kills in {runs} runs (seed {options.seed}):")
    print(f"marks that a disturbed run stored wrongly: {wrong_marks};")
    print(f"gradebooks that the next run did not bring to the undisturbed one: {wrong_afterwards};")
    print(f"half files left: {left}.")


if __name__ == "__main__":
    main()
