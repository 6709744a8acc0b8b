"""The student's box as the instructor's box sees it: asked, never trusted, and noticed when it dies."""

from __future__ import annotations

import sys
from collections.abc import Callable, Set
from functools import partial
from typing import Any, cast

from autograder.boxes import cell_run
from autograder.boxes.cell_run import CellRun
from autograder.boxes.crossing.channel import Channel
from autograder.boxes.crossing.peer import BoxDied, Peer
from autograder.boxes.limits import TAKEOVER_SECONDS, Limits
from autograder.instructor_box.guard import serve_student
from autograder.instructor_box.messages import Answered, Waiting
from autograder.instructor_box.suppression import raised_whatever_the_student_does
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

    def __init__(self, channel: Channel, tell: Callable[[Waiting | Answered], None]) -> None:
        self._channel, self._tell, self.send = channel, tell, channel.send

    def receive(self, timeout: float | None = None) -> bytes:
        if self._channel.is_ready(_SLOW_SECONDS):
            return self._channel.receive(timeout)
        self._tell(Waiting())
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
        self.peer = Peer(
            cast(Channel, _ToldOf(channel, tell)),
            serve_student,
            asked_classes=task.plan.asked_classes,
            reply_seconds=self._seconds[1] + _GRACE_SECONDS,
            guarded=True,
            importable=partial(_is_shared_module, task.plan.modules - _HOLD_ANSWERS),
            may_suppress=raised_whatever_the_student_does,
        )

    def prepare(self, files: dict[str, bytes]) -> None:
        """Lay files into the student's working folder and set the time limit."""
        self._ask("files", files)
        self._ask("limit", *self._seconds)

    def keep_copy(self) -> None:
        """Have the box keep a copy of itself to go on from if the next cell kills it."""
        if not self._is_quick:
            self._channel.send(self.peer.encode(["fork"]))

    def run(self, source: str, rendered: bool, is_shared: bool) -> CellRun:
        """Run a cell there.

        Raises
        ------
        BoxDied
            If the process ended in it.
        Exception
            Of any type, if the box's own machinery was tampered with.
        """
        return cell_run.from_untrusted(self._ask("run", source, rendered, is_shared))

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
        if death.reason in ("silent", "broken"):
            raise BoxLost("wall" if death.reason == "silent" else "broken") from death
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
