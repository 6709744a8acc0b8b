"""The process's one alarm: it rings in the block, again if asked, and leaves nothing set behind it."""

import signal

import pytest

from autograder.boxes.process.alarm import alarm


@pytest.fixture(autouse=True)
def handler():
    """A handler that was set before, as a notebook's own."""

    def earlier(*_):
        raise AssertionError("the earlier handler was called")

    before = signal.signal(signal.SIGALRM, earlier)
    yield earlier
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


class Rang(BaseException):
    pass


def ring(*_):
    raise Rang


def test_it_rings_in_the_block(handler):
    with pytest.raises(Rang), alarm(0.01, ring):
        signal.pause()
    assert signal.getsignal(signal.SIGALRM) is handler
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_it_rings_again_and_again():
    rung = []
    with alarm(0.01, lambda *_: rung.append(1), every=0.01):
        for _ in range(3):
            signal.pause()
    assert len(rung) >= 3


@pytest.mark.parametrize("error", [None, ValueError])
def test_nothing_is_left_set_behind_the_block(error, handler):
    try:
        with alarm(60.0, ring, every=60.0):
            if error:
                raise error
    except ValueError:
        pass
    assert signal.getsignal(signal.SIGALRM) is handler
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
