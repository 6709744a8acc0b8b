"""A curve with two valleys, and where descent ends on it (lecture 3)."""

import numpy as np

from course_lib.arguments import count, float_array, non_negative

MINIMA = np.array([-1.52568712, 1.26703510])  # the global one, then the local one: 2x³ − 4x + 1 = 0
RIDGE = 0.25865202  # the maximum between them
NEAR = 0.1  # so close to a minimum, a descent has arrived


def curve(x):
    """Return 0.5x⁴ − 2x² + x + 5, the curve of the lecture."""
    return 0.5 * x**4 - 2 * x**2 + x + 5


def slope(x):
    """Return its derivative by hand, 2x³ − 4x + 1."""
    return 2 * x**3 - 4 * x + 1


def descents(starts, alpha, n_steps):
    """Descend on the curve from many starts at once.

    Parameters
    ----------
    starts : float array (N,)
    alpha : float
    n_steps : int

    Returns
    -------
    paths : float array (n_steps + 1, N)
        Infinite or NaN where a descent has diverged.

    Examples
    --------
    >>> descents(np.array([0.0, 2.0]), 0.1, 2)
    array([[ 0.    ,  2.    ],
           [-0.1   ,  1.1   ],
           [-0.2398,  1.1738]])
    """
    paths = np.empty((n_steps + 1, len(starts)))
    paths[0] = starts
    with np.errstate(over="ignore", invalid="ignore"):
        for step in range(n_steps):
            paths[step + 1] = paths[step] - alpha * slope(paths[step])
    return paths


def basins(starts, alpha, n_steps):
    """Say in which minimum of the curve the descent from each start ends.

    Parameters
    ----------
    starts : float array (N,)
    alpha : float
        The step size, at least 0.
    n_steps : int
        At least 0.

    Returns
    -------
    ends : int array (N,)
        0 for the global minimum at −1.53, 1 for the local one at 1.27, and -1 for a descent that is not
        closer than 0.1 to either after its last step: not there yet, or diverged.

    Raises
    ------
    TypeError, ValueError
        If an argument is no number of its type.

    Notes
    -----
    Lecture 3. The starts that lead to a minimum are its basin; for short steps the basins meet at the ridge.

    Examples
    --------
    >>> basins(np.array([0.2, 0.3, 2.5, 9.0]), alpha=0.05, n_steps=300)
    array([ 0,  1,  1, -1])
    >>> basins(np.array([2.5]), alpha=0.12, n_steps=300)  # over the ridge
    array([0])
    """
    function = "basins"
    starts, alpha = float_array(function, "starts", starts), non_negative(function, "alpha", alpha)
    last = descents(starts, alpha, count(function, "n_steps", n_steps, 0))[-1]
    left, right = np.abs(last - MINIMA[:, None]) < NEAR
    return np.where(left, 0, np.where(right, 1, -1))
