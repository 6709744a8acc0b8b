"""Tests in the student's process, through real boxes: what a kernel would say, and what cannot be relied on."""

from dataclasses import replace

import pytest

from autograder.reading.ways.way import ALL_CANARIES
from autograder.records import Together
from tests.autograder.helpers.in_boxes import grade, graded, shared, student

ALL = Together("", ALL_CANARIES)
IMPORTS = shared("import builtins, io, contextlib\nimport numpy as np\nimport numpy.testing")


def together(source, points=4.0, how=ALL, hidden=()):
    return replace(graded(source, points), together=how, hidden_lines=hidden)


def scores(results):
    return [result.score for result in results if result.score is not None]


RIGHT = """
    names = [3]
    def f(x):
        print("HEY")
        open("out.txt", "w").write(str(x))
        return 2 * x
    def ask():
        return input()
    """
# What no test apart can see.
NEEDS = {
    "captures": "out = io.StringIO()\nwith contextlib.redirect_stdout(out):\n    f(1)\nassert out.getvalue() == 'HEY\\n'",
    "files": "f(3)\nassert open('out.txt').read() == '3'",
    "names": "assert 'names' in globals() and 'f' in dir()",
    "input": "from unittest.mock import patch\nwith patch('builtins.input', return_value='bo'):\n    assert ask() == 'bo'",
    "main": "from unittest.mock import patch\nwith patch('__main__.names', [4]):\n    assert names == [4]",
    "identity": "assert names is names and type(f).__name__ == 'function'",
    "code": "assert f.__code__.co_argcount == 1",
    "no person": "import getpass, matplotlib.pyplot as plt\nplt.show(close=True)\nassert getpass.getpass and names == [3]",
    "magic": "%time y = f(1)\nassert y == 2 and names == [3]",
    "its own lines": "import inspect\ndef g():\n    return f(5)\nassert 'f(5)' in inspect.getsource(g) and g() == 10",
    "await": "import asyncio\nawait asyncio.sleep(0)\nassert f(1) == 2",
}


@pytest.fixture(scope="module")
def of_the_right(walled):
    results = grade(walled, IMPORTS, student(RIGHT), *map(together, NEEDS.values()))
    return dict(zip(NEEDS, results[2:], strict=True))


@pytest.fixture(scope="module")
def of_the_wrong(walled):
    wrong = "names = [5]\ndel names\ndef f(*x):\n    return 0\ndef ask():\n    return 'a'"
    results = grade(walled, IMPORTS, student(wrong), *map(together, NEEDS.values()))
    return dict(zip(NEEDS, results[2:], strict=True))


@pytest.mark.parametrize("what", NEEDS)
def test_what_cannot_cross_is_seen_together(of_the_right, of_the_wrong, what):
    assert of_the_right[what].score == 4.0, of_the_right[what]
    assert of_the_right[what].suspicions == []
    assert of_the_wrong[what].score == 0.0


def test_what_a_test_leaves_is_there_for_later_cells_as_in_a_kernel(walled):
    results = grade(
        walled,
        student("log = []\ndef f(x):\n    log.append(x)\n    return len(log)"),
        together("assert f(1) == 1\nhelper = 7"),
        student("seen = helper"),
        together("assert f(1) == 2 and log == [1, 1] and seen == 7"),
    )
    assert scores(results) == [4.0, 4.0]


def test_what_a_listener_changes_before_a_test_is_seen(walled):
    answer = """
    import numpy.testing as t
    right = t.assert_allclose
    ip = get_ipython()
    ip.events.register('pre_run_cell', lambda info: setattr(t, 'assert_allclose', lambda *a, **k: None))
    ip.events.register('post_run_cell', lambda result: setattr(t, 'assert_allclose', right))
    def f(x): return 0.0
    """
    result = grade(walled, IMPORTS, student(answer), together("np.testing.assert_allclose(f(1), 2.0)"))[-1]
    assert result.score == 0 and result.suspicions


def test_an_extension_that_hears_of_cells_hears_of_tests(walled):
    answer = (
        "heard = []\nget_ipython().events.register('pre_run_cell', lambda info: heard.append(info.raw_cell))"
    )
    assert scores(grade(walled, student(answer), together("assert len(heard) == 1"))) == [4.0]


@pytest.mark.parametrize("event", ["", "ip.events.register('pre_run_cell', lambda info: None)"])
def test_a_transformer_of_cells_does_not_see_a_test(walled, event):
    answer = (
        f"ip = get_ipython()\n{event}\n"
        "ip.input_transformers_cleanup.append(lambda lines: ['pass\\n'])\ndef f(x): return 0"
    )
    result = grade(walled, student(answer), together("assert f(1) == 2"))[-1]
    assert (result.score, result.suspicions) == (0.0, [])


