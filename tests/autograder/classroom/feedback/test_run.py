"""Feedback for a class: whose pages are written, what they hold, and what stands in the way."""

import os
import subprocess
import sys
import time

import nbformat
import psutil
import pytest
from click.testing import CliRunner
from nbgrader.converters import GenerateFeedback

from autograder.classroom.feedback.run import write_feedback
from autograder.cli import main
from autograder.reading.course import SetupError, open_course
from autograder.writing.gradebook import open_gradebook
from tests.autograder.classroom.graded_class import HALF, grade, gradebook
from tests.autograder.helpers.small_course import submit

CONFIG = """
c.GenerateFeedback.exporter_class = "autograder.classroom.feedback.exporter.FeedbackExporter"
c.GenerateFeedback.preprocessors = []
"""


def write(root, **options):
    """student -> result."""
    course = open_course(root)
    with open_gradebook(course, is_dry=True) as book:
        return {result.student: result for result in write_feedback(course, book, "hw", **options)}


def page(root, student, notebook="main"):
    return (root / "feedback" / student / "hw" / f"{notebook}.html").read_text(encoding="utf-8")


@pytest.fixture
def graded(course_folder):
    submit(course_folder, "ann")
    submit(course_folder, "bob", HALF)
    grade(course_folder)
    return course_folder


def test_every_student_gets_a_page_for_each_notebook(graded):
    results = write(graded)
    assert set(results) == {"ann", "bob"}
    assert all(not result.problem and result.n_bytes > 4_000 for result in results.values())
    assert "1 of 1 point" in page(graded, "ann", "extra")
    html = page(graded, "bob")
    assert "✗ 0 of 2 points" in html and "◐ 1.5 of 4 points" in html
    assert "1.5 of 6 points so far; 9 more points wait for your teacher." in html


def test_nothing_hidden_stands_in_a_page(graded):
    write(graded)
    assert "-142" not in page(graded, "bob") and "-71" not in page(graded, "bob")


def test_what_a_person_gave_and_wrote_is_counted_and_shown(graded):
    with gradebook(graded) as book:
        submitted = book.find_submission_notebook("main", "hw", "ann")
        essay = next(each for each in submitted.grades if each.name == "essay")
        essay.manual_score, essay.needs_manual_grade, essay.extra_credit = 4.0, False, 0.5
        comment = next(each for each in submitted.comments if each.name == "essay")
        comment.manual_comment = "Well *argued*."
        submitted.late_submission_penalty = 1.0
        book.db.commit()
    write(graded, students=["ann"])
    html = page(graded, "ann")
    assert "9.5 of 11 points so far, after 1 point off for being late; 4 more points wait" in html
    assert "◐ 4.5 of 5 points" in html and "Well <em>argued</em>." in html
    assert not (graded / "feedback" / "bob").exists()


def test_several_processes_write_the_same_pages(graded):
    for name in ("cem", "dee"):
        submit(graded, name, HALF)
    grade(graded)
    write(graded)
    alone = {name: page(graded, name) for name in ("ann", "bob", "cem", "dee")}
    steps = []
    results = write(graded, jobs=2, progress=lambda *step: steps.append(step))
    assert list(results) == ["ann", "bob", "cem", "dee"]
    assert {name: page(graded, name) for name in alone} == alone
    assert steps[-1] == ("pages", 4, 4)


def tell_and_sleep(_, number):
    os.write(1, f"{os.getpid()}\n".encode())
    time.sleep(600)


def test_a_run_that_is_killed_leaves_no_process():
    names = "from autograder.classroom.feedback.run import _mapped; from tests.autograder.classroom.feedback"
    line = f"{names}.test_run import tell_and_sleep; list(_mapped(tell_and_sleep, range(8), None, 2))"
    with subprocess.Popen([sys.executable, "-c", line], stdout=subprocess.PIPE, text=True) as run:
        below = [psutil.Process(int(run.stdout.readline())) for _ in range(2)]
        run.kill()
        assert psutil.wait_procs(below, timeout=600)[1] == []


def test_who_is_not_graded_is_named(graded):
    with pytest.raises(SetupError, match=r"cem is not in the gradebook. Run: autograder grade hw"):
        write(graded, students=["cem"])


def test_a_graded_notebook_that_is_gone_costs_nobody_else(graded):
    (graded / "autograded" / "bob" / "hw" / "main.ipynb").unlink()
    torn = graded / "autograded" / "ann" / "hw" / "extra.ipynb"
    torn.chmod(0o644)
    torn.write_text("{")
    submit(graded, "cem")
    grade(graded, students=["cem"])
    results = write(graded)
    assert "main.ipynb: No such file or directory. The old feedback stays." in results["bob"].problem
    assert "holds no graded notebook that can be read" in results["ann"].problem
    assert results["cem"].problem == "" and "so far" in page(graded, "cem")


def test_nbgrader_writes_the_same_page(graded):
    write(graded)
    expected = page(graded, "bob")
    config = graded / "nbgrader_config.py"
    config.write_text(config.read_text() + CONFIG)
    course = open_course(graded)
    course.directory.assignment_id, course.directory.student_id = "hw", "bob"
    converter = GenerateFeedback(coursedir=course.directory, config=course.config, force=True)
    converter.log.setLevel("ERROR")
    converter.start()
    assert page(graded, "bob") == expected


def test_the_command_says_how_many_where_and_whose_are_missing(graded):
    done = CliRunner().invoke(main, ["feedback", "hw", "--course", str(graded), "--jobs", "1"])
    assert done.exit_code == 0
    assert done.stdout.startswith(f"Feedback for 2 students lies in {graded}/feedback/STUDENT/hw (")
    (graded / "autograded" / "bob" / "hw" / "main.ipynb").unlink()
    done = CliRunner().invoke(main, ["feedback", "hw", "--course", str(graded), "--jobs", "1"])
    assert done.exit_code == 1 and "  bob: " in done.output and "Feedback for 1 student " in done.output


def test_a_model_answer_stands_there_when_the_course_releases_it(graded):
    write(graded)
    assert "Model answer" not in page(graded, "ann")
    config = graded / "nbgrader_config.py"
    config.write_text(config.read_text() + '\nc.FeedbackPage.model_answers = ["hw"]\n')
    write(graded)
    assert "Model answer" in page(graded, "ann") and "return 2 * x" in page(graded, "ann")
    config.write_text(config.read_text() + "\nc.FeedbackPage.model_answers = 3\n")
    with pytest.raises(SetupError, match="model_answers"):
        write(graded)


def test_a_refused_notebook_gets_a_page_that_says_why(graded):
    folder = submit(graded, "eve")
    (folder / "main.ipynb").write_bytes(b"no json")
    grade(graded)
    write(graded)
    assert "could not be graded" in page(graded, "eve")
    assert "0 of 15 points" in page(graded, "eve")


def test_a_picture_of_a_cell_graded_by_hand_is_shown(graded):
    path = graded / "autograded" / "ann" / "hw" / "main.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell = next(cell for cell in notebook.cells if cell.id == "sketch")
    cell.outputs = [nbformat.v4.new_output("display_data", {"image/png": "iVBORw0KGgo=", "text/plain": ""})]
    path.chmod(0o644)
    nbformat.write(notebook, path)
    write(graded)
    assert 'src="data:image/png;base64,iVBORw0KGgo="' in page(graded, "ann")
