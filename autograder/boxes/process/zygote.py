"""One warm process that forks a box for each submission.

Inside the sandbox, the command of a box (``python -m autograder.boxes DESCRIPTOR SETTINGS`` for the
student's) calls `prepare` and `serve`. The process imports what homework imports, once, and then waits on its
control socket. For "start" (with the box's sockets attached) it forks a box, a student's below a process 1 in
namespaces of its own, and answers with a descriptor of that fork (a pidfd). For "end" it kills that fork,
makes sure that nothing is left below this process, and answers with what it found.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import resource
import select
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol, TypeVar

from autograder.boxes import plain_messages
from autograder.boxes.cells import compiled
from autograder.boxes.course_answers import answer_folders
from autograder.boxes.crossing.channel import Channel
from autograder.boxes.limits import Limits
from autograder.boxes.process import children, large_pages, namespaces
from autograder.boxes.process.bubblewrap import is_walled, scratch_folders
from autograder.boxes.process.keeper import keep
from autograder.boxes.process.refused_calls import system_call_filter

# How long a killed submission may take to be gone: the kernel frees its memory meanwhile.
_END_SECONDS = 20.0

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
    for_students : bool
        Whether a student's code runs in the box, so that a fork is walled off from those before and after it.
    prepare : callable
        What is done with each of the instructor's cells in advance, for all forks.
    has_network : bool
        Whether forks keep the network of this process.
    """

    def __init__(
        self,
        control: socket.socket,
        make_box: Callable[[list[Channel]], Box],
        limits: Limits,
        *,
        walled: bool,
        for_students: bool,
        prepare: Callable[..., object] = compiled,
        has_network: bool = False,
    ) -> None:
        self.control, self.has_network = control, has_network
        self.prepare = prepare
        self.make_box = make_box
        self.limits = limits
        self.walled = walled
        self.for_students = for_students
        self.filter = system_call_filter() if walled else None
        self.namespaces = walled and for_students and namespaces.work_here(scratch_folders())
        # Looked up here: whatever a fork does, it pays for twice, in pages that it shares no longer.
        self.used = namespaces.address_space()
        self.folder: str | None = None
        self.child: tuple[int, int] | None = None  # number, pidfd

    def run(self) -> None:
        """Serve until the control socket is closed."""
        children.adopt_orphans()
        layers = {"namespaces": self.namespaces, "seccomp": self.filter is not None}
        self.control.send(json.dumps(layers).encode())
        while True:
            message, descriptors, _, _ = socket.recv_fds(self.control, 64, 4)
            if message == b"start":
                self._start(descriptors)
            elif message == b"compile":
                self._prepare_in_advance(Channel(socket.socket(fileno=descriptors[0])))
            elif message == b"end":
                self.control.send(json.dumps(self._end()).encode())
            else:
                self._end()
                return

    def _prepare_in_advance(self, channel: Channel) -> None:
        """Compile the instructor's cells here, so that the forks find them compiled."""
        for cell in plain_messages.decode(channel.receive()):
            # A cell that is no Python fails where it runs.
            with contextlib.suppress(SyntaxError, ValueError):
                self.prepare(*cell)
        channel.close()
        _freeze()
        self.used = namespaces.address_space()

    def _start(self, descriptors: list[int]) -> None:
        self.folder = None if self.namespaces else self._own_folder()
        child = self._fork()
        if child == 0:
            status = 1
            try:
                self.control.close()
                self._become_submission(descriptors)
                status = 0
            except BaseException:
                sys.excepthook(*sys.exc_info())
            finally:
                os._exit(status)
        for descriptor in descriptors:
            os.close(descriptor)
        self.child = child, os.pidfd_open(child)
        socket.send_fds(self.control, [b"started"], [self.child[1]])

    def _fork(self) -> int:
        return namespaces.fork_into_namespaces(has_network=self.has_network) if self.namespaces else os.fork()

    def _own_folder(self) -> str:
        """A folder that is removed with the box; the instructor's box has the student's name for it."""
        if self.for_students or not self.walled:
            return tempfile.mkdtemp(prefix="box-")
        folder = f"{scratch_folders()[0]}/work"
        os.makedirs(folder)
        return folder

    def _become_submission(self, descriptors: list[int]) -> None:
        children.die_with_parent()
        if self.namespaces:
            for place in scratch_folders():
                namespaces.mount_scratch(place, self.limits.disk)
            for place in answer_folders():  # all is imported, so nothing needs their source
                namespaces.cover(place)
            if not self.has_network:
                namespaces.raise_loopback()
        folder = self.folder or f"{scratch_folders()[0]}/work"
        os.makedirs(folder, exist_ok=True)
        os.chdir(folder)
        if self.walled:
            namespaces.drop_privileges()
            if self.filter is not None:
                namespaces.load_filter(self.filter)
        _close_standard_streams()
        if self.for_students:
            keep(lambda: self._run_box(descriptors), descriptors)
        else:
            self._run_box(descriptors)

    def _run_box(self, descriptors: list[int]) -> None:
        namespaces.limit_resources(self.limits, self.used, own_users=self.namespaces)
        if self.for_students:
            _die_first()
        sys.path.insert(0, "")
        self.make_box([Channel(socket.socket(fileno=descriptor)) for descriptor in descriptors]).run()
        sys.stdout.flush()

    def _end(self) -> dict[str, bool]:
        """Kill the box and all that it left; says whether nothing is left, and whether others killed it."""
        if self.child is None:
            return {"is_clean": True, "was_killed": False}
        number, descriptor = self.child
        was_killed_by_others = _was_killed(number) and not _has_other_limits(number)
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(descriptor, signal.SIGKILL)
        if _has_ended(descriptor, _END_SECONDS):
            os.waitpid(number, 0)
        self.child = None
        os.close(descriptor)
        is_clean = children.end_descendants(_END_SECONDS)
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
        return {"is_clean": is_clean, "was_killed": was_killed_by_others}


