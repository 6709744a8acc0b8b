"""One submission through the two boxes: a plan in, the result of every cell out."""

from __future__ import annotations

import contextlib
import socket
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from autograder.boxes.crossing.channel import Channel, ChannelClosed, ChannelTimeout, channel_pair
from autograder.boxes.limits import TAKEOVER_SECONDS, Limits
from autograder.grading import hidden_inputs
from autograder.grading import sandbox as walls
from autograder.grading.cgroup import parent_group
from autograder.grading.leftovers import remove_leftovers
from autograder.grading.missing_names import with_causes
from autograder.grading.named_limits import with_limits_named
from autograder.grading.ran_cells import ran_cells, storable
from autograder.grading.settings.course_python import name_missing
from autograder.grading.warm_process import BOXES, START_SECONDS, WarmProcess, WorkerFailed
from autograder.grading.watch import WATCH_SECONDS, Budget, Watch
from autograder.instructor_box import messages
from autograder.instructor_box.endings import ended
from autograder.instructor_box.messages import (
    Again,
    Answered,
    Broken,
    CellDone,
    Done,
    GoOn,
    Unusable,
    Waiting,
)
from autograder.reading.course import SetupError
from autograder.records import CellResult, Plan, PlannedCell, Task

# What a report may take beyond all that a cell may take before its box counts as lost.
_GRACE_SECONDS = 5.0
_FINE = frozenset({"ok", "error"})


@dataclass(frozen=True)
class Finished:
    """A pass that came to its end."""

    results: dict[int, CellResult]


@dataclass(frozen=True)
class LostAt:
    """A pass that the cell with this index ended; the reason is one of `endings`."""

    index: int
    reason: str
    results: dict[int, CellResult]


@dataclass(frozen=True)
class OverBudget:
    """A pass that the limits of the whole submission ended."""

    reason: str
    results: dict[int, CellResult]


Outcome = Finished | Again | LostAt | OverBudget


