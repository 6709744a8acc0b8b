"""What runs on a worker of a Dask cluster: the submission comes in as bytes, the record goes out as bytes.

A worker refuses what it would grade differently from the machine on which the run was started, and what it
cannot wall in. So both are looked at before anything is unpacked.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import hashlib
import os
import pickle
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from autograder.boxes.limits import Limits
from autograder.classroom.pool.contract import StartFailed
from autograder.classroom.pool.local import WarmTool
from autograder.classroom.pool.versions import deciding_versions, difference
from autograder.grading import sandbox as walls
from autograder.grading.one_submission import grade_submission
from autograder.grading.warm_process import WorkerFailed
from autograder.grading.worker import Worker
from autograder.reading.assignment import Assignment
from autograder.reading.code_version import grader_version
from autograder.reading.course import SetupError
from autograder.reading.submission import Submission

# As this process was loaded. Its boxes start from the files, so these must not have changed since.
_LOADED = grader_version()
_RELEASES_KEPT = 4
_IDLE_KEPT = os.cpu_count() or 1


@dataclass(frozen=True)
class Release:
    """What is the same for all submissions of a run."""

    assignment: Assignment
    limits: Limits
    secret: bytes


@dataclass(frozen=True)
class Terms:
    """What a worker must have; plain data, which every version of the grader can read."""

    topics: tuple[str, ...]
    modules: tuple[str, ...]
    versions: dict[str, str]


class Refusal(Exception):
    """A worker that does not grade; the text says why."""


def as_it_is(data: bytes) -> bytes:
    """A release as a task of its own: the workers pass it on, and one that is lost is made again."""
    return data


def grade_parcel(release: bytes, parcel: bytes, terms: Terms) -> tuple[str, str, bytes]:
    """Grade one submission.

    Parameters
    ----------
    release : bytes
        A pickled `Release`.
    parcel : bytes
        A pickled (`Submission`, names of the notebooks to grade).
    terms : Terms

    Returns
    -------
    (str, str, bytes)
        This worker's address; why it refuses, and nothing; or "" and a pickled `GradedSubmission`.

    Raises
    ------
    WorkerFailed
        If the grader itself fails twice.
    """
    from distributed import get_worker  # here: the coordinator says it in a sentence if it is not installed

    address = str(get_worker().address)
    try:
        _require(terms)
        submission, names = pickle.loads(parcel)
        return address, "", _graded(_RELEASES.opened(release), submission, names)
    except (Refusal, StartFailed, SetupError) as refusal:
        return address, str(refusal).rstrip("."), b""


def _require(terms: Terms) -> None:
    if differs := difference(terms.versions, _versions(terms.topics, terms.modules)):
        raise Refusal(differs)
    try:
        walls.require("bwrap")
    except SetupError as error:
        raise Refusal(str(error)) from error


@functools.lru_cache(maxsize=4)
def _versions(topics: tuple[str, ...], modules: tuple[str, ...]) -> dict[str, str]:
    return deciding_versions(topics, modules)


def _graded(release: Release, submission: Submission, names: tuple[str, ...]) -> bytes:
    for is_last in (False, True):
        with _TOOLS.taken(release) as tool:
            try:
                graded = grade_submission(release.assignment, submission, tool.get(), names)
                return pickle.dumps(graded, protocol=pickle.HIGHEST_PROTOCOL)
            except (WorkerFailed, StartFailed):
                tool.discard()
                if is_last:
                    raise
            except BaseException:
                tool.discard()
                raise
    raise AssertionError("one of two attempts returns or raises")


def _start(release: Release) -> Worker:
    if grader_version.__wrapped__() != _LOADED:
        raise Refusal("the grader's code has changed since this worker was started; start it again")
    return Worker("bwrap", release.limits, release.assignment.modules, release.secret)


class _Releases:
    """Those of the last runs, unpacked once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, Release] = {}

    def opened(self, data: bytes) -> Release:
        """The release that is packed in some bytes; the same object for the same bytes."""
        digest = hashlib.sha256(data).hexdigest()
        with self._lock:
            if digest not in self._known:
                while len(self._known) >= _RELEASES_KEPT:
                    del self._known[next(iter(self._known))]
                self._known[digest] = pickle.loads(data)
            return self._known[digest]


class _WarmTools:
    """Warm pairs of boxes that wait for the next submission of their release."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[tuple[Release, WarmTool[Worker]]] = []

    @contextlib.contextmanager
    def taken(self, release: Release) -> Iterator[WarmTool[Worker]]:
        """One that is nobody else's meanwhile."""
        with self._lock:
            entry = next((each for each in reversed(self._idle) if each[0] is release), None)
            if entry is not None:
                self._idle.remove(entry)
        tool = entry[1] if entry is not None else WarmTool(partial(_start, release))
        try:
            yield tool
        finally:
            with self._lock:
                self._idle.append((release, tool))
                surplus, self._idle = self._idle[:-_IDLE_KEPT], self._idle[-_IDLE_KEPT:]
            for _, old in surplus:
                old.discard()

    def close(self) -> None:
        """End all that wait."""
        with self._lock:
            idle, self._idle = self._idle, []
        for _, tool in idle:
            tool.discard()


_RELEASES = _Releases()
_TOOLS = _WarmTools()
atexit.register(_TOOLS.close)
