"""Right answers to the exercises of the gradient-descent lecture with einsum, and in single precision."""

from __future__ import annotations

from autograder.sample_class.gradient_descent.answers import LOOPS, VECTORISED

EINSUM = {
    "numerical_gradient": """
def numerical_gradient(f, x, h):
    steps = h * np.eye(x.size).reshape(x.size, *x.shape)
    return np.reshape([f(x + step) - f(x - step) for step in steps], x.shape) / (2 * h)
""",
    "directional_derivative": """
def directional_derivative(f, x, u, h):
    flat = np.ravel(u)
    length = np.sqrt(np.einsum("i,i->", flat, flat))
    return (f(x + h * u / length) - f(x - h * u / length)) / (2 * h)
""",
    "squared_error": """
def squared_error(W, x, t):
    error = np.einsum("cd,d->c", W, x) - t
    return np.einsum("c,c->", error, error), 2 * np.einsum("c,d->cd", error, x)
""",
    "squared_error_batch": """
def squared_error_batch(W, X, T):
    errors = np.einsum("nd,cd->nc", X, W) - T
    return np.einsum("nc,nc->", errors, errors) / len(X), np.einsum("nc,nd->cd", errors, X) * (2 / len(X))
""",
    "gradient_descent": """
def gradient_descent(gradient, w, learning_rate, n_steps):
    trajectory = np.empty((n_steps + 1,) + w.shape)
    trajectory[0] = w
    for k in range(n_steps):
        trajectory[k + 1] = trajectory[k] - learning_rate * gradient(trajectory[k])
    return trajectory
""",
    "basins": """
def basins(starts, alpha, n_steps):
    f = np.polynomial.Polynomial([5, 1, -2, 0, 0.5])
    x = starts * 1.0
    for _ in range(n_steps):
        x = x - alpha * f.deriv()(x)
    near = np.abs(x[:, None] - np.array([-1.5257, 1.267])) < 0.1
    return np.einsum("nm,m->n", near, np.array([1, 2])) - 1
""",
    "minibatch_sgd": """
def minibatch_sgd(gradient, w, X, y, learning_rate, batch_size, n_epochs, rng):
    trajectory = np.empty((n_epochs,) + w.shape)
    for epoch in range(n_epochs):
        order = rng.permutation(len(X))
        for rows in np.split(order, range(batch_size, len(X), batch_size)):
            w = w - learning_rate * gradient(w, X[rows], y[rows])
        trajectory[epoch] = w
    return trajectory
""",
    "train_two_layer": """
def train_two_layer(X, T, W1, W2, learning_rate, n_steps):
    for _ in range(n_steps):
        hidden = 1 / (1 + np.exp(-np.einsum("nd,hd->nh", X, W1)))
        outputs = 1 / (1 + np.exp(-np.einsum("nh,ch->nc", hidden, W2)))
        delta2 = (outputs - T) * (outputs - outputs**2)
        delta1 = np.einsum("nc,ch->nh", delta2, W2) * (hidden - hidden**2)
        W2 = W2 - learning_rate * np.einsum("nc,nh->ch", delta2, hidden)
        W1 = W1 - learning_rate * np.einsum("nh,nd->hd", delta1, X)
    return W1, W2
""",
}

# Where single precision is enough it is used; a difference over a small step needs double precision.
FLOAT32 = {
    "numerical_gradient": VECTORISED["numerical_gradient"],
    "directional_derivative": VECTORISED["directional_derivative"],
    "squared_error": """
def squared_error(W, x, t):
    W, x, t = (np.asarray(a, dtype=np.float32) for a in (W, x, t))
    error = W @ x - t
    return error @ error, 2 * np.outer(error, x)
""",
    "squared_error_batch": """
def squared_error_batch(W, X, T):
    W, X, T = (np.asarray(a, dtype=np.float32) for a in (W, X, T))
    errors = X @ W.T - T
    return (errors**2).sum(axis=1).mean(), 2 * errors.T @ X / np.float32(len(X))
""",
    "gradient_descent": """
def gradient_descent(gradient, w, learning_rate, n_steps):
    points = [w.astype(np.float32)]
    for _ in range(n_steps):
        slope = np.asarray(gradient(points[-1]), dtype=np.float32)
        points.append(points[-1] - np.float32(learning_rate) * slope)
    return points
""",
    "basins": """
def basins(starts, alpha, n_steps):
    x = starts.astype(np.float32)
    for _ in range(n_steps):
        x = x - np.float32(alpha) * (2 * x**3 - 4 * x + 1)
    ends = np.full(len(x), -1)
    ends[np.abs(x + 1.5257) < 0.1] = 0
    ends[np.abs(x - 1.267) < 0.1] = 1
    return ends
""",
    "minibatch_sgd": """
def minibatch_sgd(gradient, w, X, y, learning_rate, batch_size, n_epochs, rng):
    w, points = w.astype(np.float32), []
    for _ in range(n_epochs):
        order = rng.permutation(len(X))
        for k in range(0, len(X), batch_size):
            slope = np.asarray(gradient(w, X[order[k : k + batch_size]], y[order[k : k + batch_size]]))
            w = w - np.float32(learning_rate) * slope.astype(np.float32)
        points.append(w)
    return points
""",
    "train_two_layer": """
def train_two_layer(X, T, W1, W2, learning_rate, n_steps):
    X, T, W1, W2 = (np.asarray(a, dtype=np.float32) for a in (X, T, W1, W2))
    for _ in range(n_steps):
        hidden = 1 / (1 + np.exp(-X @ W1.T))
        outputs = 1 / (1 + np.exp(-hidden @ W2.T))
        delta2 = (outputs - T) * outputs * (1 - outputs)
        delta1 = delta2 @ W2 * hidden * (1 - hidden)
        W1, W2 = W1 - learning_rate * delta1.T @ X, W2 - learning_rate * delta2.T @ hidden
    return W1, W2
""",
}

STYLES = {"vectorised": VECTORISED, "loops": LOOPS, "einsum": EINSUM, "float32": FLOAT32}
