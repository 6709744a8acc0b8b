"""Right answers to the exercises of the lecture on Jacobians with einsum, and in single precision."""

from __future__ import annotations

from autograder.sample_class.jacobians.answers import LOOPS, VECTORISED

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
    "chain_vjp": """
def chain_vjp(dy, jacobians):
    for J in jacobians:
        dy = np.einsum("k,km->m", dy, J)
    return dy
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
    "chain_vjp": """
def chain_vjp(dy, jacobians):
    column = np.float32(dy)[:, None]
    for J in jacobians:
        column = np.float32(J).T @ column
    return column[:, 0]
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
