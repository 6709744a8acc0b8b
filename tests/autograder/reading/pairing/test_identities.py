"""Ids of the instructor's cells, whatever version of nbformat the notebook has."""

import json

import nbformat
import pytest
from nbformat.v4 import new_notebook

from autograder.reading.pairing.identities import with_identities, without_drawn_ids
from tests.autograder.helpers.small_course import cell, main_cells, write_notebook

pytestmark = pytest.mark.filterwarnings("ignore::nbformat.warnings.MissingIDFieldWarning")


def ids_read_twice(path, content):
    """The ids that two readings of a notebook give its cells."""
    path.write_text(json.dumps(content))
    for _ in range(2):
        notebook = without_drawn_ids(nbformat.read(path, as_version=4), path.read_bytes())
        yield [each.id for each in with_identities(notebook).cells]


def nameless(notebook):
    """The notebook without its ids."""
    for each in notebook.cells:
        del each["id"]
    return notebook


@pytest.fixture
def content(tmp_path):
    write_notebook(tmp_path / "written.ipynb", main_cells())
    return json.loads((tmp_path / "written.ipynb").read_text())


def test_ids_that_are_there_stay(tmp_path, content):
    first, second = ids_read_twice(tmp_path / "main.ipynb", content)
    assert first == second == [each.id for each in main_cells()]


@pytest.mark.parametrize("minor", range(6))
def test_without_ids_they_are_made_the_same_each_time(tmp_path, content, minor):
    content["nbformat_minor"] = minor
    for each in content["cells"]:
        del each["id"]
    first, second = ids_read_twice(tmp_path / "main.ipynb", content)
    named = [each.id for each in main_cells() if "nbgrader" in each.metadata]
    assert first == second
    assert set(named) < set(first)
    assert len(set(first)) == len(first)


def test_nbformat_3_has_ids_the_same_each_time(tmp_path):
    given = {"cell_type": "code", "language": "python", "metadata": {}, "outputs": [], "collapsed": False}
    cells = [{**given, "input": text} for text in ("x = 1", "y = 2", "x = 1")]
    older = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}
    first, second = ids_read_twice(tmp_path / "main.ipynb", older)
    assert first == second
    assert len(set(first)) == len(first)


@pytest.mark.parametrize("grade_id", ["two words", "ü", "x" * 65])
def test_a_name_that_is_no_id_makes_one(grade_id):
    made = cell("answer", "a", "a = 1")
    made.metadata["nbgrader"]["grade_id"] = grade_id
    nbformat.validate(with_identities(nameless(new_notebook(cells=[made]))))


def test_equal_texts_are_told_apart_by_their_order():
    cells = [cell("plain", f"c{number}", "a = 1") for number in range(3)]
    first, second, third = [each.id for each in with_identities(nameless(new_notebook(cells=cells))).cells]
    assert second == f"{first}-1"
    assert third == f"{first}-2"
