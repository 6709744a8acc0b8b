"""Right answers to the exercises of lecture 1: exercise -> style -> function."""

import numpy as np


def _hinge_loops(scores, y, power):
    losses = np.zeros(len(y))
    for i in range(len(y)):
        for j in range(scores.shape[1]):
            if j != y[i]:
                losses[i] += max(0, scores[i, j] - scores[i, y[i]] + 1) ** power
    return losses


def _hinge_vectorised(scores, y, power):
    terms = np.maximum(0, scores - scores[np.arange(len(y)), y][:, None] + 1)
    terms[np.arange(len(y)), y] = 0
    return (terms**power).sum(axis=1)


def _hinge_counted_and_subtracted(scores, y, power):
    correct = np.take_along_axis(scores, y[:, None], axis=1)
    return np.sum(np.maximum(0, scores - correct + 1) ** power, axis=1) - 1


def _hinge_float32(scores, y, power):
    return _hinge_vectorised(scores.astype(np.float32), y, np.float32(power))


def _hinge_one_hot_einsum(scores, y, power):
    one_hot = np.eye(scores.shape[1])[y]
    correct = np.einsum("nc,nc->n", scores, one_hot)
    return np.einsum("nc,nc->n", np.maximum(0, scores - correct[:, None] + 1) ** power, 1 - one_hot)


def _hinge_backwards(scores, y, power):
    total = 0
    for j in reversed(range(scores.shape[1])):
        difference = scores[:, j] - scores[range(len(y)), y] + 1.0
        total = total + np.where((difference > 0) & (y != j), difference, 0) ** power
    return total


def _hinge_rows_in_a_list(scores, y, power):
    return np.array(
        [
            sum(max(0, s - row[label] + 1) ** power for s in np.delete(row, label))
            for row, label in zip(scores, y, strict=True)
        ]
    )


_HINGE = {
    "loops": _hinge_loops,
    "vectorised": _hinge_vectorised,
    "correct class subtracted": _hinge_counted_and_subtracted,
    "float32": _hinge_float32,
    "einsum": _hinge_one_hot_einsum,
    "another order": _hinge_backwards,
    "list of rows": _hinge_rows_in_a_list,
}


def _with_power(style, power):
    return lambda scores, y: style(scores, y, power)


def _binary_loops(w, X, y):
    loss, dw = 0.0, np.zeros(len(w))
    for x, label in zip(X, y, strict=True):
        margin = 1 - label * sum(x[k] * w[k] for k in range(len(w)))
        if margin > 0:
            loss += margin
            dw -= label * x.astype(float)
    return loss / len(y), dw / len(y)


def _binary_vectorised(w, X, y):
    terms = np.maximum(0, 1 - y * (X @ w))
    return terms.mean(), -(X.T @ (y * (terms > 0))) / len(y)


def _binary_other_subgradient(w, X, y):
    terms = 1 - y * X.dot(w)
    active = terms >= 0
    return np.mean(terms * active), -np.mean((active * y)[:, None] * X, axis=0)


def _binary_float32(w, X, y):
    return _binary_vectorised(w.astype(np.float32), X.astype(np.float32), y.astype(np.float32))


def _binary_einsum(w, X, y):
    terms = 1 - np.einsum("n,nd,d->n", y, X, w)
    active = np.heaviside(terms, 0.5)
    return float(active @ terms) / len(X), np.einsum("n,n,nd->d", active, -y, X) / len(X)


def _binary_sorted(w, X, y):
    order = np.argsort(X @ w)
    loss, dw = _binary_vectorised(w, X[order], y[order])
    return [loss, dw]


def _elastic_loops(W, beta):
    R, dR = 0, np.zeros(W.shape)
    for index, weight in np.ndenumerate(W):
        R += beta * weight**2 + abs(weight)
        dR[index] = 2 * beta * weight + (1 if weight > 0 else -1 if weight < 0 else 0)
    return R, dR


def _elastic_vectorised(W, beta):
    return np.sum(beta * W**2 + np.abs(W)), 2 * beta * W + np.sign(W)


def _elastic_other_subgradient(W, beta):
    return beta * (W * W).sum() + abs(W).sum(), 2 * beta * W + np.where(W >= 0, 1, -1)


