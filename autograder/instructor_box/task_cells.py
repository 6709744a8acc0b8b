"""The cells of one task, run one after the other: the student's over there, the instructor's here."""

from __future__ import annotations

import functools
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

from autograder.boxes import own_files
from autograder.boxes.cell_run import CellRun
from autograder.boxes.cells import compiled, remember_lines, run
from autograder.boxes.crossing.peer import BoxDied
from autograder.boxes.limits import MAX_MESSAGE, Limits
from autograder.boxes.process.alarm import time_limit
from autograder.boxes.shell import BoxShell
from autograder.checking.result import CheckFailed, CheckResult
from autograder.exercises import DeclarationError
from autograder.exercises.draws import is_drawn
from autograder.instructor_box.endings import ended
from autograder.instructor_box.messages import CellDone, Report
from autograder.instructor_box.names import Names, main_module
from autograder.instructor_box.offered import instructors_classes
from autograder.instructor_box.students_side import BoxLost, StudentsSide
from autograder.instructor_box.together.judging import TogetherTests
from autograder.instructor_box.verdicts import checked, failed, no_points, scored
from autograder.reading.bindings import bound_names, imported_names
from autograder.records import CellResult, PlannedCell, Task


class OutOfTime(BaseException):
    """The test cell ran too long; no `Exception`, so that a test that catches those does not hide it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.reason = "test cpu" if number == signal.SIGPROF else "test wall"


@functools.lru_cache(maxsize=4096)
def names_of(source: str) -> tuple[frozenset[str], frozenset[str]]:
    """Names that a cell of the instructor binds, and those that it imports.

    A warm process works them out for all its forks.
    """
    return bound_names(source), imported_names(source)


class TaskCells:
    """Runs the cells of a task against the student's side.

    Parameters
    ----------
    task : Task
    student : StudentsSide
    shell : BoxShell
        What `get_ipython()` is in the instructor's cells.
    limits : Limits
    """

    def __init__(self, task: Task, student: StudentsSide, shell: BoxShell, limits: Limits) -> None:
        self._task, self._student, self._limits = task, student, limits
        self._ended_by: OutOfTime | None = None
        self._names = Names(task.plan.asked, student, task.plan.looked_up)
        sys.modules.pop("__main__", None)  # so that it stands before all that a cell imports
        sys.modules["__main__"] = main_module(self._names)
        self._names["get_ipython"] = shell.get_ipython  # IPython's own, as in the student's box
        shell.user_ns = self._names
        self._shell = shell
        cells = (cell.test_source for cell in task.plan.cells if not cell.is_test and cell.test_source)
        shared = "\n".join(cells)
        self._shared_classes = self._named_classes(shared)
        self._together = TogetherTests(student, self._names, limits, shared)

    def reports(self) -> Iterator[Report]:
        """Run everything, and report each cell that runs when it is through."""
        plan = self._task.plan
        own_files.lay_out(plan.instructor_files)
        own_files.take_as_own(plan.instructor_files)
        self._student.prepare(plan.student_files, plan.instructor_files)
        for index, cell in enumerate(plan.cells):
            if cell.is_run:
                yield CellDone(index, self._result(index, cell))

    def _result(self, index: int, cell: PlannedCell) -> CellResult:
        if index in self._task.lost:
            return self._lost(cell)
        if cell.together is None:  # such a test has a fork of its own
            self._student.keep_copy()
        self._student.peer.death = None
        result = self._tested(cell) if cell.is_test else self._other_cell(cell)
        result = replace(result, drew_hidden=is_drawn())
        if self._student.peer.death is not None:
            self._names.forget_values()  # what the dead process handed out, the copy never had
        return result

    def _lost(self, cell: PlannedCell) -> CellResult:
        """A cell that ended an earlier pass: the student's side of it is not run; the worker knows why."""
        if not cell.is_test and cell.test_source is not None:
            self._run_instructors(cell.test_source)
        return ended(cell, "test lost", self._limits)

    def _named_classes(self, text: str) -> frozenset[str]:
        """The classes asked for that some of the instructor's lines name."""
        asked = self._task.plan.asked_classes
        return frozenset(name for name in asked if re.search(rf"\b{name}\b", text))

    # -- cells without points

    def _other_cell(self, cell: PlannedCell) -> CellResult:
        """Run a cell that is not graded, on the side or sides that have a source for it."""
        result, ran = CellResult(), None
        is_shared = cell.test_source == cell.student_source
        if cell.student_source is not None:
            result, ran = self._run_students(cell, is_shared)
        known = set(self._names)
        if cell.test_source is not None:
            self._run_instructors(cell.test_source)
        if is_shared:
            self._student.after_shared()
            self._student.peer.mark_state_sent()
            classes = instructors_classes(self._names, self._task.plan.asked)
            self._student.share(classes)
        elif ran is not None:
            self._take_note(cell, ran, known)
        return result

    def _take_note(self, cell: PlannedCell, ran: CellRun, known: set[str]) -> None:
        """What a student's cell bound, deleted, changed, and did not import although it was to."""
        bound, imported = names_of(cell.test_source or "")
        if cell.grade_id is not None and not bound:
            for name in imported - known - set(ran.bound):
                self._names.pop(name, None)
        self._names.student_bound(ran.bound, ran.deleted, bound, cell.solves)
        self._names.student_changed(cell.solves - set(ran.bound) - set(ran.deleted))

    def _run_students(self, cell: PlannedCell, is_shared: bool) -> tuple[CellResult, CellRun | None]:
        try:
            ran = self._student.run(cell.student_source or "", cell.rendered, is_shared)
        except BoxDied as death:
            return ended(cell, death.reason, self._limits), None
        except Exception as problem:  # the box's own machinery was tampered with: it may have raised anything
            return CellResult("error", message=str(problem)[:MAX_MESSAGE]), None
        return CellResult("ok" if ran.is_ok else "error", ran.outputs), ran

    def _run_instructors(self, source: str) -> None:
        """Run a cell of the instructor that is not graded; what fails shows in the tests that need it."""
        try:
            self._value_of(source)
        except BoxDied as death:
            self._student.note_death(death)
        except (Exception, SystemExit, OutOfTime):
            return

    # -- tests

    def _tested(self, cell: PlannedCell) -> CellResult:
        if cell.together is not None:
            return self._together.result(cell, cell.together)
        return self._test(cell, cell.test_source or "")

    def _test(self, cell: PlannedCell, source: str) -> CellResult:
        # A class decides where it is tested: elsewhere, one that equals everything would pass any test.
        trusted = self._shared_classes | self._named_classes(source)
        self._student.surroundings.begin_test(source, self._names)
        self._names.is_testing = True
        try:
            self._student.trust(trusted)
            value = self._value_of(source)
        except BoxDied as death:
            return self._death_in_test(cell, death)
        except OutOfTime as out_of_time:
            # The student's process may still be at work on a question of this test, deaf to the next one.
            raise BoxLost(out_of_time.reason) from out_of_time
        except CheckFailed as problem:
            return checked(cell, problem.result)
        except DeclarationError:  # no student's fault
            raise
        except (Exception, SystemExit) as problem:
            return self._failed(cell, problem)
        finally:
            self._names.is_testing = False
        if isinstance(value, CheckResult):
            return checked(cell, value)
        return scored(cell, value)

    def _failed(self, cell: PlannedCell, problem: BaseException) -> CellResult:
        """The verdict of a failed test; an object of the student in its text is asked how it is written."""
        try:
            with self._test_limit():
                return failed(cell, problem)
        except BoxDied as death:
            return self._death_in_test(cell, death)
        except (Exception, OutOfTime):
            return no_points(cell, "error", "The test failed. What it says of your answer cannot be shown.")

    def _death_in_test(self, cell: PlannedCell, death: BoxDied) -> CellResult:
        self._student.note_death(death)
        return ended(cell, death.reason, self._limits)

    def _test_limit(self) -> AbstractContextManager[None]:
        seconds = self._limits.test_seconds
        return time_limit(seconds, self._limits.wall(seconds), self._end_test)

    def _value_of(self, source: str) -> Any:
        """Run one of the instructor's cells under the test's time limit; returns its last value.

        That the student's process ended, or that the time did, is not a test's to catch.
        """
        body, last = compiled(source)
        remember_lines(source)
        self._ended_by = self._shell.problem = None
        try:
            with self._test_limit():
                run(body, self._names)
                value = run(last, self._names) if last is not None else None
        finally:
            self._raise_what_ended_it()
        if (
            self._shell.problem is not None
        ):  # a magic, `%%capture` for example, that shows what its cell raises
            raise self._shell.problem
        return value

    def _raise_what_ended_it(self) -> None:
        if self._student.peer.death is not None:
            raise self._student.peer.death
        if self._ended_by is not None:
            raise self._ended_by

    def _end_test(self, number: int, _: object) -> None:
        self._ended_by = OutOfTime(number)
        raise self._ended_by
