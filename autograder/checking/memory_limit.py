"""How much memory a function may take while it runs, in the process that calls it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

# Only Linux says how large a process is, and keeps it to that.
AVAILABLE = sys.platform == "linux"


@contextmanager
def memory_limited(n_bytes: int | None) -> Iterator[None]:
    """Let this process grow by at most `n_bytes` until the block ends: more raises MemoryError.

    Where `AVAILABLE` is false, or with None, nothing is limited. A stand-in's function runs in another
    process, under the limits of its box.

    Examples
    --------
    >>> with memory_limited(2**30):
    ...     bytearray(2**32)
    Traceback (most recent call last):
    MemoryError
    """
    if n_bytes is None or not AVAILABLE:
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


def _size() -> int:
    """Address space of this process, in bytes."""
    import resource

    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * resource.getpagesize()
