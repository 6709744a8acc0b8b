"""Hinge losses and penalties as they are written rarely: helpers, lists, classes in rows, np.delete."""

# ruff: noqa: E501  (a row of the table is a line)

from benchmarks.parts.student_answers import Wrong

BASES = {
    "svm_loss/helpers": """
def one_score_row(W, x):
    return W.dot(x)

def hinge_of(scores, label, delta=1.0):
    diffs = scores - scores[label] + delta
    diffs[diffs < 0] = 0
    diffs[label] = 0
    return diffs

def svm_loss(W, X, y, reg):
    total = 0.0
    grad = np.zeros(W.shape)
    for xi, yi in zip(X, y):
        diffs = hinge_of(one_score_row(W, xi), yi)
        total += diffs.sum()
        hit = diffs > 0
        grad[hit] += xi
        grad[yi] -= hit.sum() * xi
    n = len(y)
    return total / n + reg * (W ** 2).sum(), grad / n + 2 * reg * W
""",
    "svm_loss/columns": """
def svm_loss(W, X, y, reg):
    Xt = X.T
    num = Xt.shape[1]
    S = np.dot(W, Xt)
    idx = np.arange(num)
    right = S[y, idx]
    M = S - right + 1.0
    M[y, idx] = 0.0
    M = M * (M > 0)
    G = np.zeros_like(M)
    G[M > 0] = 1
    G[y, idx] -= G.sum(axis=0)
    L = M.sum() / num
    L += reg * np.sum(W * W)
    dW = np.dot(G, Xt.T) / num
    dW += 2 * reg * W
    return L, dW
""",
    "svm_loss/lists": """
def svm_loss(W, X, y, reg):
    N = len(X)
    C = len(W)
    losses = []
    dW = np.zeros((C, X.shape[1]))
    for n in range(N):
        f = [np.dot(W[c], X[n]) for c in range(C)]
        li = 0.0
        for c in range(C):
            if c == y[n]:
                continue
            m = f[c] - f[y[n]] + 1
            if m > 0:
                li += m
                dW[c] = dW[c] + X[n] / N
                dW[y[n]] = dW[y[n]] - X[n] / N
        losses.append(li)
    loss = np.mean(losses)
    penalty = 0
    for w in W.ravel():
        penalty += w ** 2
    return loss + reg * penalty, dW + reg * 2 * W
""",
    "multiclass_hinge/delete": """
def multiclass_hinge(scores, y):
    result = []
    for s, label in zip(scores, y):
        others = np.delete(s, label)
        result.append(np.clip(others - s[label] + 1, 0, None).sum())
    return np.array(result)
""",
    "multiclass_hinge/minus_one": """
def multiclass_hinge(scores, y):
    n = scores.shape[0]
    own = np.choose(y, scores.T)
    all_terms = np.maximum(scores.T - own + 1, 0)
    return all_terms.sum(axis=0) - 1
""",
    "squared_hinge/where": """
def squared_hinge(scores, y):
    N, C = scores.shape
    gap = scores - scores[range(N), y].reshape(N, 1) + 1
    gap = np.where(gap > 0, gap, 0)
    gap[range(N), y] = 0
    return (gap ** 2).sum(1)
""",
    "binary_hinge_loss/loop": """
def binary_hinge_loss(w, X, y):
    n = X.shape[0]
    loss = 0
    dw = np.zeros(w.shape)
    for i in range(n):
        margin = 1 - y[i] * sum(w * X[i])
        if margin > 0:
            loss += margin
            dw += -y[i] * X[i]
    return loss / n, dw / n
""",
    "elastic_net/loops": """
def elastic_net(W, beta):
    R = 0.0
    dR = np.zeros(W.shape)
    for i in range(W.shape[0]):
        for j in range(W.shape[1]):
            R += beta * W[i, j] ** 2
            R += abs(W[i, j])
            dR[i, j] = 2 * beta * W[i, j]
            if W[i, j] > 0:
                dR[i, j] += 1
            elif W[i, j] < 0:
                dR[i, j] -= 1
    return R, dR
""",
}

