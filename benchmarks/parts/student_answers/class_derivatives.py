"""Descent and derivatives as the students of one class write them."""

# ruff: noqa: E501  (a row of the table is a line)

from benchmarks.parts.student_answers import Wrong

BASES = {
    "numerical_gradient/ndenumerate": """
def numerical_gradient(f, x, h):
    out = np.zeros(np.shape(x), dtype=np.float64)
    for where, value in np.ndenumerate(x):
        plus = np.array(x, dtype=float)
        minus = np.array(x, dtype=float)
        plus[where] = value + h
        minus[where] = value - h
        out[where] = (f(plus) - f(minus)) / (2 * h)
    return out
""",
    "directional_derivative/sqrt": """
def directional_derivative(f, x, u, h):
    length = np.sqrt((u ** 2).sum())
    direction = u / length
    forward = f(x + direction * h)
    backward = f(x - direction * h)
    return (forward - backward) / h / 2
""",
    "squared_error/loops": """
def squared_error(W, x, t):
    C, d = W.shape
    loss = 0.0
    dW = np.zeros((C, d))
    for c in range(C):
        pred = 0.0
        for k in range(d):
            pred += W[c, k] * x[k]
        err = pred - t[c]
        loss += err * err
        for k in range(d):
            dW[c, k] = 2 * err * x[k]
    return loss, dW
""",
    "squared_error_batch/einsum": """
def squared_error_batch(W, X, T):
    res = np.einsum('cd,nd->nc', W, X) - T
    per_example = np.einsum('nc,nc->n', res, res)
    dW = 2 * np.einsum('nc,nd->cd', res, X) / len(T)
    return per_example.mean(), dW
""",
    "gradient_descent/while": """
def gradient_descent(gradient, w, learning_rate, n_steps):
    current = np.array(w, dtype=float)
    history = [current.copy()]
    k = 0
    while k < n_steps:
        current -= learning_rate * gradient(current)
        history.append(current.copy())
        k += 1
    return np.array(history)
""",
    "minibatch_sgd/split": """
def minibatch_sgd(gradient, w, X, y, learning_rate, batch_size, n_epochs, rng):
    n = X.shape[0]
    trajectory = []
    w = w.copy()
    for _ in range(n_epochs):
        perm = rng.permutation(n)
        X_shuffled, y_shuffled = X[perm], y[perm]
        for start in range(0, n, batch_size):
            stop = min(start + batch_size, n)
            g = gradient(w, X_shuffled[start:stop], y_shuffled[start:stop])
            w = w - learning_rate * g
        trajectory.append(w)
    return np.array(trajectory)
""",
    "basins/loop": """
def basins(starts, alpha, n_steps):
    ends = []
    for x in starts:
        x = float(x)
        for _ in range(n_steps):
            x = x - alpha * (4 * x ** 3 / 2 - 4 * x + 1)
            if abs(x) > 1e6:
                break
        if abs(x - (-1.5257)) < 0.1:
            ends.append(0)
        elif abs(x - 1.267) < 0.1:
            ends.append(1)
        else:
            ends.append(-1)
    return np.array(ends)
""",
    "train_two_layer/helper": """
def sigma(a):
    return 1 / (1 + np.exp(-a))

def train_two_layer(X, T, W1, W2, learning_rate, n_steps):
    W1, W2 = W1.copy(), W2.copy()
    for _ in range(n_steps):
        h = sigma(X @ W1.T)
        o = sigma(h @ W2.T)
        d_out = (o - T) * o * (1 - o)
        g2 = d_out.T @ h
        d_hid = d_out @ W2 * h * (1 - h)
        g1 = d_hid.T @ X
        W1 -= learning_rate * g1
        W2 -= learning_rate * g2
    return W1, W2
""",
    "relative_error/where": """
def relative_error(a, n):
    diff = np.absolute(a - n)
    scale = np.where(np.absolute(a) > np.absolute(n), np.absolute(a), np.absolute(n))
    scale = np.clip(scale, 1e-6, None)
    return (diff / scale).max()
""",
    "quadratic_form_gradient/loops": """
def quadratic_form_gradient(w, A):
    n = len(w)
    g = np.zeros((1, n))
    for k in range(n):
        for j in range(n):
            g[0, k] += A[k, j] * w[j] + A[j, k] * w[j]
    return g
""",
    "chain_rule/loops": """
def chain_rule(J_outer, J_inner):
    k, m = J_outer.shape
    d = J_inner.shape[1]
    J = np.zeros((k, d))
    for a in range(k):
        for b in range(d):
            J[a, b] = sum(J_outer[a, c] * J_inner[c, b] for c in range(m))
    return J
""",
    "chain_vjp/rows": """
def chain_vjp(dy, jacobians):
    v = dy.reshape(1, -1)
    for J in jacobians:
        v = v.dot(J)
    return v.ravel()
""",
    "relu_jacobian/enumerate": """
def relu_jacobian(x):
    J = np.zeros((x.size, x.size))
    for i, value in enumerate(x):
        if value > 0:
            J[i, i] = 1
    return J
""",
    "relu_vjp/where": """
def relu_vjp(dy, x):
    out = np.array(dy, dtype=float)
    off = np.where(x <= 0)
    out[off] = 0
    return out
""",
    "softmax_jacobian/broadcast": """
def softmax_jacobian(s):
    e = np.exp(s - np.amax(s))
    p = e / e.sum()
    delta = np.identity(len(s))
    return p[:, None] * (delta - p[None, :])
""",
    "linear_weight_jacobian/fill": """
def linear_weight_jacobian(x, C):
    J = np.zeros((C, C, len(x)))
    for c in range(C):
        J[c, c] = x
    return J
""",
    "matmul_jacobian/blocks": """
def matmul_jacobian(A, n, order):
    I = np.identity(n)
    if order == "row":
        return np.kron(A, I)
    return np.kron(I, A)
""",
    "one_hidden_layer_gradients/steps": """
def one_hidden_layer_gradients(x, t, W1, W2):
    pre = W1.dot(x)
    hid = 1 / (1 + np.exp(-pre))
    out = W2.dot(hid)
    d_out = 2 * (out - t)
    dW2 = d_out[:, None] * hid[None, :]
    d_hid = W2.T.dot(d_out)
    d_pre = d_hid * hid * (1 - hid)
    dW1 = d_pre[:, None] * x[None, :]
    return dW1, dW2
""",
}

