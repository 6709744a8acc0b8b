"""A net of modules that learns to read digits (capstone)."""

import numpy as np

from course_lib.networks.modules import Linear, ReLU, Sequential, SoftmaxLoss
from course_lib.networks.relu_nets import first_layers

HIDDEN, LEARNING_RATE, BATCH, EPOCHS = 100, 0.5, 32, 30


def train_digits(X, y, X_new, rng):
    """Train a net 64-100-10 on digits and read images that it has not seen.

    Parameters
    ----------
    X : float array (N, 64)
    y : int array (N,)
        Labels 0 to 9.
    X_new : float array (M, 64)
    rng : numpy.random.Generator

    Returns
    -------
    labels : int array (M,)

    Notes
    -----
    The learning rate falls linearly to 0: what is left of the noise of mini-batches then dies away.

    Examples
    --------
    >>> from course_lib.datasets import load_digits
    >>> X, y = load_digits()
    >>> labels = train_digits(X[:300], y[:300], X[300:400], np.random.default_rng(0))
    >>> bool(np.mean(labels == y[300:400]) > 0.85)
    True
    """
    (W1, b1), (W2, b2) = first_layers((X.shape[1], HIDDEN, 10), rng)
    layers = Linear(W1, b1), Linear(W2, b2)
    net, loss = Sequential([layers[0], ReLU(), layers[1]]), SoftmaxLoss()
    for epoch in range(EPOCHS):
        alpha = LEARNING_RATE * (1 - epoch / EPOCHS)
        for rows in np.array_split(rng.permutation(len(y)), len(y) // BATCH):
            loss.forward(net.forward(X[rows]), y[rows])
            net.backward(loss.backward())
            for layer in layers:
                layer.W, layer.b = layer.W - alpha * layer.dW, layer.b - alpha * layer.db
                layer.dW, layer.db = 0 * layer.dW, 0 * layer.db
    return net.forward(X_new).argmax(axis=1)
