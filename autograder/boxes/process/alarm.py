"""The process's two alarm clocks: one goes by the wall, the other by the processor time that it used."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

_CLOCKS = {signal.SIGALRM: signal.ITIMER_REAL, signal.SIGPROF: signal.ITIMER_PROF}
Handler = Callable[[int, FrameType | None], Any] | signal.Handlers


@contextlib.contextmanager
def time_limit(seconds: float, wall_seconds: float, handler: Handler) -> Iterator[None]:
    """Let `handler` interrupt the block once it has used `seconds` of processor time, or `wall_seconds`.

    It is called with SIGPROF for the one, with SIGALRM for the other.
    """
    with alarm(wall_seconds, handler), alarm(seconds, handler, clock=signal.SIGPROF):
        yield


@contextlib.contextmanager
def alarm(
    seconds: float, handler: Handler, *, every: float = 0.0, clock: signal.Signals = signal.SIGALRM
) -> Iterator[None]:
    """Let `handler` interrupt the block once it has taken `seconds`.

    Parameters
    ----------
    seconds : float
        More than 0.
    handler : callable or signal.Handlers
        One that raises ends the block, `signal.SIG_DFL` ends the process.
    every : float
        Seconds after which it is called again and again; 0 for once only.
    clock : {SIGALRM, SIGPROF}
        Its signal: of the wall, or of the processor time of this process and its threads.

    Raises
    ------
    ValueError
        Outside the main thread.

    Examples
    --------
    >>> def stop(*_):
    ...     raise TimeoutError("too long")
    >>> with alarm(0.01, stop):
    ...     while True:
    ...         pass
    Traceback (most recent call last):
    TimeoutError: too long
    """
    before = signal.signal(clock, handler)
    try:
        signal.setitimer(_CLOCKS[clock], seconds, every)
        yield
    finally:
        signal.setitimer(_CLOCKS[clock], 0)
        # None stands for a handler that was not set from Python.
        signal.signal(clock, signal.SIG_DFL if before is None else before)
