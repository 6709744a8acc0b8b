"""A net of two sigmoid layers in a few lines (lecture 3)."""

import numpy as np

from course_lib.arguments import float_arrays
from course_lib.losses.sigmoid import sigmoid
from course_lib.progress import progress

# Two bits and a constant 1 for the bias; the target is their exclusive or.
XOR_X = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0]])
XOR_T = np.array([[0.0], [1.0], [1.0], [0.0]])


def first_weights(d, H, C, rng):
    """Draw the weights of both layers uniformly from [-1, 1), as the lecture does.

    Parameters
    ----------
    d, H, C : int
        Inputs, hidden units, outputs.
    rng : numpy.random.Generator or RandomState

    Returns
    -------
    W1 : float array (H, d)
    W2 : float array (C, H)

    Notes
    -----
    Lecture 3: the net for the exclusive or. Drawn input by input, so that the lecture's seed gives the
    lecture's net.
    """
    W1 = rng.uniform(-1, 1, (d, H)).T
    return W1, rng.uniform(-1, 1, (H, C)).T


def two_layer_outputs(X, W1, W2):
    """Outputs of the net for every example.

    Parameters
    ----------
    X : float array (N, d)
    W1 : float array (H, d)
    W2 : float array (C, H)

    Returns
    -------
    hidden : float array (N, H)
        sigmoid(X W1ᵀ)
    outputs : float array (N, C)
        sigmoid(hidden W2ᵀ)

    Notes
    -----
    Lecture 3, with the weights of all lectures: a row of W1 is a hidden unit, a row of W2 an output.

    Examples
    --------
    >>> hidden, outputs = two_layer_outputs(np.ones((1, 2)), np.zeros((4, 2)), np.zeros((1, 4)))
    >>> hidden.tolist(), outputs.tolist()
    ([[0.5, 0.5, 0.5, 0.5]], [[0.5]])
    """
    hidden = sigmoid(X @ W1.T)  # (N, H)
    return hidden, sigmoid(hidden @ W2.T)  # (N, C)


def train_two_layer(X, T, W1, W2, learning_rate, n_steps):
    """Train both layers by full-batch gradient descent on half the summed squared error.

    Parameters
    ----------
    X : float array (N, d)
    T : float array (N, C)
        Targets in [0, 1].
    W1 : float array (H, d)
        First weights of layer 1; not changed.
    W2 : float array (C, H)
        First weights of layer 2; not changed.
    learning_rate : float
    n_steps : int

    Returns
    -------
    W1 : float array (H, d)
    W2 : float array (C, H)

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit.

    Notes
    -----
    Lecture 3: L = ½ Σ (outputs - T)**2, so the error is the delta without a factor 2. Both deltas
    are computed before either layer moves. Lecture 4 derives them.

    Examples
    --------
    >>> W1, W2 = first_weights(3, 4, 1, np.random.RandomState(0))
    >>> W1, W2 = train_two_layer(XOR_X, XOR_T, W1, W2, learning_rate=1, n_steps=5000)
    >>> two_layer_outputs(XOR_X, W1, W2)[1].ravel().round(2)
    array([0.01, 0.99, 0.99, 0.02])
    """
    X, W1, W2, T = float_arrays(
        "train_two_layer",
        X=(X, ("N", "d")),
        W1=(W1, ("H", "d")),
        W2=(W2, ("C", "H")),
        T=(T, ("N", "C")),
    )
    for _ in progress(range(n_steps), "training"):
        hidden, outputs = two_layer_outputs(X, W1, W2)
        delta2 = (outputs - T) * outputs * (1 - outputs)  # (N, C)
        delta1 = (delta2 @ W2) * hidden * (1 - hidden)  # (N, H)
        W2 = W2 - learning_rate * delta2.T @ hidden
        W1 = W1 - learning_rate * delta1.T @ X
    return W1, W2
