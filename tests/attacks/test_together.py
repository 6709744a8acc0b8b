"""A few rows of the tables where the test runs together with the answer; `benchmarks/parts/together_attacks.py` runs all."""

import pytest

from autograder.grading.worker import Worker
from tests.attacks.tables import ATTACKS, INNOCENT
from tests.attacks.ways import LIMITS, grade_cases

_OBJECTS = "objects that agree to every comparison"
_PLAIN = "subclasses of plain types with operators of their own"
_PATCHED = "patched modules, builtins and names of the tests"
_EXITS = "`__exit__` that ends the test's own exceptions"
_NAMES = "names that the test binds and the answer binds too"
# Attacks that a shared process holds, and whether the instructor reads a remark: the test had passed.
HELD = {
    (_OBJECTS, "an object, assert"): True,
    (_OBJECTS, "one object as an array, assert"): True,
    (_PLAIN, "int, assert"): True,
    ("numbers that compare oddly", "not a number, assert"): False,
    ("a process that ends inside the test's `except`", "exits, a bare except"): False,
    (_PATCHED, "NumPy, numpy.testing"): True,
    (_PATCHED, "unittest, unittest"): True,
    (_EXITS, "an assertion, twice"): True,
}
# What docs/threat_model.md says that it does not hold; a row that is held one day belongs above.
NOT_HELD = {
    (_NAMES, "a number"),
    (_EXITS, "a raise of the test, twice"),
    ("arguments and state changed in place", "a callback replaced"),
}
FAIR = {
    ("unusual but fair styles", "plain, numpy.testing"),
    ("unusual but fair styles", "a lambda, assert"),
    (_EXITS, "an error of the language"),
    ("protocols with lying or changing answers", "rounded"),
    ("objects that a test passes", "a new polynomial"),
    (_NAMES, "a helper that is put back"),
}


@pytest.fixture(scope="module")
def worker():
    with Worker("bwrap", LIMITS, modules={"unittest"}) as running:
        yield running


def graded(worker, cases, place):
    (case,) = (case for case in cases if (case.mechanism, case.name) == place)
    return grade_cases(worker, [case], is_together=True)[0]


@pytest.mark.parametrize("place", HELD, ids=": ".join)
def test_what_is_held_earns_nothing_and_what_can_be_seen_is_remarked(worker, place):
    result = graded(worker, ATTACKS, place)
    assert (result.score, bool(result.suspicions)) == (0.0, HELD[place]), result


@pytest.mark.parametrize("place", sorted(NOT_HELD), ids=": ".join)
def test_what_is_not_held_is_known(worker, place):
    assert graded(worker, ATTACKS, place).score > 0


@pytest.mark.parametrize("place", sorted(FAIR), ids=": ".join)
def test_a_fair_answer_earns_all(worker, place):
    result = graded(worker, INNOCENT, place)
    assert (result.score, result.suspicions) == (4.0, []), result
