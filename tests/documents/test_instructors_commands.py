"""The commands of the instructors' pages are run, in one small course, in the order of the pages.

What cannot be run here has a reason that is seen in the command itself; whatever is new in a page is run.
"""

import re
import shlex
import shutil

import pytest
from click.testing import CliRunner
from nbgrader.apps.nbgraderapp import NbGraderApp

from autograder.cli import main
from tests.autograder.helpers.small_course import cell, write_notebook
from tests.documents.test_commands import ROOT, commands, problem_of

PAGES = [ROOT / "docs" / name for name in ("instructors.md", "feedback.md", "cluster.md")]
# What shows in a command that it cannot be run here -> why, and where it is run.
NOT_HERE = {
    r"^make ": "sets up an environment, packs or serves the whole course: tests/test_setup.py",
    r"^python -m benchmarks": "measures for minutes, and writes what it measured",
    r"^pip ": "installs from a network",
    r"^(docker|kubectl|sbatch) ": "needs a service that is not here: test_recipes.py reads its files",
    r"^(createdb|pg_dump) ": "needs a server: test_postgresql.py",
    r"^dask |--scheduler": "needs a cluster: test_cluster.py",
    r"^autograder watch ": "does not end by itself: test_watch.py",
    r"^autograder hand-grade ": "serves a page: tests/autograder/classroom/hand_grading",
    r"^nbgrader (db upgrade|generate_assignment --force)$": "is named, with nothing to be done to",
    r"release_(assignment|feedback)|^nbgrader (zip_)?collect|^nbgrader submit": "needs an exchange or a download:"
    " test_nbgrader_commands.py, test_collect.py",
    r"^autograder sample-class ": "needs a lecture of ours: tests/autograder/sample_class",
    r" (DIR|ID)$|~/| \.\.\.": "names a place of the reader's own",
}
# What a page leaves open.
OPEN = {"<topic>": "loss_functions"}
CELLS = [
    cell("answer", "f", "def f(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"),
    cell("test", "f-check", "assert f(2) == 4", points=2),
    cell("by_hand", "why", "It doubles.", points=3, cell_type="markdown"),
]


def typed(page):
    """The commands of a page, blocks first, whole ones alone, each once; also those of other programs."""
    text = page.read_text()
    blocks = re.findall(r"^```(\w*)\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)
    lines = [
        re.split(r"\s+#|\s{3,}", line)[0]
        for language, block in blocks
        if not language
        and not re.match(r"[\w.]+/", block)  # one that begins with a path is a picture of folders
        for line in block.splitlines()
    ]
    said = [line for line, is_typed in commands(text) if not is_typed and _is_whole(line)]
    for name, value in OPEN.items():
        lines, said = ([line.replace(name, value) for line in each] for each in (lines, said))
    return list(dict.fromkeys([*lines, *said]))


def _is_whole(line):
    """Whether a command in a sentence is one to type, and not the name of one."""
    return line == "autograder status" or (len(line.split()) > 2 and not problem_of(line))


def reason(line):
    """Why a line cannot be run here; None if it can."""
    return next((why for sign, why in NOT_HERE.items() if re.search(sign, line)), None)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with the shipped configuration, a small lecture, a class list and a download."""
    root = tmp_path_factory.mktemp("instructors")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    (root / "students.csv").write_text(
        "id,first_name,last_name,email\nmaria,Maria,M,m@x.org\nbo,Bo,B,b@x.org\ncy,Cy,C,c@x.org\n"
    )
    lecture = root / "notebooks" / "loss_functions"
    lecture.mkdir(parents=True)
    write_notebook(lecture / "loss_functions.ipynb", CELLS)
    right = [each.copy() for each in CELLS]
    for place in ("submitted/maria/loss_functions", "submitted/bo/loss_functions", "DOWNLOAD/cy"):
        (root / place).mkdir(parents=True)
        write_notebook(root / place / "loss_functions.ipynb", right)
    return root


def run(line):
    """Run a command in this process; what it printed if it fails."""
    program, *arguments = shlex.split(line)
    if program == "autograder":
        done = CliRunner().invoke(main, arguments)
        return "" if done.exit_code == 0 else f"{done.exit_code}: {done.output}{done.exception!r}"
    try:
        NbGraderApp.launch_instance(arguments)
    except SystemExit as ended:
        return f"ended with {ended.code}" if ended.code else ""
    finally:
        app = NbGraderApp.instance()
        while app is not None:
            type(app).clear_instance()
            app = app.subapp
    return ""


def test_every_command_that_can_be_run_here_runs(course, monkeypatch):
    monkeypatch.chdir(course)
    lines = [line for page in PAGES for line in typed(page) if reason(line) is None]
    assert {line.split()[0] for line in lines} == {"autograder", "nbgrader"}
    assert len(lines) > 20
    for line in lines:
        assert run(line) == "", line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_other_programs_do_has_a_reason(page):
    assert all(reason(line) for line in typed(page) if line.split()[0] not in ("autograder", "nbgrader"))
