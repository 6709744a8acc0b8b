"""Many pieces of work over several threads, each with a warm worker of its own; results in any order."""

from __future__ import annotations

import contextlib
import math
import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from autograder.classroom.pool.contract import Due, Outcome, Prepared, StartFailed, prepared_of
from autograder.grading.one_submission import Grader, grade_submission
from autograder.grading.warm_process import WorkerFailed
from autograder.reading.assignment import Assignment
from autograder.reading.course import SetupError

Item = TypeVar("Item")
Tool = TypeVar("Tool")
Result = TypeVar("Result")

_POLL_SECONDS = 0.2
_RESULTS_PER_JOB = 4
# Where so few submissions are due for each worker, the others may be through before one more has started;
# only if they take long it joins, after so many seconds.
_WORTH_A_WORKER, _HEAD_START = 8, 3.0


@dataclass(frozen=True)
class LocalPool:
    """Processes of this machine.

    Parameters
    ----------
    start : callable
        (modules that the assignment imports) -> the context manager of a `Worker`.
    jobs : int
        How many submissions are graded at the same time.
    setting : str
        As `Pool` says.
    """

    start: Callable[[frozenset[str]], AbstractContextManager[Grader]]
    jobs: int = 1
    setting: str = ""

    def grade(
        self,
        assignment: Assignment,
        students: Iterable[str],
        prepare: Callable[[str], Prepared],
        *,
        alone: bool = False,
    ) -> Iterator[tuple[str, Outcome]]:
        """Prepare and grade everybody, as `Pool` says.

        What is due is counted first, up to where all workers are worth their start; it is prepared again when
        its turn comes, so that few submissions are held at a time.
        """

        def work(student: str, tool: WarmTool[Grader]) -> Outcome:
            prepared = prepare(student)
            if not isinstance(prepared, Due):
                return prepared
            return grade_submission(assignment, prepared.submission, tool.get(), prepared.notebooks)

        jobs = 1 if alone else self.jobs
        waiting, due = iter(students), list[str]()
        for student in waiting:
            prepared = prepared_of(prepare, student)
            if not isinstance(prepared, Due):
                yield student, prepared
                continue
            due.append(student)
            if len(due) > _WORTH_A_WORKER * (jobs - 1):
                break
        yield from run_pool(
            [*due, *waiting],
            work,
            partial(self.start, assignment.modules),
            jobs,
            (WorkerFailed, StartFailed),
            at_once=math.ceil(len(due) / _WORTH_A_WORKER),
        )


class WarmTool(Generic[Tool]):
    """A worker that is started when it is first needed, and again after it broke.

    Parameters
    ----------
    start : callable
        Makes the context manager that is the worker.
    """

    def __init__(self, start: Callable[[], AbstractContextManager[Tool]]) -> None:
        self._start = start
        self._stack = contextlib.ExitStack()
        self._tool: Tool | None = None

    def get(self) -> Tool:
        """The running worker.

        Raises
        ------
        SetupError
            If it says itself why it does not start.
        StartFailed
            If it does not start for any other reason.
        """
        if self._tool is None:
            try:
                self._tool = self._stack.enter_context(self._start())
            except SetupError:
                raise
            except Exception as error:
                raise StartFailed(f"a worker cannot be started: {error}") from error
        return self._tool

    def discard(self) -> None:
        """End it; the next `get` starts a new one."""
        self._tool = None
        self._stack.close()


def run_pool(
    items: Iterable[Item],
    work: Callable[[Item, WarmTool[Tool]], Result],
    start: Callable[[], AbstractContextManager[Tool]],
    jobs: int,
    retry_on: tuple[type[Exception], ...] = (),
    at_once: int | None = None,
) -> Iterator[tuple[Item, Result | Exception]]:
    """Do some work on every item.

    Parameters
    ----------
    items : iterable
    work : callable
        (item, warm worker) -> result. An exception becomes the item's result and ends the worker.
    start : callable
        Makes a worker (a context manager); called in the thread that uses it.
    jobs : int
        Threads.
    retry_on : tuple of exception types
        Faults of a worker, not of an item: the item is tried once more, with a new worker.
    at_once : int or None
        Threads that begin at once, all by default; the others do some seconds later, if anything is left.

    Yields
    ------
    (item, result or exception)
        As they come. Few results wait at a time, so a slow reader slows the work and not the memory. When the
        reader stops, no new item is begun.
    """
    waiting: queue.SimpleQueue[Item] = queue.SimpleQueue()
    count = 0
    for item in items:
        waiting.put(item)
        count += 1
    done: queue.Queue[tuple[Item, Result | Exception]] = queue.Queue(maxsize=_RESULTS_PER_JOB * jobs)
    stopped = threading.Event()

    def serve(number: int) -> None:
        tool = WarmTool(start)
        try:
            if at_once is not None and number >= at_once:
                stopped.wait(_HEAD_START)
            while not stopped.is_set():
                item = waiting.get_nowait()
                outcome = _tried(item, work, tool)
                if isinstance(outcome, retry_on):
                    outcome = _tried(item, work, tool)
                _put(done, (item, outcome), stopped)
        except queue.Empty:
            return
        finally:
            tool.discard()

    # Daemons: after Ctrl-C nobody waits for a submission that is still running; its boxes end with us.
    numbers = range(min(jobs, count))
    threads = [threading.Thread(target=serve, args=(number,), daemon=True) for number in numbers]
    for thread in threads:
        thread.start()
    try:
        for _ in range(count):
            yield done.get()
        stopped.set()
        for thread in threads:
            thread.join()
    finally:
        stopped.set()


def _tried(
    item: Item, work: Callable[[Item, WarmTool[Tool]], Result], tool: WarmTool[Tool]
) -> Result | Exception:
    try:
        return work(item, tool)
    except Exception as error:  # one item's trouble must not end the others
        tool.discard()
        return error


def _put(done: queue.Queue[Any], outcome: object, stopped: threading.Event) -> None:
    while not stopped.is_set():
        with contextlib.suppress(queue.Full):
            done.put(outcome, timeout=_POLL_SECONDS)
            return
