"""Which source runs where, whatever the submission says of itself."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

from autograder.reading.course import open_course
from autograder.reading.read_assignment import read_assignment
from autograder.reading.rebuild import rebuild
from autograder.reading.submission import submitted_cells
from autograder.writing.gradebook import open_gradebook
from tests.autograder.helpers.small_course import ANSWERS, HALF_HIDDEN, STUB, answered


@pytest.fixture(scope="module")
def instructors(released_course):
    course = open_course(released_course)
    with open_gradebook(course) as gradebook:
        return read_assignment(course, "hw", gradebook.released("hw")).notebooks["main"]


@pytest.fixture
def notebook(released_course):
    return answered(released_course)


def rebuilt(instructors, notebook):
    return rebuild(instructors, submitted_cells(notebook.cells))


def by_id(result, grade_id):
    return next(cell for cell in result.plan.cells if cell.grade_id == grade_id)


def sources(result):
    """(student source, test source) of the code cells."""
    pairs = [(cell.student_source, cell.test_source) for cell in result.plan.cells]
    return [pair for pair in pairs if pair != (None, None)]


PLAN = [
    ("import math", "import math"),
    ("START = 3", "START = 3"),
    (ANSWERS["double"], None),
    (None, HALF_HIDDEN),
    (ANSWERS["root"], "from math import sqrt"),
    (None, "4 * (root == 1.5) if root != 1 else 1.5"),
    (ANSWERS["sketch"], None),
]


def find(notebook, identity):
    return next(position for position, cell in enumerate(notebook.cells) if cell.id == identity)


def test_an_honest_submission(instructors, notebook):
    result = rebuilt(instructors, notebook)
    assert sources(result) == PLAN
    assert result.remarks == ()
    assert result.plan.asked == {"double", "root"}
    assert [cell.points for cell in result.plan.cells if cell.is_test] == [2.0, 4.0]
    assert [cell.grade_id for cell in result.plan.cells if cell.rendered] == ["sketch"]
    assert result.plan.instructor_files == {"table.csv": b"1,2\n"}


def tags(notebook):
    for cell in notebook.cells:
        cell.metadata["tags"] = ["skip-execution", "raises-exception"]


def points(notebook):
    notebook.cells[find(notebook, "double-check")].metadata.nbgrader["points"] = 1000


def other_metadata(notebook):
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader.update(grade=False, solution=True, locked=False, schema_version=99)


def other_kernel(notebook):
    notebook.metadata["kernelspec"] = {"name": "bash", "language": "bash"}


def test_text(notebook):
    notebook.cells[find(notebook, "double-check")].source = "pass"
    notebook.cells[find(notebook, "given")].source = "START = 1"


def test_cells_gone(notebook):
    notebook.cells = [cell for cell in notebook.cells if not cell.id.endswith("-check")]


def test_cells_turned(notebook):
    for cell in notebook.cells:
        if cell.id.endswith("-check"):
            cell.cell_type = "markdown"


def test_cells_copied(notebook):
    copies = [cell for cell in notebook.cells if cell.id.endswith("-check")]
    notebook.cells += [new_code_cell("raise SystemExit", metadata=cell.metadata) for cell in copies]


def order(notebook):
    notebook.cells = notebook.cells[::-1]


def no_nbgrader_metadata(notebook):
    for cell in notebook.cells:
        cell.metadata.pop("nbgrader", None)


def no_cell_ids(notebook):
    for cell in notebook.cells:
        del cell["id"]


@pytest.mark.parametrize(
    ("change", "remarks"),
    [
        (tags, 0),
        (points, 0),
        (other_metadata, 0),
        (other_kernel, 0),
        (test_text, 2),
        (test_cells_gone, 2),
        (test_cells_turned, 2),
        (test_cells_copied, 4),  # each copy, and each copy's text in place of the test's
        (order, 0),
        (no_nbgrader_metadata, 0),
        (no_cell_ids, 0),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_what_a_submission_says_of_itself_decides_nothing(instructors, notebook, change, remarks):
    change(notebook)
    result = rebuilt(instructors, notebook)
    assert sources(result) == PLAN
    assert [cell.points for cell in result.plan.cells if cell.is_test] == [2.0, 4.0]
    assert len(result.remarks) == remarks


for helper in (test_text, test_cells_gone, test_cells_turned, test_cells_copied):
    helper.__test__ = False


def test_the_last_copy_of_an_answer_counts_and_the_others_run_before_it(instructors, notebook):
    position = find(notebook, "double")
    metadata = notebook.cells[position].metadata
    notebook.cells.insert(position, new_code_cell("first = 1", metadata=metadata))
    result = rebuilt(instructors, notebook)
    assert sources(result) == [*PLAN[:2], ("first = 1", None), *PLAN[2:]]
    assert result.remarks == ("`double` was copied; the last copy is the answer.",)


def test_a_cell_of_their_own_stays_behind_the_cell_it_follows(instructors, notebook):
    notebook.cells.insert(find(notebook, "double"), new_code_cell("helper = 1"))
    notebook.cells.insert(0, new_code_cell("first = 1"))
    notebook.cells.append(new_code_cell("last = 1"))
    expected = [("first = 1", None), *PLAN[:2], ("helper = 1", None), *PLAN[2:], ("last = 1", None)]
    assert sources(rebuilt(instructors, notebook)) == expected


def test_added_text_does_not_run(instructors, notebook):
    notebook.cells.insert(0, new_raw_cell("import os"))
    notebook.cells.insert(0, new_markdown_cell("import os"))
    assert sources(rebuilt(instructors, notebook)) == PLAN


@pytest.mark.parametrize(
    ("text", "expected"),
    [("import math, os", ("import math, os", "import math")), (None, (None, "import math"))],
)
def test_a_plain_cell_changed_or_deleted(instructors, notebook, text, expected):
    position = find(notebook, "imports")
    if text is None:
        del notebook.cells[position]
    else:
        notebook.cells[position].source = text
    assert sources(rebuilt(instructors, notebook))[0] == expected


def test_a_missing_answer_runs_nothing(instructors, notebook):
    notebook.cells = [cell for cell in notebook.cells if cell.id != "double"]
    result = rebuilt(instructors, notebook)
    assert (by_id(result, "double").student_source, by_id(result, "double").test_source) == (None, None)
    assert result.remarks == ("`double` is missing from the submission.",)


def test_an_answer_turned_into_text_still_runs(instructors, notebook):
    position = find(notebook, "double")
    notebook.cells[position] = new_markdown_cell(
        notebook.cells[position].source, metadata=notebook.cells[position].metadata
    )
    result = rebuilt(instructors, notebook)
    assert sources(result) == PLAN
    assert result.remarks == ("`double` was turned into a markdown cell.",)


def test_an_empty_submission_has_every_test(instructors):
    result = rebuild(instructors, [])
    assert [cell.grade_id for cell in result.plan.cells if cell.is_test] == ["double-check", "root-check"]
    assert all(cell.student_source is None for cell in result.plan.cells if not cell.test_source)


def test_the_instructors_files_lie_over_the_students(instructors, notebook):
    result = rebuild(instructors, submitted_cells(notebook.cells), {"table.csv": b"9", "own.py": b"x = 1"})
    assert result.plan.student_files == {"table.csv": b"1,2\n", "own.py": b"x = 1"}
    assert result.plan.instructor_files == {"table.csv": b"1,2\n"}


def test_the_stub_is_what_students_have(instructors):
    cells = {cell.grade_id: cell for cell in instructors.cells}
    assert cells["double"].shown == STUB
    assert "HIDDEN" not in cells["double-check"].shown
    assert cells["double-check"].source == HALF_HIDDEN
