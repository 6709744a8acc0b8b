"""What the processes of a submission use of the machine, seen from outside."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
# In /proc/PID/stat, behind the name: utime, stime, and those of children that were waited for.
_TIMES = slice(11, 15)
_RESIDENT = 21  # pages
# Bytes that wait in one socket at most, as Linux has it by default; a TCP connection adapts its buffers.
_SOCKET, _TCP_SOCKET = 2 * 212_992, 10 * 2**20


@dataclass(frozen=True)
class Usage:
    """What a tree of processes uses.

    Parameters
    ----------
    cpu_seconds : float
        Of the processes that are there and of those that they waited for.
    memory : int
        Bytes, files in memory included; shared pages are divided among those who share them, or are counted
        for each where that is little enough.
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


def cpu_seconds(pid: int) -> float:
    """Processor time of one process and of those that it waited for; 0 if it is gone."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[_TIMES])) / _TICKS
    return 0.0


def usage(pid: int, folders: Iterable[str] = (), enough: int = 0, *, has_own_network: bool = False) -> Usage:
    """Usage of the process `pid` with all below it, and of its `folders` that lie in memory.

    Parameters
    ----------
    pid : int
    folders : iterable of str
        As the process sees them.
    enough : int
        Memory below which nobody asks how much it is exactly, in bytes. The kernel walks through all pages of
        a process to divide the shared ones; where all of them together are fewer than this, they all count.
    has_own_network : bool
        Whether all sockets that the process sees are its own: what they may hold counts, too.
    """
    beside = sum(_used_bytes(f"/proc/{pid}/root{folder}") for folder in folders)
    beside += _bytes_of_sockets(pid) if has_own_network else 0
    processes = tree(pid)
    seconds, memory = 0.0, beside
    for process in processes:
        # It may end at any time.
        with contextlib.suppress(OSError, ValueError, IndexError):
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            seconds += sum(map(int, fields[_TIMES])) / _TICKS
            memory += int(fields[_RESIDENT]) * _PAGE
    if memory >= enough:
        memory = beside + sum(map(_divided_bytes, processes))
    return Usage(seconds, memory)


def mapped_bytes(pid: int) -> int:
    """Memory that a process and all below it have mapped, in bytes, whether they have touched it or not."""
    pages = 0
    for process in tree(pid):
        with contextlib.suppress(OSError, ValueError, IndexError):
            pages += int(Path(f"/proc/{process}/statm").read_text().split()[0])
    return pages * _PAGE


def _divided_bytes(process: int) -> int:
    """Memory of a process, of shared pages its part."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
        return int(rollup.split("\nPss:")[1].split()[0]) * 1024
    return 0


def _bytes_of_sockets(process: int) -> int:
    """What the sockets of a process's network may hold in the kernel, until somebody reads it."""
    with contextlib.suppress(OSError, ValueError, LookupError):
        lines = Path(f"/proc/{process}/net/sockstat").read_text().splitlines()
        words = {line.split(":")[0]: line.split() for line in lines}
        return int(words["sockets"][2]) * _SOCKET + int(words["TCP"][2]) * _TCP_SOCKET
    return 0


def _used_bytes(folder: str) -> int:
    with contextlib.suppress(OSError):
        used = os.statvfs(folder)
        return (used.f_blocks - used.f_bfree) * used.f_frsize
    return 0
