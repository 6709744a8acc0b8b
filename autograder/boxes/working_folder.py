"""Files of the working folder that cross: what one box wrote is there in the other.

A test may open what a student's code wrote, and must never run it: so nothing crosses that Python imports.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection
from pathlib import Path, PurePosixPath
from typing import Any

# All that crosses of a submission at once, in bytes and in files: a homework's tables and pictures.
MAX_BYTES, MAX_ENTRIES = 16 * 2**20, 256
# What Python imports, or reads on its own.
_CODE = (".py", ".pyc", ".pyd", ".so", ".pth", ".zip", ".egg", ".whl", ".cfg", ".ipynb")
# Path below the folder -> bytes of a file, None for a folder
Entries = dict[str, Any]
# Path -> what tells whether it has changed
State = dict[str, tuple[int, int]]


def state_of(folder: Path) -> State:
    """All files and folders below a folder, by path, with what tells whether they have changed.

    Links are left out, and whatever is hidden.
    """
    found: State = {}
    waiting = [""]
    while waiting and len(found) < MAX_ENTRIES:
        place = waiting.pop()
        with os.scandir(folder / place) as entries:
            for entry in entries:
                path = f"{place}/{entry.name}".lstrip("/")
                if entry.is_symlink() or entry.name.startswith((".", "__")):
                    continue
                if entry.is_dir():
                    found[path] = -1, -1
                    waiting.append(path)
                elif entry.is_file():
                    status = entry.stat()
                    found[path] = status.st_mtime_ns, status.st_size
    return found


def changes(folder: Path, before: State, now: State) -> tuple[Entries, list[str]]:
    """What was written since, with its content, and what was removed."""
    entries: Entries = {}
    room = MAX_BYTES
    for path in sorted(path for path in now if before.get(path) != now[path]):
        is_folder = now[path] == (-1, -1)
        room -= max(now[path][1], 0)
        if room >= 0 and may_cross(path):
            entries[path] = None if is_folder else (folder / path).read_bytes()
    return entries, sorted(before.keys() - now.keys(), reverse=True)


def may_cross(path: Any) -> bool:
    """Whether a path is one below the folder, of something that nobody would run.

    Examples
    --------
    >>> may_cross("data/out.csv"), may_cross("../x"), may_cross("helper.py"), may_cross(".hidden")
    (True, False, False, False)
    >>> may_cross("helper.py/"), may_cross("data//out.csv")
    (False, False)
    """
    if type(path) is not str or not path or "\\" in path or "\0" in path:
        return False
    parts = PurePosixPath(path).parts
    # In one spelling alone: in another one, a file would pass for none of those that are refused.
    is_below = path == "/".join(parts) and all(not part.startswith((".", "__")) for part in parts)
    return is_below and len(parts) < 8 and not path.lower().endswith(_CODE)


def lay_out(folder: Path, entries: Any, removed: Any, kept: Collection[str]) -> None:
    """Do in a folder what was done in the other box's; what is `kept` is left as it is.

    Parameters
    ----------
    folder : Path
    entries, removed : as of `changes`, from a box that may be hostile
    kept : collection of str
    """
    room = MAX_BYTES
    for path, content in list(dict(entries).items())[:MAX_ENTRIES]:
        room -= len(content) if type(content) is bytes else 0
        if not may_cross(path) or path in kept or room < 0:
            continue
        target = folder / path
        if content is None:
            target.mkdir(parents=True, exist_ok=True)
        elif type(content) is bytes and not target.is_dir():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    for path in removed if type(removed) is list else []:
        if may_cross(path) and not any(own == path or own.startswith(f"{path}/") for own in kept):
            target = folder / path
            shutil.rmtree(target) if target.is_dir() else target.unlink(missing_ok=True)
