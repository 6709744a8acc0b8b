"""Whatever a machine does to a run, marks stay those of an undisturbed one."""

import multiprocessing
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from autograder.boxes.limits import Limits
from autograder.classroom.class_run import grade_class
from autograder.classroom.pool.local import LocalPool
from autograder.grading.worker import Worker
from autograder.reading.course import SetupError, open_course
from autograder.sample_class.students import students_of, write_class
from autograder.writing.gradebook import open_gradebook
from tests.autograder.classroom.disturbed_runs import Killer, make_class, run, scores
from tests.autograder.classroom.graded_class import grade as grade_with_fake
from tests.autograder.helpers.small_course import ANSWERS, submit

REPOSITORY = Path(__file__).parents[3]


def undisturbed(course, tmp_path, names):
    """What the gradebook of a copy holds after a run that nothing disturbed."""
    whole = shutil.copytree(course, tmp_path / "whole")
    grade_with_fake(whole)
    return scores(whole, names)


def _with_a_child():
    """A process that sleeps, with another below it."""
    line = ["sh", "-c", "sleep 600 & echo there; wait"]
    process = subprocess.Popen(line, stdout=subprocess.PIPE, start_new_session=True)
    process.stdout.readline()
    return process


def test_what_was_there_before_the_killer_is_spared():
    before = _with_a_child()
    killer = Killer(seed=7, kills=1)
    after = _with_a_child()
    try:
        found = killer.below()
        assert found[0].pid == after.pid
        assert [process.ppid() for process in found[1:]] == [after.pid]
    finally:
        for process in (before, after):
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()


def test_processes_that_are_killed_cost_no_mark(course_folder, tmp_path):
    names = make_class(course_folder, 6)
    expected = undisturbed(course_folder, tmp_path, names)
    killer = Killer(seed=7, kills=8)
    while killer.left:
        with killer, pytest.MonkeyPatch.context() as patch:
            patch.setattr("autograder.classroom.pool.local._POLL_SECONDS", 0.05)
            try:
                run(course_folder, force=True)
            except SetupError as stopped:  # a worker that was killed twice while it started
                assert "a worker cannot be started" in str(stopped)
        held = scores(course_folder, names)
        assert {name: held[name] for name in names if held[name] is not None} == {
            name: expected[name] for name in names if held[name] is not None
        }, killer.victims
    assert [result.problem for result in run(course_folder).values()] == [None] * len(names)
    assert scores(course_folder, names) == expected


_BUSY = "import time\nend = time.process_time() + 0.4\nwhile time.process_time() < end: pass\n"


def _burn():
    while True:
        pass


@pytest.fixture
def load():
    """Other work for the machine: two endless loops for each core would be unkind to it, so two in all."""
    burners = [multiprocessing.get_context("fork").Process(target=_burn, daemon=True) for _ in range(2)]
    for burner in burners:
        burner.start()
    yield
    for burner in burners:
        burner.kill()
        burner.join()


def test_slow_right_answers_get_the_same_marks_however_busy_the_machine_is(course_folder, load):
    limits = Limits(cell_seconds=0.8, test_seconds=1.6, submission_seconds=20.0)
    for number in range(5):
        submit(course_folder, f"slow{number}", {**ANSWERS, "double": _BUSY + ANSWERS["double"]})
    course = open_course(course_folder)
    with open_gradebook(course) as gradebook:
        for jobs in (8, 1):
            results = grade_class(
                course,
                gradebook,
                "hw",
                LocalPool(lambda modules: Worker(limits=limits, modules=modules), jobs),
                force=True,
                students=None if jobs > 1 else ["slow0"],
            )
            assert {(result.score, result.problem) for result in results} == {(7.0, None)}, jobs


LECTURE = "loss_functions"


def _lecture(root, students):
    """A course of one lecture of ours, with what these students hand in."""
    shutil.copytree(REPOSITORY / "notebooks" / LECTURE, root / "notebooks" / LECTURE)
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    write_class(root, LECTURE, students)
    return open_course(root)


def test_a_lectures_class_gets_the_same_marks_for_every_number_of_jobs_on_a_busy_machine(tmp_path, load):
    everybody = students_of(LECTURE)
    mistaken = [student for student in everybody if student.name.startswith("mistaken-")]
    right = next(student for student in everybody if student.name.startswith("right-"))
    course = _lecture(tmp_path / "course", [right, mistaken[0], mistaken[-1]])
    marks = {}
    with open_gradebook(course) as gradebook:
        for jobs in (8, 1):
            results = grade_class(
                course,
                gradebook,
                LECTURE,
                LocalPool(lambda modules: Worker(modules=modules, secret=b"the same"), jobs),
                force=True,
            )
            marks[jobs] = {result.student: (result.problem, result.cells) for result in results}
    assert marks[8] == marks[1]
    lost = {name for name, (_, cells) in marks[1].items() if any(cell.score < cell.points for cell in cells)}
    assert lost == {mistaken[0].name, mistaken[-1].name}


def _command(course):
    line = [sys.executable, "-m", "autograder", "grade", "hw", "--course", str(course), "--jobs", "1"]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def _hold(database, seconds, is_held):
    held = sqlite3.connect(database, isolation_level=None)
    held.execute("BEGIN EXCLUSIVE")
    is_held.set()
    time.sleep(seconds)
    held.execute("ROLLBACK")
    held.close()


def test_two_runs_at_once_and_a_held_gradebook(course_folder, tmp_path):
    names = make_class(course_folder, 4)
    expected = undisturbed(course_folder, tmp_path, names)
    is_held = threading.Event()
    holder = threading.Thread(target=_hold, args=(course_folder / "gradebook.db", 5.0, is_held))
    holder.start()
    is_held.wait()
    runs = [_command(course_folder) for _ in range(2)]
    outputs = [process.communicate(timeout=900)[0] for process in runs]
    holder.join()
    assert [process.returncode for process in runs] == [0, 0], outputs
    assert scores(course_folder, names) == expected
