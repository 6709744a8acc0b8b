"""Right answers to the exercises of the lecture on Jacobians, vectorised and in loops."""

from __future__ import annotations

# The wrong answers are edits of this one.
VECTORISED = {
    "derivative_shape": """
def derivative_shape(output_shape, input_shape, layout):
    if len(output_shape) + len(input_shape) > 2:
        raise ValueError("a tensor")
    if not output_shape and not input_shape:
        return ()
    if len(input_shape) == 2:
        return input_shape[::-1] if layout == "numerator" else input_shape
    shape = output_shape if len(output_shape) == 2 else (output_shape or (1,)) + (input_shape or (1,))
    return shape[::-1] if layout == "denominator" else shape
""",
    "linear_jacobian": """
def linear_jacobian(W):
    return W
""",
    "quadratic_form_gradient": """
def quadratic_form_gradient(w, A):
    row = w @ (A + A.T)
    return row[None, :]
""",
    "chain_rule": """
def chain_rule(J_outer, J_inner):
    return J_outer @ J_inner
""",
    "chain_vjp": """
def chain_vjp(dy, jacobians):
    row = dy
    for J in jacobians:
        row = row @ J
    return row
""",
    "relu_jacobian": """
def relu_jacobian(x):
    slopes = (x > 0).astype(float)
    return np.diag(slopes)
""",
    "relu_vjp": """
def relu_vjp(dy, x):
    return dy * (x > 0)
""",
    "softmax_jacobian": """
def softmax_jacobian(s):
    p = np.exp(s - s.max())
    p = p / p.sum()
    return np.diag(p) - np.outer(p, p)
""",
    "linear_weight_jacobian": """
def linear_weight_jacobian(x, C):
    return np.eye(C)[:, :, None] * x
""",
    "unvec": """
def unvec(v, shape, order):
    return v.reshape(shape, order="C" if order == "row" else "F")
""",
    "matmul_jacobian": """
def matmul_jacobian(A, n, order):
    unit = np.eye(n)
    return np.kron(A, unit) if order == "row" else np.kron(unit, A)
""",
    "one_hidden_layer_gradients": """
def one_hidden_layer_gradients(x, t, W1, W2):
    z = W1 @ x
    h = 1 / (1 + np.exp(-z))
    y = W2 @ h
    dy = 2 * (y - t)
    dh = W2.T @ dy
    dz = dh * h * (1 - h)
    return np.outer(dz, x), np.outer(dy, h)
""",
}

LOOPS = {
    "derivative_shape": """
def derivative_shape(output_shape, input_shape, layout):
    outputs, inputs = len(output_shape), len(input_shape)
    if outputs + inputs > 2:
        raise ValueError("more than two axes")
    if outputs == 0 and inputs == 0:
        return ()
    if outputs == 0 and inputs == 2:
        k, l = input_shape
        if layout == "numerator":
            return (l, k)
        return (k, l)
    if outputs == 2:
        k, l = output_shape
        if layout == "denominator":
            return (l, k)
        return (k, l)
    m = output_shape[0] if outputs else 1
    n = input_shape[0] if inputs else 1
    if layout == "denominator":
        return (n, m)
    return (m, n)
""",
    "linear_jacobian": """
def linear_jacobian(W):
    C, d = W.shape
    J = np.zeros((C, d))
    for i in range(C):
        for j in range(d):
            J[i, j] = W[i, j]
    return J
""",
    "quadratic_form_gradient": """
def quadratic_form_gradient(w, A):
    n = len(w)
    row = np.zeros((1, n))
    for k in range(n):
        for i in range(n):
            row[0, k] += w[i] * A[i, k]
            row[0, k] += A[k, i] * w[i]
    return row
""",
    "chain_rule": """
def chain_rule(J_outer, J_inner):
    k, m = J_outer.shape
    d = J_inner.shape[1]
    J = np.zeros((k, d))
    for i in range(k):
        for j in range(d):
            for between in range(m):
                J[i, j] += J_outer[i, between] * J_inner[between, j]
    return J
""",
    "chain_vjp": """
def chain_vjp(dy, jacobians):
    row = list(dy)
    for J in jacobians:
        following = []
        for column in J.T:
            total = 0.0
            for slope, upstream in zip(column, row):
                total += slope * upstream
            following.append(total)
        row = following
    return np.array(row)
""",
    "relu_jacobian": """
def relu_jacobian(x):
    J = np.zeros((len(x), len(x)))
    for i in range(len(x)):
        if x[i] > 0:
            J[i, i] = 1
    return J
""",
    "relu_vjp": """
def relu_vjp(dy, x):
    dx = np.zeros(len(x))
    for i in range(len(x)):
        if x[i] > 0:
            dx[i] = dy[i]
    return dx
""",
    "softmax_jacobian": """
def softmax_jacobian(s):
    p = np.exp(s - max(s))
    p = p / sum(p)
    J = np.zeros((len(s), len(s)))
    for i in range(len(s)):
        for j in range(len(s)):
            if i == j:
                J[i, j] = p[i] * (1 - p[i])
            else:
                J[i, j] = -p[i] * p[j]
    return J
""",
    "linear_weight_jacobian": """
def linear_weight_jacobian(x, C):
    T = np.zeros((C, C, len(x)))
    for i in range(C):
        for k in range(len(x)):
            T[i, i, k] = x[k]
    return T
""",
    "unvec": """
def unvec(v, shape, order):
    M = np.zeros(shape)
    for k, index in enumerate(np.ndindex(*(shape if order == "row" else shape[::-1]))):
        M[index if order == "row" else index[::-1]] = v[k]
    return M
""",
    "matmul_jacobian": """
def matmul_jacobian(A, n, order):
    m, k = A.shape
    J = np.zeros((m * n, k * n))
    for i in range(m):
        for j in range(k):
            for c in range(n):
                if order == "row":
                    J[i * n + c, j * n + c] = A[i, j]
                else:
                    J[c * m + i, c * k + j] = A[i, j]
    return J
""",
    "one_hidden_layer_gradients": """
def one_hidden_layer_gradients(x, t, W1, W2):
    H, d = W1.shape
    h = np.zeros(H)
    for i in range(H):
        h[i] = 1 / (1 + np.exp(-sum(W1[i, j] * x[j] for j in range(d))))
    dW1, dW2 = np.zeros(W1.shape), np.zeros(W2.shape)
    for c in range(len(t)):
        error = sum(W2[c, i] * h[i] for i in range(H)) - t[c]
        for i in range(H):
            dW2[c, i] = 2 * error * h[i]
            for j in range(d):
                dW1[i, j] += 2 * error * W2[c, i] * h[i] * (1 - h[i]) * x[j]
    return dW1, dW2
""",
}
