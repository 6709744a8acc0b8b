"""Which room imports which: the contracts of pyproject.toml hold, and each is seen to reject what it forbids."""

import functools
import graphlib
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import grimp
import pytest

from autograder.reading.code_version import checking_files, grading_files

ROOT = Path(__file__).parents[1]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]


def lint(folder):
    """Run the contracts on the packages in a folder; (exit code, what was printed)."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo", ROOT / "pyproject.toml"],
        cwd=folder,
        env={**os.environ, "COLUMNS": "200"},
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


def test_the_contracts_hold():
    code, report = lint(ROOT)
    assert code == 0, report


@pytest.fixture
def rooms(tmp_path):
    """Both packages with every room, and nothing in them."""
    for contract in CONTRACTS:
        for container in contract.get("containers", ()):
            for room in re.findall(r"\w+", " ".join(contract["layers"])):
                (tmp_path / container / room).mkdir(parents=True)
                (tmp_path / container / room / "__init__.py").touch()
            (tmp_path / container / "__init__.py").touch()
    return tmp_path


def test_empty_rooms_break_no_contract(rooms):
    code, report = lint(rooms)
    assert code == 0, report


UPWARD = [
    ("autograder.boxes", "autograder.records"),
    ("autograder.records", "autograder.exercises"),
    ("autograder.exercises", "autograder.checking"),
    ("autograder.checking", "autograder.reading"),
    ("autograder.reading", "autograder.writing"),
    ("autograder.writing", "autograder.instructor_box"),
    ("autograder.instructor_box", "autograder.grading"),
    ("autograder.grading", "autograder.classroom"),
    ("autograder.classroom", "autograder.sample_class"),
    ("autograder.sample_class", "autograder.cli"),
    ("autograder.nbgrader_plugin", "autograder.cli"),
    ("course_lib.arguments", "course_lib.losses"),
    ("course_lib.losses", "course_lib.derivatives"),
    ("course_lib.live_view", "course_lib.networks"),
    ("course_lib.networks", "course_lib.training"),
    ("course_lib.training", "course_lib.pictures"),
    ("course_lib.pictures", "course_lib.demos"),
]


@pytest.mark.parametrize(("low", "high"), UPWARD)
def test_an_import_that_goes_up_is_rejected(rooms, low, high):
    write(rooms, f"{low}.low", f"from {high} import high")
    write(rooms, f"{high}.high", "")
    code, report = lint(rooms)
    assert code == 1
    assert f"{low} is not allowed to import {high}" in report


@pytest.mark.parametrize(
    "source",
    [
        "def later():\n    from autograder.grading import worker",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from autograder.grading import worker",
        "try:\n    import autograder.grading.worker\nexcept ImportError:\n    pass",
    ],
    ids=["in a function", "for type hints", "if it is there"],
)
def test_an_import_counts_wherever_it_stands(rooms, source):
    write(rooms, "autograder.checking.low", source)
    write(rooms, "autograder.grading.worker", "")
    code, report = lint(rooms)
    assert code == 1
    assert "autograder.checking is not allowed to import autograder.grading" in report


def test_what_a_notebook_imports_never_imports_the_grader(rooms):
    write(rooms, "course_lib.demos.low", "import autograder.records")
    code, report = lint(rooms)
    assert code == 1
    assert "course_lib knows no grader BROKEN" in report


def test_a_circle_inside_a_room_is_rejected(rooms):
    write(rooms, "autograder.checking.call", "from autograder.checking import view")
    write(rooms, "autograder.checking.view", "def show():\n    import autograder.checking.call")
    code, report = lint(rooms)
    assert code == 1
    assert "No cycles are allowed in autograder.checking" in report


def test_a_room_without_a_place_is_rejected(rooms):
    write(rooms, "autograder.helpers", "")
    code, report = lint(rooms)
    assert code == 1
    assert "autograder.helpers" in report


def write(folder, module, source):
    path = folder.joinpath(*module.split(".")).with_suffix(".py")
    path.write_text(source + "\n")


@functools.cache
def imports():
    """Module -> modules of ours that it imports, at the top or in a function."""
    graph = grimp.build_graph("autograder", "course_lib", cache_dir=None)
    return {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}


def circle(graph):
    """A circle of imports, as the modules along it; empty if there is none."""
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        return error.args[1]
    return []


def test_no_modules_import_each_other():
    """Also a package and a module inside it, which the contract on siblings does not see."""
    assert circle(imports()) == []


def test_a_package_that_imports_what_imports_it_is_a_circle():
    graph = {"rooms": {"rooms.check"}, "rooms.check": {"rooms.box"}, "rooms.box": {"rooms"}}
    assert set(circle(graph)) == set(graph)
    assert circle({**graph, "rooms.box": set()}) == []


def reached(graph, start):
    """All that is imported when `start` is, itself included."""
    seen, waiting = set(), [start]
    while waiting:
        module = waiting.pop()
        if module not in seen:
            seen.add(module)
            waiting += graph[module]
    return seen


def not_hashed(graph, rooms, hashed):
    """Modules that the modules of some rooms rest on although no version follows them."""
    inside = [module for module in graph if f"{module}.".startswith(tuple(f"{room}." for room in rooms))]
    needed = set().union(*(reached(graph, module) for module in inside))
    names = {path.relative_to(ROOT) for path in hashed}
    return {module for module in needed if names.isdisjoint(files_of(module))}


def files_of(module):
    path = Path(*module.split("."))
    return {path.with_suffix(".py"), path / "__init__.py"}


TOPICS = sorted(path.parent.name for path in (ROOT / "autograder/exercises").glob("*/__init__.py"))


@pytest.mark.parametrize("topic", TOPICS)
def test_what_decides_about_an_exercise_is_part_of_its_version(topic):
    rooms = ("autograder.checking", f"autograder.exercises.{topic}")
    assert not_hashed(imports(), rooms, grading_files() | checking_files(topic)) == set()


def test_what_grades_any_notebook_is_part_of_its_version():
    """Of `check`, which a test may call, the other version follows what it rests on."""
    rooms = ("autograder.boxes", "autograder.instructor_box", "autograder.grading", "autograder.writing")
    assert not_hashed(imports(), rooms, grading_files() | checking_files("any")) == set()


@pytest.mark.parametrize("foreign", ["autograder.exercises.softmax.parts", "course_lib.demos.hinge"])
def test_an_exercise_that_rests_on_another_room_is_noticed(foreign):
    room = "autograder.exercises.loss_functions"
    hashed = grading_files() | checking_files("loss_functions")
    assert not_hashed({room: {foreign}, foreign: set()}, [room], hashed) == {foreign}
