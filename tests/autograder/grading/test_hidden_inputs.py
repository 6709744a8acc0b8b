"""What is shown behind a test comes from a run without it."""

from autograder.grading.hidden_inputs import (
    first_test,
    for_the_verdict,
    joined,
    needs_second_run,
    without_tests,
)
from autograder.records import CellResult, Plan, PlannedCell

PRINTED = [{"output_type": "stream", "name": "stdout", "text": "x"}]
ANSWER = PlannedCell("def f(): ...", grade_id="f", rendered=True)
TEST = PlannedCell(None, "assert f()", grade_id="f-check", points=2.0)
LATER = PlannedCell("print(seen)", grade_id="later")
PLOT = PlannedCell("plt.plot(x)", grade_id="plot", rendered=True)
NOTHING, PASSED = CellResult(), CellResult(score=2.0)


def test_a_plan_without_tests_runs_once():
    plan = Plan((ANSWER, PLOT))
    assert first_test(plan) == 2
    assert for_the_verdict(plan) == plan
    assert not needs_second_run(plan, [CellResult(outputs=PRINTED), CellResult(outputs=PRINTED)])


def test_what_is_printed_before_the_tests_is_shown_as_it_is():
    assert not needs_second_run(Plan((ANSWER, TEST, LATER)), [CellResult(outputs=PRINTED), PASSED, NOTHING])


def test_what_is_printed_or_drawn_behind_a_test_needs_a_second_run():
    printed, told = CellResult(outputs=PRINTED), CellResult(status="died", message="Your code crashed.")
    assert needs_second_run(Plan((ANSWER, TEST, LATER)), [NOTHING, PASSED, printed])
    assert needs_second_run(Plan((ANSWER, TEST, LATER)), [NOTHING, PASSED, told])
    assert needs_second_run(Plan((ANSWER, TEST, PLOT)), [NOTHING, PASSED, NOTHING])
    assert not needs_second_run(Plan((ANSWER, TEST)), [NOTHING, CellResult(outputs=PRINTED)])


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
    second = [NOTHING, NOTHING, CellResult("ok", [], message="")]
    assert joined(plan, first, second) == [first[0], PASSED, CellResult("error", [], message="")]
