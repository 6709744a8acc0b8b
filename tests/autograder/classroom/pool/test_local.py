"""Every item is worked on once, in threads that each keep a worker of their own."""

import contextlib
import threading
import time
from types import SimpleNamespace

import pytest

from autograder.classroom.pool import local
from autograder.classroom.pool.contract import Due, StartFailed
from autograder.classroom.pool.local import LocalPool, run_pool
from tests.autograder.helpers.waiting import wait_for


class Tools:
    """Counts what was started and ended."""

    def __init__(self):
        self.started, self.ended, self.threads = 0, 0, []
        self.lock = threading.Lock()

    @contextlib.contextmanager
    def start(self):
        with self.lock:
            self.started += 1
            self.threads.append(threading.get_ident())
        yield self
        with self.lock:
            self.ended += 1


@pytest.mark.parametrize("jobs", [1, 3, 50])
def test_every_item_once(jobs):
    tools = Tools()
    found = dict(run_pool(range(40), lambda item, tool: (tool.get(), item**2)[1], tools.start, jobs))
    assert found == {item: item**2 for item in range(40)}
    assert tools.started == tools.ended <= jobs
    assert len(set(tools.threads)) == tools.started


def test_nothing_is_started_when_there_is_nothing_to_do():
    tools = Tools()
    assert list(run_pool([], lambda item, tool: tool.get(), tools.start, 2)) == []
    assert list(run_pool([1], lambda item, tool: item, tools.start, 2)) == [(1, 1)]
    assert tools.started == 0


def test_a_fault_is_the_items_result_and_the_worker_is_replaced():
    tools = Tools()

    def work(item, tool):
        tool.get()
        return 1 / item

    found = dict(run_pool([2, 0, 1], work, tools.start, 1))
    assert (found[2], found[1]) == (0.5, 1.0)
    assert isinstance(found[0], ZeroDivisionError)
    assert tools.started == tools.ended == 2


def test_a_worker_that_does_not_start_is_every_items_result():
    def start():
        raise OSError("no room")

    outcomes = dict(run_pool(range(3), lambda item, tool: tool.get(), start, 2))
    assert {type(outcome) for outcome in outcomes.values()} == {StartFailed}
    assert [str(outcomes[item]) for item in range(3)] == ["a worker cannot be started: no room"] * 3


def test_a_slow_reader_slows_the_work():
    done = []
    results = run_pool(range(100), lambda item, tool: done.append(item), Tools().start, 2)
    next(results)
    time.sleep(0.2)
    assert len(done) < 20
    assert len(list(results)) == 99


def test_when_the_reader_stops_nothing_new_is_begun():
    tools, done = Tools(), []

    def work(item, tool):
        tool.get()
        done.append(item)

    results = run_pool(range(1000), work, tools.start, 2)
    next(results)
    results.close()
    wait_for(lambda: tools.ended == tools.started, "the end of the workers")
    assert len(done) < 20


def test_where_little_is_due_one_worker_does_it(monkeypatch):
    monkeypatch.setattr(local, "_HEAD_START", 600)
    tools = Tools()
    found = dict(run_pool(range(5), lambda item, tool: (tool.get(), item)[1], tools.start, 2, at_once=1))
    assert found == {item: item for item in range(5)} and tools.started == tools.ended == 1


def test_what_takes_long_gets_a_second_worker(monkeypatch):
    monkeypatch.setattr(local, "_HEAD_START", 0.01)
    tools, second = Tools(), threading.Event()

    def work(item, tool):
        tool.get()
        if tools.started == 2:
            second.set()
        assert second.wait(600)

    outcomes = dict(run_pool(range(3), work, tools.start, 2, at_once=1))
    assert set(outcomes.values()) == {None} and tools.started == 2


@pytest.mark.parametrize(("jobs", "due", "at_once"), [(2, 8, 1), (2, 9, 2), (8, 20, 3), (8, 60, 8)])
@pytest.mark.parametrize("alone", [False, True])
def test_what_is_due_decides_how_many_workers_start_at_once(monkeypatch, jobs, due, at_once, alone):
    seen = []
    monkeypatch.setattr(
        local, "run_pool", lambda items, *given, at_once: seen.append((items, given[2], at_once)) or []
    )
    pool, students = LocalPool(Tools().start, jobs), [f"{number}" for number in range(70)]
    prepared = dict.fromkeys(students) | dict.fromkeys(students[:due], Due(None, ("hw",)))
    told = dict(pool.grade(SimpleNamespace(modules=frozenset()), students, prepared.get, alone=alone))
    ((items, workers, begun),) = seen
    assert [*items, *told] == students
    assert (workers, begun) == ((1, 1) if alone else (jobs, at_once))
