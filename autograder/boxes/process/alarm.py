"""The process's one alarm clock."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

Handler = Callable[[int, FrameType | None], Any] | signal.Handlers


@contextlib.contextmanager
def alarm(seconds: float, handler: Handler, *, every: float = 0.0) -> Iterator[None]:
    """Let `handler` interrupt the block once it has taken `seconds` of wall-clock time.

    Parameters
    ----------
    seconds : float
        More than 0.
    handler : callable or signal.Handlers
        For SIGALRM; one that raises ends the block, `signal.SIG_DFL` ends the process.
    every : float
        Seconds after which it is called again and again; 0 for once only.

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
    before = signal.signal(signal.SIGALRM, handler)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, every)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        # None stands for a handler that was not set from Python.
        signal.signal(signal.SIGALRM, signal.SIG_DFL if before is None else before)
