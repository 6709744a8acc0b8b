"""Memory of a worker's processes, held by the kernel: a control group of version 2, where one can be made.

It can be made where this process may write to its own group: as root, or in a scope that a user's systemd has
delegated (``systemd-run --user --scope -p Delegate=yes autograder grade ...``). Elsewhere `watch` looks.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import time
from pathlib import Path

from autograder.grading.leftovers import owned_prefix

_numbers = itertools.count()
# An emptied group can be removed when the kernel has buried its last process.
_REMOVE_SECONDS = 2.0
_NEEDED = ("memory", "pids")


class ControlGroup:
    """A group below this process's own, for one worker.

    Parameters
    ----------
    folder : Path
        The group.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def entering(self, command: list[str]) -> list[str]:
        """The command, run by a shell that enters the group first."""
        script = 'echo $$ > "$0" && exec "$@"'
        return ["/bin/sh", "-c", script, str(self.folder / "cgroup.procs"), *command]

    def limit(self, memory: int, processes: int) -> None:
        """Hold all the processes of the group together to `memory` bytes, without swap."""
        for name, value in (("memory.max", memory), ("memory.swap.max", 0), ("pids.max", processes)):
            # A kernel without swap has no file for it.
            with contextlib.suppress(FileNotFoundError, PermissionError):
                (self.folder / name).write_text(f"{value}\n")

    def killed(self) -> int:
        """How many processes the kernel has killed because the group had no memory left."""
        with contextlib.suppress(OSError, ValueError):
            for line in (self.folder / "memory.events").read_text().splitlines():
                name, number = line.split()
                if name == "oom_kill":
                    return int(number)
        return 0

    def remove(self) -> None:
        """Remove the empty group."""
        deadline = time.monotonic() + _REMOVE_SECONDS
        while time.monotonic() < deadline:
            try:
                self.folder.rmdir()
                return
            except FileNotFoundError:
                return
            except OSError:
                time.sleep(0.01)


def parent_group(
    own: Path = Path("/proc/self/cgroup"), mounts: Path = Path("/proc/self/mounts")
) -> Path | None:
    """The group of this process, if groups for memory can be made in it; None otherwise.

    Parameters
    ----------
    own, mounts : Path
        What the kernel says of this process's groups and of the mounted file systems.
    """
    try:
        paths = [line.partition("::")[2] for line in own.read_text().splitlines() if line.startswith("0::")]
        places = [line.split()[1] for line in mounts.read_text().splitlines() if line.split()[2] == "cgroup2"]
    except (OSError, IndexError):
        return None
    for path, place in itertools.product(paths, places):
        folder = Path(place) / path.lstrip("/")
        if _can_hold(folder):
            return folder
    return None


def _can_hold(folder: Path) -> bool:
    """Whether groups below `folder` can be limited; turns the controllers on where that is all it takes."""
    try:
        offered = (folder / "cgroup.controllers").read_text().split()
        if not set(_NEEDED) <= set(offered) or not os.access(folder, os.W_OK):
            return False
        switched = folder / "cgroup.subtree_control"
        if set(_NEEDED) <= set(switched.read_text().split()):
            return True
        _make_room(folder)
        switched.write_text(" ".join(f"+{name}" for name in _NEEDED))
    except OSError:
        return False
    return True


def _make_room(folder: Path) -> None:
    """A group that has groups may have no processes: where only this one is in it, it goes one level down."""
    if (folder / "cgroup.procs").read_text().split() == [str(os.getpid())]:
        (folder / "autograder").mkdir(exist_ok=True)
        (folder / "autograder" / "cgroup.procs").write_text(str(os.getpid()))


def new_group(parent: Path | None) -> ControlGroup | None:
    """A group for one worker; None where there is none to be had."""
    if parent is None:
        return None
    folder = parent / f"{owned_prefix()}{next(_numbers)}"
    try:
        folder.mkdir()
    except OSError:
        return None
    return ControlGroup(folder)
