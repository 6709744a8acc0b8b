"""Layers, gradients and descents of a fourth class: einsum, running maxima, floors, sums before squares."""

# ruff: noqa: E501  (a row of the table is a line)

from benchmarks.parts.student_answers import Wrong

BASES = {
    "numerical_gradient/ravelled": """
def numerical_gradient(f, x, h):
    g = []
    flat = x.astype(float).ravel()
    for k in range(flat.size):
        up, down = flat.copy(), flat.copy()
        up[k] += h
        down[k] -= h
        g.append((f(up.reshape(x.shape)) - f(down.reshape(x.shape))) / (2 * h))
    return np.array(g).reshape(x.shape)
""",
    "squared_error/outer": """
def squared_error(W, x, t):
    r = np.dot(W, x) - t
    return np.dot(r, r), 2 * np.outer(r, x)
""",
    "minibatch_sgd/shuffled_copy": """
def minibatch_sgd(gradient, w, X, y, learning_rate, batch_size, n_epochs, rng):
    traj = []
    w = np.array(w, dtype=float)
    for _ in range(n_epochs):
        perm = rng.permutation(X.shape[0])
        Xs, ys = X[perm], y[perm]
        i = 0
        while i < len(X):
            xb, yb = Xs[i:i + batch_size], ys[i:i + batch_size]
            w = w - learning_rate * gradient(w, xb, yb)
            i += batch_size
        traj.append(w.copy())
    return np.array(traj)
""",
    "train_two_layer/deltas": """
def train_two_layer(X, T, W1, W2, learning_rate, n_steps):
    def act(z):
        return 1.0 / (1.0 + np.exp(-z))
    for _ in range(n_steps):
        a1 = act(X.dot(W1.T))
        a2 = act(a1.dot(W2.T))
        d2 = (a2 - T) * (a2 * (1 - a2))
        d1 = d2.dot(W2) * (a1 * (1 - a1))
        gW2 = d2.T.dot(a1)
        gW1 = d1.T.dot(X)
        W2 = W2 - learning_rate * gW2
        W1 = W1 - learning_rate * gW1
    return W1, W2
""",
    "relative_error/np_clip": """
def relative_error(a, n):
    denom = np.maximum.reduce([abs(a), abs(n), np.full(a.shape, 1e-6)])
    return np.max(abs(a - n) / denom)
""",
    "gradient_check/best_so_far": """
def gradient_check(f, df, x, h):
    a = df(x)
    best, where = -1.0, None
    for idx in np.ndindex(*x.shape):
        xp, xm = x.copy(), x.copy()
        xp[idx] += h
        xm[idx] -= h
        num = (f(xp) - f(xm)) / (2 * h)
        e = abs(a[idx] - num) / max(abs(a[idx]), abs(num), 1e-6)
        if e > best:
            best, where = e, idx
    return best, where
""",
    "basins/while_loop": """
def basins(starts, alpha, n_steps):
    result = []
    for x in starts:
        x = np.float64(x)
        k = 0
        with np.errstate(all="ignore"):
            while k < n_steps:
                x = x - alpha * (2 * x ** 3 - 4 * x + 1)
                k += 1
        if abs(x + 1.5257) < 0.1:
            result.append(0)
        elif abs(x - 1.267) < 0.1:
            result.append(1)
        else:
            result.append(-1)
    return np.array(result)
""",
    "softmax_jacobian/entrywise": """
def softmax_jacobian(s):
    e = np.exp(s - np.max(s))
    p = e / np.sum(e)
    C = p.size
    J = np.empty((C, C))
    for i in range(C):
        for j in range(C):
            J[i, j] = p[i] * ((i == j) - p[j])
    return J
""",
    "relu_backward/np_where": """
def relu_backward(dz, x):
    return np.where(x > 0, dz, 0)
""",
    "linear_backward/einsum": """
def linear_backward(dY, X, W):
    dX = np.einsum("nc,cd->nd", dY, W)
    dW = np.einsum("nc,nd->cd", dY, X)
    db = np.einsum("nc->c", dY)
    return dX, dW, db
""",
    "two_layer_loss/dict_later": """
def two_layer_loss(X, y, W1, b1, W2, b2, reg):
    n = X.shape[0]
    z1 = np.dot(X, W1.T) + b1
    a1 = np.where(z1 > 0, z1, 0)
    out = np.dot(a1, W2.T) + b2
    out = out - out.max(axis=1)[:, None]
    total = np.exp(out).sum(axis=1)
    nll = np.log(total) - out[np.arange(n), y]
    cost = np.sum(nll) / n
    cost = cost + reg * np.sum(W1 ** 2)
    cost = cost + reg * np.sum(W2 ** 2)
    d = np.exp(out) / total[:, None]
    for i in range(n):
        d[i, y[i]] -= 1
    d = d / n
    g = dict()
    g["W2"] = d.T.dot(a1) + 2 * reg * W2
    g["b2"] = d.sum(axis=0)
    back = d.dot(W2)
    back[z1 <= 0] = 0
    g["W1"] = back.T.dot(X) + 2 * reg * W1
    g["b1"] = back.sum(axis=0)
    return cost, g
""",
    "log_softmax_backward/probabilities": """
def log_softmax_backward(dZ, scores):
    shifted = scores - scores.max(axis=1, keepdims=True)
    p = np.exp(shifted)
    p = p / p.sum(axis=1, keepdims=True)
    total = dZ.sum(axis=1)
    return dZ - p * total[:, None]
""",
}

