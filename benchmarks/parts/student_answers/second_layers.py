"""Derivatives, descent and nets of a second class: written when all that the first one showed was mended."""

# ruff: noqa: E501  (a row of the table is a line)

from benchmarks.parts.student_answers import Wrong

BASES = {
    "numerical_gradient/list": """
def numerical_gradient(f, x, h):
    point = np.array(x, dtype=float)
    result = np.empty_like(point)
    it = np.nditer(point, flags=['multi_index'])
    while not it.finished:
        k = it.multi_index
        saved = point[k]
        point[k] = saved + h
        high = f(point)
        point[k] = saved - h
        low = f(point)
        point[k] = saved
        result[k] = (high - low) / (2 * h)
        it.iternext()
    return result
""",
    "gradient_descent/for": """
def gradient_descent(gradient, w, learning_rate, n_steps):
    steps = [np.asarray(w, dtype=float)]
    for _ in range(n_steps):
        last = steps[-1]
        steps.append(last - learning_rate * gradient(last))
    return np.stack(steps)
""",
    "minibatch_sgd/counter": """
def minibatch_sgd(gradient, w, X, y, learning_rate, batch_size, n_epochs, rng):
    saved = []
    for e in range(n_epochs):
        shuffled = rng.permutation(len(y))
        begin = 0
        while begin < len(y):
            part = shuffled[begin:begin + batch_size]
            w = w - learning_rate * gradient(w, X[part], y[part])
            begin = begin + batch_size
        saved.append(w)
    return np.array(saved)
""",
    "softmax_jacobian/entries": """
def softmax_jacobian(s):
    shifted = s - s.max()
    p = np.exp(shifted) / np.exp(shifted).sum()
    J = -np.outer(p, p)
    for i in range(len(s)):
        J[i, i] += p[i]
    return J
""",
    "one_hidden_layer_gradients/names": """
def one_hidden_layer_gradients(x, t, W1, W2):
    a = W1 @ x
    s = 1 / (1 + np.exp(-a))
    e = W2 @ s - t
    grad_s = 2 * W2.T @ e
    grad_a = grad_s * s * (1 - s)
    return np.outer(grad_a, x), 2 * np.outer(e, s)
""",
    "relu_backward/multiply": """
def relu_backward(dz, x):
    slope = np.ones(x.shape)
    slope[x <= 0] = 0
    return np.multiply(slope, dz)
""",
    "linear_backward/sum": """
def linear_backward(dY, X, W):
    dX = np.dot(dY, W)
    dW = sum(np.outer(dY[i], X[i]) for i in range(len(X)))
    db = sum(dY)
    return dX, dW, db
""",
    "two_layer_loss/plain": """
def two_layer_loss(X, y, W1, b1, W2, b2, reg):
    N = X.shape[0]
    hidden = np.maximum(X @ W1.T + b1, 0)
    out = hidden @ W2.T + b2
    out = out - out.max(axis=1)[:, None]
    expo = np.exp(out)
    total = expo.sum(axis=1)[:, None]
    losses = -out[np.arange(N), y] + np.log(total[:, 0])
    loss = np.mean(losses)
    loss = loss + reg * np.sum(W1 * W1)
    loss = loss + reg * np.sum(W2 * W2)
    delta = expo / total
    delta[np.arange(N), y] = delta[np.arange(N), y] - 1
    delta = delta / N
    back = delta @ W2
    back = back * (hidden > 0)
    return loss, {
        'W1': back.T @ X + 2 * reg * W1,
        'b1': back.sum(axis=0),
        'W2': delta.T @ hidden + 2 * reg * W2,
        'b2': delta.sum(axis=0),
    }
""",
    "ReLU/class": """
class ReLU:
    def __init__(self):
        self.stack = []

    def forward(self, X):
        self.stack.append(X > 0)
        return X * (X > 0)

    def backward(self, dY):
        mask = self.stack.pop()
        return dY * mask

    def parameters(self):
        return []
""",
}

