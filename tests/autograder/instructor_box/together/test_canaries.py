"""The copy that must fail does so beside a right answer, and passes where a comparison is none."""

import unittest

import numpy as np
import pytest

from autograder.instructor_box.together.canaries import canary
from autograder.reading.ways.way import ALL_CANARIES
from autograder.records import Together


class Agrees:
    def __eq__(self, other):
        return True

    __hash__ = None


def passes(source, **names):
    """Whether a source runs to its end."""
    try:
        exec(source, {"np": np, "unittest": unittest, "__file__": __file__, **names})
    except Exception:
        return False
    return True


def copy_of(source, *names):
    return canary(source, Together("", frozenset(names or ALL_CANARIES)))


UNITTEST = """
class T(unittest.TestCase):
    def test(self):
        self.assertEqual(f(1), 2)
r = unittest.TestResult()
T('test').run(r)
assert r.wasSuccessful()
"""
# Test -> the copy that runs beside it, of all kinds.
TESTS = {
    "assert f(1) == 2": "unequal",
    "assert f(1) == 2 and f(1) > 1": "unequal",
    "for k in range(3):\n    assert f(k) == 2": "unequal",
    "np.testing.assert_allclose(f(1), 2)": "unequal",
    "np.testing.assert_array_equal(np.zeros(f(1) - 2), [])": "unequal",
    "np.testing.assert_equal(2, f(1))": "unequal",
    "assert f(1) > 1": "negated",
    "with open(__file__):\n    assert f(1) > 1": "negated",
    "try:\n    assert f(1) > 1\nexcept AssertionError:\n    pass": "failing",
    "with open(__file__):\n    assert f(1) == 2": "negated",
    "f(1)": "failing",
    UNITTEST: "unequal",
}


@pytest.mark.parametrize("source", TESTS)
def test_the_copy_fails_beside_a_right_answer(source):
    name, copy = copy_of(source)
    assert name == TESTS[source]
    assert passes(source, f=lambda x: 2)
    assert not passes(copy, f=lambda x: 2)


@pytest.mark.parametrize("name", sorted(ALL_CANARIES))
def test_every_kind_of_copy_fails_beside_a_right_answer(name):
    made, copy = copy_of("assert f(1) == 2", name)
    assert made == name and not passes(copy, f=lambda x: 2)


@pytest.mark.parametrize(
    "source",
    [
        "assert f(1) == 2",
        "assert 2 == f(1)",
        "assert f(1) == 2 and f(2) == 4",
        "for k in range(3):\n    assert f(k) == 2",
    ],
)
@pytest.mark.parametrize(
    "value", [Agrees(), np.array(Agrees()), np.array([Agrees()])], ids=["it", "array", "list"]
)
def test_an_object_that_equals_everything_is_caught(source, value):
    assert passes(source, f=lambda x: value)
    assert passes(copy_of(source)[1], f=lambda x: value)


def test_the_second_comparison_counts_as_the_first():
    _, copy = copy_of("assert f(1) == 2\nassert f(2) == 4")
    assert not passes(copy, f=lambda x: 2 * x)
    assert passes(copy, f=lambda x: 2 if x == 1 else Agrees())


def test_what_is_no_python_has_none():
    assert copy_of("def (:") == ("", "")


def test_only_what_is_allowed_runs():
    assert copy_of("assert f(1) == 2", "failing")[0] == "failing"
    assert canary("assert f(1) == 2", Together()) == ("", "")
