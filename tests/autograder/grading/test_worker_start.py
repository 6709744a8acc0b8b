"""A worker that cannot start leaves nothing behind."""

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
    assert {process.pid for process in psutil.Process().children(recursive=True)} == before
