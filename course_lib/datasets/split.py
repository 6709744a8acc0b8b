"""Examples to learn from, and examples to judge by."""


def split(X, y, n_train, rng):
    """Split a data set at random into two parts without overlap.

    Parameters
    ----------
    X : array (N, ...)
    y : array (N,)
    n_train : int
        Size of the first part, less than N.
    rng : numpy.random.Generator

    Returns
    -------
    X_train, y_train : arrays (n_train, ...) and (n_train,)
    X_test, y_test : arrays (N - n_train, ...) and (N - n_train,)

    Raises
    ------
    ValueError
        If one part would be empty, or `X` and `y` differ in length.

    Examples
    --------
    >>> import numpy as np
    >>> X_train, y_train, X_test, y_test = split(np.eye(3), np.arange(3), 2, np.random.default_rng(0))
    >>> sorted([*y_train.tolist(), *y_test.tolist()])
    [0, 1, 2]
    """
    N = len(X)
    if len(y) != N:
        raise ValueError(f"split: `X` and `y` must have the same length; got {N} and {len(y)}.")
    if not 0 < n_train < N:
        raise ValueError(f"split: `n_train` must lie between 1 and {N - 1}; got {n_train}.")
    order = rng.permutation(N)
    first, second = order[:n_train], order[n_train:]
    return X[first], y[first], X[second], y[second]
