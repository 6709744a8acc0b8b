"""The full Jacobian of any function, column by column from differences."""

import numpy as np

from course_lib.arguments import float_array
from course_lib.derivatives.gradcheck import STEP


def numerical_jacobian(f, x, h=STEP):
    """Jacobian by centred differences, one coordinate of x at a time.

    Parameters
    ----------
    f : callable
        float array (shape of `x`) -> float array of any shape, always the same.
    x : float array, any shape
        Where. It is not changed.
    h : float
        Half the distance between the two points, in units of `x`.

    Returns
    -------
    jacobian : float array, shape of f(x) followed by the shape of x
        [i, j] is dy_i / dx_j, where i and j are indices of y and of x.

    Raises
    ------
    ValueError
        If `h` is not positive.

    Notes
    -----
    Lecture 5: a vector by a matrix gives three axes, which is what "tensor" means there.

    Examples
    --------
    >>> numerical_jacobian(lambda x: np.array([x[0] * x[1], x[1]]), np.array([2.0, 3.0])).round(6)
    array([[3., 2.],
           [0., 1.]])
    """
    if not h > 0:
        raise ValueError(f"numerical_jacobian: `h` must be positive; got {h}.")
    x = np.array(float_array("numerical_jacobian", "x", x), dtype=np.float64)  # the caller's never moves
    columns = []
    for index in np.ndindex(x.shape):
        centre = x[index]
        x[index] = centre + h
        above = np.array(f(x), dtype=np.float64)
        x[index] = centre - h
        columns.append((above - np.asarray(f(x), dtype=np.float64)) / (2 * h))
        x[index] = centre
    return np.moveaxis(np.array(columns), 0, -1).reshape(*columns[0].shape, *x.shape)
