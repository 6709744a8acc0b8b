"""A notebook run as in JupyterLab: in one kernel, in the course's own Python."""

from __future__ import annotations

import asyncio
import atexit
import os
import subprocess
import tempfile
import time
from collections.abc import Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat.notebooknode import NotebookNode

from autograder.grading.settings.course_python import require_packages
from autograder.reading.course import SetupError

_POLL_SECONDS = 0.05
_STARTS = 2


def run_in_kernel(
    document: NotebookNode,
    files: Mapping[str, bytes],
    python: str,
    seconds: int,
    variables: Mapping[str, str] | None = None,
) -> None:
    """Run every cell of a notebook, also behind one that failed; the outputs come into it.

    Parameters
    ----------
    document : NotebookNode
    files : mapping
        Path -> content of what lies beside it.
    python : str
        In whose environment it runs.
    seconds : int
        That a cell may take.
    variables : mapping, optional
        Environment variables of the kernel, besides those of this process.

    Raises
    ------
    SetupError
        If that Python has no kernel, or it does not start.
    CellTimeoutError, DeadKernelError
        Of nbclient: the cells behind have no outputs.
    """
    require_packages(python, ("ipykernel",))
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        for _ in range(_STARTS):
            try:
                return _run(document, folder, python, seconds, variables or {})
            except DeadKernelError:
                raise
            except RuntimeError as problem:  # it ended before it answered: another one had taken its port
                failure = problem
    raise SetupError(f"the kernel of {python} must start; it said: {failure} Try again.")


def _run(
    document: NotebookNode, folder: str, python: str, seconds: int, variables: Mapping[str, str]
) -> None:
    client = NotebookClient(
        document,
        timeout=seconds,
        kernel_name="python3",
        allow_errors=True,
        resources={"metadata": {"path": folder}},
    )
    manager: Any = client.create_kernel_manager()
    # Whatever kernel a user has registered under that name.
    manager.kernel_spec.argv = [python, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    silent: Any = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    try:
        _wait_for(client.async_execute(env={**os.environ, **variables}, **silent), manager)
    finally:  # what nbclient leaves where its kernel ended early
        atexit.unregister(client._cleanup_kernel)


def _wait_for(run: Coroutine[Any, Any, object], manager: Any) -> None:
    """Wait in another thread: in this one, nbclient would put its own answer to a signal in place of ours."""
    with ThreadPoolExecutor(1) as thread:
        ended = thread.submit(asyncio.run, run)
        try:
            ended.result()
        finally:  # where a signal ends the wait, the kernel ends first
            while not ended.done():
                process = getattr(manager.provisioner, "process", None)
                if process is not None:
                    process.kill()
                time.sleep(_POLL_SECONDS)
