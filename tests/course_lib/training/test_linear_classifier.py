"""Training on the digits reaches what a linear classifier can; the pieces do what they say."""

import numpy as np
import pytest

from course_lib import progress
from course_lib.datasets import IMAGE_SHAPE, blobs, load_digits, split
from course_lib.losses.hinge import svm_loss
from course_lib.training.linear_classifier import accuracy, add_bias, predict, templates, train


@pytest.fixture(scope="module")
def digits():
    X, y = load_digits()
    return split(add_bias(X), y, 1437, np.random.default_rng(0))


def test_the_digits_are_learned(digits):
    X, y, X_test, y_test = digits
    W, losses = train(
        svm_loss, X, y, n_classes=10, reg=1e-3, learning_rate=0.2, n_steps=300, rng=np.random.default_rng(0)
    )
    assert losses[0] == pytest.approx(9, rel=1e-2)  # C - 1, where all scores are near 0
    assert accuracy(W, X_test, y_test) > 0.95
    assert templates(W, IMAGE_SHAPE).shape == (10, 8, 8)
    np.testing.assert_array_equal(templates(W, IMAGE_SHAPE)[3].ravel(), W[3, :64])


def test_one_step_goes_down_the_gradient():
    rng = np.random.default_rng(5)
    X, y = blobs([[0, 0], [1, 1], [0, 1]], 4, 0.1, rng)
    start = 1e-3 * np.random.default_rng(7).standard_normal((3, 2))
    W, losses = train(
        svm_loss, X, y, n_classes=3, reg=0.1, learning_rate=0.5, n_steps=1, rng=np.random.default_rng(7)
    )
    loss, dW = svm_loss(start, X, y, 0.1)
    np.testing.assert_allclose(W, start - 0.5 * dW)
    assert losses.tolist() == [loss]


def test_the_same_generator_state_gives_the_same_weights():
    X, y = blobs([[0, 0], [3, 3]], 5, 0.5, np.random.default_rng(0))
    runs = [
        train(svm_loss, X, y, n_classes=2, reg=0, learning_rate=0.1, n_steps=5, rng=np.random.default_rng(1))[
            0
        ]
        for _ in range(2)
    ]
    np.testing.assert_array_equal(*runs)


@pytest.mark.parametrize("patience, shown", [(2.0, False), (0.0, True)])
def test_progress_shows_only_when_training_is_long_and_never_on_stderr(capsys, monkeypatch, patience, shown):
    monkeypatch.setattr(progress, "PATIENCE", patience)
    X, y = blobs([[0, 0], [3, 3]], 5, 0.5, np.random.default_rng(0))
    train(svm_loss, X, y, n_classes=2, reg=0, learning_rate=0.1, n_steps=5, rng=np.random.default_rng(1))
    printed = capsys.readouterr()
    assert ("training" in printed.out) is shown and printed.err == ""


def test_a_loss_with_a_wrong_gradient_shape_is_named():
    X, y = np.ones((2, 3)), np.array([0, 1])
    with pytest.raises(ValueError) as caught:
        train(lambda W, X, y, reg: (0.0, W.T), X, y, n_classes=2, reg=0, learning_rate=1, n_steps=1,
              rng=np.random.default_rng(0))  # fmt: skip
    assert str(caught.value) == "train: `loss` must return dW in the shape of W, (2, 3); got (3, 2)."


def test_templates_need_one_column_per_pixel_and_the_bias():
    with pytest.raises(ValueError) as caught:
        templates(np.ones((10, 64)), IMAGE_SHAPE)
    expected = (
        "templates: `W` must have one column per pixel and one for the bias; "
        "got (10, 64) for images of (8, 8)."
    )
    assert str(caught.value) == expected


def test_ties_go_to_the_first_class_and_accuracy_counts():
    W, X = np.zeros((3, 2)), np.ones((4, 2))
    assert predict(W, X).tolist() == [0, 0, 0, 0]
    assert accuracy(W, X, [0, 0, 0, 1]) == 0.75
