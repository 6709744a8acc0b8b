"""One warm process that forks a box for each submission.

Inside the sandbox, the command of a box (``python -m autograder.boxes DESCRIPTOR SETTINGS`` for the
student's) calls `prepare` and `serve`. The process imports what homework imports, once, and then waits on its
control socket. For "start" (with the box's sockets attached) it forks; the fork enters namespaces of its own
and runs the box. For "end" it kills that fork and all that it left behind.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import resource
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol, TypeVar

from autograder.boxes.cells import compiled
from autograder.boxes.crossing import wire
from autograder.boxes.crossing.channel import Channel
from autograder.boxes.limits import Limits
from autograder.boxes.process import namespaces

Shell = TypeVar("Shell")


class Box(Protocol):
    """What grades, or is graded: runs until its submission is through."""

    def run(self) -> None:
        """Serve the channels that the box was made with."""


class Zygote:
    """Forks one box at a time.

    Parameters
    ----------
    control : socket
        Where "start" and "end" come from.
    make_box : callable
        Makes the box in the fork, given its channels.
    limits : Limits
    walled : bool
        Whether this process runs inside bubblewrap.
    own_namespaces : bool
        Whether a fork is walled off from the forks before and after it.
    """

    def __init__(
        self,
        control: socket.socket,
        make_box: Callable[[list[Channel]], Box],
        limits: Limits,
        *,
        walled: bool,
        own_namespaces: bool,
    ) -> None:
        self.control = control
        self.make_box = make_box
        self.limits = limits
        self.walled = walled
        self.filter = namespaces.system_call_filter() if walled else None
        self.namespaces = walled and own_namespaces and namespaces.work_here(_scratch_folders()[0])
        self.child: int | None = None
        self.folder: str | None = None

    def run(self) -> None:
        """Serve until the control socket is closed."""
        layers = {"namespaces": self.namespaces, "seccomp": self.filter is not None}
        self.control.send(json.dumps(layers).encode())
        while True:
            message, descriptors, _, _ = socket.recv_fds(self.control, 64, 4)
            if message == b"start":
                self._start(descriptors)
            elif message == b"compile":
                _compile_in_advance(Channel(socket.socket(fileno=descriptors[0])))
            elif message == b"end":
                self._end()
            else:
                self._end()
                return

    def _start(self, descriptors: list[int]) -> None:
        self.folder = None if self.namespaces else tempfile.mkdtemp(prefix="box-")
        self.child = os.fork()
        if self.child == 0:
            status = 1
            try:
                os.setpgid(0, 0)
                self.control.close()
                self._become_box(descriptors)
                status = 0
            except BaseException:
                sys.excepthook(*sys.exc_info())
            finally:
                os._exit(status)
        for descriptor in descriptors:
            os.close(descriptor)

    def _become_box(self, descriptors: list[int]) -> None:
        if self.namespaces:
            namespaces.enter_namespaces()
            inner = os.fork()
            if inner:
                for descriptor in descriptors:
                    os.close(descriptor)
                os.waitpid(inner, 0)
                return
            namespaces.die_with_parent()
            for place in _scratch_folders():
                namespaces.mount_scratch(place, self.limits.disk)
        folder = self.folder or f"{_scratch_folders()[0]}/work"
        os.makedirs(folder, exist_ok=True)
        os.chdir(folder)
        if self.walled:
            namespaces.drop_privileges()
            if self.filter is not None:
                self.filter.load()
        namespaces.limit_resources(self.limits, own_users=self.namespaces)
        _close_standard_streams()
        sys.path.insert(0, "")
        self.make_box([Channel(socket.socket(fileno=descriptor)) for descriptor in descriptors]).run()
        sys.stdout.flush()

    def _end(self) -> None:
        if self.child is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.child, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)
        self.child = None
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)


def _compile_in_advance(channel: Channel) -> None:
    """Compile the instructor's cells here, so that the forks find them compiled."""
    for source in wire.decode(channel.receive(), wire.nothing_else):
        # A cell that is no Python fails where it runs.
        with contextlib.suppress(SyntaxError, ValueError):
            compiled(source)
    channel.close()


def _scratch_folders() -> list[str]:
    """The folders that a box may write to, its own for each submission."""
    return os.environ["COURSE_SCRATCH"].split(":")


def _close_standard_streams() -> None:
    """Bytes that C code prints go nowhere; Python's own streams are captured cell by cell."""
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    os.close(null)


def is_walled() -> bool:
    """Whether this process runs inside bubblewrap."""
    return os.environ.get("COURSE_WALLED") == "1"


def prepare() -> None:
    """Give up root and make the scratch folders: before anything of a box is imported."""
    if is_walled() and os.geteuid() == 0:
        namespaces.become_unprivileged()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for name in ("MPLCONFIGDIR", "IPYTHONDIR"):
        Path(os.environ[name]).mkdir(parents=True, exist_ok=True)
    for fonts in Path(os.environ.get("COURSE_FONT_CACHE", "/nonexistent")).glob("fontlist-*.json"):
        shutil.copy(fonts, os.environ["MPLCONFIGDIR"])


def serve(
    warm_up: Callable[[Iterable[str]], Shell],
    make_box: Callable[[list[Channel], Shell, Limits], Box],
    *,
    own_namespaces: bool,
) -> None:
    """Run a zygote with the arguments of this process (DESCRIPTOR SETTINGS) until its control socket closes.

    Parameters
    ----------
    warm_up : callable
        Names of modules -> the shell that all forks share.
    make_box : callable
        (channels, shell, limits) -> the box, in the fork.
    own_namespaces : bool
        Whether a fork is walled off from the forks before and after it.
    """
    descriptor, settings = sys.argv[1:]
    chosen = json.loads(settings)
    limits = Limits(**chosen["limits"])
    shell = warm_up(chosen["modules"])
    _freeze()
    Zygote(
        socket.socket(fileno=int(descriptor)),
        lambda channels: make_box(channels, shell, limits),
        limits,
        walled=is_walled(),
        own_namespaces=own_namespaces,
    ).run()


def _freeze() -> None:
    """Move all that is warm out of the collector's sight, so that forks share it."""
    gc.collect()
    gc.freeze()
