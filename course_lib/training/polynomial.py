"""Polynomials fitted to noisy points: what a penalty on the weights does, in one dimension."""

import numpy as np

from course_lib.arguments import float_array, float_arrays, non_negative


def noisy_wave(n_points, noise, rng):
    """Draw points of one period of a sine wave, with noise on top.

    Parameters
    ----------
    n_points : int
    noise : float
        Standard deviation of the Gaussian noise, in units of `t`.
    rng : numpy.random.Generator

    Returns
    -------
    x : float array (N,)
        Sorted, in [-1, 1].
    t : float array (N,)
        Targets: sin(pi x) + noise.

    Examples
    --------
    >>> x, t = noisy_wave(3, noise=0.0, rng=np.random.default_rng(0))
    >>> bool(np.all(t == wave(x)))
    True
    """
    x = np.sort(rng.uniform(-1, 1, n_points))
    return x, wave(x) + noise * rng.standard_normal(n_points)


def wave(x):
    """Return sin(pi x): the curve under the noise, which the student of the data does not know."""
    return np.sin(np.pi * x)


def polynomial_features(x, degree):
    """Powers of x: one column for each weight.

    Parameters
    ----------
    x : float array (N,)
    degree : int
        At least 0.

    Returns
    -------
    features : float array (N, degree + 1)
        Columns 1, x, x**2, ...

    Raises
    ------
    ValueError
        If `degree` is no integer from 0 on.

    Examples
    --------
    >>> polynomial_features([2.0, 3.0], degree=2).tolist()
    [[1.0, 2.0, 4.0], [1.0, 3.0, 9.0]]
    """
    x = float_array("polynomial_features", "x", x, ("N",))
    if degree < 0 or int(degree) != degree:
        raise ValueError(f"polynomial_features: `degree` must be a whole number from 0 on; got {degree}.")
    return np.vander(x, int(degree) + 1, increasing=True)


def fit_polynomial(x, t, degree, reg):
    """Weights that minimise mean((features @ w - t)**2) + reg * sum(w[1:]**2).

    Parameters
    ----------
    x, t : float array (N,)
    degree : int
    reg : float
        Strength of the penalty, at least 0. The constant w[0] is free: only the shape is penalised.

    Returns
    -------
    w : float array (degree + 1,)
        The smallest one where several are best (more weights than points, reg = 0).

    Raises
    ------
    ValueError
        If `x` and `t` differ in length, or `degree` or `reg` is negative.

    Notes
    -----
    Lecture 1. The penalty stands as extra rows sqrt(reg) * w = 0 under the data; least squares on
    that is stable where the normal equations would square the condition number.

    Examples
    --------
    >>> x = np.array([-1.0, 0.0, 1.0])
    >>> fit_polynomial(x, 2 + 3 * x, degree=1, reg=0).round(6)
    array([2., 3.])
    """
    x, t = float_arrays("fit_polynomial", x=(x, ("N",)), t=(t, ("N",)))
    reg = non_negative("fit_polynomial", "reg", reg)
    features = polynomial_features(x, degree)  # (N, degree + 1)
    n_points = len(t)
    penalty = np.sqrt(n_points * reg) * np.eye(features.shape[1])
    penalty[0, 0] = 0
    w, *_ = np.linalg.lstsq(
        np.vstack([features, penalty]), np.concatenate([t, np.zeros(len(penalty))]), rcond=None
    )
    return w


def evaluate_polynomial(w, x):
    """Value of the polynomial with weights `w` (constant first) at each of the points `x`.

    Examples
    --------
    >>> evaluate_polynomial(np.array([1.0, 0.0, 2.0]), np.array([0.0, 3.0]))
    array([ 1., 19.])
    """
    return np.polynomial.polynomial.polyval(x, w)


def mean_squared_error(w, x, t):
    """Mean of (polynomial - target)**2 over the points, in squared units of `t`.

    Examples
    --------
    >>> mean_squared_error(np.array([1.0]), np.array([0.0, 5.0]), np.array([1.0, 3.0]))
    2.0
    """
    return float(np.mean((evaluate_polynomial(w, x) - t) ** 2))
