"""What a pandas homework costs by either way, beside a NumPy one whose tests run apart.

    python -m benchmarks.parts.together_seconds [--submissions 30] [--write]

Both have five answers and five tests of the same kind. Each is graded by one warm worker that has imported
what the homework imports, in turns, so that both meet the same machine; the first submission is left out. The
figures are medians, the last one of the quotients turn by turn.
`--write` puts the table into docs/your-own-course.md.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import psutil

from autograder.grading.worker import Worker
from autograder.reading.ways.way import ALL_CANARIES
from autograder.records import Plan, PlannedCell, Together
from tests.attacks.counts import replaced

NUMPY = "import numpy as np", "np.array([1.0, 2.0, 3.0])", "np.testing.assert_allclose({f}(data), {k} * data)"
PANDAS = (
    "import pandas as pd",
    "pd.DataFrame({'a': [1.0, 2.0, 3.0], 'b': [4.0, 5.0, 6.0]})",
    "pd.testing.assert_frame_equal({f}(data), {k} * data)",
)
EXERCISES = 5
PAGE = Path(__file__).parents[2] / "docs" / "your-own-course.md"
_BEGIN, _END = "<!-- seconds: from the script -->\n", "<!-- end of seconds -->\n"


def homework(imports: str, data: str, test: str, together: Together | None) -> Plan:
    """A right submission."""
    lines = f"{imports}\ndata = {data}"
    cells = [PlannedCell(lines, lines)]
    for k in range(2, 2 + EXERCISES):
        cells.append(PlannedCell(f"def times{k}(x):\n    return {k} * x"))
        source = test.format(f=f"times{k}", k=k)
        cells.append(PlannedCell(None, source, f"times{k}", 1.0, together=together))
    return Plan(tuple(cells), frozenset(f"times{k}" for k in range(2, 2 + EXERCISES)))


@contextlib.contextmanager
def cpu_clock() -> Iterator[Callable[[], float]]:
    """A clock of the CPU time of this process and of all that it starts from now on.

    The kernel ends a submission with its namespaces, and what is ended so tells nobody of its time. A control
    group counts it; where none can be made, the clock leaves it out and says so.
    """
    group = next(filter(None, map(_new_group, _group_folders())), None)
    if group is None:
        print("No control group can be made: the time of processes that the kernel ends is left out.")
        yield _seconds_of_known_processes
        return
    try:
        yield lambda: int((group / "cpu.stat").read_text().split()[1]) / 1e6  # usage_usec
    finally:
        _enter(group.parent)
        with contextlib.suppress(OSError):  # until the kernel has buried the last process
            group.rmdir()


def _group_folders() -> list[Path]:
    """The control group of version 2 in which this process is, where it can be seen."""
    mounts = [line.split() for line in Path("/proc/self/mounts").read_text().splitlines()]
    own = [line[4:] for line in Path("/proc/self/cgroup").read_text().splitlines() if line.startswith("0::/")]
    return [Path(mount[1], name) for mount in mounts if mount[2] == "cgroup2" for name in own]


def _new_group(parent: Path) -> Path | None:
    """A group below `parent` that this process has entered; None if there is none to be had."""
    group = parent / f"benchmark-{os.getpid()}"
    try:
        group.mkdir()
        _enter(group)
    except OSError:
        return None
    return group


def _enter(group: Path) -> None:
    (group / "cgroup.procs").write_text(str(os.getpid()))


def _seconds_of_known_processes() -> float:
    total = sum(os.times()[:4])
    for child in psutil.Process().children(recursive=True):
        try:
            total += sum(child.cpu_times()[:4])
        except psutil.NoSuchProcess:
            continue
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--submissions", type=int, default=30)
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    with cpu_clock() as cpu_seconds:
        spent = measured(chosen.submissions, cpu_seconds)
    base = [cpu for _, cpu in spent["NumPy, apart"]]
    rows = ["| homework | ms by the clock | ms of CPU | CPU, of NumPy apart |", "| --- | --: | --: | --: |"]
    for name, seconds in spent.items():
        walls, cpus = zip(*seconds, strict=True)
        ratio = median(cpu / other for cpu, other in zip(cpus, base, strict=True))
        rows.append(f"| {name} | {1000 * median(walls):.0f} | {1000 * median(cpus):.0f} | {ratio:.2f} × |")
    print(*rows, sep="\n")
    if chosen.write:
        PAGE.write_text(replaced(PAGE.read_text("utf-8"), _BEGIN, "\n".join(rows) + "\n", _END), "utf-8")


def measured(submissions: int, cpu_seconds: Callable[[], float]) -> dict[str, list[tuple[float, float]]]:
    """Seconds of each homework's submissions, by the clock and of CPU."""
    kinds = {
        "NumPy, apart": (homework(*NUMPY, None), Worker(modules={"numpy"})),
        "NumPy, together": (homework(*NUMPY, Together("", ALL_CANARIES)), Worker(modules={"numpy"})),
        "pandas, apart": (homework(*PANDAS, None), Worker(modules={"pandas"})),
        "pandas, together": (homework(*PANDAS, Together("", ALL_CANARIES)), Worker(modules={"pandas"})),
    }
    used: dict[str, list[tuple[float, float]]] = {name: [] for name in kinds}
    for _ in range(submissions + 1):
        for name, (plan, worker) in kinds.items():
            wall, cpu = time.perf_counter(), cpu_seconds()
            results = worker.grade(plan)
            for process in worker.processes:  # what has ended is counted
                process.confirm_end()
            used[name].append((time.perf_counter() - wall, cpu_seconds() - cpu))
            assert [result.score for result in results if result.score is not None] == [1.0] * EXERCISES
    for _, worker in kinds.values():
        worker.close()
    return {name: seconds[1:] for name, seconds in used.items()}


if __name__ == "__main__":
    main()
