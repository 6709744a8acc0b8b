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


def _net_loops(X, Y, W0, W1, learning_rate, n_steps):
    for _ in range(n_steps):
        d0, d1 = np.zeros(W0.shape), np.zeros(W1.shape)
        for x, t in zip(X, Y, strict=True):
            hidden = np.array([1 / (1 + np.exp(-(x @ column))) for column in W0.T])
            output = np.array([1 / (1 + np.exp(-(hidden @ column))) for column in W1.T])
            delta1 = (output - t) * output * (1 - output)
            for j in range(len(hidden)):
                delta0 = sum(delta1[c] * W1[j, c] for c in range(len(delta1)))
                d0[:, j] += x * delta0 * hidden[j] * (1 - hidden[j])
                d1[j] += hidden[j] * delta1
        W0, W1 = W0 - learning_rate * d0, W1 - learning_rate * d1
    return W0, W1


def _net_products(X, Y, W0, W1, learning_rate, n_steps):
    W0, W1 = W0.copy(), W1.copy()
    for _ in range(n_steps):
        l1 = 1 / (1 + np.exp(-X @ W0))
        l2 = 1 / (1 + np.exp(-l1 @ W1))
        l2_delta = (Y - l2) * (l2 * (1 - l2))
        l1_delta = l2_delta.dot(W1.T) * (l1 * (1 - l1))
        W1 += learning_rate * l1.T.dot(l2_delta)
        W0 += learning_rate * X.T.dot(l1_delta)
    return W0, W1


def _net_tanh(X, Y, W0, W1, learning_rate, n_steps):
    for _ in range(n_steps):
        hidden = 0.5 + 0.5 * np.tanh(X @ W0 / 2)
        outputs = 0.5 + 0.5 * np.tanh(hidden @ W1 / 2)
        delta = (outputs - Y) * (outputs - outputs**2)
        back = np.einsum("nc,hc->nh", delta, W1) * (hidden - hidden**2)
        W0, W1 = W0 - learning_rate * np.einsum("nd,nh->dh", X, back), W1 - learning_rate * (hidden.T @ delta)
    return [W0, W1]


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
