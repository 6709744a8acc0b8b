"""The folder of a student's graded notebooks, written such that it is never half there."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_folder(
    folder: Path, files: Mapping[str, bytes], permissions: int, keep: frozenset[str] = frozenset()
) -> None:
    """Make a folder hold exactly `files`.

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
    for name, data in files.items():
        _write(folder / name, data, permissions)
    for parent, _, names in os.walk(folder, topdown=False):
        for name in names:
            path = Path(parent, name)
            if (relative := path.relative_to(folder).as_posix()) not in files and relative not in keep:
                path.unlink()
        if Path(parent) != folder:
            with contextlib.suppress(OSError):  # not empty
                os.rmdir(parent)


def _write(path: Path, data: bytes, permissions: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            os.fchmod(file.fileno(), permissions)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
