"""Right answers to the exercises of the lecture on softmax and cross-entropy, in five styles."""

from __future__ import annotations

# The wrong answers are edits of this one: the four that start from scores share these lines.
SHARED = """
    largest = scores.max(axis=1, keepdims=True)
    shifted = scores - largest
    exponentials = np.exp(shifted)
    total = exponentials.sum(axis=1, keepdims=True)
""".strip("\n")

VECTORISED = {
    "softmax": f"""
def softmax(scores):
{SHARED}
    return exponentials / total
""",
    "log_softmax": f"""
def log_softmax(scores):
{SHARED}
    log_p = shifted - np.log(total)
    return log_p
""",
    "cross_entropy": f"""
def cross_entropy(scores, y):
    rows = np.arange(len(y))
{SHARED}
    log_p = shifted - np.log(total)
    return -log_p[rows, y]
""",
    "kl_divergence": """
def kl_divergence(p, q):
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = p * np.log(p / q)
    terms = np.where(p > 0, terms, 0)
    return terms.sum(axis=1)
""",
    "softmax_loss": f"""
def softmax_loss(W, X, y, reg):
    N = len(X)
    rows = np.arange(N)
    scores = X @ W.T
{SHARED}
    log_p = shifted - np.log(total)
    loss = -log_p[rows, y].sum() / N + reg * np.sum(W**2)
    dscores = exponentials / total
    dscores[rows, y] -= 1
    dW = dscores.T @ X / N + 2 * reg * W
    return loss, dW
""",
    "binary_cross_entropy": """
def binary_cross_entropy(logits, t):
    N = len(t)
    z = logits.astype(float)
    small = np.exp(-np.abs(z))
    y = np.where(z >= 0, 1, small) / (1 + small)
    positive = np.maximum(-z, 0) + np.log1p(small)
    negative = np.maximum(z, 0) + np.log1p(small)
    losses = t * positive + (1 - t) * negative
    loss = losses.sum() / N
    dlogits = (y - t) / N
    return loss, dlogits
""",
}

LOOPS = {
    "softmax": """
def softmax(scores):
    N, C = scores.shape
    p = np.zeros((N, C))
    for i in range(N):
        largest = max(scores[i])
        for k in range(C):
            p[i, k] = np.exp(scores[i, k] - largest)
        total = sum(p[i])
        for k in range(C):
            p[i, k] = p[i, k] / total
    return p
""",
    "log_softmax": """
def log_softmax(scores):
    N, C = scores.shape
    log_p = np.zeros((N, C))
    for i in range(N):
        largest = scores[i, 0]
        for k in range(1, C):
            if scores[i, k] > largest:
                largest = scores[i, k]
        total = 0.0
        for k in range(C):
            total += np.exp(scores[i, k] - largest)
        for k in range(C):
            log_p[i, k] = scores[i, k] - largest - np.log(total)
    return log_p
""",
    "cross_entropy": """
def cross_entropy(scores, y):
    losses = np.zeros(len(y))
    for i, (row, label) in enumerate(zip(scores, y)):
        largest = max(row)
        total = 0.0
        for s in row:
            total += np.exp(s - largest)
        losses[i] = np.log(total) + largest - row[label]
    return losses
""",
    "kl_divergence": """
def kl_divergence(p, q):
    divergences = []
    for row, other in zip(p, q):
        total = 0.0
        for a, b in zip(row, other):
            if a > 0:
                total += a * np.log(a / b) if b > 0 else np.inf
        divergences.append(total)
    return np.array(divergences)
""",
    "softmax_loss": """
def softmax_loss(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for x, label in zip(X, y):
        scores = [w @ x for w in W]
        largest = max(scores)
        exponentials = [np.exp(s - largest) for s in scores]
        total = sum(exponentials)
        loss += np.log(total) + largest - scores[label]
        for k in range(len(W)):
            dW[k] += (exponentials[k] / total - (k == label)) * x
    return loss / len(X) + reg * np.sum(W * W), dW / len(X) + 2 * reg * W
""",
    "binary_cross_entropy": """
def binary_cross_entropy(logits, t):
    N = len(t)
    loss, dlogits = 0.0, np.zeros(N)
    for i in range(N):
        z = float(logits[i]) if t[i] == 1 else -float(logits[i])
        loss += max(-z, 0) + np.log(1 + np.exp(-abs(z)))
        wrong = np.exp(-z) / (1 + np.exp(-z)) if z >= 0 else 1 / (1 + np.exp(z))
        dlogits[i] = (-wrong if t[i] == 1 else wrong) / N
    return loss / N, dlogits
""",
}

