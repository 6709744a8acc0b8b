"""Right answers to the exercises of lecture 2: exercise -> style -> function."""

import math

import numpy as np

# ---------------------------------------------------------------- softmax, log_softmax, cross_entropy


def _log_softmax_loops(scores):
    N, C = scores.shape
    log_p = np.zeros((N, C))
    for i in range(N):
        largest = max(scores[i])
        total = 0.0
        for j in range(C):
            total += math.exp(scores[i, j] - largest)
        for j in range(C):
            log_p[i, j] = scores[i, j] - largest - math.log(total)
    return log_p


def _log_softmax_vectorised(scores):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def _log_softmax_logaddexp(scores):
    return scores - np.logaddexp.reduce(scores, axis=1)[:, None]


def _log_softmax_float32(scores):
    return _log_softmax_vectorised(scores.astype(np.float32))


def _log_softmax_transposed(scores):
    columns = scores.T - np.max(scores, axis=1)
    return (columns - np.log(np.einsum("cn->n", np.exp(columns)))).T


def _log_softmax_running_maximum(scores):
    largest = np.full(len(scores), -np.inf)
    for column in scores.T:
        largest = np.where(column > largest, column, largest)
    total = sum(np.exp(column - largest) for column in scores.T[::-1])
    return np.stack([column - largest - np.log(total) for column in scores.T], axis=1)


def _log_softmax_rows_in_a_list(scores):
    rows = [row - row.max() for row in scores]
    return np.array([row - np.log(sum(np.exp(row))) for row in rows])


_LOG_SOFTMAX = {
    "loops": _log_softmax_loops,
    "vectorised": _log_softmax_vectorised,
    "logaddexp": _log_softmax_logaddexp,
    "float32": _log_softmax_float32,
    "transposed, einsum": _log_softmax_transposed,
    "running maximum": _log_softmax_running_maximum,
    "list of rows": _log_softmax_rows_in_a_list,
}


def _softmax_divided(scores):
    exponentials = np.exp(scores - scores.max(axis=1)[:, None])
    return exponentials / exponentials.sum(axis=1)[:, None]


def _softmax_shifted_to_the_mean_of_the_extremes(scores):
    """Another shift than the maximum is right too, as long as nothing overflows and the largest survives."""
    exponentials = np.exp(scores - scores.max(axis=1, keepdims=True) + 3)
    return exponentials * (1 / exponentials.sum(axis=1, keepdims=True))


def _softmax_of_differences(scores):
    with np.errstate(over="ignore"):
        return 1 / np.exp(scores[:, None, :] - scores[:, :, None]).sum(axis=2)


def _exponential(log_softmax):
    return lambda scores: np.exp(log_softmax(scores))


_SOFTMAX = {style: _exponential(function) for style, function in _LOG_SOFTMAX.items()} | {
    "divided": _softmax_divided,
    "another shift": _softmax_shifted_to_the_mean_of_the_extremes,
    "one over the sum of differences": _softmax_of_differences,
}


def _picked(log_softmax):
    return lambda scores, y: -log_softmax(scores)[np.arange(len(y)), y]


def _cross_entropy_one_hot(scores, y):
    return -np.sum(np.eye(scores.shape[1])[y] * _log_softmax_vectorised(scores), axis=1)


def _cross_entropy_of_differences(scores, y):
    differences = scores - np.take_along_axis(scores, y[:, None], axis=1)
    return np.logaddexp.reduce(differences, axis=1)


_CROSS_ENTROPY = {style: _picked(function) for style, function in _LOG_SOFTMAX.items()} | {
    "one-hot": _cross_entropy_one_hot,
    "differences": _cross_entropy_of_differences,
}

# ---------------------------------------------------------------- kl_divergence


def _kl_loops(p, q):
    divergences = np.zeros(len(p))
    for i in range(len(p)):
        for k in range(p.shape[1]):
            if p[i, k] > 0:
                divergences[i] += p[i, k] * (math.log(p[i, k] / q[i, k]) if q[i, k] > 0 else math.inf)
    return divergences


def _kl_vectorised(p, q):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(p > 0, p * np.log(p / q), 0).sum(axis=1)


def _kl_as_a_difference(p, q):
    with np.errstate(divide="ignore", invalid="ignore"):
        cross = -np.where(p > 0, p * np.log(q), 0).sum(axis=1)
        entropy = -np.where(p > 0, p * np.log(p), 0).sum(axis=1)
    return cross - entropy


def _kl_nansum(p, q):
    with np.errstate(all="ignore"):
        return np.nansum(p * (np.log(p) - np.log(q)), axis=1)


def _kl_float32(p, q):
    return _kl_vectorised(p.astype(np.float32), q.astype(np.float32))


