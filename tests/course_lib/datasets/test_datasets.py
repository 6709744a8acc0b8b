"""The digits are those of scikit-learn; splits and clouds of points keep their promises."""

import numpy as np
import pytest
from sklearn import datasets as sklearn_datasets

from course_lib.datasets import blobs, load_digits, split


def test_the_digits_equal_scikit_learn_s():
    X, y = load_digits()
    expected = sklearn_datasets.load_digits()
    np.testing.assert_array_equal(X * 16, expected.data)
    np.testing.assert_array_equal(y, expected.target)
    assert X.dtype == np.float64 and y.dtype == np.int64


def test_every_call_returns_arrays_of_its_own():
    X, y = load_digits()
    X[:], y[:] = -1, -1
    assert load_digits()[0].min() == 0 and load_digits()[1].min() == 0


def test_a_split_uses_every_example_once_with_its_label():
    X, y = np.arange(10.0)[:, None], np.arange(10)
    X_train, y_train, X_test, y_test = split(X, y, 7, np.random.default_rng(0))
    assert len(X_train) == 7 and sorted([*y_train, *y_test]) == list(range(10))
    np.testing.assert_array_equal(X_train[:, 0], y_train)
    np.testing.assert_array_equal(X_test[:, 0], y_test)


@pytest.mark.parametrize("n_train, labels, message", [
    (0, 4, "split: `n_train` must lie between 1 and 3; got 0."),
    (4, 4, "split: `n_train` must lie between 1 and 3; got 4."),
    (2, 3, "split: `X` and `y` must have the same length; got 4 and 3."),
])  # fmt: skip
def test_a_split_into_nothing_is_refused(n_train, labels, message):
    with pytest.raises(ValueError) as caught:
        split(np.ones((4, 1)), np.ones(labels), n_train, np.random.default_rng(0))
    assert str(caught.value) == message


def test_clouds_lie_around_their_centres():
    X, y = blobs([[0, 0], [10, -10]], 500, 0.5, np.random.default_rng(0))
    np.testing.assert_allclose(X[y == 1].mean(axis=0), [10, -10], atol=0.1)
    assert np.std(X[y == 0]) == pytest.approx(0.5, rel=0.1)
