"""Softmax and its losses as they are written rarely: one-hot targets, einsum, lists, classes in rows."""

# ruff: noqa: E501  (a row of the table is a line)

from benchmarks.parts.student_answers import Wrong

BASES = {
    "softmax_loss/onehot": """
def softmax_loss(W, X, y, reg):
    n = y.size
    targets = np.eye(W.shape[0])[y]
    z = np.einsum('cd,nd->nc', W, X)
    z -= z.max(1).reshape(-1, 1)
    lse = np.log(np.exp(z).sum(1))
    data = (lse - (z * targets).sum(1)).mean()
    q = np.exp(z - lse[:, np.newaxis])
    grad = np.einsum('nc,nd->cd', q - targets, X) / n
    return data + reg * np.sum(np.square(W)), grad + 2 * reg * W
""",
    "softmax_loss/columns": """
def softmax_loss(W, X, y, reg):
    m = X.shape[0]
    f = W.dot(X.T)
    f = f - np.amax(f, axis=0)
    ef = np.exp(f)
    denom = np.sum(ef, axis=0)
    cost = -np.sum(f[y, range(m)] - np.log(denom)) / m
    cost = cost + reg * np.linalg.norm(W) ** 2
    P = ef / denom
    P[y, range(m)] -= 1
    dW = P.dot(X) / m + 2 * reg * W
    return cost, dW
""",
    "softmax_loss/per_example": """
def softmax_loss(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for i in range(len(X)):
        s = W @ X[i]
        top = s[0]
        for k in range(1, len(s)):
            if s[k] > top:
                top = s[k]
        e = [np.exp(v - top) for v in s]
        Z = sum(e)
        loss += np.log(Z) - (s[y[i]] - top)
        for k in range(len(s)):
            dW[k] += (e[k] / Z - (1 if k == y[i] else 0)) * X[i]
    loss /= len(X)
    dW /= len(X)
    for k in range(len(W)):
        for j in range(len(W[0])):
            loss += reg * W[k, j] * W[k, j]
            dW[k, j] += 2 * reg * W[k, j]
    return loss, dW
""",
    "softmax/helper": """
def stable(row):
    shifted = row - np.max(row)
    return np.exp(shifted)

def softmax(scores):
    out = np.zeros(scores.shape, dtype=np.float64)
    for r in range(scores.shape[0]):
        ex = stable(scores[r])
        out[r] = ex / np.sum(ex)
    return out
""",
    "softmax/transposed": """
def softmax(scores):
    t = scores.T
    t = t - t.max(axis=0)
    ex = np.exp(t)
    return (ex / ex.sum(axis=0)).T
""",
    "log_softmax/helper": """
def logsumexp(a):
    b = np.max(a)
    return b + np.log(np.sum(np.exp(a - b)))

def log_softmax(scores):
    return np.array([row - logsumexp(row) for row in scores])
""",
    "cross_entropy/masked": """
def cross_entropy(scores, y):
    top = np.max(scores, axis=1, keepdims=True)
    logits = scores - top
    norm = np.log(np.exp(logits).sum(axis=1))
    mask = np.arange(scores.shape[1])[None, :] == y[:, None]
    return norm - logits[mask]
""",
    "cross_entropy/take": """
def cross_entropy(scores, y):
    N = len(y)
    z = scores - scores.max(axis=1)[:, None]
    lp = z - np.log(np.sum(np.exp(z), axis=1))[:, None]
    return -np.take_along_axis(lp, y.reshape(N, 1), axis=1).flatten()
""",
    "kl_divergence/masked": """
def kl_divergence(p, q):
    out = np.zeros(p.shape[0])
    for n in range(p.shape[0]):
        for c in range(p.shape[1]):
            if p[n, c] > 0:
                if q[n, c] == 0:
                    out[n] = np.inf
                else:
                    out[n] += p[n, c] * np.log(p[n, c] / q[n, c])
    return out
""",
    "binary_cross_entropy/stable": """
def binary_cross_entropy(logits, t):
    N = t.shape[0]
    pos = np.maximum(logits, 0)
    loss = np.mean(pos - logits * t + np.log(1 + np.exp(-np.abs(logits))))
    s = np.where(logits >= 0, 1 / (1 + np.exp(-np.abs(logits))), np.exp(-np.abs(logits)) / (1 + np.exp(-np.abs(logits))))
    return loss, (s - t) / N
""",
}

