"""Softmax and cross-entropy of lecture 2: scores read as unnormalised log-probabilities."""

import numpy as np

from course_lib.arguments import float_array, label_array, require_finite, strength


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
    Lecture 2, rows 2.1 and 2.7. Shifting a row changes nothing, so its maximum is subtracted: the largest
    exponential is e^0 = 1 and none overflows.

    Examples
    --------
    >>> softmax(np.array([[3.2, 5.1, -1.7]])).round(3)
    array([[0.13 , 0.869, 0.001]])
    >>> softmax(np.array([[1000.0, 1000.0, -1000.0]]))
    array([[0.5, 0.5, 0. ]])
    """
    exponentials = np.exp(_shifted(_scores("softmax", scores)))  # (N, C)
    return exponentials / exponentials.sum(axis=1, keepdims=True)


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
    Lecture 2, row 2.7: the logarithm is taken of the sum only, never of a probability.

    Examples
    --------
    >>> log_softmax(np.array([[0.0, 0.0, -2000.0]])).round(4).tolist()  # -ln 2, -ln 2, -2000 - ln 2
    [[-0.6931, -0.6931, -2000.6931]]
    """
    shifted = _shifted(_scores("log_softmax", scores))  # (N, C)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


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
    Lecture 2, row 2.7. Its gradient is the softmax.

    Examples
    --------
    >>> log_sum_exp(np.array([[1000.0, 1000.0]])).round(4)  # 1000 + ln 2
    array([1000.6931])
    """
    scores = _scores("log_sum_exp", scores)
    return scores.max(axis=1) + np.log(np.exp(_shifted(scores)).sum(axis=1))


def cross_entropy(scores, y):
    """Negative log-likelihood of each label, -ln p(y_i) with p the softmax of the scores, in nats.

    Parameters
    ----------
    scores : float array (N, C)
        Logits, not probabilities.
    y : int array (N,)
        Labels in [0, C).

    Returns
    -------
    losses : float array (N,)

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit, the labels are no integers in [0, C), or a score is not finite.

    Notes
    -----
    Lecture 2, rows 2.2 to 2.6. The logarithm is the natural one.

    Examples
    --------
    >>> cross_entropy(np.array([[3.2, 5.1, -1.7], [0.0, 0.0, 0.0]]), np.array([0, 1])).round(4)  # last: ln 3
    array([2.0404, 1.0986])
    """
    scores = _scores("cross_entropy", scores)
    y = label_array("cross_entropy", y, *scores.shape, partner="`scores` is (N, C)")
    shifted = _shifted(scores)
    return np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(y)), y]


def softmax_loss(W, X, y, reg):
    """Mean cross-entropy of a linear classifier plus reg * sum(W**2), with its gradient.

    Parameters
    ----------
    W : float array (C, d)
        One row of weights per class.
    X : float array (N, d)
        One example a row, so the scores are X @ W.T.
    y : int array (N,)
        Labels in [0, C).
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
    Lecture 2, rows 2.1 to 2.8. The gradient of one loss to its scores is p - t, with t the one-hot label.

    Examples
    --------
    >>> W, X = np.zeros((2, 2)), np.array([[2.0, -4.0]])
    >>> loss, dW = softmax_loss(W, X, np.array([0]), reg=0.5)  # p - t = (-1/2, 1/2)
    >>> round(loss, 4), dW.tolist()
    (0.6931, [[-1.0, 2.0], [1.0, -2.0]])
    """
    function = "softmax_loss"
    W, X = float_array(function, "W", W, ("C", "d")), float_array(function, "X", X, ("N", "d"))
    if X.shape[1] != W.shape[1]:
        raise ValueError(
            f"{function}: `W` is (C, d) and `X` is (N, d), so d must agree; got {W.shape} and {X.shape}."
        )
    N, C = len(X), len(W)
    y, reg = label_array(function, y, N, C, partner="`X` is (N, d)"), strength(function, "reg", reg)
    scores = X @ W.T  # (N, C)
    require_finite(function, "`X` and `W`", scores)
    shifted = _shifted(scores)
    exponentials = np.exp(shifted)
    sums = exponentials.sum(axis=1)  # (N,)
    rows = np.arange(N)
    loss = np.mean(np.log(sums) - shifted[rows, y]) + reg * np.sum(W**2)
    dscores = exponentials / sums[:, None]  # (N, C), the probabilities
    dscores[rows, y] -= 1
    # As a (d, C) product: BLAS is up to five times slower for a (C, d) one of few rows.
    return float(loss), (X.T @ dscores).T / N + 2 * reg * W


def one_hot(y, n_classes):
    """Labels as rows of a unit matrix, the T of L = -sum_i sum_k T_ik ln p(k given x_i).

    Parameters
    ----------
    y : int array (N,)
        Labels in [0, C).
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
    Lecture 2, row 2.4.

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


def _shifted(scores):
    return scores - scores.max(axis=1, keepdims=True)  # a new array: the caller's stays as it is
