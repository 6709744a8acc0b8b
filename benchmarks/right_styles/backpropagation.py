"""Right answers to the exercises of the backpropagation lecture, in the ways that students write them."""

import math

import numpy as np


def _f32(*arrays):
    return (np.asarray(array, dtype=np.float32) for array in arrays)


# ---------------------------------------------------------------- gates


def _add_loops(dz, x, y):
    dx, dy = np.zeros(len(dz)), np.zeros(len(dz))
    for i in range(len(dz)):
        dx[i] = dz[i]
        dy[i] = dz[i]
    return dx, dy


def _add_ones(dz, x, y):
    return dz * np.ones_like(x), dz * np.ones_like(y)


def _mul_loops(dz, x, y):
    return np.array([a * c for a, c in zip(dz, y, strict=True)]), np.array(
        [a * b for a, b in zip(dz, x, strict=True)]
    )


def _mul_float32(dz, x, y):
    dz, x, y = _f32(dz, x, y)
    return dz * y, dz * x


def _mul_multiply(dz, x, y):
    return np.multiply(y, dz), np.einsum("n,n->n", x, dz)


def _max_loops(dz, x, y):
    dx, dy = np.zeros(len(dz)), np.zeros(len(dz))
    for i in range(len(dz)):
        if x[i] > y[i]:
            dx[i] = dz[i]
        else:
            dy[i] = dz[i]
    return dx, dy


def _max_where(dz, x, y):
    return np.where(x > y, dz, 0), np.where(x > y, 0, dz)


def _max_equal_to_the_value(dz, x, y):
    z = np.maximum(x, y)
    return dz * (x == z), dz * (y == z)


# ---------------------------------------------------------------- activations


def _sigmoid_loops(dz, x):
    dx = []
    for upstream, value in zip(dz, x, strict=True):
        z = 1 / (1 + math.exp(-value)) if value > -700 else 0.0
        dx.append(upstream * z * (1 - z))
    return np.array(dx)


def _sigmoid_value(dz, x):
    z = 1 / (1 + np.exp(-x))
    return dz * z * (1 - z)


def _sigmoid_tanh(dz, x):
    z = 0.5 + 0.5 * np.tanh(x / 2)
    return (z - z**2) * dz


def _sigmoid_float32(dz, x):
    dz, x = _f32(dz, x)
    z = 1 / (1 + np.exp(-x))
    return dz * z * (1 - z)


def _tanh_loops(dz, x):
    return np.array([upstream * (1 - math.tanh(value) ** 2) for upstream, value in zip(dz, x, strict=True)])


def _tanh_value(dz, x):
    z = np.tanh(x)
    return dz * (1 - z * z)


def _tanh_cosh(dz, x):
    return dz / np.cosh(x) ** 2


def _relu_loops(dz, x):
    dx = np.zeros(len(x))
    for i in range(len(x)):
        if x[i] > 0:
            dx[i] = dz[i]
    return dx


def _relu_mask(dz, x):
    return dz * (x > 0)


def _relu_other_subgradient(dz, x):
    return np.where(x >= 0, dz, 0)


def _relu_copy(dz, x):
    dx = dz.copy()
    dx[x <= 0] = 0
    return dx


def _relu_of_the_output(dz, x):
    return dz * (np.maximum(0, x) > 0)


# ---------------------------------------------------------------- maxout


def _maxout_loops(x, w1, w2):
    first = second = 0.0
    for k in range(len(x)):
        first += w1[k] * x[k]
        second += w2[k] * x[k]
    return first if first > second else second


def _maxout_max(x, w1, w2):
    return max(w1 @ x, w2 @ x)


def _maxout_stack(x, w1, w2):
    return np.max(np.stack([w1, w2]) @ x)


def _maxout_float32(x, w1, w2):
    x, w1, w2 = _f32(x, w1, w2)
    return np.maximum(x.dot(w1), x.dot(w2))


def _maxout_backward_loops(dz, x, w1, w2):
    dw1, dw2 = np.zeros(len(x)), np.zeros(len(x))
    first = sum(a * b for a, b in zip(w1, x, strict=True))
    second = sum(a * b for a, b in zip(w2, x, strict=True))
    for k in range(len(x)):
        (dw1 if first > second else dw2)[k] = dz * x[k]
    return dw1, dw2


def _maxout_backward_if(dz, x, w1, w2):
    if w1 @ x > w2 @ x:
        return dz * x, np.zeros_like(x)
    return np.zeros_like(x), dz * x


def _maxout_backward_gates(dz, x, w1, w2):
    wins = float(w1 @ x >= w2 @ x)
    return wins * dz * x, (1 - wins) * dz * x


# ---------------------------------------------------------------- linear layer


def _forward_loops(X, W, b):
    Y = np.zeros((len(X), len(W)))
    for i in range(len(X)):
        for k in range(len(W)):
            Y[i, k] = b[k]
            for j in range(X.shape[1]):
                Y[i, k] += W[k, j] * X[i, j]
    return Y


def _forward_product(X, W, b):
    return X @ W.T + b


def _forward_bias_trick(X, W, b):
    return np.column_stack([X, np.ones(len(X))]) @ np.column_stack([W, b]).T


def _forward_einsum(X, W, b):
    return np.einsum("nd,cd->nc", X, W) + b[None, :]


def _forward_float32(X, W, b):
    X, W, b = _f32(X, W, b)
    return (W @ X.T + b[:, None]).T


def _backward_loops(dY, X, W):
    dX, dW, db = np.zeros(X.shape), np.zeros(W.shape), np.zeros(len(W))
    for i in range(len(X)):
        for k in range(len(W)):
            db[k] += dY[i, k]
            for j in range(X.shape[1]):
                dX[i, j] += dY[i, k] * W[k, j]
                dW[k, j] += dY[i, k] * X[i, j]
    return dX, dW, db


