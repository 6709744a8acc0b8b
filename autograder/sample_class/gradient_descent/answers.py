"""Right answers to the exercises of the gradient-descent lecture, vectorised and in loops."""

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
    "basins": """
def basins(starts, alpha, n_steps):
    x = np.array(starts, dtype=float)
    for step in range(n_steps):
        slope = 2 * x**3 - 4 * x + 1
        x = x - alpha * slope
    left = np.abs(x + 1.5257) < 0.1
    right = np.abs(x - 1.267) < 0.1
    return np.where(left, 0, np.where(right, 1, -1))
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
def train_two_layer(X, T, W1, W2, learning_rate, n_steps):
    for step in range(n_steps):
        hidden = 1 / (1 + np.exp(-(X @ W1.T)))
        outputs = 1 / (1 + np.exp(-(hidden @ W2.T)))
        error = outputs - T
        delta2 = error * outputs * (1 - outputs)
        delta1 = (delta2 @ W2) * hidden * (1 - hidden)
        W2 = W2 - learning_rate * delta2.T @ hidden
        W1 = W1 - learning_rate * delta1.T @ X
    return W1, W2
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
    "basins": """
def basins(starts, alpha, n_steps):
    ends = []
    for x in starts.tolist():
        for _ in range(n_steps):
            if abs(x) < 1e6:
                x = x - alpha * (2 * x * x * x - 4 * x + 1)
        end = -1
        for number, minimum in enumerate((-1.5257, 1.267)):
            if abs(x - minimum) < 0.1:
                end = number
        ends.append(end)
    return np.array(ends)
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
def train_two_layer(X, T, W1, W2, learning_rate, n_steps):
    for _ in range(n_steps):
        d1, d2 = np.zeros(W1.shape), np.zeros(W2.shape)
        for x, t in zip(X, T):
            h = 1 / (1 + np.exp(-(W1 @ x)))
            o = 1 / (1 + np.exp(-(W2 @ h)))
            delta2 = (o - t) * o * (1 - o)
            delta1 = (delta2 @ W2) * h * (1 - h)
            d2 += np.outer(delta2, h)
            d1 += np.outer(delta1, x)
        W1, W2 = W1 - learning_rate * d1, W2 - learning_rate * d2
    return W1, W2
""",
}
