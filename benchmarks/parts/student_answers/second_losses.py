"""Losses of a second class: written when all that the first one showed was mended."""

# ruff: noqa: E501  (a row of the table is a line)

from benchmarks.parts.student_answers import Wrong

BASES = {
    "svm_loss/dict": """
def svm_loss(W, X, y, reg):
    batch, loss = len(X), 0.0
    coeff = np.zeros((batch, len(W)))
    for b in range(batch):
        f = W.dot(X[b, :])
        target = y[b]
        hinge = np.maximum(0.0, f - f[target] + 1.0)
        hinge[target] = 0.0
        loss = loss + hinge.sum()
        hit = hinge > 0
        coeff[b, hit] = 1.0
        coeff[b, target] = -np.count_nonzero(hit)
    penalty = reg * np.sum(W * W)
    loss = loss / batch + penalty
    dW = coeff.T.dot(X) / batch + reg * 2.0 * W
    return loss, dW
""",
    "svm_loss/broadcast": """
def svm_loss(W, X, y, reg):
    n, d = X.shape
    idx = (np.arange(n), y)
    S = X @ W.T
    D = S - S[idx].reshape((n, 1)) + 1
    D[idx] = 0
    mask = D > 0
    loss = (D * mask).sum() / n
    M = mask.astype(int)
    M[idx] = -1 * M.sum(1)
    g = (M.T @ X) / n
    for row in range(W.shape[0]):
        loss += reg * W[row].dot(W[row])
        g[row] += 2 * reg * W[row]
    return loss, g
""",
    "multiclass_hinge/while": """
def multiclass_hinge(scores, y):
    n, m = scores.shape
    answer = np.zeros(n)
    i = 0
    while i < n:
        for k in range(m):
            gap = scores[i][k] + 1 - scores[i][y[i]]
            if k == y[i] or gap < 0:
                continue
            answer[i] = answer[i] + gap
        i += 1
    return answer
""",
    "squared_hinge/helper": """
def positive(v):
    return (np.abs(v) + v) / 2

def squared_hinge(scores, y):
    rows = range(len(scores))
    own = scores[rows, y]
    slack = positive(1 + scores.T - own)
    slack[y, rows] = 0
    return (slack * slack).sum(axis=0)
""",
    "binary_hinge_loss/zip": """
def binary_hinge_loss(w, X, y):
    losses, grads = [], []
    for xi, yi in zip(X, y):
        m = 1 - yi * (xi @ w)
        losses.append(m if m > 0 else 0.0)
        grads.append(-yi * xi if m > 0 else np.zeros(len(w)))
    return np.mean(losses), np.mean(grads, axis=0)
""",
    "elastic_net/steps": """
def elastic_net(W, beta):
    squares = W * W
    absolute = np.sqrt(squares)
    R = np.sum(beta * squares + absolute)
    direction = np.where(W == 0, 0, W / np.where(W == 0, 1, absolute))
    dR = 2 * beta * W
    dR = dR + direction
    return R, dR
""",
    "softmax_loss/loop": """
def softmax_loss(W, X, y, reg):
    num, C = len(y), len(W)
    dW = reg * 2 * W
    loss = reg * np.sum(W ** 2)
    for k in range(num):
        logit = W @ X[k]
        logit = logit - logit.max()
        e = np.exp(logit)
        s = e.sum()
        loss += (np.log(s) - logit[y[k]]) / num
        for c in range(C):
            coef = e[c] / s
            if c == y[k]:
                coef = coef - 1
            dW[c] = dW[c] + coef * X[k] / num
    return loss, dW
""",
    "softmax/sum": """
def softmax(scores):
    m = scores.max(axis=-1)
    t = np.exp(scores - m[:, None])
    z = t.sum(-1)
    return t / z[:, None]
""",
    "cross_entropy/onehot": """
def cross_entropy(scores, y):
    n, c = scores.shape
    z = scores - scores.max(axis=1, keepdims=True)
    norm = np.log(np.sum(np.exp(z), axis=1, keepdims=True))
    labels = (np.arange(c) == y[:, None])
    return -np.where(labels, z - norm, 0).sum(axis=1)
""",
    "kl_divergence/where": """
def kl_divergence(p, q):
    with np.errstate(divide='ignore', invalid='ignore'):
        ratio = np.log(p) - np.log(q)
    contribution = np.where(p == 0, 0, p * ratio)
    return np.sum(contribution, axis=-1)
""",
    "binary_cross_entropy/softplus": """
def softplus(a):
    return np.maximum(a, 0) + np.log1p(np.exp(-np.abs(a)))

def binary_cross_entropy(logits, t):
    per = t * softplus(-logits) + (1 - t) * softplus(logits)
    p = np.exp(-softplus(-logits))
    grad = (p - t) / len(t)
    return per.mean(), grad
""",
}

