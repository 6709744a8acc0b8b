"""What a student's process can read of the grader: boxes/ and nothing else, and nothing there that tells an answer."""

import ast
import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

import autograder
from autograder.boxes.crossing.library import PACKAGES
from autograder.boxes.limits import Limits
from autograder.exercises.exercise import known_exercises
from autograder.grading import sandbox
from autograder.grading.warm_process import WarmProcess, WorkerFailed

PACKAGE = Path(autograder.__file__).parent
BOXES = PACKAGE / "boxes"
# What a file there may import: the standard library, what homework itself imports, and what walls a box in.
ALLOWED = {
    "IPython",
    "autograder.boxes",
    "matplotlib",
    "matplotlib_inline",
    "msgpack",
    "numpy",
    "pyseccomp",
    "traitlets",
}
# Values of these cross; each file there is loaded only where the homework imported its package before.
LIBRARY = "autograder.boxes.crossing.library"


def mounts(command, package=PACKAGE):
    """Paths of the package that a bubblewrap command line leaves readable, in its own order of covering."""
    shown = set()
    for option, path, destination in zip(command, command[1:], [*command[2:], ""], strict=False):
        if option == "--tmpfs" and package.is_relative_to(path):
            shown = set()
        elif option in ("--ro-bind", "--bind") and package.is_relative_to(destination):
            shown = {package}
        elif option in ("--ro-bind", "--bind") and Path(destination).is_relative_to(package):
            shown.add(Path(destination))
    return shown


@pytest.fixture
def students_line(monkeypatch):
    """The command line up to the program of the process that runs a student's cells, as the worker starts it."""
    real, lines = sandbox.command, []

    def command(*arguments, **options):
        lines.append(real(*arguments, **options))
        return ["/bin/false"]

    monkeypatch.setattr(sandbox, "command", command)
    with pytest.raises(WorkerFailed):
        WarmProcess("student", "bwrap", Limits()).await_start()
    monkeypatch.undo()
    (line,) = lines
    return line[: line.index("--") + 1]


def test_the_command_line_shows_the_boxes_alone(students_line):
    assert mounts(students_line) == {PACKAGE / "__init__.py", BOXES}


def test_a_process_without_that_wall_sees_the_package():
    assert mounts(sandbox.command("bwrap", ["true"])) == {PACKAGE}


def test_a_folder_that_is_mounted_over_the_wall_is_seen(students_line):
    inside = PACKAGE / "checking"
    assert inside in mounts([*students_line[:-1], "--ro-bind", str(inside), str(inside), "--"])


LIST_FILES = """
import json, os, sys
seen = [os.path.join(folder, name) for folder, _, names in os.walk(sys.argv[1]) for name in names]
print(json.dumps(seen))
"""


def files_below(folder):
    return {str(path) for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts}


def listed(line):
    """Files of the package that a process sees which is started like this."""
    done = subprocess.run(
        [*line, sys.executable, "-c", LIST_FILES, str(PACKAGE)],
        capture_output=True,
        text=True,
        timeout=600,
        cwd="/",
    )
    assert done.returncode == 0, done.stderr
    return {path for path in json.loads(done.stdout) if "__pycache__" not in path.split(os.sep)}


def test_a_real_sandbox_lists_the_boxes_alone(students_line):
    assert listed(students_line) == {str(PACKAGE / "__init__.py")} | files_below(BOXES)


def test_a_real_sandbox_without_that_wall_lists_all():
    assert listed(sandbox.command("bwrap", [])) == files_below(PACKAGE)


def forbidden_imports(graph):
    """(module of the boxes, what it must not import)."""
    return {
        (module, imported)
        for module in graph.modules
        if f"{module}.".startswith("autograder.boxes.")
        for imported in graph.find_modules_directly_imported_by(module)
        if not f"{imported}.".startswith(tuple(f"{name}." for name in ALLOWED))
        and not (module.startswith(LIBRARY) and imported in PACKAGES)
        and imported.partition(".")[0] not in sys.stdlib_module_names
    }


def test_the_boxes_import_nothing_that_knows_an_answer():
    graph = grimp.build_graph("autograder", include_external_packages=True, cache_dir=None)
    assert forbidden_imports(graph) == set()


@pytest.mark.parametrize(
    "source", ["autograder.exercises.exercise", "autograder.records", "course_lib", "sklearn", "autograder"]
)
def test_an_import_of_anything_else_is_noticed(source):
    graph = grimp.ImportGraph()
    for module in ("autograder.boxes.new", source):
        graph.add_module(module)
    graph.add_import(importer="autograder.boxes.new", imported=source)
    assert forbidden_imports(graph) == {("autograder.boxes.new", source)}


def answers_in(folder):
    """What a file of references or test cases is recognised by: no Python, or a definition named as an exercise."""
    names = set(known_exercises())
    for path in map(Path, sorted(files_below(folder))):
        if path.suffix != ".py":
            yield path.name, "no Python"
        else:
            defined = (node for node in ast.walk(ast.parse(path.read_bytes())) if hasattr(node, "name"))
            yield from ((path.name, node.name) for node in defined if node.name in names)


def test_the_boxes_hold_no_answer_and_no_data():
    assert list(answers_in(BOXES)) == []


@pytest.mark.parametrize("name", ["cases.npz", "references.json"])
def test_a_file_of_cases_is_noticed(tmp_path, name):
    (tmp_path / name).write_text("{}")
    assert list(answers_in(tmp_path)) == [(name, "no Python")]


def test_every_answer_is_noticed(tmp_path):
    for number, name in zip(itertools.count(), known_exercises()):
        (tmp_path / f"answer{number}.py").write_text(f"def {name}(x):\n    return x\n")
    assert {found for _, found in answers_in(tmp_path)} == set(known_exercises())
