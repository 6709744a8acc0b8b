"""Each room of the library uses those before it, and none of those that show it."""

import ast
from pathlib import Path

import pytest

import course_lib

ROOMS = ("losses", "derivatives", "networks", "training")
SHARED = {"arguments", "progress"}
FILES = [path for room in ROOMS for path in sorted((Path(course_lib.__file__).parent / room).glob("*.py"))]


def imported(path):
    """Rooms and modules of `course_lib` that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        for name in names:
            if name.startswith("course_lib."):
                yield name.split(".")[1]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_room_uses_those_before_it(path):
    before = set(ROOMS[: ROOMS.index(path.parent.name) + 1])
    assert set(imported(path)) <= before | SHARED
