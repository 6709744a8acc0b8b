"""A class is graded once: what is done stays, a stopped run goes on, a corrected test grades what it touches."""

import json
import os
import shutil
from datetime import datetime, timedelta

import nbformat
import pytest
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.utils import determine_grade, is_grade

from autograder.classroom.class_run import grade_class
from autograder.reading.course import SetupError, open_course
from autograder.writing.gradebook import open_gradebook
from tests.autograder.fakes import FakeWorker
from tests.autograder.small_course import (
    ANSWERS,
    HALF_HIDDEN,
    answered,
    cell,
    main_cells,
    release,
    submit,
    write_notebook,
)

HALF = {**ANSWERS, "double": "def double(x):\n    return 6", "root": "root = 1"}


def grade(root, **options):
    """Grade with the fake worker: the results by student, and how many notebooks were run."""
    FakeWorker.calls = 0
    course = open_course(root)
    with open_gradebook(course) as gradebook:
        results = grade_class(course, gradebook, "hw", FakeWorker, **options)
    return {result.student: result for result in results}, FakeWorker.calls


def gradebook(root):
    return Gradebook(f"sqlite:///{root}/gradebook.db")


def stored(root, student):
    """grade_id -> (automatic score, manual score, needs a person) in nbgrader's gradebook."""
    with gradebook(root) as book:
        return {
            grade.name: (grade.auto_score, grade.manual_score, grade.needs_manual_grade)
            for notebook in book.find_submission("hw", student).notebooks
            for grade in notebook.grades
        }


def test_scores_comments_and_notebooks_are_where_nbgrader_looks(course_folder):
    submit(course_folder, "ann")
    submit(course_folder, "bob", HALF, extra="")
    submit(course_folder, "eve", {})
    results, calls = grade(course_folder, jobs=2)
    assert calls == 6
    assert {name: (result.score, result.max_score) for name, result in results.items()} == {
        "ann": (7.0, 7.0),
        "bob": (1.5, 7.0),
        "eve": (1.0, 7.0),
    }
    by_hand = {"sketch": (None, None, True), "essay": (None, None, True), "project": (None, None, True)}
    full = {"double-check": (2.0, None, False), "root-check": (4.0, None, False)}
    assert stored(course_folder, "ann") == {**full, **by_hand, "word-check": (1.0, None, False)}
    empty = {"sketch": (0.0, None, False), "essay": (0.0, None, False)}
    assert stored(course_folder, "eve").items() >= empty.items()
    with gradebook(course_folder) as book:
        comments = [book.find_comment(name, "main", "hw", "eve").comment for name in ("double", "essay")]
        assert comments == ["No response.", "No response."]
        assert book.find_comment("double", "main", "hw", "ann").comment is None
        assert book.find_submission("hw", "bob").score == 1.5
    folder = course_folder / "autograded" / "bob" / "hw"
    assert sorted(path.name for path in folder.iterdir()) == ["extra.ipynb", "main.ipynb", "table.csv"]
    for name in ("main", "extra"):
        for each in nbformat.read(folder / f"{name}.ipynb", as_version=4).cells:
            if is_grade(each):
                score = stored(course_folder, "bob")[each.metadata.nbgrader.grade_id][0]
                assert determine_grade(each)[0] == score


def test_what_is_unchanged_is_left_alone(course_folder):
    submit(course_folder, "ann")
    submit(course_folder, "bob", HALF)
    first, _ = grade(course_folder)
    again, calls = grade(course_folder)
    assert calls == 0
    assert {name: (result.score, result.cells) for name, result in again.items()} == {
        name: (result.score, result.cells) for name, result in first.items()
    }
    assert not any(result.is_new for result in again.values())
    assert grade(course_folder, force=True)[1] == 4


def test_only_what_changed_is_graded_again(course_folder):
    submit(course_folder, "ann")
    submit(course_folder, "bob", HALF)
    grade(course_folder)
    submit(course_folder, "bob")
    results, calls = grade(course_folder)
    assert calls == 2
    assert results["bob"].score == 7.0
    (course_folder / "autograded" / "ann" / "hw" / "main.ipynb").unlink()
    assert grade(course_folder)[1] == 1
    with gradebook(course_folder) as book:
        book.remove_student("ann")
    assert grade(course_folder)[1] == 2