# fmt: off
WRONG = (
    Wrong('numerical_gradient/list', (('        point[k] = saved\n', ''),), 'x_not_restored'),
    Wrong('numerical_gradient/list', (('(high - low) / (2 * h)', '(high - low) / 2 * h'),), 'divided_by_two_only'),
    Wrong('numerical_gradient/list', (('point[k] = saved - h', 'point[k] -= h'),), 'one_sided_over_2h'),
    Wrong('gradient_descent/for', (('last = steps[-1]', 'last = steps[0]'),), ''),
    Wrong('gradient_descent/for', (('steps = [np.asarray(w, dtype=float)]', 'steps = [np.zeros(len(w))]'),), ''),
    Wrong('gradient_descent/for', (('return np.stack(steps)', 'return steps[-1]'),), 'only_the_end'),
    Wrong('minibatch_sgd/counter', (('X[part], y[part]', 'X, y'),), 'all_examples_in_every_step'),
    Wrong('minibatch_sgd/counter', (('begin = begin + batch_size', 'begin = begin + 1'),), ''),
    Wrong('minibatch_sgd/counter', (('rng.permutation(len(y))', 'np.arange(len(y))'),), 'not_shuffled'),
    Wrong('softmax_jacobian/entries', (('J[i, i] += p[i]', 'J[i, i] = p[i]'),), 'diagonal_is_p'),
    Wrong('softmax_jacobian/entries', (('np.exp(shifted).sum()', 'np.exp(s).sum()'),), ''),
    Wrong('one_hidden_layer_gradients/names', (('grad_s * s * (1 - s)', 'grad_s * a * (1 - a)'),), 'slope_of_z'),
    Wrong('one_hidden_layer_gradients/names', (('2 * W2.T @ e', 'W2.T @ e'),), 'dW1_halved'),
    Wrong('relu_backward/multiply', (('slope[x <= 0] = 0', 'slope[x <= 1] = 0'),), 'mask_shifted'),
    Wrong('relu_backward/multiply', (('np.ones(x.shape)', 'x.copy()'),), 'times_output'),
    Wrong('linear_backward/sum', (('np.outer(dY[i], X[i])', 'np.outer(X[i], dY[i])'),), 'dW_factors_swapped'),
    Wrong('linear_backward/sum', (('db = sum(dY)', 'db = sum(dY.T)'),), 'db_over_classes'),
    Wrong('two_layer_loss/plain', (('    back = back * (hidden > 0)\n', ''),), 'hidden_mask_missing'),
    Wrong('two_layer_loss/plain', (('hidden @ W2.T + b2', 'hidden @ W2.T'), ("'b2': delta.sum(axis=0)", "'b2': delta.mean(axis=0)")), 'b2_forgotten grads.b2_over_N'),
    Wrong('two_layer_loss/plain', (('    loss = loss + reg * np.sum(W2 * W2)\n', '    loss = reg * np.sum(W2 * W2)\n'),), ''),
    Wrong('two_layer_loss/plain', (("'W1': back.T @ X + 2 * reg * W1", "'W1': back.T @ X + 2 * reg * W1 ** 2"),), ''),
    Wrong('two_layer_loss/plain', (('np.log(total[:, 0])', 'np.log(total[:, 0] + 1e-3)'), ('delta = delta / N', 'delta = delta')), 'not_averaged_in_gradient'),
    Wrong('two_layer_loss/plain', (('back = delta @ W2', 'back = out @ W2'),), ''),
    Wrong('ReLU/class', (('return dY * mask', 'return mask'),), ''),
    Wrong('ReLU/class', (('self.stack.pop()', 'self.stack[-1]'),), 'memory_overwritten'),
    Wrong('ReLU/class', (('return X * (X > 0)', 'return X * (X >= 1)'),), ''),
)
# fmt: on
