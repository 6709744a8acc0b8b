"""The course's own Python: both boxes run in it, and what it lacks is said."""

import sys
import sysconfig
import venv
from pathlib import Path

import pytest
from traitlets.config import Config

from autograder.grading.settings import course_python
from autograder.grading.worker import Worker
from autograder.reading.course import Course, SetupError
from autograder.records import Plan
from tests.autograder.helpers.in_boxes import graded, shared, student


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """Another environment with our packages, and one module that only it has."""
    folder = tmp_path_factory.mktemp("other") / "venv"
    venv.create(folder, with_pip=False, symlinks=True)
    packages = next((folder / "lib").glob("python*")) / "site-packages"
    (packages / "shared.pth").write_text(sysconfig.get_path("purelib") + "\n")
    (packages / "only_here.py").write_text("VALUE = 42\n")
    return str(folder / "bin" / "python")


def course(python="", root=Path("/")):
    return Course(root, Config({"AutograderCourse": {"python": python}}))


def test_both_boxes_run_in_it_and_a_course_lib_beside_the_notebook_is_the_courses(other):
    cells = (
        shared("import only_here, course_lib, sys"),
        student("x = only_here.VALUE, course_lib.MINE, sys.prefix"),
        graded("assert x == (only_here.VALUE, 7, sys.prefix) and course_lib.MINE == 7"),
    )
    files = {"course_lib.py": b"MINE = 7\n"}
    plan = Plan(cells, frozenset("x"), student_files=files, instructor_files=files)
    with Worker("bwrap", modules={"only_here"}, python=other) as worker:
        result = worker.grade(plan)[-1]
    assert (result.score, result.message) == (4.0, "")


def test_the_command_line_stands_above_the_configuration(other):
    assert course_python.python_of(course()) == sys.executable
    assert course_python.python_of(course(other)) == other
    assert course_python.python_of(course("/nowhere"), other) == other


@pytest.mark.parametrize("path", ["/nowhere/python", "/bin/cat"])
def test_what_is_no_python_is_refused(path):
    with pytest.raises(SetupError, match=f"must be the path of a Python; got {path}"):
        course_python.python_of(course(path))


def test_what_is_missing_is_named_once(caplog):
    missing = frozenset({"numpy", "a_package_that_nobody_has"})
    for _ in range(2):
        course_python.name_missing(sys.executable, missing)
    (record,) = caplog.records
    assert "import a_package_that_nobody_has, which" in record.getMessage()
