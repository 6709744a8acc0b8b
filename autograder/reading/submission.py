"""What a student handed in: files as bytes, cells of a notebook; refused with a reason if it is none."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

import nbformat

from autograder.reading.timestamp import parse_timestamp
from autograder.reading.visible_text import visible_line

NOTEBOOK_BYTES = 20 * 2**20
NOTEBOOK_CELLS = 5000
NAME_BYTES = 255  # of one part of a path, in every usual file system
TIMESTAMP = "timestamp.txt"

_QUOTED_CHARACTERS = 20
_PATH_CHARACTERS = 300


class Refused(Exception):
    """A submission cannot be graded; the text says why in one sentence."""


class Unreadable(Exception):
    """A folder could not be read: a fault of the machine, which says nothing about the submission."""


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
        Relative path with "/" -> bytes, notebooks included. Names are in Unicode's composed form (NFC): macOS
        hands in the decomposed one, which looks the same.
    zone : str
        The course's time zone, whose short names are known in `timestamp.txt`.
    """

    student: str
    files: Mapping[str, bytes]
    zone: str = ""

    @property
    def hash(self) -> str:
        """SHA-256 of all names and contents, hexadecimal."""
        digest = hashlib.sha256()
        for name, data in sorted(self.files.items()):
            digest.update(f"{len(name)} {name} {len(data)} ".encode("utf-8", "surrogateescape") + data)
        return digest.hexdigest()

    @property
    def notebooks(self) -> list[str]:
        """Paths of the notebooks, at the top or in a folder."""
        return sorted(path for path in self.files if path.casefold().endswith(".ipynb"))

    @property
    def other_files(self) -> dict[str, bytes]:
        """All but the notebooks."""
        return {name: data for name, data in self.files.items() if not name.casefold().endswith(".ipynb")}

    @property
    def handed_in(self) -> datetime | None:
        """When, in UTC, as nbgrader's exchange noted it in the folder; None if it did not, or no date."""
        return None if self.date_problem or TIMESTAMP not in self.files else self._timestamp()

    @property
    def date_problem(self) -> str:
        """Why `timestamp.txt` says no date, in one sentence; empty if it does, or is not there."""
        try:
            if TIMESTAMP in self.files:
                self._timestamp()
        except ValueError as error:
            return (
                f"{TIMESTAMP} {error}. Whether it was late is not decided; correct the file and grade again."
            )
        return ""

    def _timestamp(self) -> datetime:
        return parse_timestamp(self.files[TIMESTAMP].decode("utf-8-sig", "replace"), self.zone)


def composed(name: str) -> str:
    """A file name in Unicode's composed form (NFC), in which names are compared."""
    return _if_short("NFC", name)


def either_form(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Files under their names composed and decomposed: macOS, where a cell was tried, takes either."""
    other = {decomposed(name): data for name, data in files.items() if not name.isascii()}
    return {**other, **files}


def decomposed(name: str) -> str:
    """A path in the decomposed form (NFD), as far as a system takes names of that length."""
    return _if_short("NFD", name)


def _if_short(form: Literal["NFC", "NFD"], name: str) -> str:
    parts = [unicodedata.normalize(form, part) for part in name.split("/")]
    is_short = all(len(part.encode("utf-8", "surrogateescape")) <= NAME_BYTES for part in parts)
    return "/".join(parts) if is_short else name


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
        source=_utf8(source),
        grade_id=_utf8(grade_id) or None,
        identity=_utf8(raw.get("id")) or None,
        attachments=_attachments(attachments) if isinstance(attachments, dict) else {},
    )


def _attachments(raw: dict[Any, Any]) -> dict[str, Any]:
    """Name -> MIME type -> content, as far as that is text."""
    return {
        _utf8(name): {_utf8(mime): _utf8(content) for mime, content in bundle.items()}
        for name, bundle in raw.items()
        if isinstance(bundle, dict)
    }


def _utf8(value: Any) -> str:
    """A string that UTF-8 can hold; empty for anything else."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""
