"""A zygote seen from outside: started in its sandbox, made to fork and to end, watched."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from autograder.boxes import plain_messages
from autograder.boxes.crossing.channel import Channel, ChannelClosed, ChannelTimeout, channel_pair
from autograder.boxes.limits import COPY_BYTES, MAX_COPIES, Limits
from autograder.boxes.process.bytecode import keep_bytecode
from autograder.grading import sandbox as walls
from autograder.grading.cgroup import new_group, parent_group
from autograder.grading.leftovers import owned_prefix
from autograder.grading.sandbox import Box
from autograder.grading.usage import Usage, cpu_seconds, mapped_bytes, usage

START_SECONDS = 60.0
# Processes of the sandbox itself, and of ours around a submission.
_OUR_PROCESSES = 16
_log = logging.getLogger(__name__)
# Characters of a failed process's stderr, from its end, where the reason stands.
_LAST_WORDS = 2_000

# The box -> the module that runs it.
_MODULES: dict[Box, str] = {"student": "autograder.boxes", "instructor": "autograder.instructor_box"}
BOXES = tuple(_MODULES)


class WorkerFailed(RuntimeError):
    """A box's process could not be started or stopped working by itself (not by a submission's doing)."""


class WarmProcess:
    """A zygote in its sandbox, and the box that it forked last; `await_start` before anything else.

    Parameters
    ----------
    box : {"student", "instructor"}
    sandbox : {"bwrap", "none"}
    limits : Limits
    modules : iterable of str
        Imported in advance, besides what homework always imports.
    secret : bytes
        What the process reads from its standard input; arguments and variables could be seen by others.
    python : str
        In whose environment it runs.
    has_network : bool
    """

    def __init__(
        self,
        box: Box,
        sandbox: str,
        limits: Limits,
        modules: Iterable[str] = (),
        secret: bytes = b"",
        python: str = sys.executable,
        has_network: bool = False,
    ) -> None:
        self._python, self._has_network = python, has_network
        self.box, self.sandbox, self.limits = box, sandbox, limits
        self._folders = walls.FOLDERS_IN_MEMORY if sandbox == "bwrap" else ()
        self._settings = json.dumps(
            {"limits": dataclasses.asdict(limits), "modules": sorted(modules), "network": has_network}
        )
        self._box: int | None = None
        self._secret = secret
        self._launch()

    def _launch(self) -> None:
        keep_bytecode()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        inner = [self._python, "-m", _MODULES[self.box], str(theirs.fileno()), self._settings]
        self._scratch = tempfile.TemporaryDirectory(prefix=owned_prefix())
        environment = walls.environment(self.sandbox, self.box, self._python)
        if self.sandbox == "none":
            environment = {**environment, **walls.scratch_environment(self._scratch.name)}
        self._errors = tempfile.TemporaryFile()
        self.group = new_group(parent_group()) if self.box == "student" else None
        command = walls.command(
            self.sandbox, inner, box=self.box, python=self._python, has_network=self._has_network
        )
        with tempfile.TemporaryFile() as secret:  # it has no name
            secret.write(self._secret)
            secret.seek(0)
            self._process = subprocess.Popen(
                command if self.group is None else self.group.entering(command),
                stdin=secret,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                pass_fds=[theirs.fileno()],
                cwd=self._scratch.name,
                env=environment,
                start_new_session=True,
            )
        theirs.close()
        self._compiled: set[tuple[Any, ...]] = set()
        self._is_starting = self._is_ending = False
        self._control = ours
        self._control.settimeout(START_SECONDS)

    def await_start(self) -> None:
        """Wait until it can fork; WorkerFailed if it does not come so far."""
        try:
            self.layers = json.loads(self._expect())
            self._mapped_bytes = mapped_bytes(self._process.pid)
        except BaseException:
            self.close()
            raise

    def limit_memory(self, copies: int) -> None:
        """Set `memory_together`, the bytes that all processes of the next box may hold.

        A process may touch all that the warm one has mapped, and as much as its own limit leaves it to map
        besides. It meets that one itself, as a MemoryError, however often somebody looks: this one lies
        above. The copies that are kept to go on from are not the submission's.
        """
        self.memory_together = self.limits.memory + self._mapped_bytes + min(copies, MAX_COPIES) * COPY_BYTES
        if self.group is not None:
            self.group.limit(
                self.memory_together + self._mapped_bytes, self.limits.processes + _OUR_PROCESSES
            )

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
        self.confirm_end()
        self._send(b"start", *(each.fileno() for each in sockets))
        self._is_starting = True

    def compile(self, cells: Iterable[tuple[Any, ...]]) -> None:
        """Compile cells in advance; what was compiled before is not sent again.

        Parameters
        ----------
        cells : iterable of tuple
            Arguments of the box's `prepare`: a source, and what else it wants to know.
        """
        new = [cell for cell in dict.fromkeys(cells) if cell not in self._compiled]
        if not new:
            return
        ours, theirs = channel_pair()
        with contextlib.closing(Channel(ours)) as channel, theirs:
            self._send(b"compile", theirs.fileno())
            theirs.close()  # so that it is noticed if nobody listens
            try:
                channel.send(plain_messages.encode([list(cell) for cell in new]), timeout=START_SECONDS)
            except (ChannelClosed, ChannelTimeout) as problem:
                raise WorkerFailed(f"The {self.box}'s box ended by itself.") from problem
        self._compiled.update(new)

    def end(self) -> None:
        """Have the box killed with all that it left behind; `confirm_end` says whether that is so."""
        self._take_started()
        self._send(b"end")
        self._is_ending = True

    def confirm_end(self) -> None:
        """Wait until nothing of the last box is left; where something is, a new process takes over.

        Raises
        ------
        WorkerFailed
            If the zygote itself is gone.
        """
        if not self._is_ending:
            return
        self._is_ending = False
        self._forget_box()
        self.take_answer(json.loads(self._expect()))

    def take_answer(self, answer: dict[str, bool]) -> None:
        """Go by what the zygote says of the end of a box."""
        if answer["was_killed"]:
            raise WorkerFailed(f"The {self.box}'s box was killed by somebody else.")
        is_clean = answer["is_clean"]
        if not is_clean:
            _log.warning("A submission's process could not be ended, so the worker around it was replaced.")
        is_reusable = self.box == "instructor" or self.sandbox == "none" or self.layers["namespaces"]
        # Without namespaces of their own, two submissions must not share a process.
        if not (is_clean and is_reusable):
            self.close()
            self._launch()
            self.await_start()

    def _forget_box(self) -> None:
        if self._box is not None:
            os.close(self._box)
            self._box = None

    def _send(self, message: bytes, *descriptors: int) -> None:
        try:
            socket.send_fds(self._control, [message], descriptors)
        except OSError as problem:
            raise WorkerFailed(f"The {self.box}'s box ended by itself: {self._last_words()}") from problem

    def _take_started(self) -> None:
        """The descriptor of the box's first process, which the zygote sends when it has forked."""
        if not self._is_starting:
            return
        self._is_starting = False
        try:
            message, descriptors, _, _ = socket.recv_fds(self._control, 64, 1)
        except OSError:  # nothing in time, or nobody there
            message = b""
        if message != b"started":
            raise WorkerFailed(f"The {self.box}'s box did not start: {self._last_words()}")
        self._box = descriptors[0]

    def usage(self) -> Usage:
        """What the box that was forked last uses, with all below it."""
        pid = self._box_pid()
        if pid is None:
            return Usage(0.0, 0)
        is_walled = self.sandbox == "bwrap"
        return usage(pid, self._folders, enough=self.limits.memory, has_own_network=is_walled)

    def cpu_seconds(self) -> float:
        """The processor time of that box alone; 0 if it has ended."""
        pid = self._box_pid()
        return 0.0 if pid is None else cpu_seconds(pid)

    def _box_pid(self) -> int | None:
        """The number of the box's first process; None if there is none, or none any more."""
        self._take_started()
        if self._box is None:
            return None
        described = Path(f"/proc/self/fdinfo/{self._box}").read_text()
        pid = int(described.split("\nPid:")[1].split()[0])
        return pid if pid > 0 else None

    @property
    def pid(self) -> int:
        """The outermost process: bubblewrap, or the zygote itself."""
        return self._process.pid

    def close(self) -> None:
        """End the process, and with it all below it."""
        self._forget_box()
        self._control.close()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._errors.close()
        if self.group is not None:
            self.group.remove()
        self._scratch.cleanup()
