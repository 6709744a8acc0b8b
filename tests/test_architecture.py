"""docs/architecture.md is complete: every room has its paragraph, every exception its line."""

import ast
import builtins
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/architecture.md").read_text()
PACKAGES = ("autograder", "course_lib")


ROOMS = [path.parent for package in PACKAGES for path in sorted((ROOT / package).glob("*/__init__.py"))]


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: f"{room.parent.name}.{room.name}")
def test_a_room_has_a_paragraph(room):
    _, _, behind = PAGE.partition(f"## The rooms of `{room.parent.name}`")
    assert f"**`{room.name}/`**" in behind.partition("\n## ")[0]


def exceptions(sources):
    """Names of the exceptions that some modules define."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for source in sources
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ClassDef)
    }

    def is_exception(name):
        known = getattr(builtins, name, None)
        if isinstance(known, type):
            return issubclass(known, BaseException)
        return any(map(is_exception, bases.get(name, ())))

    return {name for name in bases if is_exception(name)}


def test_every_exception_is_in_the_tree():
    ours = exceptions(path.read_text() for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    tree = PAGE.partition("## What is raised")[2]
    assert set(re.findall(r"── (\w+)", tree)) == ours


def test_an_exception_is_found_through_its_bases():
    source = "class A(ValueError): ...\nclass B(A): ...\nclass C: ...\nclass D(C, int): ..."
    assert exceptions([source]) == {"A", "B"}
