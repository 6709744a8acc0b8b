"""Losses of a third class: columns of examples, helpers for one example, one-hot matrices, `np.delete`."""

# ruff: noqa: E501  (a row of the table is a line)

from benchmarks.parts.student_answers import Wrong

BASES = {
    "svm_loss/columns": """
def svm_loss(W, X, y, reg):
    N, d = X.shape
    C = W.shape[0]
    S = np.empty((C, N))
    for c in range(C):
        S[c] = (X * W[c]).sum(axis=1)
    S_y = np.choose(y, S) if C < 32 else S[y, np.arange(N)]
    M = S - S_y + 1.0
    M[y, np.arange(N)] = 0
    np.maximum(M, 0, out=M)
    loss = M.sum() / N + reg * np.vdot(W, W)
    K = np.sign(M)
    K[y, np.arange(N)] -= K.sum(axis=0)
    dW = K.dot(X)
    dW /= N
    dW += reg * 2 * W
    return loss, dW
""",
    "svm_loss/perexample": """
def svm_loss(W, X, y, reg):
    def one(x, label):
        s = W.dot(x)
        m = np.array([s[j] - s[label] + 1 if j != label else 0.0 for j in range(len(s))])
        pos = m > 0
        g = np.zeros(W.shape)
        g[pos] = x
        g[label] = -pos.sum() * x
        return m[pos].sum(), g
    pairs = [one(X[i], y[i]) for i in range(X.shape[0])]
    data_loss = sum(l for l, _ in pairs) / len(pairs)
    data_grad = sum(g for _, g in pairs) / len(pairs)
    return data_loss + reg * (W ** 2).sum(), data_grad + 2 * reg * W
""",
    "svm_loss/sparse_onehot": """
def svm_loss(W, X, y, reg):
    num_train, num_classes = X.shape[0], W.shape[0]
    Y = np.zeros((num_train, num_classes))
    for i in range(num_train):
        Y[i, y[i]] = 1
    scores = np.dot(X, np.transpose(W))
    correct = np.sum(scores * Y, axis=1)
    delta = 1
    margins = (scores.T - correct).T + delta
    margins = margins * (1 - Y)
    margins[margins < 0] = 0
    loss = np.sum(margins)
    loss = loss / num_train
    loss = loss + reg * np.sum(W * W)
    ind = (margins > 0) * 1.0
    ind = ind - Y * ind.sum(axis=1)[:, None]
    dW = np.dot(np.transpose(ind), X)
    dW = dW / num_train
    dW = dW + 2 * reg * W
    return loss, dW
""",
    "multiclass_hinge/delete": """
def multiclass_hinge(scores, y):
    losses = []
    for i in range(scores.shape[0]):
        s_y = scores[i, y[i]]
        others = np.delete(scores[i], y[i])
        slack = others - s_y + 1
        losses.append(slack[slack > 0].sum())
    return np.array(losses)
""",
    "multiclass_hinge/classes": """
def multiclass_hinge(scores, y):
    N, C = scores.shape
    correct = scores[np.arange(N), y]
    total = np.zeros(N)
    for j in range(C):
        wrong = y != j
        gap = 1 + scores[:, j] - correct
        total += np.where(wrong & (gap > 0), gap, 0)
    return total
""",
    "squared_hinge/lists": """
def squared_hinge(scores, y):
    out = []
    for s, k in zip(scores.tolist(), y.tolist()):
        loss = 0
        for j in range(len(s)):
            if j != k:
                h = s[j] - s[k] + 1
                if h > 0:
                    loss += h * h
        out.append(loss)
    return np.array(out)
""",
    "binary_hinge_loss/mask": """
def binary_hinge_loss(w, X, y):
    N = len(y)
    f = X.dot(w)
    m = 1 - y * f
    idx = np.flatnonzero(m > 0)
    loss = m[idx].sum() / N
    dw = -(X[idx] * y[idx][:, None]).sum(axis=0) / N
    return loss, dw
""",
    "elastic_net/ravel": """
def elastic_net(W, beta):
    w = W.reshape(-1)
    R, g = 0.0, []
    for v in w:
        R += beta * v ** 2 + abs(v)
        s = 1 if v > 0 else (-1 if v < 0 else 0)
        g.append(2 * beta * v + s)
    return R, np.array(g).reshape(W.shape)
""",
    "softmax_loss/columns": """
def softmax_loss(W, X, y, reg):
    scores = W @ X.T
    scores = scores - np.max(scores, axis=0)
    e = np.exp(scores)
    P = e / np.sum(e, axis=0)
    N = X.shape[0]
    logs = scores[y, range(N)] - np.log(e.sum(axis=0))
    loss = -logs.mean() + reg * np.sum(W ** 2)
    P[y, range(N)] -= 1
    dW = P @ X / N + 2 * reg * W
    return loss, dW
""",
    "softmax_loss/accumulate": """
def softmax_loss(W, X, y, reg):
    N, D = X.shape
    K = W.shape[0]
    loss, dW = 0., np.zeros((K, D))
    for i in range(N):
        z = np.zeros(K)
        for k in range(K):
            z[k] = np.dot(W[k], X[i])
        z -= z.max()
        den = 0
        for k in range(K):
            den += np.exp(z[k])
        loss -= z[y[i]] - np.log(den)
        for k in range(K):
            p = np.exp(z[k]) / den
            indicator = 1 if k == y[i] else 0
            dW[k] += (p - indicator) * X[i]
    loss = loss / N
    dW = dW / N
    loss += reg * np.sum(W * W)
    dW += 2 * reg * W
    return loss, dW
""",
    "softmax/transpose": """
def softmax(scores):
    z = scores.T - scores.T.max(axis=0)
    num = np.exp(z)
    return (num / num.sum(axis=0)).T
""",
    "softmax/apply": """
def softmax(scores):
    def row(s):
        e = np.exp(s - s.max())
        return e / e.sum()
    return np.apply_along_axis(row, 1, scores)
""",
    "log_softmax/stable": """
def log_softmax(scores):
    biggest = np.sort(scores, axis=1)[:, -1:]
    shifted = scores - biggest
    lse = np.log(np.exp(shifted).sum(axis=1))
    return shifted - lse[:, np.newaxis]
""",
    "cross_entropy/probabilities": """
def cross_entropy(scores, y):
    n = scores.shape[0]
    losses = np.zeros(n)
    for i in range(n):
        s = scores[i] - scores[i].max()
        losses[i] = np.log(np.exp(s).sum()) - s[y[i]]
    return losses
""",
    "kl_divergence/masked": """
def kl_divergence(p, q):
    safe = np.where(p > 0, p, 1)
    with np.errstate(divide="ignore"):
        terms = p * (np.log(safe) - np.log(q))
    terms[p == 0] = 0
    return terms.sum(axis=1)
""",
    "binary_cross_entropy/cases": """
def binary_cross_entropy(logits, t):
    loss, grad = 0.0, np.zeros(len(logits))
    for i in range(len(logits)):
        z = logits[i]
        if z >= 0:
            sig = 1 / (1 + np.exp(-z))
            loss += (1 - t[i]) * z + np.log1p(np.exp(-z))
        else:
            sig = np.exp(z) / (1 + np.exp(z))
            loss += -t[i] * z + np.log1p(np.exp(z))
        grad[i] = sig - t[i]
    return loss / len(logits), grad / len(logits)
""",
}

