"""What a killed run left behind: found by its owner's number and start, which no other process shares."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from pathlib import Path

_OWNED = re.compile(r"autograder-(\d+)-(\d+)-")
# In /proc/PID/stat, behind the name: when the process began, in ticks since the machine did.
_START = 19


def _started(pid: int) -> int | None:
    """When a process began; None if there is none of this number."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[_START])
    except (OSError, ValueError, IndexError):
        return None


def owned_prefix() -> str:
    """How names of what this process makes, and removes at its end, begin."""
    return f"autograder-{os.getpid()}-{_started(os.getpid()) or 0}-"


def remove_leftovers(temporary: Path | None = None, groups: Path | None = None) -> list[str]:
    """Remove what belongs to a process that is gone.

    Parameters
    ----------
    temporary : Path, optional
        The folder of scratch folders; the machine's own by default.
    groups : Path, optional
        The control group that has groups of workers.

    Returns
    -------
    names : list of str
    """
    removed = []
    for place in (temporary or Path(tempfile.gettempdir()), groups):
        for path in sorted(place.glob("autograder-*")) if place is not None else ():
            owner = _OWNED.match(path.name)
            if owner is None or _started(int(owner[1])) == int(owner[2]) or path.is_symlink():
                continue
            if place == groups:
                with contextlib.suppress(OSError):
                    path.rmdir()
            else:
                shutil.rmtree(path, ignore_errors=True)
            removed.append(path.name)
    return removed
