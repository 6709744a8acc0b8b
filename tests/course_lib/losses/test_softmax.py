"""Softmax and cross-entropy against the lecture's numbers, slow loops, SciPy, scikit-learn and differences."""

import math
import tracemalloc

import numpy as np
import pytest
import scipy.special
import sklearn.metrics

from course_lib.derivatives.gradcheck import numerical_gradient, relative_error
from course_lib.losses.hinge import svm_loss
from course_lib.losses.softmax import cross_entropy, log_softmax, log_sum_exp, one_hot, softmax, softmax_loss

SHAPES = [(5, 3, 4), (2, 7, 3), (6, 2, 5), (4, 4, 4), (1, 3, 2)]  # (N, C, d)
EXTREME = np.array([[1000.0, 1001.0, -1000.0], [-1000.0, -1002.0, -1001.0], [0.0, 0.0, -2000.0]])


def slow_cross_entropy(scores, y):
    losses = []
    for row, label in zip(scores, y, strict=True):
        losses.append(-math.log(math.exp(row[label]) / sum(math.exp(s) for s in row)))
    return np.array(losses)


def slow_softmax_loss(W, X, y, reg):
    losses = slow_cross_entropy([[float(np.dot(w, x)) for w in W] for x in X], y)
    return sum(losses) / len(X) + reg * sum(w**2 for w in W.ravel())


def problem(N, C, d, seed=0):
    rng = np.random.default_rng([seed, N, C, d])
    y = rng.integers(0, C, N)
    y[-1] = C - 1  # the highest label always occurs
    return rng.normal(size=(C, d)), rng.normal(size=(N, d)), y


def test_the_lecture_s_cat_image():
    scores = np.array([[3.2, 5.1, -1.7]])
    np.testing.assert_allclose(np.exp(scores), [[24.53, 164.02, 0.183]], atol=5e-3)
    np.testing.assert_allclose(softmax(scores), [[0.130, 0.869, 0.001]], atol=5e-4)
    assert cross_entropy(scores, [0])[0] == pytest.approx(2.04, abs=5e-3)
    assert -math.log10(0.13) == pytest.approx(0.89, abs=5e-3)  # what the slide took for it


def test_the_lecture_s_two_losses_of_one_score():
    W = np.array([[0.01, -0.05, 0.1, 0.05], [0.7, 0.2, 0.05, 0.16], [0, -0.45, -0.2, 0.03]])
    scores = W @ [-15, 22, -44, 56] + [0, 0.2, -0.3]
    np.testing.assert_allclose(scores, [-2.85, 0.86, 0.28])
    np.testing.assert_allclose(softmax(scores[None]), [[0.0154, 0.6312, 0.3534]], atol=5e-5)
    assert cross_entropy(scores[None], [2])[0] == pytest.approx(1.040, abs=5e-4)


def test_softmax_is_never_content():
    scores = np.array([[10.0, -2.0, 3.0], [10.0, 9.0, 9.0], [10.0, -100.0, -100.0]])
    losses = cross_entropy(scores, [0, 0, 0])
    np.testing.assert_allclose(losses, [0.00092, 0.5514, 0], atol=5e-5)
    assert losses[2] >= 0


def test_equal_scores_cost_the_logarithm_of_the_number_of_classes():
    for C in (1, 2, 3, 10):
        np.testing.assert_allclose(cross_entropy(np.zeros((4, C)), [0] * 4), math.log(C), atol=1e-15)
        np.testing.assert_allclose(softmax(np.zeros((4, C))), 1 / C)


@pytest.mark.parametrize("shape", SHAPES)
def test_equal_to_scipy_scikit_learn_and_slow_loops(shape):
    N, C, _ = shape
    rng = np.random.default_rng(shape)
    scores, y = 3 * rng.normal(size=(N, C)), rng.integers(0, C, N)
    np.testing.assert_allclose(softmax(scores), scipy.special.softmax(scores, axis=1))
    np.testing.assert_allclose(log_softmax(scores), scipy.special.log_softmax(scores, axis=1))
    np.testing.assert_allclose(log_sum_exp(scores), scipy.special.logsumexp(scores, axis=1))
    losses = cross_entropy(scores, y)
    np.testing.assert_allclose(losses, slow_cross_entropy(scores, y))
    by_sklearn = sklearn.metrics.log_loss(y, softmax(scores), labels=range(C))
    assert losses.mean() == pytest.approx(by_sklearn)
    np.testing.assert_allclose(losses, -np.sum(one_hot(y, C) * log_softmax(scores), axis=1))


@pytest.mark.parametrize("dtype, tolerance", [(np.float64, 1e-15), (np.float32, 1e-6)])
def test_scores_far_from_zero_and_from_each_other(dtype, tolerance):
    scores = EXTREME.astype(dtype)
    e = math.e
    expected = [[1 / (1 + e), e / (1 + e), 0], [1, e**-2, e**-1], [0.5, 0.5, 0]]
    expected[1] = [value / sum(expected[1]) for value in expected[1]]
    np.testing.assert_allclose(softmax(scores), expected, rtol=0, atol=tolerance)
    assert cross_entropy(scores, [2, 0, 2])[[0, 2]] == pytest.approx(
        [2001 + math.log1p(1 / e), 2000 + math.log(2)]
    )
    assert log_softmax(scores)[2, 2] == pytest.approx(-2000 - math.log(2))
    assert log_sum_exp(scores)[2] == pytest.approx(math.log(2))
    assert softmax(scores).dtype == cross_entropy(scores, [0, 0, 0]).dtype == dtype


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("reg", [0, 0.3])
def test_softmax_loss_equals_a_slow_loop_and_its_gradient_the_differences(shape, reg):
    W, X, y = problem(*shape)
    loss, dW = softmax_loss(W, X, y, reg)
    assert loss == pytest.approx(slow_softmax_loss(W, X, y, reg))
    assert relative_error(dW, numerical_gradient(lambda V: slow_softmax_loss(V, X, y, reg), W)) < 1e-6


