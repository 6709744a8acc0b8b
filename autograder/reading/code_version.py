"""Which version of our code a verdict rests on: hashes of all the files that decide."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_OURS = ("autograder", "course_lib")
# What no module imports at its top is named here: a box loads its part only after the fork.
_GRADER = (
    "grading/one_submission",
    "grading/worker",
    "instructor_box/__main__",
    "instructor_box/box",
    "boxes/__main__",
    "boxes/student_box",
)


def grader_version() -> str:
    """SHA-256 of the code that grades any notebook, from its bytes to its marks, as hexadecimal."""
    return _hashed(_ROOT / "autograder" / f"{name}.py" for name in _GRADER)


def check_version(topic: str) -> str:
    """SHA-256 of `check` with the exercises of a topic, as hexadecimal.

    Parameters
    ----------
    topic : str
        A folder of `exercises/`; for any other name all exercises count.
    """
    exercises = _ROOT / "autograder" / "exercises"
    own = exercises / topic / "__init__.py"
    return _hashed(
        [
            _ROOT / "autograder" / "checking" / "check.py",
            *([own] if own.is_file() else exercises.glob("*/__init__.py")),
        ]
    )


def _hashed(starts: Iterable[Path]) -> str:
    """Hash files and all of ours that they import."""
    waiting = list(starts)
    found: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += _imported(path)
    digest = hashlib.sha256()
    for path in sorted(found):
        digest.update(f"{path.relative_to(_ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _imported(path: Path) -> Iterator[Path]:
    """Files of ours that a module imports when it is imported itself."""
    for node in ast.parse(path.read_bytes()).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            if name.partition(".")[0] in _OURS:
                place = _ROOT.joinpath(*name.split("."))
                yield from (
                    file for file in (place.with_suffix(".py"), place / "__init__.py") if file.is_file()
                )
