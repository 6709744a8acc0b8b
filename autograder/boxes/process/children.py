"""The processes below this one: adopted, found, ended, and known to be gone."""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import functools
import os
import signal
import stat
import time
from pathlib import Path

_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36
# A killed process is usually gone at once; only one that is not is worth a search of /proc.
_SOON_SECONDS = 0.05
_PAUSE_SECONDS = 0.001


@functools.cache
def _prctl() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _set(option: int, value: int) -> None:
    if _prctl().prctl(option, value, 0, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"prctl: {os.strerror(number)}")


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent dies."""
    _set(_PR_SET_PDEATHSIG, signal.SIGKILL)


def adopt_orphans() -> None:
    """Become the parent of descendants whose own parent ends."""
    _set(_PR_SET_CHILD_SUBREAPER, 1)


def descendants() -> list[int]:
    """Processes below this one that are still running, by the numbers that this process may use."""
    parents: dict[int, int] = {}
    numbers: dict[int, int] = {}
    # /proc may be that of an outer namespace, so relatives are told by its numbers and signalled by ours.
    for name in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError, ValueError, KeyError):
            lines = Path(f"/proc/{name}/status").read_text().splitlines()
            fields = dict(line.split(":", 1) for line in lines if ":" in line)
            if fields["State"].split()[0] not in "ZX":
                parents[int(name)] = int(fields["PPid"])
                numbers[int(name)] = int(fields["NSpid"].split()[-1])
    generation = {int(os.readlink("/proc/self"))}
    below: set[int] = set()
    while generation:
        generation = {pid for pid, parent in parents.items() if parent in generation} - below
        below |= generation
    return sorted(numbers[pid] for pid in below)


def kill_descendants() -> None:
    """Send SIGKILL to all that is below this process now."""
    left = descendants()
    for number in (signal.SIGSTOP, signal.SIGKILL):  # stopped first: a fork bomb must not outrun us
        for pid in left:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, number)


def end_descendants(seconds: float) -> bool:
    """Kill what is below this process; returns whether nothing is left.

    This process must have adopted its orphans: then it has a child as long as anything is below it, so the
    kernel's word that it has none is the proof.

    Parameters
    ----------
    seconds : float
        How long to try.
    """
    started = time.monotonic()
    while True:
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return True
        passed = time.monotonic() - started
        if passed > seconds:
            return False
        if passed > _SOON_SECONDS:
            kill_descendants()
        time.sleep(_PAUSE_SECONDS)


def release_locks() -> None:
    """Let go of the locks on files, which a fork does not inherit: it would wait for them without end.

    A database with a transaction that is not committed yet holds such locks.
    """
    with contextlib.suppress(OSError):
        for number in map(int, os.listdir("/proc/self/fd")):
            with contextlib.suppress(OSError):  # the folder itself, closed by now
                if stat.S_ISREG(os.fstat(number).st_mode):
                    fcntl.lockf(number, fcntl.LOCK_UN)
