"""The limits that hold from outside, whatever the code of a submission does with signals and alarms."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from autograder.boxes.limits import Limits
from autograder.grading.usage import Usage
from autograder.grading.warm_process import WarmProcess

# How often a submission is looked at.
WATCH_SECONDS = 0.25
# What a cell may use beyond its limit, which its own process holds.
_GRACE_SECONDS = 1.0


@dataclass
class Budget:
    """What one submission has used in the passes so far.

    Parameters
    ----------
    cpu_seconds : float
    started : float
        By the monotonic clock.
    """

    cpu_seconds: float = 0.0
    started: float = field(default_factory=time.monotonic)


class Watch:
    """Looks at the processes of both boxes during one pass.

    A test that is in the middle of one long computation of C (`math.floor` of an enormous number that came as
    an answer) hears no alarm of its own process, so its time is held from here as well.

    Parameters
    ----------
    student, instructor : WarmProcess
    limits : Limits
    budget : Budget
    """

    def __init__(self, student: WarmProcess, instructor: WarmProcess, limits: Limits, budget: Budget) -> None:
        self._student, self._instructor = student, instructor
        self._limits, self._budget = limits, budget
        self._began = self._looked = time.monotonic()
        self._used = Usage(0.0, 0)
        self._before_answer: float | None = None
        self._before_cell: float | None = None
        self._seconds_of_answer = limits.cell_seconds
        self._killed = self._count_killed()

    def cell_began(self) -> None:
        """From the next look on, what the instructor's box uses is used for another cell."""
        self._before_cell = None

    def waiting(self, cpu_seconds: float) -> None:
        """From now on, what is used is used for an answer, which may take so many seconds."""
        self._seconds_of_answer = cpu_seconds
        self._measure()
        self._before_answer = self._used.cpu_seconds

    def answered(self) -> None:
        """The answer is there."""
        self._before_answer = None

    def limit_met(self) -> str | None:
        """The reason to end the pass, as in `endings`; None if there is none. Looks only now and then."""
        if time.monotonic() - self._looked < WATCH_SECONDS:
            return None
        self._measure()
        limits = self._limits
        if self._used.memory > self._student.memory_together or self.has_run_out_of_memory():
            return "memory"
        if self._budget.cpu_seconds + self._used.cpu_seconds > limits.submission_seconds:
            return "submission cpu"
        if time.monotonic() - self._budget.started > limits.wall(limits.submission_seconds):
            return "submission wall"
        if self._before_answer is not None:
            used = self._used.cpu_seconds - self._before_answer
            if used > self._seconds_of_answer + _GRACE_SECONDS:
                return "cpu"
        return "test cpu" if self._test_is_over() else None

    def _test_is_over(self) -> bool:
        """Whether a cell of the instructor's uses more than a test and the words for its failure may take."""
        used = self._instructor.cpu_seconds()
        if self._before_cell is None:
            self._before_cell = used
        return used - self._before_cell > 2 * self._limits.test_seconds + _GRACE_SECONDS

    def has_run_out_of_memory(self) -> bool:
        """Whether the kernel has killed a process of it for its memory."""
        return self._count_killed() > self._killed

    def _count_killed(self) -> int:
        return self._student.group.killed() if self._student.group is not None else 0

    def close(self) -> None:
        """Charge the pass to the submission."""
        passed = time.monotonic() - self._began
        if passed > WATCH_SECONDS:
            self._measure()
            passed = self._used.cpu_seconds
        # A shorter pass can have used no more than it took.
        self._budget.cpu_seconds += passed

    def _measure(self) -> None:
        self._looked = time.monotonic()
        now = self._student.usage()
        # A process that nobody waited for takes its time with it.
        self._used = Usage(max(now.cpu_seconds, self._used.cpu_seconds), now.memory)
