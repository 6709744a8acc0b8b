"""The box that runs a student's cells and answers calls.

Nothing here decides anything: whatever this process says is data to the instructor's box. It holds no tests
and no reference answers. Before anything that may crash, it forks: the child goes on, the parent waits, and
if the child dies the parent takes over with the state from before.
"""

from __future__ import annotations

import builtins
import contextlib
import getpass
import os
import signal
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, cast

import msgpack

from autograder.boxes import cell_run
from autograder.boxes.cells import FIRST_CELL
from autograder.boxes.course_answers import answers_withheld, refusals
from autograder.boxes.crossing.channel import Channel, ChannelClosed
from autograder.boxes.crossing.peer import Peer
from autograder.boxes.crossing.process_state import keeping_errors
from autograder.boxes.limits import MAX_TEXT, Limits
from autograder.boxes.process.alarm import time_limit
from autograder.boxes.process.children import adopt_orphans, die_with_parent, end_descendants
from autograder.boxes.process.warm import import_warm
from autograder.boxes.shell import BoundedText, BoxShell, make_shell

# How long to end what a dead process left behind: a fork bomb outruns a few rounds.
_CLEAR_SECONDS = 10.0


def warm_up(modules: Iterable[str] = ()) -> BoxShell:
    """Import what homework imports and make the shell; returns it."""
    import_warm(modules)
    refusals()
    import matplotlib.figure
    import matplotlib.pyplot as plt

    builtins.input = getpass.getpass = _nobody_answers
    # pip in a process of the student's own would try again and again to reach a network.
    os.environ.update(PIP_NO_INDEX="1", PIP_RETRIES="0", PIP_DISABLE_PIP_VERSION_CHECK="1", UV_OFFLINE="1")
    # Nobody sees a window here, and a warning about it would be noise.
    plt.show = lambda *arguments, **keywords: None
    matplotlib.figure.Figure.show = lambda *arguments, **keywords: None  # type: ignore[method-assign]

    shell = make_shell()
    # What IPython imports and compiles at its first cell is shared by all forks.
    shell.run_in_box(FIRST_CELL, False, BoundedText(0), BoundedText(0))
    cast(Any, shell).reset(new_session=False)
    return shell


def _nobody_answers(*arguments: object, **keywords: object) -> str:
    """Stand in for what asks the user."""
    raise EOFError("nobody answers `input()` in grading; the rest of this cell did not run")


class StudentBox:
    """Serves the requests of the instructor's box with a shell that holds the student's names."""

    def __init__(self, channel: Channel, shell: BoxShell, limits: Limits) -> None:
        self.shell = shell
        self.limits = limits
        self.seconds = limits.cell_seconds, limits.wall(limits.cell_seconds)
        self.peer = Peer(channel, self._serve)
        self.channel = channel

    def run(self) -> None:
        """Answer until the other end is closed."""
        with contextlib.suppress(ChannelClosed):
            while True:
                message = self.peer.decode(self.channel.receive())
                if message[0] == "fork":
                    self._fork()
                elif message[0] == "request":
                    # The limit covers the reply too: turning an object into data can be a student's code.
                    # Its parent has the state from before.
                    with time_limit(*self.seconds, signal.SIG_DFL):
                        self.peer.answer(message)

    def _fork(self) -> None:
        """Let a child go on; take over from here if it dies."""
        adopt_orphans()
        child = os.fork()
        if child == 0:
            # Whoever kills the parent must not leave two processes that answer.
            die_with_parent()
            return
        reason = _outcome(_wait_for(child))
        # If the child ended because the grading did, the channel is closed, and this process ends here as
        # well.
        self.channel.send(msgpack.packb(["died", reason]))
        end_descendants(_CLEAR_SECONDS)

    def _serve(
        self, peer: Peer, verb: str, target: Any, arguments: list[Any], keywords: dict[str, Any]
    ) -> Any:
        if verb in ("run", "get", "set", "delete", "files", "limit"):
            return getattr(self, f"_{verb}")(*arguments)
        with answers_withheld(), _silenced(), keeping_errors():
            return self._reach(verb, peer.object(target), arguments, keywords)

    def _run(self, source: str, rendered: bool, is_shared: bool) -> dict[str, Any]:
        streams = BoundedText(self.limits.output), BoundedText(self.limits.output)
        return cell_run.as_data(self.shell.run_in_box(source, rendered, *streams, is_shared=is_shared))

    def _limit(self, seconds: float, wall_seconds: float) -> None:
        self.seconds = seconds, wall_seconds

    def _files(self, files: dict[str, bytes]) -> None:
        for name, content in files.items():
            path = Path.cwd() / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def _get(self, name: str) -> Any:
        return self.shell.user_ns[name]

    def _set(self, name: str, value: Any) -> None:
        self.shell.user_ns[name] = value

    def _delete(self, name: str) -> None:
        del self.shell.user_ns[name]

    def _reach(self, verb: str, item: Any, arguments: list[Any], keywords: dict[str, Any]) -> Any:
        if verb == "call":
            return item(*arguments, **keywords)
        if verb == "getattr":
            return getattr(item, *arguments)
        if verb == "setattr":
            return setattr(item, *arguments)
        if verb == "special":
            return getattr(item, arguments[0])(*arguments[1:], **keywords)
        if verb == "isinstance":
            return isinstance(arguments[0], item)
        if verb == "repr":
            return repr(item)[:MAX_TEXT]
        raise ValueError(f"student's box: unknown request {verb!r}.")


@contextlib.contextmanager
def _silenced() -> Iterator[None]:
    """What is printed while hidden inputs are in hand goes nowhere."""
    with contextlib.redirect_stdout(BoundedText(0)), contextlib.redirect_stderr(BoundedText(0)):
        yield


def _wait_for(child: int) -> int:
    """Exit status of `child`; orphans of it that end meanwhile are cleared away."""
    while True:
        with contextlib.suppress(InterruptedError):
            pid, status = os.waitpid(-1, 0)
            if pid == child:
                return status


_LIMITS_MET = {signal.SIGPROF: "cpu", signal.SIGALRM: "wall"}


def _outcome(status: int) -> str:
    """Why a process ended, in one word."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        return _LIMITS_MET.get(signal.Signals(number), signal.Signals(number).name)
    return "exit"
