"""Right answers to the exercises of the backpropagation lecture, vectorised and in loops."""

from __future__ import annotations

# The wrong answers are edits of this one.
VECTORISED = {
    "add_backward": """
def add_backward(dz, x, y):
    dx = dz * 1.0
    dy = dz * 1.0
    return dx, dy
""",
    "mul_backward": """
def mul_backward(dz, x, y):
    dx = dz * y
    dy = dz * x
    return dx, dy
""",
    "max_backward": """
def max_backward(dz, x, y):
    first = x > y
    dx = dz * first
    dy = dz * (1 - first)
    return dx, dy
""",
    "sigmoid_backward": """
def sigmoid_backward(dz, x):
    z = 1 / (1 + np.exp(-x))
    slope = z * (1 - z)
    return dz * slope
""",
    "tanh_backward": """
def tanh_backward(dz, x):
    z = np.tanh(x)
    slope = 1 - z**2
    return dz * slope
""",
    "relu_backward": """
def relu_backward(dz, x):
    mask = x > 0
    return dz * mask
""",
    "maxout": """
def maxout(x, w1, w2):
    first = w1 @ x
    second = w2 @ x
    return max(first, second)
""",
    "maxout_backward": """
def maxout_backward(dz, x, w1, w2):
    wins = w1 @ x > w2 @ x
    dw1 = dz * x * wins
    dw2 = dz * x * (1 - wins)
    return dw1, dw2
""",
    "linear_forward": """
def linear_forward(X, W, b):
    Y = X @ W.T
    return Y + b
""",
    "linear_backward": """
def linear_backward(dY, X, W):
    dX = dY @ W
    dW = dY.T @ X
    db = dY.sum(axis=0)
    return dX, dW, db
""",
    "two_layer_loss": """
def two_layer_loss(X, y, W1, b1, W2, b2, reg):
    N, rows = len(y), np.arange(len(y))
    before = X @ W1.T + b1
    hidden = np.maximum(0, before)
    scores = hidden @ W2.T + b2
    scores = scores - scores.max(axis=1, keepdims=True)
    sums = np.exp(scores).sum(axis=1)
    losses = np.log(sums) - scores[rows, y]
    p = np.exp(scores) / sums[:, None]
    dscores = p.copy()
    dscores[rows, y] -= 1
    dscores = dscores / N
    dhidden = dscores @ W2
    dbefore = dhidden * (before > 0)
    loss = losses.mean() + reg * np.sum(W1**2) + reg * np.sum(W2**2)
    dW1, dW2 = dbefore.T @ X + 2 * reg * W1, dscores.T @ hidden + 2 * reg * W2
    db1, db2 = dbefore.sum(axis=0), dscores.sum(axis=0)
    return loss, {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
""",
    "backpropagate": """
def backpropagate(nodes):
    gradients = np.zeros(len(nodes))
    gradients[-1] = 1
    for i in reversed(range(len(nodes))):
        op, inputs, value = nodes[i]
        upstream = gradients[i]
        xs = [nodes[j][2] for j in inputs]
        local = []
        if op == "add":
            local = [1, 1]
        if op == "mul":
            local = [xs[1], xs[0]]
        if op == "max":
            local = [xs[0] > xs[1], xs[0] <= xs[1]]
        if op == "negate":
            local = [-1]
        if op == "exp":
            local = [value]
        if op == "reciprocal":
            local = [-1 / xs[0] ** 2]
        for j, slope in zip(inputs, local):
            gradients[j] += upstream * slope
    return gradients
""",
}

# The local gradients of one gate, for the answers that have a function for it.
LOCAL_GRADIENTS = """
def _local(op, value, xs):
    if op == "add":
        return [1, 1]
    if op == "mul":
        return [xs[1], xs[0]]
    if op == "max":
        return [1, 0] if xs[0] > xs[1] else [0, 1]
    if op == "negate":
        return [-1]
    if op == "exp":
        return [value]
    return [-1 / xs[0] ** 2] if op == "reciprocal" else []
""".strip("\n")

