"""Progress: kept in the student's folder, for the student alone, whatever happens to the file."""

import json
import multiprocessing
import os
import time

import numpy as np
import pytest

from autograder import check, progress, start_page
from autograder.checking.desk.pages import keep_prediction
from autograder.checking.desk.progress import (
    FILE,
    change_progress,
    note_check,
    read_progress,
    remember_hint,
    remember_prediction,
)
from tests.autograder.checking.desk.conftest import RIGHT, write


def function(source, name="multiclass_hinge"):
    namespace = {"np": np}
    exec(source, namespace)
    return namespace[name]


def stub(scores, y):
    raise NotImplementedError


def test_a_check_says_its_points_and_where_the_student_stands(desk):
    result = check(function(RIGHT))
    assert result.standing == "3 of 3 points. Hinge losses: 3 of 5 so far, 1 answer in words open."
    assert result.standing in repr(result)
    assert result.standing in result._repr_html_()
    write(desk, why="Because.")
    wrong = check(lambda scores, y: scores.sum(axis=1), exercise="squared_hinge")
    assert wrong.standing == "0 of 2 points. Hinge losses: 3 of 5 so far."


def test_what_is_kept_is_plain_and_survives_a_restart_and_a_fresh_notebook(desk):
    check(function(RIGHT))
    check(stub, exercise="multiclass_hinge")  # the cells of a notebook that was downloaded again
    data = json.loads((desk / FILE).read_text())
    entry = data["exercises"]["multiclass_hinge"]
    assert (entry["share"], entry["state"], entry["checks"]) == (1.0, "not written", 2)
    assert data["last"] == "multiclass_hinge"
    assert "decides nothing in grading" in data["about"]
    assert sorted(path.name for path in desk.iterdir()) == ["course.json", "hinge", FILE]


def test_nothing_is_kept_where_something_is_graded_or_outside_a_folder(desk, monkeypatch, tmp_path_factory):
    for name, value in (("COURSE_BOX", "instructor"), ("NBGRADER_EXECUTION", "validate")):
        with monkeypatch.context() as context:
            context.setenv(name, value)
            assert note_check("multiclass_hinge", "passed", 1.0) == ""
            remember_hint("multiclass_hinge", 1, 3)
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert check(function(RIGHT)).standing == ""
    assert "there is none" in repr(progress()).replace("here is none", "there is none")
    assert not (desk / FILE).exists()


def test_an_exercise_that_the_folder_does_not_ask_for_is_not_kept(desk):
    assert note_check("softmax", "passed", 1.0) == ""
    assert not (desk / FILE).exists()


@pytest.mark.parametrize(
    "torn", ["", "{", "[]", '{"exercises": 3, "last": 4}', '{"exercises": {"multiclass_hinge": 1}}']
)
def test_a_torn_file_counts_as_nothing(desk, torn):
    (desk / FILE).write_text(torn)
    assert "0 of 5 points" in repr(progress())
    assert note_check("multiclass_hinge", "passed", 1.0).startswith("3 of 3 points.")
    assert "3 of 5 points" in repr(progress())


def test_a_folder_that_cannot_be_written_to_costs_no_check(desk, monkeypatch):
    def refuse(*arguments):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    result = check(function(RIGHT))
    assert result.passed
    assert result.standing == f"Progress cannot be kept in {desk}: Permission denied."


def _count(folder, name):
    for _ in range(20):
        change_progress(folder, lambda data: data["hints"].update({name: data["hints"].get(name, 0) + 1}))


def test_two_kernels_at_once_lose_nothing(desk):
    kernels = [multiprocessing.get_context("fork").Process(target=_count, args=(desk, name)) for name in "ab"]
    for kernel in kernels:
        kernel.start()
    for kernel in kernels:
        kernel.join()
    assert read_progress(desk)["hints"] == {"a": 20, "b": 20}


def test_a_lock_that_a_crash_left_behind_is_broken(desk):
    lock = desk / f".{FILE}-lock"
    lock.touch()
    os.utime(lock, (time.time() - 60,) * 2)
    assert note_check("multiclass_hinge", "passed", 1.0)
    assert not lock.exists()


def test_predictions_and_hints_are_remembered(desk):
    remember_prediction("hinge_terms/0", {"guess": "9"})
    remember_hint("multiclass_hinge", 1, 3)
    data = read_progress(desk)
    assert data["predictions"] == {"hinge_terms/0": {"guess": "9"}}
    assert data["hints"] == {"multiclass_hinge": {"number": 1, "of": 3}}
    assert "Predictions made: 1. Hints used: multiclass_hinge (1)." in repr(progress())


# ------------------------------------------------------------ the start page


def test_the_start_page_says_what_a_lecture_is_and_where_to_begin(desk):
    assert start_page().markdown.split("\n\n") == [
        "**Begin here:** [Hinge losses](hinge/hinge.ipynb).",
        "### 1 · [Hinge losses](hinge/hinge.ipynb)",
        "one hour · 5 points by checks, 2 by your teacher",
        "Write losses.",
        "○ 0 of 5 points. Open: `multiclass_hinge` (3), `squared_hinge` (2). 1 of 1 answers in words open.",
    ]


def test_the_start_page_leads_on_and_says_what_waits_for_a_person(desk):
    check(function(RIGHT))
    write(desk, why="Because.")
    first, *_, standing = start_page().markdown.split("\n\n")
    assert first == "**Go on where you were:** [Hinge losses](hinge/hinge.ipynb), exercise `squared_hinge`."
    assert (
        standing == "◐ 3 of 5 points. Open: `squared_hinge` (2). Answers in words: 1 wait for your teacher."
    )


def test_what_passed_before_and_is_gone_is_said(desk):
    note_check("squared_hinge", "passed", 1.0)
    note_check("multiclass_hinge", "passed", 1.0)
    note_check("multiclass_hinge", "not written", 0.0)
    page = start_page().markdown
    as_text = repr(start_page())
    assert as_text.startswith("Go on where you were: Hinge losses. Every exercise")
    assert "\n\n1 · Hinge losses\n\n" in as_text and not set("*`#[]") & set(as_text)
    assert "✓ 5 of 5 points. Passed before, not as it stands now: `multiclass_hinge`." in page
    assert "Every exercise from there on passes its check." in page


def test_hints_that_were_asked_for_are_remembered(desk):
    check(lambda scores, y: scores.sum(axis=1), exercise="multiclass_hinge").hint()
    kept = read_progress(desk)["hints"]["multiclass_hinge"]
    assert kept["number"] == 1 <= kept["of"]
    assert "Hints used: multiclass_hinge (1)." in repr(progress())


def test_what_a_page_remembers_of_a_prediction_is_kept(desk):
    prediction = {"demo": "Tangent", "question": "Where?", "guess": "1", "right": True, "when": "2026-03-01"}
    keep_prediction(prediction)
    keep_prediction({**prediction, "guess": "2", "right": False})
    (kept,) = read_progress(desk)["predictions"].items()
    assert kept == ("Tangent: Where?", {"guess": "2", "right": False, "when": "2026-03-01"})
    assert "Predictions made: 1." in repr(progress())
