"""Which version of our code a grade rests on: a hash over the folders that decide.

A room is hashed whole. Nobody keeps a list of files and no import is followed, so a new file in a room
counts as soon as it lies there. The price of a rewritten comment is a class graded once more; the price of a
forgotten file would be wrong grades that stay.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_GRADING = (
    "autograder/boxes",
    "autograder/grading",
    "autograder/instructor_box",
    "autograder/reading",
    "autograder/records.py",
    "autograder/writing",
)
_CHECKING = (
    "autograder/checking",
    "autograder/exercises/exercise.py",
    "autograder/exercises/parts",
    # The rooms of the course's own answers, which the exercises take for their references.
    "course_lib/arguments.py",
    "course_lib/derivatives",
    "course_lib/losses",
    "course_lib/networks",
    "course_lib/training",
)


@functools.cache
def grader_version() -> str:
    """SHA-256 of the code that grades any notebook, from its bytes to its rows, as hexadecimal."""
    return _hashed(_GRADING)


@functools.cache
def check_version(topic: str) -> str:
    """SHA-256 of `check` with the exercises of a topic, as hexadecimal.

    Parameters
    ----------
    topic : str
        A folder of `exercises/`; for any other name all exercises count.
    """
    exercises = f"autograder/exercises/{topic}"
    is_lecture = (_ROOT / exercises / "__init__.py").is_file()
    return _hashed((*_CHECKING, exercises if is_lecture else "autograder/exercises"))


def _hashed(places: Iterable[str]) -> str:
    """SHA-256 over names and contents of the Python files in some folders, in the order of their names."""
    paths = {path for place in places for path in _python_files(_ROOT / place)}
    digest = hashlib.sha256()
    for path in sorted(paths):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(_ROOT)}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _python_files(place: Path) -> Iterable[Path]:
    """The file itself, or all below the folder; an error if nothing is there, as after a move."""
    paths = [place] if place.is_file() else list(place.rglob("*.py"))
    if not paths:
        raise FileNotFoundError(f"code_version: a room that decides about grades must exist; got {place}.")
    return paths
