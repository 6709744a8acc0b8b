"""What the sandbox tells the processes in it: whether it is bubblewrap's, and where they may write."""

from __future__ import annotations

import os


def is_walled() -> bool:
    """Whether this process runs inside bubblewrap."""
    return os.environ.get("COURSE_WALLED") == "1"


def scratch_folders() -> list[str]:
    """The folders that a box may write to, its own for each submission."""
    return os.environ["COURSE_SCRATCH"].split(":")
