"""A wrong or missing name is one sentence with what to run, in a real IPython without a traceback."""

import subprocess
import sys

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell

from autograder import check, hint
from autograder.checking.desk.names import load_ipython_extension
from autograder.checking.desk.which_name import NoFunction, UnknownCase, UnknownExercise, sentence_about

_ABOVE = "menu Run, “Run All Above Selected Cell”"


def answer(W, X, y, reg):
    return 0.0, W


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("svm_los", "svm_loss"),
        ("my_svm_loss", "svm_loss"),
        ("my_svm", "svm_loss"),
        ("softmx_los", "softmax_loss"),
    ],
)
def test_a_function_of_no_exercise_s_name_is_told_the_nearest(name, nearest):
    answer.__name__ = name
    with pytest.raises(UnknownExercise) as caught:
        check(answer)
    assert str(caught.value) == (
        f"check: no exercise is called `{name}`. Is it `{nearest}`? Give the function that name, or write "
        f'check({name}, exercise="{nearest}").'
    )
    assert caught.value._render_traceback_() == [str(caught.value)]


def test_of_several_exercises_with_these_parameters_all_are_told():
    answer.__name__ = "my_loss"
    with pytest.raises(
        UnknownExercise, match="Its parameters are those of `svm_loss` and `softmax_loss`: give"
    ):
        check(answer)


def test_the_parameters_tell_the_exercise_where_the_name_does_not():
    def f(Z, W2, b2, dscores):
        return Z

    def mine(W, beta):
        return W

    with pytest.raises(UnknownExercise, match="Is it `elastic_net`"):
        check(mine)
    with pytest.raises(UnknownExercise, match="Give the function the name that its exercise has"):
        check(f)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (None, "got nothing. Write check(svm_loss), without calling it."),
        (3, "got int. Write check(svm_loss), without calling it."),
        ("softmax_los", "got a text, 'softmax_los'. Write check(softmax_loss), without quotes."),
        (np, "got module. Write check(svm_loss), without calling it."),
    ],
)
def test_what_is_no_function_is_one_sentence(given, sentence):
    for ask in (check, hint):
        with pytest.raises(NoFunction) as caught:
            ask(given)
        assert caught.value._render_traceback_() == [
            f"check: the first argument must be the function itself; {sentence}"
        ]


def test_a_lambda_and_a_class_are_told_to_be_a_function():
    with pytest.raises(UnknownExercise, match='with `def elastic_net.*check.f, exercise="elastic_net"'):
        check(lambda W, beta: W)
    said = check(type("svm_loss", (), {}))
    assert said.message == "svm_loss must be a function, written with `def`; got a class."


def test_a_case_that_is_not_there_is_one_sentence():
    answer.__name__ = "svm_loss"
    with pytest.raises(UnknownCase) as caught:
        check(answer).inputs("three examples")
    assert len(caught.value._render_traceback_()) == 1


@pytest.fixture
def shell():
    shell = InteractiveShell()
    load_ipython_extension(shell)
    yield shell
    InteractiveShell.clear_instance()


def shown(shell, capsys, cell):
    shell.run_cell(cell)
    return capsys.readouterr().out.strip()


def test_before_the_imports_and_after_a_restart(shell, capsys):
    assert shown(shell, capsys, "check(svm_loss)") == (
        "`check` is not there yet: run the cell at the top of this notebook that imports it. "
        f"After a restart, run all cells above again ({_ABOVE})."
    )


def test_progress_comes_from_the_package(shell, capsys):
    said = shown(shell, capsys, "progress()")
    assert said == "`progress` is not there yet: run `from autograder import progress` first."


def test_before_the_exercise(shell, capsys):
    shell.run_cell("from autograder import check")
    assert shown(shell, capsys, "check(svm_loss)") == (
        "`svm_loss` is not there yet: run the cell above in which you write it, then this one. "
        f"After a restart, run all cells above again ({_ABOVE})."
    )


@pytest.mark.parametrize("renamed", ["my_svm_loss", "loss_of_mine"])
def test_after_renaming(shell, capsys, renamed):
    shell.run_cell("from autograder import check")
    shell.run_cell(f"def {renamed}(W, X, y, reg):\n    return 0, W")
    assert shown(shell, capsys, "check(svm_loss)") == (
        f"There is no function `svm_loss` in this kernel, but `{renamed}`: if that is your answer, it must be "
        "called `svm_loss`. Change the name in its `def` line, run that cell, then this one."
    )


def test_a_function_that_answers_another_exercise_is_not_taken_for_it(shell, capsys):
    shell.run_cell("from autograder import check")
    shell.run_cell("def softmax_loss(W, X, y, reg):\n    return 0, W")
    assert "not there yet" in shown(shell, capsys, "check(svm_loss)")


def test_a_slip_is_told_the_name_and_any_other_error_is_shown_as_ever(shell, capsys):
    shell.run_cell("scores = 1")
    assert shown(shell, capsys, "scorse + 1") == "There is no `scorse`; is it `scores`?"
    assert "NameError" in shown(shell, capsys, "qqqq")
    shell.run_cell("def f():\n    return scorse")
    assert "Traceback" in shown(shell, capsys, "f()")
    assert "ZeroDivisionError" in shown(shell, capsys, "1 / 0")


def test_what_is_checked_and_not_there_has_a_sentence(shell, capsys):
    shell.run_cell("from autograder import check\nloss = 3.0")
    said = "Run the cell in which you write it, then check(svm_loss)."
    for name in ("my_loss", "svm_los"):
        assert shown(shell, capsys, f"1\ncheck({name})") == (
            f"There is no `{name}`; is it the exercise `svm_loss`? {said}"
        )
    assert shown(shell, capsys, "check(qqqq)") == (
        "`qqqq` is not there: run the cell in which you write it, then this one."
    )
    shell.run_cell("def svm_loss(W, X, y, reg):\n    return 0, W")
    assert shown(shell, capsys, "check(svm_los)") == "There is no `svm_los`; is it `svm_loss`?"
    assert "check: the first argument" in shown(shell, capsys, "check()")


def test_a_value_is_no_function_of_the_student():
    assert "not there yet" in sentence_about("svm_loss", {"svm": np.zeros(3)})


def test_a_kernel_starts_without_what_a_sentence_needs():
    program = "import sys; import autograder.checking.desk.names; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
