"""Whether a submission and the course's files fit together into one working folder of the boxes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from autograder.boxes.limits import MAX_FILES, Limits
from autograder.reading.assignment import Assignment
from autograder.reading.submission import Refused, Submission, composed, either_form
from autograder.reading.visible_text import visible_path

_PAGE = 4096  # bytes that a file in memory is rounded up to
_OUR_FILES = 64  # what Python and its libraries put there themselves


def require_room(assignment: Assignment, submission: Submission, limits: Limits) -> None:
    """Refuse what the boxes could not lay out.

    Parameters
    ----------
    assignment : Assignment
    submission : Submission
    limits : Limits

    Raises
    ------
    Refused
        If a folder has the name of one of the course's files or the reverse, or it all is too large.
    """
    courses = {
        composed(name): data for book in assignment.notebooks.values() for name, data in book.files.items()
    }
    notebooks = {composed(f"{name}.ipynb") for name in assignment.notebooks}
    files = either_form({**submission.other_files, **courses})
    _require_kinds(set(submission.other_files), courses.keys() | notebooks)
    size = sum(-(-len(data) // _PAGE) * _PAGE for data in files.values())
    if size > limits.disk:
        raise Refused(
            f"the files beside the notebook take {size / 2**20:.0f} MB; in grading a submission has "
            f"{limits.disk / 2**20:.0f} MB of disk. Hand in without what the notebook does not need."
        )
    count = len(files) + len(_folders(files)) + _OUR_FILES
    if count > MAX_FILES:
        raise Refused(
            f"the folder holds {len(files)} files and {len(_folders(files))} folders; in grading there is "
            f"room for {MAX_FILES - _OUR_FILES} of both. Hand in without what the notebook does not need."
        )


def _folders(paths: Iterable[str]) -> set[str]:
    return {str(folder) for path in paths for folder in PurePosixPath(path).parents} - {"."}


def _require_kinds(students: set[str], courses: set[str]) -> None:
    for folder in sorted(_folders(students) & courses):
        raise Refused(
            f"{visible_path(folder)} is a folder in the submission and a file in the course. Rename it."
        )
    for file in sorted(students & _folders(courses)):
        raise Refused(
            f"{visible_path(file)} is a file in the submission and a folder in the course. Rename it."
        )
    for name in sorted(_folders(students) & students):  # in two forms of Unicode, which look the same
        raise Refused(f"{visible_path(name)} is a file and a folder in the submission. Rename one of them.")
