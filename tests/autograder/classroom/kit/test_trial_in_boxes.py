"""`autograder try`: a student's own folder in the boxes with the public cases, or in a kernel, and it says which."""

import json

import nbformat
import pytest
from click.testing import CliRunner

from autograder.checking.desk.plan import FILE, Lecture, Plan, Task, fingerprint
from autograder.cli import main
from autograder.grading import sandbox
from tests.autograder.checking.desk.conftest import RIGHT, STUB

IMPORTS = "import numpy as np\nfrom autograder import check"
# Right for one example and for any number of equal rows: the grader's table names the mistake.
WRONG = "def squared_hinge(scores, y):\n    return 2 * twice(scores, y)"
HELPER = "def twice(scores, y):\n    return scores.sum(axis=1)"


def cell(name, source, **about):
    made = nbformat.v4.new_code_cell(source, id=name or "added")
    if name:
        flags = {"grade": False, "solution": False, "locked": True, "schema_version": 3, "task": False}
        made.metadata["nbgrader"] = {**flags, "grade_id": name, "cell_type": "code", **about}
    return made


@pytest.fixture
def folder(tmp_path):
    """A lecture with a right answer, a wrong one with a helper in an added cell, and one that is open."""
    answer, points = (
        {"solution": True, "locked": False},
        {"multiclass_hinge": 3, "squared_hinge": 2, "elastic_net": 1},
    )
    sources = {"multiclass_hinge": RIGHT, "squared_hinge": WRONG, "elastic_net": STUB.format("elastic_net")}
    cells = [cell("imports", IMPORTS), cell("", HELPER)]
    for name, source in sources.items():
        cells.append(cell(name, source, **answer))
        cells.append(cell(f"{name}-check", f"check({name})", grade=True, points=points[name]))
    cells.insert(2, cell("multiclass_hinge", "raise SystemError('an older copy')", **answer))
    cells[2].id = "older"
    (tmp_path / "hinge").mkdir()
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "hinge" / "hinge.ipynb")
    tasks = [
        Task(name, "check", float(points[name]), fingerprint(STUB.format(name)), f"{name}-check")
        for name in sources
    ]
    lecture = Lecture("hinge", "Hinge losses", "hinge/hinge.ipynb", "", "", tuple(tasks))
    (tmp_path / FILE).write_text(json.dumps(Plan(tmp_path, (lecture,)).as_data()))
    return tmp_path


def tried(*arguments):
    ran = CliRunner().invoke(main, ["try", *map(str, arguments)])
    return ran.exit_code, ran.output.splitlines()


def test_in_the_boxes(folder):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    code, lines = tried("hinge", "--folder", folder)
    assert code == 0
    assert lines[0].startswith("Hinge losses, graded in the boxes (bwrap")
    assert lines[0].endswith("), with the public cases:")
    assert lines[1] == "  multiclass_hinge  3 of 3"
    assert lines[2].startswith("  squared_hinge     0 of 2  ") and "twice" not in lines[2]
    assert lines[3].startswith("  elastic_net       0 of 1  Not implemented yet: elastic_net(")
    assert lines[4] == "3 of 6 points."
    assert any("multiclass_hinge" in line for line in lines if line.startswith("The grader remarks: "))
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_where_there_are_no_walls_it_runs_in_a_kernel_and_says_so(folder, monkeypatch):
    monkeypatch.setattr(sandbox, "bubblewrap_problem", lambda: "bubblewrap is not installed.")
    monkeypatch.setattr(
        "autograder.checking.desk.trial.try_lecture", lambda plan, lecture: f"{lecture.name} in a kernel"
    )
    code, lines = tried("--folder", folder)
    assert code == 0
    assert lines[0].startswith("Not in the boxes: ") and "bubblewrap is not installed" in lines[0]
    assert lines[1] == "hinge in a kernel"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda folder: (folder / FILE).unlink(), "must be a student's folder, in which course.json lies"),
        (lambda folder: (folder / "hinge/hinge.ipynb").unlink(), "hinge.ipynb must lie in "),
        (
            lambda folder: (folder / "hinge/hinge.ipynb").write_text("{"),
            "Notebook does not appear to be JSON",
        ),
    ],
)
def test_what_cannot_be_tried_is_one_sentence(folder, change, sentence):
    change(folder)
    code, lines = tried("--folder", folder)
    assert code == 2 and sentence in " ".join(lines)


def test_an_unknown_lecture_is_told_which_there_are(folder):
    code, lines = tried("alchemy", "--folder", folder)
    assert (code, "must be one of hinge; got 'alchemy'" in " ".join(lines)) == (2, True)
