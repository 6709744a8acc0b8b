"""What ends by a limit: which one, what it costs, and what is said of it."""

import time
from dataclasses import replace

import pytest

from autograder.boxes.crossing.channel import Channel
from autograder.boxes.limits import MAX_COPIES, Limits
from autograder.grading.worker import Worker
from tests.autograder.helpers.in_boxes import IMPATIENT, grade, graded, student

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
    "one that kills itself": (
        "import os\nos.kill(os.getpid(), 9)",
        "died",
        "signal",
        "Your code was killed (SIGKILL), so this could not be graded.",
    ),
}


def _costs_one_question(worker, harm):
    body = "\n".join(f"    {line}" for line in harm.splitlines())
    results = grade(
        worker,
        student("def f(x): return x"),
        student(f"def g(x):\n{body}\n    return x"),
        graded("assert g(1) == 1"),
        graded("assert f(1) == 1"),
        asked="f g",
    )
    assert [result.score for result in results] == [None, None, 0.0, 4.0]
    return results[2].status, results[2].ended_by, results[2].message


@pytest.mark.parametrize("case", ENDINGS.values(), ids=ENDINGS)
def test_it_costs_one_question_and_says_which_limit_was_met(walled, case):
    assert _costs_one_question(walled, case[0]) == case[1:]


@pytest.fixture(scope="module")
def impatient():
    with Worker("bwrap", IMPATIENT) as running:
        yield running


WAITING = {
    "it sleeps": "import time\ntime.sleep(1000)",
    "it waits for a signal": "import signal\nsignal.pause()",
    "it stops itself": "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)",
}


@pytest.mark.parametrize("harm", WAITING.values(), ids=WAITING)
def test_what_waits_is_ended_by_the_wall_clock(impatient, harm):
    assert _costs_one_question(impatient, harm) == (
        "timeout",
        "wall clock",
        f"Your code did not end in 3 s by the clock; it used less than the 1 s of CPU time {_CELL}: "
        "look for what it waits for.",
    )


def test_a_test_that_is_stopped_in_the_middle_of_an_answer_costs_itself(impatient):
    # Each answer is within its limit; the test is not.
    slow = "import time\ndef f(x):\n    time.sleep(2)\n    return x"
    results = grade(impatient, student(slow), graded("[f(n) for n in range(9)]"), graded("assert f(1) == 1"))
    assert [result.score for result in results] == [None, 0.0, 4.0]
    assert results[1].ended_by == "wall clock"
    assert results[1].message.startswith("The test was stopped after 9 s by the clock (test_seconds; ")


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
    "what waits in sockets": """
        import os, socket, time
        for _ in range(12):
            if os.fork() == 0:
                pairs = [socket.socketpair() for _ in range(200)]
                for one, other in pairs:
                    for end in (one, other):
                        end.setblocking(False)
                        try:
                            while True:
                                end.send(bytes(65536))
                        except BlockingIOError:
                            pass
                time.sleep(60)
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
    limits = Limits(cell_seconds=2.0, memory=48 * 2**20, disk=256 * 2**20, least_wall_seconds=120.0)
    fills = """
        import time
        for place in ("/scratch/a", "/dev/shm/a"):
            with open(place, "wb") as file:
                for _ in range(200):
                    file.write(bytes(2**20))
        time.sleep(60)
    """
    with Worker("bwrap", limits) as worker:
        results = grade(worker, student("def f(x): return x"), student(fills), graded("assert f(1) == 1"))
    assert [result.score for result in results] == [None, None, 4.0]
    assert results[1].ended_by == "memory"


def test_copies_to_go_on_from_are_not_charged_to_the_submission():
    kill = student("import os\nos.kill(os.getpid(), 9)")
    cells = [student("def f(x): return x"), kill, *(student("x = 1") for _ in range(MAX_COPIES)), kill]
    with Worker("bwrap", replace(IMPATIENT, memory=64 * 2**20)) as worker:
        results = grade(worker, *cells, student("y = 2"), graded("assert f(1) == 1"))
    assert [number for number, result in enumerate(results) if result.ended_by] == [1, len(cells) - 1]
    assert results[-1].score == 4.0


def test_it_costs_its_own_cell_where_the_worker_reads_late(walled, monkeypatch):
    receive = Channel.receive

    def late(channel, timeout=None):
        time.sleep(0.6)
        return receive(channel, timeout)

    monkeypatch.setattr(Channel, "receive", late)
    hog = HOGS["many processes"]
    results = grade(
        walled, student("x = 1"), student("def f(x): return x"), student(hog), graded("assert f(1) == 1")
    )
    assert [result.ended_by for result in results] == ["", "", "memory", ""]
    assert results[3].score == 4.0
