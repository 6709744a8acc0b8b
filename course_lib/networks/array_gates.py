"""Backward passes of gates that work on whole arrays, and the walk back over a record of them (capstone)."""

import numpy as np

from course_lib.arguments import float_array, float_arrays, label_array
from course_lib.losses.softmax import softmax


def unbroadcast(dz, shape):
    """Sum a gradient over the axes along which its input was stretched.

    Parameters
    ----------
    dz : float array
        Upstream gradient, of the shape to which the input was broadcast.
    shape : tuple of int
        Shape of the input.

    Returns
    -------
    dx : float array, of that shape

    Raises
    ------
    ValueError
        If an array of that shape does not broadcast to the shape of `dz`.

    Notes
    -----
    Lecture 4: a copy forward is a sum backward.

    Examples
    --------
    >>> unbroadcast(np.array([[1.0, 2.0], [3.0, 4.0]]), (2,))
    array([4., 6.])
    >>> unbroadcast(np.array([[1.0, 2.0], [3.0, 4.0]]), (2, 1))
    array([[3.],
           [7.]])
    """
    dz = float_array("unbroadcast", "dz", dz)
    if not _stretches(shape, dz.shape):
        raise ValueError(f"unbroadcast: `shape` must broadcast to that of `dz`; got {shape} and {dz.shape}.")
    dz = dz.sum(axis=tuple(range(dz.ndim - len(shape))))
    return dz.sum(axis=tuple(axis for axis, n in enumerate(shape) if n != dz.shape[axis]), keepdims=True)


def matmul_backward(dZ, A, B):
    """Backward pass of Z = A B.

    Parameters
    ----------
    dZ : float array (n, m)
        Upstream gradient dL/dZ.
    A : float array (n, k)
    B : float array (k, m)

    Returns
    -------
    dA : float array (n, k)
    dB : float array (k, m)

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit.

    Notes
    -----
    Lecture 4: mul switches, and for matrices the order and the transposes follow from the entries.

    Examples
    --------
    >>> dA, dB = matmul_backward(np.array([[1.0]]), np.array([[2.0, 3.0]]), np.array([[4.0], [5.0]]))
    >>> dA.tolist(), dB.tolist()
    ([[4.0, 5.0]], [[2.0], [3.0]])
    """
    dZ, A, B = float_arrays("matmul_backward", dZ=(dZ, ("n", "m")), A=(A, ("n", "k")), B=(B, ("k", "m")))
    return dZ @ B.T, A.T @ dZ


def log_softmax_backward(dZ, scores):
    """Backward pass of Z = log softmax(scores), row by row.

    Parameters
    ----------
    dZ : float array (N, C)
        Upstream gradient dL/dZ.
    scores : float array (N, C)

    Returns
    -------
    dscores : float array (N, C)
        dZ - p Σ_k dZ_k

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit.

    Notes
    -----
    Lectures 2 and 5: with minus one in the place of the label it is p - t.

    Examples
    --------
    >>> log_softmax_backward(np.array([[-1.0, 0.0]]), np.zeros((1, 2)))
    array([[-0.5,  0.5]])
    """
    dZ, scores = float_arrays("log_softmax_backward", dZ=(dZ, ("N", "C")), scores=(scores, ("N", "C")))
    return dZ - softmax(scores) * dZ.sum(axis=1, keepdims=True)


def pick_backward(dz, X, y):
    """Backward pass of z_n = X[n, y_n], one entry of each row.

    Parameters
    ----------
    dz : float array (N,)
        Upstream gradient dL/dz.
    X : float array (N, C)
    y : int array (N,)
        Which entry of each row, in [0, C).

    Returns
    -------
    dX : float array (N, C)

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit.

    Notes
    -----
    Lecture 4: it routes, as max does.

    Examples
    --------
    >>> pick_backward(np.array([5.0, 7.0]), np.zeros((2, 3)), np.array([2, 0]))
    array([[0., 0., 5.],
           [7., 0., 0.]])
    """
    dz, X = float_arrays("pick_backward", dz=(dz, ("N",)), X=(X, ("N", "C")))
    y = label_array("pick_backward", y, *X.shape, partner="`X` is (N, C)")
    dX = np.zeros(X.shape)
    dX[np.arange(len(y)), y] = dz
    return dX


def walk_back(records):
    """Gradient of the last value of a record, a number, with respect to every value.

    Parameters
    ----------
    records : list of (inputs, backward, value)
        In the order of the forward pass. `inputs` is a tuple of the positions of earlier records; `backward`
        takes the upstream gradient and returns a tuple with one gradient for each of them; `value` is a float
        array of any shape. Where nothing comes in, both are empty.

    Returns
    -------
    gradients : list of float arrays
        The k-th has the shape of the k-th value; 0 where the last value does not depend on it.

    Raises
    ------
    ValueError
        If there is no record, or the last value is no number.

    Notes
    -----
    Lecture 4: reverse order, and gradients add where a value branches.

    Examples
    --------
    >>> x = np.array([1.0, 2.0])
    >>> records = [
    ...     ((), lambda dz: (), x),
    ...     ((0, 0), lambda dz: (dz * x, dz * x), x * x),
    ...     ((1,), lambda dz: (np.full(2, dz),), np.array(5.0)),
    ... ]
    >>> walk_back(records)[0]
    array([2., 4.])
    """
    if not records or np.ndim(records[-1][2]):
        raise ValueError("walk_back: the last value must be a number; got no record, or an array.")
    gradients = [np.zeros(np.shape(value)) for *_, value in records]
    gradients[-1] = np.ones(())
    for k in reversed(range(len(records))):
        inputs, backward, _ = records[k]
        for j, part in zip(inputs, backward(gradients[k]), strict=True):
            gradients[j] = gradients[j] + part
    return gradients


def _stretches(shape, larger):
    """Whether an array of one shape broadcasts to another shape."""
    try:
        return np.broadcast_shapes(shape, larger) == larger
    except ValueError:
        return False