# fmt: off
WRONG = (
    Wrong("svm_loss/columns", (("    M[y, np.arange(N)] = 0\n", ""),), "correct_class_counted correct_class_counts_itself"),
    Wrong("svm_loss/columns", (("K[y, np.arange(N)] -= K.sum(axis=0)", "K[y] -= K.sum(axis=0)"),), ""),
    Wrong("svm_loss/columns", (("K = np.sign(M)", "K = np.sign(S - S_y)"),), ""),
    Wrong("svm_loss/columns", (("    dW /= N\n    dW += reg * 2 * W\n", "    dW += reg * 2 * W\n    dW /= N\n"), ("M.sum() / N", "M.mean()")), "penalty_over_N_in_gradient averaged_over_classes_in_loss"),
    Wrong("svm_loss/columns", (("(X * W[c]).sum(axis=1)", "(X * W[c]).sum()"),), ""),
    Wrong("svm_loss/perexample", (("g[label] = -pos.sum() * x", "g[label] = -x"),), "correct_class_coefficient_minus_one"),
    Wrong("svm_loss/perexample", (("g[pos] = x", "g[pos] = m[pos, None] * x"), ("-pos.sum() * x", "-m.sum() * x")), "terms_in_gradient"),
    Wrong("svm_loss/perexample", (("m[pos].sum(), g", "m[pos].mean(), g"),), ""),
    Wrong("svm_loss/perexample", (("data_grad = sum(g for _, g in pairs) / len(pairs)", "data_grad = pairs[-1][1]"),), "not_averaged_in_gradient last_example_only"),
    Wrong("svm_loss/perexample", (("if j != label else 0.0", "if j != label else 1.0"), ("2 * reg * W", "reg * W")), "correct_class_counts_itself correct_class_counted penalty_gradient_without_two"),
    Wrong("svm_loss/sparse_onehot", (("(scores.T - correct).T + delta", "(scores.T - correct).T - delta"),), "margin_wrong_side"),
    Wrong("svm_loss/sparse_onehot", (("ind = ind - Y * ind.sum(axis=1)[:, None]", "ind = ind - Y"),), "correct_class_coefficient_minus_one"),
    Wrong("svm_loss/sparse_onehot", (("    loss = loss / num_train\n    loss = loss + reg * np.sum(W * W)\n", "    loss = loss + reg * np.sum(W * W)\n    loss = loss / num_train\n"), ("    dW = dW / num_train\n", "")), "penalty_over_N_in_loss not_averaged_in_gradient"),
    Wrong("svm_loss/sparse_onehot", (("    margins[margins < 0] = 0\n", ""),), "not_clamped"),
    Wrong("multiclass_hinge/delete", (("np.delete(scores[i], y[i])", "np.delete(scores[i], i)"),), "raises"),
    Wrong("multiclass_hinge/delete", (("slack[slack > 0].sum()", "slack[slack > 1].sum()"),), "only_classes_ahead_counted"),
    Wrong("multiclass_hinge/delete", (("slack[slack > 0].sum()", "max(0, slack.sum())"),), ""),
    Wrong("multiclass_hinge/delete", (("slack[slack > 0].sum()", "max(0, slack.max())"),), "largest_term_only"),
    Wrong("multiclass_hinge/classes", (("wrong = y != j", "wrong = np.arange(N) != j"),), ""),
    Wrong("multiclass_hinge/classes", (("total += np.where", "total = np.where"),), ""),
    Wrong("squared_hinge/lists", (("                if h > 0:\n                    loss += h * h\n", "                loss += max(0, h)\n        loss = loss * loss\n"),), "sum_squared"),
    Wrong("squared_hinge/lists", (("h = s[j] - s[k] + 1", "h = s[k] - s[j] + 1"),), "difference_turned_round"),
    Wrong("squared_hinge/lists", (("loss += h * h", "loss += h * h / 2"),), "losses_halved"),
    Wrong("binary_hinge_loss/mask", (("m > 0", "m < 0"),), ""),
    Wrong("binary_hinge_loss/mask", (("m[idx].sum() / N", "m[idx].mean()"), ("sum(axis=0) / N", "mean(axis=0)")), "averaged_over_costly_examples"),
    Wrong("binary_hinge_loss/mask", (("dw = -(X[idx] * y[idx][:, None]).sum(axis=0) / N", "dw = -(X * y[:, None]).sum(axis=0) / N"),), "mask_missing"),
    Wrong("elastic_net/ravel", (("beta * v ** 2 + abs(v)", "beta * v ** 2 + (1 - beta) * abs(v)"),), ""),
    Wrong("elastic_net/ravel", (("s = 1 if v > 0 else (-1 if v < 0 else 0)", "s = 1 if v > 0 else 0"),), "slope_of_negative_missing"),
    Wrong("elastic_net/ravel", ((".reshape(W.shape)", ""),), "dR_flat"),
    Wrong("softmax_loss/columns", (("P[y, range(N)] -= 1", "P[range(N), y] -= 1"),), "raises"),
    Wrong("softmax_loss/columns", (("np.max(scores, axis=0)", "np.max(scores, axis=1)"),), "raises"),
    Wrong("softmax_loss/columns", (("-logs.mean()", "-logs.sum()"), ("2 * reg * W", "2 * reg")), ""),
    Wrong("softmax_loss/columns", (("scores[y, range(N)] - np.log", "P[y, range(N)] - np.log"),), ""),
    Wrong("softmax_loss/accumulate", (("indicator = 1 if k == y[i] else 0", "indicator = 1 if k == i else 0"),), ""),
    Wrong("softmax_loss/accumulate", (("        den = 0\n", ""), ("    loss, dW = 0., np.zeros((K, D))\n", "    loss, dW = 0., np.zeros((K, D))\n    den = 0\n")), ""),
    Wrong("softmax_loss/accumulate", (("loss -= z[y[i]] - np.log(den)", "loss -= np.log(z[y[i]] / den)"),), "log_of_a_negative_number"),
    Wrong("softmax_loss/accumulate", (("        z -= z.max()\n", ""), ("dW += 2 * reg * W", "dW += 2 * W")), "maximum_not_subtracted penalty_without_reg_in_gradient"),
    Wrong("softmax/transpose", (("scores.T - scores.T.max(axis=0)", "scores.T - scores.max(axis=0)"),), "raises maximum_of_each_class"),
    Wrong("softmax/transpose", (("num / num.sum(axis=0)", "num / num.sum(axis=1)"),), "raises normalised_over_examples"),
    Wrong("softmax/apply", (("apply_along_axis(row, 1, scores)", "apply_along_axis(row, 0, scores)"),), "maximum_of_each_class normalised_over_examples"),
    Wrong("softmax/apply", (("np.exp(s - s.max())", "np.exp(s.max() - s)"),), ""),
    Wrong("log_softmax/stable", (("np.log(np.exp(shifted).sum(axis=1))", "np.log(np.exp(shifted)).sum(axis=1)"),), ""),
    Wrong("log_softmax/stable", (("[:, -1:]", "[:, :1]"),), "log_of_probability"),
    Wrong("cross_entropy/probabilities", (("s[y[i]]", "scores[i, y[i]]"),), "maximum_lost"),
    Wrong("cross_entropy/probabilities", (("losses[i] = np.log(np.exp(s).sum()) - s[y[i]]", "losses[i] = -np.log(s[y[i]] / s.sum())"),), ""),
    Wrong("kl_divergence/masked", (("terms.sum(axis=1)", "terms.mean(axis=1)"),), "divergences_over_C averaged_over_classes"),
    Wrong("kl_divergence/masked", (("p * (np.log(safe) - np.log(q))", "q * (np.log(safe) - np.log(q))"),), "weighted_with_q"),
    Wrong("kl_divergence/masked", (("    terms[p == 0] = 0\n", ""), ("np.log(safe)", "np.log(p)")), "zero_times_log_of_zero"),
    Wrong("binary_cross_entropy/cases", (("grad[i] = sig - t[i]", "grad[i] = t[i] - sig"),), "dlogits_sign_flipped"),
    Wrong("binary_cross_entropy/cases", (("loss += (1 - t[i]) * z + np.log1p(np.exp(-z))", "loss += -t[i] * np.log(sig) - (1 - t[i]) * np.log(1 - sig)"),), "fails_where_numbers_are_large"),
    Wrong("binary_cross_entropy/cases", (("return loss / len(logits), grad / len(logits)", "return loss / len(logits), grad"),), "not_averaged_in_gradient"),
)
# fmt: on