def _kl_ones_for_zeros(p, q):
    with np.errstate(divide="ignore"):
        quotient = np.divide(np.where(p > 0, p, 1), np.where(p > 0, q, 1))
    return np.einsum("nc,nc->n", p, np.log(quotient)) if np.isfinite(quotient).all() else _kl_loops(p, q)


_KL = {
    "loops": _kl_loops,
    "vectorised": _kl_vectorised,
    "cross-entropy less entropy": _kl_as_a_difference,
    "nansum": _kl_nansum,
    "float32": _kl_float32,
    "ones for zeros": _kl_ones_for_zeros,
}

# ---------------------------------------------------------------- softmax_loss


def _loss_loops(W, X, y, reg):
    N, (C, d) = len(X), W.shape
    loss, dW = 0.0, np.zeros((C, d))
    for i in range(N):
        scores = [float(np.dot(W[k], X[i])) for k in range(C)]
        largest = max(scores)
        total = sum(math.exp(score - largest) for score in scores)
        loss += math.log(total) + largest - scores[y[i]]
        for k in range(C):
            dW[k] += (math.exp(scores[k] - largest) / total - (k == y[i])) * X[i]
    return loss / N + reg * np.sum(W * W), dW / N + 2 * reg * W


def _loss_vectorised(W, X, y, reg):
    N, rows = len(X), np.arange(len(X))
    log_p = _log_softmax_vectorised(X @ W.T)
    dscores = np.exp(log_p)
    dscores[rows, y] -= 1
    return -log_p[rows, y].mean() + reg * np.sum(W**2), dscores.T @ X / N + 2 * reg * W


def _loss_one_hot_einsum(W, X, y, reg):
    T = np.eye(len(W))[y]
    log_p = _log_softmax_logaddexp(np.einsum("nd,cd->nc", X, W))
    loss = -np.einsum("nc,nc->", T, log_p) / len(X) + reg * np.einsum("cd,cd->", W, W)
    return loss, np.einsum("nc,nd->cd", (np.exp(log_p) - T) / len(X), X) + 2 * reg * W


def _loss_float32(W, X, y, reg):
    return _loss_vectorised(W.astype(np.float32), X.astype(np.float32), y, np.float32(reg))


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


_LOSS = {
    "loops": _loss_loops,
    "vectorised": _loss_vectorised,
    "einsum": _loss_one_hot_einsum,
    "float32": _loss_float32,
    "another order": _loss_column_by_column,
    "two sums": _loss_in_two_sums,
}

# ---------------------------------------------------------------- binary_cross_entropy


def _binary_loops(logits, t):
    loss, dlogits = 0.0, np.zeros(len(t))
    for i in range(len(t)):
        z = float(logits[i])
        small = math.exp(-abs(z))
        loss += max(z, 0) - z * t[i] + math.log(1 + small)
        dlogits[i] = ((1 if z >= 0 else small) / (1 + small) - t[i]) / len(t)
    return loss / len(t), dlogits


def _binary_vectorised(logits, t):
    z = logits
    with np.errstate(over="ignore"):
        y = 1 / (1 + np.exp(-z.astype(float)))
    return np.mean(np.maximum(z, 0) - z * t + np.log1p(np.exp(-np.abs(z)))), (y - t) / len(t)


def _binary_logaddexp(logits, t):
    y = np.exp(-np.logaddexp(0, -logits))
    return np.mean(t * np.logaddexp(0, -logits) + (1 - t) * np.logaddexp(0, logits)), (y - t) / len(t)


def _binary_of_two_scores(logits, t):
    log_p = _log_softmax_vectorised(np.stack([np.zeros(len(t)), logits], axis=1))
    return -log_p[np.arange(len(t)), t].sum() / len(t), (np.exp(log_p[:, 1]) - t) / len(t)


def _binary_float32(logits, t):
    return _binary_vectorised(logits.astype(np.float32), t.astype(np.float32))


def _binary_tanh(logits, t):
    signed = np.where(t == 1, -logits, logits)
    y = 0.5 * (1 + np.tanh(0.5 * logits))
    return np.logaddexp(0, signed).sum() / len(t), (y - t) / len(t)


_BINARY = {
    "loops": _binary_loops,
    "vectorised": _binary_vectorised,
    "logaddexp": _binary_logaddexp,
    "softmax of two scores": _binary_of_two_scores,
    "float32": _binary_float32,
    "tanh": _binary_tanh,
}

STYLES = {
    "softmax": _SOFTMAX,
    "log_softmax": _LOG_SOFTMAX,
    "cross_entropy": _CROSS_ENTROPY,
    "kl_divergence": _KL,
    "softmax_loss": _LOSS,
    "binary_cross_entropy": _BINARY,
}
