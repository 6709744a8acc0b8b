"""Nets, their layers, numerical gradients and steps, as assignments on nets are answered."""

# ruff: noqa: E501  (a row of the table is a line)

from benchmarks.parts.student_answers import Wrong

BASES = {
    "two_layer_loss/net": """
def two_layer_loss(X, y, W1, b1, W2, b2, reg):
    N, D = X.shape
    hidden_layer = np.maximum(0, X.dot(W1.T) + b1)
    scores = hidden_layer.dot(W2.T) + b2
    scores = scores - np.max(scores, axis=1, keepdims=True)
    exp_scores = np.exp(scores)
    sums = np.sum(exp_scores, axis=1, keepdims=True)
    probs = exp_scores / sums
    data_loss = np.sum(np.log(sums[:, 0]) - scores[range(N), y]) / N
    reg_loss = reg * np.sum(W1 * W1) + reg * np.sum(W2 * W2)
    loss = data_loss + reg_loss
    grads = {}
    dscores = probs
    dscores[range(N), y] -= 1
    dscores /= N
    grads["W2"] = np.dot(dscores.T, hidden_layer)
    grads["b2"] = np.sum(dscores, axis=0)
    dhidden = np.dot(dscores, W2)
    dhidden[hidden_layer <= 0] = 0
    grads["W1"] = np.dot(dhidden.T, X)
    grads["b1"] = np.sum(dhidden, axis=0)
    grads["W2"] += 2 * reg * W2
    grads["W1"] += 2 * reg * W1
    return loss, grads
""",
    "linear_backward/affine": """
def linear_backward(dY, X, W):
    dx = dY.dot(W)
    dw = dY.T.dot(X)
    db = np.sum(dY, axis=0)
    return dx, dw, db
""",
    "relu_backward/mask": """
def relu_backward(dz, x):
    dx = dz.copy()
    dx[x <= 0] = 0
    return dx
""",
    "numerical_gradient/nditer": """
def numerical_gradient(f, x, h):
    x = x.astype(float)
    grad = np.zeros(x.shape)
    it = np.nditer(x, flags=["multi_index"])
    while not it.finished:
        ix = it.multi_index
        oldval = x[ix]
        x[ix] = oldval + h
        fxph = f(x)
        x[ix] = oldval - h
        fxmh = f(x)
        x[ix] = oldval
        grad[ix] = (fxph - fxmh) / (2 * h)
        it.iternext()
    return grad
""",
    "gradient_descent/list": """
def gradient_descent(gradient, w, learning_rate, n_steps):
    history = [np.array(w, dtype=float)]
    for i in range(n_steps):
        grad = gradient(history[-1])
        history.append(history[-1] - learning_rate * grad)
    return np.array(history)
""",
    "minibatch_sgd/indices": """
def minibatch_sgd(gradient, w, X, y, learning_rate, batch_size, n_epochs, rng):
    num_train = X.shape[0]
    history = []
    w = w.astype(float)
    for epoch in range(n_epochs):
        indices = rng.permutation(num_train)
        for start in range(0, num_train, batch_size):
            batch = indices[start:start + batch_size]
            grad = gradient(w, X[batch], y[batch])
            w = w - learning_rate * grad
        history.append(w)
    return np.array(history)
""",
    "squared_error_batch/loops": """
def squared_error_batch(W, X, T):
    N = X.shape[0]
    loss = 0.0
    dW = np.zeros(W.shape)
    for i in range(N):
        diff = W.dot(X[i]) - T[i]
        loss += np.sum(diff ** 2)
        dW += 2 * np.outer(diff, X[i])
    loss /= N
    dW /= N
    return loss, dW
""",
}


def _net(*edits, names):
    return Wrong("two_layer_loss/net", edits, names)


