"""Hints come in steps: what to look at, the line, the part of it, and the change last."""

from autograder import check
from autograder.checking.repair.hints import hint_steps
from benchmarks.right_styles import function_of
from tests.autograder.checking.repair.test_repair import HINGE, tried, two_mistakes

SVM = """
def svm_loss(W, X, y, reg):
    N, rows = len(X), np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / N + reg * np.sum(W**2)
    dscores = (margins > 0.5).astype(float)
    dscores[rows, y] = -dscores.sum(axis=1)
    return loss, dscores.T @ X / N + 2 * reg * W
"""


def hints(function, number):
    return [repr(check(function).hint()) for _ in range(number)]


def test_running_a_cell_again_shows_the_next_step_and_the_last_one_stays():
    again = " (Run the cell again for the next hint.)"
    shown = hints(function_of(SVM, "svm_loss"), 6)
    assert shown[0] == (
        "Hint 1 of 5. `loss` is right in every case; `dW` is wrong in 9 of 14 cases. Begin with the case “one "
        "label for all”, the smallest that is wrong." + again
    )
    assert shown[1].startswith("Hint 2 of 5. In the case “")
    assert "`margins` in line 6 (the terms) are right: look further down." + again in shown[1]
    assert shown[2:] == [
        "Hint 3 of 5. The place is line 8 of the cell, `dscores = (margins > 0.5).astype(float)`: with one change "
        "there, every case is right." + again,
        "Hint 4 of 5. Look at the number in `0.5`." + again,
        "Hint 5 of 5. Write `0` in the place of `0.5`.",
        "Hint 5 of 5. Write `0` in the place of `0.5`.",
    ]


def test_a_changed_function_starts_anew():
    source = SVM.replace("dscores.sum(axis=1)", "dscores.sum(axis=1)[::-1]").replace("0.5", "0")
    first = hints(function_of(source, "svm_loss"), 2)
    assert [hint.split(" of ")[0] for hint in first] == ["Hint 1", "Hint 2"]
    for other in (
        source.replace("[::-1]", "[0]"),
        source.replace("dscores.sum(axis=1)", "dscores.max(axis=1)"),
    ):
        assert hints(function_of(other, "svm_loss"), 1)[0].startswith("Hint 1 of ")


def test_no_hint_before_the_last_shows_the_change():
    function = function_of(HINGE.replace("axis=1", "axis=0"), "multiclass_hinge")
    assert not any("axis=1" in hint for hint in hints(function, 4))
    assert "`margins.sum(axis=1)`" in hints(function, 1)[0]


def test_where_no_line_is_found_the_inputs_are():
    def multiclass_hinge(scores, y):
        return scores.sum(axis=1) * 0 + 7 + len(scores) ** 0.3

    assert '`inputs = check(multiclass_hinge).inputs("one example")`' in hints(multiclass_hinge, 2)[1]


def test_a_right_function_has_no_hints():
    assert hints(function_of(HINGE, "multiclass_hinge"), 1) == ["Hint 1 of 1. Nothing is wrong."]


def test_hints_are_html_that_escapes():
    function = function_of(SVM, "svm_loss")
    assert "<code>" in check(function).hint()._repr_html_()
    hint = next(
        hint
        for hint in iter(lambda: check(function).hint(), None)
        if "place is" in hint.text or hint.number == hint.of
    )
    assert "(margins > 0.5)" not in hint._repr_html_()


def test_two_places_are_told_one_after_the_other():
    function, result = two_mistakes(("np.sum(E**2)", "np.sum(E**3)"), ("E.T @ X", "abs(E.T) @ X"))
    steps = hint_steps(function, result.exercise, tried(result))
    assert steps[-6:] == (
        "Two places are wrong. The place is line 4 of the cell, `loss = np.sum(E**3)`: with one change there, "
        "`loss` is right in every case.",
        "Look at the number in `3`.",
        "Write `2` in the place of `3`.",
        "The other place is line 6 of the cell, `dW = 2 * abs(E.T) @ X`: with a change there as well, every "
        "case is right.",
        "Look at a function that is too much in `abs(E.T)`.",
        "Write `E.T` in the place of `abs(E.T)`.",
    )
