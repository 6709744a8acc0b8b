"""Softmax losses: with loops, with matrices, with every place for the shift and the logarithm."""

# ruff: noqa: E501  (a row of the table is a line)

from benchmarks.parts.student_answers import Wrong

BASES = {
    "softmax_loss/naive": """
def softmax_loss(W, X, y, reg):
    loss = 0.0
    dW = np.zeros(W.shape)
    num_train = X.shape[0]
    num_classes = W.shape[0]
    for i in range(num_train):
        f = W.dot(X[i])
        f = f - np.max(f)
        sum_j = np.sum(np.exp(f))
        p = lambda k: np.exp(f[k]) / sum_j
        loss += -f[y[i]] + np.log(sum_j)
        for k in range(num_classes):
            p_k = p(k)
            dW[k, :] += (p_k - (k == y[i])) * X[i]
    loss /= num_train
    loss += reg * np.sum(W * W)
    dW /= num_train
    dW += 2 * reg * W
    return loss, dW
""",
    "softmax_loss/vectorized": """
def softmax_loss(W, X, y, reg):
    N = X.shape[0]
    scores = X.dot(W.T)
    scores = scores - np.max(scores, axis=1, keepdims=True)
    exp_scores = np.exp(scores)
    sums = np.sum(exp_scores, axis=1, keepdims=True)
    probs = exp_scores / sums
    correct_logprobs = np.log(sums[:, 0]) - scores[range(N), y]
    data_loss = np.sum(correct_logprobs) / N
    loss = data_loss + reg * np.sum(W * W)
    dscores = probs.copy()
    dscores[range(N), y] -= 1
    dscores /= N
    dW = np.dot(dscores.T, X)
    dW += 2 * reg * W
    return loss, dW
""",
    "softmax_loss/transposed": """
def softmax_loss(W, X, y, reg):
    N = len(y)
    f = np.dot(W, X.T)
    f = f - np.max(f, axis=0)
    s = np.sum(np.exp(f), axis=0)
    p = np.exp(f) / s
    loss = np.sum(np.log(s) - f[y, np.arange(N)]) / N + reg * np.sum(W ** 2)
    ind = np.zeros(p.shape)
    ind[y, np.arange(N)] = 1
    dW = (p - ind).dot(X) / N + 2 * reg * W
    return loss, dW
""",
    "softmax/vectorized": """
def softmax(scores):
    shift = scores - np.max(scores, axis=1, keepdims=True)
    e = np.exp(shift)
    return e / np.sum(e, axis=1, keepdims=True)
""",
    "cross_entropy/vectorized": """
def cross_entropy(scores, y):
    shift = scores - np.max(scores, axis=1, keepdims=True)
    e = np.exp(shift)
    log_probs = shift - np.log(np.sum(e, axis=1, keepdims=True))
    return -log_probs[np.arange(len(y)), y]
""",
    "cross_entropy/loops": """
def cross_entropy(scores, y):
    losses = []
    for i in range(scores.shape[0]):
        row = scores[i] - max(scores[i])
        total = 0
        for j in range(scores.shape[1]):
            total += np.exp(row[j])
        losses.append(np.log(total) - row[y[i]])
    return np.array(losses)
""",
    "binary_cross_entropy/vectorized": """
def binary_cross_entropy(logits, t):
    n = len(t)
    loss = np.sum(np.maximum(logits, 0) - logits * t + np.log(1 + np.exp(-np.abs(logits)))) / n
    e = np.exp(-np.abs(logits))
    y = np.where(logits >= 0, 1 / (1 + e), e / (1 + e))
    grad = (y - t) / n
    return loss, grad
""",
}


def _loss(style, *edits, names):
    return Wrong(f"softmax_loss/{style}", edits, names)


_UNSHIFTED = ("    scores = scores - np.max(scores, axis=1, keepdims=True)\n", "")
_GLOBAL = ("np.max(scores, axis=1, keepdims=True)", "np.max(scores)")
_LOG_P = ("np.log(sums[:, 0]) - scores[range(N), y]", "-np.log(probs[range(N), y])")
_LOG_P_EPS = ("np.log(sums[:, 0]) - scores[range(N), y]", "-np.log(probs[range(N), y] + 1e-8)")
_HALF = ("reg * np.sum(W * W)", "0.5 * reg * np.sum(W * W)")
_REG_W = ("dW += 2 * reg * W", "dW += reg * W")
_OVERFLOW = "maximum_not_subtracted overflow"

