"""Right answers to the exercises of the capstone, vectorised and in loops."""

from __future__ import annotations

# The wrong answers are edits of this one.
VECTORISED = {
    "unbroadcast": """
def unbroadcast(dz, shape):
    more = dz.ndim - len(shape)
    dz = dz.sum(axis=tuple(range(more)))
    stretched = tuple(axis for axis in range(dz.ndim) if shape[axis] != dz.shape[axis])
    return dz.sum(axis=stretched, keepdims=True)
""",
    "matmul_backward": """
def matmul_backward(dZ, A, B):
    dA = dZ @ B.T
    dB = A.T @ dZ
    return dA, dB
""",
    "log_softmax_backward": """
def log_softmax_backward(dZ, scores):
    scores = scores - scores.max(axis=1, keepdims=True)
    p = np.exp(scores)
    p = p / p.sum(axis=1, keepdims=True)
    sums = dZ.sum(axis=1, keepdims=True)
    return dZ - p * sums
""",
    "pick_backward": """
def pick_backward(dz, X, y):
    dX = np.zeros(X.shape)
    rows = np.arange(len(y))
    dX[rows, y] = dz
    return dX
""",
    "walk_back": """
def walk_back(records):
    gradients = [np.zeros(np.shape(value)) for inputs, backward, value in records]
    gradients[-1] = np.ones(())
    for k in reversed(range(len(records))):
        inputs, backward, value = records[k]
        for j, part in zip(inputs, backward(gradients[k])):
            gradients[j] = gradients[j] + part
    return gradients
""",
    "Linear": """
class Linear:
    def __init__(self, W, b):
        self.W, self.b = W, b
        self.dW, self.db = np.zeros(W.shape), np.zeros(b.shape)
        self.kept = []

    def forward(self, X):
        self.kept.append(X)
        return X @ self.W.T + self.b

    def backward(self, dY):
        X = self.kept.pop()
        self.dW = self.dW + dY.T @ X
        self.db = self.db + dY.sum(axis=0)
        return dY @ self.W
""",
    "ReLU": """
class ReLU:
    def __init__(self):
        self.kept = []

    def forward(self, X):
        self.kept.append(X)
        return np.maximum(0, X)

    def backward(self, dY):
        X = self.kept.pop()
        return dY * (X > 0)
""",
    "SoftmaxLoss": """
class SoftmaxLoss:
    def __init__(self):
        self.kept = []

    def forward(self, scores, y):
        scores = scores - scores.max(axis=1, keepdims=True)
        sums = np.exp(scores).sum(axis=1, keepdims=True)
        self.kept.append((np.exp(scores) / sums, y))
        losses = np.log(sums[:, 0]) - scores[np.arange(len(y)), y]
        return losses.mean()

    def backward(self):
        p, y = self.kept.pop()
        dscores = p.copy()
        dscores[np.arange(len(y)), y] -= 1
        return dscores / len(y)
""",
    "Sequential": """
class Sequential:
    def __init__(self, modules):
        self.modules = modules

    def forward(self, X):
        Y = X
        for module in self.modules:
            Y = module.forward(Y)
        return Y

    def backward(self, dY):
        dX = dY
        for module in reversed(self.modules):
            dX = module.backward(dX)
        return dX
""",
    "train_digits": """
def train_digits(X, y, X_new, rng):
    W1, b1 = 0.2 * rng.normal(size=(100, 64)), np.zeros(100)
    W2, b2 = 0.1 * rng.normal(size=(10, 100)), np.zeros(10)
    for alpha in np.linspace(0.5, 0, 30, endpoint=False):
        for rows in np.array_split(rng.permutation(len(y)), len(y) // 32):
            hidden = np.maximum(0, X[rows] @ W1.T + b1)
            scores = hidden @ W2.T + b2
            p = np.exp(scores - scores.max(axis=1, keepdims=True))
            p /= p.sum(axis=1, keepdims=True)
            p[np.arange(len(rows)), y[rows]] -= 1
            dscores = p / len(rows)
            dhidden = dscores @ W2 * (hidden > 0)
            W2 = W2 - alpha * dscores.T @ hidden
            b2 = b2 - alpha * dscores.sum(axis=0)
            W1 = W1 - alpha * dhidden.T @ X[rows]
            b1 = b1 - alpha * dhidden.sum(axis=0)
    return (np.maximum(0, X_new @ W1.T + b1) @ W2.T + b2).argmax(axis=1)
""",
}

