"""Right answers to the exercises of the lecture on gradient descent: exercise -> style -> function."""

import numpy as np

from benchmarks.right_styles import of_the_sample_class, with_further


def _gradient_loops(f, x, h):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = x.astype(float), x.astype(float)
        above[index] += h
        below[index] -= h
        gradient[index] = (f(above) - f(below)) / (2 * h)
    return gradient


def _gradient_in_place(f, x, h):
    x = np.array(x, dtype=float)
    flat = x.reshape(-1)
    slopes = []
    for i in range(flat.size):
        old = flat[i]
        flat[i] = old + h
        above = f(x)
        flat[i] = old - h
        slopes.append((above - f(x)) / (2 * h))
        flat[i] = old
    return np.array(slopes).reshape(x.shape)


def _gradient_nditer(f, x, h):
    x, gradient = x * 1.0, x * 0.0
    x, gradient = np.asarray(x), np.asarray(gradient)
    walk = np.nditer(x, flags=["multi_index"])
    while not walk.finished:
        at = walk.multi_index
        old = x[at].item()
        x[at] = old + h
        gradient[at] = f(x)
        x[at] = old - h
        gradient[at] -= f(x)
        x[at] = old
        walk.iternext()
    return gradient / (2 * h)


def _slope_scaled_afterwards(f, x, u, h):
    length = np.sqrt(np.sum(u**2))
    return (f(x + h * u) - f(x - h * u)) / (2 * h * length)


def _slope_from_gradient(f, x, u, h):
    return np.sum(_gradient_loops(f, x, h) * u) / np.linalg.norm(u)


def _error_other_sign(W, x, t):
    error = t - W.dot(x)
    return error @ error, -2 * error[:, None] * x


def _error_norm(W, x, t):
    error = W @ x - t
    return np.linalg.norm(error) ** 2, np.einsum("c,d->cd", error + error, x)


def _batch_columns(W, X, T):
    errors = W @ X.T - T.T
    return (errors**2).mean(axis=1).sum(), 2 * np.mean(errors[:, None, :] * X.T, axis=-1)


def _descent_recursive(gradient, w, learning_rate, n_steps):
    if n_steps == 0:
        return np.asarray(w, dtype=float)[None]
    before = _descent_recursive(gradient, w, learning_rate, n_steps - 1)
    return np.concatenate([before, [before[-1] - gradient(before[-1]) * learning_rate]])


def _basins_by_distance(starts, alpha, n_steps):
    x = np.asarray(starts, dtype=float)
    for _ in range(n_steps):
        x = x - alpha * (2 * x * (x * x - 2) + 1)
    distances = np.abs(np.subtract.outer(x, [-1.52569, 1.26704]))  # (N, 2)
    return np.where(distances.min(axis=1) < 0.1, distances.argmin(axis=1), -1)


def _basins_with_the_sides(starts, alpha, n_steps):
    points = [np.array(starts, dtype=float)]
    for _ in range(n_steps):
        points.append(points[-1] - alpha * np.polyval([2, 0, -4, 1], points[-1]))
    end = points[-1]
    arrived = (np.abs(end - -1.5257) < 0.1) | (np.abs(end - 1.267) < 0.1)
    return np.where(arrived, (end > 0).astype(int), -1)


def _sgd_slices(gradient, w, X, y, learning_rate, batch_size, n_epochs, rng):
    N = X.shape[0]
    w = w.copy()
    points = np.empty((n_epochs, *w.shape))
    for epoch in range(n_epochs):
        order = rng.permutation(N)
        for start in range(0, N, batch_size):
            rows = order[start : start + batch_size]
            w -= learning_rate * gradient(w, X[rows], y[rows])
        points[epoch] = w
    return points


def _sgd_shuffled_data(gradient, w, X, y, learning_rate, batch_size, n_epochs, rng):
    points = []
    for _ in range(n_epochs):
        order = rng.permutation(len(y))
        X_epoch, y_epoch = X[order], y[order]
        for first in range(0, len(y), batch_size):
            batch = slice(first, first + batch_size)
            w = w - learning_rate * gradient(w, X_epoch[batch], y_epoch[batch])
        points.append(w.copy())
    return points


def _sgd_split(gradient, w, X, y, learning_rate, batch_size, n_epochs, rng):
    points = []
    for _ in range(n_epochs):
        order = np.arange(len(X))
        rng.shuffle(order)  # what rng.permutation(N) does
        for rows in np.split(order, np.arange(batch_size, len(X), batch_size)):
            w = w - learning_rate * gradient(w, X[rows], y[rows])
        points.append(w)
    return np.stack(points)


def _net_loops(X, T, W1, W2, learning_rate, n_steps):
    for _ in range(n_steps):
        d1, d2 = np.zeros(W1.shape), np.zeros(W2.shape)
        for x, t in zip(X, T, strict=True):
            hidden = np.array([1 / (1 + np.exp(-(x @ row))) for row in W1])
            output = np.array([1 / (1 + np.exp(-(hidden @ row))) for row in W2])
            delta2 = (output - t) * output * (1 - output)
            for j in range(len(hidden)):
                delta1 = sum(delta2[c] * W2[c, j] for c in range(len(delta2)))
                d1[j] += x * delta1 * hidden[j] * (1 - hidden[j])
                d2[:, j] += hidden[j] * delta2
        W1, W2 = W1 - learning_rate * d1, W2 - learning_rate * d2
    return W1, W2


def _net_products(X, T, W1, W2, learning_rate, n_steps):
    W1, W2 = W1.copy(), W2.copy()
    for _ in range(n_steps):
        l1 = 1 / (1 + np.exp(-X @ W1.T))
        l2 = 1 / (1 + np.exp(-l1 @ W2.T))
        l2_delta = (T - l2) * (l2 * (1 - l2))
        l1_delta = l2_delta.dot(W2) * (l1 * (1 - l1))
        W2 += learning_rate * l2_delta.T.dot(l1)
        W1 += learning_rate * l1_delta.T.dot(X)
    return W1, W2


def _net_tanh(X, T, W1, W2, learning_rate, n_steps):
    for _ in range(n_steps):
        hidden = 0.5 + 0.5 * np.tanh(X @ W1.T / 2)
        outputs = 0.5 + 0.5 * np.tanh(hidden @ W2.T / 2)
        delta = (outputs - T) * (outputs - outputs**2)
        back = np.einsum("nc,ch->nh", delta, W2) * (hidden - hidden**2)
        W1, W2 = W1 - learning_rate * np.einsum("nh,nd->hd", back, X), W2 - learning_rate * (delta.T @ hidden)
    return [W1, W2]


STYLES = with_further(
    of_the_sample_class("gradient_descent"),
    {
        "numerical_gradient": {
            "two copies": _gradient_loops,
            "in place and back": _gradient_in_place,
            "nditer": _gradient_nditer,
        },
        "directional_derivative": {
            "divided by the length afterwards": _slope_scaled_afterwards,
            "from the gradient": _slope_from_gradient,
        },
        "squared_error": {"target minus output": _error_other_sign, "norm and einsum": _error_norm},
        "squared_error_batch": {"examples as columns": _batch_columns},
        "gradient_descent": {"recursive": _descent_recursive},
        "basins": {
            "by the nearest": _basins_by_distance,
            "sides of those that arrived": _basins_with_the_sides,
        },
        "minibatch_sgd": {
            "slices": _sgd_slices,
            "shuffled data": _sgd_shuffled_data,
            "np.split": _sgd_split,
        },
        "train_two_layer": {
            "loops over units": _net_loops,
            "matrix products": _net_products,
            "tanh and einsum": _net_tanh,
        },
    },
)
