"""The hinge losses of lecture 1: they say how badly scores fit their labels."""

import numpy as np

from course_lib.arguments import float_array, float_arrays, label_array, require_finite, sign_array
from course_lib.losses.linear import linear_loss

MARGIN = 1.0  # by how much the correct class has to win; any positive value only rescales W


def hinge_terms(scores, y):
    """How far each wrong class comes within the margin of the correct one.

    Parameters
    ----------
    scores : float array (N, C)
    y : int array (N,)

    Returns
    -------
    terms : float array (N, C)
        max(0, s_j - s_y + 1); 0 in the column of the correct class.

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit, the labels are no integers in [0, C), or a score is not finite.

    Notes
    -----
    Lecture 1: the terms of the multiclass SVM loss.

    Examples
    --------
    >>> hinge_terms(np.array([[3.0, 5.0, -1.5]]), np.array([0])).tolist()
    [[0.0, 3.0, 0.0]]
    """
    return _hinge_terms(*_scores_and_labels("hinge_terms", scores, y))


def multiclass_hinge(scores, y):
    """Multiclass SVM loss of each example, sum_{j != y} max(0, s_j - s_y + 1).

    Parameters
    ----------
    scores : float array (N, C)
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
    Lecture 1: the multiclass SVM loss.

    Examples
    --------
    >>> multiclass_hinge(np.array([[3.2, 5.1, -1.7], [1.3, 4.9, 2.0]]), np.array([0, 1])).round(6)
    array([2.9, 0. ])
    """
    scores, y = _scores_and_labels("multiclass_hinge", scores, y)
    return _hinge_terms(scores, y).sum(axis=1)


def squared_hinge(scores, y):
    """Squared hinge loss of each example, sum_{j != y} max(0, s_j - s_y + 1)**2.

    Parameters
    ----------
    scores : float array (N, C)
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
    Lecture 1. Every term is squared before the sum.

    Examples
    --------
    >>> squared_hinge(np.array([[2.2, 2.5, -3.1]]), np.array([2])).round(6)  # 6.3**2 + 6.6**2
    array([83.25])
    """
    scores, y = _scores_and_labels("squared_hinge", scores, y)
    return (_hinge_terms(scores, y) ** 2).sum(axis=1)


def binary_hinge_loss(w, X, y):
    """Mean binary hinge loss max(0, 1 - y_i w.x_i) of a linear classifier, with its gradient.

    Parameters
    ----------
    w : float array (d,)
    X : float array (N, d)
        One example a row.
    y : array (N,)
        Labels -1 and +1.

    Returns
    -------
    loss : float
    dw : float array (d,)
        At the kink the subgradient 0 is used.

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit, a label is neither -1 nor +1, or a score is not finite.

    Notes
    -----
    Lecture 1: two classes, one row of weights.

    Examples
    --------
    >>> binary_hinge_loss(np.array([1.0, 0.0]), np.array([[3.0, 5.0], [0.5, 2.0]]), np.array([1, -1]))
    (0.75, array([0.25, 1.  ]))
    """
    function = "binary_hinge_loss"
    w, X = float_arrays(function, w=(w, ("d",)), X=(X, ("N", "d")))
    N = len(X)
    y = sign_array(function, y, N, partner="`X` is (N, d)").astype(X.dtype)
    terms = MARGIN - y * (X @ w)  # (N,)
    require_finite(function, "`X` and `w`", terms)
    active = terms > 0
    return float(terms[active].sum() / N), -(active * y) @ X / N


def svm_loss(W, X, y, reg):
    """Mean multiclass hinge loss of a linear classifier plus reg * sum(W**2), with its gradient.

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
    loss : float
    dW : float array (C, d)
        At a kink the subgradient 0 is used.

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit, the labels are no integers in [0, C), `reg` is negative, or a score
        is not finite.

    Notes
    -----
    Lecture 1. Each positive term pulls its class by +x_i and the correct class
    by -x_i; both sums over the batch are one matrix product.

    Examples
    --------
    >>> W, X = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[2.0, 1.5]])
    >>> loss, dW = svm_loss(W, X, np.array([0]), reg=0.5)  # max(0, 1.5 - 2 + 1) + 0.5 * (1 + 1)
    >>> loss, dW.tolist()
    (1.5, [[-1.0, -1.5], [2.0, 2.5]])
    """
    return linear_loss("svm_loss", mean_hinge, W, X, y, reg)


def mean_hinge(scores, y):
    """Mean multiclass SVM loss of a batch, with its gradient to the scores.

    Parameters
    ----------
    scores : float array (N, C)
        Taken as they are: the model that computed them has checked them and the labels.
    y : int array (N,)

    Returns
    -------
    loss : float, type of the scores
    dscores : float array (N, C)
        Each positive term pulls its class by +1/N and the correct class by -1/N; at a kink the
        subgradient 0 is used.

    Notes
    -----
    Lecture 1: the multiclass SVM loss and its subgradient.

    Examples
    --------
    >>> loss, dscores = mean_hinge(np.array([[2.0, 1.5, 0.0]]), np.array([0]))
    >>> float(loss), dscores.tolist()
    (0.5, [[-1.0, 1.0, 0.0]])
    """
    N = len(y)
    terms = _hinge_terms(scores, y)
    dscores = (terms > 0).astype(scores.dtype)  # (N, C)
    dscores[np.arange(N), y] = -dscores.sum(axis=1)
    dscores /= N
    return terms.sum() / N, dscores


def _hinge_terms(scores, y):
    rows = np.arange(len(y))
    terms = np.maximum(0, scores - scores[rows, y][:, None] + MARGIN)  # (N, C)
    terms[rows, y] = 0  # the correct class would always contribute the margin
    return terms


def _scores_and_labels(function, scores, y):
    scores = float_array(function, "scores", scores, ("N", "C"))
    require_finite(function, "`scores`", scores)
    return scores, label_array(function, y, *scores.shape, partner="`scores` is (N, C)")
