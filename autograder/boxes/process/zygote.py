"""One warm process that forks a box for each submission.

``python -m autograder.boxes.process.zygote ROLE DESCRIPTOR SETTINGS`` runs inside the sandbox. It imports
what homework imports, once, and then waits on its control socket. For "start" (with the box's sockets
attached) it forks; the fork enters namespaces of its own and runs the box. For "end" it kills that fork and
all that it left behind.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.boxes.cells import compiled
from autograder.boxes.crossing import wire
from autograder.boxes.crossing.channel import Channel
from autograder.boxes.process import namespaces
from autograder.boxes.process.limits import Limits


class Zygote:
    """Forks one box at a time.

    Parameters
    ----------
    control : socket
        Where "start" and "end" come from.
    serve : callable
        Runs the box in the fork, given its channels.
    limits : Limits
    walled : bool
        Whether this process runs inside bubblewrap.
    own_namespaces : bool
        Whether a fork is walled off from the forks before and after it. The test box need not be: it runs
        the instructor's lines only.
    """

    def __init__(
        self,
        control: socket.socket,
        serve: Callable[[list[Channel]], None],
        limits: Limits,
        *,
        walled: bool,
        own_namespaces: bool,
    ) -> None:
        self.control = control
        self.serve = serve
        self.limits = limits
        self.walled = walled
        self.filter = namespaces.system_call_filter() if walled else None
        self.namespaces = walled and own_namespaces and namespaces_work()
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
                self.filter.load()  # type: ignore[attr-defined]
        namespaces.limit_resources(self.limits, own_users=self.namespaces)
        _close_standard_streams()
        sys.path.insert(0, "")
        self.serve([Channel(socket.socket(fileno=descriptor)) for descriptor in descriptors])
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


def namespaces_work() -> bool:
    """Whether a fork can enter namespaces of its own here (tried in a fork)."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            namespaces.enter_namespaces()
            if os.fork() == 0:
                namespaces.mount_scratch(_scratch_folders()[0], 2**20)
                os._exit(0)
            status = os.waitstatus_to_exitcode(os.wait()[1])
        except OSError:
            status = 1
        finally:
            os._exit(status)
    return os.waitpid(child, 0)[1] == 0


def _student(limits: Limits, modules: list[str]) -> Callable[[list[Channel]], None]:
    from autograder.boxes import student_box

    shell = student_box.warm_up(modules)

    def serve(channels: list[Channel]) -> None:
        student_box.StudentBox(channels[0], shell, limits).run()

    return serve


def _test(limits: Limits, modules: list[str]) -> Callable[[list[Channel]], None]:
    from autograder.instructor_box import box as test_box

    shell = test_box.warm_up(modules)

    def serve(channels: list[Channel]) -> None:
        test_box.TestBox(channels[0], channels[1], shell, limits).run()

    return serve


def _prepare_scratch() -> None:
    """Make the folders that the environment variables name, and give matplotlib its list of fonts."""
    for name in ("MPLCONFIGDIR", "IPYTHONDIR"):
        Path(os.environ[name]).mkdir(parents=True, exist_ok=True)
    for fonts in Path(os.environ.get("COURSE_FONT_CACHE", "/nonexistent")).glob("fontlist-*.json"):
        shutil.copy(fonts, os.environ["MPLCONFIGDIR"])


def main(arguments: list[str]) -> int:
    """Run a zygote, or with ``--probe`` print which walls work in here."""
    walled = os.environ.get("COURSE_WALLED") == "1"
    if walled and os.geteuid() == 0:
        namespaces.become_unprivileged()
    if arguments == ["--probe"]:
        found = {"namespaces": namespaces_work(), "seccomp": namespaces.system_call_filter() is not None}
        print(*(name for name, present in found.items() if present))
        return 0
    role, descriptor, settings = arguments
    told = json.loads(settings)
    limits = Limits(**told["limits"])
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _prepare_scratch()
    serve: Any = {"student": _student, "test": _test}[role](limits, told["modules"])
    from autograder.boxes.student_box import freeze

    freeze()
    Zygote(
        socket.socket(fileno=int(descriptor)), serve, limits, walled=walled, own_namespaces=role == "student"
    ).run()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
