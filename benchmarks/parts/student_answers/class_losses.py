"""Losses as the students of one class write them: masks, comprehensions, `enumerate`, `math`, helpers."""

# ruff: noqa: E501  (a row of the table is a line)

from benchmarks.parts.student_answers import Wrong

BASES = {
    "svm_loss/einsum": """
def svm_loss(W, X, y, reg):
    n_samples = X.shape[0]
    rows = np.arange(n_samples)
    s = np.einsum('nd,cd->nc', X, W)
    right = s[rows, y]
    gap = s - right[:, np.newaxis] + 1
    gap[rows, y] = 0
    hinge = np.where(gap > 0, gap, 0)
    data = hinge.sum() / n_samples
    active = np.where(gap > 0, 1.0, 0.0)
    active[rows, y] = -active.sum(axis=1)
    dW = np.einsum('nc,nd->cd', active, X) / n_samples
    dW += 2 * reg * W
    return data + reg * np.sum(np.square(W)), dW
""",
    "svm_loss/zip": """
def svm_loss(W, X, y, reg):
    total = 0
    grad = np.zeros_like(W, dtype=float)
    for x_i, label in zip(X, y):
        s = W @ x_i
        for k, value in enumerate(s):
            if k == label: continue
            diff = value - s[label] + 1
            if diff <= 0: continue
            total += diff
            grad[k] += x_i
            grad[label] -= x_i
    total = total / len(y) + reg * (W * W).sum()
    grad = grad / len(y) + 2 * reg * W
    return total, grad
""",
    "svm_loss/add_at": """
def svm_loss(W, X, y, reg):
    N, C = len(X), len(W)
    scores = X @ W.T
    margins = scores - scores[range(N), y][:, None] + 1
    margins[range(N), y] = -1
    i, j = np.nonzero(margins > 0)
    loss = margins[i, j].sum() / N + reg * np.linalg.norm(W) ** 2
    dW = np.zeros((C, X.shape[1]))
    np.add.at(dW, j, X[i])
    np.subtract.at(dW, y[i], X[i])
    return loss, dW / N + 2 * reg * W
""",
    "multiclass_hinge/comprehension": """
def multiclass_hinge(scores, y):
    result = []
    for row, label in zip(scores, y):
        terms = [max(0, s - row[label] + 1) for j, s in enumerate(row) if j != label]
        result.append(sum(terms))
    return np.array(result, dtype=float)
""",
    "multiclass_hinge/onehot": """
def multiclass_hinge(scores, y):
    C = scores.shape[1]
    is_right = np.eye(C)[y]
    s_y = (scores * is_right).sum(axis=1, keepdims=True)
    m = np.clip(scores - s_y + 1, 0, None)
    return (m * (1 - is_right)).sum(axis=1)
""",
    "squared_hinge/boolean": """
def squared_hinge(scores, y):
    n, c = scores.shape
    keep = np.ones((n, c), dtype=bool)
    keep[np.arange(n), y] = False
    true_score = np.take_along_axis(scores, y[:, None], axis=1)
    m = scores - true_score + 1
    m[m < 0] = 0
    return np.sum(m ** 2, axis=1, where=keep)
""",
    "binary_hinge_loss/enumerate": """
def binary_hinge_loss(w, X, y):
    loss, dw = 0.0, np.zeros(len(w))
    for i, x in enumerate(X):
        z = y[i] * np.dot(w, x)
        if z >= 1:
            continue
        loss += 1 - z
        dw -= y[i] * x
    return loss / len(X), dw / len(X)
""",
    "elastic_net/where": """
def elastic_net(W, beta):
    ridge = beta * np.sum(np.power(W, 2))
    lasso = np.sum(np.where(W > 0, W, -W))
    slope = np.where(W > 0, 1, np.where(W < 0, -1, 0))
    return ridge + lasso, 2 * beta * W + slope
""",
    "softmax_loss/steps": """
def softmax_loss(W, X, y, reg):
    n = X.shape[0]
    logits = np.matmul(X, W.T)
    logits = logits - np.amax(logits, axis=1).reshape(-1, 1)
    expl = np.exp(logits)
    Z = np.sum(expl, axis=1).reshape(-1, 1)
    logp = logits - np.log(Z)
    picked = logp[np.arange(n), y]
    data_loss = -np.sum(picked) / n
    penalty = reg * np.sum(W ** 2)
    delta = expl / Z
    delta[np.arange(n), y] -= 1
    delta = delta / n
    grad = np.matmul(delta.T, X)
    grad = grad + 2 * reg * W
    return data_loss + penalty, grad
""",
    "softmax_loss/eye": """
def softmax_loss(W, X, y, reg):
    C = W.shape[0]
    T = np.eye(C)[y]
    A = X.dot(W.T)
    A -= A.max(axis=1, keepdims=True)
    lse = np.log(np.exp(A).sum(axis=1))
    loss = (lse - (A * T).sum(axis=1)).mean() + reg * (W ** 2).sum()
    Y = np.exp(A - lse[:, None])
    dW = (Y - T).T.dot(X) / X.shape[0] + 2 * reg * W
    return loss, dW
""",
    "softmax_loss/outer": """
def log_sum_exp(v):
    m = v.max()
    return m + np.log(np.sum(np.exp(v - m)))

def softmax_loss(W, X, y, reg):
    N = len(X)
    loss = 0.0
    dW = np.zeros(W.shape)
    for i in range(N):
        s = W @ X[i]
        lse = log_sum_exp(s)
        loss += lse - s[y[i]]
        p = np.exp(s - lse)
        p[y[i]] -= 1
        dW += np.outer(p, X[i])
    loss /= N
    dW /= N
    for k in range(W.shape[0]):
        loss += reg * np.dot(W[k], W[k])
        dW[k] += 2 * reg * W[k]
    return loss, dW
""",
    "softmax/rows": """
def softmax(scores):
    out = np.empty(scores.shape, dtype=float)
    for i, row in enumerate(scores):
        e = np.exp(row - np.max(row))
        out[i] = e / np.sum(e)
    return out
""",
    "log_softmax/math": """
import math

def log_softmax(scores):
    rows = []
    for s in scores:
        top = max(s)
        total = sum(math.exp(v - top) for v in s)
        rows.append([v - top - math.log(total) for v in s])
    return np.array(rows)
""",
    "cross_entropy/logaddexp": """
def cross_entropy(scores, y):
    lse = np.logaddexp.reduce(scores, axis=1)
    mine = np.array([scores[i][label] for i, label in enumerate(y)])
    return lse - mine
""",
    "kl_divergence/loops": """
def kl_divergence(p, q):
    out = np.zeros(p.shape[0])
    for i in range(p.shape[0]):
        for j in range(p.shape[1]):
            if p[i, j] == 0:
                continue
            if q[i, j] == 0:
                out[i] = np.inf
                break
            out[i] += p[i, j] * (np.log(p[i, j]) - np.log(q[i, j]))
    return out
""",
    "binary_cross_entropy/logaddexp": """
def binary_cross_entropy(logits, t):
    n = logits.shape[0]
    nll = np.logaddexp(0, logits) - t * logits
    prob = np.exp(-np.logaddexp(0, -logits))
    return nll.sum() / n, (prob - t) / n
""",
}

