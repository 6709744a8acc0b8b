"""A question that somebody grades waits if its answer may stand in a cell of the student's own, and only then."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.reading.course import open_course
from autograder.reading.read_assignment import read_assignment
from autograder.reading.rebuild import rebuild
from autograder.reading.submission import submitted_cells
from autograder.records import CellResult
from autograder.writing.gradebook import open_gradebook
from autograder.writing.graded_notebook import GradedCell, cell_grades, graded_notebook
from tests.autograder.helpers.small_course import answered

OWN = new_markdown_cell("My own answer.", id="own")


@pytest.fixture(scope="module")
def instructors(released_course):
    course = open_course(released_course)
    with open_gradebook(course) as gradebook:
        return read_assignment(course, "hw", gradebook.released("hw")).notebooks["main"]


@pytest.fixture
def cells(released_course):
    """All answered but the essay, which is as it was."""
    answers = {"double": "def double(x):\n    return x + x", "sketch": "print('mine')"}
    return answered(released_course, answers).cells


def grade(instructors, cells):
    """(score of the essay, remarks, ids and first lines of the graded notebook's cells)."""
    rebuilt = rebuild(instructors, submitted_cells(cells))
    results = [CellResult(score=cell.planned.points) for cell in rebuilt.cells]
    document = graded_notebook(instructors, list(map(GradedCell, rebuilt.cells, results)))
    grades = {grade.grade_id: grade for grade in cell_grades(document)}
    return grades["essay"], rebuilt, document.decode()


def put(cells, new, position):
    cells.insert(position, new)
    return cells


def index(cells, name):
    return next(k for k, cell in enumerate(cells) if cell.id == name)


def without(cells, *names):
    return [cell for cell in cells if cell.id not in names]


ARRANGEMENTS = {
    "below": lambda cells: put(cells, OWN, index(cells, "essay") + 1),
    "above": lambda cells: put(cells, OWN, index(cells, "essay")),
    "in its place": lambda cells: without(put(cells, OWN, index(cells, "essay")), "essay"),
    "in its place, the test above gone, too": lambda cells: without(
        put(cells, OWN, index(cells, "essay")), "essay", "sketch"
    ),
    "at the end": lambda cells: [*cells, OWN],
    "as code": lambda cells: put(cells, new_code_cell("# It is so."), index(cells, "essay") + 1),
}


@pytest.mark.parametrize("arrangement", ARRANGEMENTS)
def test_an_answer_in_a_cell_of_its_own_waits(instructors, cells, arrangement):
    essay, rebuilt, document = grade(instructors, ARRANGEMENTS[arrangement](cells))
    assert (essay.score, essay.is_unanswered) == (None, False)
    assert any(remark.startswith("`essay` was left empty or deleted") for remark in rebuilt.remarks)
    assert "This cell was left empty. The answer may be in a cell that the student added" in document


@pytest.mark.parametrize("arrangement", ["below", "above", "in its place"])
def test_the_answer_stands_next_to_its_question(instructors, cells, arrangement):
    _, rebuilt, _ = grade(instructors, ARRANGEMENTS[arrangement](cells))
    names = [cell.instructor.grade_id if cell.instructor else "own" for cell in rebuilt.cells]
    assert abs(names.index("own") - names.index("essay")) == 1


NOTHING = {
    "as it was": lambda cells: cells,
    "deleted": lambda cells: without(cells, "essay"),
    "an empty cell beside it": lambda cells: put(cells, new_markdown_cell("  \n"), index(cells, "essay") + 1),
    "a cell that belongs to another question": lambda cells: put(cells, OWN, index(cells, "double")),
}


@pytest.mark.parametrize("arrangement", NOTHING)
def test_where_nothing_was_handed_in_there_are_no_points(instructors, cells, arrangement):
    essay, rebuilt, _ = grade(instructors, NOTHING[arrangement](cells))
    assert essay.score == 0.0
    assert not any(cell.is_retyped for cell in rebuilt.cells)


def test_of_two_copies_the_one_with_the_answer_counts(instructors, cells):
    copy = cells[index(cells, "essay")].copy()
    filled = {**copy, "source": "It is so."}
    for pair in ([filled, copy], [copy, filled]):
        rebuilt = grade(instructors, [*without(cells, "essay"), *pair])[1]
        answers = [
            cell.answer for cell in rebuilt.cells if cell.instructor and cell.instructor.grade_id == "essay"
        ]
        assert [answer.source for answer in answers] == ["It is so."]
