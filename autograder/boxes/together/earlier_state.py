"""The state before a test, kept by a process of its own, from which a copy of the test can run.

A fork costs more than a small test does. So in a quick pass, in which nothing is kept to go on from, the
process that forks keeps its state, and the fork goes on, without the threads of the student's code.
"""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable
from typing import Any

import msgpack

from autograder.boxes.process.alarm import time_limit
from autograder.boxes.process.children import adopt_orphans, die_with_parent, release_locks

# Bytes of a copy, and of what it says.
_MOST_BYTES = 2**24
Run = Callable[[list[Any]], Any]
Seconds = tuple[float, float]


class EarlierState:
    """Asks the process that keeps the state, once.

    Parameters
    ----------
    ask, answer : int
        Ends of two pipes.
    keeper : int or None
        The process, where it is a child of this one.
    """

    def __init__(self, ask: int, answer: int, keeper: int | None = None) -> None:
        self._ask, self._answer, self._keeper = ask, answer, keeper

    def run(self, *cells: Any) -> Any:
        """Have cells run from the earlier state; what is said of the last one, None if nothing is."""
        _write_all(self._ask, cells)
        os.close(self._ask)
        self._ask = -1
        return _read_all(self._answer)

    def close(self) -> None:
        """Let it go."""
        for descriptor in {self._ask, self._answer} - {-1}:
            os.close(descriptor)
        if self._keeper is not None:
            os.waitpid(self._keeper, 0)


def kept_by_child(run: Run, seconds: Seconds) -> EarlierState:
    """Fork a process that keeps the present state; this one goes on.

    Parameters
    ----------
    run : callable
        Cells -> plain data, in the process that keeps the state.
    seconds : (float, float)
        Of processor time and by the clock, that it may take.
    """
    (asked, ask), (answer, told) = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(ask)
            os.close(answer)
            die_with_parent()
            _serve(run, seconds, asked, told)
        finally:
            os._exit(0)
    os.close(asked)
    os.close(told)
    return EarlierState(ask, answer, child)


def kept_by_parent(run: Run, seconds: Seconds, let_go: Callable[[], None]) -> EarlierState:
    """Fork, and return in the child alone; the parent keeps its state, and ends when the child has ended.

    Parameters
    ----------
    run, seconds
        As in `kept_by_child`.
    let_go : callable
        Called in the parent, which must not hold what the child goes on with.
    """
    (asked, ask), (answer, told) = os.pipe(), os.pipe()
    adopt_orphans()
    child = os.fork()
    if child == 0:
        die_with_parent()
        os.close(asked)
        os.close(told)
        return EarlierState(ask, answer)
    try:
        let_go()
        release_locks()
        os.close(ask)
        os.close(answer)
        _serve(run, seconds, asked, told)
        while os.waitpid(-1, 0)[0] != child:  # orphans of it may end before
            pass
    finally:
        os._exit(0)


def _serve(run: Run, seconds: Seconds, asked: int, told: int) -> None:
    """Wait for cells, or for the end of the wish to have some run."""
    cells = _read_all(asked)
    if type(cells) is list:
        with contextlib.suppress(BrokenPipeError), time_limit(*seconds, signal.SIG_DFL):
            _write_all(told, run(cells))
    os.close(told)


def _write_all(descriptor: int, said: Any) -> None:
    left = memoryview(msgpack.packb(said, unicode_errors="surrogatepass"))
    while left:
        left = left[os.write(descriptor, left) :]


def _read_all(descriptor: int) -> Any:
    """What was written until the other end was closed; None if that is no message."""
    data = b""
    while len(data) < _MOST_BYTES and (part := os.read(descriptor, _MOST_BYTES)):
        data += part
    try:
        return msgpack.unpackb(data, unicode_errors="surrogatepass")
    except (ValueError, msgpack.UnpackException):
        return None
