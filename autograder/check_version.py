"""Which version of `check` a lecture's tests rest on: a hash of all the code that decides."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_OURS = ("autograder", "course_lib")


def check_version(topic: str) -> str:
    """SHA-256 of `checking.py`, of the exercises of a topic, and of all of ours that these import.

    Parameters
    ----------
    topic : str
        A file under `exercises/`; for any other name all exercises count.

    Returns
    -------
    str
        Hexadecimal.
    """
    exercises = _ROOT / "autograder" / "exercises"
    own = exercises / f"{topic}.py"
    waiting = [_ROOT / "autograder" / "checking.py"]
    waiting += [own] if own.is_file() else sorted(exercises.glob("*.py"))
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
