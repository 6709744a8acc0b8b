"""Layers with their backward passes: each returns its output and `backward` (lecture 4).

Element-wise layers without parameters (ReLU, sigmoid, tanh) are `course_lib.networks.activations`;
normalising layers are `course_lib.networks.normalisation`.
"""

from course_lib.arguments import float_array, float_arrays
from course_lib.losses.linear import weight_gradient


def linear_forward(X, W, b):
    """Fully connected layer: every output is a weighted sum of all inputs plus a bias.

    Parameters
    ----------
    X : float array (N, d)
    W : float array (C, d)
    b : float array (C,)

    Returns
    -------
    Y : float array (N, C)
        X Wᵀ + b

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit.

    Notes
    -----
    Lecture 4: h = W x for every example x, one example a row.

    Examples
    --------
    >>> import numpy as np
    >>> linear_forward(np.array([[1.0, 2.0]]), np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]), np.ones(3))
    array([[2., 3., 4.]])
    """
    X, W, b = float_arrays("linear_forward", X=(X, ("N", "d")), W=(W, ("C", "d")), b=(b, ("C",)))
    return X @ W.T + b


def linear_backward(dY, X, W):
    """Backward pass of Y = X Wᵀ + b.

    Parameters
    ----------
    dY : float array (N, C)
        Upstream gradient dL/dY.
    X : float array (N, d)
    W : float array (C, d)

    Returns
    -------
    dX : float array (N, d)
    dW : float array (C, d)
    db : float array (C,)

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit.

    Notes
    -----
    Lecture 4. The bias is copied to all N rows, so its gradient is summed over them.

    Examples
    --------
    >>> import numpy as np
    >>> dY, X = np.array([[1.0], [2.0]]), np.array([[1.0, 0.0], [0.0, 3.0]])
    >>> dX, dW, db = linear_backward(dY, X, np.ones((1, 2)))
    >>> dX.tolist(), dW.tolist(), db.tolist()
    ([[1.0, 1.0], [2.0, 2.0]], [[1.0, 6.0]], [3.0])
    """
    dY, X, W = float_arrays("linear_backward", dY=(dY, ("N", "C")), X=(X, ("N", "d")), W=(W, ("C", "d")))
    return dY @ W, *parameter_gradients(dY, X)


def parameter_gradients(dY, X):
    """Backward pass of Y = X Wᵀ + b to the parameters only, as the first layer of a net needs it.

    Parameters
    ----------
    dY : float array (N, C)
    X : float array (N, d)

    Returns
    -------
    dW : float array (C, d)
    db : float array (C,)

    Examples
    --------
    >>> import numpy as np
    >>> parameter_gradients(np.array([[1.0], [2.0]]), np.array([[1.0, 0.0], [0.0, 3.0]]))
    (array([[1., 6.]]), array([3.]))
    """
    return weight_gradient(dY, X), dY.sum(axis=0)


def linear(X, W, b):
    """Fully connected layer with its backward pass.

    Parameters
    ----------
    X : float array (N, d)
    W : float array (C, d)
    b : float array (C,)

    Returns
    -------
    Y : float array (N, C)
    backward : callable
        dL/dY -> (dX, dW, db)

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit.

    Notes
    -----
    Lecture 4: a layer keeps what its backward pass needs.

    Examples
    --------
    >>> import numpy as np
    >>> Y, backward = linear(np.array([[2.0]]), np.array([[3.0]]), np.array([1.0]))
    >>> Y.tolist(), [part.tolist() for part in backward(np.array([[10.0]]))]
    ([[7.0]], [[[30.0]], [[20.0]], [10.0]])
    """
    return linear_forward(X, W, b), lambda dY: linear_backward(dY, X, W)


def dropout(X, keep, rng):
    """Leave entries out at random during training, with the backward pass.

    Parameters
    ----------
    X : float array, any shape
    keep : float
        Probability in (0, 1] that an entry stays. What stays is divided by it: the expected value does not
        change, and nothing is to be done when the net is used.
    rng : numpy.random.Generator

    Returns
    -------
    Y : float array, shape of `X`
    backward : callable
        dL/dY -> dL/dX, through the entries that stayed.

    Raises
    ------
    TypeError, ValueError
        If `X` holds no numbers or `keep` is out of range.

    Notes
    -----
    Lecture 1 names it; N. Srivastava et al., *Dropout*, 2014.

    Examples
    --------
    >>> import numpy as np
    >>> Y, backward = dropout(np.ones(4), 0.5, np.random.default_rng(0))
    >>> Y, backward(np.array([1.0, 2.0, 3.0, 4.0]))
    (array([0., 2., 2., 2.]), array([0., 4., 6., 8.]))
    """
    X = float_array("dropout", "X", X)
    if not 0 < keep <= 1:
        raise ValueError(f"dropout: `keep` must be above 0 and at most 1; got {keep}.")
    factor = (rng.random(X.shape) < keep).astype(X.dtype) / X.dtype.type(keep)
    return X * factor, lambda dY: dY * factor
