"""The cases of the tables by either way: apart from the answer, or together with it in one process."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from autograder.boxes.limits import Limits
from autograder.reading.ways.way import ALL_CANARIES
from autograder.records import Together
from tests.attacks.tables.kinds_of_tests import Case
from tests.autograder.helpers.in_boxes import grade, graded, shared, student

# What the tests of most courses import.
MODULES = frozenset({"numpy", "autograder", "course_lib", "unittest"})
LIMITS = Limits(cell_seconds=0.5, test_seconds=2.0, submission_seconds=30.0, memory=2**30)


def of_one_submission(case: Case) -> tuple[object, ...]:
    """Cases with the same of this meet their tests in one submission."""
    # What a test binds, the next one finds.
    alone = case.name if " " in case.asked else ""
    return case.shared, case.answer, case.asked, alone, case.files


def submissions(cases: Iterable[Case]) -> list[list[Case]]:
    """The cases, those of one submission side by side."""
    by_answer: dict[tuple[object, ...], list[Case]] = defaultdict(list)
    for case in cases:
        by_answer[of_one_submission(case)].append(case)
    return list(by_answer.values())


def run_together(case: Case) -> bool:
    """Whether the case has a meaning beside the answer: `check` works apart, and there is no line to ask."""
    return not ("check(" in case.test or "_course_link" in case.answer or case.files)


def grade_cases(worker, cases: list[Case], *, is_together: bool = False):
    """Results of the tests of one submission."""
    tests = [graded(case.test) for case in cases]
    if is_together:
        tests = [replace(test, together=Together("", ALL_CANARIES)) for test in tests]
    first = cases[0]
    files = {f"{side}_files": dict(first.files) for side in ("student", "instructor")}
    cells = shared(first.shared), student(first.answer), *tests
    return grade(worker, *cells, asked=first.asked, modules=MODULES, **files)[2:]
