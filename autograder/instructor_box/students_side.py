"""The student's box as the instructor's box sees it: asked, never trusted, and noticed when it dies."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Set
from functools import partial
from typing import Any, cast

from autograder.boxes import cell_run
from autograder.boxes.cell_run import CellRun
from autograder.boxes.crossing.channel import Channel
from autograder.boxes.crossing.peer import BoxDied, Peer
from autograder.boxes.crossing.shared_objects import Key, key_of, member_key
from autograder.boxes.limits import MAX_COPIES, TAKEOVER_SECONDS, Limits
from autograder.boxes.together.tested import Evidence, Sent, evidence_from_untrusted
from autograder.instructor_box.guard import serve_student
from autograder.instructor_box.messages import Answered, Waiting
from autograder.instructor_box.shared_folder import SharedFolder
from autograder.instructor_box.suppression import raised_whatever_the_student_does
from autograder.instructor_box.surroundings import Surroundings
from autograder.records import Task

# What a reply may take beyond the student's own limit before the process counts as lost.
_GRACE_SECONDS = 3.0
# In the quick pass nothing is lost by giving up early: it is run again with care.
_QUICK_SECONDS, _QUICK_WALL_SECONDS = 3.0, 10.0
# An answer that takes longer is told to the worker, which then looks at what the student's processes use.
_SLOW_SECONDS = 0.25


# What the student's name for one of these does not open in the instructor's box, where no answer refuses.
_HOLD_ANSWERS = frozenset({"course_lib", "autograder"})


class StartAgain(BaseException):
    """The student's box died in the quick pass, in which nothing was kept to go on from.

    No `Exception`, so that no handler takes it for something that the student's code raised.
    """


class BoxLost(BaseException):
    """The student's box cannot be gone on with: its process neither answers nor ends.

    Parameters
    ----------
    reason : str
        As in `endings`.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _ToldOf:
    """A channel, and somebody who is told while an answer takes long."""

    def __init__(
        self, channel: Channel, tell: Callable[[Waiting | Answered], None], cpu_seconds: float
    ) -> None:
        self._channel, self._tell, self.send = channel, tell, channel.send
        self.cpu_seconds = cpu_seconds

    def receive(self, timeout: float | None = None) -> bytes:
        if self._channel.is_ready(_SLOW_SECONDS):
            return self._channel.receive(timeout)
        self._tell(Waiting(self.cpu_seconds))
        try:
            return self._channel.receive(timeout)
        finally:
            self._tell(Answered())


