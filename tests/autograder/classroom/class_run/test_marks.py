"""Whose mark changes: dates, hand-given points, a dry run; and what cannot be read or written changes none."""

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from autograder.classroom.class_run import grade_class
from autograder.classroom.pool.local import LocalPool
from autograder.reading import student_folder
from autograder.reading.course import SetupError, open_course
from autograder.writing import autograded_folder
from autograder.writing.gradebook import open_gradebook
from tests.autograder.classroom.graded_class import HALF, grade, gradebook, penalties, stored
from tests.autograder.helpers.fakes import FakeWorker
from tests.autograder.helpers.small_course import ANSWERS, submit

DUE = datetime(2026, 1, 1, 12)


def due(root, date):
    with gradebook(root) as book:
        book.update_or_create_assignment("hw", duedate=date)


def at(folder, text):
    (folder / "timestamp.txt").write_text(text)


def by_hand(root, student, name, points, extra=None):
    """Grade a cell as formgrader does."""
    with gradebook(root) as book:
        cell = book.find_grade(name, "main", "hw", student)
        cell.manual_score, cell.extra_credit, cell.needs_manual_grade = points, extra, False
        book.db.commit()


def contents(root):
    """Every file below the course but the submissions."""
    return {
        path: path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and "submitted" not in path.relative_to(root).parts
    }


@pytest.fixture
def late_course(course_folder):
    with open(course_folder / "nbgrader_config.py", "a") as config:
        config.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    at(submit(course_folder, "ann"), "2026-01-01 11:00:00 UTC")
    at(submit(course_folder, "bob"), "2026-01-01 13:00:00 UTC")
    due(course_folder, DUE)
    return course_folder


def test_a_moved_due_date_moves_the_penalties_without_a_run(late_course):
    seen = []
    for date in (DUE, DUE + timedelta(hours=2), DUE - timedelta(hours=2), None):
        due(late_course, date)
        seen.append((grade(late_course)[1], penalties(late_course)))
    assert [calls for calls, _ in seen] == [4, 0, 0, 0]
    assert [each["ann"] for _, each in seen] == [0.0, 0.0, 7.0, 0.0]
    assert [each["bob"] for _, each in seen] == [7.0, 0.0, 7.0, 0.0]


def test_a_penalty_that_changes_is_a_changed_mark(late_course):
    grade(late_course)
    due(late_course, None)
    results, _ = grade(late_course)
    assert (results["bob"].before.total, results["bob"].after.total) == (0.0, 7.0)
    assert not results["ann"].has_new_mark


@pytest.mark.parametrize("text", ["yesterday", "", "05.03.2026 10:00:00"])
def test_a_date_that_is_none_is_named_in_every_run_and_decides_nothing(late_course, text):
    grade(late_course)
    at(late_course / "submitted" / "bob" / "hw", text)
    for calls in (2, 0):
        results, run = grade(late_course)
        assert run == calls
        assert results["bob"].unsettled.startswith("timestamp.txt must be of the form")
        assert results["bob"].score == 7.0
    with gradebook(late_course) as book:
        assert book.find_submission("hw", "bob").timestamp is None
    assert not (late_course / "autograded" / "bob" / "hw" / "timestamp.txt").exists()
    shown = (late_course / "autograded" / "bob" / "hw" / "main.ipynb").read_text()
    assert "timestamp.txt must be of the form" in shown


def test_graded_by_hand_stays_done_until_the_answer_changes(course_folder):
    submit(course_folder, "ann")
    grade(course_folder)
    by_hand(course_folder, "ann", "essay", 4.0)
    by_hand(course_folder, "ann", "project", 1.0)
    submit(course_folder, "ann", {**ANSWERS, "root": "root = 1"})
    grade(course_folder)
    grade(course_folder, force=True)
    assert stored(course_folder, "ann")["essay"] == (None, 4.0, False)
    assert stored(course_folder, "ann")["project"] == (None, 1.0, False)
    submit(course_folder, "ann", {**ANSWERS, "essay": "Something else."})
    grade(course_folder)
    assert stored(course_folder, "ann")["essay"] == (None, 4.0, True)


def test_a_student_who_is_entered_anew_waits_again(course_folder):
    submit(course_folder, "ann")
    grade(course_folder)
    by_hand(course_folder, "ann", "essay", 4.0)
    with gradebook(course_folder) as book:
        book.remove_student("ann")
    grade(course_folder)
    assert stored(course_folder, "ann")["essay"] == (None, None, True)


def test_before_and_after_hold_what_was_given_by_hand(course_folder):
    submit(course_folder, "ann", HALF)
    submit(course_folder, "bob")
    first, _ = grade(course_folder)
    assert (first["ann"].before, first["ann"].after.total, first["ann"].has_new_mark) == (None, 2.5, False)
    by_hand(course_folder, "ann", "essay", 4.0, extra=0.5)
    submit(course_folder, "ann")
    results, _ = grade(course_folder)
    assert (results["ann"].before.total, results["ann"].after.total) == (7.0, 11.5)
    assert not results["bob"].has_new_mark


def test_a_dry_run_says_what_a_run_does_and_writes_nothing(late_course):
    grade(late_course)
    by_hand(late_course, "ann", "essay", 4.0)
    submit(late_course, "ann", HALF)
    submit(late_course, "eve")
    due(late_course, None)
    before = contents(late_course)
    dry, calls = grade(late_course, is_dry=True)
    assert calls == 4
    assert contents(late_course) == before
    assert {name: (each.before, each.after) for name, each in dry.items()} == {
        name: (each.before, each.after) for name, each in grade(late_course)[0].items()
    }
    assert (dry["bob"].before.total, dry["bob"].after.total, dry["bob"].is_new) == (0.0, 7.0, False)


