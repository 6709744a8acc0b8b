"""The plain data that flows through the grader."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class PlannedCell:
    """One cell of a submission as it is going to be run.

    Parameters
    ----------
    student_source : str or None
        What runs in the student's box; None if nothing does.
    test_source : str or None
        What runs in the instructor's box (always the instructor's text); None if nothing does.
    grade_id : str or None
        nbgrader's identifier of the cell.
    points : float or None
        The most that a test cell is worth; None for a cell that is not graded automatically.
    rendered : bool
        Whether figures are drawn into the outputs (only where somebody looks at them).
    hidden_lines : tuple of int
        Lines of `test_source`, from 1, that students do not have.
    """

    student_source: str | None = None
    test_source: str | None = None
    grade_id: str | None = None
    points: float | None = None
    rendered: bool = False
    hidden_lines: tuple[int, ...] = ()

    @property
    def is_test(self) -> bool:
        """Whether the cell is graded automatically."""
        return self.points is not None


@dataclass(frozen=True)
class Plan:
    """All that the two boxes need to grade one notebook of one submission.

    Parameters
    ----------
    cells : tuple of PlannedCell
        In the order in which they run.
    asked : frozenset of str
        Names that the instructor's solution cells bind: in the instructor's box these are the student's.
    asked_classes : frozenset of str
        Classes that they define: operators of the student's objects count for these only.
    modules : frozenset of str
        What the instructor's cells import: a module of that name is the instructor's.
    student_files, instructor_files : dict
        Relative path -> bytes, laid into the working folder of the student's box (what was handed in, and the
        instructor's over it) and of the instructor's box (the instructor's only).
    """

    cells: tuple[PlannedCell, ...]
    asked: frozenset[str] = frozenset()
    asked_classes: frozenset[str] = frozenset()
    modules: frozenset[str] = frozenset()
    student_files: dict[str, bytes] = field(default_factory=dict)
    instructor_files: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Task:
    """One pass over a plan, as the worker hands it to the instructor's box.

    Parameters
    ----------
    plan : Plan
    is_quick : bool
        Whether the student's process is run without a copy kept before each cell.
    lost : frozenset of int
        Indices of cells that took the instructor's box down in an earlier pass; they are not run again.
    seconds : float
        What is left of the submission's time.
    """

    plan: Plan
    is_quick: bool
    lost: frozenset[int]
    seconds: float


@dataclass(frozen=True)
class CellResult:
    """What became of one planned cell.

    Parameters
    ----------
    status : str
        "ok", "error" (an exception), "timeout", "died" (a crash, the memory limit, an exit) or "not run".
    outputs : list of dict
        nbformat outputs, made by the boxes, never taken from the submission.
    score : float or None
        Points of a test cell, in [0, points]; None for every other cell.
    message : str
        One sentence for the student; empty if there is nothing to say.
    mistakes : list of str
        Identifiers of the known mistakes that were recognised.
    """

    status: str = "ok"
    outputs: list[dict[str, Any]] = field(default_factory=list)
    score: float | None = None
    message: str = ""
    mistakes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class CellGrade:
    """What the gradebook holds of one cell.

    Parameters
    ----------
    grade_id : str
    score : float or None
        None where somebody grades by hand.
    is_unanswered : bool
        Whether the student left the cell as it was.
    """

    grade_id: str
    score: float | None
    is_unanswered: bool = False


@dataclass(frozen=True)
class NotebookVerdict:
    """What became of one notebook of a submission.

    Parameters
    ----------
    version : str
        SHA-256 of all of the assignment that decides about this notebook, hexadecimal.
    cells : list of (PlannedCell, CellResult)
        In the order in which they ran.
    problem : str or None
        Why the notebook could not be graded, in one sentence; None if it was.
    remarks : list of str
        What was not as it was released (copied, missing or changed cells), one sentence each.
    seconds : dict
        Stage -> wall-clock seconds.
    """

    version: str
    cells: list[tuple[PlannedCell, CellResult]] = field(default_factory=list)
    problem: str | None = None
    remarks: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def tests(self) -> list[tuple[PlannedCell, CellResult]]:
        """Only what is graded automatically."""
        return [(cell, result) for cell, result in self.cells if cell.is_test]


@dataclass(frozen=True)
class Verdict:
    """The result of one submission, as it is stored.

    Parameters
    ----------
    student, assignment : str
    submission_hash : str
        SHA-256 of the submission's content, hexadecimal.
    notebooks : dict
        Notebook name -> NotebookVerdict; only those that were graded now.
    isolation : str
        What walled the boxes in, for example "bwrap".
    """

    student: str
    assignment: str
    submission_hash: str
    notebooks: dict[str, NotebookVerdict] = field(default_factory=dict)
    isolation: str = ""

    @property
    def problem(self) -> str | None:
        """Why (a part of) it could not be graded; None if all was."""
        problems = [notebook.problem for notebook in self.notebooks.values() if notebook.problem]
        return " ".join(dict.fromkeys(problems)) or None

    @property
    def score(self) -> float:
        """Points of all test cells."""
        return sum(result.score or 0.0 for cell, result in self._tests)

    @property
    def max_score(self) -> float:
        """The most that the test cells are worth."""
        return sum(cell.points or 0.0 for cell, result in self._tests)

    @property
    def mistakes(self) -> list[str]:
        """Identifiers of the known mistakes, most frequent first."""
        counts = Counter(name for _, result in self._tests for name in result.mistakes)
        return [name for name, _ in counts.most_common()]

    @property
    def seconds(self) -> dict[str, float]:
        """Stage -> wall-clock seconds over all notebooks."""
        total: Counter[str] = Counter()
        for notebook in self.notebooks.values():
            total.update(notebook.seconds)
        return dict(total)

    @property
    def _tests(self) -> list[tuple[PlannedCell, CellResult]]:
        return [pair for notebook in self.notebooks.values() for pair in notebook.tests]
