"""The student's edition: a wheel with `check`, `course_lib` and tables, and without an answer by name.

The distribution has a name of its own; what is imported stays `autograder` and `course_lib`. What goes in
follows from where they lie: the rooms `boxes` and `checking`, and of `exercises` what stands at its top. An
exercise's declaration stays out, and its table goes in.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import shutil
import subprocess
import sys
from collections.abc import Collection
from importlib.metadata import metadata, requires
from pathlib import Path

from autograder.classroom.kit.tables import write_table
from autograder.exercises.exercise import Exercise, known_exercises
from autograder.reading.course import SetupError
from course_lib.live_view.ahead.names import SHIPPED

NAME = "deep-learning-course-student"
_FULL = "deep-learning-course"
_PACKAGES = Path(__file__).resolve().parents[3]
_ROOMS = ("boxes", "checking")
_LITTER = shutil.ignore_patterns("__pycache__", ".*")

_TOPIC = '''"""The exercises of a lecture, from their tables."""

from pathlib import Path

from autograder.exercises.tabled import exercises_in

EXERCISES = exercises_in(Path(__file__).parent, {names!r})
'''

_PYPROJECT = """
[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"

[project]
name = "{name}"
version = "{version}"
description = "What the notebooks of the deep-learning course import: check and course_lib"
license = "MIT"
requires-python = "{python}"
dependencies = {dependencies}

[tool.setuptools.packages.find]
where = ["src"]

[tool.setuptools.package-data]
"*" = ["**/*.npz", "**/*.js", "**/*.css", "**/*.html", "**/*.json", "**/*.md", "**/*.table", "**/*.drawn"]

[tool.setuptools.data-files]
"etc/jupyter/jupyter_server_config.d" = ["etc/{name}.json"]
"etc/jupyter/labconfig" = ["etc/default_setting_overrides.json"]
"etc/ipython" = ["etc/ipython_kernel_config.json"]
"share/jupyter/labextensions/deep-learning-course" = ["src/{lab}/package.json"]
"share/jupyter/labextensions/deep-learning-course/static" = ["src/{lab}/static/locked_cells.js"]
"""

# The server loads the course's extension, and a kernel the one that answers a name which is not there.
_SERVER = {"ServerApp": {"jpserver_extensions": {"course_lib.server_extension": True}}}
# JupyterLab asks no questions about news at its first start.
_LAB = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}
# What JupyterLab's page loads of it.
_LAB_EXTENSION = "course_lib/server_extension/labextension"
KERNEL = {"IPKernelApp": {"extensions": ["autograder.checking.desk.names"]}}


def build_wheel(folder: Path, scratch: Path, exercises: Collection[str], drawn: Path) -> Path:
    """Write the wheel of the student's edition into a folder.

    Its version ends in a hash of what is in it, so that pip takes a newer kit for what it is.

    Parameters
    ----------
    folder : Path
    scratch : Path
        An empty folder for the sources of the edition.
    exercises : collection of str
        Those whose tables go in.
    drawn : Path
        A folder with what `course_lib` drew ahead.

    Raises
    ------
    SetupError
        If setuptools cannot build it.
    """
    _write_sources(scratch, exercises)
    shutil.copytree(drawn, scratch / "src" / "course_lib" / SHIPPED)
    (scratch / "pyproject.toml").write_text(_pyproject(_digest(scratch)))
    folder.mkdir(parents=True, exist_ok=True)
    build = f"from setuptools import build_meta; print(build_meta.build_wheel({str(folder.resolve())!r}))"
    ran = subprocess.run([sys.executable, "-c", build], cwd=scratch, capture_output=True, text=True)
    if ran.returncode:
        raise SetupError(
            f"student-kit: setuptools must be able to build a wheel; it said:\n{ran.stderr[-2000:]}"
        )
    return folder / ran.stdout.splitlines()[-1]


def _write_sources(root: Path, names: Collection[str]) -> None:
    package = root / "src" / "autograder"
    shutil.copytree(_PACKAGES / "course_lib", root / "src" / "course_lib", ignore=_LITTER)
    for room in _ROOMS:
        shutil.copytree(_PACKAGES / "autograder" / room, package / room, ignore=_LITTER)
    shutil.copy(_PACKAGES / "autograder" / "__init__.py", package)
    (package / "exercises").mkdir()
    for path in (_PACKAGES / "autograder" / "exercises").glob("*.py"):
        shutil.copy(path, package / "exercises")
    chosen = [exercise for exercise in known_exercises().values() if exercise.name in names]
    by_topic = itertools.groupby(chosen, key=lambda exercise: exercise.topic)
    for topic, exercises in by_topic:
        _write_topic(package / "exercises" / topic, tuple(exercises))
    (root / "etc").mkdir()
    (root / "etc" / f"{NAME}.json").write_text(json.dumps(_SERVER))
    (root / "etc" / "ipython_kernel_config.json").write_text(json.dumps(KERNEL))
    (root / "etc" / "default_setting_overrides.json").write_text(json.dumps(_LAB))


def _digest(root: Path) -> str:
    """A short hash of every file and its place."""
    sha = hashlib.sha256()
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        sha.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return sha.hexdigest()[:8]


def _write_topic(folder: Path, exercises: tuple[Exercise, ...]) -> None:
    folder.mkdir()
    for exercise in exercises:
        write_table(exercise, folder)
    names = tuple(exercise.name for exercise in exercises)
    (folder / "__init__.py").write_text(_TOPIC.format(names=names))


def _pyproject(digest: str) -> str:
    """The edition's own pyproject.toml: version, Python and dependencies are those of the full edition."""
    about = metadata(_FULL)
    needed = [each for each in requires(_FULL) or () if "extra ==" not in each]
    return _PYPROJECT.format(
        name=NAME,
        lab=_LAB_EXTENSION,
        version=f"{about['Version']}+k{digest}",
        python=about["Requires-Python"],
        dependencies=json.dumps(needed),
    )