# fmt: off
WRONG = (
    Wrong('svm_loss/helpers', (('    diffs[label] = 0\n', ''),), 'correct_class_counted'),
    Wrong('svm_loss/helpers', (('delta=1.0', 'delta=0.5'),), 'margin_of_another_size'),
    Wrong('svm_loss/helpers', (('grad[hit] += xi', 'grad[hit] = xi'),), ''),
    Wrong('svm_loss/helpers', (('grad[yi] -= hit.sum() * xi', 'grad[yi] -= xi'),), 'correct_class_coefficient_minus_one'),
    Wrong('svm_loss/helpers', (('grad[yi] -= hit.sum() * xi', 'grad[yi] -= diffs.sum() * xi'),), ''),
    Wrong('svm_loss/helpers', (('    n = len(y)', '    n = len(W)'),), 'divided_by_C_for_N'),
    Wrong('svm_loss/helpers', (('grad / n + 2 * reg * W', 'grad / n + reg * W ** 2'),), ''),
    Wrong('svm_loss/columns', (('M = M * (M > 0)', 'M = np.abs(M)'),), ''),
    Wrong('svm_loss/columns', (('    G[M > 0] = 1\n', '    G[M > 0] = M[M > 0]\n'),), 'terms_in_gradient'),
    Wrong('svm_loss/columns', (('G[y, idx] -= G.sum(axis=0)', 'G[y, idx] -= G.sum(axis=1)[y]'),), ''),
    Wrong('svm_loss/columns', (('G[y, idx] -= G.sum(axis=0)', 'G[y] -= G.sum(axis=0)'),), ''),
    Wrong('svm_loss/columns', (('    L = M.sum() / num\n', '    L = M.mean()\n'),), 'averaged_over_classes_in_loss'),
    Wrong('svm_loss/columns', (('right = S[y, idx]', 'right = S.max(axis=0)'),), ''),
    Wrong('svm_loss/columns', (('    G[M > 0] = 1\n', '    G[M > 0] = 1\n    G = G * 2\n'),), 'data_doubled_in_gradient'),
    Wrong('svm_loss/lists', (('dW[c] = dW[c] + X[n] / N', 'dW[c] = dW[c] + W[c] / N'),), ''),
    Wrong('svm_loss/lists', (('            if c == y[n]:\n                continue\n', ''),), 'correct_class_counted'),
    Wrong('svm_loss/lists', (('loss = np.mean(losses)', 'loss = losses[-1]'),), 'last_example_only_in_loss'),
    Wrong('svm_loss/lists', (('dW[y[n]] = dW[y[n]] - X[n] / N', 'dW[y[c % N]] = dW[y[c % N]] - X[n] / N'),), ''),
    Wrong('svm_loss/lists', (('        losses.append(li)\n', '            losses.append(li)\n'),), ''),
    Wrong('svm_loss/lists', (('penalty += w ** 2', 'penalty = w ** 2'),), ''),
    Wrong('svm_loss/lists', (('            m = f[c] - f[y[n]] + 1\n            if m > 0:', '            m = f[c] - f[y[n]] + 1\n            if f[c] > f[y[n]]:'),), 'only_classes_ahead_counted'),
    Wrong('multiclass_hinge/delete', (('others - s[label] + 1', 'others - s[label] + 1, 0, 1).sum() + 0 * np.clip(s[label]'),), ''),
    Wrong('multiclass_hinge/delete', (('np.delete(s, label)', 'np.delete(s, 0)'),), ''),
    Wrong('multiclass_hinge/minus_one', (('all_terms.sum(axis=0) - 1', 'all_terms.sum(axis=0) - scores.shape[1]'),), ''),
    Wrong('multiclass_hinge/minus_one', (('np.maximum(scores.T - own + 1, 0)', 'np.maximum(scores.T - own + 1, 1)'),), ''),
    Wrong('squared_hinge/where', (('(gap ** 2).sum(1)', 'np.sqrt((gap ** 2).sum(1))'),), ''),
    Wrong('squared_hinge/where', (('(gap ** 2).sum(1)', '(gap ** 2).sum(1) / 2'),), 'losses_halved'),
    Wrong('squared_hinge/where', (('gap = np.where(gap > 0, gap, 0)', 'gap = np.where(gap > 0, gap, -gap)'),), 'not_clamped'),
    Wrong('binary_hinge_loss/loop', (('dw += -y[i] * X[i]', 'dw += y[i] * X[i]'),), 'dw_sign_flipped'),
    Wrong('binary_hinge_loss/loop', (('dw += -y[i] * X[i]', 'dw = -y[i] * X[i]'),), ''),
    Wrong('binary_hinge_loss/loop', (('            loss += margin\n            dw', '            loss += margin\n        if margin < 0:\n            dw'),), ''),
    Wrong('elastic_net/loops', (('            elif W[i, j] < 0:\n                dR[i, j] -= 1\n', ''),), 'slope_of_negative_missing'),
    Wrong('elastic_net/loops', (('dR[i, j] = 2 * beta * W[i, j]', 'dR[i, j] = beta * W[i, j]'), ('dR[i, j] += 1', 'dR[i, j] = 1'),), ''),
)
# fmt: on
