"""What a run says of one student's feedback."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FeedbackResult:
    """What became of one student's feedback.

    Parameters
    ----------
    student : str
    n_bytes : int
        Of all pages.
    seconds : float
        CPU time that they took.
    problem : str
        Why there is none, in one sentence; empty if there is.
    """

    student: str
    n_bytes: int = 0
    seconds: float = 0.0
    problem: str = ""
