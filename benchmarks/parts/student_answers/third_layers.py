"""Layers, descent and derivatives of a third class: stacked columns, dicts of rules, `np.nditer`."""

# ruff: noqa: E501  (a row of the table is a line)

from benchmarks.parts.student_answers import Wrong

BASES = {
    "mul_backward/prod": """
def mul_backward(dz, x, y):
    dz_dx, dz_dy = y, x
    return dz * dz_dx, dz * dz_dy
""",
    "max_backward/where": """
def max_backward(dz, x, y):
    return np.where(x > y, dz, 0), np.where(x > y, 0, dz)
""",
    "sigmoid_backward/tanh": """
def sigmoid_backward(dz, x):
    s = (1 + np.tanh(x / 2)) / 2
    return dz * s * (1 - s)
""",
    "relu_backward/heaviside": """
def relu_backward(dz, x):
    return dz * np.heaviside(x, 0)
""",
    "maxout_backward/mask": """
def maxout_backward(dz, x, w1, w2):
    z1, z2 = w1 @ x, w2 @ x
    first = z1 > z2
    dw1 = first * dz * x
    dw2 = (not first) * dz * x
    return dw1, dw2
""",
    "linear_forward/stack": """
def linear_forward(X, W, b):
    Xb = np.hstack([X, np.ones((len(X), 1))])
    Wb = np.hstack([W, b[:, None]])
    return Xb @ Wb.T
""",
    "linear_backward/cols": """
def linear_backward(dY, X, W):
    dW = np.stack([sum(dY[n, c] * X[n] for n in range(len(X))) for c in range(len(W))])
    dX = np.array([dY[n] @ W for n in range(len(X))])
    db = np.ones(len(X)) @ dY
    return dX, dW, db
""",
    "two_layer_loss/flat": """
def two_layer_loss(X, y, W1, b1, W2, b2, reg):
    N = X.shape[0]
    a = X @ W1.T + b1
    h = np.copy(a)
    h[h < 0] = 0
    s = h @ W2.T + b2
    s = s - s.max(axis=1)[:, None]
    logZ = np.log(np.exp(s).sum(axis=1))
    data = (logZ - s[np.arange(N), y]).sum() / N
    loss = data + reg * np.sum(W1 ** 2) + reg * np.sum(W2 ** 2)
    ds = np.exp(s - logZ[:, None])
    ds[np.arange(N), y] -= 1.0
    ds /= N
    dW2 = np.dot(ds.T, h) + 2 * reg * W2
    db2 = np.sum(ds, axis=0)
    dh = np.dot(ds, W2)
    da = dh * (a > 0)
    dW1 = np.dot(da.T, X) + 2 * reg * W1
    db1 = np.sum(da, axis=0)
    return loss, dict(W1=dW1, b1=db1, W2=dW2, b2=db2)
""",
    "local_gradients/dict": """
def local_gradients(op, xs, value):
    rules = {
        'input': lambda: (),
        'add': lambda: (1.0, 1.0),
        'mul': lambda: (xs[1], xs[0]),
        'max': lambda: (1.0, 0.0) if xs[0] > xs[1] else (0.0, 1.0),
        'negate': lambda: (-1.0,),
        'exp': lambda: (value,),
        'reciprocal': lambda: (-value ** 2,),
    }
    return rules[op]()
""",
    "backpropagate/stack": """
def backpropagate(nodes):
    grads = [0.0] * len(nodes)
    grads[-1] = 1.0
    for idx, (op, parents, val) in reversed(list(enumerate(nodes))):
        g = grads[idx]
        x = [nodes[p][2] for p in parents]
        if op == 'add':
            d = (1, 1)
        elif op == 'mul':
            d = (x[1], x[0])
        elif op == 'max':
            d = (1, 0) if x[0] > x[1] else (0, 1)
        elif op == 'negate':
            d = (-1,)
        elif op == 'exp':
            d = (val,)
        elif op == 'reciprocal':
            d = (-1 / x[0] ** 2,)
        else:
            d = ()
        for p, dd in zip(parents, d):
            grads[p] += g * dd
    return np.array(grads)
""",
    "unbroadcast/while": """
def unbroadcast(dz, shape):
    while dz.ndim > len(shape):
        dz = dz.sum(axis=0)
    for axis, n in enumerate(shape):
        if n == 1:
            dz = dz.sum(axis=axis, keepdims=True)
    return dz
""",
    "Linear/attributes": """
class Linear:
    def __init__(self, W, b):
        self.W = W
        self.b = b
        self.dW = np.zeros_like(W)
        self.db = np.zeros_like(b)
        self.inputs = []

    def forward(self, X):
        self.inputs.append(X)
        return np.dot(X, self.W.T) + self.b

    def backward(self, dY):
        X = self.inputs.pop()
        self.dW += np.dot(dY.T, X)
        self.db += np.sum(dY, axis=0)
        return np.dot(dY, self.W)
""",
    "numerical_gradient/flat": """
def numerical_gradient(f, x, h):
    x = x.astype(float)
    grad = np.zeros_like(x)
    it = np.nditer(x, flags=['multi_index'])
    while not it.finished:
        ix = it.multi_index
        old = x[ix]
        x[ix] = old + h
        fxph = f(x)
        x[ix] = old - h
        fxmh = f(x)
        x[ix] = old
        grad[ix] = (fxph - fxmh) / (2 * h)
        it.iternext()
    return grad
""",
    "squared_error_batch/loop": """
def squared_error_batch(W, X, T):
    N = X.shape[0]
    loss = 0
    dW = np.zeros_like(W, dtype=float)
    for n in range(N):
        diff = W @ X[n] - T[n]
        loss += diff @ diff
        dW += 2 * np.outer(diff, X[n])
    return loss / N, dW / N
""",
    "gradient_descent/prealloc": """
def gradient_descent(gradient, w, learning_rate, n_steps):
    traj = np.zeros((n_steps + 1,) + w.shape)
    traj[0] = w
    for i in range(n_steps):
        traj[i + 1] = traj[i] - learning_rate * gradient(traj[i])
    return traj
""",
    "minibatch_sgd/shuffle": """
def minibatch_sgd(gradient, w, X, y, learning_rate, batch_size, n_epochs, rng):
    N = X.shape[0]
    history = []
    for epoch in range(n_epochs):
        idx = rng.permutation(N)
        for b in range(int(np.ceil(N / batch_size))):
            batch = idx[b * batch_size:(b + 1) * batch_size]
            w = w - learning_rate * gradient(w, X[batch], y[batch])
        history.append(w)
    return np.array(history)
""",
    "train_two_layer/einsum": """
def train_two_layer(X, T, W1, W2, learning_rate, n_steps):
    sig = lambda z: 1 / (1 + np.exp(-z))
    for _ in range(n_steps):
        z1 = np.einsum('nd,hd->nh', X, W1)
        a1 = sig(z1)
        z2 = np.einsum('nh,ch->nc', a1, W2)
        a2 = sig(z2)
        e2 = (a2 - T) * a2 * (1 - a2)
        e1 = np.einsum('nc,ch->nh', e2, W2) * a1 * (1 - a1)
        W1 = W1 - learning_rate * np.einsum('nh,nd->hd', e1, X)
        W2 = W2 - learning_rate * np.einsum('nc,nh->ch', e2, a1)
    return W1, W2
""",
    "relative_error/loop": """
def relative_error(a, n):
    worst = 0
    for p, q in zip(a.ravel(), n.ravel()):
        err = abs(p - q) / max(abs(p), abs(q), 1e-6)
        if err > worst:
            worst = err
    return worst
""",
    "quadratic_form_gradient/two": """
def quadratic_form_gradient(w, A):
    g = A @ w + A.T @ w
    return g.reshape(1, -1)
""",
    "chain_vjp/reduce": """
from functools import reduce

def chain_vjp(dy, jacobians):
    return reduce(lambda v, J: J.T @ v, jacobians, dy)
""",
    "softmax_jacobian/double": """
def softmax_jacobian(s):
    p = np.exp(s - s.max())
    p /= p.sum()
    C = len(p)
    J = np.zeros((C, C))
    for i in range(C):
        for j in range(C):
            J[i, j] = p[i] * ((i == j) - p[j])
    return J
""",
    "one_hidden_layer_gradients/matmul": """
def one_hidden_layer_gradients(x, t, W1, W2):
    h = 1 / (1 + np.exp(-W1 @ x))
    err = W2 @ h - t
    g2 = 2 * err.reshape(-1, 1) @ h.reshape(1, -1)
    back = (W2.T @ (2 * err)) * (h - h ** 2)
    g1 = back.reshape(-1, 1) @ x.reshape(1, -1)
    return g1, g2
""",
    "script_3/matrix": """
def script_3(w, X, t, learning_rate, n_steps):
    losses = []
    N = len(t)
    for k in range(n_steps):
        r = X.dot(w) - t
        losses.append(r.dot(r) / N)
        grad = 2 / N * r.dot(X)
        w = w - learning_rate * grad
    return np.array(losses)
""",
}

