"""The logistic function: the one of binary cross-entropy, of sigmoid neurons and of sigmoid gates."""

import numpy as np

from course_lib.arguments import float_array


def sigmoid(z):
    """Logistic function 1 / (1 + e^-z): the probability of the positive class whose logit is z.

    Parameters
    ----------
    z : float array, any shape
        Infinite ones are allowed: their values are the limits 0 and 1.

    Returns
    -------
    probability : float array, shape of `z`
        In [0, 1].

    Raises
    ------
    TypeError, ValueError
        If `z` holds no numbers.

    Notes
    -----
    Lecture 2. It is the softmax of the scores (z, 0). No exponent is positive, so none overflows.

    Examples
    --------
    >>> sigmoid(np.array([0.0, 1.0, -1000.0])).round(4)
    array([0.5   , 0.7311, 0.    ])
    """
    z = float_array("sigmoid", "z", z)
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))
