"""A download as a folder: a zip or tar archive is unpacked where nothing in it can reach out."""

from __future__ import annotations

import contextlib
import os
import tarfile
import tempfile
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from autograder.reading.student_folder import FOLDER_BYTES

CLASS_BYTES = 50 * 2**30
CLASS_FILES = 500_000
_DAMAGED = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, NotImplementedError, RuntimeError)


class Damaged(Exception):
    """An archive cannot be unpacked; the text says why in half a sentence."""


@contextlib.contextmanager
def as_folder(download: Path) -> Iterator[Path]:
    """The files of a download: the folder itself, or a temporary one with what the archive holds.

    Raises
    ------
    Damaged
        If it is no archive, damaged, encrypted, or larger than a class may be.
    """
    if download.is_dir():
        yield download
        return
    with tempfile.TemporaryDirectory(prefix="autograder-collect-") as scratch:
        unpack(download, Path(scratch), CLASS_BYTES, CLASS_FILES)
        yield Path(scratch)


def unpack(archive: Path, folder: Path, most_bytes: int = FOLDER_BYTES, most_files: int = 2000) -> None:
    """Write what a zip or tar archive holds below a folder, with its times.

    Parameters
    ----------
    archive : Path
    folder : Path
        Exists. Names that lead out of it, links and devices are refused or made harmless.
    most_bytes, most_files : int
        Larger ones are refused before anything is written.

    Raises
    ------
    Damaged
    """
    try:
        if zipfile.is_zipfile(archive):
            _unzip(archive, folder, most_bytes, most_files)
        elif tarfile.is_tarfile(archive):
            with tarfile.open(archive) as packed:
                members = packed.getmembers()
                _require_size(sum(each.size for each in members), len(members), most_bytes, most_files)
                packed.extractall(folder, filter="data")
        else:
            raise Damaged("must be a folder, a zip or a tar archive; it is none of them")
    except _DAMAGED as error:
        raise Damaged(f"cannot be unpacked ({error})") from error


def _unzip(archive: Path, folder: Path, most_bytes: int, most_files: int) -> None:
    with zipfile.ZipFile(archive) as packed:
        members = packed.infolist()
        _require_size(sum(each.file_size for each in members), len(members), most_bytes, most_files)
        for member in members:
            written = packed.extract(member, folder)
            with contextlib.suppress(ValueError, OverflowError, OSError):  # a date that is none
                seconds = time.mktime((*member.date_time, 0, 0, -1))
                os.utime(written, (seconds, seconds))


def _require_size(size: int, files: int, most_bytes: int, most_files: int) -> None:
    if size > most_bytes or files > most_files:
        raise Damaged(
            f"holds {files} files of {size} bytes; at most {most_files} of {most_bytes} are unpacked"
        )
