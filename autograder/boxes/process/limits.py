"""What one submission may use."""

from __future__ import annotations

from dataclasses import dataclass

# How long a student's process may take to clear away what a dead one left behind.
TAKEOVER_SECONDS = 15.0


@dataclass(frozen=True)
class Limits:
    """Limits of the boxes, in seconds and bytes.

    Parameters
    ----------
    cell_seconds : float
        One cell of the student, or one call of a student's function.
    test_seconds : float
        One test cell, all its calls included.
    submission_seconds : float
        The whole submission; what has not run by then scores 0.
    memory : int
        Memory of all the processes of a submission together, and address space that one of them may add.
    processes : int
        Processes and threads that a submission may have at once.
    disk : int
        Files that a submission may write, all together.
    output : int
        Text that is kept of one cell's output, in characters.
    """

    cell_seconds: float = 10.0
    test_seconds: float = 20.0
    submission_seconds: float = 120.0
    memory: int = 2 * 2**30
    processes: int = 192
    disk: int = 64 * 2**20
    output: int = 20_000
