"""The box that runs the instructor's cells against stand-ins and decides.

It never runs a line that a student wrote. What the student's box says is data: a wrong answer at worst.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable

from autograder.boxes.cells import FIRST_CELL, compiled
from autograder.boxes.crossing.channel import Channel
from autograder.boxes.limits import MAX_FAULT, Limits
from autograder.boxes.process.warm import import_warm
from autograder.boxes.shell import BoxShell, make_shell
from autograder.boxes.together.machinery import pristine
from autograder.checking import check as checking
from autograder.exercises import DeclarationError
from autograder.exercises.draws import begin_submission
from autograder.exercises.exercise import known_exercises
from autograder.instructor_box import messages
from autograder.instructor_box.messages import Again, Broken, Done, Report, Unusable
from autograder.instructor_box.students_side import BoxLost, StartAgain, StudentsSide
from autograder.instructor_box.surroundings import places_replaced, usual_builtins
from autograder.instructor_box.task_cells import TaskCells, names_of
from autograder.instructor_box.together.judging import prepared
from autograder.records import Task, Together


def warm_up(modules: Iterable[str] = ()) -> BoxShell:
    """Import what tests import; returns the shell that magics in the instructor's cells use."""
    import_warm(modules)
    compiled(FIRST_CELL)
    pristine()
    messages.prepare()
    usual_builtins()
    names_of("")  # what stands for a cell that the instructor left to the student
    return make_shell()


def prepare(source: str, *together: str) -> None:
    """Compile a cell of the instructor, read what it names, and compute what the checks in it need.

    Parameters
    ----------
    source : str
    *together : str
        Of a test that runs in the student's box, what its `Together` is made of: the prelude, the canaries.

    Raises
    ------
    SyntaxError, ValueError
        If the cell is no Python.
    """
    body, last = compiled(source)
    if together:
        prelude, *canaries = together
        prepared(source, Together(prelude, frozenset(canaries)))
    names_of(source)
    places_replaced(source)
    named = {name for code in (body, last) if code for name in (*code.co_names, *code.co_consts)}
    if "check" in named:  # the exercises take a while to import, which another course need not wait for
        with contextlib.suppress(DeclarationError):  # the check itself will meet it, where it is reported
            checking.preload(named & known_exercises().keys())


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
            begin_submission(has_hidden_cases=task.plan.has_hidden_cases)
            students_side = StudentsSide(self._student, task, self._limits, self._send)
            for report in TaskCells(task, students_side, self._shell, self._limits).reports():
                self._send(report)
                self._worker.receive()
        except StartAgain:
            self._send(Again())
        except BoxLost as lost:
            self._send(Unusable(lost.reason))
        except DeclarationError as problem:
            self._send(Broken(str(problem)[:MAX_FAULT], is_declaration=True))
        except Exception as problem:  # the grader's own fault: reported to the instructor, never hidden
            self._send(Broken(f"{type(problem).__name__}: {problem}"[:MAX_FAULT]))
        else:
            self._send(Done())

    def _send(self, report: Report) -> None:
        self._worker.send(messages.encode(report))