# fmt: off
WRONG = (
    Wrong('svm_loss/dict', (('        hinge[target] = 0.0\n', ''),), 'correct_class_counted correct_class_counts_itself'),
    Wrong('svm_loss/dict', (('coeff[b, target] = -np.count_nonzero(hit)', 'coeff[b, target] = -np.count_nonzero(hinge >= 0)'),), 'correct_class_coefficient_minus_C'),
    Wrong('svm_loss/dict', (('coeff.T.dot(X) / batch + reg * 2.0 * W', '(coeff.T.dot(X) + reg * 2.0 * W) / batch'), ('loss / batch + penalty', '(loss + penalty) / batch')), 'penalty_over_N'),
    Wrong('svm_loss/dict', (('coeff[b, hit] = 1.0', 'coeff[b, hit] = hinge[hit]'),), ''),
    Wrong('svm_loss/dict', (('loss = loss + hinge.sum()', 'loss = loss + hinge.max()'),), ''),
    Wrong('svm_loss/broadcast', (('M[idx] = -1 * M.sum(1)', 'M[idx] = -1 * M.sum(0)'),), 'raises'),
    Wrong('svm_loss/broadcast', (('loss += reg * W[row].dot(W[row])', 'loss = reg * W[row].dot(W[row])'),), ''),
    Wrong('svm_loss/broadcast', (('    D[idx] = 0\n', ''), ('(D * mask).sum() / n', '(D * mask).sum() / n - 1')), 'correct_class_counts_itself'),
    Wrong('svm_loss/broadcast', (('g = (M.T @ X) / n', 'g = (M.T @ X) / d'),), 'only_where_N_is_d'),
    Wrong('svm_loss/broadcast', (('S[idx].reshape((n, 1)) + 1', 'S[idx].reshape((n, 1)) - 1'), ('g[row] += 2 * reg * W[row]', 'g[row] += reg * W[row]')), 'margin_wrong_side penalty_gradient_without_two'),
    Wrong('multiclass_hinge/while', (('answer[i] = answer[i] + gap', 'answer[k] = answer[k] + gap'),), ''),
    Wrong('multiclass_hinge/while', (('or gap < 0', 'or gap < 1'),), 'only_classes_ahead_counted'),
    Wrong('multiclass_hinge/while', (('if k == y[i] or', 'if k == i or'),), ''),
    Wrong('squared_hinge/helper', (('(np.abs(v) + v) / 2', 'np.abs(v)'),), 'not_clamped'),
    Wrong('squared_hinge/helper', (('    slack[y, rows] = 0\n    return (slack * slack).sum(axis=0)', '    return (slack * slack).sum(axis=0)'),), 'correct_class_counted'),
    Wrong('binary_hinge_loss/zip', (('-yi * xi if m > 0', '-yi * w if m > 0'),), ''),
    Wrong('binary_hinge_loss/zip', (('np.mean(grads, axis=0)', 'np.mean(grads)'),), 'dw_mean'),
    Wrong('binary_hinge_loss/zip', (('m if m > 0 else 0.0', 'm if m < 0 else 0.0'),), ''),
    Wrong('elastic_net/steps', (('    dR = dR + direction\n', ''),), 'absolute_missing_in_gradient'),
    Wrong('elastic_net/steps', (('beta * squares + absolute', 'beta * (squares + absolute)'),), 'beta_on_both'),
    Wrong('elastic_net/steps', (('2 * beta * W', '2 * W'),), ''),
    Wrong('softmax_loss/loop', (('coef = coef - 1', 'coef = 1 - coef'),), ''),
    Wrong('softmax_loss/loop', (('loss += (np.log(s) - logit[y[k]]) / num', 'loss += (np.log(s) - logit[y[k]])'),), 'not_averaged_in_loss'),
    Wrong('softmax_loss/loop', (('dW[c] = dW[c] + coef * X[k] / num', 'dW[c] = dW[c] + coef * X[k] / C'),), 'divided_by_C_for_N_in_gradient'),
    Wrong('softmax_loss/loop', (('s = e.sum()', 's = logit.sum()'),), ''),
    Wrong('softmax_loss/loop', (('dW = reg * 2 * W', 'dW = np.zeros(W.shape)'), ('loss = reg * np.sum(W ** 2)', 'loss = 0.0')), 'penalty_missing'),
    Wrong('softmax/sum', (('m = scores.max(axis=-1)', 'm = scores.max(axis=0)'),), 'raises maximum_of_each_class'),
    Wrong('softmax/sum', (('t / z[:, None]', 't / z'),), 'raises sum_without_keepdims'),
    Wrong('cross_entropy/onehot', (('np.where(labels, z - norm, 0)', 'np.where(labels, z - norm, 1)'),), ''),
    Wrong('cross_entropy/onehot', (('np.log(np.sum(np.exp(z), axis=1, keepdims=True))', 'np.sum(np.log(np.exp(z)), axis=1, keepdims=True)'),), ''),
    Wrong('kl_divergence/where', (('np.log(p) - np.log(q)', 'np.log(p - q)'),), ''),
    Wrong('kl_divergence/where', (('np.where(p == 0, 0, p * ratio)', 'p * ratio'),), 'zero_times_log_of_zero'),
    Wrong('binary_cross_entropy/softplus', (('t * softplus(-logits) + (1 - t) * softplus(logits)', 't * softplus(logits) + (1 - t) * softplus(-logits)'),), 'targets_swapped'),
    Wrong('binary_cross_entropy/softplus', (('np.exp(-softplus(-logits))', 'np.exp(-softplus(logits))'),), ''),
)
# fmt: on
