"""Losses of a fourth class: `while` loops, cases taken apart, log-sum-exp by hand, maxima in the wrong place."""

# ruff: noqa: E501  (a row of the table is a line)

from benchmarks.parts.student_answers import Wrong

BASES = {
    "multiclass_hinge/while_loop": """
def multiclass_hinge(scores, y):
    n = scores.shape[0]
    L = np.zeros(n)
    i = 0
    while i < n:
        right = scores[i][y[i]]
        j = 0
        while j < scores.shape[1]:
            if j != y[i]:
                m = scores[i][j] - right + 1
                L[i] += m if m > 0 else 0
            j += 1
        i += 1
    return L
""",
    "squared_hinge/lambda": """
def squared_hinge(scores, y):
    relu = lambda z: (abs(z) + z) / 2
    idx = range(len(y))
    m = relu(scores.T - scores[idx, y] + 1) ** 2
    m[y, idx] = 0
    return m.sum(axis=0)
""",
    "binary_hinge_loss/np_clip": """
def binary_hinge_loss(w, X, y):
    margins = np.multiply(y, np.matmul(X, w))
    loss = np.mean(np.clip(1 - margins, 0, np.inf))
    active = np.less(margins, 1).astype(float)
    return loss, -np.matmul(X.T, active * y) / y.size
""",
    "elastic_net/parts": """
def elastic_net(W, beta):
    l2 = np.square(W).sum()
    l1 = np.fabs(W).sum()
    grad_l1 = np.where(W > 0, 1.0, np.where(W < 0, -1.0, 0.0))
    return beta * l2 + l1, 2.0 * beta * W + grad_l1
""",
    "svm_loss/rows_of_W": """
def svm_loss(W, X, y, reg):
    N = len(X)
    data, grad = 0.0, np.zeros(W.shape)
    for n in range(N):
        f = W @ X[n]
        h = f - f[y[n]] + 1
        h[y[n]] = 0
        on = h > 0
        data += h[on].sum()
        grad[on] += X[n]
        grad[y[n]] -= np.count_nonzero(on) * X[n]
    return data / N + reg * np.sum(np.square(W)), grad / N + 2 * reg * W
""",
    "softmax/along_axis": """
def softmax(scores):
    def one(s):
        s = s - s.max()
        e = np.exp(s)
        return e / e.sum()
    return np.apply_along_axis(one, 1, scores)
""",
    "log_softmax/columns_first": """
def log_softmax(scores):
    S = scores.T
    S = S - S.max(axis=0)
    return (S - np.log(np.exp(S).sum(axis=0))).T
""",
    "cross_entropy/logsumexp": """
def cross_entropy(scores, y):
    def lse(row):
        m = max(row)
        return m + np.log(sum(np.exp(v - m) for v in row))
    return np.array([lse(row) - row[k] for row, k in zip(scores, y)])
""",
    "softmax_loss/newaxis": """
def softmax_loss(W, X, y, reg):
    batch = X.shape[0]
    logits = np.matmul(X, W.transpose())
    logits = logits - np.amax(logits, axis=-1)[:, np.newaxis]
    Z = np.exp(logits).sum(-1)
    nll = np.log(Z) - logits[np.arange(batch), y]
    g = np.exp(logits) / Z[:, np.newaxis]
    np.subtract.at(g, (np.arange(batch), y), 1)
    return nll.mean() + reg * (W * W).sum(), np.tensordot(g, X, axes=(0, 0)) / batch + 2 * reg * W
""",
    "softmax_loss/outer": """
def softmax_loss(W, X, y, reg):
    J, dW = 0.0, np.zeros(W.shape)
    for x, k in zip(X, y):
        f = W.dot(x)
        f = f - f.max()
        q = np.exp(f)
        norm = q.sum()
        J += np.log(norm) - f[k]
        err = q / norm
        err[k] -= 1.0
        dW += np.outer(err, x)
    J /= len(y)
    dW /= len(y)
    J += reg * np.sum(W ** 2)
    dW += 2 * reg * W
    return J, dW
""",
    "binary_cross_entropy/logaddexp": """
def binary_cross_entropy(logits, t):
    n = logits.size
    loss = np.sum(np.logaddexp(0, logits) - t * logits) / n
    p = np.where(logits >= 0, 1 / (1 + np.exp(-np.abs(logits))), np.exp(-np.abs(logits)) / (1 + np.exp(-np.abs(logits))))
    return loss, (p - t) / n
""",
}

