"""Entropy, cross-entropy and divergence of distributions (lecture 2), in nats."""

import numpy as np

from course_lib.arguments import float_array, require_finite

SLACK = 1e-3  # by how much a row may miss the sum 1: float16 probabilities of many classes do


def entropy(p):
    """Entropy of each row, H(p) = -sum_k p_k ln p_k, with 0 ln 0 = 0.

    Parameters
    ----------
    p : float array (N, C)
        One distribution a row.

    Returns
    -------
    H : float array (N,)
        Between 0 (one-hot) and ln C (all equal).

    Raises
    ------
    TypeError, ValueError
        If a row is no distribution: a negative entry, or another sum than 1.

    Notes
    -----
    Lecture 2: the uncertainty of a distribution.

    Examples
    --------
    >>> entropy(np.array([[0.5, 0.5], [1.0, 0.0]])).round(4)  # ln 2 and 0
    array([0.6931, 0.    ])
    """
    p = _distributions("entropy", "p", p)
    return _expected(p, -_log(p, at_zero=0))


def distribution_cross_entropy(p, q):
    """Cross-entropy of two distributions, H(p, q) = -sum_k p_k ln q_k, row by row.

    Parameters
    ----------
    p, q : float arrays (N, C)
        One distribution a row; p is the true one.

    Returns
    -------
    H : float array (N,)
        Infinite where q_k = 0 and p_k > 0.

    Raises
    ------
    TypeError, ValueError
        If the shapes differ or a row is no distribution.

    Notes
    -----
    Lecture 2. With a one-hot p it is the negative log-likelihood -ln q_y.

    Examples
    --------
    >>> distribution_cross_entropy(np.array([[1.0, 0.0]]), np.array([[0.25, 0.75]])).round(4)  # ln 4
    array([1.3863])
    """
    p, q = _pair("distribution_cross_entropy", p, q)
    return _expected(p, -_log(q, at_zero=-np.inf))


def kl_divergence(p, q):
    """Kullback-Leibler divergence, KL(p || q) = sum_k p_k ln(p_k / q_k), row by row.

    Parameters
    ----------
    p, q : float arrays (N, C)
        One distribution a row; p is the true one.

    Returns
    -------
    divergences : float array (N,)
        At least 0, and 0 only for p = q; infinite where q_k = 0 and p_k > 0.

    Raises
    ------
    TypeError, ValueError
        If the shapes differ or a row is no distribution.

    Notes
    -----
    Lecture 2: KL(p || q) = H(p, q) - H(p). It is not symmetric.

    Examples
    --------
    >>> kl_divergence(np.array([[0.5, 0.5], [1.0, 0.0]]), np.array([[0.25, 0.75], [0.5, 0.5]])).round(4)
    array([0.1438, 0.6931])
    """
    p, q = _pair("kl_divergence", p, q)
    return _expected(p, _log(p, at_zero=0) - _log(q, at_zero=-np.inf))


def _log(p, at_zero):
    """Natural logarithm, with another value at 0 and without NumPy's warning."""
    return np.log(p, out=np.full(p.shape, at_zero, dtype=p.dtype), where=p > 0)


def _expected(p, values):
    """sum_k p_k values_k (N,), with 0 times anything = 0."""
    return np.multiply(p, values, out=np.zeros_like(p), where=p > 0).sum(axis=1)


def _pair(function, p, q):
    p, q = _distributions(function, "p", p), _distributions(function, "q", q)
    if p.shape != q.shape:
        raise ValueError(f"{function}: `p` and `q` must both be (N, C); got {p.shape} and {q.shape}.")
    return p, q


def _distributions(function, name, value):
    p = float_array(function, name, value, ("N", "C"))
    require_finite(function, f"`{name}`", p)
    sums = p.sum(axis=1)
    worst = sums[np.argmax(np.abs(sums - 1))]
    if p.min() < 0 or abs(worst - 1) > SLACK:
        raise ValueError(
            f"{function}: each row of `{name}` must be a distribution, at least 0 and of sum 1; "
            f"got a smallest entry {p.min():g} and a sum {worst:g}. From scores, take softmax(scores)."
        )
    return p
