"""How `check` is called, and what it survives."""

import functools
import logging
import os
import subprocess
import sys
import warnings

import numpy as np
import pytest

from autograder import check
from autograder.checking.result import CheckFailed
from benchmarks.right_styles.loss_functions import STYLES

right_hinge = STYLES["multiclass_hinge"]["vectorised"]
right_svm = STYLES["svm_loss"]["vectorised"]


def raises(error):
    def function(*_):
        raise error

    return function


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
        (
            (3, "svm_loss"),
            TypeError,
            "check: the first argument must be the function itself; got int. Write check(svm_loss), without calling it.",
        ),
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