WRONG = (
    Wrong("multiclass_hinge/while_loop", (('            if j != y[i]:\n                m = scores[i][j] - right + 1\n                L[i] += m if m > 0 else 0\n', '            m = scores[i][j] - right + 1\n            L[i] += m if m > 0 else 0\n'),), "correct_class_counted"),
    Wrong("multiclass_hinge/while_loop", (('        while j < scores.shape[1]:', '        while j < scores.shape[1] - 1:'),), "unknown"),
    Wrong("multiclass_hinge/while_loop", (('L[i] += m if m > 0 else 0', 'L[i] = m if m > 0 else 0'),), "unknown"),
    Wrong("multiclass_hinge/while_loop", (('scores[i][j] - right + 1', 'right - scores[i][j] + 1'),), "difference_turned_round"),
    Wrong("multiclass_hinge/while_loop", (('                m = scores[i][j] - right + 1\n', '                m = abs(scores[i][j] - right) + 1\n'),), "unknown"),
    Wrong("multiclass_hinge/while_loop", (('    return L\n', '    return L / n\n'),), "losses_over_N"),
    Wrong("multiclass_hinge/while_loop", (('L[i] += m if m > 0 else 0', 'L[i] += max(0, m) ** 2'),), "squared"),
    Wrong("squared_hinge/lambda", ((' ** 2\n', '\n'),), "not_squared"),
    Wrong("squared_hinge/lambda", (('(abs(z) + z) / 2', '(abs(z) + z)'),), "losses_scaled"),
    Wrong("squared_hinge/lambda", (('m.sum(axis=0)', 'm.sum(axis=1)'),), "summed_over_examples"),
    Wrong("squared_hinge/lambda", (('    m[y, idx] = 0\n', '    m[y] = 0\n'),), "zeros_in_whole_columns"),
    Wrong("squared_hinge/lambda", (('relu(scores.T - scores[idx, y] + 1) ** 2', 'relu((scores.T - scores[idx, y]) ** 2 + 1)'),), "unknown"),
    Wrong("binary_hinge_loss/np_clip", (('np.less(margins, 1)', 'np.less(margins, 0)'),), "unknown"),
    Wrong("binary_hinge_loss/np_clip", (('1 - margins, 0, np.inf', '1 - margins, -np.inf, 0'),), "unknown"),
    Wrong("binary_hinge_loss/np_clip", (('active * y', 'active'),), "label_missing_in_gradient"),
    Wrong("binary_hinge_loss/np_clip", (('/ y.size', '/ w.size'),), "dw_over_d_for_N"),
    Wrong("elastic_net/parts", (('return beta * l2 + l1', 'return beta * np.sqrt(l2) + l1'),), "unknown"),
    Wrong("elastic_net/parts", (('np.square(W).sum()', 'np.square(W.sum())'),), "sum_squared"),
    Wrong("elastic_net/parts", (('np.fabs(W).sum()', 'np.fabs(W.sum())'),), "absolute_value_of_sum"),
    Wrong("elastic_net/parts", (('2.0 * beta * W + grad_l1', '2.0 * beta * np.abs(W) + grad_l1'),), "unknown"),
    Wrong("elastic_net/parts", (('return beta * l2 + l1, 2.0 * beta * W + grad_l1', 'return beta * (l2 + l1), beta * (2.0 * W + grad_l1)'),), "beta_on_both"),
    Wrong("elastic_net/parts", (('return beta * l2 + l1', 'return beta * l2 + (1 - beta) * l1'),), "unknown"),
    Wrong("svm_loss/rows_of_W", (('grad[on] += X[n]', 'grad[on] += X[n] / N'), ('grad / N + 2', 'grad + 2')), "unknown"),
    Wrong("svm_loss/rows_of_W", (('grad[y[n]] -= np.count_nonzero(on) * X[n]', 'grad[y[n]] -= h.sum() * X[n]'),), "unknown"),
    Wrong("svm_loss/rows_of_W", (('        h[y[n]] = 0\n', ''), ('np.count_nonzero(on)', '(np.count_nonzero(on) - 1)')), "unknown"),
    Wrong("svm_loss/rows_of_W", (('        f = W @ X[n]\n        h = f - f[y[n]] + 1\n', '        f = W @ X[n]\n        h = f - f[y[0]] + 1\n'),), "unknown"),
    Wrong("svm_loss/rows_of_W", (('grad[y[n]] -= np.count_nonzero(on) * X[n]', 'grad[y[n]] = -np.count_nonzero(on) * X[n]'),), "unknown"),
    Wrong("svm_loss/rows_of_W", (('return data / N + reg * np.sum(np.square(W)), grad / N + 2 * reg * W', 'return (data + reg * np.sum(np.square(W))) / N, (grad + 2 * reg * W) / N'),), "penalty_over_N"),
    Wrong("svm_loss/rows_of_W", (('on = h > 0', 'on = h >= 1'),), "unknown"),
    Wrong("svm_loss/rows_of_W", (('np.sum(np.square(W))', 'np.square(np.sum(W))'),), "penalty_squares_the_sum"),
    Wrong("softmax/along_axis", (('apply_along_axis(one, 1, scores)', 'apply_along_axis(one, 0, scores)'),), "maximum_of_each_class normalised_over_examples"),
    Wrong("softmax/along_axis", (('        s = s - s.max()\n', '        s = s / s.max()\n'),), "unknown"),
    Wrong("softmax/along_axis", (('        return e / e.sum()\n', '        return e / np.linalg.norm(e)\n'),), "unknown"),
    Wrong("softmax/along_axis", (('e = np.exp(s)', 'e = np.exp(-s)'),), "unknown"),
    Wrong("softmax/along_axis", (('e = np.exp(s)', 'e = 2 ** s'),), "unknown"),
    Wrong("softmax/along_axis", (('s = s - s.max()', 's = s - scores.max()'),), "one_maximum_for_all_rows"),
    Wrong("log_softmax/columns_first", (('np.log(np.exp(S).sum(axis=0))', 'np.exp(np.log(S).sum(axis=0))'),), "not_finite"),
    Wrong("log_softmax/columns_first", (('(S - np.log', 'np.abs(S - np.log'),), "log_probabilities_sign_flipped"),
    Wrong("log_softmax/columns_first", (('np.log(np.exp(S).sum(axis=0))', 'np.log(np.exp(S).mean(axis=0))'),), "unknown"),
    Wrong("log_softmax/columns_first", (('    S = S - S.max(axis=0)\n', '    S = S - S.max(axis=1)[:, None]\n'),), "maximum_of_each_class"),
    Wrong("cross_entropy/logsumexp", (('- row[k]', '+ row[k]'),), "unknown"),
    Wrong("cross_entropy/logsumexp", (('m + np.log', 'np.log'),), "maximum_lost"),
    Wrong("cross_entropy/logsumexp", (('lse(row) - row[k]', 'lse(row) - row[0]'),), "unknown"),
    Wrong("cross_entropy/logsumexp", (('lse(row) - row[k]', 'lse(row) - max(row)'),), "unknown"),
    Wrong("cross_entropy/logsumexp", (('return np.array([', 'return np.mean(['),), "losses_mean"),
    Wrong("cross_entropy/logsumexp", (('m = max(row)', 'm = 0'),), "maximum_not_subtracted"),
    Wrong("cross_entropy/logsumexp", (('m = max(row)', 'm = max(scores.ravel())'),), "one_maximum_for_all_rows"),
    Wrong("cross_entropy/logsumexp", (('m = max(row)', 'm = sum(row) / len(row)'),), "other_than_maximum_subtracted"),
    Wrong("softmax_loss/newaxis", (('np.subtract.at(g, (np.arange(batch), y), 1)', 'np.subtract.at(g, (np.arange(batch), y), nll)'),), "unknown"),
    Wrong("softmax_loss/newaxis", (('nll.mean()', 'nll.sum()'),), "not_averaged_in_loss"),
    Wrong("softmax_loss/newaxis", ((' / batch + 2', ' / batch - 2'),), "penalty_subtracted_in_gradient"),
    Wrong("softmax_loss/newaxis", (('np.log(Z) - logits[np.arange(batch), y]', '-logits[np.arange(batch), y]'),), "unknown"),
    Wrong("softmax_loss/newaxis", (('nll.mean() + reg', 'nll.mean() + 0.5 * reg'), (' / batch + 2 * reg * W', ' + 2 * reg * W')), "not_averaged_in_gradient penalty_halved_in_loss"),
    Wrong("softmax_loss/newaxis", (('np.log(Z) - logits[np.arange(batch), y]', 'np.log10(Z) - logits[np.arange(batch), y]'),), "log10"),
    Wrong("softmax_loss/newaxis", (('g = np.exp(logits) / Z[:, np.newaxis]', 'g = np.exp(logits)'),), "exponentials_in_gradient"),
    Wrong("softmax_loss/newaxis", (('(W * W).sum()', '(W * W).sum(axis=0)'),), "wrong_shape"),
    Wrong("softmax_loss/newaxis", (('np.amax(logits, axis=-1)[:, np.newaxis]', 'np.amax(logits)'),), "one_maximum_for_all_rows"),
    Wrong("softmax_loss/outer", (('        err[k] -= 1.0\n', '        err = err - 1.0\n'),), "one_hot_subtracted_for_every_class"),
    Wrong("softmax_loss/outer", (('    J /= len(y)\n', ''), ('    dW += 2 * reg * W\n', '    dW += reg * W\n')), "not_averaged_in_loss penalty_gradient_without_two"),
    Wrong("softmax_loss/outer", (('        f = f - f.max()\n', ''),), "maximum_not_subtracted"),
    Wrong("softmax_loss/outer", (('        f = f - f.max()\n', ''), ('J += np.log(norm) - f[k]', 'J -= np.log(q[k] / norm)')), "maximum_not_subtracted"),
    Wrong("softmax_loss/outer", (('f = f - f.max()', 'f = f - np.mean(f)'),), "other_than_maximum_subtracted"),
    Wrong("softmax_loss/outer", (('    for x, k in zip(X, y):\n', '    for x, k in zip(X[1:], y[1:]):\n'),), "unknown"),
    Wrong("softmax_loss/outer", (('J += np.log(norm) - f[k]', 'J += -np.log(q[k] / norm + 1e-8)'),), "epsilon_in_the_log"),
    Wrong("softmax_loss/outer", (('np.outer(err, x)', 'np.outer(x, err)'),), "raises"),
    Wrong("softmax_loss/outer", (('err[k] -= 1.0', 'err[k] = 1.0 - err[k]'),), "unknown"),
    Wrong("softmax_loss/outer", (('f = f - f.max()', 'f = f - max(0, f.max())'), ('J += np.log(norm) - f[k]', 'J -= np.log(q[k] / norm)')), "maximum_starts_too_high"),
    Wrong("softmax_loss/outer", (('f = f - f.max()', 'f = f - np.abs(f).max()'),), "other_than_maximum_subtracted"),
    Wrong("binary_cross_entropy/logaddexp", (('np.logaddexp(0, logits) - t * logits', 'np.logaddexp(0, -logits) - t * logits'),), "unknown"),
    Wrong("binary_cross_entropy/logaddexp", (('return loss, (p - t) / n', 'return loss, (p - t) * p * (1 - p) / n'),), "slope_of_sigmoid_twice"),
    Wrong("binary_cross_entropy/logaddexp", (('return loss, (p - t) / n', 'return loss, p - t'),), "not_averaged_in_gradient"),
    Wrong("binary_cross_entropy/logaddexp", (('loss = np.sum(np.logaddexp(0, logits) - t * logits) / n', 'q = 1 / (1 + np.exp(-logits))\n    loss = -np.mean(t * np.log(q) + (1 - t) * np.log(1 - q))'),), "log_of_probability"),
    Wrong("binary_cross_entropy/logaddexp", (('np.logaddexp(0, logits) - t * logits', 'np.logaddexp(0, logits) - logits'),), "unknown"),
    Wrong("binary_cross_entropy/logaddexp", (('(p - t) / n', '(t - p) / n'),), "dlogits_sign_flipped"),
)  # fmt: skip