LOOPS = {
    "add_backward": """
def add_backward(dz, x, y):
    dx, dy = np.zeros(len(dz)), np.zeros(len(dz))
    for i in range(len(dz)):
        dx[i] = dz[i]
        dy[i] = dz[i]
    return dx, dy
""",
    "mul_backward": """
def mul_backward(dz, x, y):
    return np.array([a * c for a, c in zip(dz, y, strict=True)]), np.array(
        [a * b for a, b in zip(dz, x, strict=True)]
    )
""",
    "max_backward": """
def max_backward(dz, x, y):
    dx, dy = np.zeros(len(dz)), np.zeros(len(dz))
    for i in range(len(dz)):
        if x[i] > y[i]:
            dx[i] = dz[i]
        else:
            dy[i] = dz[i]
    return dx, dy
""",
    "sigmoid_backward": """
def sigmoid_backward(dz, x):
    dx = []
    for upstream, value in zip(dz, x, strict=True):
        z = 1 / (1 + np.exp(-value)) if value > -700 else 0.0
        dx.append(upstream * z * (1 - z))
    return np.array(dx)
""",
    "tanh_backward": """
def tanh_backward(dz, x):
    return np.array([upstream * (1 - np.tanh(value) ** 2) for upstream, value in zip(dz, x, strict=True)])
""",
    "relu_backward": """
def relu_backward(dz, x):
    dx = np.zeros(len(x))
    for i in range(len(x)):
        if x[i] > 0:
            dx[i] = dz[i]
    return dx
""",
    "maxout": """
def maxout(x, w1, w2):
    first = second = 0.0
    for k in range(len(x)):
        first += w1[k] * x[k]
        second += w2[k] * x[k]
    return first if first > second else second
""",
    "maxout_backward": """
def maxout_backward(dz, x, w1, w2):
    dw1, dw2 = np.zeros(len(x)), np.zeros(len(x))
    first = sum(a * b for a, b in zip(w1, x, strict=True))
    second = sum(a * b for a, b in zip(w2, x, strict=True))
    for k in range(len(x)):
        (dw1 if first > second else dw2)[k] = dz * x[k]
    return dw1, dw2
""",
    "linear_forward": """
def linear_forward(X, W, b):
    Y = np.zeros((len(X), len(W)))
    for i in range(len(X)):
        for k in range(len(W)):
            Y[i, k] = b[k]
            for j in range(X.shape[1]):
                Y[i, k] += W[k, j] * X[i, j]
    return Y
""",
    "linear_backward": """
def linear_backward(dY, X, W):
    dX, dW, db = np.zeros(X.shape), np.zeros(W.shape), np.zeros(len(W))
    for i in range(len(X)):
        for k in range(len(W)):
            db[k] += dY[i, k]
            for j in range(X.shape[1]):
                dX[i, j] += dY[i, k] * W[k, j]
                dW[k, j] += dY[i, k] * X[i, j]
    return dX, dW, db
""",
    "two_layer_loss": """
def two_layer_loss(X, y, W1, b1, W2, b2, reg):
    grads = {
        "W1": np.zeros(W1.shape),
        "b1": np.zeros(len(b1)),
        "W2": np.zeros(W2.shape),
        "b2": np.zeros(len(b2)),
    }
    loss, N = 0.0, len(X)
    for x, label in zip(X, y, strict=True):
        hidden = [max(0.0, sum(W1[h] * x) + b1[h]) for h in range(len(b1))]
        scores = [sum(W2[c, h] * hidden[h] for h in range(len(hidden))) + b2[c] for c in range(len(b2))]
        top = max(scores)
        total = sum(np.exp(s - top) for s in scores)
        loss += (np.log(total) + top - scores[label]) / N
        for c, score in enumerate(scores):
            delta = (np.exp(score - top) / total - (c == label)) / N
            grads["b2"][c] += delta
            for h, value in enumerate(hidden):
                grads["W2"][c, h] += delta * value
                if value > 0:
                    grads["b1"][h] += delta * W2[c, h]
                    grads["W1"][h] += delta * W2[c, h] * x
    for name, W in (("W1", W1), ("W2", W2)):
        loss += reg * np.sum(W * W)
        grads[name] += 2 * reg * W
    return loss, grads
""",
    "backpropagate": f"""
{LOCAL_GRADIENTS}

def backpropagate(nodes):
    gradients = np.zeros(len(nodes))
    gradients[len(nodes) - 1] = 1
    for i in range(len(nodes) - 1, -1, -1):
        op, inputs, value = nodes[i]
        local = _local(op, value, [nodes[j][2] for j in inputs])
        for k in range(len(inputs)):
            gradients[inputs[k]] += gradients[i] * local[k]
    return gradients
""",
}
