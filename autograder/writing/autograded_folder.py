"""The folder of a student's graded notebooks, written such that it is never half there."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Collection, Mapping
from pathlib import Path

_STAGE = ".part-"
_ABANDONED_SECONDS = 600.0  # after which what another run was writing counts as left behind


def write_folder(
    folder: Path, files: Mapping[str, bytes], permissions: int, keep: frozenset[str] = frozenset()
) -> None:
    """Make a folder hold exactly `files`.

    All is written beside the old files first, so a disk that is full or read-only changes nothing.

    Parameters
    ----------
    folder : Path
    files : dict
        Relative path with "/" -> bytes. A file that is there is replaced at once, never changed in place.
    permissions : int
        Of every file, for example 0o444.
    keep : frozenset of str
        Files that stay as they are.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(dir=folder, prefix=_STAGE))
    try:
        for name, data in files.items():
            _write(stage / name, data, permissions)
        for name in files:
            _clear_way(folder, name)
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            os.replace(stage / name, folder / name)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    _remove_others(folder, {*files, *keep})


def _write(path: Path, data: bytes, permissions: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)
        os.fchmod(file.fileno(), permissions)


def _clear_way(folder: Path, name: str) -> None:
    """Remove a file where a folder is needed, and a folder where a file is."""
    path = folder / name
    for parent in path.parents:
        if parent == folder:
            break
        if parent.is_file() or parent.is_symlink():
            parent.unlink()
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)


def _remove_others(folder: Path, kept: Collection[str]) -> None:
    for parent, _, names in os.walk(folder, topdown=False):
        if _is_stage_of_another(Path(parent).relative_to(folder), folder):
            continue
        for name in names:
            path = Path(parent, name)
            if path.relative_to(folder).as_posix() not in kept:
                path.unlink()
        if Path(parent) != folder:
            with contextlib.suppress(OSError):  # not empty
                os.rmdir(parent)


def _is_stage_of_another(relative: Path, folder: Path) -> bool:
    """Whether a run that goes on beside this one writes there."""
    if not relative.parts or not relative.parts[0].startswith(_STAGE):
        return False
    with contextlib.suppress(OSError):
        return time.time() - (folder / relative.parts[0]).stat().st_mtime < _ABANDONED_SECONDS
    return False
