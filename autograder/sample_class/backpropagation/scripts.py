"""Repairs of the training scripts of lecture 4: right ones in three styles and the known wrong ones."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.sample_class.editing import Mistakes

# Exercise -> style -> answer.
SCRIPTS: Mapping[str, Mapping[str, str]] = {
    "script_7": {
        "vectorised": """
def script_7(X, T, W1, W2, learning_rate, n_steps):
    losses = []
    for step in range(n_steps):
        H = np.maximum(0, X @ W1.T)
        errors = H @ W2.T - T
        losses.append(np.mean(np.sum(errors**2, axis=1)))
        dY = 2 * errors / len(X)
        dW2 = dY.T @ H
        dW1 = ((dY @ W2) * (H > 0)).T @ X
        W2 = W2 - learning_rate * dW2
        W1 = W1 - learning_rate * dW1
    return np.array(losses)
""",
        "loops": """
def script_7(X, T, W1, W2, learning_rate, n_steps):
    losses = []
    for step in range(n_steps):
        loss, dW1, dW2 = 0, np.zeros(W1.shape), np.zeros(W2.shape)
        for x, t in zip(X, T):
            h = np.array([max(0, w @ x) for w in W1])
            dy = 2 * (W2 @ h - t) / len(X)
            loss += sum((W2 @ h - t) ** 2) / len(X)
            dW2 += np.outer(dy, h)
            for j in range(len(h)):
                if h[j] > 0:
                    dW1[j] += (dy @ W2[:, j]) * x
        losses.append(loss)
        W1, W2 = W1 - learning_rate * dW1, W2 - learning_rate * dW2
    return np.array(losses)
""",
        "einsum": """
def script_7(X, T, W1, W2, learning_rate, n_steps):
    losses = []
    for step in range(n_steps):
        H = np.maximum(0, X @ W1.T)
        errors = H @ W2.T - T
        losses.append(np.mean(np.sum(errors**2, axis=1)))
        dY = 2 * errors / len(X)
        dW2 = np.einsum('nc,nh->ch', dY, H)
        dW1 = ((dY @ W2) * (H > 0)).T @ X
        W2 = W2 - learning_rate * dW2
        W1 = W1 - learning_rate * dW1
    return np.array(losses)
""",
    },
    "script_8": {
        "vectorised": """
def script_8(X, T, W, learning_rate, n_steps):
    losses = []
    for step in range(n_steps):
        A = np.tanh(X @ W.T)
        B = np.tanh(A @ W.T)
        losses.append(np.mean(np.sum((B - T) ** 2, axis=1)))
        dB = 2 * (B - T) / len(X) * (1 - B**2)
        dW = dB.T @ A
        dA = dB @ W * (1 - A**2)
        dW += dA.T @ X
        W = W - learning_rate * dW
    return np.array(losses)
""",
        "loops": """
def script_8(X, T, W, learning_rate, n_steps):
    losses = []
    for step in range(n_steps):
        loss, dW = 0, np.zeros(W.shape)
        for x, t in zip(X, T):
            a = np.tanh(W @ x)
            b = np.tanh(W @ a)
            loss += sum((b - t) ** 2) / len(X)
            db = 2 * (b - t) / len(X) * (1 - b * b)
            da = (W.T @ db) * (1 - a * a)
            dW += np.outer(db, a) + np.outer(da, x)
        losses.append(loss)
        W = W - learning_rate * dW
    return np.array(losses)
""",
        "einsum": """
def script_8(X, T, W, learning_rate, n_steps):
    losses = []
    for step in range(n_steps):
        A = np.tanh(X @ W.T)
        B = np.tanh(A @ W.T)
        losses.append(np.mean(np.sum((B - T) ** 2, axis=1)))
        dB = 2 * (B - T) / len(X) * (1 - B**2)
        dW = dB.T @ A
        dA = dB @ W * (1 - A**2)
        dW = dW + np.einsum('nk,nd->kd', dA, X)
        W = W - learning_rate * dW
    return np.array(losses)
""",
    },
}

MISTAKES: Mapping[str, Mistakes] = {
    "script_7": {
        ("gradients_not_emptied",): [
            ("    losses = []\n", "    losses, dW1, dW2 = [], 0, 0\n"),
            ("dW2 = dY", "dW2 = dW2 + dY"),
            ("dW1 = (", "dW1 = dW1 + ("),
        ],
        ("first_not_emptied",): [
            ("    losses = []\n", "    losses, dW1 = [], 0\n"),
            ("dW1 = (", "dW1 = dW1 + ("),
        ],
        ("second_not_emptied",): [
            ("    losses = []\n", "    losses, dW2 = [], 0\n"),
            ("dW2 = dY", "dW2 = dW2 + dY"),
        ],
        ("mask_lost",): [("((dY @ W2) * (H > 0))", "(dY @ W2)")],
        ("updated_too_early",): [
            ("        W2 = W2 - learning_rate * dW2\n", ""),
            ("        dW1 = (", "        W2 = W2 - learning_rate * dW2\n        dW1 = ("),
        ],
    },
    "script_8": {
        ("use_overwritten",): [("dW += dA", "dW = dA")],
        ("first_layer_forgotten",): [("        dW += dA.T @ X\n", "")],
        ("uses_averaged",): [("learning_rate * dW", "learning_rate * dW / 2")],
        ("last_slope_lost",): [(" * (1 - B**2)", "")],
        ("first_slope_lost",): [(" * (1 - A**2)", "")],
    },
}
