"""The small course, released once and copied for every test; workers that tests share."""

import shutil

import pytest

from autograder.grading.worker import Worker
from tests.autograder.helpers import small_course
from tests.autograder.helpers.in_boxes import LIMITS


@pytest.fixture(scope="session")
def released_course(tmp_path_factory):
    """The course after `nbgrader generate_assignment`; not to be changed."""
    return small_course.write_course(tmp_path_factory.mktemp("small") / "course")


@pytest.fixture
def course_folder(released_course, tmp_path):
    """A copy of it that a test may change."""
    return shutil.copytree(released_course, tmp_path / "course")


@pytest.fixture(scope="session")
def walled():
    """A worker that serves all files: what one of its submissions does, no other one notices."""
    with Worker("bwrap", LIMITS) as running:
        yield running


@pytest.fixture(scope="module")
def unwalled():
    with Worker("none", LIMITS) as running:
        yield running


@pytest.fixture(scope="module", params=["walled", "unwalled"])
def worker(request):
    return request.getfixturevalue(request.param)
