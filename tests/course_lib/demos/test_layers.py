"""Demos stand on pictures, pictures on live_view; never the other way round, and no demo on another demo."""

import ast
from pathlib import Path

import pytest

import course_lib

ROOT = Path(course_lib.__file__).parent
ROOMS = ("live_view", "pictures", "demos")  # from below
FILES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


def imported(source):
    """The modules of the course that a source imports, wherever the import stands in it."""
    modules = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            modules |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return {module for module in modules if module.startswith("course_lib.")}


def rooms_above(path):
    """The rooms that a file must not know."""
    room = path.relative_to(ROOT).parts[0]
    return ROOMS[ROOMS.index(room) + 1 :]


def upward(path, source):
    """The imports of a source at this path that go to a room above its own, or from a demo to a demo."""
    rooms = rooms_above(path)
    if path.parent.parent.name == "demos" and path.name != "__init__.py":
        rooms = (*rooms, "demos")
    return sorted(module for module in imported(source) if module.split(".")[1] in rooms)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_import_goes_up(path):
    assert upward(path, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("live_view/plane.py", "def draw():\n    from course_lib.pictures import learner"),
        ("pictures/softmax/surprise.py", "from course_lib import demos"),
        ("pictures/softmax/surprise.py", "import course_lib.demos.softmax"),
        ("demos/softmax/divergence.py", "from course_lib.demos.softmax.two_losses import positions"),
    ],
)
def test_an_import_that_goes_up_would_be_seen(file, source):
    assert upward(ROOT / file, source)


def test_a_demo_may_use_a_picture_and_the_list_of_demos_every_demo():
    assert upward(ROOT / "demos/softmax/divergence.py", "from course_lib.pictures import learner") == []
    assert upward(ROOT / "demos/__init__.py", "from course_lib.demos.softmax import divergence") == []