_SVM, _SOFT = "svm_loss", "softmax_loss"
# fmt: off
WRONG = (
    Wrong('svm_loss/einsum', (('    gap[rows, y] = 0\n', ''), ("active[rows, y] = -active.sum(axis=1)", "active[rows, y] -= active.sum(axis=1)")), 'correct_class_counted correct_class_counted_in_loss'),
    Wrong('svm_loss/einsum', (('right[:, np.newaxis]', 'right'),), 'correct_scores_as_row'),
    Wrong('svm_loss/einsum', (('active = np.where(gap > 0, 1.0, 0.0)', 'active = np.where(gap > 0, gap, 0.0)'),), 'terms_in_gradient'),
    Wrong('svm_loss/einsum', (("'nc,nd->cd', active, X) / n_samples", "'nc,nd->cd', active, X)"), ('hinge.sum() / n_samples', 'hinge.sum()')), 'not_averaged'),
    Wrong('svm_loss/einsum', (('dW += 2 * reg * W', 'dW = 2 * reg * W'),), 'data_gradient_missing'),
    Wrong('svm_loss/einsum', (('-active.sum(axis=1)', '-active.mean(axis=1)'),), ''),
    Wrong('svm_loss/einsum', (('data = hinge.sum() / n_samples', 'data = hinge.mean()'), ('dW += 2 * reg * W', 'dW += reg * W')), 'averaged_over_classes_in_loss penalty_gradient_without_two'),
    Wrong('svm_loss/einsum', (('hinge = np.where(gap > 0, gap, 0)', 'hinge = np.abs(gap)'),), ''),
    Wrong('svm_loss/zip', (('            grad[label] -= x_i\n', '        grad[label] -= x_i\n'),), 'correct_class_coefficient_minus_one'),
    Wrong('svm_loss/zip', (('if diff <= 0: continue', 'if diff < 1: continue'),), 'gradient_of_classes_ahead only_classes_ahead_counted'),
    Wrong('svm_loss/zip', (('total / len(y) + reg', 'total / len(W) + reg'), ('grad / len(y) + 2', 'grad / len(W) + 2')), 'divided_by_C_for_N'),
    Wrong('svm_loss/zip', (('if k == label: continue', 'if k == y[k]: continue'),), ''),
    Wrong('svm_loss/zip', (('            grad[k] += x_i\n            grad[label] -= x_i\n', '            grad[k] -= x_i\n            grad[label] += x_i\n'),), 'data_sign_flipped_in_gradient'),
    Wrong('svm_loss/zip', (('reg * (W * W).sum()', 'reg * np.sqrt((W * W).sum())'),), 'penalty_is_a_length'),
    Wrong('svm_loss/zip', (('            total += diff\n', '            total += diff ** 2\n'),), ''),
    Wrong('svm_loss/add_at', (('np.add.at(dW, j, X[i])', 'dW[j] += X[i]'), ('np.subtract.at(dW, y[i], X[i])', 'dW[y[i]] -= X[i]')), 'repeated_labels_lost'),
    Wrong('svm_loss/add_at', (('reg * np.linalg.norm(W) ** 2', 'reg * np.linalg.norm(W)'),), 'penalty_is_a_length'),
    Wrong('svm_loss/add_at', (('np.subtract.at(dW, y[i], X[i])', 'np.subtract.at(dW, y, X)'),), 'correct_class_coefficient_minus_one'),
    Wrong('svm_loss/add_at', (('dW / N + 2 * reg * W', '(dW + 2 * reg * W) / N'),), 'penalty_over_N_in_gradient'),
    Wrong('svm_loss/add_at', (('margins[range(N), y] = -1', 'margins[:, y] = -1'),), 'zeros_in_whole_columns'),
    Wrong('svm_loss/add_at', (('    np.subtract.at(dW, y[i], X[i])\n', ''), ('2 * reg * W', 'reg * W')), 'correct_class_gradient_missing penalty_gradient_without_two'),
    Wrong('multiclass_hinge/comprehension', ((' if j != label]', ']'),), 'correct_class_counted'),
    Wrong('multiclass_hinge/comprehension', (('s - row[label] + 1', 'row[label] - s + 1'),), 'difference_turned_round'),
    Wrong('multiclass_hinge/comprehension', (('sum(terms)', 'max(terms)'),), 'largest_term_only'),
    Wrong('multiclass_hinge/comprehension', (('sum(terms)', 'np.mean(terms)'),), 'averaged_over_wrong_classes'),
    Wrong('multiclass_hinge/comprehension', (('sum(terms)', 'sum(terms) / len(row)'),), 'averaged_over_classes'),
    Wrong('multiclass_hinge/onehot', (('np.clip(scores - s_y + 1, 0, None)', 'np.clip(scores - s_y + 1, 0, 1)'),), ''),
    Wrong('multiclass_hinge/onehot', ((').sum(axis=1)', ').sum(axis=0)'),), 'summed_over_examples raises wrong_shape'),
    Wrong('multiclass_hinge/onehot', (('np.clip(scores - s_y + 1, 0, None)', '(scores - s_y + 1)'),), 'not_clamped'),
    Wrong('squared_hinge/boolean', (('np.sum(m ** 2, axis=1, where=keep)', 'np.sum(m, axis=1, where=keep) ** 2'),), 'sum_squared'),
    Wrong('squared_hinge/boolean', (('    m[m < 0] = 0\n', ''),), 'not_clamped'),
    Wrong('squared_hinge/boolean', (('m ** 2', 'm * 2'),), 'not_squared losses_doubled'),
    Wrong('squared_hinge/boolean', ((', where=keep', ''),), 'correct_class_counted'),
    Wrong('binary_hinge_loss/enumerate', (('if z >= 1', 'if z >= 0'),), ''),
    Wrong('binary_hinge_loss/enumerate', (('dw -= y[i] * x', 'dw -= y[i] * w'),), ''),
    Wrong('binary_hinge_loss/enumerate', (('dw -= y[i] * x', 'dw += y[i] * x'),), 'dw_sign_flipped'),
    Wrong('binary_hinge_loss/enumerate', (('dw / len(X)', 'dw / len(w)'),), 'dw_over_d_for_N'),
    Wrong('elastic_net/where', (('np.where(W > 0, W, -W)', 'np.where(W > 0, W, 0)'),), ''),
    Wrong('elastic_net/where', (('2 * beta * W + slope', 'beta * (2 * W + slope)'),), ''),
    Wrong('softmax_loss/steps', (('np.amax(logits, axis=1).reshape(-1, 1)', 'np.amax(logits)'),), 'one_maximum_for_all_rows'),
    Wrong('softmax_loss/steps', (('    logits = logits - np.amax(logits, axis=1).reshape(-1, 1)\n', ''),), 'maximum_not_subtracted'),
    Wrong('softmax_loss/steps', (('    delta = delta / n\n', ''), ('2 * reg * W', 'reg * W')), 'not_averaged_in_gradient penalty_gradient_without_two'),
    Wrong('softmax_loss/steps', (('delta[np.arange(n), y] -= 1', 'delta[np.arange(n), y] = -1'),), 'correct_class_gradient_is_minus_one'),
    Wrong('softmax_loss/steps', (('delta[np.arange(n), y] -= 1', 'delta[:, y] -= 1'),), 'one_hot_subtracted_in_columns'),
    Wrong('softmax_loss/steps', (('logp[np.arange(n), y]', 'logp[:, y]'),), 'columns_of_all_labels'),
    Wrong('softmax_loss/steps', (('delta = expl / Z', 'delta = logits / Z'),), ''),
    Wrong('softmax_loss/steps', (('grad = grad + 2 * reg * W', 'grad = grad + 2 * reg * np.sum(W)'),), ''),
    Wrong('softmax_loss/steps', (('Z = np.sum(expl, axis=1).reshape(-1, 1)', 'Z = np.sum(expl)'),), 'normalised_over_everything'),
    Wrong('softmax_loss/eye', (('(Y - T).T', '(T - Y).T'),), 'data_sign_flipped_in_gradient'),
    Wrong('softmax_loss/eye', (('.mean() + reg', '.mean() + 0.5 * reg'), ('2 * reg * W', 'reg * W')), 'penalty_halved'),
    Wrong('softmax_loss/eye', (('(lse - (A * T).sum(axis=1)).mean()', '(lse - (Y_ * T).sum(axis=1)).mean()'), ('    lse = np.log', '    Y_ = np.exp(A)\n    lse = np.log')), ''),
    Wrong('softmax_loss/eye', (('/ X.shape[0] + 2', '/ X.size + 2'),), ''),
    Wrong('softmax_loss/eye', (('np.exp(A - lse[:, None])', 'np.exp(A) - lse[:, None]'),), ''),
    Wrong('softmax_loss/outer', (('np.outer(p, X[i])', 'np.outer(X[i], p)'),), 'raises dW_transposed'),
    Wrong('softmax_loss/outer', (('    dW /= N\n', ''),), 'not_averaged_in_gradient'),
    Wrong('softmax_loss/outer', (('dW[k] += 2 * reg * W[k]', 'dW[k] = 2 * reg * W[k]'),), 'data_gradient_missing'),
    Wrong('softmax_loss/outer', (('loss += lse - s[y[i]]', 'loss += lse + s[y[i]]'),), ''),
    Wrong('softmax_loss/outer', (('loss += lse - s[y[i]]', 'loss = lse - s[y[i]]'),), 'last_example_only_in_loss'),
    Wrong('softmax_loss/outer', (('    return m + np.log(np.sum(np.exp(v - m)))', '    return np.log(np.sum(np.exp(v - m)))'),), 'maximum_lost'),
    Wrong('softmax/rows', (('e / np.sum(e)', 'e'),), 'not_normalised'),
    Wrong('softmax/rows', (('np.exp(row - np.max(row))', 'np.exp(row - np.max(scores))'),), 'one_maximum_for_all_rows'),
    Wrong('softmax/rows', (('np.exp(row - np.max(row))', 'np.exp(row / np.max(row))'),), ''),
    Wrong('log_softmax/math', (('math.log(total)', 'math.log10(total)'),), 'log10'),
    Wrong('log_softmax/math', (('[v - top - math.log(total) for v in s]', '[v - math.log(total) for v in s]'),), 'maximum_lost'),
    Wrong('log_softmax/math', (('math.exp(v - top)', 'math.exp(v)'), ('v - top - math', 'v - math')), 'maximum_not_subtracted raises'),
    Wrong('cross_entropy/logaddexp', (('axis=1', 'axis=0'),), 'raises normalised_over_examples'),
    Wrong('cross_entropy/logaddexp', (('return lse - mine', 'return mine - lse'),), 'losses_sign_flipped'),
    Wrong('cross_entropy/logaddexp', (('scores[i][label]', 'scores[label][i]'),), 'raises'),
    Wrong('kl_divergence/loops', (('                continue', '                break'),), ''),
    Wrong('kl_divergence/loops', (('np.log(p[i, j]) - np.log(q[i, j])', 'np.log(q[i, j]) - np.log(p[i, j])'),), 'divergences_sign_flipped'),
    Wrong('kl_divergence/loops', (('p[i, j] * (np.log(p[i, j]) - np.log(q[i, j]))', 'p[i, j] * np.log(p[i, j]) - np.log(q[i, j])'),), ''),
    Wrong('binary_cross_entropy/logaddexp', (('np.logaddexp(0, logits) - t * logits', 'np.logaddexp(0, -logits) - t * logits'),), ''),
    Wrong('binary_cross_entropy/logaddexp', (('(prob - t) / n', '(prob - t)'),), 'not_averaged_in_gradient'),
    Wrong('binary_cross_entropy/logaddexp', (('(prob - t) / n', '(prob - t) * prob * (1 - prob) / n'),), 'slope_of_sigmoid_twice'),
)
# fmt: on
