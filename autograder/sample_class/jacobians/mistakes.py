"""The usual wrong answers of the lecture on Jacobians, as edits of a right answer or as whole answers.

A key holds the identifiers of all mistakes that the edits make; two of them are a combination.
"""

from __future__ import annotations

from autograder.sample_class.editing import Mistakes

_TURN = 'shape[::-1] if layout == "denominator" else shape'
_BY_MATRIX = 'input_shape[::-1] if layout == "numerator" else input_shape'
_VECTORS_BACK = """    if len(output_shape) + len(input_shape) == 1:
        return output_shape or input_shape
    shape = """

_SHAPE: Mistakes = {
    ("layouts_exchanged",): [
        (
            "    if len(input_shape) == 2:",
            """    if layout != "lecture":
        layout = {"numerator": "denominator", "denominator": "numerator"}[layout]
    if len(input_shape) == 2:""",
        ),
    ],
    ("always_numerator",): [(_TURN, "shape"), (_BY_MATRIX, "input_shape[::-1]")],
    ("always_denominator",): [(_TURN, "shape[::-1]"), (_BY_MATRIX, "input_shape")],
    ("always_lecture",): [(_TURN, "shape"), (_BY_MATRIX, "input_shape")],
    ("lecture_as_denominator",): [(_TURN, 'shape if layout == "numerator" else shape[::-1]')],
    ("numerator_by_matrix_not_transposed",): [(_BY_MATRIX, "input_shape")],
    ("lecture_by_matrix_transposed",): [
        (_BY_MATRIX, 'input_shape if layout == "denominator" else input_shape[::-1]')
    ],
    ("by_matrix_always_transposed",): [(_BY_MATRIX, "input_shape[::-1]")],
    ("by_matrix_exchanged",): [(_BY_MATRIX, 'input_shape if layout == "numerator" else input_shape[::-1]')],
    ("scalar_as_matrix",): [("return ()", "return (1, 1)")],
    ("scalar_as_vector",): [("return ()", "return (1,)")],
    ("one_dropped",): [
        (
            "    shape = ",
            _VECTORS_BACK,
        )
    ],
    ("gradient_turned",): [
        ("    return shape", "    shape = shape if output_shape else shape[::-1]\n    return shape")
    ],
    ("tangent_turned",): [
        (
            "    return shape",
            "    shape = shape if input_shape or len(output_shape) == 2 else shape[::-1]\n    return shape",
        )
    ],
    ("matrix_by_scalar_refused",): [
        (
            "if len(output_shape) + len(input_shape) > 2:",
            "if len(output_shape) == 2 or len(output_shape + input_shape) > 2:",
        )
    ],
    ("matrix_by_scalar_not_transposed",): [
        (_TURN, 'shape[::-1] if layout == "denominator" and len(output_shape) < 2 else shape')
    ],
    ("matrix_by_scalar_exchanged",): [
        (_TURN, 'shape[::-1] if (layout == "denominator") != (len(output_shape) == 2) else shape')
    ],
    ("tensor_not_refused",): [('raise ValueError("a tensor")', "return output_shape + input_shape")],
    ("layouts_exchanged", "tensor_not_refused"): [
        ('raise ValueError("a tensor")', "return output_shape + input_shape"),
        (
            "    if len(input_shape) == 2:",
            """    if layout != "lecture":
        layout = {"numerator": "denominator", "denominator": "numerator"}[layout]
    if len(input_shape) == 2:""",
        ),
    ],
}

_LINEAR: Mistakes = {
    ("jacobian_transposed",): [("return W", "return W.T")],
    ("outputs_added_up",): [("return W", "return W.sum(axis=0)")],
    ("inputs_added_up",): [("return W", "return W.sum(axis=1)")],
    ("derived_twice",): [("return W", "return W.T @ W")],
    ("weights_dropped",): [("return W", "return np.ones(W.shape)")],
}

