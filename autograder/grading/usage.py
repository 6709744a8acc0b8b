"""What the processes of a submission use of the machine, seen from outside."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
# In /proc/PID/stat, behind the name: utime, stime, and those of children that were waited for.
_TIMES = slice(11, 15)


@dataclass(frozen=True)
class Usage:
    """What a tree of processes uses.

    Parameters
    ----------
    cpu_seconds : float
        Of the processes that are there and of those that they waited for.
    memory : int
        Bytes; shared pages are divided among those who share them, and files in memory count.
    """

    cpu_seconds: float
    memory: int


def tree(pid: int) -> list[int]:
    """The process and all below it."""
    found, waiting = [], [pid]
    while waiting:
        parent = waiting.pop()
        found.append(parent)
        with contextlib.suppress(OSError):
            for thread in os.listdir(f"/proc/{parent}/task"):
                children = Path(f"/proc/{parent}/task/{thread}/children").read_text()
                waiting += map(int, children.split())
    return found


def usage(pid: int, folders: Iterable[str] = ()) -> Usage:
    """Usage of the process `pid` with all below it, and of its `folders` that lie in memory."""
    seconds, memory = 0.0, 0
    for process in tree(pid):
        # It may end at any time.
        with contextlib.suppress(OSError, ValueError, IndexError):
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            seconds += sum(map(int, fields[_TIMES])) / _TICKS
            rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
            memory += int(rollup.split("\nPss:")[1].split()[0]) * 1024
    for folder in folders:
        with contextlib.suppress(OSError):
            used = os.statvfs(f"/proc/{pid}/root{folder}")
            memory += (used.f_blocks - used.f_bfree) * used.f_frsize
    return Usage(seconds, memory)
