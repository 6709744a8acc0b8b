"""Cross-entropy and negative log-likelihood as PyTorch defines them (lecture 2), in NumPy.

`torch.nn.functional.cross_entropy` takes logits, `torch.nn.functional.nll_loss` log-probabilities: the first
is the second after a log-softmax. Giving one what the other expects raises no error anywhere.
"""

import numpy as np

from course_lib.arguments import float_array
from course_lib.losses.softmax import log_softmax

IGNORED = -100  # PyTorch's default label of examples that do not count
REDUCTIONS = ("none", "mean", "sum")


def nll_loss(log_probabilities, target, weight=None, ignore_index=IGNORED, reduction="mean"):
    """Negative log-likelihood of labels, -w_y log p_y, from log-probabilities.

    Parameters
    ----------
    log_probabilities : float array (N, C)
        Taken as they are: nothing checks that a row is normalised.
    target : int array (N,)
        Labels in [0, C), or `ignore_index`.
    weight : float array (C,), optional
        Weight of each class; 1 if left out.
    ignore_index : int
        Examples with this label cost nothing and do not count in the mean.
    reduction : "none", "mean" or "sum"
        "mean" divides by the sum of the weights w_y of the examples that count, not by N.

    Returns
    -------
    loss : float array (N,) for "none", else float
        NaN for a mean over no example, as in PyTorch.

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit, a label is neither in [0, C) nor `ignore_index`, or there is no such
        reduction.

    Notes
    -----
    Lecture 2: the definition of `torch.nn.functional.nll_loss`.

    Examples
    --------
    >>> p = np.array([[0.5, 0.5], [0.25, 0.75]])
    >>> nll_loss(np.log(p), np.array([0, 0]), reduction="none").round(4)  # ln 2 and ln 4
    array([0.6931, 1.3863])
    """
    function = "nll_loss"
    log_p = float_array(function, "log_probabilities", log_probabilities, ("N", "C"))
    weight = _weight(function, weight, log_p)
    labels, counts = _labels(function, target, log_p.shape, ignore_index)
    weights = weight[labels] * counts  # (N,)
    picked = np.where(counts, log_p[np.arange(len(labels)), labels], 0)  # (N,)
    losses = -weights * picked
    return _reduced(function, losses, weights.sum(), reduction)


def cross_entropy_loss(
    logits, target, weight=None, ignore_index=IGNORED, reduction="mean", label_smoothing=0.0
):
    """Cross-entropy of targets and the softmax of logits.

    Parameters
    ----------
    logits : float array (N, C)
    target : int array (N,) or float array (N, C)
        Labels in [0, C) or `ignore_index`; or one distribution a row.
    weight : float array (C,), optional
        Weight of each class; 1 if left out.
    ignore_index : int
        As in `nll_loss`; it means nothing where the targets are distributions.
    reduction : "none", "mean" or "sum"
        "mean" divides by the sum of the weights w_y of the examples that count; for distributions by N.
    label_smoothing : float
        In [0, 1]: the share of the target that is spread evenly over all C classes.

    Returns
    -------
    loss : float array (N,) for "none", else float

    Raises
    ------
    TypeError, ValueError
        As `nll_loss`, and if `label_smoothing` lies outside [0, 1].

    Notes
    -----
    Lecture 2: the definition of `torch.nn.functional.cross_entropy`. With smoothing e, label y and
    weights w the loss of an example is -(1 - e) w_y log p_y - e / C sum_k w_k log p_k.

    Examples
    --------
    >>> scores = np.array([[3.2, 5.1, -1.7]])
    >>> round(cross_entropy_loss(scores, np.array([0])), 4)
    2.0404
    >>> round(cross_entropy_loss(scores, np.array([0]), label_smoothing=0.3), 4)
    2.3404
    """
    function = "cross_entropy_loss"
    if not 0 <= label_smoothing <= 1:
        raise ValueError(f"{function}: `label_smoothing` must lie in [0, 1]; got {label_smoothing}.")
    log_p = log_softmax(float_array(function, "logits", logits, ("N", "C")))
    weight = _weight(function, weight, log_p)
    target = np.asarray(target)
    if target.ndim == 2 and target.dtype.kind == "f":
        if target.shape != log_p.shape:
            raise ValueError(
                f"{function}: `target` must have the shape of `logits`; got {target.shape} and {log_p.shape}."
            )
        return _reduced(function, -_smoothed(target, label_smoothing, log_p, weight), len(log_p), reduction)
    labels, counts = _labels(function, target, log_p.shape, ignore_index)
    one_hot = np.eye(log_p.shape[1], dtype=log_p.dtype)[labels]
    losses = np.where(counts, -_smoothed(one_hot, label_smoothing, log_p, weight), 0)
    return _reduced(function, losses, (weight[labels] * counts).sum(), reduction)


def _smoothed(distributions, share, log_p, weight):
    """sum_k w_k t_k log p_k (N,) with t the targets of which a share is spread evenly."""
    spread = (1 - share) * distributions + share / log_p.shape[1]
    return np.sum(weight * spread * log_p, axis=1)


def _reduced(function, losses, divisor, reduction):
    if reduction not in REDUCTIONS:
        raise ValueError(f'{function}: `reduction` must be "none", "mean" or "sum"; got {reduction!r}.')
    if reduction == "none":
        return losses
    total = float(losses.sum())
    if reduction == "sum":
        return total
    return total / float(divisor) if divisor else float("nan")


def _weight(function, weight, log_p):
    C = log_p.shape[1]
    if weight is None:
        return np.ones(C, dtype=log_p.dtype)
    weight = float_array(function, "weight", weight, ("C",))
    if len(weight) != C:
        raise ValueError(f"{function}: `weight` must have one entry per class, {C}; got {len(weight)}.")
    return weight.astype(log_p.dtype)


def _labels(function, target, shape, ignore_index):
    """Labels (N,), 0 for those that do not count, and which ones count."""
    target, (N, C) = np.asarray(target), shape
    if target.shape != (N,):
        raise ValueError(f"{function}: `target` must have shape ({N},), one label a row; got {target.shape}.")
    if target.dtype.kind not in "iu":
        raise TypeError(f"{function}: `target` must hold integer class labels; got dtype {target.dtype}.")
    counts = target != ignore_index
    wrong = counts & ((target < 0) | (target >= C))
    if wrong.any():
        raise ValueError(
            f"{function}: a label must lie in [0, {C}) or be `ignore_index` ({ignore_index}); "
            f"got {target[wrong][0]}."
        )
    return np.where(counts, target, 0), counts
