"""Batch and layer normalisation with their backward passes (named in lecture 1)."""

import numpy as np

from course_lib.arguments import float_arrays

EPSILON = 1e-5  # keeps a constant column or row from dividing by 0


def batch_norm(X, gamma, beta, epsilon=EPSILON):
    """Rescale every column of a batch to mean 0 and variance 1, then to a learned scale and shift.

    Parameters
    ----------
    X : float array (N, d)
    gamma, beta : float array (d,)
        Scale and shift.
    epsilon : float
        Added to the variance.

    Returns
    -------
    Y : float array (N, d)
    backward : callable
        dL/dY -> (dX, dgamma, dbeta)

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit.

    Notes
    -----
    S. Ioffe and C. Szegedy, *Batch Normalization*, 2015. Mean and variance are those of this batch, as in
    training; so every row of dX depends on all rows of dY.

    Examples
    --------
    >>> Y, backward = batch_norm(np.array([[1.0], [3.0]]), np.array([10.0]), np.array([5.0]), epsilon=0)
    >>> Y.ravel(), backward(np.array([[2.0], [3.0]]))[1:]
    (array([-5., 15.]), (array([1.]), array([5.])))
    """
    return _normalised("batch_norm", X, gamma, beta, epsilon, axis=0)


def layer_norm(X, gamma, beta, epsilon=EPSILON):
    """Rescale every row (example) to mean 0 and variance 1, then to a learned scale and shift.

    Parameters
    ----------
    X : float array (N, d)
    gamma, beta : float array (d,)
        Scale and shift.
    epsilon : float
        Added to the variance.

    Returns
    -------
    Y : float array (N, d)
    backward : callable
        dL/dY -> (dX, dgamma, dbeta)

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit.

    Notes
    -----
    J. L. Ba et al., *Layer Normalization*, 2016. Examples do not mix.

    Examples
    --------
    >>> Y, backward = layer_norm(np.array([[1.0, 3.0]]), np.ones(2), np.zeros(2), epsilon=0)
    >>> Y
    array([[-1.,  1.]])
    """
    return _normalised("layer_norm", X, gamma, beta, epsilon, axis=1)


def _normalised(function, X, gamma, beta, epsilon, axis):
    X, gamma, beta = float_arrays(function, X=(X, ("N", "d")), gamma=(gamma, ("d",)), beta=(beta, ("d",)))
    centred = X - X.mean(axis=axis, keepdims=True)
    scale = 1 / np.sqrt(np.mean(centred**2, axis=axis, keepdims=True) + epsilon)
    Z = centred * scale  # mean 0, variance 1 along the axis

    def backward(dY):
        dZ = dY * gamma
        # What changes mean or variance only is taken out again: the output does not see it.
        along_mean = dZ.mean(axis=axis, keepdims=True)
        along_scale = Z * np.mean(dZ * Z, axis=axis, keepdims=True)
        return scale * (dZ - along_mean - along_scale), np.sum(dY * Z, axis=0), dY.sum(axis=0)

    return gamma * Z + beta, backward
