"""What `check` says, compared whole, and what it survives."""

import subprocess
import sys

import numpy as np
import pytest

import autograder
from autograder import check
from autograder.exercises.exercise import find_exercise
from benchmarks.right_styles.loss_functions import STYLES

right_hinge = STYLES["multiclass_hinge"]["vectorised"]
right_svm = STYLES["svm_loss"]["vectorised"]


def test_importing_the_package_does_not_import_numpy():
    code = "import sys, autograder; sys.exit('numpy' in sys.modules or 'autograder.checking.check' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    with pytest.raises(AttributeError, match="has no attribute 'chekc'"):
        autograder.chekc  # noqa: B018


def test_a_right_answer():
    def multiclass_hinge(scores, y):
        return right_hinge(scores, y)

    result = check(multiclass_hinge)
    assert (result.passed, result.score) == (True, 1.0)
    assert (result.mistakes, result.notes) == ((), ())
    assert result.message == (
        "Right in all 13 cases; these and 13 more cases of these kinds count when it is graded."
    )
    assert result.inputs("one example")["scores"].shape == (1, 3)
    with pytest.raises(
        LookupError, match=r"^inputs: the name must be that of a public case \(a small batch, "
    ):
        result.inputs("two classes, other numbers")


def test_the_hidden_cases_are_drawn_from_the_secret(secret):
    result = check(right_hinge, "multiclass_hinge", cases="all")
    assert result.message == "Right in all 26 cases."
    hidden = [row.name for row in result.rows if not row.public]
    assert hidden == [f"{row.name}, other numbers" for row in result.rows if row.public and not row.unasked]


def test_without_a_secret_all_cases_are_the_public_ones():
    result = check(right_hinge, "multiclass_hinge", cases="all")
    assert all(row.public for row in result.rows)


def not_averaged(W, X, y, reg):
    loss, dW = right_svm(W, X, y, 0)
    return loss + reg * np.sum(W**2), len(X) * dW + 2 * reg * W


def without_penalty_and_doubled(W, X, y, reg):
    loss, dW = right_svm(W, X, y, 0)
    return loss, 2 * dW


def on_hidden_batches(answer):
    """Right for the public cases; for a hidden one of 40 examples, whatever `answer(X)` gives."""
    seen = {case.arguments["X"].tobytes() for case in find_exercise("svm_loss").public_cases}

    def function(W, X, y, reg):
        return answer(X) if len(X) > 10 and X.tobytes() not in seen else right_svm(W, X, y, reg)

    return function


def one_entry_off(W, X, y, reg):
    loss, dW = right_svm(W, X, y, reg)
    dW[-1, -1] += 0.25 if len(X) == 5 else 0.5
    return loss, dW


def in_place(W, X, y, reg):
    loss, dW = right_svm(W, X, y, reg)
    X *= 2
    return loss, dW


def raises(error):
    def function(*_):
        raise error

    return function


