"""The secret of a course, from which the hidden cases of its exercises are drawn."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import tempfile
from pathlib import Path

from autograder.reading.course import Course, SetupError

# A dotfile: nbgrader's `CourseDirectory.ignore` keeps it out of what is released.
NAME = ".autograder-secret"
_BYTES = 32


def course_secret(course: Course, is_kept: bool = True) -> bytes:
    """Return the secret of a course; the first call makes it, in a file that its owner alone may read.

    Parameters
    ----------
    course : Course
    is_kept : bool
        Whether a new secret is written down; a run that writes nothing draws from one of its own.

    Whoever has it can compute the hidden cases. A class that is graded with another one gets other numbers,
    not other marks: every kind of case is public.

    Raises
    ------
    SetupError
        If it can be neither read nor made.
    """
    path = course.root / NAME
    try:
        if not path.exists() and not is_kept:
            return secrets.token_hex(_BYTES).encode()
        if not path.exists():
            _make(path)
        secret = path.read_bytes().strip()
    except OSError as error:
        raise SetupError(
            f"{path}: the secret of the course must be readable, and made if there is none; got "
            f"{error.strerror}. Give yourself the rights to read and write it."
        ) from error
    if not secret:
        raise SetupError(
            f"{path}: the secret of the course must not be empty. Delete the file: a new one is made."
        )
    return secret


def secret_digest(course: Course) -> str:
    """Return what tells one secret from another without giving it away; empty where there is none."""
    if not (course.root / NAME).exists():
        return ""
    return hashlib.sha256(b"digest of " + course_secret(course)).hexdigest()


def _make(path: Path) -> None:
    """Write a new secret; where two runs do so at once, the first one's stays."""
    handle, name = tempfile.mkstemp(prefix=f"{NAME}-", dir=path.parent)  # mode 0600
    try:
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(_BYTES) + "\n")
        with contextlib.suppress(FileExistsError):
            os.link(name, path)
    finally:
        os.unlink(name)
