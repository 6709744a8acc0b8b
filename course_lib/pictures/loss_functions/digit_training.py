"""A linear classifier trained on the digits, for the pictures that show what it learned."""

from functools import cache

import numpy as np

from course_lib.datasets import load_digits, split
from course_lib.losses.hinge import svm_loss
from course_lib.training.linear_classifier import accuracy, add_bias, train

N_TRAIN = 1437  # four fifths of the images; accuracy is measured on the others


def fit_digits(loss, reg=1e-3, learning_rate=0.2, n_steps=300):
    """Train on the digits by gradient descent.

    Parameters
    ----------
    loss : callable
        (W, X, y, reg) -> (loss, dW).
    reg, learning_rate : float
    n_steps : int

    Returns
    -------
    W : float array (10, 65)
        The last column is the bias.
    losses : float array (n_steps,)
    share : float
        Accuracy on the images that were not used, in [0, 1].
    """
    X, y = load_digits()
    X, y, X_test, y_test = split(add_bias(X), y, N_TRAIN, np.random.default_rng(0))
    rng = np.random.default_rng(0)
    W, losses = train(
        loss, X, y, n_classes=10, reg=reg, learning_rate=learning_rate, n_steps=n_steps, rng=rng
    )
    return W, losses, accuracy(W, X_test, y_test)


@cache
def digit_weights():
    """Weights (10, 65) that the course's own `svm_loss` finds; not writeable, because they are shared."""
    W, _, _ = fit_digits(svm_loss)
    W.flags.writeable = False
    return W
