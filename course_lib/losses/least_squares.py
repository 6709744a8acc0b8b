"""Squared error of a linear model, with its gradient (lecture 3)."""

import numpy as np

from course_lib.arguments import float_arrays, require_finite


def squared_error(W, x, t):
    """Squared distance of W x from a target, for one example.

    Parameters
    ----------
    W : float array (C, d)
    x : float array (d,)
    t : float array (C,)
        Target.

    Returns
    -------
    loss : float
        Sum of (W x - t)**2 over the C outputs.
    dW : float array (C, d)
        The outer product 2 (W x - t) x.

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit, or an error is not finite.

    Notes
    -----
    Lecture 3. With C = 1 it is (y - t)**2 with y = w.x, whose gradient is 2 (y - t) x.

    Examples
    --------
    >>> loss, dW = squared_error(np.array([[1.0, 2.0]]), np.array([3.0, 1.0]), np.array([4.0]))
    >>> loss, dW.tolist()  # y = 5, so the error is 1
    (1.0, [[6.0, 2.0]])
    """
    function = "squared_error"
    W, x, t = float_arrays(function, W=(W, ("C", "d")), x=(x, ("d",)), t=(t, ("C",)))
    error = W @ x - t  # (C,)
    require_finite(function, "`W`, `x` and `t`", error)
    return float(error @ error), 2 * np.outer(error, x)


def squared_error_batch(W, X, T):
    """Mean squared distance of the rows of X Wᵀ from those of T, over a batch.

    Parameters
    ----------
    W : float array (C, d)
    X : float array (N, d)
        One example a row.
    T : float array (N, C)
        One target a row.

    Returns
    -------
    loss : float
        Mean over the batch of the sum of (W x_i - t_i)**2 over the C outputs.
    dW : float array (C, d)

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit, or an error is not finite.

    Notes
    -----
    Lecture 3, with the mean of lecture 1. The inner sum runs over the outputs.

    Examples
    --------
    >>> X, T = np.array([[3.0, 1.0], [1.0, 0.0]]), np.array([[4.0], [1.0]])
    >>> loss, dW = squared_error_batch(np.array([[1.0, 2.0]]), X, T)  # errors 1 and 0
    >>> loss, dW.tolist()
    (0.5, [[3.0, 1.0]])
    """
    function = "squared_error_batch"
    W, X, T = float_arrays(function, W=(W, ("C", "d")), X=(X, ("N", "d")), T=(T, ("N", "C")))
    errors = X @ W.T - T  # (N, C)
    require_finite(function, "`W`, `X` and `T`", errors)
    return float(np.sum(errors**2) / len(X)), 2 * errors.T @ X / len(X)
