"""A gradebook in PostgreSQL holds what one in SQLite holds, also after two runs at once and after kills."""

import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from nbgrader.api import Gradebook

from autograder.reading.course import SetupError, open_course
from autograder.writing import gradebook
from autograder.writing.gradebook import open_gradebook
from tests.autograder.classroom.graded_class import HALF
from tests.autograder.classroom.graded_class import grade as grade_with_fake
from tests.autograder.classroom.graded_class import stored as stored_in_sqlite
from tests.autograder.helpers import small_course
from tests.autograder.helpers.postgresql import Server
from tests.autograder.helpers.small_course import ANSWERS, submit

REPOSITORY = Path(__file__).parents[3]
NAMES = [f"student{number:02}" for number in range(20)]  # more than one batch


@pytest.fixture(scope="module")
def server():
    running = Server()
    yield running
    running.close()


@pytest.fixture(scope="module")
def released(server, released_course, tmp_path_factory):
    """The small course with its gradebook in PostgreSQL, released; not to be changed."""
    root = shutil.copytree(released_course, tmp_path_factory.mktemp("served") / "course")
    (root / "gradebook.db").unlink()
    with (root / "nbgrader_config.py").open("a") as file:
        file.write(f"c.CourseDirectory.db_url = {server.new('released')!r}\n")
    small_course.release(root, server.url("released"))
    for number, name in enumerate(NAMES):
        submit(root, name, ANSWERS if number % 3 else HALF)
    return root


@pytest.fixture
def course(server, released, tmp_path, request):
    """A copy of it with a database of its own."""
    root = shutil.copytree(released, tmp_path / "course")
    config = root / "nbgrader_config.py"
    name = request.node.name[:60]
    server.new(name, like="released")
    config.write_text(config.read_text().replace(server.url("released"), server.url(name)))
    return root


@pytest.fixture(scope="module")
def expected(released, released_course, tmp_path_factory):
    """What SQLite holds of the same class."""
    root = shutil.copytree(released_course, tmp_path_factory.mktemp("filed") / "course")
    shutil.copytree(released / "submitted", root / "submitted")
    grade_with_fake(root)
    return {name: stored_in_sqlite(root, name) for name in NAMES}


def _stored(root):
    """Student -> grade_id -> what PostgreSQL holds; students without a submission are left out."""
    with Gradebook(open_course(root).db_url) as book:
        return {
            submission.student.id: {
                grade.name: (grade.auto_score, grade.manual_score, grade.needs_manual_grade)
                for notebook in submission.notebooks
                for grade in notebook.grades
            }
            for submission in book.assignment_submissions("hw")
        }


def _python(course, code):
    """A program that is given the course folder."""
    return subprocess.Popen([sys.executable, "-c", code, str(course)], cwd=REPOSITORY)


_RUN = """
import sys
from tests.autograder.classroom.graded_class import grade
grade(sys.argv[1])
"""


def test_two_runs_at_once_give_the_marks_that_sqlite_holds(course, expected):
    runs = [_python(course, _RUN) for _ in range(2)]
    assert [run.wait() for run in runs] == [0, 0]
    assert _stored(course) == expected
    assert grade_with_fake(course)[1] == 0


_KILLED = """
import os, signal, sys
from tests.autograder.classroom.graded_class import grade
count = 0
def progress(result):
    global count
    count += 1
    if count == 18:  # some are committed, two are not read yet
        os.kill(os.getpid(), signal.SIGKILL)
grade(sys.argv[1], progress=progress)
"""


def test_a_run_that_is_killed_leaves_a_batch_done_and_the_next_one_goes_on(course, expected):
    assert _python(course, _KILLED).wait() == -signal.SIGKILL
    present = _stored(course)
    assert 0 < len(present) < 20
    assert present == {name: expected[name] for name in present}
    results, calls = grade_with_fake(course)
    assert calls == 2 * (20 - len(present))
    assert _stored(course) == expected


def test_a_server_that_is_started_again_in_the_middle_costs_nothing(server, course, expected):
    restarted = []

    def progress(result):
        if not restarted:
            server.kill()
            restarted.append(threading.Timer(0.5, server.start))
            restarted[0].start()

    results, _ = grade_with_fake(course, progress=progress)
    restarted[0].join()
    assert {result.failure for result in results.values()} == {None}
    assert _stored(course) == expected


def test_a_lock_that_somebody_keeps_ends_the_run_with_a_sentence(course, monkeypatch):
    monkeypatch.setattr(gradebook, "_LOCKED_SECONDS", 0.2)
    opened = open_course(course)
    with open_gradebook(opened) as book, Gradebook(opened.db_url) as other:
        other.db.execute(sa.text("LOCK TABLE submitted_notebook IN ACCESS EXCLUSIVE MODE"))
        with pytest.raises(SetupError) as error:
            book.refresh_penalties("hw")
    assert str(error.value).startswith(
        "the gradebook cannot be written: canceling statement due to lock timeout"
    )


def test_a_name_that_the_table_does_not_hold_is_named_and_costs_nobody_else(course, expected):
    long = "x" * 129
    submit(course, long)
    results, _ = grade_with_fake(course)
    assert results[long].failure == (
        "the folder's name has 129 characters; nbgrader's table of students holds 128. Rename the folder."
    )
    assert _stored(course) == expected


def test_a_server_that_is_not_there_is_said_without_the_password(course):
    config = course / "nbgrader_config.py"
    config.write_text(
        "c = get_config()\nc.CourseDirectory.db_url = 'postgresql+psycopg://me:word@127.0.0.1:1/x'\n"
    )
    with pytest.raises(SetupError) as error, open_gradebook(open_course(course)):
        pass
    assert "CourseDirectory.db_url: must be the address of a gradebook that can be read; " in str(error.value)
    assert "word" not in str(error.value).replace("password", "")