# fmt: off
WRONG = (
    Wrong('softmax_loss/onehot', (('(lse - (z * targets).sum(1)).mean()', '(lse + (z * targets).sum(1)).mean()'),), ''),
    Wrong('softmax_loss/onehot', (('    z -= z.max(1).reshape(-1, 1)\n', ''),), 'maximum_not_subtracted'),
    Wrong('softmax_loss/onehot', (('z.max(1).reshape(-1, 1)', 'z.max()'),), 'one_maximum_for_all_rows'),
    Wrong('softmax_loss/onehot', (('q - targets, X) / n', 'targets - q, X) / n'),), 'data_sign_flipped_in_gradient'),
    Wrong('softmax_loss/onehot', (('(z * targets).sum(1)).mean()', '(z * targets).sum(1)).sum() / z.size'),), 'averaged_over_classes_in_loss'),
    Wrong('softmax_loss/onehot', (('np.square(W)', 'np.abs(W)'), ('2 * reg * W', 'reg * np.sign(W)'),), 'penalty_of_absolute_values'),
    Wrong('softmax_loss/onehot', (('np.log(np.exp(z).sum(1))', 'np.log(np.exp(z).sum(1) + 1e-5)'),), ''),
    Wrong('softmax_loss/columns', (('np.linalg.norm(W) ** 2', 'np.linalg.norm(W)'),), 'penalty_is_a_length'),
    Wrong('softmax_loss/columns', (('denom = np.sum(ef, axis=0)', 'denom = np.sum(ef)'),), 'normalised_over_everything'),
    Wrong('softmax_loss/columns', (('f = f - np.amax(f, axis=0)', 'f = f / np.amax(f, axis=0)'),), ''),
    Wrong('softmax_loss/columns', (('P[y, range(m)] -= 1', 'P[y, range(m)] = 1 - P[y, range(m)]'),), ''),
    Wrong('softmax_loss/columns', (('    P[y, range(m)] -= 1\n    dW = P.dot(X) / m', '    dW = (P * (1 - P)).dot(X) / m'),), 'slope_of_softmax_in_gradient'),
    Wrong('softmax_loss/columns', (('np.sum(f[y, range(m)] - np.log(denom)) / m', 'np.sum(f[y, range(m)]) / m - np.log(denom.sum())'),), ''),
    Wrong('softmax_loss/columns', (('P.dot(X) / m + 2 * reg * W', 'P.dot(X) / m + 2 * reg * W / m'),), 'penalty_over_N_in_gradient'),
    Wrong('softmax_loss/per_example', (('            if s[k] > top:\n                top = s[k]\n', '            if s[k] > s[k - 1]:\n                top = s[k]\n'),), 'other_than_maximum_subtracted'),
    Wrong('softmax_loss/per_example', (('np.log(Z) - (s[y[i]] - top)', 'np.log(Z) - s[y[i]]'),), 'maximum_lost'),
    Wrong('softmax_loss/per_example', (('(e[k] / Z - (1 if k == y[i] else 0))', '(e[k] - (1 if k == y[i] else 0))'),), 'exponentials_in_gradient'),
    Wrong('softmax_loss/per_example', (('loss += reg * W[k, j] * W[k, j]', 'loss += 0.5 * reg * W[k, j] * W[k, j]'),), 'penalty_halved_in_loss'),
    Wrong('softmax_loss/per_example', (('    loss /= len(X)\n    dW /= len(X)\n', ''), ('dW[k, j] += 2 * reg * W[k, j]\n', 'dW[k, j] += 2 * reg * W[k, j]\n    loss /= len(X)\n    dW /= len(X)\n'),), 'penalty_over_N'),
    Wrong('softmax_loss/per_example', (('e = [np.exp(v - top) for v in s]', 'e = [np.exp(v) for v in s]'), ('(s[y[i]] - top)', 's[y[i]]'),), 'maximum_not_subtracted'),
    Wrong('softmax/helper', (('row - np.max(row)', 'row - np.mean(row)'),), 'other_than_maximum_subtracted'),
    Wrong('softmax/helper', (('dtype=np.float64', 'dtype=int'),), ''),
    Wrong('softmax/helper', (('out[r] = ex / np.sum(ex)', 'out[r] = ex / np.linalg.norm(ex)'),), ''),
    Wrong('softmax/helper', (('shifted = row - np.max(row)', 'shifted = row - np.abs(row).max()'),), 'other_than_maximum_subtracted'),
    Wrong('softmax/transposed', (('(ex / ex.sum(axis=0)).T', 'ex / ex.sum(axis=0)'),), 'probabilities_transposed'),
    Wrong('softmax/transposed', (('t.max(axis=0)', 't.max(axis=1, keepdims=True)'),), 'maximum_of_each_class'),
    Wrong('log_softmax/helper', (('return b + np.log(np.sum(np.exp(a - b)))', 'return np.log(np.sum(np.exp(a - b)))'),), 'maximum_lost'),
    Wrong('log_softmax/helper', (('row - logsumexp(row)', 'row / logsumexp(row)'),), ''),
    Wrong('log_softmax/helper', (('np.sum(np.exp(a - b))', 'np.sum(np.exp(a) - b)'),), ''),
    Wrong('cross_entropy/masked', (('return norm - logits[mask]', 'return (norm - logits[mask]).mean()'),), 'losses_mean'),
    Wrong('cross_entropy/masked', (('logits = scores - top', 'logits = scores / top'),), ''),
    Wrong('cross_entropy/masked', (('norm - logits[mask]', 'norm - scores[mask]'),), 'maximum_lost'),
    Wrong('cross_entropy/take', (('-np.take_along_axis(lp', '-np.take_along_axis(z'),), 'not_normalised'),
    Wrong('cross_entropy/take', (('np.log(np.sum(np.exp(z), axis=1))[:, None]', 'np.sum(np.exp(z), axis=1)[:, None]'),), 'log_of_sum_missing'),
    Wrong('kl_divergence/masked', (('np.log(p[n, c] / q[n, c])', 'np.log(q[n, c] / p[n, c])'),), 'divergences_sign_flipped'),
    Wrong('kl_divergence/masked', (('out[n] = np.inf', 'continue'),), 'infinite_divergence_hidden'),
    Wrong('binary_cross_entropy/stable', (('pos - logits * t', 'pos - logits * (1 - t)'),), ''),
    Wrong('binary_cross_entropy/stable', (('(s - t) / N', '(s - t) * s * (1 - s) / N'),), 'slope_of_sigmoid_twice'),
)
# fmt: on
