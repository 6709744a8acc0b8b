"""The workers of a running Dask cluster as a pool: nothing is shared with them but messages."""

from __future__ import annotations

import contextlib
import logging
import pickle
import queue
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.boxes.limits import Limits
from autograder.classroom.pool.contract import Due, Outcome, Prepared, prepared_of
from autograder.classroom.pool.on_worker import Release, Terms, as_it_is, grade_parcel
from autograder.classroom.pool.versions import deciding_versions
from autograder.grading.warm_process import WorkerFailed
from autograder.reading.assignment import Assignment
from autograder.reading.course import SetupError

_CONNECT_SECONDS = 15.0
_POLL_SECONDS = 0.5
_NO_WORKER_SECONDS = 300.0  # a cluster that grows on demand takes minutes
_AHEAD = 2  # submissions that are sent for each thread of the cluster
_GOES_ON = "What was graded is stored; the same command goes on, also without --scheduler."
# A worker's address, its refusal or "", a pickled `GradedSubmission`; None: it did not arrive.
_Record = tuple[str, str, bytes] | None


@dataclass
class _Flight:
    """A submission on its way; `allowed` are the only workers that may take it, None if all may."""

    student: str
    parcel: bytes
    future: Any
    allowed: frozenset[str] | None


@contextlib.contextmanager
def cluster_pool(
    address: str, limits: Limits, secret: bytes, say: Callable[[str], None]
) -> Iterator[ClusterPool]:
    """Connect to a cluster.

    Parameters
    ----------
    address : str
        Of the scheduler, such as "tcp://10.0.0.5:8786", or the path of its `--scheduler-file`.
    limits : Limits
        What a submission may take on a worker.
    secret : bytes
        The course's; it travels to the workers.
    say : callable
        Told one sentence when a worker is not used, or when none is there.

    Raises
    ------
    SetupError
        If Dask is not installed, or no scheduler answers.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise SetupError(
            "--scheduler: needs the package `distributed`; it is not installed. "
            "Run: pip install 'distributed' (or the course with its extra `cluster`)."
        ) from error
    # What it would print of a lost connection, with tracebacks, is said in one sentence here.
    for name in logging.root.manager.loggerDict:
        if name.startswith("distributed"):
            logging.getLogger(name).disabled = True
    place = {"scheduler_file": address} if Path(address).is_file() else {"address": address}
    try:
        client = Client(**place, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, RuntimeError) as error:
        reason = (
            str(error).strip().splitlines()[-1].rstrip(".") if str(error).strip() else type(error).__name__
        )
        raise SetupError(
            f"--scheduler: a Dask scheduler must answer at {address}; got: {reason}. "
            "Start one (`dask scheduler`), or leave the option out to grade on this machine."
        ) from error
    try:
        yield ClusterPool(client, limits, secret, say)
    finally:
        with contextlib.suppress(Exception):  # of a scheduler that is gone
            client.close(timeout=2)


class ClusterPool:
    """Sends submissions to the workers, a few ahead, and takes the records back.

    Parameters
    ----------
    client : distributed.Client
    limits, secret, say
        As in `cluster_pool`.
    """

    def __init__(self, client: Any, limits: Limits, secret: bytes, say: Callable[[str], None]) -> None:
        self._client, self._limits, self._secret, self._say = client, limits, secret, say
        self.setting = ""  # each worker's own Python, without a network
        self._assignment: Assignment | None = None
        self._release_task: Any = None
        self._has_said = False
        self._refused: dict[str, str] = {}
        self._landed: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._flights: dict[str, _Flight] = {}
        self._workers: Mapping[str, int] = {}
        self._looked, self._last_seen = -float("inf"), time.monotonic()

    @property
    def address(self) -> str:
        """Where the scheduler is."""
        return str(self._client.scheduler.address)

    def threads(self) -> int:
        """How many submissions the cluster grades at the same time."""
        self._look()
        return sum(self._workers.values())

    def grade(
        self,
        assignment: Assignment,
        students: Iterable[str],
        prepare: Callable[[str], Prepared],
        *,
        alone: bool = False,
    ) -> Iterator[tuple[str, Outcome]]:
        """Prepare here and grade there, as `Pool` says.

        Raises
        ------
        SetupError
            If the scheduler is lost, no worker is there, or none of them may grade.
        """
        if self._assignment is not assignment:
            self._pack(assignment)
        self._last_seen = time.monotonic()
        waiting = iter(students)
        is_more = True
        try:
            while is_more or self._flights:
                while is_more and len(self._flights) < self._room(alone):
                    student = next(waiting, None)
                    if student is None:
                        is_more = False
                        break
                    prepared = prepared_of(prepare, student)
                    if isinstance(prepared, Due):
                        parcel = pickle.dumps((prepared.submission, prepared.notebooks))
                        self._send(student, parcel)
                    else:
                        yield student, prepared
                yield from self._arrivals()
        finally:
            with contextlib.suppress(Exception):  # nobody waits for what is still on its way
                self._client.cancel([flight.future for flight in self._flights.values()])
            self._flights.clear()

    def _pack(self, assignment: Assignment) -> None:
        topics, modules = tuple(sorted(assignment.notebooks)), tuple(sorted(assignment.modules))
        self._assignment = assignment
        self._terms = Terms(topics, modules, deciding_versions(topics, modules))
        self._release = pickle.dumps(Release(assignment, self._limits, self._secret))
        self._release_task = None

    def _room(self, alone: bool) -> int:
        """How many submissions may be on their way."""
        self._look()
        return 1 if alone else max(_AHEAD * sum(self._workers.values()), _AHEAD)

    def _look(self) -> None:
        """Learn now and then which workers there are."""
        if time.monotonic() - self._looked < _POLL_SECONDS:
            return
        with self._while_connected():
            self._workers = self._client.nthreads()
        self._looked = time.monotonic()
        if self._workers.keys() - self._refused.keys():
            self._last_seen = self._looked
        elif self._workers:
            reasons = " ".join(f"{worker}: {reason}." for worker, reason in sorted(self._refused.items()))
            raise SetupError(f"no worker of the cluster may grade. {reasons} {_GOES_ON}")
        elif self._looked - self._last_seen <= _NO_WORKER_SECONDS:
            if not self._has_said:
                self._say(f"No worker is there yet; the run waits for one at {self.address}.")
            self._has_said = True
        else:
            raise SetupError(
                f"{self.address}: the cluster must have workers; for {_NO_WORKER_SECONDS / 60:.0f} minutes "
                f"it had none. Start some (`dask worker {self.address}`). {_GOES_ON}"
            )
        usable = frozenset(self._workers) - self._refused.keys()
        for key, flight in list(self._flights.items()):
            if flight.allowed is not None and not flight.allowed & usable:
                self._client.cancel([flight.future])
                self._send(self._flights.pop(key).student, flight.parcel)

    def _send(self, student: str, parcel: bytes) -> None:
        """Put a submission on its way; its key says nothing about the student."""
        allowed = frozenset(self._workers) - self._refused.keys() if self._refused else None
        key = f"grade-{uuid.uuid4().hex}"
        self._require_connected()
        if self._release_task is None or self._release_task.status in ("cancelled", "lost", "error"):
            self._release_task = self._client.submit(
                as_it_is, self._release, key=f"release-{uuid.uuid4().hex}"
            )
        future = self._client.submit(
            grade_parcel,
            self._release_task,
            parcel,
            self._terms,
            key=key,
            workers=None if allowed is None else sorted(allowed),
        )
        self._flights[key] = _Flight(student, parcel, future, allowed)
        future.add_done_callback(self._landed.put)

    def _arrivals(self) -> Iterator[tuple[str, Outcome]]:
        """What has come back, after a wait; a submission that a worker refused is sent to another one."""
        if not self._flights:
            return
        landed = []
        with contextlib.suppress(queue.Empty):
            landed.append(self._landed.get(timeout=_POLL_SECONDS))
            while True:
                landed.append(self._landed.get_nowait())
        self._look()
        # Those that were sent once more meanwhile are on their way under another key.
        for future, record in self._records([each for each in landed if each.key in self._flights]):
            flight = self._flights.pop(future.key)
            outcome = record if isinstance(record, Exception) else self._outcome(record)
            if outcome is None:
                self._send(flight.student, flight.parcel)
            else:
                yield flight.student, outcome

    def _records(self, landed: list[Any]) -> Iterator[tuple[Any, _Record | Exception]]:
        """What the workers answered, fetched together; None where the answer did not arrive."""
        answered = [future for future in landed if future.status == "finished"]
        fetched: list[_Record] = [None] * len(answered)
        with self._while_connected():
            fetched = self._client.gather(answered)
        records = dict(zip((future.key for future in answered), fetched, strict=True))
        for future in landed:
            error = future.exception() if future.status == "error" else None
            yield future, records.get(future.key) if error is None else _failure(error)

    def _outcome(self, record: _Record) -> Outcome:
        """What a worker made of a submission; None if it refused, or its answer was lost."""
        if record is None:
            return None
        worker, refusal, graded = record
        if not refusal:
            outcome: Outcome = pickle.loads(graded)
            return outcome
        if worker not in self._refused:
            self._refused[worker] = refusal
            self._say(f"The worker {worker} does not grade: {refusal}.")
        return None

    @contextlib.contextmanager
    def _while_connected(self) -> Iterator[None]:
        """A lost scheduler as the one sentence that ends the run; a message that got lost is none."""
        self._require_connected()
        with contextlib.suppress(OSError, TimeoutError, CancelledError):
            yield
        self._require_connected()

    def _require_connected(self) -> None:
        if self._client.status != "running":
            raise SetupError(f"the scheduler of the cluster is gone. {_GOES_ON}")


def _failure(error: Exception) -> Exception:
    """A fault of a worker in the words of a run; what is wrong with all workers ends it."""
    from distributed import KilledWorker

    if isinstance(error, KilledWorker):
        return WorkerFailed("The worker of the cluster died under it, and so did those that tried again.")
    if isinstance(error, ImportError):
        raise SetupError(
            f"the workers of the cluster must have the grader installed as it is here; got: {error}. "
            f"Install it there. {_GOES_ON}"
        ) from error
    return error