_SUM = "w @ (A + A.T)"
_QUADRATIC: Mistakes = {
    ("only_for_symmetric",): [(_SUM, "2 * w @ A")],
    ("one_factor_derived",): [(_SUM, "w @ A")],
    ("transpose_subtracted",): [(_SUM, "w @ (A - A.T)")],
    ("only_squares_derived",): [(_SUM, "2 * w * np.diag(A)")],
    ("value_returned",): [("row[None, :]", "w @ A @ w")],
    ("flat",): [("row[None, :]", "row")],
    ("row_transposed",): [("row[None, :]", "row[:, None]")],
    ("row_sign_flipped",): [("row[None, :]", "-row[None, :]")],
    ("row_halved",): [("row[None, :]", "row[None, :] / 2")],
    ("only_for_symmetric", "flat"): [(_SUM, "2 * w @ A"), ("row[None, :]", "row")],
}

_PRODUCT = "J_outer @ J_inner"
_CHAIN: Mistakes = {
    ("wrong_order",): [(_PRODUCT, "J_inner @ J_outer")],
    ("element_wise",): [(_PRODUCT, "J_outer * J_inner")],
    ("outer_transposed",): [(_PRODUCT, "J_outer.T @ J_inner")],
    ("inner_transposed",): [(_PRODUCT, "J_outer @ J_inner.T")],
    ("kronecker_product",): [(_PRODUCT, "np.kron(J_outer, J_inner)")],
    ("averaged_over_the_middle",): [(_PRODUCT, "J_outer @ J_inner / len(J_inner)")],
    ("added",): [(_PRODUCT, "J_outer + J_inner")],
    ("jacobian_transposed",): [(_PRODUCT, "(J_outer @ J_inner).T")],
}

_SLOPES = "(x > 0).astype(float)"
_RELU: Mistakes = {
    ("value_for_slope",): [(_SLOPES, "np.maximum(x, 0)")],
    ("mask_inverted",): [(_SLOPES, "(x <= 0).astype(float)")],
    ("sign_for_slope",): [(_SLOPES, "np.sign(x)")],
    ("mask_missing",): [(_SLOPES, "np.ones(len(x))")],
    ("x_for_slope",): [(_SLOPES, "x")],
    ("only_the_diagonal",): [("np.diag(slopes)", "slopes")],
    ("not_diagonal",): [("np.diag(slopes)", "np.tile(slopes, (len(x), 1))")],
    ("outer_product",): [("np.diag(slopes)", "np.outer(slopes, slopes)")],
}

_MASKED = "dy * (x > 0)"
_VJP: Mistakes = {
    ("dense_matrix_formed",): [(_MASKED, "dy @ np.diag((x > 0).astype(float))")],
    ("mask_of_upstream",): [(_MASKED, "dy * (dy > 0)")],
    ("negative_upstream_lost",): [(_MASKED, "np.maximum(dy, 0) * (x > 0)")],
    ("mask_missing",): [(_MASKED, "dy")],
    ("mask_inverted",): [(_MASKED, "dy * (x <= 0)")],
    ("value_for_slope",): [(_MASKED, "dy * np.maximum(x, 0)")],
    ("sign_for_slope",): [(_MASKED, "dy * np.sign(x)")],
    ("upstream_ignored",): [(_MASKED, "(x > 0) * 1.0")],
    ("dx_column",): [(_MASKED, "(dy * (x > 0))[:, None]")],
    ("dense_matrix_formed", "mask_of_upstream"): [(_MASKED, "dy @ np.diag((dy > 0).astype(float))")],
}

