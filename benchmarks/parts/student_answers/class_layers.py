"""Layers and nets as the students of one class write them."""

# ruff: noqa: E501  (a row of the table is a line)

from benchmarks.parts.student_answers import Wrong

BASES = {
    "sigmoid_backward/steps": """
def sigmoid_backward(dz, x):
    s = 1.0 / (1.0 + np.exp(-x))
    ds = s - s * s
    return np.multiply(dz, ds)
""",
    "tanh_backward/exp": """
def tanh_backward(dz, x):
    t = np.tanh(x)
    return dz * (1 - t) * (1 + t)
""",
    "maxout_backward/if": """
def maxout_backward(dz, x, w1, w2):
    zero = np.zeros(len(x))
    if np.dot(w1, x) > np.dot(w2, x):
        return dz * x, zero
    return zero, dz * x
""",
    "linear_backward/steps": """
def linear_backward(dY, X, W):
    n, c = dY.shape
    grad_X = np.matmul(dY, W)
    grad_W = np.matmul(dY.T, X)
    grad_b = np.add.reduce(dY, axis=0)
    return grad_X, grad_W, grad_b
""",
    "two_layer_forward/loops": """
def two_layer_forward(X, W1, b1, W2, b2):
    hidden = np.zeros((len(X), len(b1)))
    scores = np.zeros((len(X), len(b2)))
    for i, x in enumerate(X):
        z = W1 @ x + b1
        hidden[i] = np.where(z > 0, z, 0)
        scores[i] = W2 @ hidden[i] + b2
    return hidden, scores
""",
    "two_layer_loss/helper": """
def softmax_rows(S):
    S = S - S.max(1, keepdims=True)
    E = np.exp(S)
    return E / E.sum(1, keepdims=True)

def two_layer_loss(X, y, W1, b1, W2, b2, reg):
    n = len(X)
    Z = X.dot(W1.T) + b1
    H = Z * (Z > 0)
    S = H.dot(W2.T) + b2
    P = softmax_rows(S)
    shifted = S - S.max(1, keepdims=True)
    logP = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
    loss = -logP[np.arange(n), y].mean()
    loss += reg * (np.sum(W1 * W1) + np.sum(W2 * W2))
    P[np.arange(n), y] -= 1
    dS = P / n
    grads = {'W2': dS.T.dot(H), 'b2': dS.sum(0)}
    dH = dS.dot(W2)
    dH[Z <= 0] = 0
    grads['W1'] = dH.T.dot(X)
    grads['b1'] = dH.sum(0)
    grads['W1'] += 2 * reg * W1
    grads['W2'] += 2 * reg * W2
    return loss, grads
""",
    "matmul_backward/einsum": """
def matmul_backward(dZ, A, B):
    dA = np.einsum('nm,km->nk', dZ, B)
    dB = np.einsum('nk,nm->km', A, dZ)
    return dA, dB
""",
    "log_softmax_backward/loop": """
def log_softmax_backward(dZ, scores):
    out = np.zeros(scores.shape)
    for i in range(len(scores)):
        e = np.exp(scores[i] - scores[i].max())
        p = e / e.sum()
        out[i] = dZ[i] - p * dZ[i].sum()
    return out
""",
    "pick_backward/zip": """
def pick_backward(dz, X, y):
    grad = np.zeros_like(X, dtype=float)
    for i, (g, k) in enumerate(zip(dz, y)):
        grad[i, k] = g
    return grad
""",
}

# fmt: off
WRONG = (
    Wrong('sigmoid_backward/steps', (('s - s * s', 's * s - s'),), 'dx_sign_flipped sign_in_slope'),
    Wrong('tanh_backward/exp', (('(1 - t) * (1 + t)', '(1 - t) * (1 - t)'),), ''),
    Wrong('maxout_backward/if', (('return zero, dz * x', 'return dz * x, zero'),), 'routed_to_w1'),
    Wrong('maxout_backward/if', (('return dz * x, zero', 'return dz * w1, zero'), ('return zero, dz * x', 'return zero, dz * w2')), 'times_weights'),
    Wrong('linear_backward/steps', (('np.add.reduce(dY, axis=0)', 'np.add.reduce(dY, axis=1)'),), 'db_over_classes'),
    Wrong('linear_backward/steps', (('np.matmul(dY.T, X)', 'np.matmul(X.T, dY)'), ('axis=0)', 'axis=0) / n')), 'dW_factors_swapped db_over_N'),
    Wrong('two_layer_forward/loops', (('scores[i] = W2 @ hidden[i] + b2', 'scores[i] = W2 @ z + b2'),), 'scores_before_relu'),
    Wrong('two_layer_forward/loops', (('np.where(z > 0, z, 0)', 'np.where(z > 0, 1, 0)'),), ''),
    Wrong('two_layer_loss/helper', (('    dH[Z <= 0] = 0\n', ''),), 'hidden_mask_missing'),
    Wrong('two_layer_loss/helper', (('dH[Z <= 0] = 0', 'dH[dH <= 0] = 0'),), 'hidden_mask_of_upstream'),
    Wrong('two_layer_loss/helper', (("'b2': dS.sum(0)", "'b2': dS.sum()"),), 'grads.b2_sum'),
    Wrong('two_layer_loss/helper', (("grads['W2'] += 2 * reg * W2", "grads['W2'] += reg * W2"),), ''),
    Wrong('two_layer_loss/helper', (('    dS = P / n\n', '    dS = P\n'), ("    grads['W2'] += 2 * reg * W2\n", '')), 'not_averaged_in_gradient W2_not_regularised_in_gradient'),
    Wrong('two_layer_loss/helper', (("'W2': dS.T.dot(H)", "'W2': dS.T.dot(Z)"),), 'dW2_before_relu'),
    Wrong('two_layer_loss/helper', (('    E = np.exp(S)\n    return E / E.sum(1, keepdims=True)', '    E = np.exp(S)\n    return E / E.sum(0, keepdims=True)'),), ''),
    Wrong('two_layer_loss/helper', (('    dH = dS.dot(W2)\n', '    W2 = W2 - 0.1 * grads["W2"]\n    dH = dS.dot(W2)\n'),), ''),
    Wrong('matmul_backward/einsum', (("'nm,km->nk', dZ, B", "'nm,mk->nk', dZ, B"),), 'raises dA_with_B_not_transposed'),
    Wrong('log_softmax_backward/loop', (('dZ[i] - p * dZ[i].sum()', 'dZ[i] - p'),), 'sum_taken_for_one'),
    Wrong('log_softmax_backward/loop', (('dZ[i] - p * dZ[i].sum()', 'p * (dZ[i] - (p * dZ[i]).sum())'),), 'backward_of_softmax'),
    Wrong('pick_backward/zip', (('grad[i, k] = g', 'grad[:, k] = g'),), 'whole_columns_filled'),
    Wrong('pick_backward/zip', (('grad[i, k] = g', 'grad[i, k - 1] = g'),), 'labels_from_one'),
)
# fmt: on
