"""Right answers to the exercises of the backpropagation lecture in float32, and in other ways than usual."""

from __future__ import annotations

from autograder.sample_class.backpropagation.answers import LOCAL_GRADIENTS, LOOPS, VECTORISED
from autograder.sample_class.backpropagation.steps import STEPS
from autograder.sample_class.editing import begun_with

# Other ways: tanh for the sigmoid, the bias trick, examples as columns, a search for the gates behind a node.
OTHER_WAYS = {
    "add_backward": """
def add_backward(dz, x, y):
    return dz * np.ones_like(x), dz * np.ones_like(y)
""",
    "mul_backward": """
def mul_backward(dz, x, y):
    return np.multiply(y, dz), np.einsum("n,n->n", x, dz)
""",
    "max_backward": """
def max_backward(dz, x, y):
    return np.where(x > y, dz, 0), np.where(x > y, 0, dz)
""",
    "sigmoid_backward": """
def sigmoid_backward(dz, x):
    z = 0.5 + 0.5 * np.tanh(x / 2)
    return (z - z**2) * dz
""",
    "tanh_backward": """
def tanh_backward(dz, x):
    return dz / np.cosh(x) ** 2
""",
    "relu_backward": """
def relu_backward(dz, x):
    return np.where(x >= 0, dz, 0)
""",
    "maxout": """
def maxout(x, w1, w2):
    return np.max(np.stack([w1, w2]) @ x)
""",
    "maxout_backward": """
def maxout_backward(dz, x, w1, w2):
    if w1 @ x > w2 @ x:
        return dz * x, np.zeros_like(x)
    return np.zeros_like(x), dz * x
""",
    "linear_forward": """
def linear_forward(X, W, b):
    return np.column_stack([X, np.ones(len(X))]) @ np.column_stack([W, b]).T
""",
    "linear_backward": """
def linear_backward(dY, X, W):
    return np.einsum("nc,cd->nd", dY, W), np.einsum("nc,nd->cd", dY, X), np.einsum("nc->c", dY)
""",
    "two_layer_loss": """
def two_layer_loss(X, y, W1, b1, W2, b2, reg):
    T = np.eye(len(W2))[:, y]  # examples are columns
    Z = W1 @ X.T + b1[:, None]
    H = Z * (Z > 0)
    S = W2 @ H + b2[:, None]
    log_p = S - np.logaddexp.reduce(S, axis=0)
    D = (np.exp(log_p) - T) / len(y)
    back = np.where(Z > 0, W2.T @ D, 0)
    loss = -np.sum(T * log_p) / len(y) + reg * (np.linalg.norm(W1) ** 2 + np.linalg.norm(W2) ** 2)
    return loss, {
        "b2": D.sum(axis=1),
        "W2": D @ H.T + 2 * reg * W2,
        "b1": back.sum(axis=1),
        "W1": back @ X + 2 * reg * W1,
    }
""",
    "backpropagate": f"""
{LOCAL_GRADIENTS}

def backpropagate(nodes):
    gradients = [0.0] * len(nodes)
    gradients[-1] = 1.0
    for j in reversed(range(len(nodes) - 1)):
        for i, (op, inputs, value) in enumerate(nodes):
            for k, source in enumerate(inputs):
                if source == j:
                    gradients[j] += gradients[i] * _local(op, value, [nodes[m][2] for m in inputs])[k]
    return np.array(gradients)
""",
}

FLOAT32 = {
    **VECTORISED,
    "mul_backward": """
def mul_backward(dz, x, y):
    dz, x, y = (np.asarray(a, dtype=np.float32) for a in (dz, x, y))
    return dz * y, dz * x
""",
    "sigmoid_backward": """
def sigmoid_backward(dz, x):
    dz, x = (np.asarray(a, dtype=np.float32) for a in (dz, x))
    z = 1 / (1 + np.exp(-x))
    return dz * z * (1 - z)
""",
    "maxout": """
def maxout(x, w1, w2):
    x, w1, w2 = (np.asarray(a, dtype=np.float32) for a in (x, w1, w2))
    return np.maximum(x.dot(w1), x.dot(w2))
""",
    "linear_forward": """
def linear_forward(X, W, b):
    X, W, b = (np.asarray(a, dtype=np.float32) for a in (X, W, b))
    return (W @ X.T + b[:, None]).T
""",
    "linear_backward": """
def linear_backward(dY, X, W):
    dY, X, W = (np.asarray(a, dtype=np.float32) for a in (dY, X, W))
    return [(W.T @ dY.T).T, (X.T @ dY).T, dY.sum(0)]
""",
    "two_layer_loss": begun_with(
        VECTORISED["two_layer_loss"],
        "X, W1, b1, W2, b2 = (np.asarray(a, dtype=np.float32) for a in (X, W1, b1, W2, b2))",
    ),
}

_STYLES = {"loops": LOOPS, "vectorised": VECTORISED, "float32": FLOAT32, "other-ways": OTHER_WAYS}
STYLES = {style: {**answers, **STEPS[style]} for style, answers in _STYLES.items()}