# fmt: off
WRONG = (
    Wrong("mul_backward/prod", (("dz_dx, dz_dy = y, x", "dz_dx, dz_dy = x, y"),), "not_switched"),
    Wrong("mul_backward/prod", (("dz * dz_dx, dz * dz_dy", "dz * dz_dx + dz * dz_dy"),), ""),
    Wrong("max_backward/where", (("np.where(x > y, dz, 0), np.where(x > y, 0, dz)", "np.where(x > y, x, 0), np.where(x > y, 0, y)"),), "times_value upstream_ignored"),
    Wrong("sigmoid_backward/tanh", (("np.tanh(x / 2)", "np.tanh(x)"),), ""),
    Wrong("relu_backward/heaviside", (("np.heaviside(x, 0)", "np.heaviside(dz, 0)"),), "mask_of_upstream"),
    Wrong("relu_backward/heaviside", (("dz * np.heaviside(x, 0)", "np.maximum(0, dz * x)"),), "relu_of_product"),
    Wrong("maxout_backward/mask", (("dw1 = first * dz * x", "dw1 = first * dz * w1"), ("(not first) * dz * x", "(not first) * dz * w2")), "times_weights"),
    Wrong("linear_forward/stack", (("np.hstack([X, np.ones((len(X), 1))])", "np.hstack([np.ones((len(X), 1)), X])"),), ""),
    Wrong("linear_backward/cols", (("np.ones(len(X)) @ dY", "np.ones(len(X)) @ dY / len(X)"),), "db_over_N"),
    Wrong("linear_backward/cols", (("dY[n] @ W for n", "dY[n] @ X for n"),), "raises"),
    Wrong("two_layer_loss/flat", (("da = dh * (a > 0)", "da = dh * (dh > 0)"),), "hidden_mask_of_upstream"),
    Wrong("two_layer_loss/flat", (("da = dh * (a > 0)", "da = dh * h"),), "hidden_mask_times_output"),
    Wrong("two_layer_loss/flat", (("    ds /= N\n", ""), ("db2 = np.sum(ds, axis=0)", "db2 = np.mean(ds, axis=0)")), "not_averaged_in_gradient grads.b2_over_N"),
    Wrong("two_layer_loss/flat", (("+ 2 * reg * W1", "+ reg * W1"), ("+ 2 * reg * W2", "+ reg * W2")), "penalty_gradient_without_two"),
    Wrong("two_layer_loss/flat", (("dh = np.dot(ds, W2)", "dh = np.dot(ds, W2) + b1"),), ""),
    Wrong("local_gradients/dict", (("'reciprocal': lambda: (-value ** 2,)", "'reciprocal': lambda: (1 / value,)"),), ""),
    Wrong("local_gradients/dict", (("'exp': lambda: (value,)", "'exp': lambda: (np.exp(value),)"),), "exp_of_value"),
    Wrong("backpropagate/stack", (("grads[p] += g * dd", "grads[p] = g * dd"),), "overwritten_at_branch"),
    Wrong("backpropagate/stack", (("reversed(list(enumerate(nodes)))", "enumerate(nodes)"),), "forward_order"),
    Wrong("unbroadcast/while", (("dz.sum(axis=axis, keepdims=True)", "dz.sum(axis=axis)"),), ""),
    Wrong("unbroadcast/while", (("dz = dz.sum(axis=0)", "dz = dz.mean(axis=0)"),), ""),
    Wrong("Linear/attributes", (("self.dW += np.dot(dY.T, X)", "self.dW = np.dot(dY.T, X)"),), ""),
    Wrong("Linear/attributes", (("X = self.inputs.pop()", "X = self.inputs.pop(0)"),), "memory_in_wrong_order"),
    Wrong("numerical_gradient/flat", (("        x[ix] = old\n", ""),), "x_not_restored"),
    Wrong("numerical_gradient/flat", (("x[ix] = old - h", "x[ix] = x[ix] - h"),), "one_sided_over_2h"),
    Wrong("squared_error_batch/loop", (("dW += 2 * np.outer(diff, X[n])", "dW += np.outer(diff, X[n])"),), "factor_two_missing"),
    Wrong("squared_error_batch/loop", (("np.outer(diff, X[n])", "np.outer(X[n], diff)"),), "raises"),
    Wrong("gradient_descent/prealloc", (("traj[i] - learning_rate * gradient(traj[i])", "traj[i] - learning_rate * gradient(traj[0])"),), "gradient_evaluated_once"),
    Wrong("gradient_descent/prealloc", (("traj = np.zeros((n_steps + 1,) + w.shape)", "traj = np.zeros((n_steps,) + w.shape)"),), "raises"),
    Wrong("minibatch_sgd/shuffle", (("int(np.ceil(N / batch_size))", "N // batch_size"),), "short_batch_dropped"),
    Wrong("minibatch_sgd/shuffle", (("gradient(w, X[batch], y[batch])", "gradient(w, X[batch], y[batch]) / len(batch)"),), ""),
    Wrong("train_two_layer/einsum", (("e2 = (a2 - T) * a2 * (1 - a2)", "e2 = (a2 - T)"),), "output_slope_missing"),
    Wrong("train_two_layer/einsum", (("* a1 * (1 - a1)\n", "* z1 * (1 - z1)\n"),), "hidden_slope_of_argument"),
    Wrong("relative_error/loop", (("max(abs(p), abs(q), 1e-6)", "(abs(p) + abs(q))"),), "relative_to_the_sum floor_too_small"),
    Wrong("quadratic_form_gradient/two", (("A @ w + A.T @ w", "2 * A @ w"),), "only_for_symmetric"),
    Wrong("chain_vjp/reduce", (("J.T @ v, jacobians", "J.T @ v, jacobians[::-1]"),), "raises innermost_first"),
    Wrong("softmax_jacobian/double", (("p[i] * ((i == j) - p[j])", "p[i] * (i == j) - p[j]"),), ""),
    Wrong("softmax_jacobian/double", (("p[i] * ((i == j) - p[j])", "p[i] * (1 - p[i]) if i == j else p[i] * p[j]"),), "off_diagonal_sign"),
    Wrong("one_hidden_layer_gradients/matmul", (("(h - h ** 2)", "(1 - h ** 2)"),), "slope_of_tanh"),
    Wrong("one_hidden_layer_gradients/matmul", (("(W2.T @ (2 * err))", "(W2.T @ err)"),), "dW1_halved"),
    Wrong("script_3/matrix", (("        losses.append(r.dot(r) / N)\n", ""), ("        w = w - learning_rate * grad\n", "        w = w - learning_rate * grad\n        losses.append(r.dot(r))\n")), ""),
)
# fmt: on
