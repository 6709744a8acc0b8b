"""The small course, released once and copied for every test."""

import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import small_course  # noqa: E402


@pytest.fixture(scope="session")
def released_course(tmp_path_factory):
    """The course after `nbgrader generate_assignment`; not to be changed."""
    return small_course.write_course(tmp_path_factory.mktemp("small") / "course")


@pytest.fixture
def course_folder(released_course, tmp_path):
    """A copy of it that a test may change."""
    return shutil.copytree(released_course, tmp_path / "course")
