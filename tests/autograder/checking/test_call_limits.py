"""The limits of a call: in a kernel they end a loop, and they leave alone what others have set."""

import builtins
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from autograder import check
from autograder.checking import call, call_limits
from autograder.checking.call_limits import memory_limited, time_limited
from autograder.exercises.exercise import MEMORY_IS_LIMITED
from tests.autograder.helpers.waiting import wait_for

ROOT = Path(__file__).parents[3]


def endless():
    while True:
        pass


def test_a_loop_that_swallows_the_first_error_gets_another():
    swallowed = []
    with pytest.raises(TimeoutError, match="longer than 0.01 seconds"), time_limited(0.01):
        try:
            endless()
        except TimeoutError as error:
            swallowed.append(error)
            endless()
    assert len(swallowed) == 1


def test_nothing_is_left_behind():
    with time_limited(60.0):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL


def test_an_alarm_of_somebody_else_is_kept():
    rung = []
    signal.signal(signal.SIGALRM, lambda *_: rung.append(1))
    signal.setitimer(signal.ITIMER_REAL, 1.0)  # it rings in the block, however slow the machine is
    try:
        with time_limited(0.01):
            wait_for(lambda: rung, "the other alarm")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
    assert rung == [1]


def test_another_thread_is_not_limited():
    ended = []

    def work():
        with time_limited(0.01):
            time.sleep(0.05)
            ended.append(1)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert ended == [1]


@pytest.mark.skipif(not MEMORY_IS_LIMITED, reason="this system limits no memory")
def test_the_memory_limit_ends_with_the_block_and_leaves_room_for_vectors():
    with memory_limited(2**28):
        np.ones(2**20)
        with pytest.raises(MemoryError):
            np.ones(2**27)
    assert np.ones(2**26).nbytes == 2**29


@pytest.fixture
def stop_button():
    """Ctrl-C as in a kernel; what starts the tests in the background has it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_a_loop_ends_where_the_system_has_no_alarms(monkeypatch, stop_button):
    monkeypatch.setattr(call_limits, "_has_alarms", lambda: False)
    with pytest.raises(TimeoutError, match="longer than 0.05 seconds"), time_limited(0.05):
        endless()
    with time_limited(60):
        pass
    with pytest.raises(KeyboardInterrupt), time_limited(60):  # the stop button is no limit
        raise KeyboardInterrupt


# What Windows has not, taken away before the first import of ours.
_AS_ON_WINDOWS = """
import signal, sys
import numpy
for name in ("SIGALRM", "SIGPROF", "setitimer", "getitimer", "ITIMER_REAL", "ITIMER_PROF"):
    delattr(signal, name)
for name in ("resource", "fcntl", "pwd", "grp", "termios", "pyseccomp", "psutil", "nbgrader"):
    sys.modules[name] = None
import autograder.exercises.exercise
autograder.exercises.exercise.MEMORY_IS_LIMITED = False
from autograder import check
def elastic_net(W, beta):
    return numpy.sum(beta * W**2 + abs(W)), 2 * beta * W - numpy.sign(W)
print(check(elastic_net).passed)
"""


def test_check_needs_nothing_that_windows_has_not():
    done = subprocess.run([sys.executable, "-c", _AS_ON_WINDOWS], capture_output=True, text=True, cwd=ROOT)
    assert (done.stdout, done.stderr) == ("False\n", "")


def test_a_function_that_asks_somebody_does_not_wait():
    """In a kernel `input` would, and no alarm ends it."""

    def elastic_net(W, beta):
        return float(input("R: ")), W

    before = builtins.input
    result = check(elastic_net)
    assert "it raises EOFError: input() has nobody to ask while a function is checked" in result.message
    assert builtins.input is before


@pytest.mark.skipif(not MEMORY_IS_LIMITED, reason="only Linux can")
def test_a_function_that_takes_all_memory_is_stopped(monkeypatch):
    monkeypatch.setattr(call, "call_memory", 2**28)

    def elastic_net(W, beta):
        taken = []
        while True:
            taken.append(bytearray(2**24))

    assert "MemoryError" in check(elastic_net).message
