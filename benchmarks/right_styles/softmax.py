"""Right answers to the exercises of the lecture on softmax: exercise -> style -> function."""

import numpy as np

from benchmarks.right_styles import of_the_sample_class, with_further

_RIGHT = of_the_sample_class("softmax")
_log_softmax_vectorised = _RIGHT["log_softmax"]["vectorised"]


def _log_softmax_transposed(scores):
    columns = scores.T - np.max(scores, axis=1)
    return (columns - np.log(np.einsum("cn->n", np.exp(columns)))).T


def _log_softmax_rows_in_a_list(scores):
    rows = [row - row.max() for row in scores]
    return np.array([row - np.log(sum(np.exp(row))) for row in rows])


def _softmax_shifted_to_the_mean_of_the_extremes(scores):
    """Another shift than the maximum is right too, as long as nothing overflows and the largest survives."""
    exponentials = np.exp(scores - scores.max(axis=1, keepdims=True) + 3)
    return exponentials * (1 / exponentials.sum(axis=1, keepdims=True))


def _softmax_of_differences(scores):
    with np.errstate(over="ignore"):
        return 1 / np.exp(scores[:, None, :] - scores[:, :, None]).sum(axis=2)


def _exponential(log_softmax):
    return lambda scores: np.exp(log_softmax(scores))


def _picked(log_softmax):
    return lambda scores, y: -log_softmax(scores)[np.arange(len(y)), y]


def _cross_entropy_one_hot(scores, y):
    return -np.sum(np.eye(scores.shape[1])[y] * _log_softmax_vectorised(scores), axis=1)


def _cross_entropy_of_differences(scores, y):
    differences = scores - np.take_along_axis(scores, y[:, None], axis=1)
    return np.logaddexp.reduce(differences, axis=1)


def _kl_nansum(p, q):
    with np.errstate(all="ignore"):
        return np.nansum(p * (np.log(p) - np.log(q)), axis=1)


def _loss_column_by_column(W, X, y, reg):
    log_p = _log_softmax_transposed(X @ W.T)
    dW = 2.0 * reg * W
    for k in reversed(range(len(W))):
        dW[k] = dW[k] + (np.exp(log_p[:, k]) - (y == k)) @ X / len(y)
    return -np.take_along_axis(log_p, y[:, None], 1).sum() / len(y) + reg * np.linalg.norm(W) ** 2, dW


def _loss_in_two_sums(W, X, y, reg):
    log_p = _log_softmax_vectorised(X @ W.T)
    dW = np.exp(log_p).T @ X
    np.subtract.at(dW, y, X)
    return -np.mean(log_p[np.arange(len(y)), y]) + reg * (W**2).sum(), dW / len(y) + 2 * reg * W


def _binary_vectorised(logits, t):
    z = logits
    with np.errstate(over="ignore"):
        y = 1 / (1 + np.exp(-z.astype(float)))
    return np.mean(np.maximum(z, 0) - z * t + np.log1p(np.exp(-np.abs(z)))), (y - t) / len(t)


def _binary_tanh(logits, t):
    signed = np.where(t == 1, -logits, logits)
    y = 0.5 * (1 + np.tanh(0.5 * logits))
    return np.logaddexp(0, signed).sum() / len(t), (y - t) / len(t)


_LOG_SOFTMAX = {
    **_RIGHT["log_softmax"],
    "transposed, einsum": _log_softmax_transposed,
    "list of rows": _log_softmax_rows_in_a_list,
}

STYLES = with_further(
    _RIGHT,
    {
        "softmax": {f"exponential of {style}": _exponential(each) for style, each in _LOG_SOFTMAX.items()}
        | {
            "another shift": _softmax_shifted_to_the_mean_of_the_extremes,
            "one over the sum of differences": _softmax_of_differences,
        },
        "log_softmax": {
            "transposed, einsum": _log_softmax_transposed,
            "list of rows": _log_softmax_rows_in_a_list,
        },
        "cross_entropy": {f"picked from {style}": _picked(each) for style, each in _LOG_SOFTMAX.items()}
        | {"one-hot": _cross_entropy_one_hot, "differences": _cross_entropy_of_differences},
        "kl_divergence": {"nansum": _kl_nansum},
        "softmax_loss": {"column by column": _loss_column_by_column, "two sums": _loss_in_two_sums},
        "binary_cross_entropy": {"one formula": _binary_vectorised, "tanh": _binary_tanh},
    },
)
