"""Layers, nets and descent as they are written rarely: caches, helpers, classes in rows, lists."""

# ruff: noqa: E501  (a row of the table is a line)

from benchmarks.parts.student_answers import Wrong

BASES = {
    "two_layer_loss/caches": """
def affine(x, w, b):
    return x.dot(w.T) + b, (x, w)

def affine_back(dout, cache):
    x, w = cache
    return dout.dot(w), dout.T.dot(x), dout.sum(axis=0)

def softmax_of(z, y):
    z = z - z.max(axis=1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    n = len(y)
    logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    loss = -logp[range(n), y].mean()
    dz = p.copy()
    dz[range(n), y] -= 1
    return loss, dz / n

def two_layer_loss(X, y, W1, b1, W2, b2, reg):
    a, cache1 = affine(X, W1, b1)
    h = np.maximum(a, 0)
    s, cache2 = affine(h, W2, b2)
    loss, ds = softmax_of(s, y)
    loss += reg * (np.sum(W1 ** 2) + np.sum(W2 ** 2))
    dh, dW2, db2 = affine_back(ds, cache2)
    da = dh * (a > 0)
    dx, dW1, db1 = affine_back(da, cache1)
    grads = {'W1': dW1 + 2 * reg * W1, 'b1': db1, 'W2': dW2 + 2 * reg * W2, 'b2': db2}
    return loss, grads
""",
    "two_layer_loss/columns": """
def two_layer_loss(X, y, W1, b1, W2, b2, reg):
    grads = {}
    N = X.shape[0]
    A0 = X.T
    Z1 = W1 @ A0 + b1[:, None]
    A1 = np.where(Z1 > 0, Z1, 0)
    Z2 = W2 @ A1 + b2[:, None]
    Z2 = Z2 - np.max(Z2, axis=0)
    T = np.zeros(Z2.shape)
    T[y, np.arange(N)] = 1
    logsum = np.log(np.sum(np.exp(Z2), axis=0))
    loss = np.sum(logsum - np.sum(T * Z2, axis=0)) / N
    loss += reg * np.sum(W1 * W1) + reg * np.sum(W2 * W2)
    dZ2 = (np.exp(Z2 - logsum) - T) / N
    grads['W2'] = dZ2 @ A1.T + 2 * reg * W2
    grads['b2'] = np.sum(dZ2, axis=1)
    dZ1 = (W2.T @ dZ2) * (Z1 > 0)
    grads['W1'] = dZ1 @ A0.T + 2 * reg * W1
    grads['b1'] = np.sum(dZ1, axis=1)
    return loss, grads
""",
    "linear_backward/loops": """
def linear_backward(dY, X, W):
    n, d = X.shape
    c = W.shape[0]
    dX = np.zeros((n, d)); dW = np.zeros((c, d)); db = np.zeros(c)
    for i in range(n):
        for k in range(c):
            g = dY[i, k]
            db[k] += g
            dX[i] += g * W[k]
            dW[k] += g * X[i]
    return dX, dW, db
""",
    "linear_backward/einsum": """
def linear_backward(dY, X, W):
    dX = np.einsum('nc,cd->nd', dY, W)
    dW = np.einsum('nc,nd->cd', dY, X)
    ones = np.ones(len(X))
    db = ones @ dY
    return dX, dW, db
""",
    "linear_forward/outer": """
def linear_forward(X, W, b):
    Y = np.empty((len(X), len(W)))
    for i, x in enumerate(X):
        Y[i] = [w @ x + bias for w, bias in zip(W, b)]
    return Y
""",
    "relu_backward/inplace": """
def relu_backward(dz, x):
    dx = np.array(dz, copy=True)
    dx[x <= 0] = 0
    return dx
""",
    "numerical_gradient/flat": """
def numerical_gradient(f, x, h):
    grad = np.zeros(x.size)
    shape = x.shape
    v = x.ravel().astype(float).copy()
    for k in range(v.size):
        keep = v[k]
        v[k] = keep + h
        up = f(v.reshape(shape))
        v[k] = keep - h
        down = f(v.reshape(shape))
        v[k] = keep
        grad[k] = (up - down) / (2 * h)
    return grad.reshape(shape)
""",
    "numerical_gradient/basis": """
def numerical_gradient(f, x, h):
    grad = np.zeros(x.shape)
    for index in np.ndindex(*x.shape):
        e = np.zeros(x.shape)
        e[index] = h
        grad[index] = (f(x + e) - f(x - e)) / (2.0 * h)
    return grad
""",
    "gradient_descent/array": """
def gradient_descent(gradient, w, learning_rate, n_steps):
    path = np.zeros((n_steps + 1,) + np.shape(w))
    path[0] = w
    for t in range(n_steps):
        path[t + 1] = path[t] - learning_rate * gradient(path[t])
    return path
""",
    "squared_error_batch/residuals": """
def squared_error_batch(W, X, T):
    N = X.shape[0]
    residual = np.dot(X, W.T) - T
    loss = np.sum(residual ** 2) / N
    dW = 2 * np.dot(residual.T, X) / N
    return loss, dW
""",
    "sigmoid_backward/helper": """
def sig(v):
    return np.where(v >= 0, 1 / (1 + np.exp(-np.abs(v))), 1 - 1 / (1 + np.exp(-np.abs(v))))

def sigmoid_backward(dz, x):
    s = sig(x)
    return dz * s * (1 - s)
""",
    "one_hidden_layer_gradients/outer": """
def act(v):
    return 1.0 / (1.0 + np.exp(-v))

def one_hidden_layer_gradients(x, t, W1, W2):
    z1 = np.dot(W1, x)
    a1 = act(z1)
    out = np.dot(W2, a1)
    delta2 = 2 * (out - t)
    grad2 = delta2.reshape(-1, 1) * a1.reshape(1, -1)
    delta1 = np.dot(delta2, W2) * a1 * (1 - a1)
    grad1 = delta1.reshape(-1, 1) @ x.reshape(1, -1)
    return grad1, grad2
""",
    "softmax_jacobian/loops": """
def softmax_jacobian(s):
    e = np.exp(s - max(s))
    p = e / sum(e)
    n = len(p)
    J = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            J[i][j] = p[i] * (1 - p[i]) if i == j else -p[i] * p[j]
    return J
""",
}

