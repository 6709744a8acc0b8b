"""A kit and the edition in it: it checks as the full one does, needs no grader, and holds no answer."""

import ast
import importlib
import inspect
import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from autograder import check
from autograder.boxes.crossing.library import PACKAGES
from autograder.boxes.crossing.wire import decode, nothing_else
from autograder.checking.desk.plan import read_plan
from autograder.exercises.exercise import known_exercises
from autograder.exercises.tabled import DECLARATION
from autograder.reading.borrowing.likeness import functions_of
from benchmarks.consistency import right_styles
from tests.autograder.classroom.kit.conftest import LECTURE, ROOT
from tests.autograder.classroom.kit.wrong_answer import WRONG

pytestmark = pytest.mark.course

OURS = ("autograder", "course_lib")


def run(site, source, folder):
    """Run a program in an empty folder against the student's edition; what it prints."""
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONSAFEPATH": "1"}
    done = subprocess.run(
        [sys.executable, "-c", source], cwd=folder, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_lies_in_it(kit):
    names = {path.name for path in kit.folder.iterdir()}
    [wheel] = kit.folder.glob("*.whl")
    assert names == {
        *("README.md", "Makefile", "course.py", "course.json", "requirements.txt", "start.ipynb"),
        *("Dockerfile", ".dockerignore", ".devcontainer"),
        *(LECTURE, wheel.name),
    }
    assert (kit.folder / "requirements.txt").read_text() == f"./{wheel.name}\n"
    released = (kit.folder / LECTURE / f"{LECTURE}.ipynb").read_text()
    assert "BEGIN SOLUTION" not in released and "YOUR CODE HERE" in released
    with zipfile.ZipFile(kit.archive) as file:
        packed = {name.removeprefix("deep-learning-course/"): file.read(name) for name in file.namelist()}
    files = [path for path in kit.folder.rglob("*") if path.is_file()]
    assert packed == {path.relative_to(kit.folder).as_posix(): path.read_bytes() for path in files}


def run_all(notebook, folder, site):
    environment = {**os.environ, "PYTHONPATH": str(site), "OPENBLAS_NUM_THREADS": "1"}
    environment.pop("NBGRADER_EXECUTION", None)
    client = NotebookClient(notebook, timeout=900, resources={"metadata": {"path": str(folder)}})
    client.execute(env=environment)
    return notebook


def test_a_blank_runs_from_start_to_end_and_the_start_page_leads_on(kit, site, tmp_path):
    """In an empty folder, against the student's edition; a right answer is counted, and the start page knows."""
    folder = tmp_path / "course"
    shutil.copytree(kit.folder, folder)
    notebook = nbformat.read(folder / LECTURE / f"{LECTURE}.ipynb", as_version=4)
    run_all(notebook, folder / LECTURE, site)
    plan = read_plan(folder)
    exercises = [task.id for task in plan.lectures[0].of_kind("check")]
    progress = json.loads((folder / "progress.json").read_text())
    assert {name: entry["state"] for name, entry in progress["exercises"].items()} == dict.fromkeys(
        exercises, "not written"
    )
    start = nbformat.read(folder / "start.ipynb", as_version=4)
    [cell] = [cell for cell in run_all(start, folder, site).cells if cell.id == "standing"]
    [page] = [each.data["text/markdown"] for each in cell.outputs if "text/markdown" in each.data]
    assert page.startswith("**Go on where you were:** [Loss functions](loss_functions/loss_functions.ipynb)")
    assert "○ 0 of 20 points." in page


def test_check_says_what_the_full_edition_says(site, tmp_path):
    program = f"import numpy as np, autograder\nfrom autograder import check\n{WRONG}\n"
    program += "print(autograder.__file__)\nprint(repr(check(svm_loss)))"
    place, _, said = run(site, program, tmp_path).partition("\n")
    assert Path(place).is_relative_to(site)
    namespace = {}
    exec(f"import numpy as np\n{WRONG}", namespace)
    assert said == repr(check(namespace["svm_loss"])) + "\n"
    assert "Your gradient is N times the reference" in said


def test_what_the_lecture_shows_is_drawn_ahead(site, tmp_path):
    """The wheel's library is the one that drew it; another lecture's picture is not there, and is drawn."""
    source = """
from course_lib import demos, pictures
from course_lib.live_view.ahead.names import SHIPPED, library, name_of
names = [name_of(each()) for each in (demos.hinge_terms, pictures.viewpoints, pictures.surprise)]
print(*((library() / SHIPPED / f"{name}.drawn").exists() for name in names))
"""
    assert run(site, source, tmp_path) == "True True False\n"


def test_only_the_exercises_of_the_kit_are_in_it(site, tmp_path):
    source = "from autograder.exercises.exercise import known_exercises\nprint(*known_exercises())"
    names = run(site, source, tmp_path).split()
    asked = (
        "multiclass_hinge",
        "squared_hinge",
        "binary_hinge_loss",
        "elastic_net",
        "svm_loss",
        "loss_slides",
    )
    assert names == list(asked)


# ------------------------------------------------------------ what it needs


def modules(site):
    """Path of every module of ours -> its syntax tree."""
    return {path: ast.parse(path.read_text()) for name in OURS for path in (site / name).rglob("*.py")}


def imported(tree, anywhere=True):
    """Names of modules that a module imports, at its top or anywhere."""
    nodes = ast.walk(tree) if anywhere else tree.body
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module


def test_every_module_that_it_imports_is_in_it(site):
    wanted = {name for tree in modules(site).values() for name in imported(tree) if name.startswith(OURS)}
    assert wanted
    paths = {name: site / Path(*name.split(".")) for name in wanted}
    assert [n for n, path in paths.items() if not (path.with_suffix(".py").exists() or path.is_dir())] == []


def test_it_needs_what_its_metadata_names_and_no_grader(site):
    [metadata] = site.glob("deep_learning_course_student-*.dist-info/METADATA")
    text = metadata.read_text()
    assert re.search(r"^Name: deep-learning-course-student$", text, re.MULTILINE)
    assert re.search(r"^Requires-Python: >=3.11$", text, re.MULTILINE)
    named = set(re.findall(r"^Requires-Dist: ([\w-]+)", text, re.MULTILINE))
    assert {"numpy", "matplotlib", "jupyterlab"} <= named
    assert named.isdisjoint({"nbgrader", "pyseccomp", "psutil", "click", "rich", "setuptools"})
    # What comes with those: IPython and traitlets with JupyterLab, requests with pooch. What is loaded only
    # where it is there: packages whose values cross between the boxes.
    allowed = {*named, *OURS, *sys.stdlib_module_names, "IPython", "traitlets", "requests", *PACKAGES}
    tops = {name.split(".")[0] for tree in modules(site).values() for name in imported(tree, anywhere=False)}
    assert tops <= allowed


# ------------------------------------------------------------ what it does not hold


def sample_styles():
    """Exercise -> cell of every right student of the sample classes."""
    topics = {exercise.topic for exercise in known_exercises().values()}
    for topic in sorted(topics):
        yield from importlib.import_module(f"autograder.sample_class.{topic}").STYLES.values()


def answers():
    """Digest -> name of every right answer, in every style."""
    sources = [source for style in sample_styles() for source in style.values()]
    for exercise in known_exercises().values():
        for function in right_styles(exercise).values():
            if inspect.isfunction(function) and function.__code__.co_filename != "<string>":
                sources.append(textwrap.dedent(inspect.getsource(function)))
    return {each.digest: each.name for source in sources for each in functions_of(source)}


def texts(site):
    """Every program text outside of course_lib: modules, and functions that tables hold."""
    for path in (site / "autograder").rglob("*"):
        if path.suffix == ".py":
            yield path.relative_to(site).as_posix(), path.read_text()
        elif path.suffix == ".table":
            with zipfile.ZipFile(path) as file:
                declared = decode(file.read(DECLARATION), nothing_else)
            for case in declared["cases"]:
                yield from ((path.name, source) for _, source in case["functions"].values())


def found(sources, known):
    return [
        (place, each.name) for place, text in sources for each in functions_of(text) if each.digest in known
    ]


def test_no_file_holds_an_answer(site):
    """Neither the wheel nor what is released beside a notebook, such as what the capstone lends."""
    known = answers()
    beside = [(path.name, path.read_text()) for path in (ROOT / "notebooks").rglob("*.py")]
    assert len(known) > 100 and beside
    assert found([*texts(site), *beside], known) == []


def test_an_answer_would_be_found_under_any_name():
    style = next(style for style in sample_styles() if "svm_loss" in style)
    source = style["svm_loss"].replace("svm_loss", "helper").replace("scores", "s")
    assert found([("a file", source)], answers()) == [("a file", "helper")]


def test_no_declaration_no_imitation_and_no_sample_class_is_in_it(kit, site):
    files = {
        path.relative_to(site / "autograder").as_posix()
        for path in (site / "autograder").rglob("*")
        if "__pycache__" not in path.parts
    }
    rooms = {name.split("/")[0] for name in files}
    assert rooms <= {"__init__.py", "boxes", "checking", "exercises"}
    with zipfile.ZipFile(next(kit.folder.glob("*.whl"))) as wheel:
        assert not [name for name in wheel.namelist() if name.endswith(".pyc")]
    of_topics = [name for name in files if re.fullmatch(r"exercises/\w+/.+", name)]
    assert {Path(name).name for name in of_topics if not name.endswith(".table")} == {"__init__.py"}
    assert all("_imitation(" not in text or "exercise.imitated(" in text for _, text in texts(site))


def test_the_kernel_is_told_to_explain_missing_names(site):
    [settings] = site.rglob("ipython_kernel_config.json")
    extensions = json.loads(settings.read_text())["IPKernelApp"]["extensions"]
    clones = json.loads((ROOT / "etc/ipython/ipython_kernel_config.json").read_text())
    assert clones["IPKernelApp"]["extensions"] == extensions
    assert settings.relative_to(site).parts[-5:-1] == (
        *settings.relative_to(site).parts[-5:-3],
        "etc",
        "ipython",
    )


@pytest.mark.parametrize("name", ["reference", "imitation", "cases"])
def test_an_exercise_of_the_kit_has_nothing_to_call(site, tmp_path, name):
    source = f"""
from autograder.exercises.exercise import find_exercise
try:
    find_exercise("svm_loss").{name}()
except LookupError as refusal:
    print(refusal)
"""
    assert "has no reference, no imitation and no other cases" in run(site, source, tmp_path)
