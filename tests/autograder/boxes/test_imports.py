"""The student's process sees of the grader this folder alone, so nothing in it may import anything else."""

import ast
from pathlib import Path

import pytest

import autograder.boxes

ROOT = Path(autograder.boxes.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))


def imported(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_the_files_of_the_room_are_looked_at():
    assert {"student_box.py", "zygote.py", "wire.py"} <= {path.name for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_this_room_is_imported(path):
    ours = [name for name in imported(path) if name.partition(".")[0] == "autograder"]
    assert [
        name for name in ours if not name.startswith("autograder.boxes.") and name != "autograder.boxes"
    ] == []
