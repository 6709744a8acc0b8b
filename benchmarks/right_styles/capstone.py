"""Right answers to the exercises of the capstone: exercise -> style -> function or class."""

import numpy as np

from benchmarks.right_styles import of_the_sample_class, with_further


def _matmul_outer(dZ, A, B):
    return (B @ dZ.T).T, sum(np.outer(a, dz) for a, dz in zip(A, dZ, strict=True))


def _pick_at(dz, X, y):
    dX = np.zeros_like(X)
    np.add.at(dX, (np.arange(len(y)), y), dz)
    return dX


def _log_softmax_matrix(dZ, scores):
    p = np.exp(scores - scores.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    return np.array(
        [(np.eye(len(q)) - np.outer(np.ones(len(q)), q)).T @ dz for q, dz in zip(p, dZ, strict=True)]
    )


class _MaskTimesInput:
    def __init__(self):
        self.stack = []

    def forward(self, X):
        Y = X * (X > 0)
        self.stack += [Y]
        return Y

    def backward(self, dY):
        return dY * (self.stack.pop() > 0)


STYLES = with_further(
    of_the_sample_class("capstone"),
    {
        "matmul_backward": {"outer products": _matmul_outer},
        "pick_backward": {"add at": _pick_at},
        "log_softmax_backward": {"matrix of a row": _log_softmax_matrix},
        "ReLU": {"mask of the output": _MaskTimesInput},
    },
)
