"""Gradient descent and its mini-batch form (lecture 3): follow the negative gradient.

Both return the trajectory of the weights, so that loss and accuracy over time are computed afterwards.
"""

import numpy as np

from course_lib.arguments import count, float_array, non_negative
from course_lib.progress import progress


def gradient_descent(gradient, w, learning_rate, n_steps):
    """Take `n_steps` steps w ← w − α ∂L/∂w.

    Parameters
    ----------
    gradient : callable
        w -> ∂L/∂w, shape of `w`.
    w : array, any shape
        Where to start. It is not changed.
    learning_rate : float
        The step size α, at least 0.
    n_steps : int
        At least 0.

    Returns
    -------
    trajectory : float array (n_steps + 1, ...)
        The start, then w after each step.

    Raises
    ------
    TypeError, ValueError
        If an argument is no number of its type, or `gradient` returns another shape than that of `w`.

    Notes
    -----
    Lecture 3. A progress bar goes to standard output when it takes longer than two seconds.

    Examples
    --------
    >>> gradient_descent(lambda w: 2 * w, np.array(8.0), learning_rate=0.25, n_steps=3)  # halves w
    array([8., 4., 2., 1.])
    """
    function = "gradient_descent"
    w, learning_rate = float_array(function, "w", w), non_negative(function, "learning_rate", learning_rate)
    trajectory = np.empty((count(function, "n_steps", n_steps, 0) + 1, *w.shape), dtype=w.dtype)
    trajectory[0] = w
    for step in progress(range(n_steps), "gradient descent"):
        here = trajectory[step].copy()  # so that nothing that `gradient` does to it changes the past
        trajectory[step + 1] = trajectory[step] - learning_rate * _same_shape(function, gradient(here), w)
    return trajectory


def descend_until(gradient, w, learning_rate, goal, max_steps):
    """Gradient descent that stops once a step changes the weights by less than a goal.

    Parameters
    ----------
    gradient : callable
        w -> ∂L/∂w, shape of `w`.
    w : array, any shape
    learning_rate : float
    goal : float
        Stop when Σ abs(w − w_old) falls below it.
    max_steps : int
        Stop here in any case: a divergent descent never reaches the goal.

    Returns
    -------
    trajectory : float array (steps taken + 1, ...)
    reached : bool
        Whether the goal was reached.

    Raises
    ------
    TypeError, ValueError
        As `gradient_descent`; also if `goal` is not positive.

    Notes
    -----
    Lecture 3. A small step means a small gradient *or* a small learning rate, so the goal must fit
    the learning rate.

    Examples
    --------
    >>> trajectory, reached = descend_until(lambda w: 2 * w, np.array(8.0), 0.25, goal=0.3, max_steps=100)
    >>> trajectory.tolist(), reached
    ([8.0, 4.0, 2.0, 1.0, 0.5, 0.25], True)
    """
    function = "descend_until"
    w, learning_rate = float_array(function, "w", w), non_negative(function, "learning_rate", learning_rate)
    if not goal > 0:
        raise ValueError(f"{function}: `goal` must be positive; got {goal}.")
    trajectory = [w.copy()]
    for _ in progress(range(count(function, "max_steps", max_steps, 0)), "gradient descent"):
        w = w - learning_rate * _same_shape(function, gradient(w.copy()), w)
        trajectory.append(w)
        if np.sum(np.abs(w - trajectory[-2])) < goal:
            return np.stack(trajectory), True
    return np.stack(trajectory), False


def minibatch_sgd(gradient, w, X, y, learning_rate, batch_size, n_epochs, rng):
    """Stochastic gradient descent: every step uses a few examples only.

    Parameters
    ----------
    gradient : callable
        (w, X_batch, y_batch) -> mean gradient over that batch, shape of `w`.
    w : array, any shape
        Where to start. It is not changed.
    X : array (N, ...)
        One example a row.
    y : array (N, ...)
        Labels or targets.
    learning_rate : float
        The step size α, at least 0.
    batch_size : int
        B, at least 1. Where it does not divide N, the last batch of an epoch is shorter.
    n_epochs : int
        Passes over all examples, at least 0.
    rng : numpy.random.Generator
        One `rng.permutation(N)` an epoch; its rows are taken in that order.

    Returns
    -------
    trajectory : float array (n_epochs, ...)
        w after each epoch.

    Raises
    ------
    TypeError, ValueError
        If an argument is no number of its type, `X` and `y` differ in length, or `gradient` returns another
        shape than that of `w`.

    Notes
    -----
    Lecture 3. A progress bar goes to standard output when it takes longer than two seconds.

    Examples
    --------
    >>> X, rng = np.array([1.0, 2.0, 6.0]), np.random.default_rng(0)
    >>> mean = minibatch_sgd(lambda w, X, y: np.mean(w - X), 0.0, X, X, 0.1, 2, 200, rng)[-1]
    >>> bool(abs(mean - 3) < 1)  # around the mean of X, but never quite at rest
    True
    """
    function = "minibatch_sgd"
    w, learning_rate = float_array(function, "w", w), non_negative(function, "learning_rate", learning_rate)
    X, y = np.asarray(X), np.asarray(y)
    if len(X) != len(y):
        raise ValueError(f"{function}: `X` and `y` must have the same length; got {len(X)} and {len(y)}.")
    batch_size = count(function, "batch_size", batch_size, 1)
    trajectory = np.empty((count(function, "n_epochs", n_epochs, 0), *w.shape), dtype=w.dtype)
    for epoch in progress(range(n_epochs), "mini-batch SGD"):
        for rows in batches(len(X), batch_size, rng):
            w = w - learning_rate * _same_shape(function, gradient(w.copy(), X[rows], y[rows]), w)
        trajectory[epoch] = w
    return trajectory


def batches(N, batch_size, rng):
    """Split the numbers of N examples into the batches of one epoch, in random order.

    Parameters
    ----------
    N, batch_size : int
    rng : numpy.random.Generator

    Returns
    -------
    batches : list of int array
        Every example is in exactly one; all have `batch_size` of them but the last, which may be shorter.

    Notes
    -----
    Lecture 3: mini-batches.

    Examples
    --------
    >>> [len(rows) for rows in batches(10, 4, np.random.default_rng(0))]
    [4, 4, 2]
    """
    order = rng.permutation(N)
    return [order[first : first + batch_size] for first in range(0, N, batch_size)]


def _same_shape(function, gradient, w):
    if np.shape(gradient) != w.shape:
        raise ValueError(
            f"{function}: `gradient` must return the shape of `w`, {w.shape}; got {np.shape(gradient)}."
        )
    return gradient
