"""Values on the way: which arrays of a function are right, and the first with which every case would be."""

import numpy as np
import pytest

from autograder import check
from autograder.checking.repair.search import right_on_the_way, wrong_value
from benchmarks.right_styles import function_of

COLUMNS = """
def svm_loss(W, X, y, reg):
    S = W @ X.T
    own = S[y, np.arange(len(y))]
    M = np.maximum(S - own + 1, 0)
    M[y, np.arange(len(y))] = 0
    G = (M > 0) * 1.0
    G[y, np.arange(len(y))] = -G.sum(axis=0)
    return M.sum() / len(y) + reg * np.sum(W**2), G @ X / len(y) + 2 * reg * W
"""
LOOPS = """
def row_loss(row, label):
    shifted = row - max(row)
    e = np.exp(shifted)
    return e / sum(e)

def softmax_loss(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for i in range(len(y)):
        scores = W @ X[i]
        p = row_loss(scores, y[i])
        z = scores - max(scores)
        loss += np.log(np.exp(z).sum()) - z[y[i]]
        p[y[i]] -= 1
        dW += np.outer(p, X[i])
    return loss / len(y) + reg * (W * W).sum(), dW / len(y) + 2 * reg * W
"""


def tried(source, name, *edits):
    for old, new in edits:
        assert source.count(old) == 1
        source = source.replace(old, new)
    function = function_of(source, name)
    result = check(function, name)
    return function, result.exercise, [row.details for row in result.rows if not row.unasked]


def right(source, name, *edits):
    function, exercise, results = tried(source, name, *edits)
    return {(each.line, each.name): each.what for each in right_on_the_way(function, exercise, results[0])}


def wrong(source, name, *edits):
    function, exercise, results = tried(source, name, *edits)
    return wrong_value(function, exercise, results)


def test_values_are_known_in_any_layout_and_under_any_name():
    assert right(COLUMNS, "svm_loss") == {
        (3, "S"): "the scores",
        (4, "own"): "the scores of the correct classes",
        (5, "M"): "the terms, that of the correct class included",
        (6, "M"): "the terms",
        (7, "G"): "where a term is active",
        (8, "G"): "the gradients of the scores",
    }


def test_values_of_a_loop_are_those_of_all_its_iterations_also_in_a_helper():
    found = right(LOOPS, "softmax_loss")
    assert found[12, "z"] == "the shifted scores"
    assert found[4, "e"] == "the exponentials"
    assert found[10, "scores"] == "the scores"
    assert found[14, "p"] == "the gradients of the scores"
    assert found[9, "dW"] == "the gradient of the sum of the losses"


@pytest.mark.parametrize(
    ("source", "name", "old", "new", "line", "variable"),
    [
        (COLUMNS, "svm_loss", "S[y, np.arange(len(y))]", "S.max(axis=0) * 0.5", 4, "own"),
        (COLUMNS, "svm_loss", "-G.sum(axis=0)", "np.cos(G).sum(axis=1)[y]", 8, "G"),
        (COLUMNS, "svm_loss", "W @ X.T", "np.tanh(W @ X.T)", 3, "S"),
        (LOOPS, "softmax_loss", "p[y[i]] -= 1", "p[y[i]] -= np.sqrt(i + 3)", 14, "p"),
        (LOOPS, "softmax_loss", "W @ X[i]", "np.sin(W) @ X[i]", 10, "scores"),
    ],
)
def test_the_first_wrong_value_is_the_one_whose_right_values_mend_all(source, name, old, new, line, variable):
    place = wrong(source, name, (old, new))
    assert (place.line, place.idea) == (line, f"how `{variable}` comes about")
    assert f"of `{variable}` is " in place.told


def test_what_is_told_of_a_wrong_value_is_true():
    place = wrong(COLUMNS, "svm_loss", ("S[y, np.arange(len(y))]", "S.max(axis=0) * 0.5"))
    _, exercise, results = tried(COLUMNS, "svm_loss")
    case = next(each.case for each in results if f"“{each.case.name}”" in place.told)
    scores = case.arguments["X"] @ case.arguments["W"].T
    entry = int(place.told.split("entry [")[1].split("]")[0])
    own = scores[entry, case.arguments["y"][entry]]
    assert f"is {scores[entry].max() * 0.5:.6g} then; with {own:.6g} there" in place.told


def test_no_value_is_told_as_wrong_where_an_unusual_way_is_right():
    # The class itself is counted and taken off at the end; the mistake is in the gradient alone.
    source = COLUMNS.replace("    M[y, np.arange(len(y))] = 0\n", "").replace("M.sum()", "(M.sum() - len(y))")
    source = source.replace("G = (M > 0) * 1.0", "G = (M > 0) * 1.0\n    G[y, np.arange(len(y))] = 0")
    assert check(function_of(source, "svm_loss")).passed
    place = wrong(source, "svm_loss", ("= -G.sum(axis=0)", "= -np.cos(G).sum(axis=0)"))
    assert (place.text, place.idea) == (
        "G[y, np.arange(len(y))] = -np.cos(G).sum(axis=0)",
        "how `G` comes about",
    )


def test_where_an_exercise_names_no_values_nothing_is_watched():
    def relu_backward(dz, x):
        return np.cos(dz)

    result = check(relu_backward)
    results = [row.details for row in result.rows if not row.unasked]
    assert wrong_value(relu_backward, result.exercise, results) is None
    assert right_on_the_way(relu_backward, result.exercise, results[0]) == []


def test_hints_tell_what_is_right_before_the_place():
    function, _, _ = tried(COLUMNS, "svm_loss", ("-G.sum(axis=0)", "np.cos(G).sum(axis=1)[y]"))
    hints = [check(function).hint().text for _ in range(4)]
    assert hints[1] == (
        "In the case “a small batch”, `M` in line 6 (the terms) and `G` in line 7 (where a term is active) are "
        "right: look further down."
    )
    assert hints[2].startswith("The place is line 8 of the cell, ")
    assert hints[3].endswith("every case is right.")