WRONG = (
    _loss("naive", ("        f = f - np.max(f)\n", ""), names=_OVERFLOW),
    _loss("naive", ("        f = f - np.max(f)\n", ""), ("-f[y[i]] + np.log(sum_j)", "-np.log(p(y[i]))"), names=_OVERFLOW),
    _loss("naive", ("        f = f - np.max(f)\n", ""), ("-f[y[i]] + np.log(sum_j)", "-np.log(p(y[i]))"), _HALF, _REG_W, names=_OVERFLOW + " penalty_halved"),
    _loss("naive", ("-f[y[i]] + np.log(sum_j)", "-np.log(p(y[i]))"), names="log_of_probability"),
    _loss("naive", ("-f[y[i]] + np.log(sum_j)", "-np.log(p(y[i]))"), _REG_W, names="log_of_probability penalty_gradient_without_two"),
    _loss("naive", ("(p_k - (k == y[i]))", "(p_k - 1)"), names="one_hot_subtracted_for_every_class"),
    _loss("naive", ("(p_k - (k == y[i]))", "p_k"), names="one_hot_not_subtracted"),
    _loss("naive", ("(p_k - (k == y[i]))", "((k == y[i]) - p_k)"), names="data_sign_flipped_in_gradient"),
    _loss("naive", ("    dW += 2 * reg * W\n", ""), names="penalty_missing_in_gradient"),
    _loss("naive", ("    dW /= num_train\n", ""), names="not_averaged_in_gradient"),
    _loss("naive", _HALF, _REG_W, names="penalty_halved"),
    _loss("naive", ("-f[y[i]] + np.log(sum_j)", "-f[y[i]] + sum_j"), names="log_of_sum_missing"),
    _loss("naive", ("(k == y[i])", "(k == y[k])"), names="raises"),
    _loss("naive", ("dW[k, :] +=", "dW[y[i], :] +="), names="data_gradient_missing"),
    _loss("vectorized", _UNSHIFTED, names=_OVERFLOW),
    _loss("vectorized", _UNSHIFTED, _LOG_P, names=_OVERFLOW),
    _loss("vectorized", _UNSHIFTED, _LOG_P, _HALF, _REG_W, names=_OVERFLOW + " penalty_halved"),
    _loss("vectorized", _UNSHIFTED, _LOG_P_EPS, names=_OVERFLOW + " epsilon_in_the_log"),
    _loss("vectorized", _GLOBAL, names="one_maximum_for_all_rows"),
    _loss("vectorized", _GLOBAL, _LOG_P, names="one_maximum_for_all_rows"),
    _loss("vectorized", _GLOBAL, _LOG_P, _HALF, _REG_W, names="one_maximum_for_all_rows penalty_halved"),
    _loss("vectorized", _GLOBAL, _LOG_P, _REG_W, names="one_maximum_for_all_rows penalty_gradient_without_two"),
    _loss("vectorized", _LOG_P, names="log_of_probability"),
    _loss("vectorized", _LOG_P, _HALF, _REG_W, names="log_of_probability penalty_halved"),
    _loss("vectorized", _LOG_P_EPS, names="epsilon_in_the_log"),
    _loss("vectorized", _LOG_P_EPS, _HALF, _REG_W, names="epsilon_in_the_log penalty_halved"),
    _loss("vectorized", ("    dscores /= N\n", ""), names="not_averaged_in_gradient"),
    _loss("vectorized", ("    dscores[range(N), y] -= 1\n", ""), names="one_hot_not_subtracted"),
    _loss("vectorized", ("dscores[range(N), y] -= 1", "dscores[range(N), y] = -1"), names="correct_class_gradient_is_minus_one"),
    _loss("vectorized", ("dscores[range(N), y] -= 1", "dscores[range(N), y] += 1"), names="one_hot_added"),
    _loss("vectorized", ("dscores[range(N), y] -= 1", "dscores[:, y] -= 1"), names="one_hot_subtracted_in_columns columns_of_all_labels"),
    _loss("vectorized", ("dscores[range(N), y] -= 1", "dscores[range(N)] -= 1"), names="one_hot_subtracted_for_every_class"),
    _loss("vectorized", ("np.dot(dscores.T, X)", "np.dot(X.T, dscores)"), names="raises wrong_shape"),
    _loss("vectorized", ("np.sum(correct_logprobs) / N", "np.sum(correct_logprobs)"), names="not_averaged_in_loss"),
    _loss("vectorized", ("np.sum(exp_scores, axis=1, keepdims=True)", "np.sum(exp_scores)"), ("sums[:, 0]", "sums"), names="normalised_over_everything"),
    _loss("vectorized", ("np.sum(exp_scores, axis=1, keepdims=True)", "np.sum(exp_scores, axis=0, keepdims=True)"), ("sums[:, 0]", "sums[0]"), names="raises normalised_over_examples"),
    _loss("vectorized", ("dscores = probs.copy()", "dscores = scores.copy()"), names="scores_in_gradient"),
    _loss("vectorized", ("    dW += 2 * reg * W\n", "    dW = 2 * reg * W\n"), names="data_gradient_missing"),
    _loss("vectorized", ("dW += 2 * reg * W", "dW += 2 * reg * np.sum(W)"), names=""),
    _loss("vectorized", ("np.log(sums[:, 0]) - scores[range(N), y]", "scores[range(N), y] - np.log(sums[:, 0])"), names="data_sign_flipped_in_loss"),
    _loss("vectorized", ("np.log(sums[:, 0])", "np.log10(sums[:, 0])"), names="log10"),
    _loss("vectorized", ("dscores = probs.copy()", "dscores = 2 * probs"), names=""),
    _loss("transposed", ("    f = f - np.max(f, axis=0)\n", ""), names=_OVERFLOW),
    _loss("transposed", ("np.max(f, axis=0)", "np.max(f)"), names="one_maximum_for_all_rows"),
    _loss("transposed", ("np.max(f, axis=0)", "np.max(f)"), ("np.log(s) - f[y, np.arange(N)]", "-np.log(p[y, np.arange(N)])"), names="one_maximum_for_all_rows"),
    _loss("transposed", ("np.log(s) - f[y, np.arange(N)]", "-np.log(p[y, np.arange(N)])"), ("2 * reg", "reg"), names="log_of_probability penalty_gradient_without_two"),
    _loss("transposed", ("(p - ind)", "(ind - p)"), names="data_sign_flipped_in_gradient"),
    _loss("transposed", ("(p - ind).dot(X) / N", "(p - ind).dot(X)"), names="not_averaged_in_gradient"),
    _loss("transposed", ("np.max(f, axis=0)", "np.max(f, axis=1)"), names="raises"),
    Wrong("softmax/vectorized", (("axis=1, keepdims=True)\n    e", "axis=1)\n    e"),), "maximum_without_keepdims"),
    Wrong("softmax/vectorized", (("np.sum(e, axis=1, keepdims=True)", "np.sum(e, axis=1)"),), "sum_without_keepdims"),
    Wrong("softmax/vectorized", (("scores - np.max(scores, axis=1, keepdims=True)", "scores"),), _OVERFLOW),
    Wrong("softmax/vectorized", (("scores - np.max(scores, axis=1, keepdims=True)", "scores - np.max(scores)"),), "one_maximum_for_all_rows"),
    Wrong("softmax/vectorized", (("np.sum(e, axis=1, keepdims=True)", "np.sum(e)"),), "normalised_over_everything"),
    Wrong("softmax/vectorized", (("np.max(scores, axis=1, keepdims=True)", "np.mean(scores, axis=1, keepdims=True)"),), "other_than_maximum_subtracted"),
    Wrong("softmax/vectorized", (("np.max(scores, axis=1, keepdims=True)", "np.max(scores, axis=0)"),), "maximum_of_each_class"),
    Wrong("cross_entropy/vectorized", (("    shift = scores - np.max(scores, axis=1, keepdims=True)\n", "    shift = scores\n"),), _OVERFLOW),
    Wrong("cross_entropy/vectorized", (("shift - np.log(np.sum(e, axis=1, keepdims=True))", "np.log(e / np.sum(e, axis=1, keepdims=True))"),), "log_of_probability"),
    Wrong("cross_entropy/vectorized", (("shift - np.log(np.sum(e, axis=1, keepdims=True))", "np.log(e / np.sum(e, axis=1, keepdims=True) + 1e-15)"),), "epsilon_in_the_log"),
    Wrong("cross_entropy/vectorized", (("-log_probs[np.arange(len(y)), y]", "-np.sum(np.eye(scores.shape[1])[y] * np.log(np.exp(log_probs)), axis=1)"),), "log_of_probability"),
    Wrong("cross_entropy/vectorized", (("-log_probs[np.arange(len(y)), y]", "-log_probs[:, y]"),), "columns_of_all_labels"),
    Wrong("cross_entropy/vectorized", (("-log_probs[np.arange(len(y)), y]", "-np.mean(log_probs[np.arange(len(y)), y])"),), "losses_mean"),
    Wrong("cross_entropy/vectorized", (("-log_probs", "log_probs"),), "losses_sign_flipped"),
    Wrong("cross_entropy/loops", ((" - max(scores[i])", ""),), _OVERFLOW),
    Wrong("cross_entropy/loops", ((" - max(scores[i])", ""), ("np.log(total) - row[y[i]]", "-np.log(np.exp(row[y[i]]) / total)")), _OVERFLOW),
    Wrong("cross_entropy/loops", (("            total +=", "            if j != y[i]: total +="),), "denominator_without_correct_class"),
    Wrong("cross_entropy/loops", (("row[y[i]]", "row[y[0]]"),), "label_of_first_example"),
    Wrong("binary_cross_entropy/vectorized", (("(y - t) / n", "(y - t)"),), "not_averaged_in_gradient"),
    Wrong("binary_cross_entropy/vectorized", (("(y - t) / n", "(t - y) / n"),), "dlogits_sign_flipped"),
    Wrong("binary_cross_entropy/vectorized", (("np.maximum(logits, 0) - logits * t + np.log(1 + np.exp(-np.abs(logits)))", "np.log(1 + np.exp(logits)) - logits * t"),), "exponential_overflows"),
    Wrong("binary_cross_entropy/vectorized", (("(y - t) / n", "(y - t) * y * (1 - y) / n"),), "slope_of_sigmoid_twice"),
)  # fmt: skip
