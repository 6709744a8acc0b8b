"""nbgrader reads from a graded notebook exactly the score that was given, and nothing that students must not see."""

import json
import math

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell
from nbgrader import utils
from nbgrader.nbgraderformat import MetadataValidator

from autograder.grading.one_submission import not_run
from autograder.reading.course import open_course
from autograder.reading.read_assignment import read_assignment
from autograder.reading.rebuild import rebuild
from autograder.reading.submission import submitted_cells
from autograder.records import CellGrade, CellResult
from autograder.writing.gradebook import open_gradebook
from autograder.writing.graded_notebook import GradedCell, cell_grades, graded_notebook
from tests.autograder.helpers.small_course import ANSWERS, answered, released


@pytest.fixture(scope="module")
def instructors(released_course):
    course = open_course(released_course)
    with open_gradebook(course) as gradebook:
        return read_assignment(course, "hw", gradebook.released("hw")).notebooks["main"]


def written(instructors, notebook, **results):
    """The graded notebook, given results by grade_id (dashes as underscores)."""
    rebuilt = rebuild(instructors, submitted_cells(notebook.cells))
    names = [(cell.planned.grade_id or "").replace("-", "_") for cell in rebuilt.cells]
    cells = [
        GradedCell(cell, results.get(name, CellResult()))
        for cell, name in zip(rebuilt.cells, names, strict=True)
    ]
    document = graded_notebook(instructors, cells)
    made = nbformat.reads(document.decode(), as_version=4)
    nbformat.validate(made)
    MetadataValidator().validate_nb(made)
    return made


def cell(notebook, identity):
    return next(each for each in notebook.cells if each.id == identity)


RNG = np.random.default_rng(0)
SCORES = [0.0, 4.0, 2.0, 1e-300, math.nextafter(4, 0), 1 / 3, *RNG.uniform(0, 4, 20).tolist()]
NOISE = [
    {"output_type": "stream", "name": "stdout", "text": "printed"},
    {"output_type": "stream", "name": "stderr", "text": "a warning"},
    {"output_type": "display_data", "data": {"text/plain": "3"}, "metadata": {}},
    {"output_type": "execute_result", "data": {"text/plain": "3"}, "metadata": {}, "execution_count": 1},
]


@pytest.mark.parametrize("score", SCORES)
@pytest.mark.parametrize("outputs", [[], NOISE], ids=["quiet", "noisy"])
def test_the_score_is_read_back_exactly(instructors, released_course, score, outputs):
    result = CellResult("ok", outputs, score, "Something to say.")
    made = written(instructors, answered(released_course), root_check=result)
    assert utils.determine_grade(cell(made, "root-check")) == (score, 4.0)


@pytest.mark.parametrize("score", [0.0, 1.0, 4.0])
def test_the_message_is_shown(instructors, released_course, score):
    result = CellResult("error", [], score, "Divide by N.")
    made = written(instructors, answered(released_course), root_check=result)
    assert "Divide by N." in json.dumps(cell(made, "root-check").outputs)


def test_hidden_lines_and_what_hidden_tests_print_stay_hidden(instructors, released_course):
    printed = {"output_type": "stream", "name": "stdout", "text": "the input is -71"}
    for message in ("failed at: assert double(-71) == -142", "line\nassert double(-71) == -142\n", "fine"):
        result = CellResult("error", [printed], 0.0, message)
        made = written(instructors, answered(released_course), double_check=result)
        assert "-71" not in json.dumps(made)


def test_the_submissions_outputs_are_not_taken_over(instructors, released_course):
    notebook = answered(released_course)
    for each in notebook.cells:
        if each.cell_type == "code":
            each.outputs = [nbformat.v4.new_output("stream", text="forged")]
    assert "forged" not in json.dumps(written(instructors, notebook))


def test_the_students_outputs_keep_text_and_pictures_only(instructors, released_course):
    bundle = {
        "text/plain": "Figure",
        "image/png": "iVBORw0KGgo=",
        "image/jpeg": '"><script>',
        "text/html": "<script>",
        "application/javascript": "alert(1)",
        "image/svg+xml": "<svg onload=alert(1)>",
    }
    odd = [
        {"output_type": "display_data", "data": bundle, "metadata": {"x": "<script>"}},
        {"output_type": "error", "ename": 3, "evalue": None, "traceback": "no list"},
        {"output_type": "stream", "name": "<script>", "text": 5},
        {"output_type": "update_display_data", "data": bundle},
        "no output",
    ]
    made = written(instructors, answered(released_course), sketch=CellResult("ok", odd))
    assert cell(made, "sketch").outputs == [
        {
            "output_type": "display_data",
            "data": {"image/png": "iVBORw0KGgo=", "text/plain": "Figure"},
            "metadata": {},
        },
        {"output_type": "error", "ename": "", "evalue": "", "traceback": [": "]},
        {"output_type": "stream", "name": "stdout", "text": ""},
    ]


def test_locked_text_is_the_instructors_and_answers_are_the_students(instructors, released_course):
    notebook = answered(released_course)
    for identity in ("given", "double-check", "project"):
        cell(notebook, identity).source = "changed"
    made = written(instructors, notebook)
    template = released(released_course)
    shown = {each.id: each.source for each in made.cells}
    expected = {each.id: each.source for each in template.cells} | ANSWERS
    assert shown == expected


def test_cells_of_their_own_are_shown_where_they_were(instructors, released_course):
    notebook = answered(released_course)
    notebook.cells[2:2] = [new_code_cell("mine = 1"), new_markdown_cell("<b>Mine</b> <script>")]
    notebook.cells.append(new_raw_cell("<script>"))
    del notebook.cells[0]
    shown = [each.source for each in written(instructors, notebook).cells]
    assert shown[:4] == ["import math", "mine = 1", "<b>Mine</b> < script>", "START = 3"]
    assert shown[-1] == "```\n<script>\n```"


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (ANSWERS, {"sketch": (None, False), "essay": (None, False), "project": (None, False)}),
        ({}, {"sketch": (0.0, True), "essay": (0.0, True), "project": (None, False)}),
    ],
)
def test_what_is_graded_by_hand_waits_for_a_person_unless_it_is_empty(
    instructors, released_course, answers, expected
):
    rebuilt = rebuild(instructors, submitted_cells(answered(released_course, answers).cells))
    document = graded_notebook(instructors, [GradedCell(cell, CellResult()) for cell in rebuilt.cells])
    grades = {grade.grade_id: (grade.score, grade.is_unanswered) for grade in cell_grades(document)}
    assert {name: grades[name] for name in expected} == expected


def test_a_refused_notebook_leaves_nothing_to_be_graded_by_hand(instructors):
    rebuilt = rebuild(instructors, [])
    document = graded_notebook(instructors, [not_run(cell) for cell in rebuilt.cells])
    assert CellGrade("project", 0.0) in cell_grades(document, is_refused=True)
    assert all(grade.score == 0.0 for grade in cell_grades(document, is_refused=True))


def test_what_was_written_can_be_rebuilt_to_the_same_plan(instructors, released_course):
    """The two steps of `nbgrader autograde` rest on it."""
    notebook = answered(released_course)
    notebook.cells.insert(3, new_code_cell("mine = 1"))
    notebook.cells.insert(3, new_code_cell("copy = 1", metadata=cell(notebook, "double").metadata))
    del notebook.cells[0:2]
    once = rebuild(instructors, submitted_cells(notebook.cells))
    document = graded_notebook(instructors, [not_run(cell) for cell in once.cells])
    again = rebuild(instructors, submitted_cells(nbformat.reads(document.decode(), as_version=4).cells))
    assert again.plan == once.plan
