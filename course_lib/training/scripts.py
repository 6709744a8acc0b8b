"""Eight short training scripts as they should be; in the notebooks they stand with one thing wrong."""

import numpy as np


def _softmax(scores):
    """Row by row, shifted by the maximum."""
    exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)


def softmax_descent(W, X, y, learning_rate, n_steps):
    """Full-batch descent of a softmax classifier.

    Parameters
    ----------
    W : float array (C, d)
    X : float array (N, d)
    y : int array (N,)
    learning_rate : float
    n_steps : int

    Returns
    -------
    losses : float array (n_steps,)
        Mean cross-entropy in nats, before each step.

    Notes
    -----
    Scripts 1 and 2 of "Find the bug", lecture 2: softmax once, over the classes.
    """
    T, losses = np.eye(len(W))[y], []
    for _ in range(n_steps):
        p = _softmax(X @ W.T)  # (N, C)
        losses.append(-np.mean(np.log(np.sum(p * T, axis=1))))
        W = W - learning_rate * (p - T).T @ X / len(X)
    return np.array(losses)


def line_descent(w, X, t, learning_rate, n_steps):
    """Full-batch descent of a linear regression.

    Parameters
    ----------
    w : float array (d,)
    X : float array (N, d)
    t : float array (N,)
    learning_rate : float
    n_steps : int

    Returns
    -------
    losses : float array (n_steps,)
        Mean squared error before each step.

    Notes
    -----
    Script 3, lecture 3: the gradient of a mean is a mean.
    """
    losses = []
    for _ in range(n_steps):
        errors = X @ w - t
        losses.append(np.mean(errors**2))
        w = w - learning_rate * 2 * X.T @ errors / len(X)
    return np.array(losses)


def shuffled_descent(W, X, y, learning_rate, n_epochs, rng):
    """Descent of a softmax classifier, one example a step, in a new order in each epoch.

    Parameters
    ----------
    W, X, y, learning_rate
        As in `softmax_descent`.
    n_epochs : int
    rng : numpy Generator
        Draws one order for each epoch.

    Returns
    -------
    losses : float array (n_epochs,)
        Mean cross-entropy after each epoch.

    Notes
    -----
    Script 4, lecture 3: images and labels are shuffled together.
    """
    T, losses = np.eye(len(W))[y], []
    for _ in range(n_epochs):
        order = rng.permutation(len(X))
        for x, target in zip(X[order], T[order], strict=True):
            p = _softmax((W @ x)[None])[0]
            W = W - learning_rate * np.outer(p - target, x)
        losses.append(-np.mean(np.log(np.sum(_softmax(X @ W.T) * T, axis=1))))
    return np.array(losses)


def best_on_validation(w, X, t, X_val, t_val, learning_rate, n_steps):
    """Descent of a linear regression that keeps the weights with the lowest validation loss.

    Parameters
    ----------
    w, X, t, learning_rate, n_steps
        As in `line_descent`.
    X_val : float array (N_val, d)
    t_val : float array (N_val,)

    Returns
    -------
    best : float array (d,)

    Notes
    -----
    Script 5, lecture 3: what is kept must not move along.
    """
    best, lowest = w, np.inf
    for _ in range(n_steps):
        w = w - learning_rate * 2 * X.T @ (X @ w - t) / len(X)
        loss = np.mean((X_val @ w - t_val) ** 2)
        if loss < lowest:
            best, lowest = w, loss
    return best


def held_out_descent(W, X, y, n_train, learning_rate, batch_size, n_steps, rng):
    """Mini-batch descent of a softmax classifier on the first examples, measured on the others.

    Parameters
    ----------
    W, X, y, learning_rate, n_steps
        As in `softmax_descent`.
    n_train : int
        The first so many examples are trained on, the others are held out.
    batch_size : int
    rng : numpy Generator
        Draws the rows of each batch, without repeats.

    Returns
    -------
    losses : float array (n_steps,)
        Mean cross-entropy of the held-out examples after each step.

    Notes
    -----
    Script 6, lecture 3: what is held out is in no batch.
    """
    T, losses = np.eye(len(W))[y], []
    for _ in range(n_steps):
        rows = rng.choice(n_train, batch_size, replace=False)
        p = _softmax(X[rows] @ W.T)
        W = W - learning_rate * (p - T[rows]).T @ X[rows] / batch_size
        held_out = _softmax(X[n_train:] @ W.T)
        losses.append(-np.mean(np.log(np.sum(held_out * T[n_train:], axis=1))))
    return np.array(losses)


def net_descent(X, T, W1, W2, learning_rate, n_steps):
    """Full-batch descent of a net with one hidden layer of ReLU units.

    Parameters
    ----------
    X : float array (N, d)
    T : float array (N, C)
    W1 : float array (H, d)
    W2 : float array (C, H)
    learning_rate : float
    n_steps : int

    Returns
    -------
    losses : float array (n_steps,)
        Mean squared error before each step.

    Notes
    -----
    Script 7, lecture 4: the gradient of one step is that of one step.
    """
    losses = []
    for _ in range(n_steps):
        H = np.maximum(0, X @ W1.T)  # (N, H)
        errors = H @ W2.T - T  # (N, C)
        losses.append(np.mean(np.sum(errors**2, axis=1)))
        dY = 2 * errors / len(X)
        dH = (dY @ W2) * (H > 0)
        W2 = W2 - learning_rate * dY.T @ H
        W1 = W1 - learning_rate * dH.T @ X
    return np.array(losses)


def shared_descent(X, T, W, learning_rate, n_steps):
    """Full-batch descent of a net that uses one matrix in both of its layers.

    Parameters
    ----------
    X, T : float arrays (N, d)
    W : float array (d, d)
    learning_rate : float
    n_steps : int

    Returns
    -------
    losses : float array (n_steps,)
        Mean squared error before each step.

    Notes
    -----
    Script 8, lecture 4: where a value branches, its gradients add.
    """
    losses = []
    for _ in range(n_steps):
        A = np.tanh(X @ W.T)
        B = np.tanh(A @ W.T)
        losses.append(np.mean(np.sum((B - T) ** 2, axis=1)))
        dB = 2 * (B - T) / len(X) * (1 - B**2)
        dA = dB @ W * (1 - A**2)
        W = W - learning_rate * (dB.T @ A + dA.T @ X)
    return np.array(losses)
