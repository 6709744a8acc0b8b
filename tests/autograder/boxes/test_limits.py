"""What ends by a limit: which one, what it costs, and what is said of it."""

import pytest

from autograder.boxes.limits import Limits
from autograder.grading.worker import Worker
from tests.autograder.in_boxes import grade, graded, student

# Nothing inside the process ends these: no signal reaches them.
_DEAF = """
import signal
signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
    signal.signal(number, signal.SIG_IGN)
for clock in (signal.ITIMER_REAL, signal.ITIMER_PROF, signal.ITIMER_VIRTUAL):
    signal.setitimer(clock, 0)
"""
_CELL = "that a cell or a call may take (cell_seconds; AutograderLimits.cell_seconds in nbgrader_config.py or --cell-seconds)"
_USED_UP = f"Your code used up the 1 s of CPU time {_CELL}: look for a loop that does not end."
ENDINGS = {
    "a loop": ("while True: pass", "timeout", "CPU time", _USED_UP),
    "a loop that hears no signal": (_DEAF + "while True: pass", "timeout", "CPU time", _USED_UP),
    "one that waits": (
        "import time\ntime.sleep(1000)",
        "timeout",
        "wall clock",
        f"Your code did not end in 5 s by the clock; it used less than the 1 s of CPU time {_CELL}: "
        "look for what it waits for.",
    ),
    "one that kills itself": (
        "import os\nos.kill(os.getpid(), 9)",
        "died",
        "signal",
        "Your code was killed (SIGKILL), so this could not be graded.",
    ),
}


@pytest.mark.parametrize("case", ENDINGS.values(), ids=ENDINGS)
def test_it_costs_one_question_and_says_which_limit_was_met(walled, case):
    harm, status, ended_by, message = case
    body = "\n".join(f"    {line}" for line in harm.splitlines())
    results = grade(
        walled,
        student("def f(x): return x"),
        student(f"def g(x):\n{body}\n    return x"),
        graded("assert g(1) == 1"),
        graded("assert f(1) == 1"),
        asked="f g",
    )
    assert [result.score for result in results] == [None, None, 0.0, 4.0]
    ended = results[2]
    assert (ended.status, ended.ended_by, ended.message) == (status, ended_by, message)


def test_a_student_who_is_stopped_costs_one_question(walled):
    stopped = "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)"
    results = grade(walled, student("def f(x): return x"), student(stopped), graded("assert f(1) == 1"))
    assert [result.score for result in results] == [None, None, 4.0]
    assert results[1].ended_by == "wall clock"


def test_other_work_of_the_machine_is_not_counted(walled):
    waiting = "import time\ndef f(x):\n    time.sleep(1.5)\n    return x"  # more than its limit of CPU time
    results = grade(walled, student(waiting), graded("assert f(1) == 1"))
    assert [result.score for result in results] == [None, 4.0]


HOGS = {
    "many processes": """
        import os, time
        for _ in range(8):
            if os.fork() == 0:
                hoard = bytearray(250 * 2**20)
                for place in range(0, len(hoard), 4096):
                    hoard[place] = 1
                time.sleep(60)
        time.sleep(60)
    """,
    "memory that they share": """
        import mmap, os, time
        kept = []
        for _ in range(8):
            kept.append(mmap.mmap(-1, 250 * 2**20))
            if os.fork() == 0:
                for place in range(0, len(kept[-1]), 4096):
                    kept[-1][place] = 1
                time.sleep(60)
            kept.pop().close()
        time.sleep(60)
    """,
}


@pytest.mark.parametrize("hog", HOGS.values(), ids=HOGS)
def test_memory_is_that_of_the_whole_submission(walled, hog):
    results = grade(walled, student("def f(x): return x"), student(hog), graded("assert f(1) == 1"))
    assert [result.score for result in results] == [None, None, 4.0]
    assert results[1].ended_by == "memory"
    assert (
        "1074 MB of memory that a submission may use (memory; AutograderLimits.memory" in results[1].message
    )


def test_files_in_memory_count():
    limits = Limits(
        cell_seconds=2.0, memory=48 * 2**20, disk=64 * 2**20, wall_factor=5.0, least_wall_seconds=20.0
    )
    fills = """
        import time
        for place in ("/scratch/a", "/dev/shm/a"):
            with open(place, "wb") as file:
                for _ in range(40):
                    file.write(bytes(2**20))
        time.sleep(60)
    """
    with Worker("bwrap", limits) as worker:
        results = grade(worker, student("def f(x): return x"), student(fills), graded("assert f(1) == 1"))
    assert [result.score for result in results] == [None, None, 4.0]
    assert results[1].ended_by == "memory"
