"""The hinge losses against the lecture's numbers, slow loops from the formula, and differences."""

import numpy as np
import pytest

from course_lib.derivatives.gradcheck import numerical_gradient, relative_error
from course_lib.losses.hinge import binary_hinge_loss, hinge_terms, multiclass_hinge, squared_hinge, svm_loss

# row 1.4: scores of (cat, car, frog) for a cat image, a car image and a frog image
SCORES = np.array([[3.2, 5.1, -1.7], [1.3, 4.9, 2.0], [2.2, 2.5, -3.1]])
LABELS = np.array([0, 1, 2])

SHAPES = [(5, 3, 4), (2, 7, 3), (6, 2, 5), (4, 4, 4), (1, 3, 2)]  # (N, C, d)


def slow_hinge(scores, y, power=1):
    losses = []
    for row, label in zip(scores, y, strict=True):
        losses.append(sum(max(0, s - row[label] + 1) ** power for j, s in enumerate(row) if j != label))
    return np.array(losses)


def slow_svm_loss(W, X, y, reg):
    total = 0.0
    for x, label in zip(X, y, strict=True):
        scores = [float(np.dot(w, x)) for w in W]
        total += sum(max(0, s - scores[label] + 1) for j, s in enumerate(scores) if j != label)
    return total / len(X) + reg * sum(w**2 for w in W.ravel())


def slow_binary_hinge(w, X, y):
    return sum(max(0, 1 - t * float(np.dot(w, x))) for x, t in zip(X, y, strict=True)) / len(X)


def problem(N, C, d, seed=0):
    rng = np.random.default_rng([seed, N, C, d])
    y = rng.integers(0, C, N)
    y[-1] = C - 1  # the highest label always occurs
    return rng.normal(size=(C, d)), rng.normal(size=(N, d)), y


def test_the_lecture_s_three_images():
    losses = multiclass_hinge(SCORES, LABELS)
    np.testing.assert_allclose(losses, [2.9, 0, 12.9], atol=1e-12)
    assert losses.mean() == pytest.approx(15.8 / 3)


def test_squared_on_the_lecture_s_three_images():
    np.testing.assert_allclose(squared_hinge(SCORES, LABELS), [2.9**2, 0, 6.3**2 + 6.6**2], atol=1e-12)


def test_equal_scores_cost_one_less_than_the_number_of_classes():
    for C in (1, 2, 3, 10):
        assert multiclass_hinge(np.zeros((4, C)), np.zeros(4, dtype=int)).tolist() == [C - 1] * 4


def test_the_terms_leave_the_correct_class_out():
    np.testing.assert_allclose(hinge_terms(SCORES, LABELS)[2], [6.3, 6.6, 0])


@pytest.mark.parametrize("shape", SHAPES)
def test_losses_equal_a_slow_loop(shape):
    N, C, _ = shape
    rng = np.random.default_rng(shape)
    scores, y = 3 * rng.normal(size=(N, C)), rng.integers(0, C, N)
    np.testing.assert_allclose(multiclass_hinge(scores, y), slow_hinge(scores, y))
    np.testing.assert_allclose(squared_hinge(scores, y), slow_hinge(scores, y, power=2))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("reg", [0, 0.3])
def test_svm_loss_equals_a_slow_loop_and_its_gradient_the_differences(shape, reg):
    W, X, y = problem(*shape)
    loss, dW = svm_loss(W, X, y, reg)
    assert loss == pytest.approx(slow_svm_loss(W, X, y, reg))
    assert relative_error(dW, numerical_gradient(lambda V: slow_svm_loss(V, X, y, reg), W)) < 1e-6


@pytest.mark.parametrize("N, d", [(5, 3), (3, 5), (4, 4), (1, 2)])
def test_binary_hinge_equals_a_slow_loop_and_its_gradient_the_differences(N, d):
    rng = np.random.default_rng([N, d])
    w, X, y = rng.normal(size=d), rng.normal(size=(N, d)), rng.choice([-1, 1], N)
    loss, dw = binary_hinge_loss(w, X, y)
    assert loss == pytest.approx(slow_binary_hinge(w, X, y))
    assert relative_error(dw, numerical_gradient(lambda v: slow_binary_hinge(v, X, y), w)) < 1e-6


def test_binary_hinge_against_scikit_learn():
    from sklearn.metrics import hinge_loss

    rng = np.random.default_rng(0)
    margin = rng.normal(size=20)
    y = rng.choice([-1, 1], 20)
    loss, _ = binary_hinge_loss(np.array([1.0]), margin[:, None], y)
    assert loss == pytest.approx(hinge_loss(y, margin))


@pytest.mark.parametrize("factor", [0, -1, 1.01])
def test_the_gradient_check_rejects_a_wrong_gradient(factor):
    W, X, y = problem(5, 3, 4)
    dW = svm_loss(W, X, y, 0.1)[1]
    assert relative_error(factor * dW, numerical_gradient(lambda V: slow_svm_loss(V, X, y, 0.1), W)) > 1e-3


