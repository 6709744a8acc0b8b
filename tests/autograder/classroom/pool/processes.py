"""A Dask cluster of real processes on this machine, each ended by its own pid."""

import contextlib
import json
import os
import signal
import subprocess
import sys

import psutil

from tests.autograder.helpers.waiting import wait_for


class Cluster:
    """A scheduler and its workers, each with one thread.

    Parameters
    ----------
    folder : Path
        For what they write.
    """

    def __init__(self, folder):
        self.folder, self.file = folder, folder / "scheduler.json"
        self.workers = []
        self.scheduler = self._dask("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        wait_for(lambda: self.file.exists() and self.file.read_text().endswith("}"), "the scheduler's start")
        self.address = json.loads(self.file.read_text())["address"]

    def _dask(self, role, *options, **environment):
        log = open(self.folder / f"{role}-{len(self.workers)}.log", "w")
        line = [sys.executable, "-m", "dask", role, "--scheduler-file", str(self.file), *options]
        with log:
            return subprocess.Popen(
                line, stdout=log, stderr=log, cwd=self.folder, env={**os.environ, **environment}
            )

    def add_worker(self, **environment):
        """Start a worker, with some variables of its own; its process."""
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        self.workers.append(self._dask("worker", *options, **environment))
        return self.workers[-1]

    def close(self):
        """End what still runs."""
        for process in (*self.workers, self.scheduler):
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGKILL)
            process.wait()


def has_boxes(process):
    """Whether a worker has started what it grades with."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return any(child.name() == "bwrap" for child in psutil.Process(process.pid).children())
    return False
