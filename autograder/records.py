"""The plain data that flows through the grader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

# What ends a cell from outside.
CPU_TIME, WALL_CLOCK, MEMORY, SIGNAL = "CPU time", "wall clock", "memory", "signal"


@dataclass(frozen=True)
class Together:
    """How a test runs in the student's box: what runs before it, and which copies of it must fail."""

    prelude: str = ""
    canaries: frozenset[str] = frozenset()


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
    solves : frozenset of str
        Names that the instructor's version of a solution cell binds, or whose values it changes.
    together : Together or None
        How a test runs in the student's box; None for one that runs in the instructor's.
    """

    student_source: str | None = None
    test_source: str | None = None
    grade_id: str | None = None
    points: float | None = None
    rendered: bool = False
    hidden_lines: tuple[int, ...] = ()
    solves: frozenset[str] = frozenset()
    together: Together | None = None

    @property
    def is_test(self) -> bool:
        """Whether the cell is graded automatically."""
        return self.points is not None

    @property
    def is_run(self) -> bool:
        """Whether anything of it runs in a box."""
        return self.is_test or (self.student_source, self.test_source) != (None, None)


@dataclass(frozen=True)
class Plan:
    """All that the boxes need to grade a notebook.

    Parameters
    ----------
    cells : tuple of PlannedCell
        In the order in which they run.
    asked : frozenset of str
        Names that the instructor's solution cells bind: in the instructor's box these are the student's.
    asked_classes : frozenset of str
        Those of classes: operators of the student's objects count for these only.
    modules : frozenset of str
        What the instructor's cells import: it is the instructor's.
    student_files, instructor_files : dict
        Relative path -> bytes, for the working folders of the boxes.
    has_hidden_cases : bool
    looked_up, module_states : frozenset of str, dict
        Names under which answers see what a test binds; module of the instructor's -> changing values.
    """

    cells: tuple[PlannedCell, ...]
    asked: frozenset[str] = frozenset()
    asked_classes: frozenset[str] = frozenset()
    modules: frozenset[str] = frozenset()
    student_files: dict[str, bytes] = field(default_factory=dict)
    instructor_files: dict[str, bytes] = field(default_factory=dict)
    has_hidden_cases: bool = True
    looked_up: frozenset[str] = frozenset()
    module_states: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Task:
    """One pass over a plan, as the worker hands it to the instructor's box.

    Parameters
    ----------
    plan : Plan
    is_quick : bool
        Whether no copy of the student's process is kept.
    lost : frozenset of int
        Indices of cells that ended an earlier pass; they are not run again.
    """

    plan: Plan
    is_quick: bool
    lost: frozenset[int]


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
    ended_by : str
        What ended it from outside: "CPU time", "wall clock", "memory" or "signal"; empty if nothing did.
    is_own_words : bool
        Whether the message holds no words that the student's code could have chosen.
    drew_hidden : bool
        Whether hidden cases were drawn in the cell or before it, and maybe seen by the student's code.
    suspicions : list of str
        What somebody should look at, for instructors alone, one sentence each.
    likeness : str
        The same for answers with the same wrong numbers; empty where that is not known.
    """

    status: str = "ok"
    outputs: list[dict[str, Any]] = field(default_factory=list)
    score: float | None = None
    message: str = ""
    mistakes: list[str] = field(default_factory=list)
    ended_by: str = ""
    is_own_words: bool = False
    drew_hidden: bool = False
    suspicions: list[str] = field(default_factory=list)
    likeness: str = ""


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
class GradedTest:
    """The verdict on one test cell.

    Parameters
    ----------
    grade_id : str
    points : float
        The most that it is worth.
    score : float
        In [0, points].
    status, message, ended_by : str
    mistakes : list of str
        As in `CellResult`.
    is_together : bool
        Whether it ran in the student's box.
    needs : str
        What it needs that may not cross, where it failed apart and nobody has decided how it runs.
    likeness : str
        As in `CellResult`.
    """

    grade_id: str
    points: float
    score: float
    status: str = "ok"
    message: str = ""
    mistakes: list[str] = field(default_factory=list)
    ended_by: str = ""
    is_together: bool = False
    needs: str = ""
    likeness: str = ""


@dataclass(frozen=True)
class NotebookVerdict:
    """What became of one notebook of a submission, as it is stored.

    Parameters
    ----------
    notebook : str
        Its name.
    version : str
        SHA-256 of all of the assignment that decides about this notebook, hexadecimal.
    cells : list of GradedTest
    problem : str or None
        Why the notebook could not be graded, in one sentence; None if it was.
    remarks : list of str
        For instructors, one sentence each: what was not as it was released, what somebody should look at.
    seconds : dict
        Stage -> wall-clock seconds.
    isolation : str
        What walled the boxes in, for example "bwrap".
    ended_by : list of str
        What ended some of its cells, tests or not, from outside, as in `CellResult`; each once.
    unsettled : str
        Why the mark is not final before somebody has looked, in one sentence; empty if it is.
    by_hand : dict
        grade_id -> SHA-256 of a question that somebody grades and of its answer, hexadecimal.
    """

    notebook: str
    version: str
    cells: list[GradedTest] = field(default_factory=list)
    problem: str | None = None
    remarks: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    isolation: str = ""
    ended_by: list[str] = field(default_factory=list)
    unsettled: str = ""
    by_hand: dict[str, str] = field(default_factory=dict)

    @property
    def is_doubtful(self) -> bool:
        """Whether points were lost to what may be the machine's doing: then it is graded again, alone."""
        is_ended = WALL_CLOCK in self.ended_by or SIGNAL in self.ended_by
        return is_ended and any(cell.score < cell.points for cell in self.cells)

    @property
    def is_final(self) -> bool:
        """Whether the next run may leave it as it is."""
        return not (self.is_doubtful and WALL_CLOCK in self.ended_by)


@dataclass(frozen=True)
class GradedNotebook:
    """A verdict with what is written of it.

    Parameters
    ----------
    verdict : NotebookVerdict
    document : bytes
        The graded notebook, nbformat.
    grades : list of CellGrade
        As nbgrader reads them from the document.
    """

    verdict: NotebookVerdict
    document: bytes
    grades: list[CellGrade]


@dataclass(frozen=True)
class GradedSubmission:
    """All that is written of one submission.

    Parameters
    ----------
    student : str
    submission_hash : str
        SHA-256 of the submission's content, hexadecimal.
    notebooks : dict
        Notebook name -> GradedNotebook; only those that were graded now.
    files : dict
        Relative path -> bytes of what lies beside the graded notebooks.
    handed_in : datetime or None
        UTC, as the submission says; it decides about nothing but lateness.
    is_undated : bool
        Whether it says so in a way that is no date.
    """

    student: str
    submission_hash: str
    notebooks: Mapping[str, GradedNotebook]
    files: Mapping[str, bytes] = field(default_factory=dict)
    handed_in: datetime | None = None
    is_undated: bool = False