def test_at_the_kink_the_subgradient_is_zero():
    W, X = np.array([[2.0], [1.0]]), np.array([[1.0]])  # 1 - 2 + 1 = 0
    assert svm_loss(W, X, np.array([0]), 0)[1].tolist() == [[0.0], [0.0]]
    assert binary_hinge_loss(np.array([1.0]), X, np.array([1]))[1].tolist() == [0.0]


def test_arguments_are_not_changed_and_types_are_kept():
    W, X, y = problem(5, 3, 4)
    before = W.copy(), X.copy(), y.copy()
    svm_loss(W, X, y, 0.1)
    binary_hinge_loss(W[0], X, np.sign(X[:, 0]))
    multiclass_hinge(X, y)
    for now, then in zip((W, X, y), before, strict=True):
        np.testing.assert_array_equal(now, then)
    loss, dW = svm_loss(W.astype(np.float32), X.astype(np.float32), y, 0.1)
    assert type(loss) is float and dW.dtype == np.float32
    assert multiclass_hinge(SCORES.astype(np.float32), LABELS).dtype == np.float32


def test_unsigned_integers_do_not_wrap():
    scores = np.array([[3, 5]], dtype=np.uint8)
    assert multiclass_hinge(scores, np.array([1], dtype=np.uint8)).tolist() == [0.0]
    assert multiclass_hinge(scores, [0]).tolist() == [3.0]
    loss, dw = binary_hinge_loss([1, 2], [[3, 4]], [-1])
    assert (loss, dw.tolist()) == (12.0, [3.0, 4.0])


W, X, Y = np.ones((3, 2)), np.ones((4, 2)), np.zeros(4, dtype=int)
REFUSED = [
    (multiclass_hinge, (np.ones(3), Y), ValueError,
     "multiclass_hinge: `scores` must have shape (N, C); got (3,)."),
    (multiclass_hinge, (np.ones((4, 3)), Y[:2]), ValueError,
     "multiclass_hinge: `scores` is (N, C) and `y` is (N,), so N must agree; got 4 and 2."),
    (multiclass_hinge, (np.ones((4, 3)), np.eye(4)), ValueError,
     "multiclass_hinge: `y` must have shape (N,), one label per example; got (4, 4)."),
    (multiclass_hinge, (np.ones((4, 3)), np.ones(4)), TypeError,
     "multiclass_hinge: `y` must hold integer class labels; got dtype float64."),
    (squared_hinge, (np.ones((4, 3)), Y + 3), ValueError,
     "squared_hinge: the labels in `y` must lie in [0, 3); got 3 to 3. Number the classes from 0."),
    (squared_hinge, (np.ones((4, 3)), Y - 1), ValueError,
     "squared_hinge: the labels in `y` must lie in [0, 3); got -1 to -1. Number the classes from 0."),
    (squared_hinge, (np.array([[1.0, np.nan]]), Y[:1]), ValueError,
     "squared_hinge: `scores` must give finite numbers; got 1 that is infinite or NaN."),
    (squared_hinge, ([["a", "b"]], Y[:1]), TypeError,
     "squared_hinge: `scores` must hold real numbers; got dtype <U1."),
    (multiclass_hinge, ([[1.0], [2.0, 3.0]], Y[:2]), ValueError,
     "multiclass_hinge: `scores` must be rectangular; got rows of different lengths."),
    (svm_loss, (W.T, X, Y, 0), ValueError,
     "svm_loss: `W` is (C, d) and `X` is (N, d), so d must agree; got (2, 3) and (4, 2)."),
    (svm_loss, (W, X[:0], Y[:0], 0), ValueError, "svm_loss: `X` must not be empty; got shape (0, 2)."),
    (svm_loss, (W, X, Y, -1), ValueError, "svm_loss: `reg` must be finite and at least 0; got -1."),
    (svm_loss, (W, X, Y, [1, 2]), TypeError, "svm_loss: `reg` must be one real number; got [1, 2]."),
    (svm_loss, (W * np.inf, X, Y, 0), ValueError,
     "svm_loss: `X` and `W` must give finite numbers; got 12 that are infinite or NaN."),
    (binary_hinge_loss, (W[0], X, Y), ValueError,
     "binary_hinge_loss: the labels in `y` must be -1 or +1; got 0 to 0. "
     "From labels 0 and 1 they are 2 * y - 1."),
    (binary_hinge_loss, (W[:, 0], X, Y + 1), ValueError,
     "binary_hinge_loss: `w` is (d,) and `X` is (N, d), so d must agree; got (3,) and (4, 2)."),
    (binary_hinge_loss, (W[0], X, Y[:3] + 1), ValueError,
     "binary_hinge_loss: `X` is (N, d) and `y` is (N,), so N must agree; got 4 and 3."),
]  # fmt: skip


@pytest.mark.parametrize("function, arguments, error, message", REFUSED)
def test_what_cannot_be_computed_is_refused_with_a_reason(function, arguments, error, message):
    with pytest.raises(error) as caught:
        function(*arguments)
    assert str(caught.value) == message
