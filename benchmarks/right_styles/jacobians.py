"""Right answers to the exercises of lecture 5: exercise -> style -> function."""

import math

import numpy as np

# ---------------------------------------------------------------- derivative_shape and chain_rule


def _shape_by_cases(output_shape, input_shape, layout):
    if len(output_shape) == 2 or (len(output_shape) == 1 and len(input_shape) == 2):
        raise ValueError("a tensor")
    if output_shape == () and input_shape == ():
        return ()
    if len(input_shape) == 2:
        k, columns = input_shape
        return (columns, k) if layout == "numerator" else (k, columns)
    m = output_shape[0] if output_shape else 1
    n = input_shape[0] if input_shape else 1
    return (n, m) if layout == "denominator" else (m, n)


def _shape_loops(output_shape, input_shape, layout):
    """Count rows and columns one by one, in a list."""
    if len(output_shape) + len(input_shape) > 2 or len(output_shape) == 2:
        raise ValueError("a tensor has more than two axes")
    shape = [1, 1]
    for axis, n in enumerate(input_shape if len(input_shape) == 2 else (*output_shape, 1)[:1]):
        shape[axis] = n
    if len(input_shape) == 1:
        shape[1] = input_shape[0]
    turn = layout == "numerator" if len(input_shape) == 2 else layout == "denominator"
    return [] if not output_shape and not input_shape else shape[::-1] if turn else shape


def _shape_array(output_shape, input_shape, layout):
    return np.array(_shape_by_cases(output_shape, input_shape, layout), dtype=int)


def _chain_loops(J_outer, J_inner):
    k, m = J_outer.shape
    product = np.zeros((k, J_inner.shape[1]))
    for i in range(k):
        for j in range(J_inner.shape[1]):
            for between in range(m):
                product[i, j] += J_outer[i, between] * J_inner[between, j]
    return product


# ---------------------------------------------------------------- linear maps


def _linear_loops(W):
    jacobian = np.zeros(W.shape)
    for j in range(W.shape[1]):
        unit = np.zeros(W.shape[1])
        unit[j] = 1
        jacobian[:, j] = W @ unit
    return jacobian


def _weight_loops(x, C):
    jacobian = np.zeros((C, C, len(x)))
    for i in range(C):
        for k in range(len(x)):
            jacobian[i, i, k] = x[k]
    return jacobian


def _weight_indexed(x, C):
    jacobian = np.zeros((C, C, len(x)))
    jacobian[range(C), range(C)] = x
    return jacobian


def _quadratic_loops(w, A):
    row = np.zeros((1, len(w)))
    for k in range(len(w)):
        for i in range(len(w)):
            row[0, k] += w[i] * A[i, k] + A[k, i] * w[i]
    return row


def _vec_loops(M, order):
    v = []
    k, columns = M.shape
    if order == "row":
        for i in range(k):
            for j in range(columns):
                v.append(M[i, j])
    else:
        for j in range(columns):
            for i in range(k):
                v.append(M[i, j])
    return np.array(v)


def _matmul_loops(A, n, order):
    m, k = A.shape
    jacobian = np.zeros((m * n, k * n))
    for i in range(m):
        for c in range(n):
            for j in range(k):
                row, column = (i * n + c, j * n + c) if order == "row" else (c * m + i, c * k + j)
                jacobian[row, column] = A[i, j]
    return jacobian


def _matmul_column_by_column(A, n, order):
    k = A.shape[1]
    numpy_order = "C" if order == "row" else "F"
    columns = []
    for unit in np.eye(k * n):
        columns.append((A @ unit.reshape((k, n), order=numpy_order)).ravel(order=numpy_order))
    return np.array(columns).T


# ---------------------------------------------------------------- element by element


def _relu_jacobian_loops(x):
    jacobian = np.zeros((len(x), len(x)))
    for i in range(len(x)):
        if x[i] > 0:
            jacobian[i, i] = 1
    return jacobian


def _relu_vjp_loops(dy, x):
    dx = np.zeros(len(x))
    for i in range(len(x)):
        if x[i] > 0:
            dx[i] = dy[i]
    return dx


def _relu_vjp_copy(dy, x):
    dx = dy.copy()
    dx[x <= 0] = 0
    return dx


def _softmax(s):
    exponentials = np.exp(s - np.max(s))
    return exponentials / np.sum(exponentials)


def _softmax_jacobian_loops(s):
    largest = max(s)
    total = sum(math.exp(score - largest) for score in s)
    p = [math.exp(score - largest) / total for score in s]
    jacobian = np.zeros((len(s), len(s)))
    for i in range(len(s)):
        for j in range(len(s)):
            jacobian[i, j] = p[i] * ((i == j) - p[j])
    return jacobian


# ---------------------------------------------------------------- one hidden layer


def _hidden_loops(x, t, W1, W2):
    H, d = W1.shape
    z = [sum(W1[i, k] * x[k] for k in range(d)) for i in range(H)]
    h = [1 / (1 + math.exp(-value)) for value in z]
    dW1, dW2 = np.zeros(W1.shape), np.zeros(W2.shape)
    for c in range(len(t)):
        error = sum(W2[c, i] * h[i] for i in range(H)) - t[c]
        for i in range(H):
            dW2[c, i] = 2 * error * h[i]
            for k in range(d):
                dW1[i, k] += 2 * error * W2[c, i] * h[i] * (1 - h[i]) * x[k]
    return dW1, dW2


