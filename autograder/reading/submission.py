"""A student's folder read as bytes, refused with a reason if it cannot be graded."""

from __future__ import annotations

import fnmatch
import hashlib
import json
import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.utils import parse_utc

from autograder.reading.visible_text import visible_line

NOTEBOOK_BYTES = 20 * 2**20
FOLDER_BYTES = 100 * 2**20
FOLDER_FILES = 2000
FOLDER_DEPTH = 20
NOTEBOOK_CELLS = 5000

_QUOTED_CHARACTERS = 20
_PATH_CHARACTERS = 300


class Refused(Exception):
    """A submission cannot be graded; the text says why in one sentence."""


@dataclass(frozen=True)
class SubmittedCell:
    """What counts of a cell that was handed in: nothing that it says of itself but its identifiers."""

    cell_type: str
    source: str
    grade_id: str | None = None
    identity: str | None = None
    attachments: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Submission:
    """The content of a student's folder.

    Parameters
    ----------
    student : str
    files : dict
        Relative path with "/" -> bytes, notebooks included.
    """

    student: str
    files: Mapping[str, bytes]

    @property
    def hash(self) -> str:
        """SHA-256 of all names and contents, hexadecimal."""
        digest = hashlib.sha256()
        for name, data in sorted(self.files.items()):
            digest.update(f"{len(name)} {name} {len(data)} ".encode("utf-8", "surrogateescape") + data)
        return digest.hexdigest()

    @property
    def notebooks(self) -> list[str]:
        """Names of the notebooks at the top of the folder."""
        return sorted(name[:-6] for name in self.files if name.endswith(".ipynb") and "/" not in name)

    def notebook(self, name: str) -> bytes | None:
        """Content of a notebook; None if it was not handed in."""
        return self.files.get(f"{name}.ipynb")

    @property
    def other_files(self) -> dict[str, bytes]:
        """All but the notebooks."""
        return {name: data for name, data in self.files.items() if not name.endswith(".ipynb")}

    @property
    def handed_in(self) -> datetime | None:
        """When, in UTC, as nbgrader's exchange noted it in the folder; None if it did not."""
        text = self.files.get("timestamp.txt", b"")
        try:
            return parse_utc(text.decode().strip()) if text.strip() else None
        except (ValueError, OverflowError):
            return None


def read_submission(student: str, folder: Path, ignored: Iterable[str] = ()) -> Submission:
    """Read a folder without following links.

    Parameters
    ----------
    student : str
    folder : Path
    ignored : iterable of str
        File name patterns to leave out, as nbgrader's `CourseDirectory.ignore`.

    Raises
    ------
    Refused
        If there is a link or a special file in it, or it is too large.
    """
    if folder.is_symlink() or folder.parent.is_symlink():
        raise Refused(f"{folder} is a link; a submission must be a folder of files. Copy what it points to.")
    files: dict[str, bytes] = {}
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError as error:
        raise Refused(f"{folder} cannot be read ({error.strerror}).") from error
    try:
        _collect(descriptor, "", tuple(ignored), files)
    finally:
        os.close(descriptor)
    return Submission(student, files)


def _collect(directory: int, prefix: str, ignored: tuple[str, ...], files: dict[str, bytes]) -> None:
    if prefix.count("/") > FOLDER_DEPTH:
        raise Refused(f"{_readable(prefix)} lies deeper than {FOLDER_DEPTH} folders.")
    for name in sorted(os.listdir(directory)):
        path = prefix + name
        if any(fnmatch.fnmatch(name, pattern) for pattern in ignored):
            continue
        mode = os.stat(name, dir_fd=directory, follow_symlinks=False).st_mode
        if stat.S_ISLNK(mode):
            raise Refused(
                f"{_readable(path)} is a link; only files and folders are read. Hand in the file itself."
            )
        if stat.S_ISDIR(mode):
            _enter(directory, name, f"{path}/", ignored, files)
        elif stat.S_ISREG(mode):
            files[path] = _read_file(directory, name, path, files)
        else:
            raise Refused(f"{_readable(path)} is no regular file; only files and folders are read.")


