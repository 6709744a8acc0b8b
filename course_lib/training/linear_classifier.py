"""A linear classifier: scores X @ W.T, one row of W for each class (lecture 1)."""

import numpy as np

from course_lib.arguments import float_array, label_array
from course_lib.progress import progress


def add_bias(X):
    """Append a column of ones, so that the last column of W is the bias.

    Parameters
    ----------
    X : float array (N, d)

    Returns
    -------
    X1 : float array (N, d + 1)

    Notes
    -----
    The bias trick: W x + b = [W b] [x; 1].

    Examples
    --------
    >>> add_bias(np.array([[5.0, 6.0]]))
    array([[5., 6., 1.]])
    """
    X = float_array("add_bias", "X", X, ("N", "d"))
    return np.hstack([X, np.ones((len(X), 1), dtype=X.dtype)])


def train(loss, X, y, *, n_classes, reg, learning_rate, n_steps, rng, scale=1e-3):
    """Train a linear classifier by gradient descent on the whole data set.

    Parameters
    ----------
    loss : callable
        (W, X, y, reg) -> (loss, dW), for example `svm_loss`, or a student's own.
    X : float array (N, d)
    y : int array (N,)
    n_classes : int
        C.
    reg : float
        Strength of the penalty.
    learning_rate : float
        Step size.
    n_steps : int
    rng : numpy.random.Generator
        Draws the first weights.
    scale : float
        Standard deviation of the first weights. Small, so that the first loss is the one at s = 0.

    Returns
    -------
    W : float array (C, d)
    losses : float array (n_steps,)
        The loss before each step.

    Raises
    ------
    ValueError
        If `loss` returns a gradient of another shape than `W`.

    Notes
    -----
    A progress bar goes to standard output when training takes longer than two seconds.

    Examples
    --------
    >>> from course_lib.losses.hinge import svm_loss
    >>> X, y = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0, 1])
    >>> rng = np.random.default_rng(0)
    >>> W, losses = train(svm_loss, X, y, n_classes=2, reg=0, learning_rate=1, n_steps=5, rng=rng)
    >>> losses.round(1), predict(W, X)
    (array([1., 0., 0., 0., 0.]), array([0, 1]))
    """
    X = float_array("train", "X", X, ("N", "d"))
    y = label_array("train", y, len(X), n_classes, partner="`X` is (N, d)")
    W = scale * rng.standard_normal((n_classes, X.shape[1])).astype(X.dtype)
    losses = np.empty(n_steps)
    for step in progress(range(n_steps), "training"):
        losses[step], dW = loss(W, X, y, reg)
        if np.shape(dW) != W.shape:
            raise ValueError(
                f"train: `loss` must return dW in the shape of W, {W.shape}; got {np.shape(dW)}."
            )
        W = W - learning_rate * dW
    return W, losses


def predict(W, X):
    """Class with the highest score for each example.

    Parameters
    ----------
    W : float array (C, d)
    X : float array (N, d)

    Returns
    -------
    labels : int array (N,)

    Examples
    --------
    >>> predict(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[2.0, 7.0]]))
    array([1])
    """
    return np.argmax(X @ W.T, axis=1)


def accuracy(W, X, y):
    """Share of the examples whose highest score is that of their label, in [0, 1].

    Examples
    --------
    >>> accuracy(np.array([[1.0], [-1.0]]), np.array([[2.0], [3.0]]), np.array([0, 1]))
    0.5
    """
    return float(np.mean(predict(W, X) == np.asarray(y)))


def templates(W, image_shape):
    """Rows of W as images: what each class looks for.

    Parameters
    ----------
    W : float array (C, d + 1)
        Trained with the bias trick; the bias is left out.
    image_shape : tuple of int
        (rows, columns) with rows * columns = d.

    Returns
    -------
    images : float array (C, rows, columns)

    Raises
    ------
    ValueError
        If an image has not d pixels.

    Notes
    -----
    Lecture 1, the visual viewpoint: a score is the inner product of image and template.

    Examples
    --------
    >>> templates(np.arange(10.0).reshape(2, 5), (2, 2))[1].tolist()
    [[5.0, 6.0], [7.0, 8.0]]
    """
    if W.shape[1] != np.prod(image_shape) + 1:
        raise ValueError(
            f"templates: `W` must have one column per pixel and one for the bias; "
            f"got {W.shape} for images of {image_shape}."
        )
    return W[:, :-1].reshape(-1, *image_shape)
