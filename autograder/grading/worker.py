"""One submission through the two boxes: a plan in, the result of every cell out."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from autograder.boxes.crossing.channel import Channel, ChannelClosed, ChannelTimeout, channel_pair
from autograder.boxes.limits import TAKEOVER_SECONDS, Limits
from autograder.grading import hidden_inputs
from autograder.grading import sandbox as walls
from autograder.grading.missing_names import with_causes
from autograder.grading.warm_process import BOXES, START_SECONDS, WarmProcess, WorkerFailed
from autograder.instructor_box import messages
from autograder.instructor_box.messages import Again, Broken, CellBegan, CellDone, Done
from autograder.records import CellResult, Plan, PlannedCell, Task, ran_cells

# How often the memory of a silent submission is looked at.
_WATCH_SECONDS = 0.25
# What a report may take beyond all that a cell may take before its box counts as lost.
_GRACE_SECONDS = 5.0
# What the warm process itself uses, and no submission is charged for.
_WARM_BYTES = 512 * 2**20


@dataclass(frozen=True)
class Finished:
    """A pass that came to its end."""

    results: dict[int, CellResult]


@dataclass(frozen=True)
class LostAt:
    """A pass in which the cell with this index took the instructor's box down."""

    index: int
    results: dict[int, CellResult]


class Worker:
    """A warm pair of processes that grades one submission at a time (used by one thread).

    Parameters
    ----------
    sandbox : {"bwrap", "none"}
    limits : Limits, optional
    modules : iterable of str, optional
        What the assignment's cells import: imported once instead of for every submission.

    Raises
    ------
    SandboxUnavailable
        If the sandbox does not work on this machine.
    WorkerFailed
        If a process does not start.
    """

    def __init__(
        self, sandbox: str = "bwrap", limits: Limits | None = None, modules: Iterable[str] = ()
    ) -> None:
        walls.require(sandbox)
        self.limits = limits or Limits()
        self.sandbox = sandbox
        self.processes: list[WarmProcess] = []
        try:
            for box in BOXES:
                self.processes.append(WarmProcess(box, sandbox, self.limits, modules))
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
        """The walls around a submission, for example "bwrap + namespaces + seccomp"."""
        layers = self.processes[0].layers
        return " + ".join([self.sandbox, *(name for name in ("namespaces", "seccomp") if layers[name])])

    def grade(self, plan: Plan) -> list[CellResult]:
        """Run a plan; one result for each of its cells, whatever the submission does.

        Raises
        ------
        WorkerFailed
            If the grader itself fails; never for anything that a submission does.
        """
        started = time.monotonic()
        cells = ran_cells(plan, self._run(hidden_inputs.for_the_verdict(plan), started))
        visible = hidden_inputs.visible_lines(plan, cells)
        if visible is not None:
            cells = hidden_inputs.messages_of_visible_lines(cells, self._run(visible, started))
        if hidden_inputs.needs_second_run(cells):
            cells = hidden_inputs.shown_from(cells, self._run(hidden_inputs.without_tests(plan), started))
        else:
            cells = hidden_inputs.silent_behind_tests(cells)
        return [cell.result for cell in with_causes(cells, plan.asked)]

    def _run(self, plan: Plan, started: float) -> list[CellResult]:
        """Run the cells of a plan in both boxes.

        The first pass keeps nothing to go back to. If the student's process dies in it, everything runs once
        more with a copy kept before every cell, so that the crash costs what it should and no more. A test
        that takes the instructor's box down is given 0 and left out of the next pass.
        """
        is_quick, lost = True, frozenset[int]()
        while True:
            seconds = self.limits.submission_seconds - (time.monotonic() - started)
            match self._pass(Task(plan, is_quick, lost, max(seconds, 0.0))):
                case LostAt(index) if index not in lost:
                    lost |= {index}
                case Again():
                    pass
                case Finished(results=results) | LostAt(results=results):
                    return [_result(cell, results.get(index)) for index, cell in enumerate(plan.cells)]
            is_quick = False

    def _pass(self, task: Task) -> Finished | Again | LostAt:
        """Have a fresh pair of boxes run a task."""
        student_side, instructor_side = channel_pair()
        ours, theirs = channel_pair()
        student, instructor = self.processes
        for_students = {cell.student_source for cell in task.plan.cells}
        for_tests = [cell.test_source for cell in task.plan.cells if cell.test_source is not None]
        student.compile(source for source in for_tests if source in for_students)
        instructor.compile(for_tests)
        student.fork(student_side)
        instructor.fork(instructor_side, theirs)
        for end in (student_side, instructor_side, theirs):
            end.close()
        channel = Channel(ours)
        try:
            channel.send(messages.encode(task), timeout=START_SECONDS)
            return self._collect(channel)
        finally:
            channel.close()
            student.end()
            instructor.end()

    def _collect(self, channel: Channel) -> Finished | Again | LostAt:
        """Take the reports of a pass until it ends, in whatever way."""
        results: dict[int, CellResult] = {}
        running = 0
        silent_since = time.monotonic()
        patience = self.limits.test_seconds + 2 * self.limits.cell_seconds + _GRACE_SECONDS + TAKEOVER_SECONDS
        while True:
            try:
                report = messages.decode(channel.receive(_WATCH_SECONDS))
            except ChannelTimeout:
                self._watch_memory()
                if time.monotonic() - silent_since > patience:
                    return LostAt(running, results)
                continue
            except ChannelClosed:
                return LostAt(running, results)
            silent_since = time.monotonic()
            match report:
                case CellBegan(index):
                    running = index
                case CellDone(index, result):
                    results[index] = result
                case Again():
                    return report
                case Done():
                    return Finished(results)
                case Broken(text):
                    raise WorkerFailed(f"The instructor's box failed at cell {running + 1}: {text}")
                case Task():
                    raise WorkerFailed("The instructor's box sent a task, which only the worker does.")

    def _watch_memory(self) -> None:
        """End a submission whose processes use more than their share together."""
        student = self.processes[0]
        used = student.memory()
        if sum(used.values()) > self.limits.memory + _WARM_BYTES:
            with contextlib.suppress(ProcessLookupError):
                os.kill(max(used, key=lambda pid: used[pid]), signal.SIGKILL)


def _storable(item: Any) -> Any:
    """Text as files and databases take it: no half characters, no null."""
    if isinstance(item, str):
        return item.encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")
    if isinstance(item, list):
        return [_storable(each) for each in item]
    if isinstance(item, dict):
        return {_storable(key): _storable(each) for key, each in item.items()}
    return item


def _result(cell: PlannedCell, result: CellResult | None) -> CellResult:
    if result is None:
        return CellResult("not run", score=0.0 if cell.is_test else None, message="This did not run.")
    return replace(
        result,
        outputs=_storable(result.outputs),
        message=_storable(result.message),
        mistakes=_storable(result.mistakes),
    )
