"""Each promise of the contract is shown to be broken by a notebook that breaks it."""

import copy

import nbformat
import pytest

from tests.notebooks import test_contract as contract

PATH = next(path for path in contract.NOTEBOOKS if path.stem == "loss_functions")


def cell(notebook, name):
    return next(one for one in notebook.cells if one.id == name)


def keep_an_output(notebook):
    cell(notebook, "imports").outputs.append(nbformat.v4.new_output("stream", text="left over"))


def keep_a_number(notebook):
    cell(notebook, "imports").execution_count = 3


def rename_a_grade_id(notebook):
    cell(notebook, "svm_loss").metadata.nbgrader.grade_id = "svm"


def number_an_id(notebook):
    cell(notebook, "outlook").id = "1a2b"


def swap_two_sections(notebook):
    cell(notebook, "svm_loss-demo").source = "### Exercise"
    cell(notebook, "svm_loss-spec").source = "### Demo"


def leave_a_section_out(notebook):
    cell(notebook, "squared_hinge-check-heading").source = "A check"


def unlock_a_check(notebook):
    cell(notebook, "svm_loss-check").metadata.nbgrader.locked = False


def grade_in_the_motivation(notebook):
    check = copy.deepcopy(cell(notebook, "svm_loss-check"))
    notebook.cells.insert(notebook.cells.index(cell(notebook, "svm_loss-motivation")) + 1, check)


def give_no_points(notebook):
    cell(notebook, "svm_loss-reflection").metadata.nbgrader.points = 0


def age_a_schema(notebook):
    cell(notebook, "svm_loss").metadata.nbgrader.schema_version = 2


def check_another_function(notebook):
    cell(notebook, "svm_loss-check").source = "check(squared_hinge)"


def forget_a_marker(notebook):
    exercise = cell(notebook, "svm_loss")
    exercise.source = exercise.source.replace("### END SOLUTION", "")


def hide_the_docstring(notebook):
    exercise = cell(notebook, "svm_loss")
    exercise.source = exercise.source.replace('"""', "#")


def unlock_the_imports(notebook):
    del cell(notebook, "imports").metadata["nbgrader"]


def write_a_long_cell(notebook):
    cell(notebook, "outlook-platt").source = "\n".join(["pass"] * 21)


def say_nothing_of_a_demo(notebook):
    cell(notebook, "svm_loss-demo").source = "### Demo"


BROKEN = [
    (keep_an_output, contract.test_the_notebook_is_stripped),
    (keep_a_number, contract.test_the_notebook_is_stripped),
    (rename_a_grade_id, contract.test_ids_are_unique_words_and_those_of_nbgrader),
    (number_an_id, contract.test_ids_are_unique_words_and_those_of_nbgrader),
    (swap_two_sections, contract.test_every_topic_has_its_six_sections_in_order),
    (leave_a_section_out, contract.test_every_topic_has_its_six_sections_in_order),
    (unlock_a_check, contract.test_every_cell_is_in_its_section_and_as_the_table_says),
    (grade_in_the_motivation, contract.test_every_cell_is_in_its_section_and_as_the_table_says),
    (give_no_points, contract.test_the_nbgrader_metadata_are_complete),
    (age_a_schema, contract.test_the_nbgrader_metadata_are_complete),
    (check_another_function, contract.test_an_exercise_is_a_stub_with_its_check),
    (forget_a_marker, contract.test_an_exercise_is_a_stub_with_its_check),
    (hide_the_docstring, contract.test_an_exercise_is_a_stub_with_its_check),
    (unlock_the_imports, contract.test_the_first_code_cells_look_for_the_package_and_import_and_are_locked),
    (write_a_long_cell, contract.test_a_code_cell_has_at_most_20_lines),
    (say_nothing_of_a_demo, contract.test_a_section_of_a_demo_says_what_it_shows_and_shows_it),
]


@pytest.mark.parametrize("break_it, promise", BROKEN, ids=lambda function: function.__name__)
def test_a_broken_notebook_is_refused(break_it, promise):
    notebook = nbformat.read(PATH, as_version=4)
    promise(notebook)
    break_it(notebook)
    with pytest.raises((AssertionError, KeyError)):
        promise(notebook)


def test_a_forgotten_row_is_missed():
    notebook = nbformat.read(PATH, as_version=4)
    for one in notebook.cells:
        one.metadata["syllabus"] = [row for row in one.metadata.get("syllabus", []) if row != "1.11"]
    with pytest.raises(AssertionError):
        contract.test_every_row_of_the_syllabus_stands_on_a_cell(PATH, notebook)


def test_a_word_on_stderr_and_a_traceback_are_complaints(tmp_path):
    cells = [nbformat.v4.new_code_cell("import sys\nprint('a warning', file=sys.stderr)\nprint('fine')")]
    outputs = contract.run(nbformat.v4.new_notebook(cells=cells), tmp_path)
    assert [output.name for output in contract.complaints(outputs)] == ["stderr"]
    error = nbformat.v4.new_output("error", ename="ValueError", evalue="", traceback=[])
    assert contract.complaints([error]) == [error]
