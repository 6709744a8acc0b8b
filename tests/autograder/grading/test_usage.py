"""What a tree of processes uses: exactly, or at most so much where that is enough to know."""

import os
from types import SimpleNamespace

import pytest

from autograder.boxes.limits import Limits
from autograder.grading import usage as measured
from autograder.grading import watch as watching
from autograder.grading.usage import Usage, cpu_seconds, usage
from autograder.grading.watch import Budget, Watch


def test_where_little_is_enough_shared_pages_count_for_everybody():
    exact, at_most = usage(os.getpid()), usage(os.getpid(), enough=2**50)
    assert 0 < exact.memory <= at_most.memory
    assert at_most.cpu_seconds > 0


def test_pages_are_divided_only_where_the_limit_may_be_met(monkeypatch):
    asked = []
    monkeypatch.setattr(measured, "_divided_bytes", lambda process: asked.append(process) or 1)
    resident = usage(os.getpid(), enough=2**50).memory
    assert asked == []
    assert usage(os.getpid(), enough=resident // 2).memory >= 1
    assert os.getpid() in asked


def test_a_process_that_is_gone_uses_nothing():
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    assert usage(child, ["/tmp"]) == Usage(0.0, 0)
    assert cpu_seconds(child) == 0.0


def test_the_time_of_one_process_is_what_it_says_itself():
    before = sum(os.times()[:4])  # with the children that it waited for
    assert before - 0.1 < cpu_seconds(os.getpid()) < sum(os.times()[:4]) + 0.1


@pytest.fixture
def instructor(monkeypatch):
    """An instructor's box whose processor time a test sets."""
    monkeypatch.setattr(watching, "WATCH_SECONDS", 0.0)
    box = SimpleNamespace(used=5.0)
    box.cpu_seconds = lambda: box.used
    return box


def test_a_test_that_hears_no_alarm_is_stopped_by_the_time_that_it_used(instructor):
    student = SimpleNamespace(group=None, memory_together=0, usage=lambda: Usage(0.0, 0))
    watch = Watch(student, instructor, Limits(test_seconds=20.0), Budget())
    assert watch.limit_met() is None
    instructor.used += 40.5  # one test's time, and as much for the words of its failure
    assert watch.limit_met() is None
    watch.cell_began()
    instructor.used += 100.0  # before the first look at the next cell: whose it was is not known
    assert watch.limit_met() is None
    instructor.used += 41.5
    assert watch.limit_met() == "test cpu"
