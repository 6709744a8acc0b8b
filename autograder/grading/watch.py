"""The limits that hold from outside, whatever the code of a submission does with signals and alarms."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from autograder.boxes.limits import Limits
from autograder.grading.usage import Usage
from autograder.grading.warm_process import WarmProcess

# How often a submission is looked at.
WATCH_SECONDS = 0.25
# What a cell may use beyond its limit, which the kernel holds inside the box.
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
    """Looks at the student's processes during one pass.

    Parameters
    ----------
    student : WarmProcess
    limits : Limits
    budget : Budget
    """

    def __init__(self, student: WarmProcess, limits: Limits, budget: Budget) -> None:
        self._student, self._limits, self._budget = student, limits, budget
        self._began = self._looked = time.monotonic()
        self._used = Usage(0.0, 0)
        self._before_answer: float | None = None
        self._killed = self._count_killed()

    def waiting(self) -> None:
        """From now on, what is used is used for an answer."""
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
        if self._used.memory > limits.memory + self._student.warm_bytes or self.has_run_out_of_memory():
            return "memory"
        if self._budget.cpu_seconds + self._used.cpu_seconds > limits.submission_seconds:
            return "submission cpu"
        if time.monotonic() - self._budget.started > limits.wall(limits.submission_seconds):
            return "submission wall"
        if self._before_answer is not None:
            used = self._used.cpu_seconds - self._before_answer
            if used > limits.cell_seconds + _GRACE_SECONDS:
                return "cpu"
        return None

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
