"""Every loss of the table has every property of a loss: alone, under a linear classifier, at the end of a net."""

import numpy as np
import pytest

from course_lib.derivatives.gradcheck import numerical_gradient, relative_error
from course_lib.losses.hinge import svm_loss
from course_lib.losses.linear import linear_loss
from course_lib.losses.registry import LOSSES
from course_lib.losses.softmax import softmax_loss
from course_lib.networks.relu_nets import net_loss

SHAPES = [(5, 3), (2, 7), (6, 2), (4, 4), (1, 3), (3, 1)]  # (N, C)
every_loss = pytest.mark.parametrize("name", LOSSES)


def draw(N, C):
    rng = np.random.default_rng((N, C))
    y = rng.integers(0, C, N)
    y[-1] = C - 1  # the highest label always occurs
    return 2 * rng.normal(size=(N, C)), y


def alone(name, scores, y):
    """Mean of the loss of every example by itself."""
    return np.mean([LOSSES[name](scores[i : i + 1], y[i : i + 1])[0] for i in range(len(y))])


@every_loss
@pytest.mark.parametrize("shape", SHAPES)
def test_the_gradient_is_that_of_differences_which_reject_wrong_ones(name, shape):
    scores, y = draw(*shape)
    _, dscores = LOSSES[name](scores, y)
    numerical = numerical_gradient(lambda s: LOSSES[name](s, y)[0], scores)
    assert dscores.shape == scores.shape
    assert relative_error(dscores, numerical, floor=1e-3) < 1e-6
    for factor in (0, -1, 1.01):
        wrong = relative_error(factor * dscores, numerical, floor=1e-3)
        assert wrong > 1e-3 or not numerical.any()  # one class: there is nothing to choose


@every_loss
@pytest.mark.parametrize("shape", SHAPES)
def test_the_loss_of_a_batch_is_the_mean_of_its_examples(name, shape):
    scores, y = draw(*shape)
    assert LOSSES[name](scores, y)[0] == pytest.approx(alone(name, scores, y), rel=1e-14)


@every_loss
@pytest.mark.parametrize("shape", SHAPES)
def test_a_shift_of_a_row_changes_nothing_so_its_gradient_sums_to_0(name, shape):
    scores, y = draw(*shape)
    shifted = scores + 64 * np.arange(1, len(y) + 1)[:, None]
    (loss, dscores), (same, same_dscores) = LOSSES[name](scores, y), LOSSES[name](shifted, y)
    assert loss == pytest.approx(same, rel=1e-12, abs=1e-12)
    np.testing.assert_allclose(dscores, same_dscores, atol=1e-12)
    np.testing.assert_allclose(dscores.sum(axis=1), 0, atol=1e-15)


@every_loss
def test_a_higher_score_of_the_correct_class_is_never_worse(name):
    scores, y = draw(5, 4)
    better = scores.copy()
    better[np.arange(5), y] += 0.5
    assert LOSSES[name](better, y)[0] < LOSSES[name](scores, y)[0]
    assert np.all(LOSSES[name](scores, y)[1][np.arange(5), y] <= 0)


@every_loss
def test_scores_far_apart_do_not_overflow(name):
    scores = np.array([[1e4, -1e4, 0.0], [-1e4, 1e4, 0.0]])
    loss, dscores = LOSSES[name](scores, np.array([0, 2]))
    assert np.isfinite(loss) and np.isfinite(dscores).all()


@every_loss
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_type_of_the_scores_is_kept_and_they_are_not_changed(name, dtype):
    scores, y = draw(5, 3)
    scores = scores.astype(dtype)
    before = scores.copy(), y.copy()
    loss, dscores = LOSSES[name](scores, y)
    assert loss.dtype == dscores.dtype == dtype
    np.testing.assert_array_equal(scores, before[0])
    np.testing.assert_array_equal(y, before[1])


@every_loss
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("dtype, tolerance", [(np.float64, 1e-13), (np.float32, 1e-5)])
def test_models_compose_it(name, shape, dtype, tolerance):
    """Under the linear classifier and the net of one layer: dW = dscoresᵀ X + 2 reg W, nothing else."""
    (N, C), (_, y) = shape, draw(*shape)
    rng = np.random.default_rng(shape)
    X, W = rng.normal(size=(N, 6)).astype(dtype), rng.normal(size=(C, 6)).astype(dtype)
    value, dscores = LOSSES[name](X @ W.T, y)
    loss, dW = linear_loss("my_loss", LOSSES[name], W, X, y, 0.3)
    assert type(loss) is float and dW.dtype == dtype
    assert loss == pytest.approx(value + 0.3 * np.sum(W**2), rel=tolerance)
    np.testing.assert_allclose(dW, dscores.T @ X + 0.6 * W, rtol=tolerance, atol=tolerance)
    in_net, [(dW_of_net, db)] = net_loss(X, y, [(W, np.zeros(C, dtype))], 0.3, name)
    assert in_net == pytest.approx(loss, rel=tolerance)
    np.testing.assert_allclose(dW_of_net, dW, rtol=tolerance, atol=tolerance)
    np.testing.assert_allclose(db, dscores.sum(axis=0), rtol=tolerance, atol=tolerance)


W, X, Y = np.ones((3, 2)), np.ones((4, 2)), np.zeros(4, dtype=int)
REFUSED = [
    ((W.T, X, Y, 0), ValueError, "`W` is (C, d) and `X` is (N, d), so d must agree; got (2, 3) and (4, 2)."),
    ((W, X, Y[:2], 0), ValueError, "`X` is (N, d) and `y` is (N,), so N must agree; got 4 and 2."),
    ((W, X, Y[:, None], 0), ValueError, "`y` must have shape (N,), one label per example; got (4, 1)."),
    ((W, X, Y + 0.0, 0), TypeError, "`y` must hold integer class labels; got dtype float64."),
    ((W, X, Y + 3, 0), ValueError,
     "the labels in `y` must lie in [0, 3); got 3 to 3. Number the classes from 0."),
    ((W, X, Y, -1), ValueError, "`reg` must be finite and at least 0; got -1."),
    ((np.inf * W, X, Y, 0), ValueError,
     "`X` and `W` must give finite numbers; got 12 that are infinite or NaN."),
]  # fmt: skip


@every_loss
@pytest.mark.parametrize("arguments, error, message", REFUSED)
def test_what_does_not_fit_is_refused_under_every_loss(name, arguments, error, message):
    with pytest.raises(error) as caught:
        linear_loss("my_loss", LOSSES[name], *arguments)
    assert str(caught.value) == f"my_loss: {message}"


@pytest.mark.parametrize("name, linear", [("hinge", svm_loss), ("softmax", softmax_loss)])
def test_the_linear_classifiers_of_the_lectures_are_rows_of_the_table(name, linear):
    (_, y), rng = draw(6, 3), np.random.default_rng(0)
    W, X = rng.normal(size=(3, 4)), rng.normal(size=(6, 4))
    loss, dW = linear(W, X, y, 0.1)
    expected, gradient = linear_loss("my_loss", LOSSES[name], W, X, y, 0.1)
    assert loss == expected
    np.testing.assert_array_equal(dW, gradient)
    with pytest.raises(ValueError) as caught:
        linear(W, X, y, -1)
    assert str(caught.value) == f"{linear.__name__}: `reg` must be finite and at least 0; got -1."
