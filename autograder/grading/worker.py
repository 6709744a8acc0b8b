"""One submission through the two boxes: a plan in, the result of every cell out."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import signal
import time
from collections.abc import Iterable
from typing import Any

from autograder.boxes.crossing import wire
from autograder.boxes.crossing.channel import Channel, ChannelClosed, ChannelTimeout, channel_pair
from autograder.boxes.process.limits import TAKEOVER_SECONDS, Limits
from autograder.grading import hidden_inputs
from autograder.grading import sandbox as walls
from autograder.grading.missing_names import with_causes
from autograder.grading.warm_process import START_SECONDS, WarmProcess, WorkerFailed
from autograder.records import CellResult, Plan

_WATCH_SECONDS = 0.25
_GRACE_SECONDS = 5.0
_WARM_BYTES = 512 * 2**20


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
        self._processes: list[WarmProcess] = []
        try:
            for role in ("student", "test"):
                self._processes.append(WarmProcess(role, sandbox, self.limits, modules))
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End both processes."""
        for process in self._processes:
            process.close()

    @property
    def isolation(self) -> str:
        """The walls around a submission, for example "bwrap + namespaces + seccomp"."""
        layers = self._processes[0].layers
        return " + ".join([self.sandbox, *(name for name in ("namespaces", "seccomp") if layers[name])])

    def grade(self, plan: Plan) -> list[CellResult]:
        """Run a plan; one result for each of its cells, whatever the submission does.

        Raises
        ------
        WorkerFailed
            If the grader itself fails; never for anything that a submission does.
        """
        started = time.monotonic()
        results = self._run(hidden_inputs.for_the_verdict(plan), started)
        visible = hidden_inputs.visible_lines(plan, results)
        if visible is not None:
            results = hidden_inputs.said_of_visible_lines(plan, results, self._run(visible, started))
        if hidden_inputs.needs_second_run(plan, results):
            results = hidden_inputs.joined(
                plan, results, self._run(hidden_inputs.without_tests(plan), started)
            )
        else:
            results = hidden_inputs.silent_behind_tests(plan, results)
        return with_causes(plan, results)

    def _run(self, plan: Plan, started: float) -> list[CellResult]:
        """Run the cells of a plan in both boxes.

        The first pass keeps nothing to go back to. If the student's process dies in it, everything runs once
        more with a copy kept before every cell, so that the crash costs what it should and no more. A test
        that takes the test box down is given 0 and left out of the next pass.
        """
        quick = True
        failed: dict[int, dict] = {}
        while True:
            seconds = self.limits.submission_seconds - (time.monotonic() - started)
            results, lost = self._pass(plan, quick, failed, max(seconds, 0.0))
            if lost is None:
                return [_result(plan, index, results.get(index)) for index in range(len(plan.cells))]
            if lost in failed:
                return [_result(plan, index, results.get(index)) for index in range(len(plan.cells))]
            if lost >= 0:
                failed[lost] = _failed_test(plan, lost)
            quick = False

    def _pass(
        self, plan: Plan, quick: bool, failed: dict, seconds: float
    ) -> tuple[dict[int, dict], int | None]:
        """One attempt: results so far, and what was lost.

        None if nothing was; -1 if it must run again with care; else the index of the cell that took the
        test box down.
        """
        student_side, test_side = channel_pair()
        ours, theirs = channel_pair()
        student, test = self._processes
        shared = {cell.student_source for cell in plan.cells} & {cell.test_source for cell in plan.cells}
        student.compile(source for source in shared if source is not None)
        test.compile(cell.test_source for cell in plan.cells if cell.test_source is not None)
        student.fork(student_side)
        test.fork(test_side, theirs)
        for end in (student_side, test_side, theirs):
            end.close()
        channel = Channel(ours)
        try:
            channel.send(
                wire.encode(_message(plan, quick, failed, seconds), wire.nothing_else), timeout=START_SECONDS
            )
            return self._collect(channel, len(plan.cells), seconds)
        finally:
            channel.close()
            student.end()
            test.end()

    def _collect(self, channel: Channel, count: int, seconds: float) -> tuple[dict[int, dict], int | None]:
        results: dict[int, dict] = {}
        at = 0
        silent_until = time.monotonic()
        patience = self.limits.test_seconds + 2 * self.limits.cell_seconds + _GRACE_SECONDS + TAKEOVER_SECONDS
        while True:
            try:
                message = wire.decode(channel.receive(_WATCH_SECONDS), wire.nothing_else)
            except ChannelTimeout:
                self._watch_memory()
                if time.monotonic() - silent_until > patience:
                    return results, at
                continue
            except ChannelClosed:
                return results, at
            silent_until = time.monotonic()
            if message[0] == "begin":
                at = message[1]
            elif message[0] == "cell":
                results[message[1]] = message[2]
            elif message[0] == "again":
                return results, -1
            elif message[0] == "broken":
                raise WorkerFailed(f"The test box failed at cell {at + 1}: {message[1]}")
            else:
                return results, None

    def _watch_memory(self) -> None:
        """End a submission whose processes use more than their share together."""
        student = self._processes[0]
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


def _message(plan: Plan, quick: bool, failed: dict, seconds: float) -> dict:
    return {
        "cells": [dataclasses.asdict(cell) for cell in plan.cells],
        "asked": sorted(plan.asked),
        "asked_classes": sorted(plan.asked_classes),
        "modules": sorted(plan.modules),
        "student_files": plan.student_files,
        "instructor_files": plan.instructor_files,
        "quick": quick,
        "failed": failed,
        "seconds": seconds,
    }


def _failed_test(plan: Plan, index: int) -> dict:
    score = 0.0 if plan.cells[index].is_test else None
    message = "The test did not come to an end with your code, so it could not be graded."
    return {"status": "timeout", "outputs": [], "score": score, "message": message, "mistakes": []}


def _result(plan: Plan, index: int, found: dict | None) -> CellResult:
    if found is not None:
        return CellResult(**_storable(found))
    score = 0.0 if plan.cells[index].is_test else None
    return CellResult(status="not run", score=score, message="This did not run.")