@pytest.mark.parametrize(
    ("grade_id", "text", "calls"),
    [
        ("double-check", HALF_HIDDEN.replace("-71", "-72").replace("-142", "-144"), 2),
        ("given", "START = 3  # the start", 2),
        ("double", "def double(x):\n    ### BEGIN SOLUTION\n    return x * 2\n    ### END SOLUTION", 0),
        ("intro", "# Doubling and roots", 0),
    ],
)
def test_a_corrected_test_grades_the_notebooks_it_touches(course_folder, grade_id, text, calls):
    submit(course_folder, "ann")
    submit(course_folder, "bob", HALF)
    grade(course_folder)
    cells = main_cells()
    next(each for each in cells if each.id == grade_id).source = text
    write_notebook(course_folder / "source" / "hw" / "main.ipynb", cells)
    release(course_folder)
    results, graded = grade(course_folder)
    assert graded == calls
    assert (results["ann"].score, results["bob"].score) == (7.0, 2.5)


def test_a_changed_file_of_the_instructors_grades_everything_again(course_folder):
    submit(course_folder, "ann")
    grade(course_folder)
    (course_folder / "source" / "hw" / "table.csv").write_text("3\n")
    assert grade(course_folder)[1] == 2


def test_a_manual_score_stays_and_is_looked_at_again(course_folder):
    submit(course_folder, "ann", HALF)
    grade(course_folder)
    with gradebook(course_folder) as book:
        book.find_grade("double-check", "main", "hw", "ann").manual_score = 1.75
        book.find_grade("essay", "main", "hw", "ann").manual_score = 4.0
        book.find_comment("double", "main", "hw", "ann").manual_comment = "Nearly."
        book.db.commit()
    submit(course_folder, "ann")
    grade(course_folder)
    assert stored(course_folder, "ann")["double-check"] == (2.0, 1.75, True)
    assert stored(course_folder, "ann")["essay"] == (None, 4.0, True)
    with gradebook(course_folder) as book:
        assert book.find_comment("double", "main", "hw", "ann").comment == "Nearly."


def test_lateness_is_nbgraders(course_folder):
    with open(course_folder / "nbgrader_config.py", "a") as config:
        config.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    with gradebook(course_folder) as book:
        book.update_or_create_assignment("hw", duedate=datetime(2026, 1, 1, 12))
    for student, time in (("ann", datetime(2026, 1, 1, 11)), ("bob", datetime(2026, 1, 1, 13))):
        folder = submit(course_folder, student)
        (folder / "timestamp.txt").write_text(f"{time} UTC")
    (submit(course_folder, "eve") / "timestamp.txt").write_text("yesterday")
    grade(course_folder)
    with gradebook(course_folder) as book:
        late = {name: book.find_submission("hw", name) for name in ("ann", "bob", "eve")}
        assert {name: each.total_seconds_late for name, each in late.items()} == {
            "ann": 0,
            "bob": timedelta(hours=1).total_seconds(),
            "eve": 0,
        }
        assert late["bob"].late_submission_penalty == late["bob"].score == 7.0
        assert late["ann"].late_submission_penalty == 0.0


def not_json(folder):
    (folder / "main.ipynb").write_text("I forgot")
    return "main.ipynb is not JSON (Expecting value: line 1 column 1 (char 0))."


def no_notebook(folder):
    (folder / "main.ipynb").rename(folder / "main (1).ipynb")
    return "main.ipynb was not handed in; found extra.ipynb, main (1).ipynb. Give it its name and hand it in again."


def linked(folder):
    (folder / "data").symlink_to("/etc/passwd")
    return "data is a link; only files and folders are read. Hand in the file itself."


def huge(folder):
    with open(folder / "main.ipynb", "wb") as file:
        file.truncate(500 * 2**20)
    return "main.ipynb has 500 MB; at most 20 MB are read. Clear its outputs and hand it in again."


@pytest.mark.parametrize(
    ("spoil", "score"), [(not_json, 1.0), (no_notebook, 1.0), (linked, 0.0), (huge, 0.0)]
)
def test_what_cannot_be_read_gets_zero_and_a_reason_everywhere(course_folder, spoil, score):
    said = spoil(submit(course_folder, "ann"))
    submit(course_folder, "bob")
    results, _ = grade(course_folder)
    assert (results["ann"].score, results["ann"].max_score, results["ann"].problem) == (score, 7.0, said)
    assert results["bob"].problem is None
    assert all(
        grade_id == "word-check" or grade == (0.0, None, False)
        for grade_id, grade in stored(course_folder, "ann").items()
    )
    shown = (course_folder / "autograded" / "ann" / "hw" / "main.ipynb").read_text()
    assert json.dumps(said)[1:-1] in shown
    again, calls = grade(course_folder)
    assert (again["ann"].problem, calls) == (said, 0)


