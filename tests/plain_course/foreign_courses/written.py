"""The courses as folders: source, release and what everybody hands in."""

import os
import sys
from importlib import import_module
from pathlib import Path
from unittest import mock

import nbformat
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from tests.plain_course.foreign_courses.parts import handed_in, source_notebook

# Name of a course -> the room in which its declaration lies.
_ROOMS = {path.stem: path.parent.name for path in Path(__file__).parent.glob("courses/*/[a-z]*.py")}
COURSES = sorted(_ROOMS)
CONFIG = 'c = get_config()\nc.CourseDirectory.course_id = "foreign"\n'


def declared(name):
    """The declaration of a course."""
    return import_module(f"tests.plain_course.foreign_courses.courses.{_ROOMS[name]}.{name}").COURSE


def students(course):
    """Everybody who hands a course's assignment in."""
    return ["solution", "blank", *course.variants]


def write_course(root, names=COURSES):
    """A folder in which each of these courses is an assignment, released; returns it."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "nbgrader_config.py").write_text(CONFIG)
    for name in names:
        course = declared(name)
        folder = root / "source" / name
        folder.mkdir(parents=True)
        nbformat.write(source_notebook(course), folder / f"{name}.ipynb")
        for path, text in course.files.items():
            (folder / path).write_text(text)
        release(root, name)
    return root


def release(root, name):
    """Do what `nbgrader generate_assignment NAME` does."""
    config = Config(CourseDirectory={"course_id": "foreign", "assignment_id": name})
    converter = GenerateAssignment(coursedir=CourseDirectory(root=str(root), config=config), config=config)
    converter.log.setLevel("ERROR")
    # nbgrader calls `alembic`, which lies beside this Python.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    with mock.patch.dict(os.environ, PATH=path):
        converter.start()


def submissions(root, name):
    """Student -> text of the notebook that is handed in."""
    course = declared(name)
    released = root / "release" / name / f"{name}.ipynb"
    return {
        student: handed_in(course, student, nbformat.read(released, as_version=4))
        for student in students(course)
    }


def submit(root, name):
    """Write what everybody hands in where nbgrader looks for it."""
    for student, text in submissions(root, name).items():
        folder = root / "submitted" / student / name
        folder.mkdir(parents=True)
        (folder / f"{name}.ipynb").write_text(text)
        for path, content in declared(name).files.items():
            (folder / path).write_text(content)
