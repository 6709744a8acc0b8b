"""A kit on other Pythons: installed from its requirements.txt, checked, run from start to end, and opened.

    python -m benchmarks.parts.student_pythons PYTHON [PYTHON ...] [--oldest] [--kit dist/student.zip]

Each Python makes the kit's own environment, as `make lab` does at the first start, with the newest packages
that its requirements allow, or with `--oldest` with the oldest of those that it names. Prints a row for each:
a wrong and a right answer, how many of seven pictures are there under this Python's names, a blank from start
to end, JupyterLab's first answer. The packages are downloaded.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from pathlib import Path

from benchmarks.parts.student_seconds import FIRST, ROOT, RUN_ALL
from tests.autograder.classroom.kit.unpacked import environment, lab
from tests.autograder.classroom.kit.wrong_answer import RIGHT, WRONG

CHECK = """
import numpy as np
from autograder import check
{answer}
print(check(svm_loss).message)
"""
DRAWN = """
from course_lib import demos, pictures
from course_lib.live_view.ahead.names import SHIPPED, library, name_of
pictured = (pictures.learner, pictures.challenges, pictures.viewpoints, pictures.penalties)
asked = [each() for each in (*pictured, demos.hinge_terms, demos.weight_scale, demos.polynomial_fit)]
print(sum((library() / SHIPPED / f"{name_of(each)}.drawn").exists() for each in asked), "of", len(asked))
"""
VERSIONS = """
import sys
from importlib.metadata import version
names = ("numpy", "matplotlib", "jupyterlab", "ipywidgets")
print(f"{sys.version.split()[0]} | " + ", ".join(f"{name} {version(name)}" for name in names))
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pythons", nargs="+")
    parser.add_argument("--oldest", action="store_true", help="the oldest packages that are allowed")
    parser.add_argument("--kit", type=Path, default=ROOT / "dist" / "student.zip")
    options = parser.parse_args()
    print("| Python | packages | a wrong answer | a right one | drawn ahead | a blank | JupyterLab |")
    print("|---|---|---|---|---|---|---|")
    for python in options.pythons:
        with tempfile.TemporaryDirectory() as folder:
            print("|", " | ".join(row(python, options.kit, Path(folder), options.oldest)), "|", flush=True)


def row(python, kit, folder, oldest):
    """Return what a Python did with a kit, cell by cell."""
    with zipfile.ZipFile(kit) as file:
        file.extractall(folder)
    [course] = folder.iterdir()
    given = environment(course)
    if oldest:
        (folder / "oldest.txt").write_text("\n".join(oldest_of(course)))
        given["PIP_CONSTRAINT"] = str(folder / "oldest.txt")
    run([python, "course.py", "progress"], course, given)
    own = str(course / ".venv/bin/python")
    said = [run([own, "-c", CHECK.format(answer=answer)], course, given) for answer in (WRONG, RIGHT)]
    path = course / FIRST / f"{FIRST}.ipynb"
    run([own, "-c", RUN_ALL, str(path)], path.parent, given)
    return (
        run([own, "-c", VERSIONS], course, given),
        *(each.split(":")[0].split(";")[0].rstrip(".") for each in said),
        run([own, "-c", DRAWN], course, given),
        "runs to its end",
        opened(course, python),
    )


def oldest_of(course):
    """The lower bounds of what the kit's wheel needs, as pip's constraints."""
    [wheel] = course.glob("*.whl")
    with zipfile.ZipFile(wheel) as file:
        [metadata] = [name for name in file.namelist() if name.endswith(".dist-info/METADATA")]
        text = file.read(metadata).decode()
    needed = re.findall(r"^Requires-Dist: ([\w-]+)[^;\n]*?>=([\w.]+)", text, re.MULTILINE)
    return [f"{name}=={version}" for name, version in needed]


def opened(course, python):
    """Start JupyterLab as a student does, and read the start page's notebook from it."""
    with lab(course, python) as (address, token, _):
        page = f"{address}/api/contents/start.ipynb?token={token}"
        with urllib.request.urlopen(page, timeout=300) as answer:
            return f"starts ({answer.status})"


def run(command, folder, given):
    """Return the last line that a command printed; it must not fail."""
    done = subprocess.run(command, cwd=folder, env=given, capture_output=True, text=True)
    if done.returncode:
        words = f"{done.stdout[-500:]}{done.stderr[-2000:]}"
        sys.exit(f"student_pythons: `{' '.join(map(str, command))[:80]}` must not fail.\n{words}")
    return (done.stdout.strip().splitlines() or [""])[-1]


if __name__ == "__main__":
    main()
