"""A net with one hidden layer that approximates a function of one input (lecture 4)."""

import numpy as np

FUNCTIONS = {
    "a wave": lambda x: np.sin(2 * np.pi * x) + 0.5 * np.sin(6 * np.pi * x),
    "a bell": lambda x: 2 * np.exp(-((x - 0.6) ** 2) / 0.008) - 0.5,
    "a corner": lambda x: 3 * np.abs(x - 0.3) - 1,
    "a jump (not continuous)": lambda x: np.where(x < 0.503, -1.0, 1.0),
}


def fitted_relus(f, width):
    """Return the net b + Σ wᵢ max(0, x - kᵢ) of `width` units, equal to `f` at 0, at its kinks and at 1.

    Parameters
    ----------
    f : callable
        float array (n,) in [0, 1] -> float array (n,).
    width : int
        Number of hidden ReLUs, with kinks at 0, 1/width, 2/width ...

    Returns
    -------
    net : callable
        float array (n,) in [0, 1] -> float array (n,), continuous and straight between the kinks.

    Notes
    -----
    Lecture 4: the construction behind universal approximation, for one input.

    Examples
    --------
    >>> net = fitted_relus(np.square, 2)  # kinks at 0 and 1/2
    >>> net(np.array([0.0, 0.5, 1.0]))
    array([0.  , 0.25, 1.  ])
    """
    points = np.linspace(0, 1, width + 1)  # the last is no kink: beyond it nothing is asked
    slopes = np.diff(f(points)) * width
    weights = np.diff(slopes, prepend=0)  # each unit changes the slope from its kink on

    def net(x):
        return f(points[0]) + np.maximum(0, x[:, None] - points[:-1]) @ weights

    return net
