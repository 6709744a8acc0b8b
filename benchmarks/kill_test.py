"""What a run that loses processes at random moments leaves in the gradebook.

python -m benchmarks.kill_test [--kills 200] [--seed 1] prints a table. Every round grades one class with real
boxes while processes below the run are killed (SIGKILL), or kills the whole run and starts it again; then it
compares the gradebook with that of an undisturbed run, before and after one more run.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import psutil

from tests.autograder.classroom.disturbed_runs import make_class, scores
from tests.autograder.helpers.small_course import write_course

STUDENTS = 6
# A run is left in peace after so many kills, so that it comes to its end.
KILLS_PER_RUN = 5
# Mean seconds between two kills.
PAUSE = 1.0


def command(course: Path) -> list[str]:
    return [sys.executable, "-m", "autograder", "grade", "hw", "--course", str(course), "--jobs", "2"]


def disturbed(course: Path, chance: random.Random, kills: int) -> list[str]:
    """One run; returns the kinds of processes that were killed in it."""
    run = psutil.Popen(command(course), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    victims: list[str] = []
    while run.poll() is None and len(victims) < kills:
        time.sleep(chance.expovariate(1 / PAUSE))
        try:
            victim = chance.choice([run, *run.children(recursive=True)])
            kind = kind_of(victim, run)
            victim.kill()
            victims.append(kind)
        except psutil.Error:
            continue
    run.wait()
    return victims


def kind_of(process: psutil.Process, run: psutil.Process) -> str:
    if process.pid == run.pid:
        return "the run itself"
    line = " ".join(process.cmdline())
    box = "the instructor's" if "instructor_box" in line else "the student's"
    if process.name() == "bwrap":
        return f"bubblewrap of {box} box"
    above = process.parent()
    is_zygote = above is not None and above.name() == "bwrap"
    return f"the warm process of {box} box" if is_zygote else f"{box} box"


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
        subprocess.run(command(whole), check=True, stdout=subprocess.DEVNULL)
        expected = scores(whole, names)
        while sum(killed.values()) < options.kills:
            course = shutil.copytree(released, Path(folder) / "course")
            todo = min(KILLS_PER_RUN, options.kills - sum(killed.values()))
            killed.update(disturbed(course, chance, todo))
            held = scores(course, names)
            wrong_marks += sum(held[name] not in (None, expected[name]) for name in names)
            ran = subprocess.run(command(course), stdout=subprocess.DEVNULL)
            wrong_afterwards += ran.returncode != 0 or scores(course, names) != expected
            left += len(list(course.rglob("*.part")))
            runs += 1
            shutil.rmtree(course)
    print("| killed | times |\n|---|---|")
    for kind, times in killed.most_common():
        print(f"| {kind} | {times} |")
    print(f"\n{sum(killed.values())} kills in {runs} runs (seed {options.seed}):")
    print(f"marks that a disturbed run stored wrongly: {wrong_marks};")
    print(f"gradebooks that the next run did not bring to the undisturbed one: {wrong_afterwards};")
    print(f"half files left: {left}.")


if __name__ == "__main__":
    main()
