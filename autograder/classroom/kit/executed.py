"""Released notebooks run once, each in a kernel of its own, as a student who has written nothing would."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from types import MappingProxyType
from typing import Any

import nbformat

from autograder.reading.course import SetupError

_SECONDS = 900  # for one cell, and for a kernel to start, on a busy machine
_STDERR_CHARACTERS = 2000  # of nbconvert, whose last lines say what went wrong
_QUIET = {"TQDM_DISABLE": "1"}  # no bar of progress where nobody waits
_PACKAGE = Path(__file__).resolve().parents[3]


def executed(
    released: Mapping[str, Path],
    at_once: int = 2,
    progress: Callable[[str], None] = lambda name: None,
    environment: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Lecture and its notebook with outputs, as they are done.

    Parameters
    ----------
    released : dict
        Lecture -> the folder with its released notebook, in which it runs.
    at_once : int
        Kernels side by side.
    progress : callable
        Told each lecture that is done.
    environment : dict
        Variables that the kernels get besides.

    Raises
    ------
    SetupError
        If a notebook cannot be run to its end. A cell that raises is shown with its exception.
    """
    with ThreadPoolExecutor(at_once) as threads:
        running = {
            threads.submit(_run, folder / f"{name}.ipynb", environment): name
            for name, folder in released.items()
        }
        for done in as_completed(running):
            progress(running[done])
            yield running[done], done.result()


def _run(path: Path, environment: Mapping[str, str]) -> dict[str, Any]:
    """Run one notebook in place, in a process of its own: nbclient leaves loops and sockets to its end."""
    paths = [str(_PACKAGE), *filter(None, [os.environ.get("PYTHONPATH")])]
    ran = subprocess.run(
        [sys.executable, "-m", "nbconvert", "--to", "notebook", "--inplace", "--execute", "--allow-errors"]
        + [f"--ExecutePreprocessor.timeout={_SECONDS}", "--ExecutePreprocessor.kernel_name=python3"]
        + [f"--ExecutePreprocessor.startup_timeout={_SECONDS}", "--KernelManager.transport=ipc", path.name],
        cwd=path.parent,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), **_QUIET, **environment},
        capture_output=True,
        text=True,
    )
    if ran.returncode:
        reason = ran.stderr[-_STDERR_CHARACTERS:]
        raise SetupError(
            f"lecture: {path.name} must run to its end; it ended with {ran.returncode}.\n{reason}"
        )
    return dict(nbformat.read(path, as_version=4))
