"""The place of a mistake that no table knows: the smallest change with which all cases are right."""

import ast
import sys

import numpy as np
import pytest

from autograder import check
from autograder.checking.repair import search
from autograder.checking.repair.candidates import edits_of
from autograder.checking.repair.program import program_of
from autograder.checking.repair.search import place_of, repaired
from benchmarks.right_styles import function_of

HINGE = """
def multiclass_hinge(scores, y):
    rows = np.arange(len(y))
    correct = scores[rows, y]
    margins = np.maximum(0, scores - correct[:, None] + 1)
    margins[rows, y] = 0
    return margins.sum(axis=1)
"""
LOOPS = """
def helper(row, label):
    return [s - row[label] + 1 for s in row]

def multiclass_hinge(scores, y):
    losses = np.zeros(len(y))
    for i in range(len(y)):
        for j, margin in enumerate(helper(scores[i], y[i])):
            if j != y[i] and margin > 0:
                losses[i] += margin
    return losses
"""


def wrong(source, old, new, name="multiclass_hinge"):
    """The function of a source in which one thing is changed, and its failed check."""
    assert source.count(old) == 1
    function = function_of(source.replace(old, new), name)
    result = check(function, name)
    assert not result.passed
    return function, result


def tried(result):
    return [row.details for row in result.rows if not row.unasked]


@pytest.mark.parametrize(
    ("source", "old", "new", "line"),
    [
        (HINGE, "scores - correct[:, None] + 1", "scores + correct[:, None] + 1", 5),
        (HINGE, "axis=1", "axis=0", 7),
        (HINGE, "scores[rows, y]", "scores[y, rows]", 4),
        (HINGE, "margins[rows, y] = 0", "margins[rows, y] -= 3", 6),
        (HINGE, "np.maximum(0", "np.maximum(0.7", 5),
        (HINGE, "maximum", "minimum", 5),
        (LOOPS, "!=", "<", 9),
        (LOOPS, "j != y[i]", "j != i", 9),
        (
            HINGE,
            "scores - correct[:, None] + 1",
            "np.diff([scores, correct[:, None] + 0 * scores], axis=0)[0] + 1",
            5,
        ),
        (HINGE, "margins.sum(axis=1)", "np.add.reduce(margins)", 7),
        (LOOPS, "losses[i] += margin", "losses[i] = margin", 10),
        (LOOPS, "enumerate(helper(scores[i], y[i]))", "enumerate(helper(scores[i], y[0]))", 8),
        (LOOPS, "s - row[label] + 1 for", "row[label] - s + 1 for", 3),
        (LOOPS, "    return losses", "        return losses", 11),
    ],
)
def test_the_line_that_was_changed_is_found_and_the_change_makes_all_right(
    source, old, new, line, monkeypatch
):
    monkeypatch.setattr(search, "search_seconds", 60.0)  # how much a busy machine counts is no matter here
    monkeypatch.setattr(search, "_SECONDS_FOR_ALL", 60.0)
    function, result = wrong(source, old, new)
    place = repaired(function, result.exercise, tried(result))
    assert place.line == line
    assert place.text == source.replace(old, new).splitlines()[line - 1].strip()
    assert place.idea and place.new != place.old


def test_a_place_names_the_part_before_and_after():
    function, result = wrong(HINGE, "axis=1", "axis=0")
    place = repaired(function, result.exercise, tried(result))
    assert (place.idea, place.old, place.new) == ("the axis", "margins.sum(axis=0)", "margins.sum(axis=1)")


def test_what_no_small_change_mends_has_no_place():
    function, result = wrong(HINGE, "return margins.sum(axis=1)", "return np.cos(rows)")
    assert place_of(function, result.exercise, tried(result)) is None


def test_a_function_that_stops_has_its_place_there():
    function, result = wrong(HINGE, "margins.sum(axis=1)", "margin.total().of(them)")
    place = place_of(function, result.exercise, tried(result))
    assert (place.line, place.idea) == (7, "")


SLOPES = """
def local_gradients(op, xs, value):
    if op == "add":
        return 1, 1
    if op == "mul":
        return xs[1], xs[0]
    if op == "max":
        return (1, 0) if xs[0] > xs[1] else (0, 1)
    if op == "reciprocal":
        return (np.log(abs(value)) * 3,)
    return {"negate": (-1,), "exp": (value,)}.get(op, ())
"""


def test_a_line_that_runs_in_the_wrong_cases_alone_is_worth_a_look():
    function = function_of(SLOPES, "local_gradients")
    result = check(function)
    before = sys.gettrace()
    place = place_of(function, result.exercise, tried(result))
    assert (place.line, place.text, place.is_sure) == (10, "return (np.log(abs(value)) * 3,)", False)
    assert place.told == "Line 10 runs in every case that is wrong, and in none that is right."
    assert sys.gettrace() is before


