"""The student's box as the instructor's box sees it: asked, never trusted, and noticed when it dies."""

from __future__ import annotations

from typing import Any

from autograder.boxes import cell_run
from autograder.boxes.cell_run import CellRun
from autograder.boxes.crossing.channel import Channel
from autograder.boxes.crossing.peer import BoxDied, Peer
from autograder.boxes.limits import TAKEOVER_SECONDS, Limits
from autograder.instructor_box.guard import serve_student
from autograder.instructor_box.suppression import raised_whatever_the_student_does
from autograder.records import Task

# What a reply may take beyond the student's own limit before the process counts as lost.
_GRACE_SECONDS = 3.0
# In the quick pass nothing is lost by giving up early: it is run again with care.
_QUICK_SECONDS = 3.0

_ENDED = {
    "timeout": "Your code ran longer than the {seconds:g} seconds that a cell or a call may take: "
    "look for a loop that does not end.",
    "exit": "Your code ended the whole process (for example with os._exit), so this could not be graded.",
    "SIGSEGV": "Your code crashed the Python process (a segmentation fault), so this could not be graded.",
    "SIGKILL": "Your code was ended because it used too much memory, so this could not be graded.",
}
LOST = "Your code stopped answering, so this could not be graded."


class StartAgain(BaseException):
    """The student's box died in the quick pass, in which nothing was kept to go on from.

    No `Exception`, so that no handler takes it for something that the student's code raised.
    """


class StudentsSide:
    """Asks the student's box, during one task.

    Parameters
    ----------
    channel : Channel
    task : Task
    limits : Limits

    Attributes
    ----------
    peer : Peer
        The line itself, for what tests reach through stand-ins.
    is_gone : bool
        Whether the box will not answer any more.
    """

    def __init__(self, channel: Channel, task: Task, limits: Limits) -> None:
        self._channel, self._limits, self._is_quick = channel, limits, task.is_quick
        self.is_gone = False
        self._seconds = limits.cell_seconds
        if task.is_quick:
            self._seconds = min(self._seconds, _QUICK_SECONDS)
        modules = task.plan.modules
        self.peer = Peer(
            channel,
            serve_student,
            asked_classes=task.plan.asked_classes,
            reply_seconds=self._seconds + _GRACE_SECONDS,
            guarded=True,
            importable=lambda name: name.split(".")[0] in modules,
            may_suppress=raised_whatever_the_student_does,
        )

    def prepare(self, files: dict[str, bytes]) -> None:
        """Lay files into the student's working folder and set the time limit."""
        self._ask("files", files)
        self._ask("limit", self._seconds)

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
        """Go on with the copy; `StartAgain` if none was kept."""
        if self._is_quick:
            raise StartAgain from death
        if death.reason in ("silent", "broken"):
            self.is_gone = True
            return
        # The process that takes over first clears away what the dead one left, a fork bomb for example.
        usual, self.peer.reply_seconds = self.peer.reply_seconds, TAKEOVER_SECONDS
        try:
            self.peer.request("limit", None, [self._limits.cell_seconds])
        except (BoxDied, Exception):  # it may have answered anything
            self.is_gone = True
        finally:
            self.peer.reply_seconds = usual

    def explanation(self, death: BoxDied) -> str:
        """Why the student's process ended, in a sentence for the student."""
        return _ENDED.get(death.reason, LOST).format(seconds=self._limits.cell_seconds)

    def _ask(self, verb: str, *arguments: Any) -> Any:
        """A request that the student's box answers itself (not a call of the student's function)."""
        try:
            return self.peer.request(verb, None, list(arguments))
        except BoxDied as death:
            self.note_death(death)
            raise


def status_of(death: BoxDied) -> str:
    """Return the status of a cell in which the student's process ended."""
    return "timeout" if death.reason == "timeout" else "died"
