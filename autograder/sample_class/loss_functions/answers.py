"""Right answers to the exercises of the lecture on loss functions, in five styles."""

from __future__ import annotations

# The wrong answers below are edits of this one.
VECTORISED = {
    "multiclass_hinge": """
def multiclass_hinge(scores, y):
    rows = np.arange(len(y))
    correct = scores[rows, y]
    margins = np.maximum(0, scores - correct[:, None] + 1)
    margins[rows, y] = 0
    return margins.sum(axis=1)
""",
    "squared_hinge": """
def squared_hinge(scores, y):
    rows = np.arange(len(y))
    correct = scores[rows, y]
    margins = np.maximum(0, scores - correct[:, None] + 1)
    margins[rows, y] = 0
    return (margins**2).sum(axis=1)
""",
    "binary_hinge_loss": """
def binary_hinge_loss(w, X, y):
    N = len(y)
    slack = 1 - y * (X @ w)
    loss = np.maximum(0, slack).sum() / N
    active = slack > 0
    dw = -((active * y) @ X) / N
    return loss, dw
""",
    "elastic_net": """
def elastic_net(W, beta):
    R = np.sum(beta * W**2) + np.sum(np.abs(W))
    dR = 2 * beta * W + np.sign(W)
    return R, dR
""",
    "svm_loss": """
def svm_loss(W, X, y, reg):
    N = len(X)
    rows = np.arange(N)
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / N + reg * np.sum(W**2)
    dscores = (margins > 0).astype(float)
    dscores[rows, y] = -dscores.sum(axis=1)
    dW = dscores.T @ X / N + 2 * reg * W
    return loss, dW
""",
}

LOOPS = {
    "multiclass_hinge": """
def multiclass_hinge(scores, y):
    N, C = scores.shape
    losses = np.zeros(N)
    for i in range(N):
        for j in range(C):
            if j != y[i]:
                losses[i] += max(0.0, scores[i, j] - scores[i, y[i]] + 1.0)
    return losses
""",
    "squared_hinge": """
def squared_hinge(scores, y):
    losses = []
    for row, label in zip(scores, y):
        total = 0.0
        for j, score in enumerate(row):
            if j != label:
                total += max(0.0, score - row[label] + 1.0) ** 2
        losses.append(total)
    return np.array(losses)
""",
    "binary_hinge_loss": """
def binary_hinge_loss(w, X, y):
    loss = 0.0
    dw = np.zeros(len(w))
    for x, t in zip(X, y):
        slack = 1 - t * sum(a * b for a, b in zip(w, x))
        if slack > 0:
            loss += slack
            for k in range(len(w)):
                dw[k] -= t * x[k]
    return loss / len(y), dw / len(y)
""",
    "elastic_net": """
def elastic_net(W, beta):
    R = 0.0
    dR = np.zeros(W.shape)
    for index, value in np.ndenumerate(W):
        R += beta * value**2 + abs(value)
        dR[index] = 2 * beta * value + (1 if value > 0 else -1 if value < 0 else 0)
    return R, dR
""",
    "svm_loss": """
def svm_loss(W, X, y, reg):
    N, C = len(X), len(W)
    loss = 0.0
    dW = np.zeros(W.shape)
    for i in range(N):
        scores = W @ X[i]
        for j in range(C):
            if j == y[i]:
                continue
            margin = scores[j] - scores[y[i]] + 1
            if margin > 0:
                loss += margin
                dW[j] += X[i]
                dW[y[i]] -= X[i]
    return loss / N + reg * (W * W).sum(), dW / N + 2 * reg * W
""",
}

FLOAT32 = {
    "multiclass_hinge": """
def multiclass_hinge(scores, y):
    scores = np.asarray(scores, dtype=np.float32)
    rows = np.arange(len(y))
    margins = np.maximum(np.float32(0), scores - scores[rows, y][:, np.newaxis] + np.float32(1))
    margins[rows, y] = 0
    return margins.sum(axis=1)
""",
    "squared_hinge": """
def squared_hinge(scores, y):
    scores = np.asarray(scores, dtype=np.float32)
    rows = np.arange(len(y))
    margins = np.maximum(np.float32(0), scores - scores[rows, y][:, np.newaxis] + np.float32(1))
    margins[rows, y] = 0
    return np.square(margins).sum(axis=1)
""",
    "binary_hinge_loss": """
def binary_hinge_loss(w, X, y):
    w, X, y = (np.asarray(a, dtype=np.float32) for a in (w, X, y))
    slack = 1 - y * (X @ w)
    dw = -np.mean((slack > 0)[:, None] * y[:, None] * X, axis=0)
    return np.mean(np.maximum(slack, 0)), dw
""",
    "elastic_net": """
def elastic_net(W, beta):
    W = np.asarray(W, dtype=np.float32)
    beta = np.float32(beta)
    return np.sum(beta * W * W + np.abs(W)), 2 * beta * W + np.sign(W)
""",
    "svm_loss": """
def svm_loss(W, X, y, reg):
    W, X = np.asarray(W, dtype=np.float32), np.asarray(X, dtype=np.float32)
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(scores - scores[rows, y][:, None] + 1, 0)
    margins[rows, y] = 0
    counted = (margins > 0).astype(np.float32)
    counted[rows, y] -= counted.sum(axis=1)
    loss = margins.sum(axis=1).mean() + np.float32(reg) * np.sum(W**2)
    return loss, counted.T @ X / np.float32(len(X)) + 2 * np.float32(reg) * W
""",
}