class StudentsSide:
    """Asks the student's box, during one task.

    Parameters
    ----------
    channel : Channel
    task : Task
    limits : Limits
    tell : callable
        Takes `Waiting` and `Answered`.

    Attributes
    ----------
    peer : Peer
        The line itself, for what tests reach through stand-ins.
    """

    def __init__(
        self, channel: Channel, task: Task, limits: Limits, tell: Callable[[Waiting | Answered], None]
    ) -> None:
        self._channel, self._limits, self._is_quick = channel, limits, task.is_quick
        self._seconds = limits.cell_seconds, limits.wall(limits.cell_seconds)
        if task.is_quick:
            self._seconds = min(self._seconds[0], _QUICK_SECONDS), min(self._seconds[1], _QUICK_WALL_SECONDS)
        self._line = _ToldOf(channel, tell, limits.cell_seconds)
        self.peer = Peer(
            cast(Channel, self._line),
            serve_student,
            asked_classes=task.plan.asked_classes,
            reply_seconds=self._seconds[1] + _GRACE_SECONDS,
            guarded=True,
            importable=partial(_is_shared_module, task.plan.modules - _HOLD_ANSWERS),
            may_suppress=raised_whatever_the_student_does,
            shares=self._shares,
            shared_class=lambda module, name: self._shared.get((module, name)),
        )
        self._copies, self._has_copy = 0, False
        self._shared: dict[Key, type] = {}
        self._staying: frozenset[str] | None = frozenset()  # None after a death: the copy may know others
        sources = (cell.test_source or "" for cell in task.plan.cells)
        self._files = SharedFolder(sources, task.plan.instructor_files, self._request)
        self.surroundings = Surroundings(
            task.plan.module_states, self._request, self.peer.encode, self._files
        )
        self.peer.circumstances = self.surroundings

    def prepare(self, files: dict[str, bytes], instructors: Iterable[str]) -> None:
        """Lay files into the student's working folder, some of them the instructor's; set the time limit."""
        self._ask("files", files, sorted(instructors), *self._seconds)
        self._files.begin()

    def keep_copy(self) -> None:
        """Have the box keep a copy of itself to go on from if the next cell kills it.

        It keeps so many and no more: a cell that kills the box after that costs a pass of its own.
        """
        self._has_copy = not self._is_quick and self._copies < MAX_COPIES
        if self._has_copy:
            self._copies += 1
            self._channel.send(self.peer.encode(["fork"]))

    def run(self, source: str, rendered: bool, is_shared: bool) -> CellRun:
        """Run a cell there; what a shared one leaves outside is looked at when it has run here as well.

        Raises
        ------
        BoxDied
            If the process ended in it.
        Exception
            Of any type, if the box's own machinery was tampered with.
        """
        self._files.push()
        ran = cell_run.from_untrusted(self._ask("run", source, rendered, is_shared))
        if not is_shared:
            self.surroundings.after()
        return ran

    def after_shared(self) -> None:
        """Take note of what a cell that ran in both boxes has left."""
        try:
            self.surroundings.after(is_shared=True)
        except BoxDied as death:
            self.note_death(death)
            raise

    def _request(self, verb: str, arguments: list[Any]) -> Any:
        return self.peer.request(verb, None, arguments)

    def share(self, classes: dict[Key, type]) -> None:
        """Let objects of these classes of the instructor's, which both boxes have, cross as such."""
        new = {key: each for key, each in classes.items() if self._shared.get(key) is not each}
        if new:
            self._shared.update(new)
            self._ask("share", [list(key) for key in self._shared])

    def trust(self, classes: frozenset[str]) -> None:
        """Let operators of these classes answer; their objects are asked where their content is not all."""
        self.peer.trusted_classes = classes
        if classes != self._staying:
            self._request("stay", [sorted(classes)])
            self._staying = classes
            self.peer.calls += 1  # what is known of names may be another value now

    def _shares(self, item: Any) -> bool:
        """Whether an item is a class or a member of an enumeration; other objects are lent, not given."""
        own_class = item if isinstance(item, type) else type(item)
        is_known = self._shared.get(key_of(own_class)) is own_class
        return is_known and (isinstance(item, type) or member_key(item) is not None)

    @property
    def calls(self) -> int:
        """How many requests may have changed something there."""
        return self.peer.calls

    def encoded(self, value: Any) -> bytes:
        """What crosses of a value."""
        return self.peer.encode(value)

    def restore(self, name: str) -> None:
        """Have a name mean there what it meant before a test bound it."""
        self.peer.request("restore", None, [name])

    def test(self, nonce: str, cells: list[Sent], modules: list[str], paths: list[str]) -> Evidence:
        """Run a test there, as `run_test` does, in a fork that goes on; a copy takes over if it dies.

        Raises
        ------
        StartAgain
            If the process ended in it in the quick pass.
        BoxDied
            If it did in another one; the copy has taken over by then.
        Exception
            Of any type, if the box's own machinery was tampered with.
        """
        if self._is_quick:
            self._channel.send(self.peer.encode(["fork for a test"]))
        else:
            self.keep_copy()
        usual = self.peer.reply_seconds, self._line.cpu_seconds
        self.peer.reply_seconds = self._limits.wall(self._limits.test_seconds) + _GRACE_SECONDS
        self._line.cpu_seconds = 2 * self._limits.test_seconds  # the test and its copy
        try:
            return evidence_from_untrusted(self.peer.request("test", None, [nonce, cells, modules, paths]))
        except BoxDied as death:
            self.note_death(death)
            raise
        finally:
            self.peer.reply_seconds, self._line.cpu_seconds = usual

    def fetch(self, name: str) -> Any:
        """The student's value of a name, or its stand-in."""
        return self.peer.request("get", None, [name])

    def store(self, name: str, value: Any) -> None:
        """Bind a name there."""
        self.peer.request("set", None, [name, value])

    def remove(self, name: str) -> None:
        """Delete a name there."""
        self.peer.request("delete", None, [name])

    def note_death(self, death: BoxDied) -> None:
        """Go on with the copy; `StartAgain` if none was kept, `BoxLost` if it cannot take over."""
        if self._is_quick:
            raise StartAgain from death
        self._staying = None
        self._go_on_with_copy(death)

    def _go_on_with_copy(self, death: BoxDied) -> None:
        if death.reason in ("silent", "broken"):
            raise BoxLost("wall" if death.reason == "silent" else "broken") from death
        if not self._has_copy:
            raise BoxLost(death.reason) from death
        self._copies -= 1
        # The process that takes over first clears away what the dead one left, a fork bomb for example.
        usual, self.peer.reply_seconds = self.peer.reply_seconds, TAKEOVER_SECONDS
        try:
            self.peer.request("limit", None, list(self._seconds))
        except (BoxDied, Exception):  # it may have answered anything
            raise BoxLost(death.reason) from death
        finally:
            self.peer.reply_seconds = usual

    def _ask(self, verb: str, *arguments: Any) -> Any:
        """A request that the student's box answers itself (not a call of the student's function)."""
        try:
            return self.peer.request(verb, None, list(arguments))
        except BoxDied as death:
            self.note_death(death)
            raise


def _is_shared_module(packages: Set[str], name: str) -> bool:
    """Whether a student's module is one of the instructor's; none is imported because a student says so."""
    return name.partition(".")[0] in packages and name in sys.modules
