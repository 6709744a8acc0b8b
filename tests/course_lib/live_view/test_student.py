"""A student's function that cannot drive a demo is answered with one sentence."""

import warnings

import numpy as np
import pytest

from course_lib.demos import CannotShow, checked
from course_lib.live_view.student import checked_gradients


def stub(x):
    raise NotImplementedError


def nothing(x):
    x + 1


def words(x):
    return "three"


def column(x):
    return x[:, None]


def divided(x):
    return x / 0


def crash(x):
    return x[7]


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (stub, "stub is not implemented yet: write it, run its cell, then this one."),
        (nothing, "nothing returned nothing: end it with `return`, run its cell, then this one."),
        (words, "words must return numbers; it returned a str."),
        (column, "column must return an array of the shape (3,) here; got (3, 1)."),
        (divided, "divided returned NaN or infinity: look for a division by zero or an overflow."),
        (
            crash,
            "crash raised IndexError (index 7 is out of bounds for axis 0 with size 3) for arguments of the "
            "shapes (3,). Its check cell shows where.",
        ),
    ],
)
def test_each_way_to_fail_is_one_sentence(function, message):
    with pytest.raises(CannotShow) as error:
        checked(function, np.shape)(np.ones(3))
    assert str(error.value) == message


def test_two_things_are_asked_of_a_function_that_returns_two():
    with pytest.raises(CannotShow, match=r"^two must return 2 things; it returned a tuple of 3\.$"):
        checked(named("two", lambda x: (1, 2, 3)), np.shape, np.shape)(np.ones(3))
    value, slope = checked(lambda x: [x.sum(), x], lambda x: (), np.shape)(np.ones(3))
    assert value == 3.0
    assert slope.shape == (3,)


def test_a_function_cannot_change_its_arguments_print_or_warn(capsys):
    def noisy(x):
        x += 1
        print("step")
        warnings.warn("careful", stacklevel=2)
        return x

    x = np.zeros(2)
    assert checked(noisy, np.shape)(x).tolist() == [1.0, 1.0]
    assert x.tolist() == [0.0, 0.0]
    assert capsys.readouterr() == ("", "")


def test_gradients_in_a_dict_are_asked_for_in_the_shapes_of_their_arguments():
    def net_loss(X, W, b):
        return 1.5, {"W": 2 * W, "b": b[None]}

    X, W, b = np.ones((4, 3)), np.ones((2, 3)), np.ones(2)
    assert checked_gradients(net_loss, ("W",), first=1)(X, W, b)[1].tolist() == (2 * W).tolist()
    with pytest.raises(
        CannotShow, match=r"^net_loss must return an array of the shape \(2,\) here; got \(1, 2\)"
    ):
        checked_gradients(net_loss, ("W", "b"), first=1)(X, W, b)


def test_a_gradient_that_is_missing_is_one_sentence():
    with pytest.raises(CannotShow, match=r"^net_loss raised KeyError \('b'\)"):
        checked_gradients(named("net_loss", lambda X, W, b: (0.0, {"W": W})), ("W", "b"), first=1)(
            1.0, 2.0, 3.0
        )


def named(name, function):
    function.__name__ = name
    return function
