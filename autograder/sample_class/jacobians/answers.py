"""Right answers to the exercises of the lecture on Jacobians, in four styles."""

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
    "vec": """
def vec(M, order):
    return M.ravel(order="C" if order == "row" else "F")
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
    "vec": """
def vec(M, order):
    k, l = M.shape
    v = np.zeros(k * l)
    for i in range(k):
        for j in range(l):
            if order == "row":
                v[i * l + j] = M[i, j]
            else:
                v[j * k + i] = M[i, j]
    return v
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

EINSUM = {
    **VECTORISED,
    "quadratic_form_gradient": """
def quadratic_form_gradient(w, A):
    return (np.einsum("i,ik->k", w, A) + np.einsum("ki,i->k", A, w)).reshape(1, -1)
""",
    "chain_rule": """
def chain_rule(J_outer, J_inner):
    return np.einsum("ik,kj->ij", J_outer, J_inner)
""",
    "relu_jacobian": """
def relu_jacobian(x):
    return np.einsum("ij,j->ij", np.eye(len(x)), np.heaviside(x, 0.5))
""",
    "relu_vjp": """
def relu_vjp(dy, x):
    return np.einsum("n,n->n", dy, np.heaviside(x, 1.0))
""",
    "softmax_jacobian": """
def softmax_jacobian(s):
    p = np.exp(s - np.max(s))
    p /= np.einsum("i->", p)
    return np.einsum("i,ij->ij", p, np.eye(len(s)) - p)
""",
    "linear_weight_jacobian": """
def linear_weight_jacobian(x, C):
    return np.einsum("ij,k->ijk", np.eye(C), x)
""",
    "matmul_jacobian": """
def matmul_jacobian(A, n, order):
    m, k = A.shape
    axes = "ij,cd->icjd" if order == "row" else "ij,cd->cidj"
    return np.einsum(axes, A, np.eye(n)).reshape(m * n, k * n)
""",
    "one_hidden_layer_gradients": """
def one_hidden_layer_gradients(x, t, W1, W2):
    h = 1 / (1 + np.exp(-np.einsum("hd,d->h", W1, x)))
    dy = 2 * (np.einsum("mh,h->m", W2, h) - t)
    dz = np.einsum("m,mh,h->h", dy, W2, h - h**2)
    return np.einsum("h,d->hd", dz, x), np.einsum("m,h->mh", dy, h)
""",
}

FLOAT32 = {
    **VECTORISED,
    "linear_jacobian": """
def linear_jacobian(W):
    return np.array(W, dtype=np.float32)
""",
    "quadratic_form_gradient": """
def quadratic_form_gradient(w, A):
    w, A = np.float32(w), np.float32(A)
    return w[None, :] @ A + (A @ w[:, None]).T
""",
    "chain_rule": """
def chain_rule(J_outer, J_inner):
    return (np.float32(J_inner).T @ np.float32(J_outer).T).T
""",
    "relu_vjp": """
def relu_vjp(dy, x):
    dx = np.array(dy, dtype=np.float32)
    dx[x <= 0] = 0
    return dx
""",
    "softmax_jacobian": """
def softmax_jacobian(s):
    shifted = np.float32(s - s.max())
    p = np.exp(shifted) / np.exp(shifted).sum()
    return np.diag(p) - p[:, None] * p[None, :]
""",
    "one_hidden_layer_gradients": """
def one_hidden_layer_gradients(x, t, W1, W2):
    x, t, W1, W2 = (np.float32(each) for each in (x, t, W1, W2))
    h = 1 / (1 + np.exp(-W1 @ x))
    dy = 2 * (W2 @ h - t)[None, :]
    dz = dy @ W2 * (h * (1 - h))
    return dz.T @ x[None, :], dy.T @ h[None, :]
""",
}

STYLES = {"loops": LOOPS, "vectorised": VECTORISED, "einsum": EINSUM, "float32": FLOAT32}
