"""The kit of one lecture, made once, and its wheel unpacked."""

from pathlib import Path

import pytest

from autograder.classroom.kit.student_kit import make_kit
from autograder.reading.course import open_course
from tests.autograder.classroom.kit.unpacked import unpack_wheel

ROOT = Path(__file__).parents[4]
LECTURE = "loss_functions"


@pytest.fixture(scope="session")
def kit(tmp_path_factory):
    """The kit of the first lecture."""
    return make_kit(open_course(ROOT), [LECTURE], tmp_path_factory.mktemp("dist") / "student")


@pytest.fixture(scope="session")
def site(kit, tmp_path_factory):
    """The student's edition as it is installed: what its wheel unpacks to."""
    folder = tmp_path_factory.mktemp("site")
    unpack_wheel(kit.folder, folder)
    return folder
