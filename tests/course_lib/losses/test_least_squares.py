"""Squared error: a slow loop, a numerical gradient, and the identities of row 3.11."""

import numpy as np
import pytest

from course_lib.derivatives.gradcheck import numerical_gradient, relative_error
from course_lib.losses.least_squares import squared_error, squared_error_batch

SHAPES = [(5, 3, 2), (1, 4, 3), (4, 4, 4), (7, 1, 2), (3, 5, 1)]  # N, d, C


def draw(N, d, C):
    rng = np.random.default_rng((N, d, C))
    return rng.normal(size=(C, d)), rng.normal(size=(N, d)), rng.normal(size=(N, C))


@pytest.mark.parametrize("N, d, C", SHAPES)
def test_the_batch_is_the_mean_of_its_examples_and_each_of_them_a_sum(N, d, C):
    W, X, T = draw(N, d, C)
    parts = [squared_error(W, x, t) for x, t in zip(X, T, strict=True)]
    loss, dW = squared_error_batch(W, X, T)
    assert loss == pytest.approx(np.mean([part[0] for part in parts]), rel=1e-12)
    np.testing.assert_allclose(dW, np.mean([part[1] for part in parts], axis=0), rtol=1e-12)
    slow = sum((sum(W[c, k] * X[0, k] for k in range(d)) - T[0, c]) ** 2 for c in range(C))
    assert parts[0][0] == pytest.approx(slow, rel=1e-12)


@pytest.mark.parametrize("N, d, C", SHAPES)
@pytest.mark.parametrize("factor, right", [(1, True), (0, False), (-1, False), (1.01, False)])
def test_the_gradient_is_that_of_the_loss(N, d, C, factor, right):
    W, X, T = draw(N, d, C)
    for function, data in ((squared_error, (X[0], T[0])), (squared_error_batch, (X, T))):
        slope = numerical_gradient(lambda V, f=function, data=data: f(V, *data)[0], W)
        assert (relative_error(factor * function(W, *data)[1], slope) < 1e-6) is right


def test_one_output_gives_twice_the_error_times_x():
    w, x, t = np.array([[2.0, -1.0]]), np.array([1.5, 4.0]), np.array([0.5])
    assert squared_error(w, x, t)[1].tolist() == [[2 * (-1 - 0.5) * 1.5, 2 * (-1 - 0.5) * 4]]


def test_integers_and_float32_keep_their_values():
    W, X, T = np.array([[1, 2]]), np.array([[3, 1]], dtype=np.uint8), np.array([[4]])
    assert squared_error_batch(W, X, T)[1].tolist() == [[6.0, 2.0]]
    assert squared_error_batch(np.float32(W), np.float32(X), np.float32(T))[1].dtype == np.float32


@pytest.mark.parametrize(
    "function, arguments, message",
    [
        (
            squared_error,
            (np.ones((2, 3)), np.ones(2), np.ones(2)),
            "squared_error: `W` is (C, d) and `x` is (d,), so d must agree; got (2, 3) and (2,).",
        ),
        (
            squared_error,
            (np.ones((2, 3)), np.ones(3), np.ones(3)),
            "squared_error: `W` is (C, d) and `t` is (C,), so C must agree; got (2, 3) and (3,).",
        ),
        (
            squared_error_batch,
            (np.ones((2, 3)), np.ones((4, 3)), np.ones((5, 2))),
            "squared_error_batch: `X` is (N, d) and `T` is (N, C), so N must agree; got (4, 3) and (5, 2).",
        ),
        (
            squared_error_batch,
            (np.ones((2, 3)), np.ones((4, 3)), np.ones(4)),
            "squared_error_batch: `T` must have shape (N, C); got (4,).",
        ),
        (
            squared_error_batch,
            (np.full((1, 1), np.inf), np.ones((1, 1)), np.ones((1, 1))),
            "squared_error_batch: `W`, `X` and `T` must give finite numbers; got 1 that is infinite or NaN.",
        ),
    ],
)
def test_what_does_not_fit_is_refused(function, arguments, message):
    with pytest.raises(ValueError) as caught:
        function(*arguments)
    assert str(caught.value) == message
