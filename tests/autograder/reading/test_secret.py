"""The secret of a course: made once, for its owner alone, a part of every version that rests on `check`."""

import stat

import pytest

from autograder.reading.course import SetupError, open_course
from autograder.reading.read_assignment import read_assignment
from autograder.reading.secret import NAME, course_secret, secret_digest
from autograder.writing.gradebook import open_gradebook


def test_it_is_made_once_and_readable_by_its_owner_alone(tmp_path):
    course = open_course(tmp_path)
    secret = course_secret(course)
    assert len(secret) == 64
    assert course_secret(course) == secret
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_a_run_that_writes_nothing_draws_from_a_secret_of_its_own(tmp_path):
    course = open_course(tmp_path)
    assert len(course_secret(course, is_kept=False)) == 64
    assert list(tmp_path.iterdir()) == []
    kept = course_secret(course)
    assert course_secret(course, is_kept=False) == kept


def test_two_courses_have_two_secrets(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    assert course_secret(open_course(tmp_path / "one")) != course_secret(open_course(tmp_path / "two"))


def test_the_digest_is_that_of_the_secret_and_does_not_show_it(tmp_path):
    course = open_course(tmp_path)
    assert secret_digest(course) == ""
    secret = course_secret(course)
    digest = secret_digest(course)
    assert digest == secret_digest(course)
    assert secret.decode() not in digest and len(digest) == 64


def test_an_empty_secret_is_refused(tmp_path):
    (tmp_path / NAME).write_text("\n")
    with pytest.raises(SetupError, match="must not be empty. Delete the file: a new one is made.$"):
        course_secret(open_course(tmp_path))


def test_a_secret_that_cannot_be_read_is_refused(tmp_path):
    (tmp_path / NAME).mkdir()
    with pytest.raises(SetupError, match="^.*: the secret of the course must be readable"):
        course_secret(open_course(tmp_path))


def test_another_secret_makes_another_version_where_check_is_called(course_folder):
    course = open_course(course_folder)

    def versions():
        with open_gradebook(course) as gradebook:
            notebooks = read_assignment(course, "hw", gradebook.released("hw")).notebooks
        return {name: (notebook.secret_digest, notebook.version) for name, notebook in notebooks.items()}

    before = versions()
    course_secret(course)
    after = versions()
    for name, (digest, version) in after.items():
        assert digest == secret_digest(course)
        is_checked = "autograder" in {module.split(".")[0] for module in _modules(course, name)}
        assert (version != before[name][1]) == is_checked


def _modules(course, name):
    with open_gradebook(course) as gradebook:
        return read_assignment(course, "hw", gradebook.released("hw")).notebooks[name].modules
