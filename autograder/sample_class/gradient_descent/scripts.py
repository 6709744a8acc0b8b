"""Repairs of the training scripts of lecture 3: right ones in three styles and the known wrong ones."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.sample_class.editing import Mistakes

# Exercise -> style -> answer.
SCRIPTS: Mapping[str, Mapping[str, str]] = {
    "script_3": {
        "vectorised": """
def script_3(w, X, t, learning_rate, n_steps):
    losses = []
    for step in range(n_steps):
        errors = X @ w - t
        losses.append(np.mean(errors**2))
        w = w - learning_rate * 2 * X.T @ errors / len(X)
    return np.array(losses)
""",
        "loops": """
def script_3(w, X, t, learning_rate, n_steps):
    losses = []
    for step in range(n_steps):
        loss, dw = 0, np.zeros(w.shape)
        for x, target in zip(X, t):
            error = w @ x - target
            loss += error**2 / len(X)
            dw += 2 * error * x / len(X)
        losses.append(loss)
        w = w - learning_rate * dw
    return np.array(losses)
""",
        "einsum": """
def script_3(w, X, t, learning_rate, n_steps):
    losses = []
    for step in range(n_steps):
        errors = X @ w - t
        losses.append(np.mean(errors**2))
        w = w - learning_rate * np.mean(2 * errors[:, None] * X, axis=0)
    return np.array(losses)
""",
    },
    "script_4": {
        "vectorised": """
def script_4(W, X, y, learning_rate, n_epochs, rng):
    T, losses = np.eye(len(W))[y], []
    for epoch in range(n_epochs):
        order = rng.permutation(len(X))
        images, targets = X[order], T[order]
        for x, target in zip(images, targets):
            exponentials = np.exp(W @ x - np.max(W @ x))
            p = exponentials / exponentials.sum()
            W = W - learning_rate * np.outer(p - target, x)
        scores = X @ W.T
        log_p = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        losses.append(-np.mean(np.sum(log_p * T, axis=1)))
    return np.array(losses)
""",
        "loops": """
def script_4(W, X, y, learning_rate, n_epochs, rng):
    losses = []
    for epoch in range(n_epochs):
        for i in rng.permutation(len(X)):
            exponentials = np.array([np.exp(w @ X[i]) for w in W])
            for c, p in enumerate(exponentials / sum(exponentials)):
                W = W.copy()
                W[c] -= learning_rate * (p - (c == y[i])) * X[i]
        loss = 0
        for x, label in zip(X, y):
            exponentials = [np.exp(w @ x) for w in W]
            loss -= np.log(exponentials[label] / sum(exponentials))
        losses.append(loss / len(X))
    return np.array(losses)
""",
        "einsum": """
def script_4(W, X, y, learning_rate, n_epochs, rng):
    T, losses = np.eye(len(W))[y], []
    for epoch in range(n_epochs):
        order = rng.permutation(len(X))
        images, targets = np.take(X, order, axis=0), np.take(T, order, axis=0)
        for x, target in zip(images, targets):
            exponentials = np.exp(W @ x - np.max(W @ x))
            p = exponentials / exponentials.sum()
            W = W - learning_rate * np.outer(p - target, x)
        scores = X @ W.T
        log_p = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        losses.append(-np.mean(np.sum(log_p * T, axis=1)))
    return np.array(losses)
""",
    },
    "script_5": {
        "vectorised": """
def script_5(w, X, t, X_val, t_val, learning_rate, n_steps):
    best, lowest = w, np.inf
    for step in range(n_steps):
        w = w - learning_rate * 2 * X.T @ (X @ w - t) / len(X)
        loss = np.mean((X_val @ w - t_val) ** 2)
        if loss < lowest:
            best, lowest = w, loss
    return best
""",
        "loops": """
def script_5(w, X, t, X_val, t_val, learning_rate, n_steps):
    points, losses = [], []
    for step in range(n_steps):
        dw = np.zeros(w.shape)
        for x, target in zip(X, t):
            dw += 2 * (w @ x - target) * x / len(X)
        w = w - learning_rate * dw
        points.append(w)
        losses.append(sum((x @ w - target) ** 2 for x, target in zip(X_val, t_val)))
    return points[losses.index(min(losses))]
""",
        "einsum": """
def script_5(w, X, t, X_val, t_val, learning_rate, n_steps):
    best, lowest = w, np.inf
    for step in range(n_steps):
        w = w - (learning_rate * 2 * X.T @ (X @ w - t) / len(X))
        loss = np.mean((X_val @ w - t_val) ** 2)
        if loss < lowest:
            best, lowest = w.copy(), loss
    return best
