"""What may be the machine's doing costs no mark: it is graded once more, alone, or not taken as final."""

from dataclasses import replace

import pytest

from autograder.classroom.class_run import grade_class
from autograder.classroom.pool.local import LocalPool
from autograder.grading.warm_process import WorkerFailed
from autograder.reading.course import SetupError, open_course
from autograder.records import SIGNAL, WALL_CLOCK
from autograder.writing.gradebook import open_gradebook
from tests.autograder.helpers.fakes import FakeWorker
from tests.autograder.helpers.small_course import submit


class _Slow(FakeWorker):
    """Its first `times` plans are ended by the wall clock, as on a machine that has other work."""

    times = 0
    ended_by = WALL_CLOCK

    def grade(self, plan):
        results = super().grade(plan)
        with FakeWorker._lock:
            _Slow.times -= 1
            is_slow = _Slow.times >= 0
        if not is_slow:
            return results
        return [
            replace(result, status="timeout", score=0.0, ended_by=self.ended_by)
            if planned.is_test
            else result
            for planned, result in zip(plan.cells, results, strict=True)
        ]


class _Killed(_Slow):
    ended_by = SIGNAL


def _grade_with(worker, root, times, jobs=1, **options):
    _Slow.times = times
    course = open_course(root)
    with open_gradebook(course) as gradebook:
        results = grade_class(course, gradebook, "hw", LocalPool(worker, jobs), **options)
    return {result.student: result for result in results}


@pytest.mark.parametrize("worker", [_Slow, _Killed])
@pytest.mark.parametrize("jobs", [1, 4])
def test_what_the_machine_may_have_ended_is_graded_once_more_before_a_mark_is_lost(
    course_folder, worker, jobs
):
    for name in ("ann", "bob"):
        submit(course_folder, name)
    results = _grade_with(worker, course_folder, 2, jobs=jobs)
    assert {name: (result.score, result.problem) for name, result in results.items()} == {
        "ann": (7.0, None),
        "bob": (7.0, None),
    }


def test_what_ends_by_the_wall_clock_twice_is_not_final(course_folder):
    submit(course_folder, "ann")
    result = _grade_with(_Slow, course_folder, 100)["ann"]
    assert (result.score, result.is_new) == (0.0, True)
    assert "main.ipynb: a cell was ended by the wall clock, also when it was graded alone" in result.problem
    later = _grade_with(_Slow, course_folder, 0)["ann"]
    assert (later.score, later.problem, later.is_new) == (7.0, None, True)
    assert not _grade_with(_Slow, course_folder, 0)["ann"].is_new


def test_what_is_killed_twice_is_final(course_folder):
    submit(course_folder, "ann")
    result = _grade_with(_Killed, course_folder, 100)["ann"]
    assert (result.score, result.problem) == (0.0, None)
    assert not _grade_with(_Killed, course_folder, 0)["ann"].is_new


class _Dying(FakeWorker):
    """Its process is killed `times` times."""

    times = 0

    def grade(self, plan):
        _Dying.times -= 1
        if _Dying.times >= 0:
            raise WorkerFailed("it ended by itself.")
        return super().grade(plan)


@pytest.mark.parametrize(("times", "failure"), [(1, None), (2, "WorkerFailed: it ended by itself.")])
def test_a_killed_worker_costs_a_retry(course_folder, times, failure):
    submit(course_folder, "ann")
    _Dying.times = times
    course = open_course(course_folder)
    with open_gradebook(course) as gradebook:
        (result,) = grade_class(course, gradebook, "hw", LocalPool(_Dying))
    assert (result.failure, result.score) == (failure, 0.0 if failure else 7.0)


class _Undeclared(FakeWorker):
    """A declaration of its exercises raises."""

    def grade(self, plan):
        raise SetupError("svm_loss: it raised.")


def test_a_declaration_that_raises_ends_the_run_and_costs_nobody_a_mark(course_folder):
    submit(course_folder, "ann")
    with pytest.raises(SetupError, match="^svm_loss: it raised.$"):
        _grade_with(_Undeclared, course_folder, 0)
    assert _grade_with(FakeWorker, course_folder, 0)["ann"].is_new
