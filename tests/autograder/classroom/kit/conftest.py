"""The kit of one lecture, made once, and its wheel unpacked."""

import contextlib
from pathlib import Path

import pytest

from autograder.classroom.kit.student_kit import Kit, make_kit
from autograder.reading.course import open_course
from tests.autograder.classroom.kit.unpacked import unpack_wheel

ROOT = Path(__file__).parents[4]
LECTURE = "loss_functions"


@pytest.fixture(scope="session")
def kit(tmp_path_factory, run_folder):
    """The kit of the first lecture, made once for all workers of a run."""
    folder = run_folder / "kit"
    if not folder.exists():
        own = tmp_path_factory.mktemp("dist")
        make_kit(open_course(ROOT), [LECTURE], own / "student")
        with contextlib.suppress(OSError):  # another worker was faster
            own.rename(folder)
    return Kit(folder / "student", folder / "student.zip", (LECTURE,))


@pytest.fixture(scope="session")
def site(kit, tmp_path_factory):
    """The student's edition as it is installed: what its wheel unpacks to."""
    folder = tmp_path_factory.mktemp("site")
    unpack_wheel(kit.folder, folder)
    return folder
