"""A submission that wants to stay: it ends with its grading, and the next one finds nothing of it."""

import os

import psutil
import pytest

from autograder.grading.worker import Worker
from tests.autograder.boxes.process.leaving import NOBODY, run_as
from tests.autograder.helpers.in_boxes import LIMITS, grade, graded, student

USERS = {os.geteuid(), NOBODY} if os.geteuid() == 0 else {os.geteuid()}


@pytest.mark.parametrize("user", sorted(USERS))
def test_a_submission_that_stays_is_gone_and_leaves_nothing(user):
    assert run_as(user, "bwrap") == {"found": "[]", "scores": [None, 4.0, 4.0], "left": 0}


def test_without_walls_its_processes_are_ended_all_the_same():
    outcome = run_as(os.geteuid(), "none")
    assert outcome["scores"] == [None, 4.0, 4.0]
    assert outcome["left"] == 0
    assert "process" not in outcome["found"]


def test_process_1_is_not_the_students(walled):
    source = """
        import os, signal
        for number in signal.valid_signals():
            try:
                os.kill(1, number)
            except OSError:
                pass
        def f(x): return os.getpid() > 1
        try:
            open("/proc/%d/mem" % min(int(p) for p in os.listdir("/proc") if p.isdigit()), "rb")
        except OSError:
            pass
    """
    assert [result.score for result in grade(walled, student(source), graded("assert f(1)"))] == [None, 4.0]


def test_a_worker_whose_submission_cannot_be_ended_is_replaced(caplog):
    with Worker("bwrap", LIMITS) as worker:
        box = worker.processes[0]
        first = box.pid
        grade(worker, student("1"))
        box.confirm_end()
        box.take_answer({"is_clean": False, "was_killed": False})
        assert box.pid != first
        assert "could not be ended" in caplog.text
        assert not psutil.pid_exists(first)
        (result,) = grade(worker, student("2 + 2"))
    assert result.outputs[0]["data"]["text/plain"] == "4"
