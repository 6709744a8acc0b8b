"""Test cells that cannot fail are told from those that can."""

import pytest

from autograder.classroom.rehearsal.weak_tests import weakness

BARE = "its last value is True or False; nothing fails: write assert"
NOTHING = "no statement in it can fail: write assert"


@pytest.mark.parametrize("value", ["True", "False", "np.True_", "np.False_"])
@pytest.mark.parametrize("source", ["f(2) == 4", "assert f(1) == 1\nf(2) == 4", "ok = f(2) == 4\nok"])
def test_a_truth_value_at_the_end(source, value):
    assert weakness(source, value) == BARE


@pytest.mark.parametrize(
    "assertion",
    [
        "assert True",
        "assert 1",
        "assert 'f is right'",
        "assert (f(2) == 4, 'wrong')",
        "assert [f(2) == 4]",
        "assert {'f': f(2) == 4}",
        "assert f'{f(2)} is 4'",
        "assert lambda: f(2) == 4",
        "assert (f(x) == x for x in range(3))",
        "assert f(2) == 4 or True",
        "assert not ()",
        "assert f(2) == f(2)",
    ],
)
@pytest.mark.parametrize("cell", ["{}", "assert f(1) == 1\n{}", "for x in (1, 2):\n    {}"])
def test_an_assertion_that_is_always_true(assertion, cell):
    assert weakness(cell.format(assertion), None).endswith("is always true")


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("", None),
        ("# f is checked by hand", None),
        ("x = f(1)\nNone", None),
        ("print(f(1))", None),
        ("f(1)", "[1, 2]"),
        ("np.array([0.5]) * (f(1) == 1)", "array([0.5])"),
        ("try:\n    assert f(1) == 1\nexcept AssertionError:\n    print('wrong')", None),
        ("try:\n    assert f(1) == 1\nexcept:\n    pass", None),
        ("with contextlib.suppress(AssertionError):\n    assert f(1) == 1", None),
        ("with np.errstate(all='ignore'):\n    f(1) == 1", None),
        ("with open('f.txt') as file:\n    lines = file.readlines()", None),
        ("def test_f():\n    assert f(1) == 1", None),
        ("if f(1) != 1:\n    print('wrong')", None),
    ],
)
def test_nothing_that_can_fail(source, value):
    expected = "" if source == "f(1)" else NOTHING
    assert weakness(source, value) == expected


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("assert f(1) == 1", None),
        ("assert f(1) == 1, 'wrong'", None),
        ("assert (f(1) == 1), 'wrong'", None),
        ("assert f(1)", None),
        ("for x in (1, 2):\n    assert f(x) == x", None),
        ("if f(1) != 1:\n    raise ValueError('wrong')", None),
        ("np.testing.assert_allclose(f(1), 1)", None),
        ("check(f)", None),
        ("run_tests(f)", None),
        ("with np.testing.assert_raises(ValueError):\n    f(-1)", None),
        ("with contextlib.suppress(ValueError):\n    assert f(1) == 1", None),
        ("with open('f.txt') as file:\n    assert file.read() == f(1)", None),
        ("try:\n    f(-1)\nexcept ValueError:\n    pass\nelse:\n    raise AssertionError", None),
        ("score = 0.5 * (f(1) == 1)\nscore", "0.5"),
        ("np.float64(1.5) if f(1) == 1 else np.float64(0)", "np.float64(1.5)"),
        ("try:\n    assert f(1) == 1\n    score = 1\nexcept AssertionError:\n    score = 0\nscore", "1"),
        ("%matplotlib inline\nassert f(1) == 1", None),
        ("assert hash(Vector(1)) == hash(Vector(1))", None),
        ("def broken(:", None),
    ],
)
def test_a_test_that_can_fail_is_left_alone(source, value):
    assert weakness(source, value) == ""