def _backward_products(dY, X, W):
    return dY @ W, dY.T @ X, dY.sum(axis=0)


def _backward_einsum(dY, X, W):
    return np.einsum("nc,cd->nd", dY, W), np.einsum("nc,nd->cd", dY, X), np.einsum("nc->c", dY)


def _backward_outer(dY, X, W):
    dW = sum(np.outer(dy, x) for dy, x in zip(dY, X, strict=True))
    return np.array([W.T @ dy for dy in dY]), dW, np.ones(len(dY)) @ dY


def _backward_float32(dY, X, W):
    dY, X, W = _f32(dY, X, W)
    return [(W.T @ dY.T).T, (X.T @ dY).T, dY.sum(0)]


# ---------------------------------------------------------------- the net


def _net_loops(X, y, W1, b1, W2, b2, reg):
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
        total = sum(math.exp(s - top) for s in scores)
        loss += (math.log(total) + top - scores[label]) / N
        for c, score in enumerate(scores):
            delta = (math.exp(score - top) / total - (c == label)) / N
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


def _net_matrices(X, y, W1, b1, W2, b2, reg):
    N, rows = len(y), np.arange(len(y))
    hidden = np.maximum(0, X @ W1.T + b1)
    scores = hidden @ W2.T + b2
    scores = scores - scores.max(axis=1, keepdims=True)
    p = np.exp(scores)
    p /= p.sum(axis=1, keepdims=True)
    loss = (np.log(np.exp(scores).sum(axis=1)) - scores[rows, y]).mean() + reg * (
        np.sum(W1**2) + np.sum(W2**2)
    )
    p[rows, y] -= 1
    p /= N
    back = (p @ W2) * (hidden > 0)
    return loss, {
        "W1": back.T @ X + 2 * reg * W1,
        "b1": back.sum(axis=0),
        "W2": p.T @ hidden + 2 * reg * W2,
        "b2": p.sum(axis=0),
    }


def _net_columns(X, y, W1, b1, W2, b2, reg):
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


def _net_float32(X, y, W1, b1, W2, b2, reg):
    X, W1, b1, W2, b2 = _f32(X, W1, b1, W2, b2)
    return _net_matrices(X, y, W1, b1, W2, b2, np.float32(reg))


# ---------------------------------------------------------------- the recursion


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


def _graph_loops(nodes):
    gradients = np.zeros(len(nodes))
    gradients[len(nodes) - 1] = 1
    for i in range(len(nodes) - 1, -1, -1):
        op, inputs, value = nodes[i]
        local = _local(op, value, [nodes[j][2] for j in inputs])
        for k in range(len(inputs)):
            gradients[inputs[k]] += gradients[i] * local[k]
    return gradients


def _graph_consumers(nodes):
    """For each node, collect from the gates behind it."""
    gradients = [0.0] * len(nodes)
    gradients[-1] = 1.0
    for j in reversed(range(len(nodes) - 1)):
        for i, (op, inputs, value) in enumerate(nodes):
            for k, source in enumerate(inputs):
                if source == j:
                    gradients[j] += gradients[i] * _local(op, value, [nodes[m][2] for m in inputs])[k]
    return np.array(gradients)


def _graph_matrix(nodes):
    """Solve (1 - Jᵀ) g = e, with the local gradients in J."""
    n = len(nodes)
    J = np.zeros((n, n))
    for i, (op, inputs, value) in enumerate(nodes):
        for j, slope in zip(inputs, _local(op, value, [nodes[m][2] for m in inputs]), strict=True):
            J[i, j] += slope
    return np.linalg.solve(np.eye(n) - J.T, np.eye(n)[-1])


STYLES = {
    "add_backward": {"loops": _add_loops, "itself": lambda dz, x, y: (dz, dz), "ones": _add_ones},
    "mul_backward": {
        "loops": _mul_loops,
        "products": lambda dz, x, y: (dz * y, dz * x),
        "float32": _mul_float32,
        "multiply and einsum": _mul_multiply,
    },
    "max_backward": {"loops": _max_loops, "where": _max_where, "equal to the value": _max_equal_to_the_value},
    "sigmoid_backward": {
        "loops": _sigmoid_loops,
        "from the value": _sigmoid_value,
        "by tanh": _sigmoid_tanh,
        "float32": _sigmoid_float32,
    },
    "tanh_backward": {"loops": _tanh_loops, "from the value": _tanh_value, "by cosh": _tanh_cosh},
    "relu_backward": {
        "loops": _relu_loops,
        "mask": _relu_mask,
        "other subgradient": _relu_other_subgradient,
        "copy": _relu_copy,
        "mask of the output": _relu_of_the_output,
    },
    "maxout": {
        "loops": _maxout_loops,
        "max": _maxout_max,
        "stack": _maxout_stack,
        "float32": _maxout_float32,
    },
    "maxout_backward": {
        "loops": _maxout_backward_loops,
        "if": _maxout_backward_if,
        "gates": _maxout_backward_gates,
    },
    "linear_forward": {
        "loops": _forward_loops,
        "product": _forward_product,
        "bias trick": _forward_bias_trick,
        "einsum": _forward_einsum,
        "float32, columns": _forward_float32,
    },
    "linear_backward": {
        "loops": _backward_loops,
        "products": _backward_products,
        "einsum": _backward_einsum,
        "outer products": _backward_outer,
        "float32": _backward_float32,
    },
    "two_layer_loss": {
        "loops": _net_loops,
        "matrices": _net_matrices,
        "columns": _net_columns,
        "float32": _net_float32,
    },
    "backpropagate": {"loops": _graph_loops, "consumers": _graph_consumers, "linear system": _graph_matrix},
}
