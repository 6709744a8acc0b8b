"""Sort a download into `submitted/STUDENT/ASSIGNMENT/`: the latest attempt of each student, with its time."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from autograder.classroom.collecting.archive import Damaged, as_folder, unpack
from autograder.classroom.collecting.attempts import Attempt, read_download
from autograder.classroom.collecting.platforms import is_litter
from autograder.classroom.collecting.roster import Roster, without_title
from autograder.reading.course import Course, SetupError
from autograder.reading.submission import NAME_BYTES, TIMESTAMP
from autograder.reading.timestamp import parse_timestamp

_ARCHIVES = (".zip", ".tar", ".tgz", ".gz")


@dataclass(frozen=True)
class Collected:
    """What became of a download.

    Parameters
    ----------
    platform : str
    written : tuple of (str, datetime)
        Students whose submission is new here, and when they handed it in (UTC).
    kept : tuple of str
        Students of whom the same attempt, or a later one, was here already.
    earlier : int
        Attempts that a later one of the same student replaces.
    problems : tuple of str
        What belongs to nobody or was not taken, one sentence each.
    """

    platform: str
    written: tuple[tuple[str, datetime], ...]
    kept: tuple[str, ...]
    earlier: int
    problems: tuple[str, ...]


def collect(course: Course, assignment: str, download: Path, roster: Roster) -> Collected:
    """Sort the submissions of a download into the course folder.

    Parameters
    ----------
    course : Course
    assignment : str
    download : Path
        An archive or a folder.
    roster : Roster
        An empty one takes the platform's names for the students' ids.

    Returns
    -------
    Collected

    Raises
    ------
    SetupError
        If the download cannot be read, or is no collection of submissions.
    """
    try:
        with as_folder(download) as folder:
            given = frozenset(path.name for path in course.source(assignment).rglob("*"))
            is_unpacked = folder != download
            content = read_download(folder, assignment, _zone(course), given, is_unpacked=is_unpacked)
            latest, problems = _latest(content.attempts, roster)
            earlier = len(content.attempts) - len(latest) - len(problems)
            problems += [f"{path} belongs to no student." for path in content.strangers]
            written, kept = [], []
            for student, attempt in sorted(latest.items()):
                target = course.submitted(assignment, student)
                if problem := _problem_of(target):
                    problems.append(f"{student}: {problem}")
                elif target.is_dir() and _time_in(target) >= attempt.when:
                    kept.append(student)
                else:
                    problems += [f"{student}: {sentence}" for sentence in _store(target, attempt)]
                    written.append((student, attempt.when))
    except (Damaged, ValueError) as error:
        raise SetupError(f"{download}: {error}.") from error
    return Collected(content.platform, tuple(written), tuple(kept), earlier, tuple(problems))


def _zone(course: Course) -> tzinfo:
    try:
        return ZoneInfo(course.zone)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def _latest(attempts: Sequence[Attempt], roster: Roster) -> tuple[dict[str, Attempt], list[str]]:
    """The last attempt of each student of the roster, and a sentence on each attempt that is nobody's."""
    latest: dict[str, Attempt] = {}
    unknown = []
    named = [(roster.identify(each.student, each.number), each) for each in without_title(attempts, roster)]
    owners = Counter(student for student, _ in {(student, attempt.owner) for student, attempt in named})
    for student, attempt in sorted(named, key=lambda each: each[1].when):
        is_certain = roster.knows_number(attempt.number)
        if student is not None and owners[student] > 1 and not is_certain:
            unknown.append(
                f"{attempt.student} ({attempt.owner}) is one of several of that name; give a roster that "
                "tells them apart, or put an id in the place of the name."
            )
        elif student is None:
            unknown.append(f"{attempt.student} is no student of the roster, or could be several.")
        elif not _is_folder_name(student):
            unknown.append(f"{attempt.student} cannot be the name of a folder; give an id in the roster.")
        else:
            latest[student] = attempt
    return latest, unknown


def _is_folder_name(student: str) -> bool:
    one_part = len(PurePosixPath(student).parts) == 1 and not student.startswith(".")
    return one_part and "\0" not in student and len(os.fsencode(student)) <= NAME_BYTES


def _problem_of(target: Path) -> str:
    """Why what lies there already cannot be compared with what is collected; empty if it can."""
    if os.path.lexists(target) and not (target / TIMESTAMP).is_file():
        return (
            f"a submission without {TIMESTAMP} lies there already, and was left. Which of the two is later "
            "cannot be told; move it away, then collect again."
        )
    try:
        _time_in(target)
    except (ValueError, OSError) as error:
        return f"{TIMESTAMP} of the submission that lies there {error}; correct it, then collect again."
    return ""


def _time_in(target: Path) -> datetime:
    if not target.is_dir():
        return datetime.min.replace(tzinfo=UTC)
    return parse_timestamp((target / TIMESTAMP).read_text("utf-8-sig", "replace")).replace(tzinfo=UTC)


def _store(target: Path, attempt: Attempt) -> list[str]:
    """Put an attempt in its place, whole or not at all; returns a sentence for what could not be unpacked."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".collect-", dir=target.parent) as scratch:
        ready = Path(scratch, "new")
        ready.mkdir()
        for path, source in attempt.files.items():
            place = ready / path
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, place)
        problems = [] if any(ready.rglob("*.ipynb")) else _unpack_inside(ready)
        (ready / TIMESTAMP).write_text(f"{attempt.when:%Y-%m-%d %H:%M:%S} UTC\n")
        if target.exists():
            target.rename(Path(scratch, "old"))
        ready.rename(target)
    return problems


def _unpack_inside(folder: Path) -> list[str]:
    """Unpack the archives that a student handed in instead of a notebook."""
    problems = []
    for archive in [path for path in folder.rglob("*") if path.is_file() and path.suffix in _ARCHIVES]:
        try:
            unpack(archive, archive.parent)
        except Damaged as error:
            problems.append(f"{archive.relative_to(folder)} {error}.")
    for path in [path for path in folder.rglob("*") if is_litter(path.relative_to(folder).as_posix())]:
        shutil.rmtree(path, ignore_errors=True)
    return problems
