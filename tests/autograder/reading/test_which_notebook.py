"""The file that counts is known by its cells; the assignment's own name decides between several."""

import json
import unicodedata

import pytest

from autograder.reading.course import open_course
from autograder.reading.read_assignment import read_assignment
from autograder.reading.submission import Submission
from autograder.reading.which_notebook import choose_notebooks
from autograder.writing.gradebook import open_gradebook
from tests.autograder.helpers.small_course import answered, plain, released


@pytest.fixture(scope="module")
def assignment(released_course):
    course = open_course(released_course)
    with open_gradebook(course) as gradebook:
        return read_assignment(course, "hw", gradebook.released("hw"))


@pytest.fixture(scope="module")
def contents(released_course):
    """What a file may hold: answers, other answers, nothing new, another notebook, no notebook."""
    other = {"double": "def double(x):\n    return 3 * x"}
    anonymous = answered(released_course)
    for cell in anonymous.cells:
        cell.metadata.pop("nbgrader", None)
    return {
        "answered": plain(answered(released_course)),
        "other": plain(answered(released_course, other)),
        "anonymous": plain(anonymous),
        "blank": plain(released(released_course)),
        "scratch": json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}).encode(),
        "extra": plain(answered(released_course, {"word": "word = 'no'"}, "extra")),
        "rubbish": b"no notebook",
    }


def choose(assignment, contents, files):
    submission = Submission("ann", {path: contents[content] for path, content in files.items()})
    return choose_notebooks(assignment, submission)["main"]


@pytest.mark.parametrize(
    "path",
    [
        "main (1).ipynb",
        "main/main.ipynb",
        "MAIN.ipynb",
        "a/b/MAIN.IPYNB",
        "homework.ipynb",
        "main.ipynb.txt",
        "m.json",
    ],
)
@pytest.mark.parametrize("content", ["answered", "anonymous", "blank"])
def test_the_only_notebook_with_the_cells_counts(assignment, contents, path, content):
    choice = choose(assignment, contents, {path: content, "notes.ipynb": "scratch", "extra.ipynb": "extra"})
    assert (choice.path, choice.problem) == (path, "")
    assert choice.remarks == (f"{path} counts as main.ipynb.",)


def test_the_notebook_of_the_right_name_needs_no_remark(assignment, contents):
    files = {"main.ipynb": "answered", "notes.ipynb": "scratch", "extra.ipynb": "extra"}
    choice = choose(assignment, contents, files)
    assert (choice.path, choice.remarks) == ("main.ipynb", ())


@pytest.mark.parametrize(
    ("named", "second", "counts", "remark"),
    [
        (
            "answered",
            "other",
            "main.ipynb",
            "main (1).ipynb was handed in as well; main.ipynb counts, by its name.",
        ),
        (
            "answered",
            "blank",
            "main.ipynb",
            "main (1).ipynb was handed in as well; main.ipynb counts, by its name.",
        ),
        (
            "blank",
            "blank",
            "main.ipynb",
            "main (1).ipynb was handed in as well; main.ipynb counts, by its name.",
        ),
        (
            "blank",
            "other",
            "main (1).ipynb",
            "main.ipynb is blank; main (1).ipynb was handed in as well and counts.",
        ),
        (
            "rubbish",
            "other",
            "main (1).ipynb",
            "main.ipynb cannot be read; main (1).ipynb was handed in as well and counts.",
        ),
        (
            "scratch",
            "other",
            "main (1).ipynb",
            "main.ipynb has none of the assignment's cells; main (1).ipynb was handed in as well and counts.",
        ),
    ],
)
def test_of_two_notebooks_the_choice_is_told(assignment, contents, named, second, counts, remark):
    choice = choose(assignment, contents, {"main.ipynb": named, "main (1).ipynb": second})
    assert (choice.path, choice.remarks, choice.problem) == (counts, (remark,), "")


def test_without_the_right_name_the_one_with_answers_counts(assignment, contents):
    choice = choose(assignment, contents, {"main (1).ipynb": "blank", "main (2).ipynb": "other"})
    assert choice.path == "main (2).ipynb"
    assert choice.remarks[0].endswith("main (1).ipynb was handed in as well and does not count.")


def test_the_nearer_name_counts(assignment, contents):
    choice = choose(assignment, contents, {"copy of main.ipynb": "answered", "hw/Main.ipynb": "other"})
    assert choice.path == "hw/Main.ipynb"


def test_equally_near_names_with_other_answers_are_left_to_a_person(assignment, contents):
    choice = choose(assignment, contents, {"main (1).ipynb": "answered", "main (2).ipynb": "other"})
    assert choice.path is None
    assert choice.problem.startswith("main (1).ipynb, main (2).ipynb all hold answers")


def test_the_same_file_twice_is_no_doubt(assignment, contents):
    choice = choose(assignment, contents, {"main (1).ipynb": "other", "main (2).ipynb": "other"})
    assert (choice.path, choice.problem) == ("main (1).ipynb", "")


@pytest.mark.parametrize(
    "path", [".ipynb_checkpoints/main-checkpoint.ipynb", "__MACOSX/main.ipynb", "._main.ipynb"]
)
def test_what_a_system_leaves_behind_is_no_notebook(assignment, contents, path):
    assert choose(assignment, contents, {path: "answered"}).path is None


def test_a_notebook_of_the_other_name_is_not_taken_for_it(assignment, contents):
    assert choose(assignment, contents, {"extra.ipynb": "extra", "word.ipynb": "extra"}).path is None


def test_a_name_is_the_same_in_either_form_of_unicode(assignment, contents):
    name = "Übung"
    renamed = type(assignment)("hw", {unicodedata.normalize("NFD", name): assignment.notebooks["main"]})
    submission = Submission("ann", {f"{name}.ipynb": contents["answered"]})
    assert [(each.path, each.remarks) for each in choose_notebooks(renamed, submission).values()] == [
        (f"{name}.ipynb", ())
    ]
