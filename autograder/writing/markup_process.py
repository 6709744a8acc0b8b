"""Rendering under a limit of time: a process beside the grader looks at what students wrote.

Python's regular expressions cannot be stopped from outside, and those of a Markdown renderer take the square
of a text's length and more. So a process of its own renders, and the kernel ends it after so much of its CPU
time; such a text is shown literally. The process forks before it serves: the next one is there at once.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from autograder.writing.quick_nbgrader import GRAMMAR, leave_out, stand_in
from autograder.writing.safe_markup import literal_markdown, render_once, safe_markdown

# CPU seconds: an answer of a page takes some milliseconds.
TEXT_SECONDS = 2.0
NOTEBOOK_SECONDS = 4.0
# Wall-clock seconds after which the process is given up, on a machine that hardly runs it at all.
_PATIENCE_SECONDS = 120.0
_MEMORY = 2 * 2**30
_PACKET = 2**16


class SafeMarkup:
    """What the students' texts of one notebook become, within the time that is left for them.

    Parameters
    ----------
    seconds : float
        CPU time for all of them; each gets a part of it.
    """

    def __init__(self, seconds: float = NOTEBOOK_SECONDS) -> None:
        self._seconds = seconds

    def markdown(self, source: str, attachments: dict[str, Any]) -> str:
        """The text as `safe_markdown` makes it; shown literally where its time is up."""
        limit = min(TEXT_SECONDS, self._seconds)
        answer = _process.ask(source, attachments, limit) if limit > 0.0 else None
        text, seconds = (literal_markdown(source), limit) if answer is None else answer
        self._seconds -= seconds
        return text


def prepare() -> None:
    """Start the process before it is needed: it takes a second to import what it needs."""
    _process.start()


class _MarkupProcess:
    """The process, used by one thread at a time and started by the first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: tuple[subprocess.Popen[bytes], socket.socket] | None = None
        self._number = 0
        self._rest = b""

    def start(self) -> None:
        """Start it, unless it runs."""
        with self._lock:
            self._connection()

    def ask(self, source: str, attachments: dict[str, Any], seconds: float) -> tuple[str, float] | None:
        """The safe text and the CPU seconds that it took; None if these were too many."""
        with self._lock:
            self._number += 1
            try:
                connection = self._connection()
                request = json.dumps([self._number, source, attachments, seconds])
                connection.sendall(request.encode() + b"\n")
                return self._answer(connection)
            except OSError:  # it is gone or silent; the next text gets a new one
                self.close()
                return None

    def _answer(self, connection: socket.socket) -> tuple[str, float] | None:
        while (answer := json.loads(self._line(connection))) is not None:
            number, text, seconds = answer
            if number == self._number:  # else it is the late answer to a text that was given up
                return text, seconds
        return None

    def _line(self, connection: socket.socket) -> bytes:
        parts = [self._rest]
        while b"\n" not in parts[-1]:
            parts.append(connection.recv(_PACKET))
            if not parts[-1]:
                raise ConnectionError("the rendering process ended")
        line, _, self._rest = b"".join(parts).partition(b"\n")
        return line

    def _connection(self) -> socket.socket:
        if self._running is None:
            package = Path(__file__).resolve().parents[1]
            path = [str(package.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
            ours, theirs = socket.socketpair()
            ours.settimeout(_PATIENCE_SECONDS)
            with theirs:
                process = subprocess.Popen(
                    [sys.executable, "-m", "autograder.writing.markup_process"],
                    stdin=theirs.fileno(),
                    stdout=theirs.fileno(),
                    stderr=subprocess.DEVNULL,
                    env={**os.environ, "PYTHONPATH": os.pathsep.join(path)},
                    cwd="/",
                    start_new_session=True,  # Ctrl-C is for the grader, which ends this one
                )
            self._running = process, ours
        return self._running[1]

    def close(self) -> None:
        """End it."""
        if self._running is not None:
            (process, connection), self._running, self._rest = self._running, None, b""
            connection.close()
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


_process = _MarkupProcess()
atexit.register(_process.close)


def main() -> None:
    """Serve requests from standard input; a process that ends in one is replaced."""
    gc.disable()  # what is imported stays
    _import_filters()
    gc.freeze()
    gc.enable()
    with contextlib.suppress(OSError, ValueError):  # macOS has no such limit
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    while True:
        child = os.fork()
        if child == 0:
            _serve()
            os._exit(0)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
            return
        _send(None)


_NOT_FILTERS = ("nbconvert.postprocessors", "nbconvert.exporters", "nbconvert.writers")
_PREPROCESSORS, _FILTERS = "nbconvert.preprocessors", "nbconvert.filters.markdown_mistune"


def _import_filters() -> None:
    """Import nbconvert without what is no filter: kernels, exporters, a server; whole where it needs more."""
    leave_out(GRAMMAR, *_NOT_FILTERS)
    stand_in(_PREPROCESSORS)
    stand_in(f"{_PREPROCESSORS}.sanitize", "_get_default_css_sanitizer")
    try:
        importlib.import_module(_FILTERS)
    except ImportError:
        for name in [name for name in sys.modules if name.partition(".")[0] == "nbconvert"]:
            del sys.modules[name]
    render_once()


def _serve() -> None:
    """Answer until the other end is closed. The kernel's default for this timer is to end the process."""
    for line in sys.stdin.buffer:
        number, source, attachments, seconds = json.loads(line)
        signal.setitimer(signal.ITIMER_PROF, seconds)
        before = time.process_time()
        text = safe_markdown(source, attachments)
        taken = time.process_time() - before
        signal.setitimer(signal.ITIMER_PROF, 0.0)
        _send([number, text, taken])


def _send(answer: object) -> None:
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
