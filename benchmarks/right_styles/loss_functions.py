"""Right answers to the exercises of the lecture on loss functions: exercise -> style -> function."""

import numpy as np

from benchmarks.right_styles import of_the_sample_class, with_further


def _hinge_counted_and_subtracted(scores, y, power):
    correct = np.take_along_axis(scores, y[:, None], axis=1)
    return np.sum(np.maximum(0, scores - correct + 1) ** power, axis=1) - 1


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


def _with_power(style, power):
    return lambda scores, y: style(scores, y, power)


def _binary_other_subgradient(w, X, y):
    terms = 1 - y * X.dot(w)
    active = terms >= 0
    return np.mean(terms * active), -np.mean((active * y)[:, None] * X, axis=0)


def _binary_einsum(w, X, y):
    terms = 1 - np.einsum("n,nd,d->n", y, X, w)
    active = np.heaviside(terms, 0.5)
    return float(active @ terms) / len(X), np.einsum("n,n,nd->d", active, -y, X) / len(X)


def _elastic_other_subgradient(W, beta):
    return beta * (W * W).sum() + abs(W).sum(), 2 * beta * W + np.where(W >= 0, 1, -1)


def _elastic_by_columns(W, beta):
    R = sum(beta * column @ column + np.abs(column).sum() for column in W.T[::-1])
    return R, np.stack([2 * beta * row + np.sign(row) for row in W])


def _svm_other_subgradient(W, X, y, reg):
    N, rows = len(X), np.arange(len(X))
    terms = X.dot(W.T)
    terms = terms - terms[rows, y][:, None] + 1
    active = terms >= 0
    active[rows, y] = False
    dscores = active * 1
    np.subtract.at(dscores, (rows, y), active.sum(axis=1))
    return (terms * active).sum() / N + reg * (W**2).sum(), dscores.T.dot(X) / N + reg * 2 * W


def _svm_by_classes(W, X, y, reg):
    dW, losses = 2.0 * reg * W, np.zeros(len(X))
    correct = np.sum(W[y] * X, axis=1)
    for j in reversed(range(len(W))):
        term = np.where(y == j, 0, np.maximum(0, X @ W[j] - correct + 1))
        losses += term
        dW[j] = dW[j] + X[term > 0].sum(axis=0) / len(X)
        np.add.at(dW, y[term > 0], -X[term > 0].astype(float) / len(X))
    return np.mean(losses) + reg * np.linalg.norm(W) ** 2, dW


_HINGE = {
    "correct class subtracted": _hinge_counted_and_subtracted,
    "another order": _hinge_backwards,
    "list of rows": _hinge_rows_in_a_list,
}

STYLES = with_further(
    of_the_sample_class("loss_functions"),
    {
        "multiclass_hinge": {name: _with_power(style, 1) for name, style in _HINGE.items()},
        "squared_hinge": {name: _with_power(style, 2) for name, style in _HINGE.items()},
        "binary_hinge_loss": {
            "other subgradient": _binary_other_subgradient,
            "half a subgradient": _binary_einsum,
        },
        "elastic_net": {"other subgradient": _elastic_other_subgradient, "by columns": _elastic_by_columns},
        "svm_loss": {"other subgradient": _svm_other_subgradient, "class by class": _svm_by_classes},
    },
)
