"""The limits of a call: in a kernel they end a loop, and they leave alone what others have set."""

import signal
import threading
import time

import numpy as np
import pytest

from autograder.checking.call_limits import memory_limited, time_limited
from autograder.exercises.exercise import MEMORY_IS_LIMITED


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
    with time_limited(0.05):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL
    time.sleep(0.1)


def test_an_alarm_of_somebody_else_is_kept():
    rung = []
    signal.signal(signal.SIGALRM, lambda *_: rung.append(1))
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    try:
        with time_limited(0.01):
            time.sleep(0.1)
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