def _enter(directory: int, name: str, prefix: str, ignored: tuple[str, ...], files: dict[str, bytes]) -> None:
    try:
        inner = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=directory)
    except OSError as error:
        raise Refused(f"{_readable(prefix)} cannot be read ({error.strerror}).") from error
    try:
        _collect(inner, prefix, ignored, files)
    finally:
        os.close(inner)


def _read_file(directory: int, name: str, path: str, files: Mapping[str, bytes]) -> bytes:
    try:
        descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=directory)
    except OSError as error:
        raise Refused(f"{_readable(path)} cannot be read ({error.strerror}).") from error
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise Refused(f"{_readable(path)} is no regular file; only files and folders are read.")
        limit = NOTEBOOK_BYTES if name.endswith(".ipynb") else FOLDER_BYTES
        if status.st_size > limit:
            raise Refused(
                f"{_readable(path)} has {status.st_size / 2**20:.0f} MB; at most {limit // 2**20} MB are "
                "read. Clear its outputs and hand it in again."
            )
        if len(files) >= FOLDER_FILES:
            raise Refused(f"the folder holds more than {FOLDER_FILES} files.")
        if status.st_size + sum(map(len, files.values())) > FOLDER_BYTES:
            raise Refused(f"the folder holds more than {FOLDER_BYTES // 2**20} MB.")
        return file.read(limit + 1)


def _readable(path: str) -> str:
    return visible_line(path, _PATH_CHARACTERS)


def parse_notebook(name: str, data: bytes) -> list[SubmittedCell]:
    """Read the cells of a notebook that was handed in.

    Parameters
    ----------
    name : str
        Its name, for the message.
    data : bytes
        The file, nbformat 3 or 4.

    Raises
    ------
    Refused
        If it is no notebook.
    """
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Refused(f"{name}.ipynb is not UTF-8 text (byte {error.start}).") from error
    except ValueError as error:
        raise Refused(f"{name}.ipynb is not JSON ({error}).") from error
    except RecursionError as error:
        raise Refused(f"{name}.ipynb is nested too deeply to be a notebook.") from error
    cells = _raw_cells(name, content)
    if len(cells) > NOTEBOOK_CELLS:
        raise Refused(f"{name}.ipynb has {len(cells)} cells; at most {NOTEBOOK_CELLS} are graded.")
    return submitted_cells(cells)


def submitted_cells(cells: Iterable[Any]) -> list[SubmittedCell]:
    """What counts of the cells of an nbformat 4 notebook; what is no cell is left out."""
    return [cell for cell in map(_cell, cells) if cell is not None]


def _raw_cells(name: str, content: Any) -> list[Any]:
    version = content.get("nbformat") if isinstance(content, dict) else None
    if version == 3:
        try:
            content = nbformat.v4.upgrade(nbformat.from_dict(content), from_version=3)
        except Exception as error:  # the upgrade trusts its input
            raise Refused(
                f"{name}.ipynb (nbformat 3) cannot be upgraded ({type(error).__name__})."
            ) from error
    elif version != 4:
        raise Refused(
            f"{name}.ipynb must be a notebook of nbformat 3 or 4; "
            f"got {visible_line(str(version), _QUOTED_CHARACTERS)}."
        )
    cells = content.get("cells")
    if not isinstance(cells, list):
        raise Refused(f"{name}.ipynb is a notebook without a list of cells.")
    return cells


def _cell(raw: Any) -> SubmittedCell | None:
    if not isinstance(raw, dict) or raw.get("cell_type") not in ("code", "markdown", "raw"):
        return None
    source = raw.get("source", "")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    metadata = raw.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    attachments = raw.get("attachments")
    return SubmittedCell(
        cell_type=raw["cell_type"],
        source=_text(source),
        grade_id=_text(grade_id) or None,
        identity=_text(raw.get("id")) or None,
        attachments=attachments if isinstance(attachments, dict) else {},
    )


def _text(value: Any) -> str:
    """A string that UTF-8 can hold; empty for anything else."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""
