"""Hidden numbers are as fit as the public ones: a right answer in float32 bears them."""

import numpy as np
import pytest

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import find_exercise


def _in_float32(x, t, W1, W2):
    x, t, W1, W2 = (np.float32(each) for each in (x, t, W1, W2))
    h = 1 / (1 + np.exp(-W1 @ x))
    dy = 2 * (W2 @ h - t)
    return np.outer(dy @ W2 * (h * (1 - h)), x), np.outer(dy, h)


# Of these draws, the first numbers for one hidden unit bring the sigmoid so near 1 that `1 - h` has few digits.
@pytest.mark.parametrize("key", [140, 393, 1])
def test_a_sigmoid_leaves_float32_its_digits(key):
    exercise = find_exercise("one_hidden_layer_gradients")
    hidden = exercise._hidden(Draw((key,)))
    assert len(hidden) == exercise.n_hidden > 0
    for case in hidden:
        for got, wanted in zip(_in_float32(**case.arguments), exercise.right(case), strict=True):
            assert np.abs(got - wanted).max() < 0.5 * exercise.tolerance * np.abs(wanted).max()
