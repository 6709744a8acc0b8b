"""A linear classifier under any loss of its scores (lecture 1): scores X @ W.T, then the penalty."""

from course_lib.arguments import float_arrays, label_array, non_negative, require_finite

# Outputs below which (C, N) times (N, d) is up to five times slower in OpenBLAS than (d, N) times (N, C).
FEW = 32


def linear_loss(function, loss, W, X, y, reg):
    """Mean loss of the scores X @ W.T plus reg * sum(W**2), with its gradient.

    Parameters
    ----------
    function : str
        Who asks; it stands in the messages.
    loss : callable
        (scores (N, C), y (N,)) -> (mean loss, dscores (N, C)), a row of
        `course_lib.losses.registry.LOSSES`.
    W : float array (C, d)
    X : float array (N, d)
    y : int array (N,)
    reg : float
        Strength of the penalty, at least 0.

    Returns
    -------
    loss : float
    dW : float array (C, d)

    Raises
    ------
    TypeError, ValueError
        If the shapes or labels do not fit, `reg` is negative, or a score is not finite.

    Notes
    -----
    Lecture 1. The chain rule through scores = X Wᵀ is one matrix product.

    Examples
    --------
    >>> import numpy as np
    >>> def negative_score(scores, y):  # minus the score of the correct class
    ...     return -scores[np.arange(len(y)), y].mean(), -np.eye(scores.shape[1])[y] / len(y)
    >>> loss, dW = linear_loss("example", negative_score, [[1.0], [2.0]], [[3.0]], [1], reg=0.0)
    >>> float(loss), dW.tolist()
    (-6.0, [[0.0], [-3.0]])
    """
    W, X = float_arrays(function, W=(W, ("C", "d")), X=(X, ("N", "d")))
    y = label_array(function, y, len(X), len(W), partner="`X` is (N, d)")
    reg = non_negative(function, "reg", reg)
    scores = X @ W.T  # (N, C)
    require_finite(function, "`X` and `W`", scores)
    value, dscores = loss(scores, y)
    return float(value + reg * (W**2).sum()), weight_gradient(dscores, X) + 2 * reg * W


def weight_gradient(dY, X):
    """Gradient dYᵀ X of the weights of Y = X Wᵀ, by whichever of two equal products is faster.

    Parameters
    ----------
    dY : float array (N, C)
        Upstream gradient dL/dY.
    X : float array (N, d)

    Returns
    -------
    dW : float array (C, d)
        A new array.

    Examples
    --------
    >>> import numpy as np
    >>> weight_gradient(np.array([[1.0], [2.0]]), np.array([[1.0, 0.0], [0.0, 3.0]]))
    array([[1., 6.]])
    """
    return (X.T @ dY).T if dY.shape[1] < FEW else dY.T @ X
