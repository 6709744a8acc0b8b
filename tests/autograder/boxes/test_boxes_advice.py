"""What students read where a cell asks for what grading does not have."""

import pytest

from tests.autograder.helpers.in_boxes import grade, graded, student


@pytest.mark.parametrize(
    "line",
    [
        "!pip install -q x",
        "%pip install x",
        "!{sys.executable} -m pip install x",
        "got = !pip3 download x",
        "!conda install x",
    ],
)
def test_what_needs_a_network_is_told_at_once_and_the_rest_of_the_cell_runs(walled, line):
    results = grade(walled, student(f"import sys\n{line}\ndef f(x): return x"), graded("assert f(1) == 1"))
    assert [result.score for result in results] == [None, 4.0]
    (output,) = results[0].outputs
    assert output["text"].startswith("Grading has no network: `")


@pytest.mark.parametrize("question", ["input('Width? ')", "input()", "__import__('getpass').getpass()"])
def test_nobody_answers(walled, question):
    results = grade(walled, student(f"w = {question}\ndef f(x): return x"), graded("assert f(1) == 1"))
    reason = "EOFError: nobody answers `input()` in grading; the rest of this cell did not run"
    assert results[1].message == f"The cell that should define `f` stopped before it did.\n{reason}"


def test_a_helper_that_is_defined_further_down_is_named(walled):
    late = "def helper(x):\n    return x"
    results = grade(walled, student("def f(x): return helper(x)"), graded("assert f(1) == 1"), student(late))
    assert results[1].message == (
        "The test failed at: assert f(1) == 1\n"
        "`helper` is defined only further down: Restart & Run All, and move it up."
    )


def test_a_helper_that_is_defined_nowhere_is_no_matter_of_order(walled):
    results = grade(
        walled, student("def f(x): return helper(x)"), graded("assert f(1) == 1"), student("y = 1")
    )
    assert results[1].message.endswith("NameError: name 'helper' is not defined")
