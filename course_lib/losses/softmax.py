"""Softmax and cross-entropy of lecture 2: scores read as unnormalised log-probabilities."""

import numpy as np

from course_lib.arguments import float_array, label_array, require_finite
from course_lib.losses.linear import linear_loss


def softmax(scores):
    """Probability of each class, e^{s_k} / sum_j e^{s_j}, one example a row.

    Parameters
    ----------
    scores : float array (N, C)
        Logits: unnormalised log-probabilities.

    Returns
    -------
    probabilities : float array (N, C)
        In [0, 1]; every row sums to 1.

    Raises
    ------
    TypeError, ValueError
        If the scores are no (N, C) array of finite numbers.

    Notes
    -----
    Lecture 2. Shifting a row changes nothing, so its maximum is subtracted: the largest
    exponential is e^0 = 1 and none overflows.

    Examples
    --------
    >>> softmax(np.array([[3.2, 5.1, -1.7]])).round(3)
    array([[0.13 , 0.869, 0.001]])
    >>> softmax(np.array([[1000.0, 1000.0, -1000.0]]))
    array([[0.5, 0.5, 0. ]])
    """
    _, exponentials, sums = _exponentials(_scores("softmax", scores))
    return exponentials / sums


def log_softmax(scores):
    """Log-probability of each class, s_k - log sum_j e^{s_j}, in nats.

    Parameters
    ----------
    scores : float array (N, C)

    Returns
    -------
    log_probabilities : float array (N, C)
        At most 0, and finite where the probability itself would be rounded to 0.

    Raises
    ------
    TypeError, ValueError
        If the scores are no (N, C) array of finite numbers.

    Notes
    -----
    Lecture 2: the logarithm is taken of the sum only, never of a probability.

    Examples
    --------
    >>> log_softmax(np.array([[0.0, 0.0, -2000.0]])).round(4).tolist()  # -ln 2, -ln 2, -2000 - ln 2
    [[-0.6931, -0.6931, -2000.6931]]
    """
    shifted, _, sums = _exponentials(_scores("log_softmax", scores))
    return shifted - np.log(sums)


def log_sum_exp(scores):
    """Smooth maximum of each row, log sum_j e^{s_j}.

    Parameters
    ----------
    scores : float array (N, C)

    Returns
    -------
    values : float array (N,)
        Between max_j s_j and max_j s_j + ln C.

    Raises
    ------
    TypeError, ValueError
        If the scores are no (N, C) array of finite numbers.

    Notes
    -----
    Lecture 2. Its gradient is the softmax.

    Examples
    --------
    >>> log_sum_exp(np.array([[1000.0, 1000.0]])).round(4)  # 1000 + ln 2
    array([1000.6931])
    """
    scores = _scores("log_sum_exp", scores)
    _, _, sums = _exponentials(scores)
    return scores.max(axis=1) + np.log(sums[:, 0])


def cross_entropy(scores, y):
    """Negative log-likelihood of each label, -ln p(y_i) with p the softmax of the scores, in nats.

    Parameters
    ----------
    scores : float array (N, C)
        Logits, not probabilities.
    y : int array (N,)

    Returns
    -------
    losses : float array (N,)

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit, the labels are no integers in [0, C), or a score is not finite.

    Notes
    -----
    Lecture 2. The logarithm is the natural one.

    Examples
    --------
    >>> cross_entropy(np.array([[3.2, 5.1, -1.7], [0.0, 0.0, 0.0]]), np.array([0, 1])).round(4)  # last: ln 3
    array([2.0404, 1.0986])
    """
    scores = _scores("cross_entropy", scores)
    y = label_array("cross_entropy", y, *scores.shape, partner="`scores` is (N, C)")
    shifted, _, sums = _exponentials(scores)
    return _losses(shifted, sums, y)


def softmax_loss(W, X, y, reg):
    """Mean cross-entropy of a linear classifier plus reg * sum(W**2), with its gradient.

    Parameters
    ----------
    W : float array (C, d)
        One row of weights per class.
    X : float array (N, d)
        One example a row, so the scores are X @ W.T.
    y : int array (N,)
    reg : float
        Strength of the penalty, at least 0.

    Returns
    -------
    loss : float, nats
    dW : float array (C, d)

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit, the labels are no integers in [0, C), `reg` is negative, or a score
        is not finite.

    Notes
    -----
    Lecture 2. The gradient of one loss to its scores is p - t, with t the one-hot label.

    Examples
    --------
    >>> W, X = np.zeros((2, 2)), np.array([[2.0, -4.0]])
    >>> loss, dW = softmax_loss(W, X, np.array([0]), reg=0.5)  # p - t = (-1/2, 1/2)
    >>> round(loss, 4), dW.tolist()
    (0.6931, [[-1.0, 2.0], [1.0, -2.0]])
    """
    return linear_loss("softmax_loss", mean_cross_entropy, W, X, y, reg)


def mean_cross_entropy(scores, y):
    """Mean cross-entropy of a batch, with its gradient to the scores.

    Parameters
    ----------
    scores : float array (N, C)
        Taken as they are: the model that computed them has checked them and the labels.
    y : int array (N,)

    Returns
    -------
    loss : float, type of the scores; nats
    dscores : float array (N, C)
        (p - t) / N, with p the softmax and t the one-hot labels.

    Notes
    -----
    Lecture 2: the gradient of one loss to its scores is p - t.

    Examples
    --------
    >>> loss, dscores = mean_cross_entropy(np.zeros((1, 2)), np.array([0]))  # ln 2
    >>> round(float(loss), 4), dscores.tolist()
    (0.6931, [[-0.5, 0.5]])
    """
    N = len(y)
    shifted, exponentials, sums = _exponentials(scores)
    dscores = np.divide(exponentials, sums, out=exponentials)  # (N, C), the probabilities
    dscores[np.arange(N), y] -= 1
    dscores /= N
    return _losses(shifted, sums, y).mean(), dscores


def one_hot(y, n_classes):
    """Labels as rows of a unit matrix, the T of L = -sum_i sum_k T_ik ln p(k given x_i).

    Parameters
    ----------
    y : int array (N,)
    n_classes : int
        C.

    Returns
    -------
    T : float array (N, C)

    Raises
    ------
    TypeError, ValueError
        If the labels are no integers in [0, C).

    Notes
    -----
    Lecture 2: a label as a distribution, for the cross-entropy of two distributions.

    Examples
    --------
    >>> one_hot(np.array([2, 0]), 3)
    array([[0., 0., 1.],
           [1., 0., 0.]])
    """
    y = label_array("one_hot", y, len(y), n_classes, partner="`y` itself")
    return np.eye(n_classes)[y]


def _scores(function, scores):
    scores = float_array(function, "scores", scores, ("N", "C"))
    require_finite(function, "`scores`", scores)
    return scores


def _exponentials(scores):
    """Scores minus the largest of their row, the exponentials of these (both (N, C)), and the sums (N, 1)."""
    shifted = scores - scores.max(axis=1, keepdims=True)  # a new array: the caller's stays as it is
    exponentials = np.exp(shifted)
    return shifted, exponentials, exponentials.sum(axis=1, keepdims=True)


def _losses(shifted, sums, y):
    return np.log(sums[:, 0]) - shifted[np.arange(len(y)), y]  # (N,)