LOOPS = {
    "unbroadcast": """
def unbroadcast(dz, shape):
    dx = np.zeros(shape)
    more = dz.ndim - len(shape)
    for place in np.ndindex(dz.shape):
        source = tuple(0 if n == 1 else i for i, n in zip(place[more:], shape))
        dx[source] += dz[place]
    return dx
""",
    "matmul_backward": """
def matmul_backward(dZ, A, B):
    dA, dB = np.zeros(A.shape), np.zeros(B.shape)
    for i in range(dZ.shape[0]):
        for j in range(dZ.shape[1]):
            for k in range(A.shape[1]):
                dA[i, k] += dZ[i, j] * B[k, j]
                dB[k, j] += dZ[i, j] * A[i, k]
    return dA, dB
""",
    "log_softmax_backward": """
def log_softmax_backward(dZ, scores):
    dscores = np.zeros(scores.shape)
    for n in range(len(scores)):
        top = max(scores[n])
        total = sum(np.exp(s - top) for s in scores[n])
        for k in range(scores.shape[1]):
            for c in range(scores.shape[1]):
                dscores[n, c] += dZ[n, k] * ((k == c) - np.exp(scores[n, c] - top) / total)
    return dscores
""",
    "pick_backward": """
def pick_backward(dz, X, y):
    dX = np.zeros(X.shape)
    for n in range(len(y)):
        for c in range(X.shape[1]):
            if c == y[n]:
                dX[n, c] = dz[n]
    return dX
""",
    "walk_back": """
def walk_back(records):
    gradients = [0 * value for _, _, value in records]
    gradients[-1] = gradients[-1] + 1.0
    k = len(records) - 1
    while k >= 0:
        inputs, backward, _ = records[k]
        parts = backward(gradients[k])
        for number in range(len(inputs)):
            gradients[inputs[number]] = gradients[inputs[number]] + parts[number]
        k -= 1
    return gradients
""",
    "Linear": """
class Linear:
    def __init__(self, W, b):
        self.W, self.b = W, b
        self.dW, self.db = np.zeros(W.shape), np.zeros(len(b))
        self.kept = []

    def forward(self, X):
        self.kept.append(X)
        Y = np.zeros((len(X), len(self.b)))
        for n in range(len(X)):
            for c in range(len(self.b)):
                Y[n, c] = sum(self.W[c, k] * X[n, k] for k in range(X.shape[1])) + self.b[c]
        return Y

    def backward(self, dY):
        X = self.kept.pop()
        dX = np.zeros(X.shape)
        for n in range(len(X)):
            for c in range(len(self.b)):
                self.db[c] += dY[n, c]
                for k in range(X.shape[1]):
                    self.dW[c, k] += dY[n, c] * X[n, k]
                    dX[n, k] += dY[n, c] * self.W[c, k]
        return dX
""",
    "ReLU": """
class ReLU:
    def __init__(self):
        self.kept = []

    def forward(self, X):
        self.kept.append(X.copy())
        Y = np.zeros(X.shape)
        for place in np.ndindex(X.shape):
            Y[place] = max(0.0, X[place])
        return Y

    def backward(self, dY):
        X = self.kept.pop()
        dX = np.zeros(X.shape)
        for place in np.ndindex(X.shape):
            if X[place] > 0:
                dX[place] = dY[place]
        return dX
""",
    "SoftmaxLoss": """
class SoftmaxLoss:
    def __init__(self):
        self.kept = []

    def forward(self, scores, y):
        p, loss = np.zeros(scores.shape), 0.0
        for n in range(len(y)):
            top = max(scores[n])
            exponentials = [np.exp(s - top) for s in scores[n]]
            p[n] = np.array(exponentials) / sum(exponentials)
            loss += np.log(sum(exponentials)) + top - scores[n, y[n]]
        self.kept.append((p, y))
        return loss / len(y)

    def backward(self):
        p, y = self.kept.pop()
        dscores = np.zeros(p.shape)
        for n in range(len(y)):
            for c in range(p.shape[1]):
                dscores[n, c] = (p[n, c] - (c == y[n])) / len(y)
        return dscores
""",
    "Sequential": """
class Sequential:
    def __init__(self, modules):
        self.modules = modules

    def forward(self, X):
        for i in range(len(self.modules)):
            X = self.modules[i].forward(X)
        return X

    def backward(self, dY):
        for i in range(len(self.modules) - 1, -1, -1):
            dY = self.modules[i].backward(dY)
        return dY
""",
    "train_digits": """
def train_digits(X, y, X_new, rng):
    sizes = [X.shape[1], 100, 10]
    layers = [[rng.normal(size=(n, d)) * np.sqrt(2 / d), np.zeros(n)] for d, n in zip(sizes, sizes[1:])]
    targets = np.eye(10)[y]
    for epoch in range(30):
        order = rng.permutation(len(y))
        for start in range(0, len(y), 32):
            rows = order[start : start + 32]
            inputs, values = [], X[rows]
            for number, (W, b) in enumerate(layers):
                inputs.append(values)
                values = values @ W.T + b
                if number == 0:
                    values = np.maximum(0, values)
            p = np.exp(values - values.max(axis=1, keepdims=True))
            upstream = (p / p.sum(axis=1, keepdims=True) - targets[rows]) / len(rows)
            for number in (1, 0):
                W, b = layers[number]
                dW, db = upstream.T @ inputs[number], upstream.sum(axis=0)
                upstream = (upstream @ W) * (inputs[number] > 0)
                layers[number] = [W - 0.5 * (1 - epoch / 30) * dW, b - 0.5 * (1 - epoch / 30) * db]
    hidden = np.maximum(0, X_new @ layers[0][0].T + layers[0][1])
    return np.argmax(hidden @ layers[1][0].T + layers[1][1], axis=1)
""",
}