""",
    },
    "script_6": {
        "vectorised": """
def script_6(W, X, y, n_train, learning_rate, batch_size, n_steps, rng):
    T, losses = np.eye(len(W))[y], []
    for step in range(n_steps):
        rows = rng.choice(n_train, batch_size, replace=False)
        exponentials = np.exp(X[rows] @ W.T)
        p = exponentials / exponentials.sum(axis=1, keepdims=True)
        W = W - learning_rate * (p - T[rows]).T @ X[rows] / batch_size
        scores = X[n_train:] @ W.T
        log_p = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        losses.append(-np.mean(np.sum(log_p * T[n_train:], axis=1)))
    return np.array(losses)
""",
        "loops": """
def script_6(W, X, y, n_train, learning_rate, batch_size, n_steps, rng):
    losses = []
    for step in range(n_steps):
        dW = np.zeros(W.shape)
        for i in rng.choice(n_train, batch_size, replace=False):
            exponentials = np.array([np.exp(w @ X[i]) for w in W])
            for c, p in enumerate(exponentials / sum(exponentials)):
                dW[c] += (p - (c == y[i])) * X[i]
        W = W - learning_rate * dW / batch_size
        loss = 0
        for x, label in zip(X[n_train:], y[n_train:]):
            exponentials = [np.exp(w @ x) for w in W]
            loss -= np.log(exponentials[label] / sum(exponentials))
        losses.append(loss / len(X[n_train:]))
    return np.array(losses)
""",
        "einsum": """
def script_6(W, X, y, n_train, learning_rate, batch_size, n_steps, rng):
    T, losses = np.eye(len(W))[y], []
    for step in range(n_steps):
        rows = rng.choice(n_train, batch_size, replace=False)
        exponentials = np.exp(X[rows] @ W.T)
        p = exponentials / exponentials.sum(axis=1, keepdims=True)
        W = W - learning_rate * np.einsum('nc,nd->cd', p - T[rows], X[rows]) / batch_size
        scores = X[n_train:] @ W.T
        log_p = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        losses.append(-np.mean(np.sum(log_p * T[n_train:], axis=1)))
    return np.array(losses)
""",
    },
}

MISTAKES: Mapping[str, Mistakes] = {
    "script_3": {
        ("gradient_still_summed",): [("2 * X.T @ errors / len(X)", "2 * X.T @ errors")],
        ("divided_by_inputs",): [("errors / len(X)", "errors / len(w)")],
        ("factor_two_lost",): [("2 * X.T @", "X.T @")],
        ("loss_summed_instead",): [
            ("np.mean(errors**2)", "np.sum(errors**2)"),
            ("errors / len(X)", "errors"),
        ],
        ("uphill",): [("w - learning_rate", "w + learning_rate")],
    },
    "script_4": {
        ("still_shuffled_apart",): [("X[order], T[order]", "X[order], T[rng.permutation(len(X))]")],
        ("labels_left_in_place",): [("T[order]", "T")],
        ("not_shuffled_any_more",): [("order = rng.permutation(len(X))", "order = np.arange(len(X))")],
        ("one_order_for_all_epochs",): [
            (
                "    T, losses = np.eye(len(W))[y], []\n",
                "    T, losses = np.eye(len(W))[y], []\n    order = rng.permutation(len(X))\n",
            ),
            ("        order = rng.permutation(len(X))\n", ""),
        ],
        ("last_loss_only",): [("return np.array(losses)", "return np.array(losses[-1:])")],
    },
    "script_5": {
        ("best_moves_along",): [
            ("w = w - learning_rate", "w -= learning_rate"),
            ("best, lowest = w, np.inf", "w = w.copy()\n    best, lowest = w, np.inf"),
        ],
        ("worst_kept",): [
            ("best, lowest = w, np.inf", "best, lowest = w, -np.inf"),
            ("loss < lowest", "loss > lowest"),
        ],
        ("start_kept",): [("best, lowest = w, loss", "lowest = loss")],
    },
    "script_6": {
        ("held_out_in_the_batch",): [("rng.choice(n_train,", "rng.choice(len(X),")],
        ("measured_on_training",): [("X[n_train:]", "X[:n_train]"), ("T[n_train:]", "T[:n_train]")],
        ("measured_on_everything",): [("X[n_train:]", "X"), ("T[n_train:]", "T")],
        ("rows_with_repeats",): [("replace=False", "replace=True")],
    },
}

# Of the points, what is left with one of these.
EARNED = {"not_shuffled_any_more": 0.5, "one_order_for_all_epochs": 0.5}