def test_a_dry_run_before_the_first_run_writes_nothing(course_folder):
    submit(course_folder, "ann")
    before = contents(course_folder)
    course = open_course(course_folder)
    with open_gradebook(course, is_dry=True) as book:
        (result,) = grade_class(course, book, "hw", LocalPool(FakeWorker), is_dry=True)
    assert result.after.total == 7.0
    assert contents(course_folder) == before


@pytest.fixture
def graded_course(course_folder):
    submit(course_folder, "ann")
    submit(course_folder, "bob")
    grade(course_folder)
    return course_folder


def raising(code, function, when):
    """The function, but with an error of the system where `when` says so."""

    def call(*arguments, **keywords):
        if when(*arguments, **keywords):
            raise OSError(code, os.strerror(code), str(arguments[0]))
        return function(*arguments, **keywords)

    return call


@pytest.mark.parametrize("code", [errno.EIO, errno.EACCES, errno.ENOENT, errno.ESTALE, errno.EMFILE])
@pytest.mark.parametrize("call", ["open", "listdir", "stat"])
def test_what_cannot_be_read_changes_nothing(graded_course, monkeypatch, code, call):
    submit(graded_course, "ann", HALF)
    rows = stored(graded_course, "ann")
    files = contents(graded_course / "autograded")

    class System:
        def __getattr__(self, name):
            return getattr(os, name)

    def is_hers(*arguments, **keywords):
        if call == "open":
            return "/ann/" in str(arguments[0])
        where = arguments[0] if call == "listdir" else keywords["dir_fd"]
        return "/ann/" in os.readlink(f"/proc/self/fd/{where}")

    system = System()
    setattr(system, call, raising(code, getattr(os, call), is_hers))
    monkeypatch.setattr(student_folder, "os", system)
    results, calls = grade(graded_course)
    assert calls == 0
    assert os.strerror(code) in results["ann"].failure
    assert results["ann"].failure.endswith("An earlier mark stays as it is.")
    assert (results["bob"].failure, results["bob"].score) == (None, 7.0)
    assert stored(graded_course, "ann") == rows
    assert contents(graded_course / "autograded") == files


def test_a_folder_that_is_gone_is_named_and_its_mark_stays(graded_course):
    rows = stored(graded_course, "ann")
    shutil.rmtree(graded_course / "submitted" / "ann")
    results, _ = grade(graded_course)
    assert results["ann"].failure.startswith(f"{graded_course}/submitted/ann/hw is gone. The mark stays")
    assert results["ann"].after.total == 7.0
    assert stored(graded_course, "ann") == rows


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_folder_that_cannot_be_written_changes_nothing(graded_course, monkeypatch, code):
    submit(graded_course, "ann", HALF)
    rows, files = stored(graded_course, "ann"), contents(graded_course / "autograded")
    hers = raising(
        code, autograded_folder._write, lambda path, *_: "/ann/" in str(path) and "table" in str(path)
    )
    monkeypatch.setattr(autograded_folder, "_write", hers)
    results, _ = grade(graded_course)
    assert os.strerror(code) in results["ann"].failure
    assert results["bob"].failure is None
    assert stored(graded_course, "ann") == rows
    assert contents(graded_course / "autograded") == files


def test_a_gradebook_that_fills_up_keeps_the_old_marks_and_is_named(graded_course, monkeypatch):
    submit(graded_course, "ann", HALF)
    rows = stored(graded_course, "ann")
    course = open_course(graded_course)
    with open_gradebook(course) as book:

        def full(assignment, submissions):
            raise SetupError("the gradebook cannot be written: database or disk is full.")

        monkeypatch.setattr(book, "write", full)
        results = {each.student: each for each in grade_class(course, book, "hw", LocalPool(FakeWorker))}
    assert results["ann"].failure == (
        "was not stored: the gradebook cannot be written: database or disk is full. "
        "An earlier mark stays as it is."
    )
    assert stored(graded_course, "ann") == rows
    assert grade(graded_course)[0]["ann"].score == 2.5


def test_a_gradebook_that_is_read_only_ends_the_run_before_any_student(graded_course):
    submit(graded_course, "ann", HALF)
    place = graded_course / "gradebook.db"
    with open_gradebook(open_course(graded_course)) as book:
        book._session.execute(sa.text("PRAGMA query_only = 1"))
        FakeWorker.calls = 0
        with pytest.raises(SetupError, match="^the gradebook cannot be written: attempt to write a readonly"):
            grade_class(open_course(graded_course), book, "hw", LocalPool(FakeWorker))
        assert FakeWorker.calls == 0
    assert sqlite3.connect(place).execute("pragma integrity_check").fetchone() == ("ok",)


LIST = """
import os, sys
from autograder.reading.course import open_course
course = open_course(sys.argv[1])
if os.getuid() == 0:  # whom no permission stops
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
try:
    print(course.students("hw"))
except Exception as error:
    print(error)
"""


def test_a_folder_without_permission_is_not_left_out(graded_course):
    submitted = graded_course / "submitted"
    for folder in [*submitted.rglob("*"), submitted, graded_course, *graded_course.parents]:
        if folder.stat().st_uid == os.getuid() and str(folder).startswith("/tmp/"):
            os.chmod(folder, folder.stat().st_mode | 0o055)
    os.chmod(submitted / "ann", 0o000)
    command = [sys.executable, "-c", LIST, graded_course]
    assert subprocess.run(command, capture_output=True, text=True).stdout == "['ann', 'bob']\n"
    os.chmod(submitted / "ann", 0o700)
    os.chmod(submitted, 0o000)
    said = subprocess.run(command, capture_output=True, text=True).stdout
    os.chmod(submitted, 0o700)
    assert (
        said
        == f"{graded_course}/submitted cannot be read (Permission denied); no submission was looked at.\n"
    )
