"""Hinge losses: loops over examples and classes, half vectorised, fully vectorised."""

# ruff: noqa: E501  (a row of the table is a line)

from benchmarks.parts.student_answers import Wrong

BASES = {
    "svm_loss/naive": """
def svm_loss(W, X, y, reg):
    dW = np.zeros(W.shape)
    num_classes = W.shape[0]
    num_train = X.shape[0]
    loss = 0.0
    for i in range(num_train):
        scores = W.dot(X[i])
        correct_class_score = scores[y[i]]
        for j in range(num_classes):
            if j == y[i]:
                continue
            margin = scores[j] - correct_class_score + 1
            if margin > 0:
                loss += margin
                dW[j, :] += X[i]
                dW[y[i], :] -= X[i]
    loss /= num_train
    dW /= num_train
    loss += reg * np.sum(W * W)
    dW += 2 * reg * W
    return loss, dW
""",
    "svm_loss/vectorized": """
def svm_loss(W, X, y, reg):
    num_train = X.shape[0]
    scores = X.dot(W.T)
    correct_class_scores = scores[np.arange(num_train), y].reshape(-1, 1)
    margins = np.maximum(0, scores - correct_class_scores + 1)
    margins[np.arange(num_train), y] = 0
    loss = np.sum(margins) / num_train
    loss += reg * np.sum(W * W)
    binary = np.zeros(margins.shape)
    binary[margins > 0] = 1
    row_sum = np.sum(binary, axis=1)
    binary[np.arange(num_train), y] = -row_sum
    dW = np.dot(binary.T, X)
    dW /= num_train
    dW += 2 * reg * W
    return loss, dW
""",
    "svm_loss/transposed": """
def svm_loss(W, X, y, reg):
    N = X.shape[0]
    S = np.dot(W, X.T)
    correct = S[y, range(N)]
    M = S - correct + 1.0
    M[M < 0] = 0
    M[y, range(N)] = 0
    loss = M.sum() / N + reg * (W ** 2).sum()
    G = np.zeros(S.shape)
    G[M > 0] = 1
    G[y, range(N)] = -np.sum(G, axis=0)
    dW = np.dot(G, X) / N + 2 * reg * W
    return loss, dW
""",
    "svm_loss/half": """
def svm_loss(W, X, y, reg):
    n = len(y)
    loss = 0
    dW = np.zeros(W.shape)
    for i in range(n):
        s = W @ X[i]
        margin = s - s[y[i]] + 1
        margin[y[i]] = 0
        positive = margin > 0
        loss += margin[positive].sum()
        dW[positive] += X[i]
        dW[y[i]] -= positive.sum() * X[i]
    loss = loss / n + reg * np.sum(W ** 2)
    dW = dW / n + 2 * reg * W
    return loss, dW
""",
    "multiclass_hinge/loops": """
def multiclass_hinge(scores, y):
    num_train, num_classes = scores.shape
    loss = np.zeros(num_train)
    for i in range(num_train):
        correct_class_score = scores[i, y[i]]
        for j in range(num_classes):
            if j == y[i]:
                continue
            margin = scores[i, j] - correct_class_score + 1
            if margin > 0:
                loss[i] += margin
    return loss
""",
    "multiclass_hinge/vectorized": """
def multiclass_hinge(scores, y):
    n = scores.shape[0]
    correct = scores[range(n), y]
    margins = np.maximum(0, scores - correct.reshape(n, 1) + 1)
    margins[range(n), y] = 0
    return np.sum(margins, axis=1)
""",
    "binary_hinge_loss/vectorized": """
def binary_hinge_loss(w, X, y):
    N = X.shape[0]
    scores = X.dot(w)
    margins = 1 - y * scores
    margins[margins < 0] = 0
    loss = np.sum(margins) / N
    indicator = (margins > 0) * 1
    dw = -X.T.dot(indicator * y) / N
    return loss, dw
""",
    "elastic_net/vectorized": """
def elastic_net(W, beta):
    l2 = beta * np.sum(W * W)
    l1 = np.sum(np.abs(W))
    grad = 2 * beta * W + np.sign(W)
    return l2 + l1, grad
""",
}


def _svm(style, *edits, names):
    return Wrong(f"svm_loss/{style}", edits, names)


_NO_PENALTY = ("    dW += 2 * reg * W\n", "")
_HALF = ("loss += reg * np.sum(W * W)", "loss += 0.5 * reg * np.sum(W * W)")
_REG_W = ("dW += 2 * reg * W", "dW += reg * W")

