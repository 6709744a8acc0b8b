"""The box that runs the instructor's cells against stand-ins and decides.

It never runs a line that a student wrote. What the student box says is data: a wrong answer at worst.
"""

from __future__ import annotations

import contextlib
import re
import signal
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from autograder.boxes.cells import FIRST_CELL, compiled, remember_lines
from autograder.boxes.crossing import wire
from autograder.boxes.crossing.channel import Channel
from autograder.boxes.crossing.peer import BoxDied, Peer
from autograder.boxes.process.limits import TAKEOVER_SECONDS, Limits
from autograder.boxes.process.warm import import_warm
from autograder.checking import check as checking
from autograder.instructor_box.guard import serve_student
from autograder.instructor_box.names import Names
from autograder.instructor_box.verdicts import cell_result, checked, failure, scored
from autograder.reading.bindings import imported_names

_GRACE_SECONDS = 3.0
_QUICK_SECONDS = 3.0

_ENDED = {
    "timeout": "Your code ran longer than the {seconds:g} seconds that a cell or a call may take: "
    "look for a loop that does not end.",
    "exit": "Your code ended the whole process (for example with os._exit), so this could not be graded.",
    "SIGSEGV": "Your code crashed the Python process (a segmentation fault), so this could not be graded.",
    "SIGKILL": "Your code was ended because it used too much memory, so this could not be graded.",
}
_LOST = "Your code stopped answering, so this could not be graded."


class OutOfTime(BaseException):
    """The test cell ran too long; no `Exception`, so that a test that catches those does not hide it."""


class StartAgain(BaseException):
    """The student box died in the quick pass, in which nothing was kept to go on from.

    No `Exception`, so that no handler takes it for something that the student's code raised.
    """


def warm_up(modules: Iterable[str] = ()) -> Any:
    """Import what tests import; returns the shell that magics in the instructor's cells use."""
    import_warm(modules)
    import matplotlib.pyplot as plt

    from autograder.boxes.shell import make_shell

    plt.show = lambda *arguments, **keywords: None
    checking.default_cases = "all"
    checking.preload()
    compiled(FIRST_CELL)
    return make_shell()


