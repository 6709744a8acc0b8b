"""The box that runs a student's cells and answers calls.

Nothing here decides anything: whatever this process says is data to the instructor's box. It holds no
reference answers, and no test but one that runs together with the student's code, when that is its turn.
Before anything that may crash, it forks: the child goes on, the parent waits, and if the child dies the
parent takes over with the state from before.
"""

from __future__ import annotations

import builtins
import contextlib
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgpack
from IPython.core.async_helpers import get_asyncio_loop

from autograder.boxes import cell_run, own_files
from autograder.boxes import working_folder as folder
from autograder.boxes.cells import FIRST_CELL
from autograder.boxes.course_answers import answers_withheld
from autograder.boxes.crossing.channel import Channel, ChannelClosed
from autograder.boxes.crossing.peer import Peer
from autograder.boxes.crossing.process_state import keeping_errors
from autograder.boxes.crossing.shared_objects import Key, base_of, key_of, member_key
from autograder.boxes.crossing.subclasses import has_own_methods
from autograder.boxes.limits import MAX_TEXT, Limits
from autograder.boxes.process.alarm import time_limit
from autograder.boxes.process.children import (
    adopt_orphans,
    die_with_parent,
    end_descendants,
    release_locks,
)
from autograder.boxes.process.warm import import_warm
from autograder.boxes.shell import BoundedText, BoxShell, make_shell
from autograder.boxes.together.earlier_state import EarlierState, kept_by_child, kept_by_parent
from autograder.boxes.together.machinery import pristine
from autograder.boxes.together.tested import Sent, run_copy, run_test

_OWN_VERBS = frozenset(
    {
        "run",
        "get",
        "set",
        "delete",
        "files",
        "limit",
        "test",
        "restore",
        "share",
        "stay",
        "state",
        "put state",
        "changed files",
        "lay out",
    }
)
_MISSING = object()
# How long to end what a dead process left behind: a fork bomb outruns a few rounds.
_CLEAR_SECONDS = 10.0


def warm_up(modules: Iterable[str] = ()) -> BoxShell:
    """Import what homework imports and make the shell; returns it."""
    import_warm(modules)
    # pip in a process of the student's own would try again and again to reach a network.
    os.environ.update(PIP_NO_INDEX="1", PIP_RETRIES="0", PIP_DISABLE_PIP_VERSION_CHECK="1", UV_OFFLINE="1")
    shell = make_shell()
    # What IPython imports and compiles at its first cell is shared by all forks.
    shell.run_in_box(FIRST_CELL, False, BoundedText(0), BoundedText(0))
    shell.forget()
    pristine()  # code that is digested once serves all forks
    return shell


