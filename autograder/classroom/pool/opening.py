"""The pool that a command's options ask for."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

from autograder.boxes.limits import Limits
from autograder.classroom.pool.contract import Pool
from autograder.classroom.pool.local import LocalPool
from autograder.grading import sandbox as walls
from autograder.grading.one_submission import Grader
from autograder.grading.settings.course_python import setting_of
from autograder.reading.course import SetupError


@contextlib.contextmanager
def opened_pool(
    scheduler: str | None,
    sandbox: str,
    jobs: int,
    limits: Limits,
    secret: bytes,
    say: Callable[[str], None],
    python: str = sys.executable,
    has_network: bool = False,
) -> Iterator[tuple[Pool, str]]:
    """What grades, and a description of it for the first line of a run.

    Parameters
    ----------
    scheduler : str or None
        Address of a Dask scheduler; None for this machine.
    sandbox : {"bwrap", "none"}
    jobs : int
    limits : Limits
    secret : bytes
        The course's.
    say : callable
        Told a sentence that somebody should read.
    python : str
        In whose environment cells run.
    has_network : bool
        Whether students' code may reach the network.

    Raises
    ------
    SetupError
        If the sandbox does not work here, or the cluster does not answer.
    """
    if scheduler is None:
        walls.require(sandbox)
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        if jobs > cores:
            say(f"--jobs {jobs}: this machine has {counted(cores, 'core')}; more jobs make no class faster.")

        def start(modules: frozenset[str]) -> AbstractContextManager[Grader]:
            # Here: a run that finds nothing to grade does without.
            from autograder.grading.worker import Worker

            return Worker(sandbox, limits, modules, secret, python, has_network)

        yield (
            LocalPool(start, jobs, setting_of(python, has_network)),
            f"{counted(jobs, 'job')}, sandbox: {_describe(sandbox)}",
        )
        return
    if sandbox != "bwrap":
        raise SetupError("--sandbox none: the workers of a cluster grade in their sandbox or not at all.")
    if has_network or python != sys.executable:
        raise SetupError("--scheduler: a cluster grades in its own environment, without a network.")
    # Here: whoever grades on this machine does without Dask.
    from autograder.classroom.pool.cluster import cluster_pool

    with cluster_pool(scheduler, limits, secret, say) as pool:
        about = f"{counted(pool.threads(), 'job')} on the cluster of {pool.address}"
        yield pool, f"{about}, sandbox: each worker's own"


def counted(number: int, what: str) -> str:
    """A number with its noun."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _describe(sandbox: str) -> str:
    if sandbox == "none":
        return "none (students' code runs with all your rights)"
    return " + ".join(layer.name for layer in walls.probe() if layer.present)