_MATRIX = "np.diag(p) - np.outer(p, p)"
_SOFTMAX: Mistakes = {
    ("diagonal_only",): [(_MATRIX, "np.diag(p * (1 - p))")],
    ("outer_product_missing",): [(_MATRIX, "np.diag(p)")],
    ("diagonal_is_p",): [
        ("    return " + _MATRIX, "    J = -np.outer(p, p)\n    np.fill_diagonal(J, p)\n    return J")
    ],
    ("diagonal_missing",): [(_MATRIX, "-np.outer(p, p)")],
    ("outer_product_added",): [(_MATRIX, "np.diag(p) + np.outer(p, p)")],
    ("off_diagonal_sign",): [(_MATRIX, "np.diag(p - 2 * p**2) + np.outer(p, p)")],
    ("identity_for_diagonal",): [(_MATRIX, "np.eye(len(p)) - np.outer(p, p)")],
    ("log_softmax_derived",): [(_MATRIX, "np.eye(len(p)) - p")],
    ("sigmoid_rule_everywhere",): [(_MATRIX, "np.outer(p, 1 - p)")],
    ("only_a_vector",): [(_MATRIX, "p * (1 - p)")],
    ("inner_for_outer_product",): [(_MATRIX, "np.diag(p) - p @ p")],
    ("square_for_outer_product",): [(_MATRIX, "np.diag(p) - p**2")],
    ("not_normalised",): [("    p = p / p.sum()\n", "")],
    ("scores_for_probabilities",): [
        ("    p = np.exp(s - s.max())\n    p = p / p.sum()\n", "    p = s * 1.0\n")
    ],
    ("maximum_not_subtracted",): [("s - s.max()", "s * 1.0")],
    ("jacobian_sign_flipped",): [(_MATRIX, "np.outer(p, p) - np.diag(p)")],
}

_TENSOR = "np.eye(C)[:, :, None] * x"
_WEIGHTS: Mistakes = {
    ("x_in_every_row",): [(_TENSOR, "np.ones((C, C, 1)) * x")],
    ("x_in_the_first_row",): [
        ("    return " + _TENSOR, "    T = np.zeros((C, C, len(x)))\n    T[:, 0] = x\n    return T")
    ],
    ("input_axis_in_the_middle",): [(_TENSOR, "np.eye(C)[:, None, :] * x[:, None]")],
    ("input_axis_first",): [(_TENSOR, "x[:, None, None] * np.eye(C)")],
    ("flattened",): [(_TENSOR, "np.kron(np.eye(C), x)")],
    ("zeros_left_out",): [(_TENSOR, "np.tile(x, (C, 1))")],
    ("one_row_only",): [(_TENSOR, "x * 1.0")],
}

_ORDER = '"C" if order == "row" else "F"'
_BACK = f"v.reshape(shape, order={_ORDER})"
_UNVEC: Mistakes = {
    ("orders_exchanged",): [(_ORDER, '"F" if order == "row" else "C"')],
    ("always_row",): [(_ORDER, '"C"')],
    ("always_column",): [(_ORDER, '"F"')],
    ("not_turned_back",): [(_BACK, 'v.reshape(shape if order == "row" else shape[::-1])')],
    ("turned_after_wrong_shape",): [(_BACK, 'v.reshape(shape) if order == "row" else v.reshape(shape).T')],
    ("right_for_matrices_only",): [
        (
            _BACK,
            'v.reshape(shape) if order == "row"'
            " else v.reshape(shape[:-2] + shape[-1:] + shape[-2:-1]).swapaxes(-1, -2)",
        )
    ],
    ("still_a_vector",): [(_BACK, "v * 1.0")],
}

_BY_ROW, _BY_COLUMN = "np.kron(A, unit)", "np.kron(unit, A)"
_MATMUL: Mistakes = {
    ("orders_exchanged",): [('order == "row"', 'order != "row"')],
    ("always_row",): [(_BY_COLUMN, "np.kron(A, unit)")],
    ("always_column",): [(_BY_ROW, "np.kron(unit, A)")],
    ("identity_of_rows",): [("np.eye(n)", "np.eye(A.shape[0])")],
    ("identity_of_columns",): [("np.eye(n)", "np.eye(A.shape[1])")],
    ("ones_for_identity",): [("np.eye(n)", "np.ones((n, n))")],
    ("one_block_only",): [(_BY_ROW, "A"), (_BY_COLUMN, "A")],
    ("A_transposed",): [(_BY_ROW, "np.kron(A.T, unit)"), (_BY_COLUMN, "np.kron(unit, A.T)")],
}

