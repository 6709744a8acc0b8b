"""One writer: whole batches, patience with others, and no guess about a gradebook that is not as it should be."""

import sqlite3
import threading

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory
from nbgrader.api import Gradebook
from nbgrader.dbutil import ALEMBIC_DIR

from autograder.reading.course import SetupError, open_course
from autograder.records import CellGrade, GradedNotebook, GradedSubmission, GradedTest, NotebookVerdict
from autograder.writing.database.connection import current_version
from autograder.writing.gradebook import open_gradebook
from tests.autograder.helpers.small_course import CONFIG


def verdict(score=2.0, version="v"):
    return NotebookVerdict("main", version, [GradedTest("double-check", 2.0, score, mistakes=["sign"])])


def entry(student, score=2.0, version="v"):
    grades = [CellGrade("double-check", score), CellGrade("double", None, True)]
    return GradedSubmission(student, "hash", {"main": GradedNotebook(verdict(score, version), b"{}", grades)})


def scores(root):
    with Gradebook(f"sqlite:///{root}/gradebook.db") as book:
        return {
            each.student.id: book.find_grade("double-check", "main", "hw", each.student.id).auto_score
            for each in book.assignment_submissions("hw")
        }


@pytest.fixture
def book(course_folder):
    with open_gradebook(open_course(course_folder)) as opened:
        yield opened


def test_what_was_written_is_recorded(book, course_folder):
    book.write("hw", [entry("ann"), entry("bob", 0.5)])
    assert scores(course_folder) == {"ann": 2.0, "bob": 0.5}
    assert book.recorded("hw") == {("ann", "main"): ("hash", "v"), ("bob", "main"): ("hash", "v")}
    book.write("hw", [entry("ann", 0.0, "w")])
    assert book.recorded("hw")["ann", "main"] == ("hash", "w")
    assert book.verdicts("hw") == {"ann": {"main": verdict(0.0, "w")}, "bob": {"main": verdict(0.5)}}


def test_a_batch_is_written_whole_or_not_at_all(book, course_folder):
    broken = entry("bob")
    broken.notebooks["no such notebook"] = broken.notebooks["main"]
    with pytest.raises(KeyError):
        book.write("hw", [entry("ann"), broken])
    assert scores(course_folder) == {}
    assert book.recorded("hw") == {}
    book.write("hw", [entry("ann")])
    assert scores(course_folder) == {"ann": 2.0}


def test_another_writer_is_waited_for(book, course_folder, monkeypatch):
    """SQLite itself waits five seconds; here not at all, so that the waiting is ours."""
    sa.event.listen(
        book._gradebook.engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=0")
    )
    book._gradebook.engine.dispose()
    other = sqlite3.connect(course_folder / "gradebook.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    is_free = threading.Event()
    threading.Timer(0.7, lambda: (is_free.set(), other.execute("ROLLBACK"), other.close())).start()
    book.write("hw", [entry("ann"), entry("bob")])
    assert is_free.is_set()
    assert scores(course_folder) == {"ann": 2.0, "bob": 2.0}


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own use of it warns
def test_two_runs_at_once_end_in_one_gradebook(book, course_folder):
    """Both add the same student; the second finds it and goes on."""
    write = book._record

    def late(assignment, submissions):
        book._record = write
        with Gradebook(f"sqlite:///{course_folder}/gradebook.db") as other:
            other.add_student("ann")
            other.add_submission("hw", "ann")
        raise sa.exc.IntegrityError("insert", {}, Exception("UNIQUE constraint failed"))

    book._record = late
    book.write("hw", [entry("ann")])
    assert scores(course_folder) == {"ann": 2.0}


def test_the_patience_ends(book, course_folder, monkeypatch):
    monkeypatch.setattr("autograder.writing.gradebook._LOCKED_SECONDS", 0.0)
    sa.event.listen(
        book._gradebook.engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=0")
    )
    book._gradebook.engine.dispose()
    other = sqlite3.connect(course_folder / "gradebook.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(SetupError, match="^the gradebook cannot be written: database is locked.$"):
        book.write("hw", [entry("ann")])
    other.close()


@pytest.mark.parametrize(
    "damaged",
    [
        "substr(verdict, 5)",
        "''",
        "'[]'",
        "'3'",
        "'{}'",
        '\'{"cells": [{"score": 1}]}\'',
        "'{\"cells\": [1]}'",
    ],
)
def test_a_damaged_verdict_counts_as_not_graded(book, course_folder, damaged):
    book.write("hw", [entry("ann"), entry("bob")])
    with sqlite3.connect(course_folder / "gradebook.db") as database:
        database.execute(f"UPDATE autograder_verdict SET verdict = {damaged} WHERE student = 'ann'")
    assert {student for student, _ in book.recorded("hw")} == set(book.verdicts("hw")) == {"bob"}


def test_a_gradebook_that_cannot_be_read_is_told(course_folder):
    with sqlite3.connect(course_folder / "gradebook.db") as database:
        database.execute("DROP TABLE IF EXISTS autograder_verdict")
        database.execute("CREATE TABLE autograder_verdict (student TEXT)")
    with pytest.raises(SetupError, match="^the gradebook cannot be read: no such column: "):
        with open_gradebook(open_course(course_folder)) as opened:
            opened.recorded("hw")


def refused(root):
    with pytest.raises(SetupError) as error, open_gradebook(open_course(root)):
        pass
    return str(error.value)


def test_no_gradebook_is_made(tmp_path):
    (tmp_path / "nbgrader_config.py").write_text(CONFIG)
    assert refused(tmp_path) == (
        f"sqlite:///{tmp_path}/gradebook.db: there must be a gradebook before grading; there is none. "
        "Run: nbgrader generate_assignment NAME"
    )
    assert not (tmp_path / "gradebook.db").exists()


def test_an_empty_file_is_no_gradebook(tmp_path):
    (tmp_path / "gradebook.db").touch()
    assert "there is none" in refused(tmp_path)


def test_what_is_no_database_is_said(tmp_path):
    (tmp_path / "gradebook.db").write_bytes(b"not a database" * 100)
    assert "must be the address of a gradebook that can be read; file is not a database." in refused(tmp_path)


def test_an_unknown_kind_of_database_is_said(tmp_path):
    (tmp_path / "nbgrader_config.py").write_text(CONFIG + "c.CourseDirectory.db_url = 'nonsense://x'\n")
    assert "CourseDirectory.db_url" in refused(tmp_path)


def test_the_current_version_is_that_of_the_migrations():
    settings = Config()
    settings.set_main_option("script_location", ALEMBIC_DIR)
    assert current_version() == ScriptDirectory.from_config(settings).get_current_head()


@pytest.mark.parametrize("version", ["b6d005d67074", None])
def test_a_gradebook_of_another_nbgrader_is_refused(course_folder, version):
    other = sqlite3.connect(course_folder / "gradebook.db")
    if version is None:
        other.execute("DROP TABLE alembic_version")
    else:
        other.execute("UPDATE alembic_version SET version_num = ?", (version,))
    other.commit()
    other.close()
    said = refused(course_folder)
    assert f"got {version}. Copy it, then run: nbgrader db upgrade" in said


def test_an_assignment_that_was_never_generated(book):
    with pytest.raises(SetupError) as error:
        book.released("hw9")
    assert str(error.value) == (
        "hw9: an assignment must be generated before it is graded; the gradebook does not have it. "
        "Run: nbgrader generate_assignment hw9"
    )
