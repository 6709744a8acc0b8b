"""Nets of fully connected layers with ReLU between them and a loss on the end (lecture 4)."""

import numpy as np

from course_lib.arguments import label_array, non_negative, require_finite
from course_lib.losses.registry import LOSSES
from course_lib.networks.activations import relu
from course_lib.networks.layers import linear_forward, parameter_gradients


def two_layer_loss(X, y, W1, b1, W2, b2, reg):
    """Mean cross-entropy of the net W2 max(0, W1 x + b1) + b2, plus a penalty, with all gradients.

    Parameters
    ----------
    X : float array (N, d)
    y : int array (N,)
    W1 : float array (H, d)
    b1 : float array (H,)
    W2 : float array (C, H)
    b2 : float array (C,)
    reg : float
        Strength of the penalty reg * (sum(W1**2) + sum(W2**2)), at least 0; biases are not penalised.

    Returns
    -------
    loss : float, nats
    grads : dict
        "W1", "b1", "W2", "b2" -> gradient in the shape of that parameter.

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit, the labels are no integers in [0, C), `reg` is negative, or a score
        is not finite.

    Notes
    -----
    Lecture 4: a two-layer net with all its gradients.

    Examples
    --------
    >>> X, y = np.array([[1.0, 2.0]]), np.array([0])
    >>> W1, b1, W2, b2 = np.ones((3, 2)), np.zeros(3), np.zeros((2, 3)), np.zeros(2)
    >>> loss, grads = two_layer_loss(X, y, W1, b1, W2, b2, reg=0.0)
    >>> round(loss, 4), grads["b2"].tolist(), grads["W2"][0].tolist()  # ln 2, p - t, (p - t) h
    (0.6931, [-0.5, 0.5], [-1.5, -1.5, -1.5])
    """
    loss, gradients = net_loss(X, y, [(W1, b1), (W2, b2)], reg)
    (dW1, db1), (dW2, db2) = gradients
    return loss, {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


def two_layer_forward(X, W1, b1, W2, b2):
    """Hidden values and scores of the net W2 max(0, W1 x + b1) + b2.

    Parameters
    ----------
    X : float array (N, d)
    W1 : float array (H, d)
    b1 : float array (H,)
    W2 : float array (C, H)
    b2 : float array (C,)

    Returns
    -------
    hidden : float array (N, H)
        Behind the ReLU.
    scores : float array (N, C)

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit, or a score is not finite.

    Notes
    -----
    Lecture 4: the forward pass, with what the backward pass will need.

    Examples
    --------
    >>> hidden, scores = two_layer_forward(np.array([[2.0]]), np.array([[1.0], [-1.0]]), np.zeros(2),
    ...                                    np.array([[3.0, 5.0]]), np.ones(1))
    >>> hidden.tolist(), scores.tolist()
    ([[2.0, 0.0]], [[7.0]])
    """
    scores, [_, (hidden, _)] = _forward(X, [(W1, b1), (W2, b2)])
    return hidden, scores


def net_loss(X, y, layers, reg, loss="softmax"):
    """Loss of a net of any depth, with the gradient of every layer.

    Parameters
    ----------
    X : float array (N, d)
    y : int array (N,)
    layers : sequence of (W, b)
        (outputs, inputs) and (outputs,); ReLU between them.
    reg : float
        Strength of the penalty on all W.
    loss : str
        A row of `course_lib.losses.registry.LOSSES`: "softmax" or "hinge".

    Returns
    -------
    loss : float
    gradients : list of (dW, db)

    Raises
    ------
    TypeError, ValueError
        If the arguments do not fit.

    Notes
    -----
    Lecture 4: forward stores what backward needs, backward runs in reverse order.

    Examples
    --------
    >>> loss, gradients = net_loss(np.ones((1, 2)), [1], [(np.zeros((3, 2)), np.zeros(3))], 0.0, "hinge")
    >>> loss, gradients[0][1].tolist()
    (2.0, [1.0, -2.0, 1.0])
    """
    reg = non_negative("net_loss", "reg", reg)
    if loss not in LOSSES:
        raise ValueError(f"net_loss: `loss` must be one of {', '.join(LOSSES)}; got {loss!r}.")
    scores, stored = _forward(X, layers)
    y = label_array("net_loss", y, *scores.shape, partner="`X` is (N, d)")
    value, dY = LOSSES[loss](scores, y)
    gradients = []
    for (W, _), (H, relu_backward) in zip(reversed(layers), reversed(stored), strict=True):
        dW, db = parameter_gradients(dY, H)
        dW += 2 * reg * W  # a new array of this layer's: nobody else holds it
        gradients.append((dW, db))
        dY = relu_backward(dY @ W) if relu_backward else None  # nobody asks for the gradient of X
    return float(value + reg * sum((W**2).sum() for W, _ in layers)), gradients[::-1]


def net_scores(X, layers):
    """Scores of a net.

    Parameters
    ----------
    X : float array (N, d)
    layers : sequence of (W, b)

    Returns
    -------
    scores : float array (N, C)

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit.

    Examples
    --------
    >>> hidden, last = (np.array([[1.0], [-2.0]]), np.zeros(2)), (np.ones((1, 2)), np.ones(1))
    >>> net_scores(np.array([[-1.0]]), [hidden, last])  # max(0, -1) + max(0, 2) + 1
    array([[3.]])
    """
    return _forward(X, layers)[0]


def first_layers(sizes, rng, dtype=np.float64):
    """Draw the first weights of a net: normal with variance 2 / inputs, biases 0.

    Parameters
    ----------
    sizes : sequence of int
        Inputs, hidden layers, classes.
    rng : numpy.random.Generator
    dtype : NumPy type

    Returns
    -------
    layers : list of (W, b)

    Notes
    -----
    K. He et al., *Delving Deep into Rectifiers*, 2015: ReLU halves the variance, the 2 makes up for it.

    Examples
    --------
    >>> [(W.shape, b.shape) for W, b in first_layers((64, 30, 10), np.random.default_rng(0))]
    [((30, 64), (30,)), ((10, 30), (10,))]
    """
    return [
        ((rng.normal(size=(n, m)) * np.sqrt(2 / m)).astype(dtype), np.zeros(n, dtype))
        for m, n in zip(sizes, sizes[1:], strict=False)
    ]


def _forward(X, layers):
    """Return the scores, and for each layer its input with the backward pass of the ReLU that made it."""
    stored, H, relu_backward = [], X, None
    for W, b in layers:
        if stored:
            H, relu_backward = relu(H)
        stored.append((H, relu_backward))
        H = linear_forward(H, W, b)
    require_finite("net_loss", "`X` and the weights", H)
    return H, stored