@pytest.mark.parametrize("factor", [0, -1, 1.01])
def test_the_gradient_check_rejects_a_wrong_gradient(factor):
    W, X, y = problem(5, 3, 4)
    dW = softmax_loss(W, X, y, 0.1)[1]
    assert (
        relative_error(factor * dW, numerical_gradient(lambda V: slow_softmax_loss(V, X, y, 0.1), W)) > 1e-3
    )


def test_softmax_loss_stays_finite_at_huge_scores():
    W, X = np.array([[1000.0], [-1000.0]]), np.array([[1.0]])
    assert softmax_loss(W, X, [1], 0)[0] == 2000
    assert softmax_loss(W, X, [1], 0)[1].tolist() == [[1.0], [-1.0]]


def test_against_scikit_learn_s_trained_classifier():
    from sklearn.linear_model import LogisticRegression

    W, X, y = problem(40, 3, 4)
    y[:3] = [0, 1, 2]
    reg = 0.05
    ours = LogisticRegression(C=1 / (2 * reg * len(X)), fit_intercept=False, tol=1e-10, max_iter=1000).fit(
        X, y
    )
    assert np.abs(softmax_loss(ours.coef_, X, y, reg)[1]).max() < 1e-8  # its minimum is ours


def test_arguments_are_not_changed_and_types_are_kept():
    W, X, y = problem(5, 4, 4)
    before = W.copy(), X.copy(), y.copy()
    for function in (softmax, log_softmax, log_sum_exp):
        function(X)
    cross_entropy(X, y)
    softmax_loss(W, X, y, 0.1)
    for now, then in zip((W, X, y), before, strict=True):
        np.testing.assert_array_equal(now, then)
    loss, dW = softmax_loss(W.astype(np.float32), X.astype(np.float32), y, 0.1)
    assert type(loss) is float and dW.dtype == np.float32


@pytest.mark.parametrize("loss", [softmax_loss, svm_loss])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_no_second_array_of_the_size_of_the_inputs_is_made(loss, dtype):
    rng = np.random.default_rng(0)
    W, X = rng.normal(size=(5, 1000)).astype(dtype), rng.normal(size=(2000, 1000)).astype(dtype)
    y = rng.integers(0, 5, len(X))
    tracemalloc.start()
    try:
        loss(W, X, y, 0.1)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 0.1 * X.nbytes


def test_integers_do_not_wrap():
    scores = np.array([[3, 5]], dtype=np.uint8)
    assert cross_entropy(scores, [0])[0] == pytest.approx(math.log(1 + math.e**2))
    assert softmax_loss([[1], [0]], np.array([[200]], dtype=np.uint8), [1], 0)[1].tolist() == [
        [200.0],
        [-200.0],
    ]


X, Y = np.ones((4, 3)), np.zeros(4, dtype=int)
REFUSED = [
    (softmax, (np.ones(3),), ValueError, "softmax: `scores` must have shape (N, C); got (3,)."),
    (softmax, ([[np.inf, 0.0]],), ValueError,
     "softmax: `scores` must give finite numbers; got 1 that is infinite or NaN."),
    (log_softmax, (X[:0],), ValueError, "log_softmax: `scores` must not be empty; got shape (0, 3)."),
    (log_sum_exp, ([["a"]],), TypeError, "log_sum_exp: `scores` must hold real numbers; got dtype <U1."),
    (cross_entropy, (X, Y[:2]), ValueError,
     "cross_entropy: `scores` is (N, C) and `y` is (N,), so N must agree; got 4 and 2."),
    (cross_entropy, (X, np.eye(4)), ValueError,
     "cross_entropy: `y` must have shape (N,), one label per example; got (4, 4)."),
    (cross_entropy, (X, Y + 3), ValueError,
     "cross_entropy: the labels in `y` must lie in [0, 3); got 3 to 3. Number the classes from 0."),
    (softmax_loss, (np.ones((2, 4)), X, Y, 0), ValueError,
     "softmax_loss: `W` is (C, d) and `X` is (N, d), so d must agree; got (2, 4) and (4, 3)."),
    (softmax_loss, (np.ones((2, 3)), X, Y, -1), ValueError,
     "softmax_loss: `reg` must be finite and at least 0; got -1."),
    (one_hot, (Y + 3, 3), ValueError,
     "one_hot: the labels in `y` must lie in [0, 3); got 3 to 3. Number the classes from 0."),
]  # fmt: skip


@pytest.mark.parametrize("function, arguments, error, message", REFUSED)
def test_what_cannot_be_computed_is_refused_with_a_reason(function, arguments, error, message):
    with pytest.raises(error) as caught:
        function(*arguments)
    assert str(caught.value) == message
