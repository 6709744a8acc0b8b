"""A zygote seen from outside: started in its sandbox, made to fork and to end, watched."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import psutil

from autograder.boxes.crossing import wire
from autograder.boxes.crossing.channel import Channel, channel_pair
from autograder.boxes.limits import Limits
from autograder.grading import sandbox as walls
from autograder.grading.sandbox import Box

START_SECONDS = 60.0
# Characters of a failed process's stderr, from its end, where the reason stands.
_LAST_WORDS = 2_000

# The box -> the module that runs it.
_MODULES: dict[Box, str] = {"student": "autograder.boxes", "instructor": "autograder.instructor_box"}
BOXES = tuple(_MODULES)


class WorkerFailed(RuntimeError):
    """A box's process could not be started or stopped working by itself (not by a submission's doing)."""


class WarmProcess:
    """A zygote in its sandbox, and the box that it forked last.

    Parameters
    ----------
    box : {"student", "instructor"}
    sandbox : {"bwrap", "none"}
    limits : Limits
    modules : iterable of str
        Imported in advance, besides what homework always imports.
    """

    def __init__(self, box: Box, sandbox: str, limits: Limits, modules: Iterable[str] = ()) -> None:
        self.box, self.sandbox, self.limits = box, sandbox, limits
        self._settings = json.dumps({"limits": dataclasses.asdict(limits), "modules": sorted(modules)})
        self._start()

    def _start(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        inner = [sys.executable, "-m", _MODULES[self.box], str(theirs.fileno()), self._settings]
        self._scratch = tempfile.TemporaryDirectory(prefix="autograder-")
        environment = walls.environment(self.sandbox, self.box)
        if self.sandbox == "none":
            environment = {**environment, **walls.scratch_environment(self._scratch.name)}
        self._errors = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            walls.command(self.sandbox, inner, box=self.box),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._errors,
            pass_fds=[theirs.fileno()],
            cwd=self._scratch.name,
            env=environment,
            start_new_session=True,
        )
        theirs.close()
        self._compiled: set[str] = set()
        self._control = ours
        self._control.settimeout(START_SECONDS)
        try:
            self.layers = json.loads(self._expect())
        except BaseException:
            self.close()
            raise

    def _expect(self) -> bytes:
        try:
            layers = self._control.recv(4096)
        except OSError as problem:
            raise WorkerFailed(
                f"The {self.box}'s box did not answer: {self._last_words() or problem}"
            ) from problem
        if not layers:
            raise WorkerFailed(f"The {self.box}'s box ended by itself: {self._last_words()}")
        return layers

    def _last_words(self) -> str:
        self._errors.seek(0)
        return self._errors.read()[-_LAST_WORDS:].decode("utf-8", "replace").strip()

    def fork(self, *sockets: socket.socket) -> None:
        """Start a box that holds these sockets."""
        socket.send_fds(self._control, [b"start"], [each.fileno() for each in sockets])

    def compile(self, sources: Iterable[str]) -> None:
        """Compile cells in advance; what was compiled before is not sent again."""
        new = [source for source in dict.fromkeys(sources) if source not in self._compiled]
        if not new:
            return
        ours, theirs = channel_pair()
        with theirs:
            socket.send_fds(self._control, [b"compile"], [theirs.fileno()])
        channel = Channel(ours)
        channel.send(wire.encode(new, wire.nothing_else), timeout=START_SECONDS)
        channel.close()
        self._compiled.update(new)

    def end(self) -> None:
        """Kill the box and all that it left behind."""
        reusable = self.box == "instructor" or self.sandbox == "none" or self.layers["namespaces"]
        if not reusable:  # without namespaces of their own, two submissions must not share a process
            self.close()
            self._start()
            return
        self._control.send(b"end")

    def memory(self) -> dict[int, int]:
        """Process -> bytes that it uses, shared pages divided among those who share them."""
        used: dict[int, int] = {}
        with contextlib.suppress(psutil.Error):
            for process in psutil.Process(self._process.pid).children(recursive=True):
                with contextlib.suppress(psutil.Error, OSError, ValueError, IndexError):
                    rollup = Path(f"/proc/{process.pid}/smaps_rollup").read_text()
                    used[process.pid] = int(rollup.split("\nPss:")[1].split()[0]) * 1024
        return used

    def close(self) -> None:
        """End the process."""
        self._control.close()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._errors.close()
        self._scratch.cleanup()