def _has_ended(descriptor: int, seconds: float) -> bool:
    """Wait for a process; returns whether it, and with process 1 its namespace, is gone."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(seconds * 1000))


def _was_killed(number: int) -> bool:
    """Whether a child has been killed already; it is still to be waited for."""
    ended = os.waitid(os.P_PID, number, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    return ended is not None and ended.si_code == os.CLD_KILLED and ended.si_status == signal.SIGKILL


def _has_other_limits(number: int) -> bool:
    """Whether a child, ended and not yet waited for, has other limits than this process.

    Process 1 sets none. Where no filter refuses it, a submission can have the kernel end it by a limit.
    """
    try:
        theirs, ours = (Path(f"/proc/{name}/limits").read_text() for name in (number, "self"))
    except OSError:
        return False
    return theirs != ours


def _die_first() -> None:
    """Have the kernel take a submission, not the grader, where the machine's memory runs out."""
    with contextlib.suppress(OSError):
        with open("/proc/self/oom_score_adj", "wb", 0) as file:
            file.write(b"1000")


def _close_standard_streams() -> None:
    """Bytes that C code prints go nowhere; Python's own streams are captured cell by cell."""
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    os.close(null)


def prepare() -> None:
    """Give up root and make the scratch folders: before anything of a box is imported."""
    gc.disable()  # until `serve`: what is imported stays
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
    for_students: bool,
    prepare: Callable[..., object] = compiled,
) -> None:
    """Run a zygote with the arguments of this process (DESCRIPTOR SETTINGS) until its control socket closes.

    Parameters
    ----------
    warm_up : callable
        Names of modules -> the shell that all forks share.
    make_box : callable
        (channels, shell, limits) -> the box, in the fork.
    for_students : bool
        Whether a student's code runs in the box.
    prepare : callable
        What is done with each of the instructor's cells in advance.
    """
    descriptor, settings = sys.argv[1:]
    chosen = json.loads(settings)
    limits = Limits(**chosen["limits"])
    shell = warm_up(chosen["modules"])
    _freeze()
    large_pages.collapse()
    gc.enable()
    Zygote(
        socket.socket(fileno=int(descriptor)),
        lambda channels: make_box(channels, shell, limits),
        limits,
        walled=is_walled(),
        for_students=for_students,
        prepare=prepare,
        has_network=chosen["network"],
    ).run()


def _freeze() -> None:
    """Move all that is warm out of the collector's sight, so that forks share it."""
    gc.freeze()
