"""Two classes: binary cross-entropy of logits (lecture 2)."""

import numpy as np

from course_lib.arguments import float_arrays, require_finite
from course_lib.losses.sigmoid import sigmoid


def binary_cross_entropy(logits, t):
    """Mean binary cross-entropy -(t ln y + (1 - t) ln(1 - y)) with y = sigmoid(logits), and its gradient.

    Parameters
    ----------
    logits : float array (N,)
    t : array (N,)
        Targets in [0, 1]; 1 is the positive class.

    Returns
    -------
    loss : float, nats
    dlogits : float array (N,)
        (y - t) / N.

    Raises
    ------
    TypeError, ValueError
        If the shapes differ, a target lies outside [0, 1], or a logit is not finite.

    Notes
    -----
    Lecture 2. Written as max(z, 0) - z t + ln(1 + e^-|z|), no logarithm of a rounded y is taken.

    Examples
    --------
    >>> loss, dlogits = binary_cross_entropy(np.array([0.0, 1000.0]), np.array([1, 1]))
    >>> round(loss, 4), dlogits.tolist()  # (ln 2 + 0) / 2
    (0.3466, [-0.25, 0.0])
    """
    z, t = _logits_and_targets(logits, t)
    losses = np.maximum(z, 0) - z * t + np.log1p(np.exp(-np.abs(z)))  # (N,)
    return float(losses.mean()), (sigmoid(z) - t) / len(z)


def _logits_and_targets(logits, t):
    function = "binary_cross_entropy"
    z, t = float_arrays(function, logits=(logits, ("N",)), t=(t, ("N",)))
    require_finite(function, "`logits`", z)
    if not np.all((t >= 0) & (t <= 1)):
        raise ValueError(
            f"{function}: the targets in `t` must lie in [0, 1]; got {t.min():g} to {t.max():g}. "
            "From labels -1 and +1 they are (y + 1) / 2."
        )
    return z, t.astype(z.dtype)
