"""What `check` says, compared whole, and what it survives."""

import functools
import logging
import os
import subprocess
import sys
import warnings

import numpy as np
import pytest

import autograder
from autograder import check
from autograder.checking.result import CheckFailed
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


DOUBLED = "`dW` is twice the reference: look for a term that counts twice or a factor 2."
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
        ("penalty_missing", "dW_doubled"),
        "Two things. (1) The penalty is missing: add reg * sum(W**2) to the loss and its derivative 2 * reg * W to "
        "the gradient. (2) " + DOUBLED,
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
        "Return `loss` (scalar) and `dW` ((C, d)).",
    ),
    "raises": (
        raises(KeyError("W2")),
        ("raises",),
        "In the case “a small batch” it raises KeyError: 'W2' (line {line}: raise error)",
    ),
    "wrong shape": (
        lambda *arguments: (right_svm(*arguments)[0], right_svm(*arguments)[1][:, :-1]),
        ("wrong_shape",),
        "In the case “a small batch” `dW` has shape (4, 2); it must be (C, d), here (4, 3).",
    ),
    "nan": (
        lambda *arguments: (np.nan, right_svm(*arguments)[1]),
        ("not_finite",),
        "In the case “a small batch” `loss` has nan or inf in it: an overflow, 0/0 or log(0)?",
    ),
    "one entry": (
        one_entry_off,
        ("unknown",),
        "In the case “a small batch” `dW` differs in 1 of 12 entries, most at [3, 2]: {got:.6g}; expected {expected:.6g}.",
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
        "In the hidden case “a larger batch, other numbers” it returns something else. Return `loss` (scalar) and `dW` ((C, d)).",
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
        "In the case “a small batch” it raises SystemExit: 0 (line {line}: raise error)",
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


def _without_return(W, X, y, reg):
    loss, dW = right_svm(W, X, y, reg)


def _docstring_alone(W, X, y, reg):
    """Later."""


def _ellipsis(W, X, y, reg): ...


def _zeros(W, X, y, reg):
    return 0.0, np.zeros(W.shape)


@pytest.mark.parametrize(
    ("function", "mistake", "message"),
    [
        (_without_return, "returns_none", "svm_loss returns nothing: is `return` missing?"),
        *((stub, "not_implemented", "Not implemented yet: svm_loss(W, X, y, reg) -> loss, dW")
          for stub in (_docstring_alone, _ellipsis, _zeros)),
    ],
)  # fmt: skip
def test_a_stub_is_told_from_a_missing_return(function, mistake, message):
    result = check(function, "svm_loss")
    assert (result.mistakes, result.message) == ((mistake,), message)


def test_a_tie_takes_one_subgradient_for_both_inputs():
    notes = {
        "first": check(lambda dz, x, y: (dz * (x >= y), dz * (x < y)), "max_backward").mistakes,
        "shared": check(lambda dz, x, y: (dz * np.heaviside(x - y, 0.5), dz * np.heaviside(y - x, 0.5)),
                        "max_backward").mistakes,
        "both": check(lambda dz, x, y: (dz * (x >= y), dz * (x <= y)), "max_backward").mistakes,
        "neither": check(lambda dz, x, y: (dz * (x > y), dz * (x < y)), "max_backward").mistakes,
    }  # fmt: skip
    assert notes == {"first": (), "shared": (), "both": ("no_subgradient",), "neither": ("no_subgradient",)}


def test_notes_cost_nothing():
    def multiclass_hinge(points, labels):
        losses = list(right_hinge(points, labels))
        points -= 1.0 if points.dtype.kind == "f" else 1
        return losses

    result = check(multiclass_hinge)
    assert result.passed
    assert result.mistakes == ("inputs_changed", "list_for_array", "parameters_renamed")
    assert result.notes == (
        "Your function changes `scores` in place: the caller's array is different afterwards. "
        "Work on a copy (`scores.copy()`), or write `scores = scores - ...` instead of `scores -= ...`.",
        "`losses` is a list; return an array, `np.array(losses)`.",
        "Your parameters are called (points, labels); the exercise says (scores, y).",
    )


def test_prints_warnings_logs_and_numpy_settings_cost_nothing(capfd):
    def multiclass_hinge(scores, y):
        print("scores", scores.shape)
        warnings.warn("careful", stacklevel=1)
        logging.getLogger("student").warning("careful")
        print("careful", file=sys.stderr)
        np.array([1.0]) / 0
        return right_hinge(scores, y)

    with np.errstate(all="raise"):
        assert check(multiclass_hinge).passed
    captured = capfd.readouterr()
    assert captured.err == ""
    assert captured.out.count("scores (") == 14


class StandIn:
    """What the instructor's box passes: a callable with a name, plain results, exceptions by name."""

    __name__ = "svm_loss"

    def __init__(self, error):
        self.error = error

    def __call__(self, *arguments):
        raise self.error


@pytest.mark.parametrize(
    ("student_type", "mistake"),
    [
        ("AnswerUsed", "course_answer_called"),
        ("NotImplementedError", "not_implemented"),
        ("TimeoutError", "too_slow"),
        ("IndexError", "raises"),
        ("StudentsOwn", "raises"),
    ],
)
def test_exceptions_of_another_process_keep_their_name(student_type, mistake):
    error = type("Foreign", (Exception,), {"student_type": student_type})("text")
    assert check(StandIn(error)).mistakes == (mistake,)


def test_a_helper_of_the_course_is_called_by_its_name():
    from course_lib.training import linear_classifier

    def softmax(scores):
        return linear_classifier.predict(np.eye(scores.shape[1]), scores)

    assert check(softmax).message == (
        "`course_lib.training.linear_classifier.predict`, one of the course's own answers, is called: softmax must be "
        "written without it."
    )


@pytest.mark.parametrize(
    ("text", "n_public"),
    [("course_lib.seen_3.141592 is called", 0), ("X = [[3.14]]", 0), ("", 0),
     ("course_lib.losses.hinge.svm_loss is the course's own", 14)],
)  # fmt: skip
def test_a_made_up_name_and_one_of_a_hidden_case_are_not_told(text, n_public, secret):
    error = type("Foreign", (Exception,), {"student_type": "AnswerUsed"})(text)
    calls = []

    def svm_loss(W, X, y, reg):
        calls.append(1)
        if len(calls) > n_public:
            raise error
        return right_svm(W, X, y, reg)

    assert check(svm_loss, cases="all").message == (
        "One of the course's own answers is called: svm_loss must be written without it."
    )


def test_a_timeout_is_not_waited_for_twice():
    called = []

    def svm_loss(W, X, y, reg):
        called.append(1)
        raise TimeoutError

    result = check(svm_loss)
    assert len(called) == 1
    assert [row.passed for row in result.rows] == [False] + 15 * [None]


def test_infrastructure_failures_pass_through():
    class BoxDied(BaseException):
        pass

    with pytest.raises(BoxDied):
        check(raises(BoxDied()), "svm_loss")


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (
            (np.zeros(3),),
            TypeError,
            "check: the first argument must be the function itself; got ndarray. Write check(svm_loss), without calling it.",
        ),
        (
            (functools.partial(print),),
            TypeError,
            "check: an exercise is found by its name; got partial without a name. "
            'Name the exercise: check(f, exercise="svm_loss").',
        ),
        ((3, "svm_loss"), TypeError, "check: the answer must be a function; got int. Write check(svm_loss)."),
        (
            (right_svm, "svm_loss", "hidden"),
            ValueError,
            'check: `cases` must be "public" or "all"; got \'hidden\'.',
        ),
    ],
)
def test_wrong_use(arguments, error, message):
    with pytest.raises(error) as caught:
        check(*arguments)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("function", "tail"),
    [
        (lambda W, X, y: None, "got (W, X, y)."),
        (lambda X, W, y, reg: None, "got (X, W, y, reg). Put the parameters into this order."),
        (lambda: None, "got ()."),
    ],
)
def test_wrong_signature(function, tail):
    result = check(function, "svm_loss")
    assert result.mistakes == ("wrong_signature",)
    assert result.message == "The signature must be svm_loss(W, X, y, reg); " + tail


