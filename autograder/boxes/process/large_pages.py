"""The memory of a warm process in large pages: a fork copies a table of them, which is then a short one."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from pathlib import Path

_MADV_COLLAPSE = 25  # Linux 6.1; an older kernel refuses it, and the pages stay as they are
_SIZE = 2**21


def collapse() -> int:
    """Have the kernel put this process's own data into large pages; returns how many parts it has done.

    Each fork pays for the length of the table, in its beginning and in its end, and a library such as pandas
    makes it half as long again.
    """
    libc = ctypes.CDLL(None)
    libc.madvise.argtypes = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int
    return sum(libc.madvise(start, end - start, _MADV_COLLAPSE) == 0 for start, end in _whole_pages())


def _whole_pages() -> Iterator[tuple[int, int]]:
    """Where data lies that no file holds, as far as it fills large pages."""
    try:
        lines = Path("/proc/self/maps").read_text().splitlines()
    except OSError:
        return
    for line in lines:
        place, rights, *_, name = (line + " -").split()[:6]
        if rights == "rw-p" and name in ("-", "[heap]"):
            start, end = (int(part, 16) for part in place.split("-"))
            first, last = -(-start // _SIZE) * _SIZE, end // _SIZE * _SIZE
            if first < last:
                yield first, last
