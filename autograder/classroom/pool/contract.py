"""What a pool is given and gives back, wherever its workers run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from autograder.reading.assignment import Assignment
from autograder.reading.submission import Submission, Unreadable
from autograder.records import GradedSubmission


@dataclass(frozen=True)
class Due:
    """A submission that was read, with the names of its notebooks that are to be graded."""

    submission: Submission
    notebooks: tuple[str, ...]


# What reading a student's folder comes to; None: nothing is to be done.
Prepared = Due | GradedSubmission | Unreadable | None
Outcome = GradedSubmission | Unreadable | Exception | None


class Pool(Protocol):
    """Grades submissions, each by a pure function of the release and of what was handed in."""

    @property
    def setting(self) -> str:
        """Python and network of its workers, where they are not the grader's own and none."""

    def grade(
        self,
        assignment: Assignment,
        students: Iterable[str],
        prepare: Callable[[str], Prepared],
        *,
        alone: bool = False,
    ) -> Iterator[tuple[str, Outcome]]:
        """Prepare and grade everybody.

        Parameters
        ----------
        assignment : Assignment
        students : iterable of str
        prepare : callable
            Student -> what there is to do; an exception is that student's outcome.
        alone : bool
            Whether no two are to be graded at the same time.

        Yields
        ------
        (student, outcome)
            As they come. Few outcomes wait at a time. When the reader stops, no submission is begun any more.
        """


class StartFailed(Exception):
    """A worker could not be started; the text says why."""


def prepared_of(prepare: Callable[[str], Prepared], student: str) -> Prepared | Exception:
    """What there is to do for a student; an exception in its place where that fails."""
    try:
        return prepare(student)
    except Exception as error:  # one submission's trouble must not end the others
        return error