class TestBox:
    """Grades one notebook of one submission.

    Parameters
    ----------
    student, worker : Channel
        To the student box, and to the worker that wants the results.
    shell : BoxShell
        What `get_ipython()` is in the instructor's cells.
    limits : Limits
    """

    __test__ = False  # not one of pytest's

    def __init__(self, student: Channel, worker: Channel, shell: Any, limits: Limits) -> None:
        self.student = student
        self.worker = worker
        self.shell = shell
        self.limits = limits

    def run(self) -> None:
        """Take the plan, run its cells, report each result as soon as it is known."""
        plan = wire.decode(self.worker.receive(), wire.nothing_else)
        try:
            self._run_plan(plan)
        except StartAgain:
            self._report(["again"])
        except Exception as problem:  # the grader's own fault: told to the instructor, never hidden
            self._report(["broken", f"{type(problem).__name__}: {problem}"[:500]])
        else:
            self._report(["done"])

    def _report(self, message: list) -> None:
        self.worker.send(wire.encode(message, wire.nothing_else))

    def _run_plan(self, plan: dict) -> None:
        self.quick: bool = plan["quick"]
        self.gone = False
        cells = plan["cells"]
        allowed = frozenset(plan["modules"])
        seconds = min(self.limits.cell_seconds, _QUICK_SECONDS) if self.quick else self.limits.cell_seconds
        self.peer = Peer(
            self.student,
            serve_student,
            asked_classes=frozenset(plan["asked_classes"]),
            reply_seconds=seconds + _GRACE_SECONDS,
            guarded=True,
            importable=lambda name: name.split(".")[0] in allowed,
        )
        self.names = Names(frozenset(plan["asked"]), self._fetch, self._store, self._remove)
        self.names["get_ipython"] = lambda: self.shell
        self.shell.user_ns = self.names
        self.deadline = time.monotonic() + plan["seconds"]
        for name, content in plan["instructor_files"].items():
            path = Path.cwd() / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        self.shared_classes = self._named_classes(
            *(cell["test_source"] for cell in cells if cell["points"] is None and cell["test_source"])
        )
        self._ask("files", plan["student_files"])
        self._ask("limit", seconds)
        for index, cell in enumerate(cells):
            self._report(["begin", index])
            self._report(["cell", index, self._run_cell(cell, plan["failed"].get(index))])

    # -- the student's side

    def _ask(self, verb: str, *arguments: Any) -> Any:
        """A request that the student box answers itself (not a call of the student's function)."""
        try:
            return self.peer.request(verb, None, list(arguments))
        except BoxDied as death:
            self._note_death(death)
            raise

    def _note_death(self, death: BoxDied) -> None:
        if self.quick:
            raise StartAgain from death
        if death.reason in ("silent", "broken"):
            self.gone = True
            return
        # The process that takes over first clears away what the dead one left, a fork bomb for example.
        usual, self.peer.reply_seconds = self.peer.reply_seconds, TAKEOVER_SECONDS
        try:
            self.peer.request("limit", None, [self.limits.cell_seconds])
        except (BoxDied, Exception):  # it may have said anything
            self.gone = True
        finally:
            self.peer.reply_seconds = usual

    def _fork_student(self) -> None:
        self.student.send(self.peer.encode(["fork"]))

    def _fetch(self, name: str) -> Any:
        return self.peer.request("get", None, [name])

    def _store(self, name: str, value: Any) -> None:
        self.peer.request("set", None, [name, value])

    def _remove(self, name: str) -> None:
        self.peer.request("delete", None, [name])

    # -- one cell

    def _run_cell(self, cell: dict, failed: dict | None) -> dict:
        if failed is not None:
            return failed
        if time.monotonic() > self.deadline:
            return cell_result(
                cell, "not run", f"The submission used up its {self.limits.submission_seconds:g} seconds."
            )
        if self.gone:
            return cell_result(cell, "not run", _LOST)
        if not self.quick:
            self._fork_student()
        if cell["points"] is not None:
            # A class decides where it is tested: elsewhere, one that equals everything would pass any test.
            self.peer.trusted_classes = self.shared_classes | self._named_classes(cell["test_source"])
            return self._test(cell)
        ran = {"status": "ok", "outputs": []}
        is_shared = cell["test_source"] == cell["student_source"]
        if cell["student_source"] is not None:
            ran = self._run_student(cell, is_shared)
        if cell["test_source"] is not None:
            self._run_own(cell["test_source"])
        if is_shared:
            self.peer.mark_state_sent()
        elif "bound" in ran:
            own: frozenset[str] = frozenset()
            if cell["test_source"] is not None:
                own = frozenset(self.names) - imported_names(cell["test_source"])
            self.names.student_bound(ran["bound"], ran["gone"], own)
        return {
            "status": ran["status"],
            "outputs": ran["outputs"],
            "score": None,
            "message": ran.get("message", ""),
            "mistakes": [],
        }

    def _named_classes(self, *sources: str) -> frozenset[str]:
        """The classes asked for that some of the instructor's cells name."""
        text = "\n".join(sources)
        return frozenset(name for name in self.peer.asked_classes if re.search(rf"\b{name}\b", text))

    def _run_student(self, cell: dict, is_shared: bool) -> dict:
        try:
            return _checked_run(self._ask("run", cell["student_source"], cell["rendered"], is_shared))
        except BoxDied as death:
            return {"status": _status(death), "outputs": [], "message": self._explain(death)}
        except Exception as problem:  # the box's own machinery was tampered with: it may have said anything
            return {"status": "error", "outputs": [], "message": str(problem)[:200]}

    def _explain(self, death: BoxDied) -> str:
        return _ENDED.get(death.reason, _LOST).format(seconds=self.limits.cell_seconds)

    def _run_own(self, source: str) -> None:
        """Run a cell of the instructor that is not graded; what fails shows in the tests that need it."""
        try:
            self._timed(source)
        except BoxDied as death:
            self._note_death(death)
        except (Exception, SystemExit, OutOfTime):
            return

    def _test(self, cell: dict) -> dict:
        try:
            value = self._timed(cell["test_source"])
        except BoxDied as death:
            self._note_death(death)
            return cell_result(cell, _status(death), self._explain(death))
        except OutOfTime:
            return cell_result(
                cell, "timeout", f"The test was stopped after {self.limits.test_seconds:g} seconds."
            )
        except checking.CheckFailed as failed:
            return checked(cell, failed.result)
        except (Exception, SystemExit) as problem:
            return self._failed(cell, problem)
        if isinstance(value, checking.CheckResult):
            return checked(cell, value)
        return scored(cell, value)

    def _failed(self, cell: dict, problem: BaseException) -> dict:
        """The verdict of a failed test; an object of the student in its text is asked how it is written."""
        try:
            with _time_limit(self.limits.test_seconds):
                said = failure(problem, cell)
        except BoxDied as death:
            self._note_death(death)
            return cell_result(cell, _status(death), self._explain(death))
        except (Exception, OutOfTime):
            said = "The test failed. What it says of your answer cannot be shown."
        return cell_result(cell, "error", said)

    def _timed(self, source: str) -> Any:
        """Run one of the instructor's cells under the test's time limit; returns its last value."""
        body, last = compiled(source)
        remember_lines(source)
        with _time_limit(self.limits.test_seconds):
            exec(body, self.names)
            return eval(last, self.names) if last is not None else None


@contextlib.contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise `OutOfTime` in the block after `seconds`."""
    signal.signal(signal.SIGALRM, _raise_timeout)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _raise_timeout(*_: Any) -> None:
    raise OutOfTime


def _status(death: BoxDied) -> str:
    return "timeout" if death.reason == "timeout" else "died"


def _checked_run(ran: Any) -> dict:
    """The student box's account of a cell, brought into shape: it is untrusted."""
    if type(ran) is not dict:
        ran = {}
    outputs = [output for output in _list(ran.get("outputs")) if type(output) is dict][:60]
    texts = {name: [text for text in _list(ran.get(name)) if type(text) is str] for name in ("bound", "gone")}
    return {"status": "ok" if ran.get("status") == "ok" else "error", "outputs": outputs, **texts}


def _list(value: Any) -> list:
    return value if type(value) is list else []