class Stops(Exception):
    pass


@pytest.mark.parametrize("after", range(1, 6))
def test_a_run_that_is_stopped_anywhere_goes_on_to_the_same_result(course_folder, tmp_path, after):
    for number in range(5):
        submit(course_folder, f"student{number}", ANSWERS if number % 2 else HALF)
    whole = shutil.copytree(course_folder, tmp_path / "whole")
    expected, _ = grade(whole)
    seen = []

    def stop(result):
        seen.append(result)
        if len(seen) == after:
            raise Stops

    with pytest.raises(Stops):
        grade(course_folder, progress=stop)
    results, calls = grade(course_folder)
    assert calls == 2 * (5 - after)
    assert {name: result.cells for name, result in results.items()} == {
        name: result.cells for name, result in expected.items()
    }
    assert all(stored(course_folder, name) == stored(whole, name) for name in expected)


class Breaks(FakeWorker):
    def grade(self, plan):
        if any("bang" in (cell.student_source or "") for cell in plan.cells):
            raise RuntimeError("the worker broke")
        return super().grade(plan)


def test_a_fault_of_the_grader_is_named_and_costs_nobody_else(course_folder):
    submit(course_folder, "ann")
    submit(course_folder, "bob", {"double": "bang"})
    submit(course_folder, "eve")
    course = open_course(course_folder)
    with open_gradebook(course) as book:
        results = {each.student: each for each in grade_class(course, book, "hw", Breaks)}
    assert results["bob"].failure == "RuntimeError: the worker broke"
    assert results["ann"].score == results["eve"].score == 7.0
    assert grade(course_folder)[0]["bob"].failure is None


def test_a_folder_whose_name_is_no_text_is_named_and_costs_nobody_else(course_folder):
    submit(course_folder, "ann")
    os.rename(submit(course_folder, "bob").parent, os.fsencode(course_folder) + b"/submitted/b\xf6b")
    results, calls = grade(course_folder)
    said = "the folder's name is not UTF-8, so no gradebook can hold it. Rename the folder."
    assert {name: result.failure for name, result in results.items()} == {"ann": None, "b\\udcf6b": said}
    assert calls == 2


def test_a_worker_that_does_not_start_ends_the_run(course_folder):
    submit(course_folder, "ann")
    course = open_course(course_folder)

    def start(modules):
        raise OSError("no room.")

    with open_gradebook(course) as book, pytest.raises(SetupError) as error:
        grade_class(course, book, "hw", start)
    assert str(error.value) == "a worker cannot be started: no room. Run: autograder doctor"


def test_a_folder_that_cannot_be_written_is_named(course_folder):
    submit(course_folder, "ann")
    (course_folder / "autograded").mkdir()
    (course_folder / "autograded" / "ann").write_text("in the way")
    results, _ = grade(course_folder)
    place = f"{course_folder}/autograded/ann"
    assert results["ann"].failure.startswith(place)
    assert results["ann"].failure.endswith("cannot be written (Not a directory).")
    with pytest.raises(MissingEntry):
        stored(course_folder, "ann")


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda cells: cells.pop(), "the cell `project` is only in the gradebook"),
        (
            lambda cells: cells.append(cell("read_only", "new", "1")),
            "the cell `new` is only in the source",
        ),
        (
            lambda cells: setattr(cells[4], "source", "assert True"),
            "the cell `double-check` has another text in the gradebook",
        ),
        (
            lambda cells: cells[4].metadata.nbgrader.update(points=9),
            "the cell `double-check` has 9.0 points, in the gradebook 2.0",
        ),
    ],
)
def test_a_copy_that_is_not_the_released_one_is_refused(course_folder, edit, said):
    submit(course_folder, "ann")
    cells = main_cells()
    edit(cells)
    path = course_folder / "source" / "hw" / "main.ipynb"
    write_notebook(path, cells)
    with pytest.raises(SetupError) as refused:
        grade(course_folder)
    again = "Run: nbgrader generate_assignment hw --force"
    assert str(refused.value) == f"{path}: must be as it was released; {said}. {again}"


def test_a_student_of_many_notebooks_keeps_the_others(course_folder):
    folder = submit(course_folder, "ann")
    grade(course_folder)
    nbformat.write(answered(course_folder, {"word": "word = 'no'"}, "extra"), folder / "extra.ipynb")
    results, _ = grade(course_folder)
    assert results["ann"].score == 6.0
    assert stored(course_folder, "ann")["root-check"][0] == 4.0
