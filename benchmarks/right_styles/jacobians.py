"""Right answers to the exercises of the lecture on Jacobians: exercise -> style -> function."""

import functools

import numpy as np

from benchmarks.right_styles import of_the_sample_class, with_further

_RIGHT = of_the_sample_class("jacobians")


def _shape_loops(output_shape, input_shape, layout):
    """Count rows and columns one by one, in a list."""
    if len(output_shape) + len(input_shape) > 2:
        raise ValueError("a tensor has more than two axes")
    shape = [1, 1]
    for axis, n in enumerate(input_shape if len(input_shape) == 2 else output_shape):
        shape[axis] = n
    if len(input_shape) == 1:
        shape[1] = input_shape[0]
    turn = layout == "numerator" if len(input_shape) == 2 else layout == "denominator"
    return [] if not output_shape and not input_shape else shape[::-1] if turn else shape


def _shape_array(output_shape, input_shape, layout):
    return np.array(_RIGHT["derivative_shape"]["loops"](output_shape, input_shape, layout), dtype=int)


def _linear_loops(W):
    jacobian = np.zeros(W.shape)
    for j in range(W.shape[1]):
        unit = np.zeros(W.shape[1])
        unit[j] = 1
        jacobian[:, j] = W @ unit
    return jacobian


def _weight_indexed(x, C):
    jacobian = np.zeros((C, C, len(x)))
    jacobian[range(C), range(C)] = x
    return jacobian


def _matmul_column_by_column(A, n, order):
    k = A.shape[1]
    numpy_order = "C" if order == "row" else "F"
    columns = []
    for unit in np.eye(k * n):
        columns.append((A @ unit.reshape((k, n), order=numpy_order)).ravel(order=numpy_order))
    return np.array(columns).T


def _relu_vjp_copy(dy, x):
    dx = dy.copy()
    dx[x <= 0] = 0
    return dx


def _softmax(s):
    exponentials = np.exp(s - np.max(s))
    return exponentials / np.sum(exponentials)


def _through_recursively(dy, jacobians):
    return _through_recursively(dy @ jacobians[0], jacobians[1:]) if len(jacobians) else dy


def _through_columns(dy, jacobians):
    for J in jacobians:
        dy = J.T.dot(dy)
    return dy


def _unvec_by_place(v, shape, order):
    M = np.empty(shape)
    M[np.unravel_index(np.arange(len(v)), shape, order="C" if order == "row" else "F")] = v
    return M


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


STYLES = with_further(
    _RIGHT,
    {
        "derivative_shape": {"a list": _shape_loops, "array": _shape_array},
        "linear_jacobian": {"column by column": _linear_loops},
        "linear_weight_jacobian": {
            "fancy index": _weight_indexed,
            "kron": lambda x, C: np.kron(np.eye(C), x).reshape(C, C, -1),
        },
        "quadratic_form_gradient": {"two products": lambda w, A: np.array([w @ A + A @ w])},
        "unvec": {
            "transpose": lambda v, shape, order: (
                v.reshape(shape) if order == "row" else v.reshape(shape[::-1]).T
            ),
            "unravel": _unvec_by_place,
        },
        "matmul_jacobian": {"column by column": _matmul_column_by_column},
        "chain_vjp": {
            "recursive": _through_recursively,
            "transposed": _through_columns,
            "reduce": lambda dy, jacobians: functools.reduce(np.matmul, jacobians, dy),
        },
        "relu_jacobian": {
            "bool": lambda x: np.diag(x > 0),
            "identity times mask": lambda x: np.eye(len(x)) * (x > 0),
            "other subgradient": lambda x: np.diag(np.where(x >= 0, 1.0, 0.0)),
        },
        "relu_vjp": {"where": lambda dy, x: np.where(x > 0, dy, 0), "copy and zero": _relu_vjp_copy},
        "softmax_jacobian": {
            "identity minus p": lambda s: _softmax(s)[:, None] * (np.eye(len(s)) - _softmax(s)),
        },
        "one_hidden_layer_gradients": {"numerator layout": _hidden_rows, "columns": _hidden_columns},
    },
)