_HALF = ("reg * np.sum(W1 * W1) + reg * np.sum(W2 * W2)", "0.5 * reg * (np.sum(W1 * W1) + np.sum(W2 * W2))")
_ONE_REG = (("+= 2 * reg * W2", "+= reg * W2"), ("+= 2 * reg * W1", "+= reg * W1"))
_UNSHIFTED = ("    scores = scores - np.max(scores, axis=1, keepdims=True)\n", "")
_LOG_P = ("np.sum(np.log(sums[:, 0]) - scores[range(N), y])", "np.sum(-np.log(probs[range(N), y]))")

WRONG = (
    _net(_HALF, *_ONE_REG, names="penalty_halved"),
    _net(*_ONE_REG, names="penalty_gradient_without_two"),
    _net(_UNSHIFTED, names="maximum_not_subtracted"),
    _net(_UNSHIFTED, _LOG_P, names="maximum_not_subtracted"),
    _net(_UNSHIFTED, _LOG_P, _HALF, *_ONE_REG, names="overflow maximum_not_subtracted penalty_halved"),
    _net(_LOG_P, _HALF, *_ONE_REG, names="penalty_halved"),
    _net(
        ("np.max(scores, axis=1, keepdims=True)", "np.max(scores)"),
        _LOG_P,
        names="one_maximum_for_all_rows",
    ),
    _net(("    dhidden[hidden_layer <= 0] = 0\n", ""), names="hidden_mask_missing"),
    _net(("np.maximum(0, X.dot(W1.T) + b1)", "np.maximum(0, X.dot(W1.T)) + b1"), names="b1_after_relu"),
    _net(("np.maximum(0, X.dot(W1.T) + b1)", "X.dot(W1.T) + b1"), names="relu_forgotten"),
    _net(("hidden_layer <= 0", "dhidden <= 0"), names="hidden_mask_of_upstream"),
    _net(("    dscores /= N\n", ""), names="not_averaged_in_gradient"),
    _net(('    grads["W2"] += 2 * reg * W2\n    grads["W1"] += 2 * reg * W1\n', ""), names="penalty_missing_in_gradient"),
    _net(('    grads["W2"] += 2 * reg * W2\n', ""), names="W2_not_regularised_in_gradient"),
    _net(("hidden_layer.dot(W2.T) + b2", "hidden_layer.dot(W2.T)"), names="b2_forgotten"),
    _net(("np.sum(dscores, axis=0)", "np.sum(dscores)"), names="wrong_shape grads.b2_sum"),
    _net(("np.sum(dhidden, axis=0)", "np.sum(dhidden, axis=1)"), names="wrong_shape"),
    _net(("np.sum(dhidden, axis=0)", "np.mean(dhidden, axis=0)"), names="grads.b1_over_N"),
    _net(("np.dot(dhidden.T, X)", "np.dot(X.T, dhidden)"), names="wrong_shape grads.W1_transposed raises"),
    _net(("np.dot(dscores, W2)", "np.dot(dscores, W2.T)"), names="raises"),
    _net(("dscores[range(N), y] -= 1", "dscores[:, y] -= 1"), names="one_hot_subtracted_in_columns"),
    _net(("loss = data_loss + reg_loss", "loss = data_loss"), names="penalty_missing_in_loss"),
    _net(("reg_loss = reg * np.sum(W1 * W1) + reg * np.sum(W2 * W2)", "reg_loss = reg * np.sum(W1 * W1)"), names="W2_not_regularised_in_loss"),
    _net(("hidden_layer <= 0] = 0", "hidden_layer < 0] = 0"), names="hidden_mask_missing"),
    Wrong("linear_backward/affine", (("dY.dot(W)", "dY.dot(W.T)"),), "raises dX_with_W_transposed"),
    Wrong("linear_backward/affine", (("dY.T.dot(X)", "X.T.dot(dY)"),), "dW_factors_swapped dW_transposed"),
    Wrong("linear_backward/affine", (("np.sum(dY, axis=0)", "dY"),), "db_not_summed"),
    Wrong("linear_backward/affine", (("np.sum(dY, axis=0)", "np.mean(dY, axis=0)"),), "db_over_N"),
    Wrong("relu_backward/mask", (("x <= 0", "dz <= 0"),), "mask_of_upstream"),
    Wrong("relu_backward/mask", (("x <= 0", "x > 0"),), "mask_inverted"),
    Wrong("relu_backward/mask", (("dx = dz.copy()", "dx = np.ones(x.shape)"),), "upstream_ignored"),
    Wrong("relu_backward/mask", (("dx = dz.copy()", "dx = x.copy()"),), "times_output upstream_ignored"),
    Wrong("numerical_gradient/nditer", (("(fxph - fxmh) / (2 * h)", "(fxph - fxmh) / 2 * h"),), "divided_by_two_times_h"),
    Wrong("numerical_gradient/nditer", (("(fxph - fxmh) / (2 * h)", "(fxph - fxmh) / h"),), "divided_by_h"),
    Wrong("numerical_gradient/nditer", (("        x[ix] = oldval\n", ""),), "x_not_restored"),
    Wrong("numerical_gradient/nditer", (("x.astype(float)", "x.copy()"),), "integer_steps"),
    Wrong("numerical_gradient/nditer", (("        x[ix] = oldval - h\n        fxmh = f(x)\n", ""), ("x[ix] = oldval\n", "x[ix] = oldval\n        fxmh = f(x)\n"), ("(2 * h)", "h")), "one_sided"),
    Wrong("numerical_gradient/nditer", (("(fxph - fxmh) / (2 * h)", "(f(x + h) - f(x - h)) / (2 * h)"),), "all_coordinates_at_once"),
    Wrong("numerical_gradient/nditer", (("        it.iternext()\n    return", "        it.iternext()\n        return"),), ""),
    Wrong("gradient_descent/list", (("history[-1] - learning_rate * grad", "history[-1] + learning_rate * grad"),), "ascent"),
    Wrong("gradient_descent/list", (("gradient(history[-1])", "gradient(history[0])"),), "gradient_evaluated_once"),
    Wrong("gradient_descent/list", (("np.array(history)", "history[-1]"),), "only_the_end"),
    Wrong("gradient_descent/list", (("range(n_steps)", "range(n_steps - 1)"),), "one_step_too_few"),
    Wrong("gradient_descent/list", (("[np.array(w, dtype=float)]", "[]"), ("history[-1])\n", "w)\n"), ("history.append(history[-1] - learning_rate * grad)", "w = w - learning_rate * grad\n        history.append(w)")), "start_left_out"),
    Wrong("minibatch_sgd/indices", (("rng.permutation(num_train)", "np.random.permutation(num_train)"),), "other_generator"),
    Wrong("minibatch_sgd/indices", (("rng.permutation(num_train)", "np.arange(num_train)"),), "not_shuffled"),
    Wrong("minibatch_sgd/indices", (("y[batch]", "y[start:start + batch_size]"),), "labels_of_other_rows"),
    Wrong("minibatch_sgd/indices", (("range(0, num_train, batch_size)", "range(0, num_train - batch_size, batch_size)"),), ""),
    Wrong("minibatch_sgd/indices", (("        history.append(w)", "            history.append(w)"),), "every_step_kept"),
    Wrong("minibatch_sgd/indices", (("w = w - learning_rate * grad", "w -= learning_rate * grad"),), "trajectory_of_aliases"),
    Wrong("minibatch_sgd/indices", (("range(0, num_train, batch_size)", "range(num_train // batch_size)"), ("indices[start:start + batch_size]", "indices[start * batch_size:(start + 1) * batch_size]")), "short_batch_dropped"),
    Wrong("squared_error_batch/loops", (("dW += 2 * np.outer", "dW += np.outer"),), "factor_two_missing dW_halved"),
    Wrong("squared_error_batch/loops", (("np.outer(diff, X[i])", "np.outer(X[i], diff)"),), "raises"),
    Wrong("squared_error_batch/loops", (("    dW /= N\n", ""),), "not_averaged_in_gradient"),
    Wrong("squared_error_batch/loops", (("T[i]", "T[0]"),), ""),
)  # fmt: skip
