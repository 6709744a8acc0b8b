"""How long a function may take, in the process that calls it."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from typing import Any

from autograder.boxes.process.alarm import alarm


@contextlib.contextmanager
def time_limited(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in the block once it has taken `seconds`, and every second from then on.

    Nothing is limited outside the main thread, or where somebody else has set an alarm, as the boxes do:
    their own limits hold there.

    Examples
    --------
    >>> with time_limited(0.01):
    ...     while True:
    ...         pass
    Traceback (most recent call last):
    TimeoutError: longer than 0.01 seconds
    """
    if not _is_free():
        yield
        return

    def stop(*_: Any) -> None:
        raise TimeoutError(f"longer than {seconds:g} seconds")

    with alarm(seconds, stop, every=1.0):
        yield


def _is_free() -> bool:
    return (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGALRM) is signal.SIG_DFL
        and signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    )