WRONG = (
    Wrong("numerical_gradient/ravelled", (('        down[k] -= h\n', ''),), "one_sided_over_2h"),
    Wrong("numerical_gradient/ravelled", (('/ (2 * h))', '/ 2 * h)'),), "unknown"),
    Wrong("numerical_gradient/ravelled", (('return np.array(g).reshape(x.shape)', 'return np.array(g)'),), "flattened"),
    Wrong("numerical_gradient/ravelled", (('up, down = flat.copy(), flat.copy()', 'up, down = flat, flat'),), "unknown"),
    Wrong("numerical_gradient/ravelled", (('range(flat.size)', 'range(len(x))'),), "raises"),
    Wrong("numerical_gradient/ravelled", (('/ (2 * h))', '/ 2)'),), "divided_by_two_only"),
    Wrong("squared_error/outer", (('2 * np.outer(r, x)', '2 * np.outer(x, r)'),), "dW_transposed"),
    Wrong("squared_error/outer", (('return np.dot(r, r), 2 * np.outer(r, x)', 'return 0.5 * np.dot(r, r), np.outer(r, x)'),), "halved"),
    Wrong("squared_error/outer", (('np.dot(W, x) - t', 't - np.dot(W, x)'),), "dW_sign_flipped"),
    Wrong("squared_error/outer", (('2 * np.outer(r, x)', '2 * r * x.sum()'),), "wrong_shape"),
    Wrong("squared_error/outer", (('return np.dot(r, r)', 'return np.sum(r) ** 2'),), "sum_squared"),
    Wrong("minibatch_sgd/shuffled_copy", (('Xs, ys = X[perm], y[perm]', 'Xs, ys = X[perm], y'),), "labels_of_other_rows"),
    Wrong("minibatch_sgd/shuffled_copy", (('        while i < len(X):', '        while i + batch_size <= len(X):'),), "short_batch_dropped"),
    Wrong("minibatch_sgd/shuffled_copy", (('    for _ in range(n_epochs):\n        perm = rng.permutation(X.shape[0])\n', '    perm = rng.permutation(X.shape[0])\n    for _ in range(n_epochs):\n'),), "order_not_redrawn"),
    Wrong("minibatch_sgd/shuffled_copy", (('perm = rng.permutation(X.shape[0])', 'perm = np.arange(X.shape[0])'),), "not_shuffled"),
    Wrong("minibatch_sgd/shuffled_copy", (('perm = rng.permutation(X.shape[0])', 'perm = rng.integers(0, X.shape[0], size=X.shape[0])'),), "batches_with_repeats"),
    Wrong("minibatch_sgd/shuffled_copy", (('            w = w - learning_rate * gradient(w, xb, yb)', '            w = w - learning_rate * gradient(w, xb, yb) / len(xb)'),), "unknown"),
    Wrong("minibatch_sgd/shuffled_copy", (('        traj.append(w.copy())\n    return np.array(traj)', '        traj.append(w.copy())\n    return np.array(traj)[-1]'),), "only_the_end"),
    Wrong("minibatch_sgd/shuffled_copy", (('gradient(w, xb, yb)', 'gradient(w, X, y)'),), "all_examples_in_every_step"),
    Wrong("train_two_layer/deltas", (('* (a2 * (1 - a2))', '* a2 * 1 - a2'),), "unknown"),
    Wrong("train_two_layer/deltas", (('        gW1 = d1.T.dot(X)\n        W2 = W2 - learning_rate * gW2\n        W1 = W1 - learning_rate * gW1\n', '        gW1 = d1.T.dot(X)\n        W2 = W2 - learning_rate * gW2 / len(X)\n        W1 = W1 - learning_rate * gW1 / len(X)\n'),), "averaged_over_examples"),
    Wrong("train_two_layer/deltas", (('        d1 = d2.dot(W2) * (a1 * (1 - a1))\n        gW2 = d2.T.dot(a1)\n', '        gW2 = d2.T.dot(a1)\n        W2 = W2 - learning_rate * gW2\n        d1 = d2.dot(W2) * (a1 * (1 - a1))\n'), ('        W2 = W2 - learning_rate * gW2\n        W1', '        W1')), "layer_2_moved_first"),
    Wrong("train_two_layer/deltas", (('d1 = d2.dot(W2) * (a1 * (1 - a1))', 'd1 = (a2 - T).dot(W2) * (a1 * (1 - a1))'),), "error_sent_back"),
    Wrong("train_two_layer/deltas", (('        a2 = act(a1.dot(W2.T))\n', '        a2 = a1.dot(W2.T)\n'),), "output_sigmoid_missing"),
    Wrong("train_two_layer/deltas", (('(a2 - T)', '(T - a2)'),), "ascent"),
    Wrong("train_two_layer/deltas", (('a2 = act(a1.dot(W2.T))', 'a2 = a1.dot(W2.T)'), (' * (a2 * (1 - a2))', '')), "output_sigmoid_missing"),
    Wrong("relative_error/np_clip", (('abs(a - n) / denom', '(a - n) / denom'),), "difference_signed"),
    Wrong("relative_error/np_clip", ((', np.full(a.shape, 1e-6)', ''),), "no_floor"),
    Wrong("relative_error/np_clip", (('np.max(abs(a - n) / denom)', 'np.sum(abs(a - n)) / np.sum(denom)'),), "unknown"),
    Wrong("relative_error/np_clip", (('np.max(abs(a - n) / denom)', 'np.max(abs(abs(a) - abs(n)) / denom)'),), "unknown"),
    Wrong("relative_error/np_clip", (('1e-6', '1e-8'),), "floor_too_small"),
    Wrong("relative_error/np_clip", (('np.max(abs(a - n) / denom)', 'np.linalg.norm(a - n) / max(np.linalg.norm(a), np.linalg.norm(n))'),), "norms_compared"),
    Wrong("relative_error/np_clip", (('np.maximum.reduce([abs(a), abs(n), np.full(a.shape, 1e-6)])', 'np.maximum(abs(a) + abs(n), 1e-8)'),), "relative_to_the_sum floor_too_small"),
    Wrong("gradient_check/best_so_far", (('max(abs(a[idx]), abs(num), 1e-6)', '(abs(a[idx]) + abs(num))'),), "check_relative_to_the_sum check_floor_too_small"),
    Wrong("gradient_check/best_so_far", (('xm[idx] -= h', 'xm[idx] = -h'),), "unknown"),
    Wrong("gradient_check/best_so_far", (('/ (2 * h)', '/ h'),), "check_divided_by_h"),
    Wrong("gradient_check/best_so_far", (('max(abs(a[idx]), abs(num), 1e-6)', 'max(abs(a[idx]), abs(num))'),), "check_floor_too_small"),
    Wrong("gradient_check/best_so_far", (('max(abs(a[idx]), abs(num), 1e-6)', 'max(abs(a[idx]) + abs(num), 1e-6)'),), "check_relative_to_the_sum"),
    Wrong("basins/while_loop", (('elif abs(x - 1.267) < 0.1', 'elif abs(x + 1.267) < 0.1'),), "unknown"),
    Wrong("basins/while_loop", (('        if abs(x + 1.5257) < 0.1', '        if x < 0'),), "unknown"),
    Wrong("basins/while_loop", (('2 * x ** 3 - 4 * x + 1', '2 * x ** 3 - 4 * x'),), "slope_without_constant"),
    Wrong("basins/while_loop", (('while k < n_steps:', 'while k <= n_steps:'),), "one_step_too_many"),
    Wrong("basins/while_loop", (('result.append(1)\n        else', 'result.append(2)\n        else'),), "unknown"),
    Wrong("basins/while_loop", (('2 * x ** 3 - 4 * x + 1', 'x ** 4 / 2 - 2 * x ** 2 + x + 5'),), "height_instead_of_slope"),
    Wrong("basins/while_loop", (('< 0.1:\n            result.append(0)', '< 1:\n            result.append(0)'),), "unknown"),
    Wrong("softmax_jacobian/entrywise", (('p[i] * ((i == j) - p[j])', 'p[i] * (i == j) - p[i] ** 2'),), "square_for_outer_product"),
    Wrong("softmax_jacobian/entrywise", (('np.exp(s - np.max(s))', 'np.exp(s)'),), "maximum_not_subtracted"),
    Wrong("softmax_jacobian/entrywise", (('p[i] * ((i == j) - p[j])', 'p[i] * (i == j) - s[i] * s[j]'),), "unknown"),
    Wrong("softmax_jacobian/entrywise", (('p[i] * ((i == j) - p[j])', 'p[i] * (1 - p[j])'),), "sigmoid_rule_everywhere"),
    Wrong("softmax_jacobian/entrywise", (('p[i] * ((i == j) - p[j])', 'p[i] * ((i == j) - p[i])'),), "square_for_outer_product"),
    Wrong("relu_backward/np_where", (('np.where(x > 0, dz, 0)', 'np.where(x > 0, 1, 0)'),), "upstream_ignored"),
    Wrong("relu_backward/np_where", (('np.where(x > 0, dz, 0)', 'np.maximum(dz * x, 0)'),), "relu_of_product"),
    Wrong("relu_backward/np_where", (('np.where(x > 0, dz, 0)', 'np.where(dz > 0, dz, 0)'),), "mask_of_upstream"),
    Wrong("relu_backward/np_where", (('np.where(x > 0, dz, 0)', 'np.where(x > 0, dz, -dz)'),), "unknown"),
    Wrong("relu_backward/np_where", (('np.where(x > 0, dz, 0)', 'np.where(x > 0, x, 0)'),), "times_output upstream_ignored"),
    Wrong("relu_backward/np_where", (('np.where(x > 0, dz, 0)', 'np.maximum(dz, 0) * (x > 0)'),), "negative_upstream_lost"),
    Wrong("linear_backward/einsum", (('"nc->c"', '"nc->n"'),), "db_over_classes"),
    Wrong("linear_backward/einsum", (('"nc,nd->cd"', '"nc,nd->dc"'),), "dW_factors_swapped"),
    Wrong("linear_backward/einsum", (('np.einsum("nc->c", dY)', 'dY.mean(axis=0)'),), "db_over_N"),
    Wrong("linear_backward/einsum", (('"nc,cd->nd", dY, W', '"nc,cd->nd", X @ W.T, W'),), "unknown"),
    Wrong("two_layer_loss/dict_later", (('    out = out - out.max(axis=1)[:, None]\n', ''),), "maximum_not_subtracted"),
    Wrong("two_layer_loss/dict_later", (('back[z1 <= 0] = 0', 'back[back <= 0] = 0'),), "hidden_mask_of_upstream"),
    Wrong("two_layer_loss/dict_later", (('out.max(axis=1)[:, None]', 'out.max()'),), "one_maximum_for_all_rows"),
    Wrong("two_layer_loss/dict_later", (('    d = d / n\n', ''),), "not_averaged_in_gradient"),
    Wrong("two_layer_loss/dict_later", (('g["b1"] = back.sum(axis=0)', 'g["b1"] = back.mean(axis=0)'),), "grads.b1_over_N"),
    Wrong("two_layer_loss/dict_later", (('back = d.dot(W2)', 'back = d.dot(W2 + 2 * reg * W2)'),), "unknown"),
    Wrong("two_layer_loss/dict_later", (('    cost = cost + reg * np.sum(W2 ** 2)\n', ''), (' + 2 * reg * W2', '')), "W2_not_regularised"),
    Wrong("two_layer_loss/dict_later", (('back[z1 <= 0] = 0', 'back[z1 <= 0] = 0\n    back = back * a1'),), "hidden_mask_times_output"),
    Wrong("two_layer_loss/dict_later", (('        d[i, y[i]] -= 1\n', '        d[i, y[i]] = d[i, y[i]] * (1 - d[i, y[i]])\n'),), "unknown"),
    Wrong("two_layer_loss/dict_later", (('    out = out - out.max(axis=1)[:, None]\n', ''), ('cost + reg * np.sum(W1 ** 2)', 'cost + 0.5 * reg * np.sum(W1 ** 2)')), "maximum_not_subtracted"),
    Wrong("two_layer_loss/dict_later", (('    out = out - out.max(axis=1)[:, None]\n', ''), ('nll = np.log(total) - out[np.arange(n), y]', 'nll = -np.log(np.exp(out[np.arange(n), y]) / total)')), "maximum_not_subtracted"),
    Wrong("two_layer_loss/dict_later", (('out.max(axis=1)[:, None]', 'out.max()'), ('    back[z1 <= 0] = 0\n', '    back = np.where(z1 > 0, back, 0)\n')), "one_maximum_for_all_rows"),
    Wrong("two_layer_loss/dict_later", (('out.max(axis=1)[:, None]', 'np.maximum(out.max(axis=1), 0)[:, None]'),), "maximum_starts_too_high"),
    Wrong("two_layer_loss/dict_later", (('out.max(axis=1)[:, None]', 'out.min(axis=1)[:, None]'),), "other_than_maximum_subtracted"),
    Wrong("two_layer_loss/dict_later", (('np.sum(W1 ** 2)', 'np.sum(W1) ** 2'), ('np.sum(W2 ** 2)', 'np.sum(W2) ** 2')), "penalty_squares_the_sum"),
    Wrong("log_softmax_backward/probabilities", (('    shifted = scores - scores.max(axis=1, keepdims=True)\n', '    shifted = scores\n'),), "overflow"),
    Wrong("log_softmax_backward/probabilities", (('dZ - p * total[:, None]', 'dZ - p * total.mean()'),), "unknown"),
    Wrong("log_softmax_backward/probabilities", (('total = dZ.sum(axis=1)', 'total = (dZ * p).sum(axis=1)'), ('return dZ - p', 'return p * dZ - p')), "backward_of_softmax"),
    Wrong("log_softmax_backward/probabilities", (('dZ - p * total[:, None]', 'dZ * (1 - p)'),), "diagonal_only"),
    Wrong("log_softmax_backward/probabilities", (('scores - scores.max(axis=1, keepdims=True)', 'scores - scores.max()'),), "one_maximum_for_all_rows"),
)  # fmt: skip
