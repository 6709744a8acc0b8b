"""Penalties R(W) on the size of the weights, each with its gradient (lecture 1).

The loss of a data set is L(W) = (1/N) sum_i L_i + reg * R(W). A penalty is the same for every example,
so it is added once and never divided by N.
"""

import numpy as np

from course_lib.arguments import float_array, non_negative, require_finite


def l2(W):
    """Squared penalty, the sum of all W**2.

    Parameters
    ----------
    W : float array, any shape

    Returns
    -------
    R : float
    dR : float array, shape of `W`

    Notes
    -----
    Lecture 1. Two half-sized weights cost less than one of full size, so evidence is spread.

    Examples
    --------
    >>> l2(np.array([3.0, -1.0]))
    (10.0, array([ 6., -2.]))
    """
    W = _weights("l2", W)
    return float(np.sum(W**2)), 2 * W


def l1(W):
    """Absolute penalty, the sum of all |W|.

    Parameters
    ----------
    W : float array, any shape

    Returns
    -------
    R : float
    dR : float array, shape of `W`
        At a weight of 0 the subgradient 0 is used.

    Notes
    -----
    Lecture 1. The slope does not shrink with the weight, so small weights end at exactly 0.

    Examples
    --------
    >>> l1(np.array([3.0, -1.0]))
    (4.0, array([ 1., -1.]))
    """
    W = _weights("l1", W)
    return float(np.sum(np.abs(W))), np.sign(W)


def elastic_net(W, beta):
    """Elastic net, the sum of all beta * W**2 + |W|.

    Parameters
    ----------
    W : float array, any shape
    beta : float
        Strength of the squared part against the absolute part, at least 0.

    Returns
    -------
    R : float
    dR : float array, shape of `W`
        At a weight of 0 the subgradient 0 is used.

    Raises
    ------
    TypeError, ValueError
        If `W` or `beta` is no finite number, or `beta` is negative.

    Notes
    -----
    Lecture 1: both penalties at once.

    Examples
    --------
    >>> elastic_net(np.array([[3.0, -1.0]]), beta=0.5)  # 0.5 * (9 + 1) + (3 + 1)
    (9.0, array([[ 4., -2.]]))
    """
    W, beta = _weights("elastic_net", W), non_negative("elastic_net", "beta", beta)
    return float(np.sum(beta * W**2 + np.abs(W))), 2 * beta * W + np.sign(W)


def _weights(function, W):
    W = float_array(function, "W", W)
    require_finite(function, "`W`", W)
    return W
