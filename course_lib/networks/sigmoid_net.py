"""A net of two sigmoid layers in a few lines (lecture 3)."""

import numpy as np

from course_lib.arguments import float_arrays
from course_lib.losses.sigmoid import sigmoid
from course_lib.progress import progress

# Two bits and a constant 1 for the bias; the target is their exclusive or.
XOR_X = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0]])
XOR_Y = np.array([[0.0], [1.0], [1.0], [0.0]])


def first_weights(shape, rng):
    """Draw weights uniformly from [-1, 1), as the lecture does.

    Parameters
    ----------
    shape : tuple of int
    rng : numpy.random.Generator or RandomState

    Returns
    -------
    W : float array of that shape

    Notes
    -----
    Lecture 3: the weights of the net for the exclusive or.
    """
    return rng.uniform(-1, 1, shape)


def two_layer_outputs(X, W0, W1):
    """Outputs of the net for every example.

    Parameters
    ----------
    X : float array (N, d)
    W0 : float array (d, H)
    W1 : float array (H, C)

    Returns
    -------
    hidden : float array (N, H)
        sigmoid(X W0)
    outputs : float array (N, C)
        sigmoid(hidden W1)

    Notes
    -----
    Lecture 3. Here the weights stand on the right of X, so they are (inputs, outputs).

    Examples
    --------
    >>> hidden, outputs = two_layer_outputs(np.ones((1, 2)), np.zeros((2, 4)), np.zeros((4, 1)))
    >>> hidden.tolist(), outputs.tolist()
    ([[0.5, 0.5, 0.5, 0.5]], [[0.5]])
    """
    hidden = sigmoid(X @ W0)  # (N, H)
    return hidden, sigmoid(hidden @ W1)  # (N, C)


def train_two_layer(X, Y, W0, W1, learning_rate, n_steps):
    """Train both layers by full-batch gradient descent on half the summed squared error.

    Parameters
    ----------
    X : float array (N, d)
    Y : float array (N, C)
        Targets in [0, 1].
    W0 : float array (d, H)
        First weights of layer 0; not changed.
    W1 : float array (H, C)
        First weights of layer 1; not changed.
    learning_rate : float
    n_steps : int

    Returns
    -------
    W0 : float array (d, H)
    W1 : float array (H, C)

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit.

    Notes
    -----
    Lecture 3: L = ½ Σ (outputs - Y)**2, so the error is the delta without a factor 2. Both deltas
    are computed before either layer moves. Lecture 4 derives them.

    Examples
    --------
    >>> rng = np.random.RandomState(0)
    >>> W0, W1 = first_weights((3, 4), rng), first_weights((4, 1), rng)
    >>> W0, W1 = train_two_layer(XOR_X, XOR_Y, W0, W1, learning_rate=1, n_steps=5000)
    >>> two_layer_outputs(XOR_X, W0, W1)[1].ravel().round(2)
    array([0.01, 0.99, 0.99, 0.02])
    """
    X, W0, W1, Y = float_arrays(
        "train_two_layer",
        X=(X, ("N", "d")),
        W0=(W0, ("d", "H")),
        W1=(W1, ("H", "C")),
        Y=(Y, ("N", "C")),
    )
    for _ in progress(range(n_steps), "training"):
        hidden, outputs = two_layer_outputs(X, W0, W1)
        delta1 = (outputs - Y) * outputs * (1 - outputs)  # (N, C)
        delta0 = (delta1 @ W1.T) * hidden * (1 - hidden)  # (N, H)
        W1 = W1 - learning_rate * hidden.T @ delta1
        W0 = W0 - learning_rate * X.T @ delta0
    return W0, W1
