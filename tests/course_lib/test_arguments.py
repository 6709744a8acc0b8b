"""What a public function accepts, and the sentence for what it refuses."""

import numpy as np
import pytest

from course_lib.arguments import (
    count,
    float_array,
    float_arrays,
    label_array,
    non_negative,
    require_finite,
    sign_array,
)


def labels(y):
    return label_array("f", y, n_examples=2, n_classes=3, partner="`X` is (N, d)")


def signs(y):
    return sign_array("f", y, n_examples=2, partner="`X` is (N, d)")


X = np.ones((2, 4))
REFUSED = {
    "text": (lambda: float_array("f", "W", ["a"]), TypeError, "`W` must hold real numbers; got dtype <U1."),
    "complex numbers": (lambda: float_array("f", "W", [1j]), TypeError, "`W` must hold real numbers; got dtype complex128."),
    "objects": (lambda: float_array("f", "W", [None]), TypeError, "`W` must hold real numbers; got dtype object."),
    "rows of two lengths": (lambda: float_array("f", "W", [[1], [1, 2]]), ValueError,
                            "`W` must be rectangular; got rows of different lengths."),
    "an axis too few": (lambda: float_array("f", "W", [1.0], ("C", "d")), ValueError, "`W` must have shape (C, d); got (1,)."),
    "an axis too many": (lambda: float_array("f", "w", X, ("d",)), ValueError, "`w` must have shape (d,); got (2, 4)."),
    "nothing": (lambda: float_array("f", "W", np.ones((0, 3))), ValueError, "`W` must not be empty; got shape (0, 3)."),
    "two lengths of one axis": (lambda: float_arrays("f", W=(np.ones((3, 5)), ("C", "d")), X=(X, ("N", "d"))), ValueError,
                                "`W` is (C, d) and `X` is (N, d), so d must agree; got (3, 5) and (2, 4)."),
    "two arrays of one form": (lambda: float_arrays("f", p=(X, ("N", "C")), q=(X.T, ("N", "C"))), ValueError,
                               "`p` and `q` are (N, C), so N must agree; got (2, 4) and (4, 2)."),
    "a matrix that is not square": (lambda: float_arrays("f", A=(X, ("n", "n"))), ValueError,
                                    "`A` is (n, n), so n must agree; got (2, 4)."),
    "labels too few": (lambda: labels([0]), ValueError, "`X` is (N, d) and `y` is (N,), so N must agree; got 2 and 1."),
    "labels in a column": (lambda: labels([[0], [1]]), ValueError,
                           "`y` must have shape (N,), one label per example; got (2, 1)."),
    "labels that are no integers": (lambda: labels([0.0, 1.0]), TypeError,
                                    "`y` must hold integer class labels; got dtype float64."),
    "a label too large": (lambda: labels([0, 3]), ValueError,
                          "the labels in `y` must lie in [0, 3); got 0 to 3. Number the classes from 0."),
    "a negative label": (lambda: labels([-1, 0]), ValueError,
                         "the labels in `y` must lie in [0, 3); got -1 to 0. Number the classes from 0."),
    "signs 0 and 1": (lambda: signs([0, 1]), ValueError,
                      "the labels in `y` must be -1 or +1; got 0 to 1. From labels 0 and 1 they are 2 * y - 1."),
    "a sign NaN": (lambda: signs([1, np.nan]), ValueError,
                   "the labels in `y` must be -1 or +1; got nan to nan. From labels 0 and 1 they are 2 * y - 1."),
    "a negative strength": (lambda: non_negative("f", "reg", -0.5), ValueError, "`reg` must be finite and at least 0; got -0.5."),
    "a strength NaN": (lambda: non_negative("f", "reg", np.nan), ValueError, "`reg` must be finite and at least 0; got nan."),
    "two strengths": (lambda: non_negative("f", "reg", [1, 2]), TypeError, "`reg` must be one real number; got [1, 2]."),
    "half a step": (lambda: count("f", "n_steps", 1.5, 0), TypeError, "`n_steps` must be an integer; got 1.5."),
    "a truth value of steps": (lambda: count("f", "n_steps", True, 0), TypeError, "`n_steps` must be an integer; got True."),
    "no step": (lambda: count("f", "n_steps", 0, 1), ValueError, "`n_steps` must be at least 1; got 0."),
    "two infinite numbers": (lambda: require_finite("f", "`X`", np.array([1, np.inf, -np.inf])), ValueError,
                             "`X` must give finite numbers; got 2 that are infinite or NaN."),
}  # fmt: skip


@pytest.mark.parametrize(("call", "error", "message"), REFUSED.values(), ids=REFUSED)
def test_what_does_not_fit_is_refused_in_words(call, error, message):
    with pytest.raises(error) as refused:
        call()
    assert str(refused.value) == f"f: {message}"


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_a_float_array_is_taken_as_it_is(dtype):
    W = np.ones(3, dtype=dtype)
    assert float_array("f", "W", W) is W


@pytest.mark.parametrize("dtype", [bool, np.int8, np.uint64])
def test_other_numbers_become_float64(dtype):
    array = float_array("f", "W", np.array([0, 1], dtype=dtype))
    assert array.dtype == np.float64
    assert array.tolist() == [0.0, 1.0]


def test_arrays_come_back_in_the_order_of_the_arguments():
    W, b = float_arrays("f", W=([[1, 2]], ("C", "d")), b=([3], ("C",)))
    assert (W.tolist(), b.tolist()) == ([[1.0, 2.0]], [3.0])


def test_numpys_integers_are_counts_and_labels():
    assert type(count("f", "n", np.int64(3), 1)) is int
    assert labels(np.array([0, 2], dtype=np.uint8)).tolist() == [0, 2]