class StudentBox:
    """Serves the requests of the instructor's box with a shell that holds the student's names."""

    def __init__(self, channel: Channel, shell: BoxShell, limits: Limits) -> None:
        self.shell = shell
        self.limits = limits
        self.seconds = limits.cell_seconds, limits.wall(limits.cell_seconds)
        self.test_seconds = limits.test_seconds, limits.wall(limits.test_seconds)
        self.peer = Peer(channel, self._serve, shares=self._shares, shared_class=self._shared_class)
        self._shared: set[Key] = set()
        self._saved: dict[str, list[Any]] = {}
        self._files_known: folder.State = {}
        self._copy = partial(run_copy, shell)
        self._kept: EarlierState | None = None
        self.channel = channel

    def run(self) -> None:
        """Answer until the other end is closed."""
        with contextlib.suppress(ChannelClosed):
            while True:
                message = self.peer.decode(self.channel.receive())
                if message[0] == "fork":
                    self._fork()
                elif message[0] == "fork for a test":
                    self._kept = kept_by_parent(self._copy, self.test_seconds, self.channel.close)
                elif message[0] == "request":
                    # The limit covers the reply too: turning an object into data can be a student's code.
                    # Its parent has the state from before.
                    with time_limit(*self._seconds_for(message), signal.SIG_DFL):
                        self.peer.answer(message)

    def _seconds_for(self, message: list[Any]) -> tuple[float, float]:
        return self.test_seconds if message[2:3] == ["test"] else self.seconds

    def _fork(self) -> None:
        """Let a child go on; take over from here if it dies."""
        adopt_orphans()
        child = os.fork()
        if child == 0:
            # Whoever kills the parent must not leave two processes that answer.
            die_with_parent()
            return
        release_locks()
        reason = _outcome(_wait_for(child))
        # If the child ended because the grading did, the channel is closed, and this process ends here as
        # well.
        self.channel.send(msgpack.packb(["died", reason]))
        end_descendants(_CLEAR_SECONDS)

    def _serve(
        self, peer: Peer, verb: str, target: Any, arguments: list[Any], keywords: dict[str, Any]
    ) -> Any:
        if verb in _OWN_VERBS:
            return getattr(self, f"_{verb.replace(' ', '_')}")(*arguments)
        replaced = peer.known.get("replaced", [])
        with answers_withheld(), _silenced(), keeping_errors(), _standing(replaced, self.shell.user_ns):
            return self._reach(verb, peer.object(target), arguments, keywords)

    def _run(self, source: str, rendered: bool, is_shared: bool) -> dict[str, Any]:
        streams = BoundedText(self.limits.output), BoundedText(self.limits.output)
        return cell_run.as_data(self.shell.run_in_box(source, rendered, *streams, is_shared=is_shared))

    def _test(self, nonce: str, cells: list[Sent], modules: list[str], paths: list[str]) -> dict[str, Any]:
        kept, self._kept = self._kept, None
        if kept is None and cells[1][0]:
            kept = kept_by_child(self._copy, self.test_seconds)
        with contextlib.closing(kept) if kept else contextlib.nullcontext(), keeping_errors():
            return run_test(self.shell, nonce, cells, (modules, paths), kept)

    def _limit(self, seconds: float, wall_seconds: float) -> None:
        self.seconds = seconds, wall_seconds

    def _files(
        self, files: dict[str, bytes], instructors: list[str], seconds: float, wall_seconds: float
    ) -> None:
        self._limit(seconds, wall_seconds)
        own_files.lay_out(files)
        own_files.take_as_own(instructors)

    def _changed_files(self) -> list[Any]:
        now = folder.state_of(Path.cwd())
        found = folder.changes(Path.cwd(), self._files_known, now)
        self._files_known = now
        return list(found)

    def _lay_out(self, entries: folder.Entries, removed: list[str]) -> None:
        folder.lay_out(Path.cwd(), entries, removed, ())
        self._files_known = folder.state_of(Path.cwd())

    def _get(self, name: str) -> Any:
        return self.shell.user_ns[name]

    def _set(self, name: str, value: Any) -> None:
        names = self.shell.user_ns
        self._saved.setdefault(name, [names[name]] if name in names else [])
        names[name] = value

    def _restore(self, name: str) -> None:
        self.shell.user_ns.pop(name, None)
        for value in self._saved.pop(name, []):
            self.shell.user_ns[name] = value

    def _share(self, classes: list[list[str]]) -> None:
        self._shared = {(module, name) for module, name in classes}

    def _stay(self, names: list[str]) -> None:
        """Have objects of these classes of the student's be asked, where their content would not say all."""
        asked = frozenset(names)
        self.peer.stays = lambda item: type(item).__name__ in asked and has_own_methods(type(item))

    def _shares(self, item: Any) -> bool:
        """Whether an item is a class of the instructor's, or an object of one that can be made again."""
        own_class = item if isinstance(item, type) else type(item)
        key = key_of(own_class)
        if key not in self._shared or self._shared_class(*key) is not own_class:
            return False
        return isinstance(item, type) or member_key(item) is not None or base_of(own_class) is not None

    def _shared_class(self, module: str, name: str) -> type | None:
        names = self.shell.user_ns if module == "__main__" else vars(sys.modules.get(module, builtins))
        found = names.get(name) if (module, name) in self._shared else None
        return found if isinstance(found, type) else None

    def _state(self, module: str, names: list[str]) -> list[Any]:
        return [getattr(sys.modules.get(module), name, None) for name in names]

    def _put_state(self, module: str, name: str, value: Any) -> None:
        if module in sys.modules:
            setattr(sys.modules[module], name, value)

    def _delete(self, name: str) -> None:
        del self.shell.user_ns[name]

    def _reach(self, verb: str, item: Any, arguments: list[Any], keywords: dict[str, Any]) -> Any:
        if verb == "call":
            return item(*arguments, **keywords)
        if verb == "await":
            return get_asyncio_loop().run_until_complete(item(*arguments, **keywords))
        if verb == "anext":
            return get_asyncio_loop().run_until_complete(_next_of(item))
        if verb == "getattr":
            return getattr(item, *arguments)
        if verb == "setattr":
            return setattr(item, *arguments)
        if verb == "special":
            return getattr(item, arguments[0])(*arguments[1:], **keywords)
        if verb == "isinstance":
            return isinstance(arguments[0], item)
        if verb == "dir":
            return dir(item)
        if verb == "repr":
            return repr(item)[:MAX_TEXT]
        raise ValueError(f"student's box: unknown request {verb!r}.")


async def _next_of(items: Any) -> list[Any]:
    """The next item of an asynchronous generator, in a list; an empty list at its end."""
    try:
        return [await anext(items)]
    except StopAsyncIteration:
        return []


@contextlib.contextmanager
def _standing(replaced: list[Any], names: dict[str, Any]) -> Iterator[None]:
    """What a test has replaced stands here as well; the language's, where cells look it up first."""
    places = [
        (names if not module else vars(sys.modules.get(module, builtins)), name, value)
        for module, name, value in replaced
    ]
    usual = [(place, name, place.get(name, _MISSING)) for place, name, _ in places]
    for place, name, value in places:
        place[name] = value
    try:
        yield
    finally:
        for place, name, value in reversed(usual):
            place[name] = value
            if value is _MISSING:
                del place[name]


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