EINSUM = {
    "multiclass_hinge": """
def multiclass_hinge(scores, y):
    target = np.eye(scores.shape[1])[y]
    correct = np.einsum("nc,nc->n", scores, target)
    margins = np.clip(scores - correct[:, None] + 1, 0, None)
    return np.einsum("nc,nc->n", margins, 1 - target)
""",
    "squared_hinge": """
def squared_hinge(scores, y):
    target = np.eye(scores.shape[1])[y]
    correct = np.einsum("nc,nc->n", scores, target)
    margins = np.clip(scores - correct[:, None] + 1, 0, None)
    return np.einsum("nc,nc,nc->n", margins, margins, 1 - target)
""",
    "binary_hinge_loss": """
def binary_hinge_loss(w, X, y):
    slack = 1 - np.einsum("n,nd,d->n", y, X, w)
    active = np.where(slack > 0, 1.0, 0.0)
    loss = np.einsum("n,n->", active, slack) / len(y)
    return loss, -np.einsum("n,n,nd->d", active, y, X) / len(y)
""",
    "elastic_net": """
def elastic_net(W, beta):
    R = beta * np.einsum("cd,cd->", W, W) + np.abs(W).sum()
    return R, 2 * beta * W + (W > 0) - (W < 0)
""",
    "svm_loss": """
def svm_loss(W, X, y, reg):
    N, C = X.shape[0], W.shape[0]
    target = np.eye(C)[y]
    scores = np.einsum("nd,cd->nc", X, W)
    margins = scores - np.einsum("nc,nc->n", scores, target)[:, None] + 1 - target
    active = (margins > 0) * (1 - target)
    loss = np.einsum("nc,nc->", active, margins) / N + reg * np.einsum("cd,cd->", W, W)
    dscores = active - np.einsum("n,nc->nc", active.sum(axis=1), target)
    return loss, np.einsum("nc,nd->cd", dscores, X) / N + 2 * reg * W
""",
}

# The same sums, taken in another order and through another path.
REORDERED = {
    "multiclass_hinge": """
def multiclass_hinge(scores, y):
    total = -np.ones(len(y))  # the correct class contributes max(0, 0 + 1) = 1
    for column in range(scores.shape[1])[::-1]:
        total = total + np.maximum(scores[:, column] + 1 - np.take_along_axis(scores, y[:, None], 1)[:, 0], 0)
    return total
""",
    "squared_hinge": """
def squared_hinge(scores, y):
    others = np.array([np.delete(row, label) - row[label] for row, label in zip(scores, y)])
    return np.cumsum(np.where(others > -1, others**2 + 2 * others + 1, 0)[:, ::-1], axis=1)[:, -1]
""",
    "binary_hinge_loss": """
def binary_hinge_loss(w, X, y):
    signed = X * y[:, None]
    order = np.argsort(signed @ w)
    wrong = [i for i in order if signed[i] @ w < 1]
    loss = sum(1 - signed[i] @ w for i in wrong) / len(y)
    return loss, -sum((signed[i] for i in wrong), np.zeros(len(w))) / len(y)
""",
    "elastic_net": """
def elastic_net(W, beta):
    flat = np.sort(np.abs(W), axis=None)
    return float(np.dot(flat, beta * flat + 1)), np.sign(W) * (2 * beta * np.abs(W) + 1)
""",
    "svm_loss": """
def svm_loss(W, X, y, reg):
    data, dW = 0.0, np.zeros(W.shape)
    for c in reversed(range(len(W))):
        others = np.flatnonzero(y != c)
        margin = X[others] @ W[c] - np.sum(X[others] * W[y[others]], axis=1) + 1
        hit = others[margin > 0]
        data += np.maximum(margin, 0).mean() * len(others) / len(y) if len(others) else 0.0
        dW[c] += X[hit].sum(axis=0) / len(y)
        np.subtract.at(dW, y[hit], X[hit] / len(y))
    return data + reg * np.linalg.norm(W) ** 2, dW + 2 * reg * W
""",
}

STYLES = {
    "loops": LOOPS,
    "vectorised": VECTORISED,
    "float32": FLOAT32,
    "einsum": EINSUM,
    "reordered": REORDERED,
}
