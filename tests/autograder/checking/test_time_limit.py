"""The limit of a call: in a kernel it ends a loop, and it leaves alone what others have set."""

import signal
import threading
import time

import pytest

from autograder.checking.time_limit import time_limited


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