@pytest.mark.parametrize(
    "function",
    [lambda *arguments: right_svm(*arguments), lambda W, X, y, reg, margin=1.0: right_svm(W, X, y, reg)],
)
def test_signature_that_takes_the_arguments_is_right(function):
    assert check(function, "svm_loss").passed


def test_under_nbgrader_a_failing_check_raises_its_message(monkeypatch):
    def svm_loss(W, X, y, reg):
        raise NotImplementedError

    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    with pytest.raises(CheckFailed) as caught:
        check(svm_loss)
    assert isinstance(caught.value, AssertionError)
    assert str(caught.value) == "Not implemented yet: svm_loss(W, X, y, reg) -> loss, dW"
    assert caught.value._render_traceback_() == [
        "svm_loss: not passed, 0 of 14 cases right",
        "Not implemented yet: svm_loss(W, X, y, reg) -> loss, dW",
    ]
    assert check(right_svm, "svm_loss").passed


@pytest.mark.parametrize(("box", "count"), [("instructor", "30"), ("", "16")])
def test_the_instructors_box_asks_for_all_cases(box, count):
    ask = (
        "from autograder import check\n"
        "from autograder.exercises.draws import use_secret\n"
        "use_secret(b'secret')\n"
        "from benchmarks.right_styles.loss_functions import STYLES\n"
        "print(len(check(STYLES['svm_loss']['vectorised'], 'svm_loss').rows))"
    )
    environment = {**os.environ, "COURSE_BOX": box}
    ran = subprocess.run([sys.executable, "-c", ask], env=environment, capture_output=True, text=True)
    assert (ran.stdout.strip(), ran.stderr) == (count, "")


def test_credit_is_kept_for_known_small_mistakes(monkeypatch):
    from autograder.checking import explanation
    from autograder.checking.explanation import explain
    from autograder.exercises.exercise import Mistake

    partly = (Mistake("a", "A.", {}, credit=0.75), Mistake("b", "B.", {}, credit=0.5))
    monkeypatch.setattr(explanation, "diagnose", lambda *_: partly)
    result = check(right_svm, "svm_loss")
    found = explain(right_svm, result.exercise, [result.rows[0].details])
    assert (found.mistakes, found.credit) == (("a", "b"), 0.25)