MESSAGES = {
    "stub that raises": (
        raises(NotImplementedError("later")),
        ("not_implemented",),
        "Not implemented yet: svm_loss(W, X, y, reg) -> loss, dW",
    ),
    "single mistake": (
        not_averaged,
        ("not_averaged_in_gradient",),
        "Your gradient is N times the reference: the loss is a mean over the batch, so divide by N.",
    ),
    "pair": (
        without_penalty_and_doubled,
        ("penalty_missing", "data_doubled_in_gradient"),
        "Two things. (1) The penalty is missing: add it to the loss, and its derivative to the gradient. (2) The data part of the gradient counts twice (the penalty is right): look for a factor 2.",
    ),
    "swapped": (
        lambda *arguments: right_svm(*arguments)[::-1],
        ("outputs_swapped",),
        "The two results are swapped: return loss, dW in this order.",
    ),
    "factor": (
        lambda *arguments: (right_svm(*arguments)[0], -7 * right_svm(*arguments)[1]),
        ("dW_scaled",),
        "`dW` is -7 times the reference in every case: look for a constant factor.",
    ),
    "only the loss": (
        lambda *arguments: right_svm(*arguments)[0],
        ("wrong_structure",),
        "In the case “a small batch” it returns one number where 2 results (loss, dW) are asked for. "
        "Return `loss` (scalar) and `dW` of shape (C, d).",
    ),
    "raises": (
        raises(KeyError("W2")),
        ("raises",),
        "In the case “a small batch” it raises KeyError: 'W2' (line {line}: raise error). There is no such key in the dict: "
        "print its keys().",
    ),
    "wrong shape": (
        lambda *arguments: (right_svm(*arguments)[0], right_svm(*arguments)[1][:, :-1]),
        ("wrong_shape",),
        "`loss` is right in every case. In the case “a small batch” `dW` has shape (4, 2); it must be (C, d), here (4, 3).",
    ),
    "nan": (
        lambda *arguments: (np.nan, right_svm(*arguments)[1]),
        ("not_finite",),
        "`dW` is right in every case. In the case “a small batch” `loss` has nan or inf in it: an overflow, 0/0, log(0) or "
        "the mean of nothing?",
    ),
    "one entry": (
        one_entry_off,
        ("dW_last_row_wrong",),
        "`dW` is right but for its last row: where does a loop or a slice begin and end?",
    ),
    "hidden only": (
        on_hidden_batches(lambda X: raises(ValueError(f"no room for {X}"))()),
        ("raises",),
        "In the hidden case “a larger batch, other numbers” it raises ValueError.",
    ),
    "hidden and spelling the inputs as a class": (
        on_hidden_batches(lambda X: raises(type(f"Seen{X.shape}", (Exception,), {}))()),
        ("raises",),
        "In the hidden case “a larger batch, other numbers” it raises an exception.",
    ),
    "hidden and spelling the inputs as a shape": (
        on_hidden_batches(lambda X: (np.zeros((len(X), 48611)), 0.0)),
        ("wrong_shape",),
        "In the hidden case “a larger batch, other numbers” `loss` has the wrong shape; it must be scalar.",
    ),
    "hidden and spelling the inputs as a type": (
        on_hidden_batches(lambda X: (0.0, type(f"Seen{len(X)}", (), {})())),
        ("wrong_structure",),
        "In the hidden case “a larger batch, other numbers” it returns something else. Return `loss` (scalar) and `dW` of shape (C, d).",
    ),
    "one example": (
        lambda W, X, y, reg: right_svm(W, X, y, reg) if len(X) > 1 else (0.0, 0 * W),
        ("fails_where_N_is_1",),
        "Your function is wrong where N = 1 (N is the number of examples): does a squeeze or a sum lose that axis?",
    ),
    "course's answer": (
        __import__("course_lib.losses.hinge").losses.hinge.svm_loss,
        ("course_answer_called",),
        "`course_lib.losses.hinge.svm_loss`, one of the course's own answers, is called: svm_loss must be written "
        "without it.",
    ),
    "stopped": (
        raises(KeyboardInterrupt()),
        ("stopped",),
        "Stopped while svm_loss worked on the case “a small batch”. Does a loop never end? "
        "A `while` needs a condition that becomes false.",
    ),
    "sys.exit": (
        raises(SystemExit(0)),
        ("raises",),
        "In the case “a small batch” it raises SystemExit: 0 (line {line}: raise error).",
    ),
    "in place": (
        in_place,
        ("inputs_changed",),
        "Right in all 28 cases.",
    ),
}


@pytest.mark.parametrize(("function", "mistakes", "message"), MESSAGES.values(), ids=MESSAGES)
def test_message(function, mistakes, message, secret):
    result = check(function, "svm_loss", cases="all")
    small = result.inputs("a small batch") if result.rows else {}
    entry = right_svm(**small)[1][-1, -1]
    line = raises.__code__.co_firstlineno + 2
    assert result.message == message.format(line=line, got=entry + 0.25, expected=entry)
    assert result.mistakes == mistakes
    assert result.passed == message.startswith("Right")
    assert result.score == float(result.passed)


def test_what_the_exercise_does_not_ask_for_is_noted_and_costs_nothing(secret):
    def svm_loss(W, X, y, reg):
        loss, dW = right_svm(W, X, y, reg)
        return loss, dW.astype(W.dtype)

    result = check(svm_loss, cases="all")
    assert (result.passed, result.score, result.mistakes) == (True, 1.0, ("integer_truncation",))
    assert result.notes == (
        "With integer W the gradient is cut to whole numbers: np.zeros_like(W) is then an integer array; write "
        "np.zeros(W.shape). (Seen in “integer W”, which the exercise does not ask for: it costs nothing.)",
    )
    assert [row.state for row in result.rows if row.unasked] == ["wrong, costs nothing", "right"]
    assert "svm_loss: passed, 28 of 28 cases right" in repr(result)


def test_integers_without_a_known_mistake_are_noted_by_what_they_have_in_common():
    def svm_loss(W, X, y, reg):
        return raises(TypeError("no"))() if W.dtype.kind == "i" else right_svm(W, X, y, reg)

    result = check(svm_loss)
    assert (result.passed, result.mistakes) == (True, ("fails_where_W_holds_integers",))


def test_what_is_not_asked_for_is_not_noted_while_something_asked_for_is_wrong():
    def svm_loss(W, X, y, reg):
        loss, dW = right_svm(W, X, y, reg)
        return loss, -dW.astype(W.dtype)

    assert check(svm_loss).mistakes == ("dW_sign_flipped",)


def test_a_tie_takes_one_subgradient_for_both_inputs():
    notes = {
        "first": check(lambda dz, x, y: (dz * (x >= y), dz * (x < y)), "max_backward").mistakes,
        "shared": check(lambda dz, x, y: (dz * np.heaviside(x - y, 0.5), dz * np.heaviside(y - x, 0.5)),
                        "max_backward").mistakes,
        "both": check(lambda dz, x, y: (dz * (x >= y), dz * (x <= y)), "max_backward").mistakes,
        "neither": check(lambda dz, x, y: (dz * (x > y), dz * (x < y)), "max_backward").mistakes,
    }  # fmt: skip
    assert notes == {"first": (), "shared": (), "both": ("no_subgradient",), "neither": ("no_subgradient",)}
