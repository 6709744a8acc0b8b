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
# Whole folders, and what stands at the top of a package, but for the commands, which decide nothing.
_COMMANDS = (
    "autograder/__main__.py",
    "autograder/nbgrader_plugin.py",
)
_GRADING = (
    "autograder/*.py",
    "autograder/boxes",
    "autograder/grading",
    "autograder/instructor_box",
    "autograder/reading",
    "autograder/writing",
)
_CHECKING = (
    "autograder/checking",
    "autograder/exercises/*.py",
    "autograder/exercises/parts",
    # The rooms of the course's own answers, which the exercises take for their references.
    "course_lib/*.py",
    "course_lib/datasets",
    "course_lib/derivatives",
    # What a check tells the demos and takes from them, and its colours.
    "course_lib/live_view/__init__.py",
    "course_lib/live_view/asking/__init__.py",
    "course_lib/live_view/asking/remembered.py",
    "course_lib/live_view/palette.py",
    "course_lib/live_view/student.py",
    "course_lib/losses",
    "course_lib/networks",
    "course_lib/training",
)


@functools.cache
def grader_version() -> str:
    """SHA-256 of the code that grades any notebook, from its bytes to its rows, as hexadecimal."""
    return _hashed(grading_files())


@functools.cache
def check_version(topic: str) -> str:
    """SHA-256 of `check` with the exercises of a topic, as hexadecimal.

    Parameters
    ----------
    topic : str
        A folder of `exercises/`; for any other name all exercises count.
    """
    return _hashed(checking_files(topic))


def grading_files() -> set[Path]:
    """Files that decide about every grade."""
    return _python_files(_GRADING) - {_ROOT / name for name in _COMMANDS}


def checking_files(topic: str) -> set[Path]:
    """Files that decide what `check` says of the exercises of a topic."""
    exercises = f"autograder/exercises/{topic}"
    is_lecture = (_ROOT / exercises / "__init__.py").is_file()
    return _python_files((*_CHECKING, exercises if is_lecture else "autograder/exercises"))


def _hashed(paths: Iterable[Path]) -> str:
    """SHA-256 over the names and contents of some files, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(_ROOT)}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _python_files(places: Iterable[str]) -> set[Path]:
    """Files that fit the patterns, and all below the folders; an error if one holds none, as after a move."""
    files: set[Path] = set()
    for place in places:
        below = set(_ROOT.glob(place if place.endswith(".py") else f"{place}/**/*.py"))
        if not below:
            raise FileNotFoundError(
                f"code_version: a room that decides about grades must exist; got {place}. "
                "If it was moved, name its new place in code_version.py."
            )
        files |= below
    return files
