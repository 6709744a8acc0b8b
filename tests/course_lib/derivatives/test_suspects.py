"""The six gradients of the workshop are what the answer says they are."""

import numpy as np
import pytest

from autograder.exercises.exercise import find_exercise
from course_lib.derivatives.gradcheck import numerical_gradient, relative_error
from course_lib.derivatives.suspects import NEAR, suspects
from course_lib.pictures.gradient_descent.six_gradients import STEPS, own_errors, students_errors

RIGHT, WRONG, KINK = 1, 2, 3


def verdict(suspect):
    """Judge from the error with every step, as a student does."""
    errors = np.array([own_errors(suspect, h)[0] for h in STEPS])
    if errors.min() > 1e-6:
        return WRONG
    cliff = np.max(errors[:-1] / errors[1:])  # from one step to the next shorter one
    return KINK if cliff > 1e4 else RIGHT


@pytest.mark.parametrize("number", range(1, 7))
def test_the_verdict_follows_from_the_curve(number):
    assert verdict(suspects()[number - 1]) == find_exercise("judge_gradients").reference(number)


def test_the_kink_is_where_it_is_said_to_be():
    suspect = suspects()[2]
    for h, wrong in ((NEAR / 2, False), (NEAR * 2, True)):
        error, worst = own_errors(suspect, h)
        assert (error > 0.1) is wrong and (worst == (4,) or not wrong)


def test_the_wrong_entries_are_found():
    """Of gradient 2 the classes that the forgotten label touches; the whole of gradient 4; off the diagonal, 6."""
    label, penalty, square = (suspects()[number - 1] for number in (2, 4, 6))
    difference = np.abs(label.df(label.x) - numerical_gradient(label.f, label.x))
    assert np.flatnonzero(difference.max(axis=1) > 1e-3).tolist() == [0]
    assert relative_error(penalty.df(penalty.x), numerical_gradient(penalty.f, penalty.x)) < 1e-2
    np.testing.assert_allclose(square.df(square.x).T, numerical_gradient(square.f, square.x), rtol=1e-6)


def test_a_students_check_is_asked():
    def gradient_check(f, df, x, h):
        return h, (0,) * x.ndim

    assert students_errors(gradient_check)(suspects()[0], 0.25) == (0.25, (0, 0))