# fmt: off
WRONG = (
    Wrong('two_layer_loss/caches', (('return dout.dot(w), dout.T.dot(x), dout.sum(axis=0)', 'return dout.dot(w), dout.T.dot(x), dout.mean(axis=0)'),), 'grads.b1_over_N grads.b2_over_N'),
    Wrong('two_layer_loss/caches', (('    da = dh * (a > 0)\n    dx, dW1, db1 = affine_back(da, cache1)', '    dx, dW1, db1 = affine_back(dh, cache1)'),), 'hidden_mask_missing'),
    Wrong('two_layer_loss/caches', (('return loss, dz / n', 'return loss, dz'),), 'not_averaged_in_gradient'),
    Wrong('two_layer_loss/caches', (('h = np.maximum(a, 0)', 'h = np.maximum(a, 0.01 * a)'),), ''),
    Wrong('two_layer_loss/caches', (('h = np.maximum(a, 0)', 'h = 1 / (1 + np.exp(-a))'),), 'sigmoid_for_relu'),
    Wrong('two_layer_loss/caches', (('a, cache1 = affine(X, W1, b1)\n    h = np.maximum(a, 0)', 'a, cache1 = affine(X, W1, 0)\n    h = np.maximum(a, 0) + b1'),), 'b1_after_relu'),
    Wrong('two_layer_loss/caches', (('    dz[range(n), y] -= 1\n', ''),), 'one_hot_not_subtracted'),
    Wrong('two_layer_loss/caches', (("'W2': dW2 + 2 * reg * W2", "'W2': dW2 + 2 * reg * W1.sum()"),), ''),
    Wrong('two_layer_loss/caches', (('reg * (np.sum(W1 ** 2) + np.sum(W2 ** 2))', 'reg * np.sum(W1 ** 2)'),), 'W2_not_regularised_in_loss'),
    Wrong('two_layer_loss/caches', (('dz = p.copy()', 'dz = p * (1 - p)'),), ''),
    Wrong('two_layer_loss/caches', (('dh * (a > 0)', 'dh * (dh > 0)'),), 'hidden_mask_of_upstream'),
    Wrong('two_layer_loss/columns', (("grads['b1'] = np.sum(dZ1, axis=1)", "grads['b1'] = dZ1"),), ''),
    Wrong('two_layer_loss/columns', (('(W2.T @ dZ2) * (Z1 > 0)', '(W2.T @ dZ2) * A1'),), 'hidden_mask_times_output'),
    Wrong('two_layer_loss/columns', (('(W2.T @ dZ2) * (Z1 > 0)', '(W2.T @ dZ2) * (1 - A1 ** 2)'),), 'slope_of_tanh_for_relu'),
    Wrong('two_layer_loss/columns', (('    Z2 = Z2 - np.max(Z2, axis=0)\n', ''),), 'maximum_not_subtracted'),
    Wrong('two_layer_loss/columns', (('    Z2 = W2 @ A1 + b2[:, None]\n', '    Z2 = W2 @ A1 + b2[:, None]\n    Z2 = np.maximum(Z2, 0)\n'),), ''),
    Wrong('two_layer_loss/columns', (('- np.sum(T * Z2, axis=0)) / N', '- np.sum(T * Z2, axis=0)) / len(b2)'),), 'divided_by_C_for_N_in_loss'),
    Wrong('two_layer_loss/columns', (("grads['W1'] = dZ1 @ A0.T + 2 * reg * W1", "grads['W1'] = dZ1 @ A0.T + 2 * W1"),), 'penalty_without_reg_in_W1'),
    Wrong('two_layer_loss/columns', (('(np.exp(Z2 - logsum) - T) / N', '(T - np.exp(Z2 - logsum)) / N'),), 'scores_gradient_sign_flipped'),
    Wrong('linear_backward/loops', (('db[k] += g', 'db[k] = g'),), 'db_last_example_only'),
    Wrong('linear_backward/loops', (('dX[i] += g * W[k]', 'dX[i] += g * W[i % c]'),), ''),
    Wrong('linear_backward/einsum', (("'nc,nd->cd', dY, X", "'nc,nd->dc', dY, X"),), 'dW_factors_swapped'),
    Wrong('linear_backward/einsum', (('db = ones @ dY', 'db = dY @ np.ones(len(W))'),), 'db_over_classes'),
    Wrong('linear_backward/einsum', (("dW = np.einsum('nc,nd->cd', dY, X)", "dW = np.einsum('nc,nd->cd', dY, X) / len(X)"),), 'dW_over_N'),
    Wrong('linear_forward/outer', (('w @ x + bias for', 'w @ x for'),), 'bias_forgotten'),
    Wrong('linear_forward/outer', (('w @ x + bias', 'w @ (x + bias)'),), ''),
    Wrong('relu_backward/inplace', (('dx[x <= 0] = 0', 'dx[dx <= 0] = 0'),), 'mask_of_upstream'),
    Wrong('relu_backward/inplace', (('dx[x <= 0] = 0', 'dx[x <= 0] = 0\n    dx[x > 0] = 1'),), 'upstream_ignored'),
    Wrong('numerical_gradient/flat', (('        v[k] = keep\n', ''),), 'x_not_restored'),
    Wrong('numerical_gradient/flat', (('(up - down) / (2 * h)', '(up - down) / h'),), 'divided_by_h'),
    Wrong('numerical_gradient/flat', (('v[k] = keep - h', 'v[k] = v[k] - h'),), 'one_sided_over_2h'),
    Wrong('numerical_gradient/basis', (('f(x + e) - f(x - e)) / (2.0 * h)', 'f(x + e) - f(x)) / h'),), 'one_sided'),
    Wrong('numerical_gradient/basis', (('    for index in np.ndindex(*x.shape):\n        e = np.zeros(x.shape)\n        e[index] = h\n        grad[index] = (f(x + e) - f(x - e)) / (2.0 * h)\n    return grad', '    return (f(x + h) - f(x - h)) / (2.0 * h)'),), 'slopes_added_up'),
    Wrong('gradient_descent/array', (('learning_rate * gradient(path[t])', 'learning_rate * gradient(path[0])'),), 'gradient_evaluated_once'),
    Wrong('gradient_descent/array', (('path[t + 1] = path[t] -', 'path[t + 1] = path[t] +'),), 'ascent'),
    Wrong('gradient_descent/array', (('return path', 'return path[1:]'),), 'start_left_out'),
    Wrong('squared_error_batch/residuals', (('np.sum(residual ** 2) / N', 'np.mean(residual ** 2)'),), 'loss_over_C'),
    Wrong('squared_error_batch/residuals', (('2 * np.dot(residual.T, X) / N', '2 * np.dot(residual.T, T) / N'),), ''),
    Wrong('squared_error_batch/residuals', (('np.sum(residual ** 2) / N', 'np.sum(residual) ** 2 / N'),), ''),
    Wrong('squared_error_batch/residuals', (('np.sum(residual ** 2) / N', 'np.sqrt(np.sum(residual ** 2)) / N'),), ''),
    Wrong('sigmoid_backward/helper', (('dz * s * (1 - s)', 'dz * x * (1 - x)'),), 'slope_of_argument'),
    Wrong('sigmoid_backward/helper', (('dz * s * (1 - s)', 'dz * (1 - s ** 2)'),), 'slope_of_tanh'),
    Wrong('one_hidden_layer_gradients/outer', (('delta2 = 2 * (out - t)', 'delta2 = 2 * (out - t) * out * (1 - out)'),), ''),
    Wrong('one_hidden_layer_gradients/outer', (('* a1 * (1 - a1)', '* z1 * (1 - z1)'),), 'slope_of_z'),
    Wrong('one_hidden_layer_gradients/outer', (('delta1 = np.dot(delta2, W2) * a1 * (1 - a1)', 'delta1 = np.dot(delta2, W2)'),), 'slope_missing'),
    Wrong('one_hidden_layer_gradients/outer', (('delta2 = 2 * (out - t)', 'delta2 = (out - t) ** 2'),), ''),
    Wrong('softmax_jacobian/loops', (('-p[i] * p[j]', 'p[i] * p[j]'),), 'off_diagonal_sign'),
    Wrong('softmax_jacobian/loops', (('p[i] * (1 - p[i]) if i == j', 'p[i] if i == j'),), 'diagonal_is_p'),
    Wrong('softmax_jacobian/loops', (('np.exp(s - max(s))', 'np.exp(s)'),), 'maximum_not_subtracted'),
)
# fmt: on