_SLOPE = "dh * h * (1 - h)"
_HIDDEN: Mistakes = {
    ("factor_two_missing",): [("2 * (y - t)", "y - t")],
    ("error_sign_flipped",): [("y - t", "t - y")],
    ("target_missing",): [("(y - t)", "y")],
    ("averaged_over_outputs",): [("2 * (y - t)", "2 * (y - t) / len(t)")],
    ("summed_over_inputs",): [("2 * (y - t)", "2 * (y - t) * (np.arange(len(t)) < len(x))")],
    ("slope_missing",): [(_SLOPE, "dh")],
    ("value_for_slope",): [(_SLOPE, "dh * h")],
    ("sigmoid_twice",): [(_SLOPE, "dh * np.exp(-h) / (1 + np.exp(-h)) ** 2")],
    ("slope_of_z",): [(_SLOPE, "dh * z * (1 - z)")],
    ("slope_of_tanh",): [(_SLOPE, "dh * (1 - h**2)")],
    ("slope_half_written",): [(_SLOPE, "dh * (1 - h)")],
    ("relu_for_sigmoid",): [("1 / (1 + np.exp(-z))", "np.maximum(z, 0)")],
    ("tanh_for_sigmoid",): [("1 / (1 + np.exp(-z))", "np.tanh(z)")],
    ("no_activation",): [("1 / (1 + np.exp(-z))", "z")],
    ("W2_not_transposed",): [("W2.T @ dy", "W2 @ dy")],
    ("W2_forgotten",): [("W2.T @ dy", "dy.sum() * np.ones(len(h))")],
    ("z_for_h",): [("np.outer(dy, h)", "np.outer(dy, z)")],
    ("h_for_x",): [("np.outer(dz, x)", "np.outer(dz, h)")],
    ("dW1_transposed",): [("np.outer(dz, x)", "np.outer(x, dz)")],
    ("dW2_transposed",): [("np.outer(dy, h)", "np.outer(h, dy)")],
    ("factor_two_missing", "slope_missing"): [("2 * (y - t)", "y - t"), (_SLOPE, "dh")],
}

_THROUGH: Mistakes = {
    ("jacobians_multiplied_first",): [
        ("in jacobians:", "in ([np.linalg.multi_dot(jacobians)] if jacobians[1:] else jacobians):")
    ],
    ("innermost_first",): [("in jacobians:", "in reversed(jacobians):")],
    ("matrix_times_column",): [("row @ J", "J @ row")],
    ("upstream_ignored",): [("row = dy", "row = np.ones(len(dy))")],
    ("first_left_out",): [("in jacobians:", "in jacobians[1:]:")],
    ("last_left_out",): [("in jacobians:", "in jacobians[:-1]:")],
    ("matrix_returned",): [("row = dy", "row = np.diag(dy)")],
    ("row_of_a_matrix",): [("row = dy", "row = dy[None]")],
}

MISTAKES: dict[str, Mistakes] = {
    "derivative_shape": _SHAPE,
    "linear_jacobian": _LINEAR,
    "quadratic_form_gradient": _QUADRATIC,
    "chain_rule": _CHAIN,
    "chain_vjp": _THROUGH,
    "relu_jacobian": _RELU,
    "relu_vjp": _VJP,
    "softmax_jacobian": _SOFTMAX,
    "linear_weight_jacobian": _WEIGHTS,
    "unvec": _UNVEC,
    "matmul_jacobian": _MATMUL,
    "one_hidden_layer_gradients": _HIDDEN,
}

EARNED = {"maximum_not_subtracted": 0.5}
