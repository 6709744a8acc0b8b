"""What a run says of one student."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from autograder.records import GradedTest, NotebookVerdict
from autograder.writing.marks import Mark

# What `check` says where it knows no name for a mistake: its message then describes the first failure.
UNNAMED = frozenset(
    "exception_missing no_subgradient not_finite raises returns_none too_slow unknown wrong_shape "
    "wrong_structure".split()
)
# What wrong numbers have in common, in a name made for them: no mistake, for several can lead to it.
_IN_COMMON = re.compile(r"(only|fails)_where_\w+|[\w.]+_(scaled|offset|(first|last)_\w+_wrong)")


def is_name(mistake: str) -> bool:
    """Whether an identifier that `check` gives says which mistake it is.

    Examples
    --------
    >>> is_name("not_averaged"), is_name("raises"), is_name("loss_scaled"), is_name("fails_where_N_is_1")
    (True, False, False, False)
    """
    return mistake not in UNNAMED and not _IN_COMMON.fullmatch(mistake)


@dataclass(frozen=True)
class StudentResult:
    """What a run says of one student.

    Parameters
    ----------
    student : str
    notebooks : list of NotebookVerdict
        Of this run and of earlier ones.
    is_new : bool
        Whether this run graded anything of it.
    failure : str or None
        Why nothing could be stored: a fault of the grader or of the machine, not of the submission.
    before, after : Mark or None
        What nbgrader counts for the assignment before the run and after it; None if there is none.
    """

    student: str
    notebooks: list[NotebookVerdict] = field(default_factory=list)
    is_new: bool = False
    failure: str | None = None
    before: Mark | None = None
    after: Mark | None = None

    @property
    def cells(self) -> list[GradedTest]:
        """All test cells."""
        return [cell for notebook in self.notebooks for cell in notebook.cells]

    @property
    def score(self) -> float:
        """Points of all test cells."""
        return sum(cell.score for cell in self.cells)

    @property
    def max_score(self) -> float:
        """The most that the test cells are worth."""
        return sum(cell.points for cell in self.cells)

    @property
    def mistakes(self) -> list[str]:
        """Identifiers of the known mistakes, in the order of the cells."""
        return [name for cell in self.cells for name in cell.mistakes]

    @property
    def problem(self) -> str | None:
        """Why (a part of) it could not be graded."""
        problems = [reason for notebook in self.notebooks if (reason := _problem(notebook))]
        return self.failure or " ".join(dict.fromkeys(problems)) or None

    @property
    def unsettled(self) -> str | None:
        """Why the mark is not final."""
        return " ".join(dict.fromkeys(each.unsettled for each in self.notebooks if each.unsettled)) or None

    @property
    def remarks(self) -> list[str]:
        """What was not as it was released."""
        return list(dict.fromkeys(remark for notebook in self.notebooks for remark in notebook.remarks))

    @property
    def has_new_mark(self) -> bool:
        """Whether there was a mark, and it, or a part of it, is another one now."""
        return self.before is not None and self.after is not None and self.before != self.after


def _problem(notebook: NotebookVerdict) -> str | None:
    if notebook.problem or notebook.is_final:
        return notebook.problem
    return (
        f"{notebook.notebook}.ipynb: a cell was ended by the wall clock, also when it was graded alone; "
        "its points are not final, and the next run grades it again."
    )