FLOAT32 = {
    "softmax": """
def softmax(scores):
    scores = np.asarray(scores, dtype=np.float32)
    p = np.exp(scores - scores.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    return p
""",
    "log_softmax": """
def log_softmax(scores):
    scores = np.asarray(scores, dtype=np.float32)
    scores = scores - scores.max(axis=1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
""",
    "cross_entropy": """
def cross_entropy(scores, y):
    scores = np.asarray(scores, dtype=np.float32)
    scores = scores - scores.max(axis=1, keepdims=True)
    return np.log(np.exp(scores).sum(axis=1)) - scores[range(len(y)), y]
""",
    "kl_divergence": """
def kl_divergence(p, q):
    p, q = np.asarray(p, dtype=np.float32), np.asarray(q, dtype=np.float32)
    with np.errstate(all="ignore"):
        return np.where(p > 0, p * (np.log(p) - np.log(q)), 0).sum(axis=1)
""",
    "softmax_loss": """
def softmax_loss(W, X, y, reg):
    W, X, reg = np.asarray(W, dtype=np.float32), np.asarray(X, dtype=np.float32), np.float32(reg)
    N = np.float32(len(X))
    rows = np.arange(len(X))
    scores = X @ W.T
    scores = scores - scores.max(axis=1, keepdims=True)
    log_p = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    loss = -log_p[rows, y].mean() + reg * np.sum(W**2)
    p = np.exp(log_p)
    p[rows, y] -= 1
    return loss, p.T @ X / N + 2 * reg * W
""",
    "binary_cross_entropy": """
def binary_cross_entropy(logits, t):
    z, t = np.asarray(logits, dtype=np.float32), np.asarray(t, dtype=np.float32)
    loss = np.mean(np.maximum(z, 0) - z * t + np.log1p(np.exp(-np.abs(z))))
    return loss, (0.5 * (1 + np.tanh(z / 2)) - t) / np.float32(len(t))
""",
}

EINSUM = {
    "softmax": """
def softmax(scores):
    exponentials = np.exp(scores - np.max(scores, axis=-1)[:, None])
    return np.einsum("nc,n->nc", exponentials, 1 / np.einsum("nc->n", exponentials))
""",
    "log_softmax": """
def log_softmax(scores):
    return scores - np.logaddexp.reduce(scores, axis=1)[:, None]
""",
    "cross_entropy": """
def cross_entropy(scores, y):
    target = np.eye(scores.shape[1])[y]
    return np.logaddexp.reduce(scores, axis=1) - np.einsum("nc,nc->n", scores, target)
""",
    "kl_divergence": """
def kl_divergence(p, q):
    with np.errstate(all="ignore"):
        quotient = np.where(p > 0, p, 1) / np.where(p > 0, q, 1)
        terms = np.where(p > 0, np.log(quotient), 0)
    return np.einsum("nc,nc->n", np.where(p > 0, p, 1), terms)
""",
    "softmax_loss": """
def softmax_loss(W, X, y, reg):
    target = np.eye(len(W))[y]
    scores = np.einsum("nd,cd->nc", X, W)
    log_p = scores - np.logaddexp.reduce(scores, axis=1)[:, None]
    loss = -np.einsum("nc,nc->", target, log_p) / len(X) + reg * np.einsum("cd,cd->", W, W)
    return loss, np.einsum("nc,nd->cd", np.exp(log_p) - target, X) / len(X) + 2 * reg * W
""",
    "binary_cross_entropy": """
def binary_cross_entropy(logits, t):
    positive, negative = np.logaddexp(0, -logits), np.logaddexp(0, logits)
    loss = (np.einsum("n,n->", t, positive) + np.einsum("n,n->", 1 - t, negative)) / len(t)
    return loss, (np.exp(-positive) - t) / len(t)
""",
}

# The same numbers on another path.
REORDERED = {
    "softmax": """
def softmax(scores):
    order = np.argsort(scores, axis=1)
    largest = np.take_along_axis(scores, order[:, -1:], axis=1)
    columns = [np.exp(scores[:, k] - largest[:, 0]) for k in range(scores.shape[1])]
    total = sum(columns[::-1])
    return np.stack([column / total for column in columns], axis=1)
""",
    "log_softmax": """
def log_softmax(scores):
    largest = np.full(len(scores), -np.inf)
    for column in scores.T:
        largest = np.maximum(largest, column)
    shifted = scores.T - largest
    return (shifted - np.log(np.cumsum(np.exp(shifted)[::-1], axis=0)[-1])).T
""",
    "cross_entropy": """
def cross_entropy(scores, y):
    gaps = scores - np.take_along_axis(scores, y[:, None], axis=1)
    largest = gaps.max(axis=1)
    return largest + np.log(np.exp(gaps - largest[:, None]).sum(axis=1))
""",
    "kl_divergence": """
def kl_divergence(p, q):
    def surprise(a, b):
        with np.errstate(all="ignore"):
            return np.where(a > 0, -a * np.log(b), 0).sum(axis=1)

    return surprise(p, q) - surprise(p, p)
""",
    "softmax_loss": """
def softmax_loss(W, X, y, reg):
    def example(x, label):
        s = W @ x
        p = np.exp(s - s.max())
        p = p / p.sum()
        loss = np.log(np.sum(np.exp(s - s.max()))) + s.max() - s[label]
        p[label] -= 1
        return loss, np.outer(p, x)

    parts = [example(x, label) for x, label in zip(X[::-1], y[::-1])]
    loss = np.mean([part[0] for part in parts]) + reg * np.linalg.norm(W) ** 2
    return loss, np.mean([part[1] for part in parts], axis=0) + 2 * reg * W
""",
    "binary_cross_entropy": """
def binary_cross_entropy(logits, t):
    scores = np.column_stack([0 * logits, logits]).astype(float)
    log_p = scores - np.logaddexp.reduce(scores, axis=1)[:, None]
    rows = np.arange(len(t))
    return -log_p[rows, t].mean(), (np.exp(log_p[:, 1]) - t) / len(t)
""",
}

STYLES = {
    "loops": LOOPS,
    "vectorised": VECTORISED,
    "float32": FLOAT32,
    "einsum": EINSUM,
    "reordered": REORDERED,
}
