"""`docs/your-own-course.md` word by word: its commands are run in an empty folder, and print what it says.

`nbgrader quickstart` costs 18 s of CPU time for one copied folder, so its folder is copied here as it does.
"""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import nbgrader
import pytest
from click.testing import CliRunner

from autograder.cli import main
from tests.plain_course.test_plain_course import run

PAGE = Path(__file__).parents[2] / "docs" / "your-own-course.md"
EXAMPLE = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide" / "source"
CONFIG = """c = get_config()
c.CourseDirectory.course_id = "my-course"
c.IncludeHeaderFooter.header = "source/header.ipynb"
"""
BLOCKS = re.findall(r"^```\n(.*?)^```", PAGE.read_text(), flags=re.DOTALL | re.MULTILINE)
VERBS = ("autograder", "nbgrader", "mkdir", "cp", "cd", "pip")

pytestmark = pytest.mark.course


def is_commands(block):
    """Whether a block of the page is typed; the others are printed."""
    return all(line.startswith(VERBS) for line in block.splitlines())


def make_course(folder):
    """What `nbgrader quickstart` leaves."""
    shutil.copytree(EXAMPLE, folder / "source", ignore=shutil.ignore_patterns("*.html", "ps1_autotest"))
    (folder / "nbgrader_config.py").write_text(CONFIG)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return tmp_path_factory.mktemp("empty") / "my-course"


@pytest.fixture(scope="module")
def printed(course):
    """What the page's commands print, one text each."""
    texts = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "100")
        for line in "".join(block for block in BLOCKS if is_commands(block)).splitlines():
            if not line.startswith("pip "):
                texts[line] = follow(line, course, patch)
    return texts


def follow(line, course, patch):
    """Do what one line of the page says; returns what it prints."""
    verb, *arguments = shlex.split(line)
    if (verb, *arguments) == ("nbgrader", "quickstart", "my-course"):
        return make_course(course)
    if verb == "cd":
        return patch.chdir(course)
    if verb == "nbgrader":
        return run(course, verb, *arguments)
    if verb != "autograder":
        return subprocess.run([verb, *arguments], cwd=course, check=True)
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, (line, done.output, done.exception)
    return done.output


def test_every_command_runs(printed):
    assert len(printed) == 13


@pytest.mark.parametrize("command", ["autograder rehearse ps1", "autograder grade ps1"])
def test_it_prints_what_the_page_says(printed, command):
    blocks = [block for block in BLOCKS if not is_commands(block) and block in printed[command]]
    assert len(blocks) == 1


def test_it_ends_in_a_graded_class(printed, course):
    marks = (course / "grades.csv").read_text()
    assert "ann" in marks and "ben" in marks
    for student in ("ann", "ben"):
        assert list((course / "feedback" / student / "ps1").glob("*.html"))
    assert (course / "reports" / "ps1" / "report.html").exists()
