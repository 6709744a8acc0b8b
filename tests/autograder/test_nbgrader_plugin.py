"""`nbgrader autograde` with the plugin gives what `autograder grade` gives, and nbgrader reads either."""

import logging
import shutil

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.plugins import CsvExportPlugin
from nbgrader.server_extensions.formgrader import handlers
from traitlets.config import Config

from autograder.classroom.class_run import grade_class
from autograder.classroom.pool.local import LocalPool
from autograder.grading.worker import Worker
from autograder.reading.course import open_course
from autograder.writing.gradebook import open_gradebook
from tests.autograder.classroom.graded_class import penalties, stored
from tests.autograder.helpers.small_course import ANSWERS, answered, submit

# nbgrader's own use of SQLAlchemy warns when it adds a submission.
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")

PLUGIN = """
c.Autograde.exporter_class = "autograder.nbgrader_plugin.NamedNotebooks"
c.Autograde.sanitize_preprocessors = ["autograder.nbgrader_plugin.TakeAnswers"]
c.Autograde.autograde_preprocessors = [
    "autograder.nbgrader_plugin.GradeInBoxes",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.AssignLatePenalties.plugin_class = "autograder.writing.class_list.late_rules.LateRules"
c.LateRules.percent_a_day = 10
"""
HALF = {**ANSWERS, "double": "def double(x):\n    return 6", "root": "root = 1"}
HTML = {**ANSWERS, "essay": "Yes. <script>alert(1)</script>", "sketch": "print('<script>')"}
NAMES = ["ann", "bob", "eve", "kim", "zoe"]
BOTH = ["bob", "kim", "zoe"]  # graded in both ways


def write_class(root):
    """Right, half right, untouched, hostile text, and a notebook that was taken apart."""
    with open(root / "nbgrader_config.py", "a") as config:
        config.write(PLUGIN)
    submit(root, "ann")
    submit(root, "bob", HALF)
    submit(root, "eve", {}, extra="word = 'no'")
    submit(root, "kim", HTML)
    notebook = answered(root)
    double = next(each for each in notebook.cells if each.id == "double")
    notebook.cells = [
        new_code_cell("raise SystemExit", metadata=double.metadata),
        *(each for each in notebook.cells if not each.id.endswith("-check")),
        new_code_cell("mine = 1"),
    ]
    submit(root, "zoe", notebook=notebook)
    _hand_in_late(root)


def _hand_in_late(root):
    """Kim and Zoe a day after the due date; Kim has an extension of half a day."""
    with Gradebook(f"sqlite:///{root}/gradebook.db") as book:
        book.update_or_create_assignment("hw", duedate="2026-01-01 12:00 UTC")
    for name in ("kim", "zoe"):
        (root / "submitted" / name / "hw" / "timestamp.txt").write_text("2026-01-02 13:00:00 UTC")
    (root / "students.csv").write_text("id,extension_days\nkim,0.5\nzoe,\n")


@pytest.fixture(scope="module")
def graded(released_course, tmp_path_factory):
    """The course after `autograder grade`."""
    root = shutil.copytree(released_course, tmp_path_factory.mktemp("graded") / "course")
    write_class(root)
    course = open_course(root)
    with open_gradebook(course) as gradebook:
        results = grade_class(course, gradebook, "hw", LocalPool(lambda modules: Worker(modules=modules)))
    assert [result.problem for result in results] == [None] * 5
    return root


@pytest.fixture(scope="module")
def autograded(released_course, tmp_path_factory):
    """The course after `nbgrader autograde` of some."""
    root = shutil.copytree(released_course, tmp_path_factory.mktemp("autograded") / "course")
    write_class(root)
    start(Autograde, root, "[bkz]*")
    return root


def start(converter, root, student="*", **options):
    """What the command does (it runs the converter in the course folder)."""
    course = open_course(root)
    course.directory.assignment_id = "hw"
    course.directory.student_id = student
    made = converter(coursedir=course.directory, config=course.config, **options)
    made.log.setLevel(logging.ERROR)
    made.start()


def test_scores_are_as_they_should_be(graded):
    totals = {name: sum(score or 0 for score, _, _ in stored(graded, name).values()) for name in NAMES}
    assert totals == {"ann": 7.0, "bob": 2.5, "eve": 0.0, "kim": 7.0, "zoe": 7.0}


def test_both_ways_write_the_same_gradebook(graded, autograded):
    assert all(stored(graded, name) == stored(autograded, name) for name in BOTH)


def test_both_ways_take_the_same_for_being_late(graded, autograded):
    # Of 7 points, for two days and for one.
    assert [penalties(root)["zoe"] for root in (graded, autograded)] == pytest.approx([1.4, 1.4])
    assert [penalties(root)["kim"] for root in (graded, autograded)] == pytest.approx([0.7, 0.7])


@pytest.mark.parametrize("name", BOTH)
def test_both_ways_write_the_same_notebook(graded, autograded, name):
    ours, theirs = (
        nbformat.read(root / "autograded" / name / "hw" / "main.ipynb", as_version=4)
        for root in (graded, autograded)
    )
    assert ours == theirs