def test_copies_leave_nothing(walled):
    answer = "n = 0\ndef f():\n    global n\n    n += 1\n    return n"
    assert scores(grade(walled, student(answer), *[together("assert f() == n == 1")])) == [4.0]


def test_what_a_test_prints_and_binds_reaches_a_later_test_apart(walled):
    results = grade(
        walled, student("x = [1]\ndef f(): return x"), together("x.append(2)"), graded("assert f() == [1, 2]")
    )
    assert scores(results) == [4.0, 4.0]


@pytest.mark.parametrize(
    "source, score",
    [("2.5", 2.5), ("9 if f(1) else 0", 4.0), ("1;", 4.0), ("True", 4.0), ("float('nan')", 0.0)],
)
def test_points_are_read_from_the_last_value(walled, source, score):
    assert scores(grade(walled, student("def f(x): return x"), together(source))) == [score]


def test_the_line_that_failed_is_told_and_a_hidden_one_is_not(walled):
    source = "assert f(1) == 1\nassert f(48611) == 2"
    answer = student("def f(x):\n    return x")
    shown, hidden = (
        grade(walled, answer, together(source, hidden=lines))[-1].message for lines in ((), (2,))
    )
    assert shown == "The test failed at: assert f(48611) == 2\nAssertionError"
    assert hidden == "A hidden test failed."


@pytest.mark.parametrize(
    "harm, status",
    [("import os; os._exit(0)", "died"), ("while True: pass", "timeout"), ("raise SystemExit", "error")],
)
def test_a_crash_costs_one_test_and_the_state_before_it_stays(walled, harm, status):
    results = grade(
        walled,
        student(f"n = 1\ndef f(x):\n    global n\n    n += 1\n    if x:\n        {harm}\n    return n"),
        together("assert f(0) == 2"),
        together("f(1)"),
        together("assert n >= 2 and f(0) == n"),
    )
    assert scores(results) == [4.0, 0.0, 4.0]
    assert results[2].status == status


def test_no_line_of_the_student_sees_the_test_before_its_turn(walled):
    looks = """
        import gc, linecache
        text = str([item for item in gc.get_objects() if isinstance(item, (dict, list, tuple))]) + str(linecache.cache)
        is_there = "unheard" + "_of" in text
        """
    results = grade(walled, student(looks), together("assert not is_there and 'unheard_of'"))
    assert scores(results) == [4.0]


PATCHES = {
    "assert_allclose": "np.testing.assert_allclose = lambda *a, **k: None",
    "its code": "np.testing.assert_allclose.__code__ = (lambda *a, **k: None).__code__",
    "np": "class np:\n    class testing:\n        assert_allclose = lambda *a: None",
    "isinstance": "builtins.isinstance = lambda *a: True",
    "when called": "def f(x):\n    np.testing.assert_allclose = lambda *a, **k: None\n    return 0",
}


@pytest.mark.parametrize("patch", PATCHES)
def test_a_patched_machine_earns_nothing_and_is_remarked(walled, patch):
    answer = f"import builtins\ndef f(x):\n    return 0\n{PATCHES[patch]}"
    result = grade(walled, IMPORTS, student(answer), together("y = f(1)\nnp.testing.assert_allclose(y, 2)"))[
        -1
    ]
    assert result.score == 0.0
    assert patch == "when called" or "points withheld" in result.suspicions[0]


def test_a_patch_of_the_test_itself_is_no_tampering(walled):
    tests = "np.dot = None\nassert f(1) == 2", "assert np.dot is None\nassert f(2) == 4"
    assert scores(grade(walled, IMPORTS, student("def f(x): return 2 * x"), *map(together, tests))) == [
        4.0,
        4.0,
    ]


def test_an_answer_made_in_advance_does_not_count(walled):
    forged = """
        from autograder.boxes.student_box import StudentBox
        StudentBox._test = lambda self, *_: {"nonce": "0" * 32, "test": {"is_ok": True}}
        """
    result = grade(walled, student(forged), together("assert f(1) == 2"))[-1]
    assert result.score == 0.0
    assert result.suspicions == [
        "`test` ran together with the student's code, and something else than the test answered: points withheld."
    ]


def test_what_earlier_tests_define_goes_along(walled):
    how = Together("def near(a, b):\n    return abs(a - b) < 0.1", ALL_CANARIES)
    results = grade(
        walled,
        student("def f(x): return x"),
        graded("def near(a, b):\n    return abs(a - b) < 0.1\nassert near(f(1), 1)"),
        together("assert near(f(2), 2)", how=how),
    )
    assert scores(results) == [4.0, 4.0]
