"""How long a function may take, and how much memory, in the process that calls it."""

from __future__ import annotations

import _thread
import builtins
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from typing import Any, NoReturn

from autograder.exercises.exercise import MEMORY_IS_LIMITED


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
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    if not _has_alarms():
        with _interrupted_after(seconds):
            yield
        return
    if not _is_free():
        yield
        return
    from autograder.boxes.process.alarm import alarm

    def stop(*_: Any) -> None:
        raise TimeoutError(f"longer than {seconds:g} seconds")

    with alarm(seconds, stop, every=1.0):
        yield


def _has_alarms() -> bool:
    """Whether the system has alarm clocks; Windows has none."""
    return hasattr(signal, "setitimer")


@contextlib.contextmanager
def _interrupted_after(seconds: float) -> Iterator[None]:
    """The same by another thread, which interrupts this one as the stop button would."""
    fired = threading.Event()

    def stop() -> None:
        fired.set()
        _thread.interrupt_main()

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    except KeyboardInterrupt:
        if fired.is_set():
            raise TimeoutError(f"longer than {seconds:g} seconds") from None
        raise
    finally:
        timer.cancel()


def can_limit_time() -> bool:
    """Whether `time_limited` limits anything here."""
    is_main = threading.current_thread() is threading.main_thread()
    return is_main and (not _has_alarms() or _is_free())


def _is_free() -> bool:
    return signal.getsignal(signal.SIGALRM) is signal.SIG_DFL and signal.getitimer(signal.ITIMER_REAL) == (
        0.0,
        0.0,
    )


@contextlib.contextmanager
def memory_limited(n_bytes: int | None) -> Iterator[None]:
    """Let this process grow by at most `n_bytes` until the block ends: more raises MemoryError.

    Where the system cannot do it (`MEMORY_IS_LIMITED`), or with None, nothing is limited. A stand-in's
    function runs in another process, under the limits of its box.

    Examples
    --------
    >>> with memory_limited(2**30):
    ...     bytearray(2**32)
    Traceback (most recent call last):
    MemoryError
    """
    if n_bytes is None or not MEMORY_IS_LIMITED:
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    bounds = [each for each in (soft, hard, _size() + n_bytes) if each != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min(bounds), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


@contextlib.contextmanager
def nobody_asked() -> Iterator[None]:
    """Let `input` raise at once until the block ends: in a kernel it would wait, and no alarm ends that.

    Examples
    --------
    >>> with nobody_asked():
    ...     input("Your number: ")
    Traceback (most recent call last):
    EOFError: input() has nobody to ask while a function is checked: make it a parameter
    """
    before = builtins.input
    builtins.input = _refuse_to_ask
    try:
        yield
    finally:
        builtins.input = before


def _refuse_to_ask(*_: Any) -> NoReturn:
    raise EOFError("input() has nobody to ask while a function is checked: make it a parameter")


@contextlib.contextmanager
def nobody_leaves() -> Iterator[None]:
    """Let `exit()`, `quit()` and `os._exit()` raise SystemExit in a kernel until the block ends.

    They would end it, and with it all that the student has computed. `sys.exit` raises by itself; a process
    that the function starts may end, and outside of IPython nothing is changed.
    """
    shell = _shell()
    if shell is None:
        yield
        return
    here, leave = os.getpid(), os._exit

    def leave_elsewhere(status: int) -> NoReturn:
        if os.getpid() == here:
            _refuse_to_leave()
        leave(status)

    os._exit, shell.ask_exit = leave_elsewhere, _refuse_to_leave
    try:
        yield
    finally:
        os._exit = leave
        del shell.ask_exit  # that of its class comes back


def _shell() -> Any:
    """The IPython that this process runs in, if any; without importing it."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython is not None else None


def _refuse_to_leave(*_: Any) -> NoReturn:
    raise SystemExit("nothing may end the kernel while a function is checked: end the function with `return`")


def _size() -> int:
    """Address space of this process, in bytes."""
    import resource

    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * resource.getpagesize()
