"""Modules with a memory: forward keeps what backward takes, backward stores gradients (capstone)."""

import numpy as np

from course_lib.losses.softmax import log_softmax
from course_lib.networks.activations import relu_backward
from course_lib.networks.layers import linear_backward, linear_forward


class Linear:
    """Fully connected layer Y = X Wᵀ + b.

    Parameters
    ----------
    W : float array (C, d)
    b : float array (C,)

    Attributes
    ----------
    W, b : float arrays
    dW, db : float arrays, shapes of `W` and `b`
        To which every backward pass adds: a module in two places is a value that branches.

    Notes
    -----
    Lecture 4: forward stores the intermediates. They lie in a stack: the last forward pass is the first to be
    walked back, and a module may stand in two places of one net.

    Examples
    --------
    >>> layer = Linear(np.array([[3.0]]), np.array([1.0]))
    >>> layer.forward(np.array([[2.0]])), layer.backward(np.array([[10.0]])), layer.dW
    (array([[7.]]), array([[30.]]), array([[20.]]))
    """

    def __init__(self, W, b):
        self.W, self.b = W, b
        self.dW, self.db = np.zeros(W.shape), np.zeros(b.shape)
        self.kept = []

    def forward(self, X):
        """X (N, d) -> Y (N, C)."""
        self.kept.append(X)
        return linear_forward(X, self.W, self.b)

    def backward(self, dY):
        """Upstream gradient (N, C) -> dX (N, d)."""
        dX, dW, db = linear_backward(dY, self.kept.pop(), self.W)
        self.dW, self.db = self.dW + dW, self.db + db
        return dX


class ReLU:
    """max(0, X), entry by entry; it has no parameters.

    Examples
    --------
    >>> relu = ReLU()
    >>> relu.forward(np.array([[1.0, -2.0]])), relu.backward(np.array([[4.0, -1.0]]))
    (array([[1., 0.]]), array([[4., 0.]]))
    """

    def __init__(self):
        self.kept = []

    def forward(self, X):
        """X (N, H) -> Y (N, H)."""
        self.kept.append(X)
        return np.maximum(0, X)

    def backward(self, dY):
        """Upstream gradient (N, H) -> dX (N, H)."""
        return relu_backward(dY, self.kept.pop())


class SoftmaxLoss:
    """Mean cross-entropy of scores, the last module of a net.

    Examples
    --------
    >>> loss = SoftmaxLoss()
    >>> round(float(loss.forward(np.zeros((1, 2)), np.array([0]))), 4), loss.backward()
    (0.6931, array([[-0.5,  0.5]]))
    """

    def __init__(self):
        self.kept = []

    def forward(self, scores, y):
        """Scores (N, C), labels (N,) -> loss in nats."""
        log_p = log_softmax(scores)
        self.kept.append((log_p, y))
        return -log_p[np.arange(len(y)), y].mean()

    def backward(self):
        """Gradient of the loss in the scores (N, C)."""
        log_p, y = self.kept.pop()
        dscores = np.exp(log_p)
        dscores[np.arange(len(y)), y] -= 1
        return dscores / len(y)


class Sequential:
    """One module after the other, itself a module.

    Parameters
    ----------
    modules : list of objects with `forward` and `backward`

    Examples
    --------
    >>> net = Sequential([Linear(np.array([[2.0]]), np.zeros(1)), ReLU()])
    >>> net.forward(np.array([[3.0]])), net.backward(np.array([[1.0]]))
    (array([[6.]]), array([[2.]]))
    """

    def __init__(self, modules):
        self.modules = modules

    def forward(self, X):
        """Through all modules, in order."""
        for module in self.modules:
            X = module.forward(X)
        return X

    def backward(self, dY):
        """Through all modules, from the last to the first."""
        for module in reversed(self.modules):
            dY = module.backward(dY)
        return dY
