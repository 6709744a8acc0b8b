"""Right answers to the exercises of the capstone in float32, and in other ways than usual."""

from __future__ import annotations

from autograder.sample_class.capstone.answers import LOOPS, VECTORISED
from autograder.sample_class.editing import begun_with, edited

OTHER_WAYS = {
    "unbroadcast": """
def unbroadcast(dz, shape):
    while dz.ndim > len(shape):
        dz = dz.sum(axis=0)
    for axis in range(len(shape)):
        if shape[axis] == 1:
            dz = dz.sum(axis=axis, keepdims=True)
    return dz
""",
    "matmul_backward": """
def matmul_backward(dZ, A, B):
    return np.einsum("nm,km->nk", dZ, B), np.einsum("nk,nm->km", A, dZ)
""",
    "log_softmax_backward": """
def log_softmax_backward(dZ, scores):
    log_p = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    return dZ - np.einsum("nk,n->nk", np.exp(log_p), dZ @ np.ones(dZ.shape[1]))
""",
    "pick_backward": """
def pick_backward(dz, X, y):
    return np.eye(X.shape[1])[y] * dz[:, None]
""",
    "walk_back": """
def walk_back(records):
    gradients = {len(records) - 1: np.array(1.0)}
    for k in range(len(records))[::-1]:
        inputs, backward, value = records[k]
        gradients.setdefault(k, np.zeros_like(value))
        for j, part in zip(inputs, backward(gradients[k])):
            gradients[j] = gradients.get(j, 0) + part
    return [gradients[k] for k in range(len(records))]
""",
    "Linear": """
class Linear:
    def __init__(self, W, b):
        self.W, self.b, self.kept = W, b, []
        self.dW, self.db = 0 * W, 0 * b

    def forward(self, X):
        self.kept = [X, *self.kept]
        return np.einsum("nk,ck->nc", X, self.W) + self.b[None]

    def backward(self, dY):
        X, *self.kept = self.kept
        self.dW = self.dW + sum(np.outer(dy, x) for dy, x in zip(dY, X))
        self.db = self.db + np.ones(len(dY)) @ dY
        return dY @ self.W
""",
    "ReLU": """
class ReLU:
    def __init__(self):
        self.masks = []

    def forward(self, X):
        self.masks.append(X >= 0)
        return np.where(X > 0, X, 0)

    def backward(self, dY):
        return np.where(self.masks.pop(), dY, 0)
""",
    "SoftmaxLoss": """
class SoftmaxLoss:
    def __init__(self):
        self.kept = []

    def forward(self, scores, y):
        log_p = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
        T = np.eye(scores.shape[1])[y]
        self.kept.append((np.exp(log_p) - T) / len(y))
        return -np.sum(T * log_p) / len(y)

    def backward(self):
        return self.kept.pop()
""",
    "Sequential": """
class Sequential:
    def __init__(self, modules):
        self.first, self.others = modules[0], list(modules[1:])

    def forward(self, X):
        X = self.first.forward(X)
        return Sequential(self.others).forward(X) if self.others else X

    def backward(self, dY):
        dY = Sequential(self.others).backward(dY) if self.others else dY
        return self.first.backward(dY)
""",
    "train_digits": """
def train_digits(X, y, X_new, rng):
    X, T = np.column_stack([X, np.ones(len(X))]), np.eye(10)[y]
    V = rng.normal(size=(65, 128)) * 0.17
    U = rng.normal(size=(129, 10)) * 0.1
    moved = [np.zeros(V.shape), np.zeros(U.shape)]
    for epoch in range(30):
        order = rng.permutation(len(y))
        for rows in (order[k : k + 48] for k in range(0, len(y), 48)):
            Z = X[rows] @ V
            A = np.column_stack([np.maximum(0, Z), np.ones(len(rows))])
            S = A @ U
            D = np.exp(S - np.logaddexp.reduce(S, axis=1, keepdims=True)) - T[rows]
            back = (D @ U[:-1].T) * (Z > 0)
            alpha = 0.1 * (1 - epoch / 30) / len(rows)
            moved = [0.9 * moved[0] - alpha * X[rows].T @ back, 0.9 * moved[1] - alpha * A.T @ D]
            V, U = V + moved[0], U + moved[1]
    A = np.maximum(0, np.column_stack([X_new, np.ones(len(X_new))]) @ V)
    return (A @ U[:-1] + U[-1]).argmax(axis=1)
""",
}

FLOAT32 = {
    **VECTORISED,
    "unbroadcast": begun_with(VECTORISED["unbroadcast"], "dz = dz.astype(np.float32)"),
    "matmul_backward": begun_with(VECTORISED["matmul_backward"], "dZ = dZ.astype(np.float32)"),
    "pick_backward": begun_with(VECTORISED["pick_backward"], "dz = dz.astype('f')"),
    "log_softmax_backward": begun_with(
        VECTORISED["log_softmax_backward"], "dZ, scores = dZ.astype('f'), scores.astype('f')"
    ),
    "Linear": edited(VECTORISED["Linear"], [("self.kept.append(X)", "self.kept.append(X.astype('f'))")]),
    "train_digits": LOOPS["train_digits"],
}

STYLES = {"vectorised": VECTORISED, "loops": LOOPS, "other": OTHER_WAYS, "float32": FLOAT32}