WRONG = (
    _svm("naive", _NO_PENALTY, names="penalty_missing_in_gradient"),
    _svm("naive", _REG_W, names="penalty_gradient_without_two"),
    _svm("naive", _HALF, _REG_W, names="penalty_halved"),
    _svm("naive", _HALF, names="penalty_halved_in_loss"),
    _svm("naive", ("    dW /= num_train\n", ""), names="not_averaged_in_gradient"),
    _svm("naive", ("    dW /= num_train\n", ""), _NO_PENALTY, names="not_averaged_in_gradient penalty_missing_in_gradient dW_times_N"),
    _svm("naive", ("    loss /= num_train\n", ""), names="not_averaged_in_loss"),
    _svm("naive", ("                dW[y[i], :] -= X[i]\n", ""), names="correct_class_gradient_missing"),
    _svm("naive", ("                dW[j, :] += X[i]\n", ""), names="wrong_classes_not_updated"),
    _svm("naive", ("if j == y[i]:", "if j == y[j % num_train]:"), names=""),
    _svm("naive", ("scores[j] - correct_class_score + 1", "scores[j] - correct_class_score"), names="margin_missing"),
    _svm("naive", ("scores[j] - correct_class_score + 1", "scores[j] - correct_class_score + 10"), names="margin_of_another_size"),
    _svm("naive", ("dW[y[i], :] -= X[i]", "dW[y[j], :] -= X[i]"), names="raises label_of_class_number"),
    _svm("naive", ("correct_class_score = scores[y[i]]", "correct_class_score = scores[y[0]]"), names=""),
    _svm("naive", ("            if j == y[i]:\n                continue\n", ""), names="correct_class_counted"),
    _svm("naive", ("dW += 2 * reg * W", "dW += 2 * W"), names="penalty_without_reg_in_gradient"),
    _svm("naive", ("loss += reg * np.sum(W * W)", "loss += np.sum(W * W)"), names="penalty_without_reg_in_loss"),
    _svm("naive", ("                dW[y[i], :] -= X[i]\n", "            dW[y[i], :] -= X[i]\n"), names="correct_class_coefficient_one_minus_C"),
    _svm("naive", ("    dW /= num_train\n", "    dW /= num_classes\n"), names="divided_by_C_for_N_in_gradient"),
    _svm("naive", ("loss += reg * np.sum(W * W)", "loss += reg * np.sum(W)"), names="penalty_not_squared"),
    _svm("naive", ("loss += margin\n", "loss = margin\n"), names="last_term_only"),
    _svm("vectorized", _NO_PENALTY, names="penalty_missing_in_gradient"),
    _svm("vectorized", _HALF, _REG_W, names="penalty_halved"),
    _svm("vectorized", ("    margins[np.arange(num_train), y] = 0\n", ""), names="correct_class_counted correct_class_counts_itself correct_class_coefficient_one"),
    _svm("vectorized", (".reshape(-1, 1)", ""), names="correct_scores_as_row"),
    _svm("vectorized", ("row_sum = np.sum(binary, axis=1)", "row_sum = np.sum(binary, axis=0)"), names="raises"),
    _svm("vectorized", ("= -row_sum", "= -1"), names="correct_class_coefficient_minus_one"),
    _svm("vectorized", ("= -row_sum", "-= 1"), names="correct_class_coefficient_minus_one"),
    _svm("vectorized", ("= -row_sum", "= row_sum"), names="correct_class_sign_flipped"),
    _svm("vectorized", ("    binary[np.arange(num_train), y] = -row_sum\n", ""), names="correct_class_gradient_missing"),
    _svm("vectorized", ("binary[margins > 0] = 1", "binary[margins > 0] = margins[margins > 0]"), names="terms_in_gradient"),
    _svm("vectorized", ("np.sum(margins) / num_train", "np.mean(margins)"), names="averaged_over_classes_in_loss"),
    _svm("vectorized", ("np.sum(margins) / num_train", "np.mean(np.sum(margins, axis=0))"), names="not_averaged_in_loss averaged_over_classes_in_loss divided_by_C_for_N_in_loss"),
    _svm("vectorized", ("    dW /= num_train\n    dW += 2 * reg * W\n", "    dW += 2 * reg * W\n    dW /= num_train\n"), names="penalty_over_N_in_gradient"),
    _svm("vectorized", ("np.maximum(0, scores - correct_class_scores + 1)", "scores - correct_class_scores + 1"), names="not_clamped"),
    _svm("vectorized", ("np.maximum(0, scores - correct_class_scores + 1)", "np.maximum(0, correct_class_scores - scores + 1)"), names="difference_turned_round"),
    _svm("vectorized", ("binary[margins > 0] = 1", "binary[margins > 1] = 1"), names="gradient_of_classes_ahead"),
    _svm("vectorized", ("dW = np.dot(binary.T, X)", "dW = 2 * np.dot(binary.T, X)"), names="data_doubled_in_gradient"),
    _svm("vectorized", ("dW = np.dot(binary.T, X)", "dW = np.dot(X.T, binary)"), names="raises wrong_shape dW_transposed"),
    _svm("vectorized", ("scores = X.dot(W.T)", "scores = X.dot(W)"), names="raises"),
    _svm("vectorized", ("scores[np.arange(num_train), y].reshape", "scores[:, y].reshape"), names="raises"),
    _svm("vectorized", ("    dW /= num_train\n", "    dW /= np.sum(margins > 0)\n"), names="averaged_over_costly_examples_in_gradient"),
    _svm("vectorized", _HALF, ("dW += 2 * reg * W", "dW += reg"), names=""),
    _svm("transposed", (" - correct + 1.0", " - correct"), names="margin_missing"),
    _svm("transposed", ("    M[y, range(N)] = 0\n", ""), names="correct_class_counted correct_class_counts_itself"),
    _svm("transposed", ("-np.sum(G, axis=0)", "-np.sum(M, axis=0)"), names=""),
    _svm("transposed", ("np.dot(G, X) / N + 2 * reg * W", "np.dot(G, X) / N + reg * W"), names="penalty_gradient_without_two"),
    _svm("transposed", ("np.dot(G, X) / N + 2 * reg * W", "(np.dot(G, X) + 2 * reg * W) / N"), names="penalty_over_N_in_gradient"),
    _svm("transposed", ("np.dot(G, X) / N", "np.dot(X.T, G.T) / N"), names="raises"),
    _svm("transposed", ("M.sum() / N + reg * (W ** 2).sum()", "(M.sum() + reg * (W ** 2).sum()) / N"), names="penalty_over_N_in_loss"),
    _svm("half", ("    dW[y[i]] -= positive.sum() * X[i]", "    dW[y[i]] -= X[i]"), names="correct_class_coefficient_minus_one"),
    _svm("half", ("        margin[y[i]] = 0\n", ""), names="correct_class_counted"),
    _svm("half", ("positive.sum() * X[i]", "positive.sum() + X[i]"), names=""),
    _svm("half", ("positive.sum() * X[i]", "margin.sum() * X[i]"), names=""),
    _svm("half", ("dW[positive] += X[i]", "dW[positive] = X[i]"), names=""),
    _svm("half", ("dW / n + 2 * reg * W", "2 * dW / n + 2 * reg * W"), names="data_doubled_in_gradient"),
    _svm("half", ("dW = np.zeros(W.shape)", "dW = W"), names=""),
    _svm("half", ("loss += margin[positive].sum()", "loss += margin.sum()"), names="not_clamped"),
    Wrong("multiclass_hinge/loops", (("scores[i, y[i]]", "scores[i, y[0]]"),), "label_of_first_example"),
    Wrong("multiclass_hinge/loops", (("if j == y[i]", "if i == y[j]"),), "raises"),
    Wrong("multiclass_hinge/loops", (("range(num_classes)", "range(num_classes - 1)"),), "last_class_left_out"),
    Wrong("multiclass_hinge/loops", (("range(num_classes)", "range(10)"),), "raises"),
    Wrong("multiclass_hinge/loops", (("range(num_classes)", "range(2)"),), "only_some_classes only_three_classes"),
    Wrong("multiclass_hinge/loops", (("loss[i] += margin", "loss[i] = margin"),), "last_term_only"),
    Wrong("multiclass_hinge/loops", (("np.zeros(num_train)", "0"), ("loss[i] +=", "loss +=")), "losses_sum"),
    Wrong("multiclass_hinge/vectorized", ((".reshape(n, 1)", ""),), "correct_scores_as_row"),
    Wrong("multiclass_hinge/vectorized", (("+ 1)", "+ 1.5)"),), "margin_of_another_size"),
    Wrong("multiclass_hinge/vectorized", (("np.sum(margins, axis=1)", "np.sum(margins) / n"),), "losses_mean"),
    Wrong("multiclass_hinge/vectorized", (("    margins[range(n), y] = 0\n", ""),), "correct_class_counted"),
    Wrong("multiclass_hinge/vectorized", (("margins[range(n), y] = 0", "margins[:, y] = 0"),), "zeros_in_whole_columns"),
    Wrong("binary_hinge_loss/vectorized", (("indicator * y", "indicator"),), "label_missing_in_gradient"),
    Wrong("binary_hinge_loss/vectorized", (("-X.T.dot", "X.T.dot"),), "dw_sign_flipped"),
    Wrong("binary_hinge_loss/vectorized", (("indicator = (margins > 0) * 1", "indicator = margins"),), "terms_in_gradient"),
    Wrong("binary_hinge_loss/vectorized", (("np.sum(margins) / N", "np.sum(margins)"), ("(indicator * y) / N", "(indicator * y)")), "not_averaged"),
    Wrong("binary_hinge_loss/vectorized", (("/ N\n    return", "/ np.sum(indicator)\n    return"),), "averaged_over_costly_examples_in_gradient"),
    Wrong("elastic_net/vectorized", (("2 * beta * W", "beta * W"),), "square_gradient_without_two"),
    Wrong("elastic_net/vectorized", (("np.sign(W)", "1"),), "slope_always_one"),
    Wrong("elastic_net/vectorized", (("np.sum(np.abs(W))", "np.abs(np.sum(W))"),), "absolute_value_of_sum"),
    Wrong("elastic_net/vectorized", (("l2 + l1, grad", "0.5 * l2 + l1, grad"), ("2 * beta * W", "beta * W")), "square_halved"),
)  # fmt: skip