def _elastic_float32(W, beta):
    return _elastic_vectorised(W.astype(np.float32), np.float32(beta))


def _elastic_einsum(W, beta):
    return beta * np.einsum("cd,cd->", W, W) + np.linalg.norm(W.ravel(), 1), W * (2 * beta) + (W > 0) - (
        W < 0
    )


def _elastic_by_columns(W, beta):
    R = sum(beta * column @ column + np.abs(column).sum() for column in W.T[::-1])
    return R, np.stack([2 * beta * row + np.sign(row) for row in W])


def _svm_loops(W, X, y, reg):
    N, C = len(X), len(W)
    loss, dW = 0.0, np.zeros(W.shape)
    for i in range(N):
        scores = W.dot(X[i])
        for j in range(C):
            if j == y[i]:
                continue
            margin = scores[j] - scores[y[i]] + 1
            if margin > 0:
                loss += margin
                dW[j] += X[i]
                dW[y[i]] -= X[i]
    return loss / N + reg * np.sum(W * W), dW / N + 2 * reg * W


def _svm_vectorised(W, X, y, reg):
    N, rows = len(X), np.arange(len(X))
    scores = X @ W.T
    terms = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    terms[rows, y] = 0
    mask = (terms > 0).astype(float)
    mask[rows, y] = -mask.sum(axis=1)
    return terms.sum() / N + reg * np.sum(W**2), mask.T @ X / N + 2 * reg * W


def _svm_other_subgradient(W, X, y, reg):
    N, rows = len(X), np.arange(len(X))
    terms = X.dot(W.T)
    terms = terms - terms[rows, y][:, None] + 1
    active = terms >= 0
    active[rows, y] = False
    dscores = active * 1
    np.subtract.at(dscores, (rows, y), active.sum(axis=1))
    return (terms * active).sum() / N + reg * (W**2).sum(), dscores.T.dot(X) / N + reg * 2 * W


def _svm_float32(W, X, y, reg):
    return _svm_vectorised(W.astype(np.float32), X.astype(np.float32), y, np.float32(reg))


def _svm_einsum(W, X, y, reg):
    one_hot = np.eye(len(W))[y]
    scores = np.einsum("cd,nd->nc", W, X)
    terms = np.maximum(0, scores - np.einsum("nc,nc->n", scores, one_hot)[:, None] + 1) * (1 - one_hot)
    active = (terms > 0) * 1.0
    dscores = active - one_hot * np.einsum("nc->n", active)[:, None]
    loss = np.einsum("nc->", terms) / len(X) + reg * np.einsum("cd,cd->", W, W)
    return loss, np.einsum("nc,nd->cd", dscores, X) / len(X) + 2 * reg * W


def _svm_by_classes(W, X, y, reg):
    dW, losses = 2.0 * reg * W, np.zeros(len(X))
    correct = np.sum(W[y] * X, axis=1)
    for j in reversed(range(len(W))):
        term = np.where(y == j, 0, np.maximum(0, X @ W[j] - correct + 1))
        losses += term
        dW[j] = dW[j] + X[term > 0].sum(axis=0) / len(X)
        np.add.at(dW, y[term > 0], -X[term > 0].astype(float) / len(X))
    return np.mean(losses) + reg * np.linalg.norm(W) ** 2, dW


STYLES = {
    "multiclass_hinge": {name: _with_power(style, 1) for name, style in _HINGE.items()},
    "squared_hinge": {name: _with_power(style, 2) for name, style in _HINGE.items()},
    "binary_hinge_loss": {
        "loops": _binary_loops,
        "vectorised": _binary_vectorised,
        "other subgradient": _binary_other_subgradient,
        "float32": _binary_float32,
        "einsum": _binary_einsum,
        "another order": _binary_sorted,
    },
    "elastic_net": {
        "loops": _elastic_loops,
        "vectorised": _elastic_vectorised,
        "other subgradient": _elastic_other_subgradient,
        "float32": _elastic_float32,
        "einsum": _elastic_einsum,
        "another order": _elastic_by_columns,
    },
    "svm_loss": {
        "loops": _svm_loops,
        "vectorised": _svm_vectorised,
        "other subgradient": _svm_other_subgradient,
        "float32": _svm_float32,
        "einsum": _svm_einsum,
        "another order": _svm_by_classes,
    },
}
