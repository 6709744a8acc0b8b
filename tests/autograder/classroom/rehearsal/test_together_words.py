"""What a run says of how its test cells ran: how many together, and what may have failed because it ran apart."""

from autograder.classroom.student_result import StudentResult
from autograder.classroom.together_words import said_of_ways
from autograder.records import GradedTest, NotebookVerdict

PRINTED = "captures what is printed"


def student(name, *cells):
    return StudentResult(name, [NotebookVerdict("hw", "1", list(cells))])


def test_a_run_of_tests_that_all_ran_apart_says_nothing():
    assert said_of_ways([student("ann", GradedTest("f-check", 2, 0))], "hw") == []


def test_cells_are_counted_once_for_the_class():
    cells = GradedTest("f-check", 2, 0, is_together=True), GradedTest("g-check", 2, 2)
    (said,) = said_of_ways([student(name, *cells) for name in ("ann", "ben")], "hw")
    assert said.startswith("1 of 2 test cells runs together with students' code, as in a kernel")


def test_what_nobody_passed_apart_and_may_not_cross_is_said_with_the_command():
    cells = GradedTest("f-check", 2, 0, needs=PRINTED), GradedTest("g-check", 2, 0)
    (said,) = said_of_ways([student("ann", *cells)], "my hw")
    assert "f-check captures what is printed." in said and "g-check" not in said
    assert said.endswith("autograder rehearse 'my hw'")


def test_whoever_passes_shows_that_it_crosses():
    fails, passes = GradedTest("f-check", 2, 0, needs=PRINTED), GradedTest("f-check", 2, 2)
    assert said_of_ways([student("ann", fails), student("ben", passes)], "hw") == []
