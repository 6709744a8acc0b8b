"""nbgrader's own commands on the course as it is configured: each runs for real, in a copy of the course."""

import csv
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.checking.desk.plan import find_plan, untouched

ROOT = Path(__file__).parent.parent
# The commands look alike for every lecture; what each of them releases and earns, other tests hold.
TOPIC = "loss_functions"
LITTER = shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__")

pytestmark = pytest.mark.course


def nbgrader(course, *arguments):
    """Run one nbgrader command in the course folder; return what it printed."""
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course,
        env=environment,
        text=True,
        capture_output=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def submit(course, topic, student, notebook):
    """Put `notebook` where a submission of `student` lies, with what was released beside it."""
    folder = course / "submitted" / student / topic
    shutil.copytree(course / "release" / topic, folder)
    nbformat.write(notebook, folder / f"{topic}.ipynb")


@pytest.fixture(scope="module")
def topic():
    return TOPIC


@pytest.fixture(scope="module")
def course(topic, tmp_path_factory):
    """A copy of the course with `topic` released; things lie in the lecture's folder that must stay there."""
    course = tmp_path_factory.mktemp(topic) / "course"
    shutil.copytree(ROOT / "notebooks" / topic, course / "notebooks" / topic, ignore=LITTER)
    shutil.copy(ROOT / "nbgrader_config.py", course)
    for secret in (".env", "keys.pem", "grades.db", "loss_solution.py", "old.zip"):
        (course / "notebooks" / topic / secret).write_text("secret")
    nbgrader(course, "generate_assignment", topic)
    return course


@pytest.fixture(scope="module")
def autograded(course, topic):
    """The course after `nbgrader autograde`: a solved, a blank and a shortened submission."""
    source = nbformat.read(course / "notebooks" / topic / f"{topic}.ipynb", as_version=4)
    released = nbformat.read(course / "release" / topic / f"{topic}.ipynb", as_version=4)
    submit(course, topic, "solved", source)
    submit(course, topic, "blank", released)
    source.cells = [cell for cell in source.cells if not is_check(cell)]
    submit(course, topic, "without_checks", source)
    nbgrader(course, "autograde", topic)
    return course


def is_check(cell):
    nbgrader = cell.metadata.get("nbgrader", {})
    return cell.cell_type == "code" and nbgrader.get("grade") and not nbgrader.get("solution")


def test_the_release_has_no_solution_and_nothing_secret(course, topic):
    names = {path.name for path in (course / "release" / topic).rglob("*")}
    assert f"{topic}.ipynb" in names
    assert names.isdisjoint({".env", "keys.pem", "grades.db", "loss_solution.py", "old.zip"})
    text = (course / "release" / topic / f"{topic}.ipynb").read_text()
    assert "BEGIN SOLUTION" not in text
    assert "Not written yet" in text


def test_the_release_says_how_far_hints_go(course, topic):
    """A student who fetches it through the exchange has no nbgrader_config.py; the folder is a plan of its own."""
    plan = find_plan(course / "release" / topic)
    assert (plan.folder, plan.hints) == (course / "release" / topic, 3)
    [lecture] = plan.lectures
    assert lecture.notebook == f"{topic}.ipynb"
    assert untouched(plan, lecture, "check", "written") == lecture.of_kind("check", "written")


def test_validate_accepts_the_source_and_says_what_another_lacks(course, topic):
    """Without a traceback, also where an answer does not compile, has another name, or is not written."""
    report = nbgrader(course, "validate", f"notebooks/{topic}/{topic}.ipynb")
    assert "Success! Your notebook passes all the tests." in report
    assert "partial credit" not in report
    broken = nbformat.read(course / "release" / topic / f"{topic}.ipynb", as_version=4)
    answers = {cell.id: cell for cell in broken.cells}
    answers["multiclass_hinge"].source = "def multiclass_hinge(scores, y)\n    return scores"
    answers["squared_hinge"].source = "def square_hinge(scores, y):\n    return scores"
    nbformat.write(broken, course / "broken.ipynb")
    report = nbgrader(course, "validate", "broken.ipynb")
    assert "VALIDATION FAILED" in report and "Traceback" not in report
    assert "`multiclass_hinge` is not there yet: run the cell above" in report
    assert "There is no function `squared_hinge` in this kernel, but `square_hinge`" in report
    assert "Not implemented yet: svm_loss(W, X, y, reg) -> loss, dW" in report


def test_autograde_gives_all_nothing_and_all(autograded, topic):
    with Gradebook(f"sqlite:///{autograded}/gradebook.db") as gradebook:
        possible = gradebook.find_assignment(topic).max_code_score
        assert possible > 0
        scores = {row.student.id: row.code_score for row in gradebook.assignment_submissions(topic)}
    assert scores == {"solved": possible, "blank": 0, "without_checks": possible}


def test_feedback_is_written_for_everyone(autograded, topic):
    nbgrader(autograded, "generate_feedback", topic)
    students = {page.parent.parent.name for page in autograded.glob(f"feedback/*/{topic}/{topic}.html")}
    assert students == {"solved", "blank", "without_checks"}


# One archive with the names of every platform, as one of a course with several sites would be.
DOWNLOADED = {
    "Ada Lovelace_1234567_assignsubmission_file_/{topic}.ipynb": "Ada Lovelace",
    "Müller, Anna_1234568_assignsubmission_file_{topic}.ipynb": "Müller, Anna",
    "Jo_Van Der_1234569_assignsubmission_file_/hw/{topic}.ipynb": "Jo_Van Der",
    "millerann_4711_90210_{topic}.ipynb": "millerann",
    "libo_LATE_4712_90211_{topic}-2.ipynb": "libo",
    "Home_work 1_amiller_attempt_2026-03-02-10-00-00_{topic}.ipynb": "amiller",
    "123456-7890 - Bo Li - Mar 2, 2026 1000 AM/{topic}.ipynb": "Bo Li",
}


def test_an_archive_of_a_platform_is_sorted(course, topic, tmp_path):
    course = shutil.copytree(course, tmp_path / "course", ignore=shutil.ignore_patterns("submitted"))
    archive = course / "downloaded" / topic / "archive"
    archive.mkdir(parents=True)
    notebook = (course / "release" / topic / f"{topic}.ipynb").read_text()
    with zipfile.ZipFile(archive / "Deep Learning-Losses-4711.zip", "w") as packed:
        for name in DOWNLOADED:
            packed.writestr(name.format(topic=topic), notebook)
    nbgrader(course, "zip_collect", topic)
    for name, student in DOWNLOADED.items():
        inner = f"hw/{topic}.ipynb" if "/hw/" in name else f"{topic}.ipynb"
        assert (course / "submitted" / student / topic / inner).read_text() == notebook


def test_export_writes_the_scores(autograded, topic):
    nbgrader(autograded, "export")
    with (autograded / "grades.csv").open() as file:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert scores["blank"] == 0 < scores["solved"] == scores["without_checks"]