def test_a_place_is_found_in_a_function_that_a_closure_calls_and_in_one_lambda_of_several_in_a_line():
    source = """
def hinge(scores, y, power):
    return (np.maximum(0, scores - scores[range(len(y)), y][:, None] + 2) ** power).sum(axis=1) - 1

def of_power(losses, power):
    return lambda scores, y: losses(scores, y, power)

multiclass_hinge = of_power(hinge, 1)
"""
    function = function_of(source, "multiclass_hinge")
    result = check(function, "multiclass_hinge")
    place = place_of(function, result.exercise, tried(result))
    assert (place.line, place.old, place.new) == (3, "2", "1")
    source = "both = [lambda x: np.diag(x > 0), lambda x: np.diag(x > 3)]; relu_jacobian = both[1]\n"
    function = function_of(source, "relu_jacobian")
    result = check(function, "relu_jacobian")
    assert place_of(function, result.exercise, tried(result)).old == "3"


def test_the_students_function_stays_as_it_is():
    function, result = wrong(LOOPS, "!=", "==")
    before = function(np.eye(3), np.arange(3))
    code, names = function.__code__, dict(function.__globals__)
    repaired(function, result.exercise, tried(result))
    assert function.__code__ is code and function.__globals__ == names
    np.testing.assert_array_equal(function(np.eye(3), np.arange(3)), before)


def test_tries_print_nothing_and_leave_numpys_global_generator_alone(capsys):
    function, result = wrong(
        HINGE, "margins[rows, y] = 0", "print(np.random.uniform()); margins[rows, y] = np.cos(5)"
    )
    capsys.readouterr()
    np.random.seed(3)
    expected = np.random.uniform()
    np.random.seed(3)
    repaired(function, result.exercise, tried(result))
    assert np.random.uniform() == expected
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "line", ["open('x').read()", "os.remove('x')", "np.savetxt('x', scores)", "exec('1')"]
)
def test_code_that_does_more_than_compute_is_not_varied(line):
    source = HINGE.replace("    rows", f"    if len(y) > 10**9:\n        {line}\n    rows").replace(
        "+ 1)", "- 1)"
    )
    assert program_of(function_of(source, "multiclass_hinge")) is None


def test_a_loop_that_a_change_makes_endless_is_ended():
    source = """
def multiclass_hinge(scores, y):
    losses, i = [], 0
    while i < len(y):
        losses.append(sum(max(0, s - scores[i, y[i]] + 1) for s in scores[i]) - 2)
        i += 1
    return losses
"""
    function, result = wrong(source, "- 2", "- 3")
    place = repaired(function, result.exercise, tried(result))
    assert place is None or place.line == 5


def test_every_edit_can_be_taken_back_and_most_are_programs():
    tree = ast.parse(LOOPS).body[1]
    before, programs = ast.dump(tree), 0
    edits = edits_of(tree, ["y"])
    for edit in edits:
        edit.apply()
        changed = ast.unparse(tree)
        try:
            compile(changed, "<edit>", "exec")
            programs += 1
        except SyntaxError:
            pass
        edit.undo()
        assert ast.dump(tree) == before
    assert len(edits) > 150 and programs > 0.9 * len(edits)


TWO_OUTPUTS = """
def squared_error_batch(W, X, T):
    E = X @ W.T - T
    loss = np.sum(E**2)
    loss = loss / len(X)
    dW = 2 * E.T @ X
    dW = dW / len(X)
    return loss, dW
"""


def two_mistakes(*edits):
    source = TWO_OUTPUTS
    for old, new in edits[:-1]:
        assert source.count(old) == 1
        source = source.replace(old, new)
    return wrong(source, *edits[-1], "squared_error_batch")


def test_two_changes_in_two_outputs_are_both_found():
    function, result = two_mistakes(("np.sum(E**2)", "np.sum(E**3)"), ("E.T @ X", "abs(E.T) @ X"))
    place = place_of(function, result.exercise, tried(result))
    assert (place.line, place.mends, place.second.line) == (4, ("loss",), 6)


def test_where_one_output_alone_can_be_mended_it_is_said_so():
    beyond = ("dW = 2 * E.T @ X", "dW = E.T @ X * W.std() + X.std()")
    function, result = two_mistakes(("np.sum(E**2)", "np.sum(E**3)"), beyond)
    place = place_of(function, result.exercise, tried(result))
    assert (place.line, place.mends, place.second) == (4, ("loss",), None)
