"""The box that runs the instructor's cells against stand-ins and decides.

It never runs a line that a student wrote. What the student's box says is data: a wrong answer at worst.
"""

from __future__ import annotations

from collections.abc import Iterable

from autograder.boxes.cells import FIRST_CELL, compiled
from autograder.boxes.course_answers import refusals
from autograder.boxes.crossing.channel import Channel
from autograder.boxes.limits import MAX_FAULT, Limits
from autograder.boxes.process.warm import import_warm
from autograder.boxes.shell import BoxShell, make_shell
from autograder.checking import check as checking
from autograder.instructor_box import messages
from autograder.instructor_box.messages import Again, Broken, Done, Report, Unusable
from autograder.instructor_box.students_side import BoxLost, StartAgain, StudentsSide
from autograder.instructor_box.task_cells import TaskCells
from autograder.records import Task


def warm_up(modules: Iterable[str] = ()) -> BoxShell:
    """Import what tests import; returns the shell that magics in the instructor's cells use."""
    import_warm(modules)
    import matplotlib.pyplot as plt

    plt.show = lambda *arguments, **keywords: None
    checking.preload()
    refusals()
    compiled(FIRST_CELL)
    return make_shell()


class InstructorBox:
    """Grades one notebook of one submission.

    Parameters
    ----------
    student, worker : Channel
        To the student's box, and to the worker that wants the results.
    shell : BoxShell
        What `get_ipython()` is in the instructor's cells.
    limits : Limits
    """

    def __init__(self, student: Channel, worker: Channel, shell: BoxShell, limits: Limits) -> None:
        self._student, self._worker, self._shell, self._limits = student, worker, shell, limits

    def run(self) -> None:
        """Take the task, run its cells, report each result as soon as it is known."""
        data = self._worker.receive()
        try:
            task = messages.decode(data)
            if not isinstance(task, Task):
                raise TypeError(f"run: the first message must be a Task; got {type(task).__name__}.")
            students_side = StudentsSide(self._student, task, self._limits, self._send)
            for report in TaskCells(task, students_side, self._shell, self._limits).reports():
                self._send(report)
        except StartAgain:
            self._send(Again())
        except BoxLost as lost:
            self._send(Unusable(lost.reason))
        except Exception as problem:  # the grader's own fault: reported to the instructor, never hidden
            self._send(Broken(f"{type(problem).__name__}: {problem}"[:MAX_FAULT]))
        else:
            self._send(Done())

    def _send(self, report: Report) -> None:
        self._worker.send(messages.encode(report))
