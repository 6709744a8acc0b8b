"""Points in the plane for pictures of a classifier."""

import numpy as np


def blobs(centres, n_per_class, spread, rng):
    """Draw Gaussian clouds of points, one for each class.

    Parameters
    ----------
    centres : float array (C, d)
    n_per_class : int
    spread : float
        Standard deviation around a centre.
    rng : numpy.random.Generator

    Returns
    -------
    X : float array (C * n_per_class, d)
    y : int array (C * n_per_class,)
        Sorted: the points of class 0 first.

    Examples
    --------
    >>> X, y = blobs([[0.0, 0.0], [5.0, 5.0]], n_per_class=2, spread=0.0, rng=np.random.default_rng(0))
    >>> X.tolist(), y.tolist()
    ([[0.0, 0.0], [0.0, 0.0], [5.0, 5.0], [5.0, 5.0]], [0, 0, 1, 1])
    """
    centres = np.asarray(centres, dtype=np.float64)
    y = np.repeat(np.arange(len(centres)), n_per_class)
    return centres[y] + spread * rng.standard_normal((len(y), centres.shape[1])), y
