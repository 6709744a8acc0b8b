"""A student's folder read as bytes, without following links."""

from __future__ import annotations

import contextlib
import errno
import fnmatch
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from autograder.reading.submission import (
    NOTEBOOK_BYTES,
    Refused,
    Submission,
    Unreadable,
    composed,
    decomposed,
)
from autograder.reading.visible_text import visible_path

FOLDER_BYTES = 100 * 2**20
FOLDER_FILES = 2000
FOLDER_DEPTH = 20
PATH_BYTES = 2000  # of a folder: systems take 4096 with all that stands before it


def read_submission(student: str, folder: Path, ignored: Iterable[str] = (), zone: str = "") -> Submission:
    """Read a folder without following links.

    Parameters
    ----------
    student : str
    folder : Path
    ignored : iterable of str
        File name patterns to leave out, as nbgrader's `CourseDirectory.ignore`.
    zone : str, optional
        As in `Submission`.

    Raises
    ------
    Refused
        If there is a link or a special file in it, a name is not UTF-8, or it is too large.
    Unreadable
        If the system does not let it be read.
    """
    if folder.is_symlink() or folder.parent.is_symlink():
        raise Refused(f"{folder} is a link; a submission must be a folder of files. Copy what it points to.")
    files: dict[str, bytes] = {}
    with _opened(folder, None, str(folder)) as descriptor:
        _collect(descriptor, "", tuple(ignored), files)
    return Submission(student, files, zone)


@contextlib.contextmanager
def _opened(folder: str | Path, inside: int | None, path: str) -> Iterator[int]:
    """A folder's descriptor; what the system refuses in it, or of it, is told with the path."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=inside)
    except OSError as error:
        raise _failure(path, error) from error
    try:
        yield descriptor
    except OSError as error:
        raise _failure(path, error) from error
    finally:
        os.close(descriptor)


def _failure(path: str, error: OSError) -> Refused | Unreadable:
    """A link or a file in a folder's place is the submission's doing; all else is the machine's."""
    text = f"{visible_path(path)} cannot be read ({error.strerror})."
    return Refused(text) if error.errno in (errno.ELOOP, errno.ENOTDIR) else Unreadable(text)


def _collect(directory: int, prefix: str, ignored: tuple[str, ...], files: dict[str, bytes]) -> None:
    if prefix.count("/") > FOLDER_DEPTH:
        raise Refused(f"{visible_path(prefix)} lies deeper than {FOLDER_DEPTH} folders.")
    if len(os.fsencode(prefix)) > PATH_BYTES:
        raise Refused(f"a folder's path has {len(os.fsencode(prefix))} bytes; at most {PATH_BYTES} are read.")
    for name in sorted(os.listdir(directory)):
        path = prefix + name
        if any(fnmatch.fnmatch(name, pattern) for pattern in ignored):
            continue
        mode = os.stat(name, dir_fd=directory, follow_symlinks=False).st_mode
        if stat.S_ISLNK(mode):
            raise Refused(
                f"{visible_path(path)} is a link; only files and folders are read. Hand in the file itself."
            )
        if stat.S_ISDIR(mode):
            with _opened(name, directory, f"{path}/") as inner:
                _collect(inner, f"{path}/", ignored, files)
        elif stat.S_ISREG(mode):
            _require_text(path)
            _put(files, path, _read_file(directory, name, path, files))
        else:
            raise Refused(f"{visible_path(path)} is no regular file; only files and folders are read.")


def _require_text(path: str) -> None:
    try:
        path.encode()
    except UnicodeEncodeError:
        raise Refused(
            f"the name {visible_path(path)} is not UTF-8. Rename the file and hand it in again."
        ) from None


def _put(files: dict[str, bytes], path: str, data: bytes) -> None:
    """Keep a file under its name in NFC; two that differ in nothing but the form keep theirs."""
    key = composed(path)
    if key not in files:
        files[key] = data
    elif path == key:  # the other one came first
        files[decomposed(path)] = files[key]
        files[key] = data
    else:
        files[path] = data


def _read_file(directory: int, name: str, path: str, files: Mapping[str, bytes]) -> bytes:
    try:
        descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=directory)
    except OSError as error:
        raise _failure(path, error) from error
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise Refused(f"{visible_path(path)} is no regular file; only files and folders are read.")
        limit = NOTEBOOK_BYTES if name.endswith(".ipynb") else FOLDER_BYTES
        if status.st_size > limit:
            raise Refused(
                f"{visible_path(path)} has {status.st_size / 2**20:.0f} MB; at most {limit // 2**20} MB are "
                "read. Clear its outputs and hand it in again."
            )
        if len(files) >= FOLDER_FILES:
            raise Refused(f"the folder holds more than {FOLDER_FILES} files.")
        if status.st_size + sum(map(len, files.values())) > FOLDER_BYTES:
            raise Refused(f"the folder holds more than {FOLDER_BYTES // 2**20} MB.")
        try:
            return file.read(limit + 1)
        except OSError as error:
            raise _failure(path, error) from error
