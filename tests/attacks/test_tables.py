"""Tables of attacks and of innocent answers: each case has one outcome; an answer meets all its tests at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pytest

from autograder.grading.worker import Worker
from autograder.reading.borrowing.borrowed import known_answers, remarks_on
from tests.attacks.counts import PAGE, with_table
from tests.attacks.tables import ATTACKS, INNOCENT, REMARKED
from tests.attacks.ways import LIMITS, grade_cases, submissions


@dataclass
class _Answer:
    text: str
    label: str = "`multiclass_hinge`"


@pytest.fixture(scope="module")
def outcome():
    """Case -> (points, status, message) of its test; a submission is graded when the first of its cases asks."""
    together, outcomes = {}, {}
    for cases in submissions((*ATTACKS, *REMARKED, *INNOCENT)):
        together.update(dict.fromkeys(cases, cases))
    with Worker("bwrap", LIMITS) as worker:

        def of(case):
            if case not in outcomes:
                outcomes.update(zip(together[case], grade_cases(worker, together[case]), strict=True))
            result = outcomes[case]
            return (result.score, result.status), result.message

        yield of


def _ids(case):
    return f"{case.mechanism}: {case.name}"


@pytest.mark.parametrize("case", ATTACKS, ids=_ids)
def test_an_attack_earns_nothing(outcome, case):
    result, message = outcome(case)
    assert result == (case.points, case.status), message


@pytest.mark.parametrize("case", REMARKED, ids=_ids)
def test_what_no_wall_holds_is_remarked(outcome, case):
    result, message = outcome(case)
    assert result == (case.points, case.status), message
    assert list(remarks_on([_Answer(case.answer)], case.shared, known_answers("loss_functions")))


@pytest.mark.parametrize("case", INNOCENT, ids=_ids)
def test_a_fair_answer_earns_all(outcome, case):
    result, message = outcome(case)
    assert result == (case.points, case.status), message


def test_every_case_stands_once_with_one_outcome():
    names = Counter((case.mechanism, case.name, case.points > 0) for case in (*ATTACKS, *REMARKED, *INNOCENT))
    assert max(names.values()) == 1
    assert {case.points for case in ATTACKS} == {0.0}
    assert {(case.points, case.status) for case in (*REMARKED, *INNOCENT)} == {(4.0, "ok")}


def test_the_tables_are_large_enough():
    assert len(ATTACKS) >= 150
    assert len(INNOCENT) >= 100


def test_the_page_counts_what_is_tried():
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_table(page), "run: python -m tests.attacks.counts"