class Worker:
    """A warm pair of processes that grades one submission at a time (used by one thread).

    Parameters
    ----------
    sandbox : {"bwrap", "none"}
    limits : Limits, optional
    modules : iterable of str, optional
        What the assignment's cells import: imported once.
    secret : bytes, optional
        The course's, from which the instructor's box draws the hidden cases. The student's never gets it.
    python, has_network : optional
        In whose environment both boxes run; whether the student's reaches the network.

    Raises
    ------
    SandboxUnavailable
        If the sandbox does not work on this machine.
    WorkerFailed
        If a process does not start.
    """

    def __init__(
        self,
        sandbox: str = "bwrap",
        limits: Limits | None = None,
        modules: Iterable[str] = (),
        secret: bytes = b"",
        python: str = sys.executable,
        has_network: bool = False,
    ) -> None:
        walls.require(sandbox)
        remove_leftovers(groups=parent_group())
        self.limits = limits or Limits()
        self.sandbox, self._has_network = sandbox, has_network
        modules = frozenset(modules)
        self.processes: list[WarmProcess] = []
        try:
            for box in BOXES:
                known = secret if box == "instructor" else b""
                place = python, has_network and box == "student"
                self.processes.append(WarmProcess(box, sandbox, self.limits, modules, known, *place))
            name_missing(python, modules)
            for process in self.processes:  # both import at the same time
                process.await_start()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End both processes."""
        for process in self.processes:
            process.close()

    @property
    def isolation(self) -> str:
        """The walls around a submission, for example "bwrap + namespaces + network + seccomp + ..."."""
        student = self.processes[0]
        walls_of_bwrap = {**student.layers, "network": self.sandbox == "bwrap" and not self._has_network}
        names = [name for name in ("namespaces", "network", "seccomp") if walls_of_bwrap[name]]
        names += [walls.COVERED_ANSWERS] * student.layers["namespaces"]
        return " + ".join([self.sandbox, *names, walls.memory_wall(student.group is not None)])

    def grade(self, plan: Plan) -> list[CellResult]:
        """Run a plan; one result for each of its cells, whatever the submission does.

        Raises
        ------
        SetupError
            If an exercise's declaration raises.
        WorkerFailed
            If the grader itself fails. Neither for anything that a submission does.
        """
        budget = Budget()
        cells = ran_cells(plan, self._run(hidden_inputs.for_the_verdict(plan), budget))
        visible = hidden_inputs.visible_lines(plan, cells)
        if visible is not None:
            cells = hidden_inputs.messages_of_visible_lines(cells, self._run(visible, budget))
        if hidden_inputs.needs_second_run(cells):
            cells = hidden_inputs.shown_from(cells, self._run(hidden_inputs.without_tests(plan), budget))
        else:
            cells = hidden_inputs.silent_behind_tests(cells)
        causes = with_causes(cells, plan.asked)
        return with_limits_named([cell.result for cell in causes], self.limits)

    def _run(self, plan: Plan, budget: Budget) -> list[CellResult]:
        """Run the cells of a plan in both boxes.

        The first pass keeps nothing to go back to. If the student's process dies in it, everything runs once
        more with a copy kept before every cell, so that the crash costs what it should and no more. A cell
        that ends a whole pass costs itself, and is left out of the next one.
        """
        is_quick, lost = True, dict[int, str]()
        while True:
            match self._pass(Task(plan, is_quick, frozenset(lost)), budget):
                case LostAt(index, reason) if index not in lost:
                    lost[index] = reason
                case Again():
                    pass
                case Finished(results) | LostAt(results=results):
                    return self._results(plan, results, lost)
                case OverBudget(reason, results):
                    return self._results(plan, results, lost, reason)
            is_quick = False

    def _results(
        self, plan: Plan, results: dict[int, CellResult], lost: dict[int, str], left: str = "test lost"
    ) -> list[CellResult]:
        """What became of every cell, also of those that ended a pass and of those that are left."""
        return [
            CellResult()
            if not cell.is_run
            else ended(cell, lost[index], self.limits)
            if index in lost
            else storable(results[index])
            if index in results
            else ended(cell, left, self.limits)
            for index, cell in enumerate(plan.cells)
        ]

    def _pass(self, task: Task, budget: Budget) -> Outcome:
        """Have a fresh pair of boxes run a task."""
        student, instructor = self.processes
        for_students = {cell.student_source for cell in task.plan.cells}
        tests = [cell for cell in task.plan.cells if cell.test_source is not None]
        student.compile((cell.test_source,) for cell in tests if cell.test_source in for_students)
        instructor.compile(map(_to_prepare, tests))
        student.limit_memory(copies=0 if task.is_quick else len(task.plan.cells))
        with contextlib.closing(Channel(self._start_boxes())) as channel:
            watch = Watch(student, instructor, self.limits, budget)
            try:
                _hand_over(task, channel)
                outcome = self._collect(channel, watch, task.plan)
            finally:
                watch.close()
                student.end()
                instructor.end()
        if not isinstance(outcome, Finished) or any(
            result.status not in _FINE for result in outcome.results.values()
        ):
            # It counts only if nobody but the submission itself had a hand in it.
            student.confirm_end()
            instructor.confirm_end()
        return outcome

    def _start_boxes(self) -> socket.socket:
        """Have both warm processes fork a box; returns our end of the line to the instructor's."""
        student, instructor = self.processes
        student_side, instructor_side = channel_pair()
        ours, theirs = channel_pair()
        try:
            with student_side, instructor_side, theirs:
                student.fork(student_side)
                instructor.fork(instructor_side, theirs)
        except BaseException:
            ours.close()
            raise
        return ours

    def _collect(self, channel: Channel, watch: Watch, plan: Plan) -> Outcome:
        """Take the reports of a pass until it ends, in whatever way."""
        results: dict[int, CellResult] = {}
        due = (index for index, cell in enumerate(plan.cells) if cell.is_run)
        running = next(due, 0)
        silent_since = time.monotonic()
        limits = self.limits
        patience = limits.wall(limits.test_seconds) + 2 * limits.wall(limits.cell_seconds)
        patience += _GRACE_SECONDS + TAKEOVER_SECONDS
        while True:
            limit = watch.limit_met()
            if limit is not None and limit.startswith("submission"):
                return OverBudget(limit, results)
            # On a busy machine the answer may be there, unread.
            if limit is not None and not (limit == "cpu" and channel.is_ready(0)):
                return LostAt(running, limit, results)
            try:
                report = messages.decode(channel.receive(WATCH_SECONDS))
            except ChannelTimeout:
                if time.monotonic() - silent_since > patience:
                    return LostAt(running, "test wall", results)
                continue
            except ChannelClosed:
                return LostAt(running, "test killed", results)
            silent_since = time.monotonic()
            match report:
                case CellDone(index) if watch.has_run_out_of_memory():
                    return LostAt(index, "memory", results)
                case CellDone(index, result):
                    results[index] = result
                    running = next(due, len(plan.cells))
                    watch.cell_began()
                    with contextlib.suppress(ChannelClosed):  # the next look finds that it is gone
                        channel.send(messages.encode(GoOn()))
                case Waiting(cpu_seconds):
                    watch.waiting(cpu_seconds)
                case Answered():
                    watch.answered()
                case Unusable(reason):
                    return LostAt(running, "memory" if watch.has_run_out_of_memory() else reason, results)
                case Again():
                    return LostAt(running, "memory", results) if watch.has_run_out_of_memory() else report
                case Done():
                    return Finished(results)
                case Broken(text, is_declaration=True):
                    raise SetupError(text)
                case Broken(text):
                    raise WorkerFailed(f"The instructor's box failed at cell {running + 1}: {text}")
                case Task() | GoOn():
                    raise WorkerFailed("The instructor's box sent what only the worker says.")


def _hand_over(task: Task, channel: Channel) -> None:
    try:
        channel.send(messages.encode(task), timeout=START_SECONDS)
    except (ChannelClosed, ChannelTimeout) as gone:
        raise WorkerFailed("The instructor's box did not take its task.") from gone


def _to_prepare(cell: PlannedCell) -> tuple[Any, ...]:
    """What the instructor's box wants to know of a cell in advance."""
    way = () if cell.together is None else (cell.together.prelude, *sorted(cell.together.canaries))
    return cell.test_source, *way
