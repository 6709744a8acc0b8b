"""Right answers to the exercises of the gradient-descent lecture, in four styles."""

from __future__ import annotations

# The wrong answers are edits of this one.
VECTORISED = {
    "numerical_gradient": """
def numerical_gradient(f, x, h):
    x = np.array(x, dtype=float)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        centre = x[index]
        x[index] = centre + h
        above = f(x)
        x[index] = centre - h
        below = f(x)
        x[index] = centre
        gradient[index] = (above - below) / (2 * h)
    return gradient
""",
    "directional_derivative": """
def directional_derivative(f, x, u, h):
    unit = u / np.linalg.norm(u)
    above = f(x + h * unit)
    below = f(x - h * unit)
    return (above - below) / (2 * h)
""",
    "squared_error": """
def squared_error(W, x, t):
    y = W @ x
    error = y - t
    loss = np.sum(error**2)
    dW = 2 * np.outer(error, x)
    return loss, dW
""",
    "squared_error_batch": """
def squared_error_batch(W, X, T):
    N = len(X)
    Y = X @ W.T
    errors = Y - T
    loss = np.sum(errors**2) / N
    dW = 2 * errors.T @ X / N
    return loss, dW
""",
    "gradient_descent": """
def gradient_descent(gradient, w, learning_rate, n_steps):
    w = np.array(w, dtype=float)
    points = [w]
    for step in range(n_steps):
        slope = gradient(w)
        w = w - learning_rate * slope
        points.append(w)
    return np.stack(points)
""",
    "minibatch_sgd": """
def minibatch_sgd(gradient, w, X, y, learning_rate, batch_size, n_epochs, rng):
    N = len(X)
    points = []
    for epoch in range(n_epochs):
        order = rng.permutation(N)
        for first in range(0, N, batch_size):
            rows = order[first : first + batch_size]
            slope = gradient(w, X[rows], y[rows])
            w = w - learning_rate * slope
        points.append(w)
    return np.stack(points)
""",
    "train_two_layer": """
def train_two_layer(X, Y, W0, W1, learning_rate, n_steps):
    for step in range(n_steps):
        hidden = 1 / (1 + np.exp(-(X @ W0)))
        outputs = 1 / (1 + np.exp(-(hidden @ W1)))
        error = outputs - Y
        delta1 = error * outputs * (1 - outputs)
        delta0 = (delta1 @ W1.T) * hidden * (1 - hidden)
        W1 = W1 - learning_rate * hidden.T @ delta1
        W0 = W0 - learning_rate * X.T @ delta0
    return W0, W1
""",
}

LOOPS = {
    "numerical_gradient": """
def numerical_gradient(f, x, h):
    gradient = []
    for i in range(x.size):
        values = []
        for step in (h, -h):
            moved = x.astype(float).ravel()
            moved[i] += step
            values.append(f(moved.reshape(x.shape)))
        gradient.append((values[0] - values[1]) / 2 / h)
    return np.array(gradient).reshape(x.shape)
""",
    "directional_derivative": """
def directional_derivative(f, x, u, h):
    length = 0.0
    for entry in u.flat:
        length += entry**2
    length = length**0.5
    above, below = x.astype(float), x.astype(float)
    for index in np.ndindex(x.shape):
        above[index] += h * u[index] / length
        below[index] -= h * u[index] / length
    return (f(above) - f(below)) / (2 * h)
""",
    "squared_error": """
def squared_error(W, x, t):
    C, d = W.shape
    loss, dW = 0, np.zeros((C, d))
    for c in range(C):
        error = -t[c]
        for k in range(d):
            error += W[c, k] * x[k]
        loss += error**2
        for k in range(d):
            dW[c, k] = 2 * error * x[k]
    return loss, dW
""",
    "squared_error_batch": """
def squared_error_batch(W, X, T):
    loss, dW = 0, np.zeros(W.shape)
    for x, t in zip(X, T):
        for c in range(len(W)):
            error = W[c] @ x - t[c]
            loss += error**2
            dW[c] += 2 * error * x
    return loss / len(X), dW / len(X)
""",
    "gradient_descent": """
def gradient_descent(gradient, w, learning_rate, n_steps):
    w = w.astype(float)
    trajectory = [w.copy()]
    for _ in range(n_steps):
        w -= learning_rate * gradient(w)
        trajectory.append(w.copy())
    return np.array(trajectory)
""",
    "minibatch_sgd": """
def minibatch_sgd(gradient, w, X, y, learning_rate, batch_size, n_epochs, rng):
    trajectory = []
    for _ in range(n_epochs):
        waiting = list(rng.permutation(len(X)))
        while waiting:
            batch, waiting = waiting[:batch_size], waiting[batch_size:]
            w = w - learning_rate * gradient(w, X[batch], y[batch])
        trajectory.append(w.copy())
    return np.array(trajectory)
""",
    "train_two_layer": """
def train_two_layer(X, Y, W0, W1, learning_rate, n_steps):
    for _ in range(n_steps):
        d0, d1 = np.zeros(W0.shape), np.zeros(W1.shape)
        for x, t in zip(X, Y):
            h = 1 / (1 + np.exp(-(x @ W0)))
            o = 1 / (1 + np.exp(-(h @ W1)))
            delta1 = (o - t) * o * (1 - o)
            delta0 = (W1 @ delta1) * h * (1 - h)
            d1 += np.outer(h, delta1)
            d0 += np.outer(x, delta0)
        W0, W1 = W0 - learning_rate * d0, W1 - learning_rate * d1
    return W0, W1
""",
}

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
def train_two_layer(X, Y, W0, W1, learning_rate, n_steps):
    for _ in range(n_steps):
        hidden = 1 / (1 + np.exp(-np.einsum("nd,dh->nh", X, W0)))
        outputs = 1 / (1 + np.exp(-np.einsum("nh,hc->nc", hidden, W1)))
        delta1 = (outputs - Y) * (outputs - outputs**2)
        delta0 = np.einsum("nc,hc->nh", delta1, W1) * (hidden - hidden**2)
        W1 = W1 - learning_rate * np.einsum("nh,nc->hc", hidden, delta1)
        W0 = W0 - learning_rate * np.einsum("nd,nh->dh", X, delta0)
    return W0, W1
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
def train_two_layer(X, Y, W0, W1, learning_rate, n_steps):
    X, Y, W0, W1 = (np.asarray(a, dtype=np.float32) for a in (X, Y, W0, W1))
    for _ in range(n_steps):
        hidden = 1 / (1 + np.exp(-X @ W0))
        outputs = 1 / (1 + np.exp(-hidden @ W1))
        delta1 = (outputs - Y) * outputs * (1 - outputs)
        delta0 = delta1 @ W1.T * hidden * (1 - hidden)
        W0, W1 = W0 - learning_rate * X.T @ delta0, W1 - learning_rate * hidden.T @ delta1
    return W0, W1
""",
}

STYLES = {"vectorised": VECTORISED, "loops": LOOPS, "einsum": EINSUM, "float32": FLOAT32}