def _hidden_outer(x, t, W1, W2):
    h = 1 / (1 + np.exp(-(W1 @ x)))
    dy = 2 * (W2 @ h - t)
    dz = (W2.T @ dy) * h * (1 - h)
    return np.outer(dz, x), np.outer(dy, h)


def _hidden_rows(x, t, W1, W2):
    """In numerator layout: gradients as rows, transposed at the end."""
    h = 1 / (1 + np.exp(-(W1 @ x)))
    dy = 2 * (W2 @ h - t)[None, :]
    dz = dy @ W2 @ np.diag(h - h**2)
    return (x[:, None] @ dz).T, (h[:, None] @ dy).T


def _hidden_columns(x, t, W1, W2):
    x, t = x[:, None], t[:, None]
    h = 0.5 + 0.5 * np.tanh(W1 @ x / 2)
    dy = 2 * (W2 @ h - t)
    return (W2.T @ dy * h * (1 - h)) @ x.T, dy @ h.T


def _float32(function):
    def single(*arguments):
        return function(*(np.float32(each) if isinstance(each, np.ndarray) else each for each in arguments))

    return single


STYLES = {
    "derivative_shape": {"loops": _shape_loops, "by cases": _shape_by_cases, "array": _shape_array},
    "chain_rule": {
        "loops": _chain_loops,
        "matrix product": lambda J_outer, J_inner: J_outer @ J_inner,
        "einsum": lambda J_outer, J_inner: np.einsum("im,mj->ij", J_outer, J_inner),
        "in the other layout": lambda J_outer, J_inner: (J_inner.T @ J_outer.T).T,
        "float32": _float32(np.matmul),
    },
    "linear_jacobian": {
        "loops": _linear_loops,
        "itself": lambda W: W,
        "copy": lambda W: W.copy(),
        "float32": _float32(np.array),
    },
    "linear_weight_jacobian": {
        "loops": _weight_loops,
        "identity": lambda x, C: np.eye(C)[:, :, None] * x,
        "fancy index": _weight_indexed,
        "einsum": lambda x, C: np.einsum("ij,k->ijk", np.eye(C), x),
        "kron": lambda x, C: np.kron(np.eye(C), x).reshape(C, C, -1),
    },
    "quadratic_form_gradient": {
        "loops": _quadratic_loops,
        "sum of matrices": lambda w, A: w[None, :] @ (A + A.T),
        "two products": lambda w, A: np.array([w @ A + A @ w]),
        "einsum": lambda w, A: (np.einsum("i,ik->k", w, A) + np.einsum("i,ki->k", w, A)).reshape(1, -1),
        "float32": _float32(lambda w, A: w.reshape(1, -1) @ (A + A.T)),
    },
    "vec": {
        "loops": _vec_loops,
        "numpy's order": lambda M, order: M.ravel(order={"row": "C", "column": "F"}[order]),
        "transpose": lambda M, order: (M if order == "row" else M.T).reshape(-1),
        "concatenate": lambda M, order: np.concatenate(list(M if order == "row" else M.T)),
    },
    "matmul_jacobian": {
        "loops": _matmul_loops,
        "kron": lambda A, n, order: np.kron(np.eye(n), A) if order == "column" else np.kron(A, np.eye(n)),
        "column by column": _matmul_column_by_column,
    },
    "relu_jacobian": {
        "loops": _relu_jacobian_loops,
        "diag": lambda x: np.diag((x > 0).astype(float)),
        "bool": lambda x: np.diag(x > 0),
        "identity times mask": lambda x: np.eye(len(x)) * (x > 0),
        "other subgradient": lambda x: np.diag(np.where(x >= 0, 1.0, 0.0)),
        "heaviside": lambda x: np.diag(np.heaviside(x, 0.5)),
    },
    "relu_vjp": {
        "loops": _relu_vjp_loops,
        "mask": lambda dy, x: dy * (x > 0),
        "where": lambda dy, x: np.where(x > 0, dy, 0),
        "copy and zero": _relu_vjp_copy,
        "other subgradient": lambda dy, x: dy * (x >= 0),
        "float32": _float32(lambda dy, x: dy * (x > 0)),
    },
    "softmax_jacobian": {
        "loops": _softmax_jacobian_loops,
        "diagonal minus outer": lambda s: np.diag(_softmax(s)) - np.outer(_softmax(s), _softmax(s)),
        "identity minus p": lambda s: _softmax(s)[:, None] * (np.eye(len(s)) - _softmax(s)),
        "einsum": lambda s: np.einsum("i,ij->ij", _softmax(s), np.eye(len(s)) - _softmax(s)[None, :]),
    },
    "one_hidden_layer_gradients": {
        "loops": _hidden_loops,
        "outer products": _hidden_outer,
        "numerator layout": _hidden_rows,
        "columns": _hidden_columns,
        "float32": _float32(_hidden_outer),
    },
}