def test_what_nbgrader_graded_again_is_the_same(graded, tmp_path):
    """Formgrader's button, on a course that `autograder grade` has graded."""
    root = shutil.copytree(graded, tmp_path / "course")
    before = stored(root, "bob")
    start(Autograde, root, "bob", force=True)
    assert stored(root, "bob") == before


def test_a_submission_with_a_link_is_refused_and_what_it_points_to_is_not_kept(released_course, tmp_path):
    root = shutil.copytree(released_course, tmp_path / "course")
    (tmp_path / "secret.txt").write_text("secret")
    with open(root / "nbgrader_config.py", "a") as config:
        config.write(PLUGIN)
    (submit(root, "ann") / "notes.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(NbGraderException):
        start(Autograde, root)
    assert not (root / "autograded" / "ann" / "hw").exists()


@pytest.mark.parametrize("name", ["main (1).ipynb", "main.ipynb.txt"])
def test_a_notebook_of_another_name_is_refused_with_a_sentence_and_costs_nobody_else(
    released_course, tmp_path, name, caplog
):
    root = shutil.copytree(released_course, tmp_path / "course")
    with open(root / "nbgrader_config.py", "a") as config:
        config.write(PLUGIN)
    submit(root, "ann", HALF)
    folder = submit(root, "bob", HALF)
    (folder / "main.ipynb").rename(folder / name)
    with pytest.raises(NbGraderException):
        start(Autograde, root)
    assert f"bob: {name} counts as main.ipynb, and nbgrader goes by names." in caplog.text
    assert "ann:" not in caplog.text
    assert stored(root, "ann")["root-check"][0] == 1.5
    assert not (root / "autograded" / "bob" / "hw").exists()


def test_a_blank_notebook_of_the_right_name_does_not_count_for_the_answered_one(released_course, tmp_path):
    root = shutil.copytree(released_course, tmp_path / "course")
    with open(root / "nbgrader_config.py", "a") as config:
        config.write(PLUGIN)
    folder = submit(root, "ann")
    (folder / "main.ipynb").rename(folder / "mine.ipynb")
    shutil.copy(root / "release" / "hw" / "main.ipynb", folder)
    with pytest.raises(NbGraderException):
        start(Autograde, root)
    assert not (root / "autograded" / "ann" / "hw").exists()


@pytest.fixture(scope="module")
def feedback(graded, tmp_path_factory):
    """The course after `nbgrader generate_feedback`."""
    root = shutil.copytree(graded, tmp_path_factory.mktemp("feedback") / "course")
    start(GenerateFeedback, root)
    return root


def page(root, name):
    return (root / "feedback" / name / "hw" / "main.html").read_text()


def test_feedback_names_the_score_and_the_reason(feedback):
    assert "(Score: 1.5 / 15.0)" in page(feedback, "bob")
    assert "(Score: 6.0 / 15.0)" in page(feedback, "ann")
    assert "A hidden test failed." not in page(feedback, "ann")
    assert "No response." in page(feedback, "eve")


@pytest.mark.parametrize("name", NAMES)
def test_feedback_has_no_hidden_line_and_no_script_of_a_student(feedback, name):
    assert "-71" not in page(feedback, name)
    assert "HIDDEN" not in page(feedback, name)
    assert "<script>alert(1)" not in page(feedback, name)
    assert "&lt;script&gt;" in page(feedback, "kim")


def test_export_reads_the_scores(graded, tmp_path):
    with Gradebook(f"sqlite:///{graded}/gradebook.db") as book:
        exporter = CsvExportPlugin(config=Config())
        exporter.to = str(tmp_path / "grades.csv")
        exporter.export(book)
    lines = (tmp_path / "grades.csv").read_text().splitlines()
    columns = lines[0].split(",")
    rows = [dict(zip(columns, line.split(","), strict=True)) for line in lines[1:]]
    scores = {row["student_id"]: float(row["score"]) for row in rows}
    assert scores == pytest.approx({"ann": 7.0, "bob": 2.5, "eve": 0.0, "kim": 6.3, "zoe": 5.6})


def test_formgrader_shows_a_graded_notebook(graded):
    """Its own page, made by the exporter that its server uses."""
    config = Config()
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    with Gradebook(f"sqlite:///{graded}/gradebook.db") as book:
        submission = book.find_submission_notebook("main", "hw", "kim").id
    resources = {"assignment_id": "hw", "notebook_id": "main", "submission_id": submission, "base_url": "/"}
    resources |= {"index": 0, "total": 5, "student": "kim", "last_name": None, "first_name": None}
    path = graded / "autograded" / "kim" / "hw" / "main.ipynb"
    shown, _ = HTMLExporter(config=config).from_filename(
        str(path), resources=resources | {"notebook_path": "x"}
    )
    assert "double-check" in shown
    assert "<script>alert(1)" not in shown
