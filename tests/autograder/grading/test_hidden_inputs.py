"""What is shown behind a test comes from a run without it."""

import pytest

from autograder.grading.hidden_inputs import (
    for_the_verdict,
    messages_of_visible_lines,
    needs_second_run,
    shown_from,
    silent_behind_tests,
    visible_lines,
    without_tests,
)
from autograder.grading.ran_cells import ran_cells
from autograder.records import CellResult, Plan, PlannedCell

PRINTED = [{"output_type": "stream", "name": "stdout", "text": "x"}]
ANSWER = PlannedCell("def f(): ...", grade_id="f", rendered=True)
TEST = PlannedCell(None, "assert f()", grade_id="f-check", points=2.0)
LATER = PlannedCell("print(seen)", grade_id="later")
PLOT = PlannedCell("plt.plot(x)", grade_id="plot", rendered=True)
NOTHING, PASSED = CellResult(), CellResult(score=2.0)


def cells(plan, *results):
    return ran_cells(plan, results)


def test_a_plan_without_tests_runs_once():
    plan = Plan((ANSWER, PLOT))
    assert for_the_verdict(plan) == plan
    printed = cells(plan, CellResult(outputs=PRINTED), CellResult(outputs=PRINTED))
    assert not needs_second_run(printed)
    assert silent_behind_tests(printed) == printed


def test_what_is_printed_before_the_tests_is_shown_as_it_is():
    printed = cells(Plan((ANSWER, TEST, LATER)), CellResult(outputs=PRINTED), PASSED, NOTHING)
    assert not needs_second_run(printed)
    assert silent_behind_tests(printed) == printed


def test_what_is_printed_or_drawn_behind_a_test_needs_a_second_run():
    printed, crashed = CellResult(outputs=PRINTED), CellResult(status="died", message="Your code crashed.")
    assert needs_second_run(cells(Plan((ANSWER, TEST, LATER)), NOTHING, PASSED, printed))
    assert needs_second_run(cells(Plan((ANSWER, TEST, LATER)), NOTHING, PASSED, crashed))
    assert needs_second_run(cells(Plan((ANSWER, TEST, PLOT)), NOTHING, PASSED, NOTHING))
    assert not needs_second_run(cells(Plan((ANSWER, TEST)), NOTHING, CellResult(outputs=PRINTED)))


def test_only_the_second_run_draws_behind_a_test():
    plan = for_the_verdict(Plan((ANSWER, TEST, PLOT)))
    assert [cell.rendered for cell in plan.cells] == [True, False, False]


def test_the_second_run_holds_nothing_of_the_tests():
    plan = without_tests(Plan((ANSWER, TEST, PLOT), frozenset({"f"}), instructor_files={"a": b""}))
    assert [cell.student_source for cell in plan.cells] == [ANSWER.student_source, None, PLOT.student_source]
    assert [cell.test_source for cell in plan.cells] == [None] * 3
    assert not any(cell.is_test for cell in plan.cells)


def test_verdicts_are_those_of_the_first_run():
    plan = Plan((ANSWER, TEST, LATER))
    first = [CellResult(outputs=PRINTED), PASSED, CellResult("error", PRINTED, message="secret")]
    second = [NOTHING, NOTHING, CellResult("ok", [], message="shown")]
    assert shown_from(cells(plan, *first), second) == cells(
        plan, first[0], PASSED, CellResult("error", [], message="shown")
    )


HIDDEN = PlannedCell(None, "assert f(1)\nassert f(-71)\nassert f(2)", "f-check", 2.0, hidden_lines=(2,))
FAILED = CellResult("error", score=0.0, message="The test failed at: assert f(2)\nValueError: -71")


def test_a_message_behind_a_hidden_line_is_that_of_the_visible_lines():
    plan = Plan((ANSWER, HIDDEN, LATER))
    ran = cells(plan, NOTHING, FAILED, NOTHING)
    visible = visible_lines(plan, ran)
    assert [cell.test_source for cell in visible.cells] == [None, "assert f(1)\n\nassert f(2)"]
    told = CellResult("error", score=0.0, message="The test failed at: assert f(2)\nValueError: 2")
    fails, passes = (
        messages_of_visible_lines(ran, [NOTHING, told]),
        messages_of_visible_lines(ran, [NOTHING] * 2),
    )
    assert fails[1].result.message == told.message
    assert passes[1].result.message == "The test failed at: assert f(2)"


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("The test failed at: assert f(2)\nValueError: -71", "The test failed at: assert f(2)"),
        ("The test failed.\nValueError: -71", "The test failed."),
        (
            "A hidden test failed: your code raised an exception.",
            "A hidden test failed: your code raised an exception.",
        ),
        ("In the case “a” it returned -71", "The test fails after tests that students do not see."),
        ("-71\nThe test failed", "The test fails after tests that students do not see."),
    ],
)
def test_what_only_fails_behind_hidden_lines_is_told_in_the_instructors_words(message, shown):
    plan = Plan((ANSWER, HIDDEN, TEST))
    ran = cells(plan, NOTHING, PASSED, CellResult("error", score=0.0, message=message))
    assert messages_of_visible_lines(ran, [NOTHING] * 3)[2].result.message == shown


def test_where_no_test_failed_behind_a_hidden_line_nothing_is_run_again():
    plan = Plan((ANSWER, TEST, HIDDEN))
    assert visible_lines(plan, cells(plan, NOTHING, FAILED, PASSED)) is None