# fmt: off
WRONG = (
    Wrong('numerical_gradient/ndenumerate', (('    for where, value in np.ndenumerate(x):', '    for where, value in enumerate(x):'),), 'only_vectors raises'),
    Wrong('numerical_gradient/ndenumerate', (('(f(plus) - f(minus)) / (2 * h)', 'f(plus) - f(minus) / (2 * h)'),), ''),
    Wrong('numerical_gradient/ndenumerate', (('(f(plus) - f(minus))', '(f(plus) - f(x))'),), 'one_sided_over_2h'),
    Wrong('numerical_gradient/ndenumerate', (('        plus = np.array(x, dtype=float)\n', ''), ('    for where', '    plus = np.array(x, dtype=float)\n    for where')), 'x_not_restored'),
    Wrong('directional_derivative/sqrt', (('np.sqrt((u ** 2).sum())', '(u ** 2).sum()'),), 'divided_by_squared_length'),
    Wrong('directional_derivative/sqrt', (('np.sqrt((u ** 2).sum())', 'np.sqrt(u.sum() ** 2)'),), 'divided_by_sum'),
    Wrong('squared_error/loops', (('dW[c, k] = 2 * err * x[k]', 'dW[c, k] = 2 * err * W[c, k]'),), ''),
    Wrong('squared_error/loops', (('err = pred - t[c]', 'err = abs(pred - t[c])'),), ''),
    Wrong('squared_error/loops', (('loss += err * err', 'loss += err'),), 'not_squared'),
    Wrong('squared_error_batch/einsum', ((' / len(T)', ' / len(W)'),), 'dW_over_C_for_N'),
    Wrong('squared_error_batch/einsum', (("'nc,nc->n', res, res", "'nc,nc->n', res, T"),), ''),
    Wrong('gradient_descent/while', (('history.append(current.copy())', 'history.append(current)'),), 'trajectory_of_aliases'),
    Wrong('gradient_descent/while', (('while k < n_steps', 'while k <= n_steps'),), 'one_step_too_many'),
    Wrong('gradient_descent/while', (('learning_rate * gradient(current)', 'learning_rate * gradient(w)'),), 'gradient_evaluated_once'),
    Wrong('minibatch_sgd/split', (('        perm = rng.permutation(n)\n', ''), ('    w = w.copy()\n', '    w = w.copy()\n    perm = rng.permutation(n)\n')), 'order_not_redrawn'),
    Wrong('minibatch_sgd/split', (('range(0, n, batch_size)', 'range(0, n - batch_size + 1, batch_size)'),), 'short_batch_dropped'),
    Wrong('minibatch_sgd/split', (('X[perm], y[perm]', 'X[perm], y'),), 'labels_of_other_rows'),
    Wrong('minibatch_sgd/split', (('            w = w - learning_rate * g\n        trajectory', '        w = w - learning_rate * g\n        trajectory'),), ''),
    Wrong('basins/loop', (('(4 * x ** 3 / 2 - 4 * x + 1)', '(4 * x ** 3 / 2 - 4 * x)'),), 'slope_without_constant'),
    Wrong('basins/loop', (('x - (-1.5257)', 'x - 1.5257'),), ''),
    Wrong('basins/loop', (('abs(x - (-1.5257)) < 0.1', 'x < 0'),), ''),
    Wrong('train_two_layer/helper', (('d_out @ W2 * h * (1 - h)', 'd_out @ W2 * X'),), 'raises'),
    Wrong('train_two_layer/helper', (('(o - T) * o * (1 - o)', '(o - T) * h * (1 - h)'),), 'raises'),
    Wrong('train_two_layer/helper', (('        g1 = d_hid.T @ X\n        W1 -= learning_rate * g1\n        W2 -= learning_rate * g2\n', '        W2 -= learning_rate * g2\n        d_hid = d_out @ W2 * h * (1 - h)\n        g1 = d_hid.T @ X\n        W1 -= learning_rate * g1\n'),), 'layer_2_moved_first'),
    Wrong('relative_error/where', (('.max()', '.mean()'),), 'mean_of_errors'),
    Wrong('relative_error/where', (('np.absolute(a - n)', '(a - n)'),), 'difference_signed'),
    Wrong('quadratic_form_gradient/loops', ((' + A[j, k] * w[j]', ''),), 'one_factor_derived'),
    Wrong('quadratic_form_gradient/loops', (('A[k, j] * w[j] + A[j, k] * w[j]', 'A[k, j] * w[j] + A[j, k] * w[k]'),), ''),
    Wrong('chain_rule/loops', (('J_inner[c, b]', 'J_inner[b, c]'),), 'raises inner_transposed'),
    Wrong('chain_vjp/rows', (('in jacobians:', 'in jacobians[::-1]:'),), 'innermost_first raises'),
    Wrong('chain_vjp/rows', (('v.dot(J)', 'J.dot(v.T)'),), 'matrix_times_column raises'),
    Wrong('relu_jacobian/enumerate', (('J[i, i] = 1', 'J[i] = 1'),), 'not_diagonal'),
    Wrong('relu_vjp/where', (('np.where(x <= 0)', 'np.where(dy <= 0)'),), 'mask_of_upstream'),
    Wrong('softmax_jacobian/broadcast', (('(delta - p[None, :])', '(delta - p[:, None])'),), 'square_for_outer_product'),
    Wrong('softmax_jacobian/broadcast', (('np.identity(len(s))', '1'),), 'identity_for_diagonal sigmoid_rule_everywhere'),
    Wrong('linear_weight_jacobian/fill', (('J[c, c] = x', 'J[c] = x'),), 'x_in_every_row'),
    Wrong('matmul_jacobian/blocks', (('return np.kron(I, A)', 'return np.kron(A, I)'),), 'always_row'),
    Wrong('one_hidden_layer_gradients/steps', (('* hid * (1 - hid)', '* hid - hid ** 2'),), ''),
    Wrong('one_hidden_layer_gradients/steps', (('W2.T.dot(d_out)', 'W2.T.dot(out)'),), ''),
)
# fmt: on
