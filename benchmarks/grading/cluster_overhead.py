"""What a cluster costs over this machine's own processes: the same submissions by both, in one run.

python -m benchmarks.grading.cluster_overhead [--submissions 60] writes its table into docs/cluster.md. CPU
seconds are counted besides the clock, because they say the same on a busy machine.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import pickle
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from autograder.boxes.limits import Limits
from autograder.classroom.class_run import grade_class
from autograder.classroom.pool.cluster import ClusterPool, cluster_pool
from autograder.classroom.pool.contract import Pool
from autograder.classroom.pool.local import LocalPool
from autograder.classroom.pool.on_worker import Release
from autograder.grading.worker import Worker
from autograder.reading.course import Course, open_course
from autograder.reading.read_assignment import read_assignment
from autograder.reading.secret import course_secret
from autograder.reading.student_folder import read_submission
from autograder.writing.gradebook import open_gradebook
from benchmarks.grading.grading_rate import LECTURE, REPOSITORY, honest, make_course

PAGE = REPOSITORY / "docs" / "cluster.md"
MARKS = ("<!-- figures -->\n", "<!-- end of the figures -->\n")
_WORKERS = 2


@contextlib.contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[psutil.Process]]]:
    """A scheduler and two workers on this machine: the scheduler's file, and the three processes."""
    file = folder / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    place = ["--scheduler-file", str(file), "--host", "127.0.0.1", "--no-dashboard"]
    started = [subprocess.Popen([*dask, "scheduler", "--port", "0", *place], **quiet)]
    try:
        while not (file.exists() and file.read_text().rstrip().endswith("}")):
            time.sleep(0.05)
        for _ in range(_WORKERS):
            started.append(
                subprocess.Popen([*dask, "worker", "--nthreads", "1", "--no-nanny", *place], **quiet)
            )
        yield str(file), [psutil.Process(process.pid) for process in started]
    finally:
        for process in started:
            process.terminate()
            process.wait()


def cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def graded(course: Course, pool: Pool) -> dict[str, float]:
    """Grade everybody; seconds by the clock and of this process."""
    start, own = time.perf_counter(), time.process_time()
    with open_gradebook(course) as gradebook:
        results = grade_class(course, gradebook, LECTURE, pool, force=True)
    seconds = {"clock": time.perf_counter() - start, "this process": time.process_time() - own}
    failed = [result.failure for result in results if result.failure]
    if failed:
        raise SystemExit(f"not graded: {failed[0]}")
    return seconds | {"score": sum(result.score for result in results)}


def on_cluster(course: Course, pool: ClusterPool, processes: list[psutil.Process]) -> dict[str, float]:
    before = [cpu(process) for process in processes]
    seconds = graded(course, pool)
    scheduler, *workers = [cpu(process) - was for process, was in zip(processes, before, strict=True)]
    return seconds | {"scheduler": scheduler, "workers": sum(workers)}


def sizes(course: Course, student: str, secret: bytes) -> dict[str, int]:
    """Bytes that travel: once a worker, and with each submission."""
    with open_gradebook(course) as gradebook:
        assignment = read_assignment(course, LECTURE, gradebook.released(LECTURE))
    submission = read_submission(student, course.submitted(LECTURE, student))
    return {
        "release": len(pickle.dumps(Release(assignment, Limits(), secret))),
        "submission": len(pickle.dumps((submission, tuple(assignment.notebooks)))),
        "record": sum(
            path.stat().st_size for path in course.autograded(LECTURE, student).rglob("*") if path.is_file()
        ),
    }


def measure(count: int) -> dict[str, object]:
    students = honest(count)
    with tempfile.TemporaryDirectory(prefix="cluster-overhead-") as folder:
        root = Path(folder) / "course"
        make_course(root, students)
        course = open_course(root)
        secret = course_secret(course)

        def start(modules: frozenset[str]) -> Worker:
            return Worker(modules=modules, secret=secret)

        local = LocalPool(start, _WORKERS)
        with (
            cluster(Path(folder)) as (file, processes),
            cluster_pool(file, Limits(), secret, print) as pool,
        ):
            while pool.threads() < _WORKERS:
                time.sleep(1.0)
            on_cluster(course, pool, processes)  # both are measured warm
            far = on_cluster(course, pool, processes)
            here = graded(course, local)
        if far["score"] != here["score"]:
            raise SystemExit(f"the cluster gives {far['score']} points in all, this machine {here['score']}")
        return {"far": far, "here": here, "sizes": sizes(course, students[0].name, secret)}


def report(figures: dict, count: int, load: float) -> str:
    far, here, size = figures["far"], figures["here"], figures["sizes"]

    def each(seconds: float) -> str:
        return f"{1000 * seconds / count:.1f}"

    central = far["this process"] + far["scheduler"]
    overhead = central + far["workers"] - here["this process"]
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return f"""
{machine}, load {load:.1f} at the start: {count} submissions of `{LECTURE}` with
{_WORKERS} jobs, and on a scheduler with {_WORKERS} workers of one thread, all here. The marks are
the same.

| milliseconds a submission | this machine | cluster |
|---|---|---|
| by the clock, {_WORKERS} at a time | {each(here["clock"])} | {each(far["clock"])} |
| CPU of the run (reads, writes, gradebook) | {each(here["this process"])} | {each(far["this process"])} |
| CPU of the scheduler | | {each(far["scheduler"])} |
| CPU of the workers, without their boxes | in the run's | {each(far["workers"])} |

Without its boxes, a submission takes {each(overhead)} ms more of CPU on the cluster: that is what Dask costs.
Where the run and the scheduler are it takes {each(central)} ms, so one such machine keeps
{count / central:.0f} submissions a second going.

| bytes that travel | |
|---|---|
| the release, to each worker once | {size["release"]:,} |
| a submission | {size["submission"]:,} |
| its record, with the graded notebook | {size["record"]:,} |

"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=60)
    count = parser.parse_args().submissions
    load = os.getloadavg()[0]
    text = report(measure(count), count, load)
    print(text)
    before, rest = PAGE.read_text().split(MARKS[0])
    PAGE.write_text(f"{before}{MARKS[0]}{text}{MARKS[1]}{rest.split(MARKS[1])[1]}")


if __name__ == "__main__":
    main()
