"""Attempts in a download: whose they are, when they were handed in, which files they have."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from autograder.classroom.collecting.platforms import (
    FILES,
    FOLDERS,
    Name,
    common_folder,
    is_litter,
    platform_of,
)
from autograder.reading.submission import TIMESTAMP
from autograder.reading.timestamp import parse_timestamp

_GIT_SECONDS = 60
# The student wrote these repositories: git must start nothing that their configuration names.
_GIT = ("git", "-c", "safe.directory=*", "-c", "core.fsmonitor=false", "-c", "log.showSignature=false")


@dataclass(frozen=True)
class Attempt:
    """What one student handed in at one time.

    Parameters
    ----------
    student : str
        As the platform calls the student.
    number : str
        The platform's number of the student; may be empty.
    owner, titled : str
        As in `Name`.
    when : datetime
        UTC, with tzinfo.
    files : dict
        Path in the submission, with "/" -> the file on the disk.
    """

    student: str
    number: str
    when: datetime
    files: dict[str, Path] = field(default_factory=dict)
    owner: str = ""
    titled: str = ""


@dataclass(frozen=True)
class Download:
    """What a download holds: the platform's title, its attempts, and the files that belong to none."""

    platform: str
    attempts: tuple[Attempt, ...]
    strangers: tuple[str, ...] = ()


def read_download(
    folder: Path, assignment: str, zone: tzinfo, released: frozenset[str] = frozenset(), *, is_unpacked: bool
) -> Download:
    """Find the attempts below a folder.

    Parameters
    ----------
    folder : Path
    assignment : str
        Its name; a folder of that name inside each student's is left out of the paths.
    zone : tzinfo
        Of the times in the platform's names.
    released : frozenset of str
        Names of the files that students were given.
    is_unpacked : bool
        Whether the folder was an archive; git is asked for times in a folder of clones only.

    Raises
    ------
    ValueError
        If nothing in it looks like a submission.
    """
    clones = [] if is_unpacked else sorted(path.parent for path in folder.glob("*/.git"))
    if clones:
        return Download("GitHub Classroom", tuple(_clone(clone, clones, folder) for clone in clones))
    paths = [path for path in _files_below(folder) if not is_litter(path)]
    platform = platform_of(paths)
    if platform in (FOLDERS, FILES):
        above = common_folder(paths, assignment)
        folder, paths = folder / above, [path.removeprefix(above) for path in paths]
        platform = platform_of(paths)
    names = {path: platform.read(path, released) for path in paths}
    known = {path: name for path, name in names.items() if name is not None}
    if platform is FILES:
        known = {path: replace(name, file=f"{assignment}.ipynb") for path, name in known.items()}
    attempts = tuple(_grouped(folder, known, assignment, zone))
    return Download(platform.title, attempts, tuple(path for path in paths if path not in known))


def _files_below(folder: Path) -> Iterator[str]:
    """Regular files, links left out, as sorted paths with "/"."""
    for parent, inner, names in os.walk(folder):
        inner.sort()
        for name in sorted(names):
            path = Path(parent, name)
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(folder).as_posix()


def _grouped(folder: Path, names: dict[str, Name], assignment: str, zone: tzinfo) -> Iterator[Attempt]:
    groups: dict[Name, dict[str, tuple[int, str]]] = {}
    for path, name in names.items():
        files = groups.setdefault(replace(name, file="", attempt=0), {})
        if name.file:
            files[name.file] = max(files.get(name.file, (-1, "")), (name.attempt, path))
    for name, files in groups.items():
        inside = f"{assignment}/"
        nested = all(file.startswith(inside) for file in files)
        held = {
            file.removeprefix(inside) if nested else file: folder / path for file, (_, path) in files.items()
        }
        if held:
            moment = name.when.replace(tzinfo=zone).astimezone(UTC) if name.when else _time_of(held)
            yield Attempt(name.student, name.number, moment, held, name.owner, name.titled)


def _time_of(files: dict[str, Path]) -> datetime:
    """What its timestamp.txt says, if it has one; else when the youngest file was changed."""
    if TIMESTAMP in files:
        with contextlib.suppress(ValueError, OSError):
            return parse_timestamp(files[TIMESTAMP].read_text("utf-8-sig", "replace")).replace(tzinfo=UTC)
    youngest = max(path.stat().st_mtime for path in files.values())
    return datetime.fromtimestamp(youngest, UTC).replace(microsecond=0)


def _clone(clone: Path, clones: Sequence[Path], folder: Path) -> Attempt:
    """A clone named ASSIGNMENT-STUDENT; its time is that of the last commit, as the committer has it."""
    prefix = os.path.commonprefix([each.name for each in clones]) if len(clones) > 1 else ""
    student = clone.name.removeprefix(prefix[: prefix.rfind("-") + 1])
    held = {path: clone / path for path in _files_below(clone) if not is_litter(path)}
    asked = subprocess.run(
        [*_GIT, "-C", str(clone), "log", "-1", "--format=%cI"],
        capture_output=True,
        text=True,
        timeout=_GIT_SECONDS,
        check=False,
    )
    with contextlib.suppress(ValueError):
        return Attempt(student, "", datetime.fromisoformat(asked.stdout.strip()).astimezone(UTC), held)
    return Attempt(student, "", _time_of(held) if held else datetime.fromtimestamp(0, UTC), held)
