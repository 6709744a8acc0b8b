"""A class is graded once: what is done stays, a stopped run goes on, a corrected test grades what it touches."""

import sys
from datetime import datetime, timedelta

import nbformat
import pytest
from nbgrader.utils import determine_grade, is_grade

from autograder.grading.settings.course_python import setting_of
from tests.autograder.classroom.graded_class import HALF, grade, gradebook, stored
from tests.autograder.helpers.small_course import (
    HALF_HIDDEN,
    answered,
    main_cells,
    release,
    submit,
    write_notebook,
)


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


def test_another_python_or_network_grades_everything_again(course_folder):
    submit(course_folder, "ann")
    online = [
        setting_of(sys.executable, False),
        setting_of(sys.executable, True),
        setting_of(sys.executable, False),
    ]
    assert [grade(course_folder, setting=setting)[1] for setting in online] == [2, 2, 2]
    assert grade(course_folder)[1] == 0


def test_a_manual_score_stays_and_is_looked_at_again_where_the_test_says_something_else(course_folder):
    submit(course_folder, "ann", HALF)
    grade(course_folder)
    with gradebook(course_folder) as book:
        book.find_grade("double-check", "main", "hw", "ann").manual_score = 1.75
        essay = book.find_grade("essay", "main", "hw", "ann")
        essay.manual_score, essay.needs_manual_grade = 4.0, False
        book.find_comment("double", "main", "hw", "ann").manual_comment = "Nearly."
        book.db.commit()
    submit(course_folder, "ann")
    grade(course_folder)
    assert stored(course_folder, "ann")["double-check"] == (2.0, 1.75, True)
    assert stored(course_folder, "ann")["essay"] == (None, 4.0, False)
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


def test_a_student_of_many_notebooks_keeps_the_others(course_folder):
    folder = submit(course_folder, "ann")
    grade(course_folder)
    nbformat.write(answered(course_folder, {"word": "word = 'no'"}, "extra"), folder / "extra.ipynb")
    results, _ = grade(course_folder)
    assert results["ann"].score == 6.0
    assert stored(course_folder, "ann")["root-check"][0] == 4.0
