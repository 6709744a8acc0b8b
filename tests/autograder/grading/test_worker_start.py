"""A worker that cannot start leaves nothing behind."""

from types import SimpleNamespace

import psutil
import pytest

from autograder.grading import warm_process
from autograder.grading.warm_process import WorkerFailed
from autograder.grading.worker import Worker


@pytest.mark.parametrize("broken", ["student", "instructor"])
def test_what_was_started_is_ended(broken, monkeypatch):
    real = warm_process.walls.command

    def command(sandbox, inner, **more):
        return ["/bin/false"] if more["box"] == broken else real(sandbox, inner, **more)

    monkeypatch.setattr(warm_process.walls, "command", command)
    before = {process.pid for process in psutil.Process().children(recursive=True)}
    with pytest.raises(WorkerFailed, match=f"The {broken}'s box ended by itself"):
        Worker(sandbox="none")
    assert {process.pid for process in psutil.Process().children(recursive=True)} <= before


@pytest.mark.parametrize(
    ("sandbox", "has_namespaces", "walls"),
    [
        ("bwrap", True, "bwrap + namespaces + network + seccomp + covered answers + memory by sampling"),
        ("bwrap", False, "bwrap + network + seccomp + memory by sampling"),
        ("none", False, "none + seccomp + memory by sampling"),
    ],
)
def test_a_report_says_whether_the_answers_are_covered(sandbox, has_namespaces, walls):
    worker = Worker.__new__(Worker)
    worker.sandbox = sandbox
    student = SimpleNamespace(layers={"namespaces": has_namespaces, "seccomp": True}, group=None)
    worker.processes = [student]
    worker._has_network = False
    assert worker.isolation == walls
