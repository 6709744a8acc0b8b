"""The usual wrong answers of the backpropagation lecture: each known mistake, as edits of a right answer.

A key holds the identifiers of all mistakes that the edits make; two of them are a combination.
"""

from __future__ import annotations

from autograder.sample_class.backpropagation import steps
from autograder.sample_class.editing import Mistakes, MistakeTable
from autograder.sample_class.linear_parts import NET_MISTAKES

_ONES = "np.ones_like(dz)"


def _gate(right_dx: str, right_dy: str, **ways: tuple[str, str]) -> MistakeTable:
    """Edits that replace the two products of a gate."""

    def edits(dx: str, dy: str) -> list[tuple[str, str]]:
        return [(f"dx = {right_dx}\n", f"dx = {dx}\n"), (f"dy = {right_dy}\n", f"dy = {dy}\n")]

    ignored = (right_dx.replace("dz", _ONES), right_dy.replace("dz", _ONES))
    common = {"upstream_ignored": ignored, "dx_zero": ("0 * dz", right_dy), "dy_zero": (right_dx, "0 * dz")}
    return {(name,): edits(*way) for name, way in {**ways, **common}.items()}


_ADD = _gate(
    "dz * 1.0",
    "dz * 1.0",
    add_as_mul=("dz * y", "dz * x"),
    times_own_input=("dz * x", "dz * y"),
    split=("dz / 2", "dz / 2"),
)
_MUL = _gate(
    "dz * y",
    "dz * x",
    not_switched=("dz * x", "dz * y"),
    mul_as_add=("dz", "dz"),
    times_product=("dz * x * y", "dz * x * y"),
    dz_changed_in_place=("dz * y\n    dz = dx", "dz * x"),
)
_SWITCHED = ("dx = dz * y\n    dy = dz * x", "dx = np.ones(len(x)) * x\n    dy = np.ones(len(x)) * y")
_MUL |= {("not_switched", "upstream_ignored"): [_SWITCHED]}
_MAX = _gate(
    "dz * first",
    "dz * (1 - first)",
    routed_to_both=("dz", "dz"),
    split=("dz / 2", "dz / 2"),
    routed_to_smaller=("dz * (1 - first)", "dz * first"),
    routed_by_upstream=("dz * (dz > 0)", "dz * (dz <= 0)"),
    routed_by_absolute_value=("dz * (abs(x) >= abs(y))", "dz * (abs(x) < abs(y))"),
    times_value=("dz * x * first", "dz * y * (1 - first)"),
)


def _slopes(right: str, **ways: str) -> MistakeTable:
    table: MistakeTable = {(name,): [(right, way)] for name, way in ways.items()}
    return table | {("upstream_ignored",): [("return dz * ", "return ")]}


_SIGMOID = _slopes(
    "z * (1 - z)",
    slope_of_argument="x * (1 - x)",
    sigmoid_applied_twice="1 / (1 + np.exp(-z)) * (1 - 1 / (1 + np.exp(-z)))",
    value_for_slope="z",
    slope_squared="z * z",
    sign_in_slope="z * (1 + z)",
    slope_of_tanh="1 - z**2",
    slope_missing="1",
    exponents_of_opposite_sign="np.exp(-x) / (1 + np.exp(x)) ** 2",
    overflow="np.exp(-x) / (1 + np.exp(-x)) ** 2",
)
_TANH = _slopes(
    "1 - z**2",
    slope_of_argument="1 - x**2",
    tanh_applied_twice="1 - np.tanh(z) ** 2",
    value_for_slope="z",
    square_missing="1 - z",
    one_minus_missing="z**2",
    sign_in_slope="1 + z**2",
    slope_of_sigmoid="z * (1 - z)",
    slope_missing="1",
)
_RELU: MistakeTable = {
    **{
        (name,): [("x > 0", way)]
        for name, way in {
            "mask_missing": "np.maximum(0, x) >= 0",
            "mask_of_upstream": "dz > 0",
            "mask_shifted": "x > 1",
            "mask_of_neighbour": "np.roll(x > 0, 1)",
            "mask_inverted": "x < 0",
            "times_output": "np.maximum(0, x)",
            "relu_of_product": "x * (dz * x > 0)",
            "negative_upstream_lost": "(x > 0) & (dz > 0)",
            "sign_of_input": "np.sign(x)",
        }.items()
    },
    ("upstream_ignored",): [("return dz * mask", "return 1.0 * mask")],
    ("mask_missing", "dx_sign_flipped"): [("return dz * mask", "return -dz")],
}
_MAXOUT: MistakeTable = {
    (name,): [("max(first, second)", way)]
    for name, way in {
        "smaller": "min(first, second)",
        "summed": "first + second",
        "max_per_entry": "np.maximum(w1 * x, w2 * x).sum()",
        "returns_vector": "np.maximum(w1 * x, w2 * x)",
        "max_of_weights": "np.maximum(w1, w2) @ x",
        "by_absolute_value": "max(first, second, key=abs)",
        "w1_only": "first",
        "relu_instead": "max(0, first)",
        "clamped_at_zero": "max(0, first, second)",
    }.items()
}
_MAXOUT_BACKWARD = {
    ("routed_to_both",): [("dz * x * wins", "dz * x"), ("dz * x * (1 - wins)", "dz * x")],
    ("routed_to_smaller",): [(">", "<")],
    ("routed_by_upstream",): [("w1 @ x > w2 @ x", "dz > 0")],
    ("routed_by_weights",): [("w1 @ x > w2 @ x", "w1.sum() > w2.sum()")],
    ("routed_by_absolute_value",): [("w1 @ x > w2 @ x", "abs(w1 @ x) > abs(w2 @ x)")],
    ("routed_per_entry",): [("w1 @ x > w2 @ x", "w1 * x > w2 * x")],
    ("routed_to_w1",): [("w1 @ x > w2 @ x", "1")],
    ("times_weights",): [("dz * x * wins", "dz * w1 * wins"), ("dz * x * (1", "dz * w2 * (1")],
    ("input_missing",): [
        ("dz * x * wins", "dz * np.ones(len(x)) * wins"),
        ("dz * x * (1", "dz * np.ones(len(x)) * (1"),
    ],
    ("upstream_ignored",): [("dz * x * wins", "x * wins"), ("dz * x * (1", "x * (1")],
    ("routed_to_smaller", "upstream_ignored"): [
        (">", "<"),
        ("dz * x * wins", "x * wins"),
        ("dz * x * (1", "x * (1"),
    ],
}
_FORWARD = {
    ("W_not_transposed",): [("W.T", "W")],
    ("bias_forgotten",): [("Y + b", "Y")],
    ("bias_subtracted",): [("Y + b", "Y - b")],
    ("bias_added_twice",): [("X @ W.T", "X @ W.T + b")],
    ("bias_as_column",): [("Y + b", "Y + b[:, None]")],
    ("bias_summed",): [("Y + b", "Y + b.sum()")],
    ("bias_in_first_row_only",): [("return Y + b", "Y[0] += b\n    return Y")],
    ("activation_applied",): [("Y + b", "np.maximum(0, Y + b)")],
    ("averaged",): [("X @ W.T", "X @ W.T / len(X)")],
    ("bias_forgotten", "activation_applied"): [("Y + b", "np.maximum(0, Y)")],
}
_BACKWARD = {
    ("dX_with_W_transposed",): [("dY @ W", "dY @ W.T")],
    ("dW_factors_swapped",): [("dY.T @ X", "X.T @ dY")],
    ("dW_with_dY_not_transposed",): [("dY.T @ X", "dY @ X")],
    ("last_example_only",): [("dY.T @ X", "np.outer(dY[-1], X[-1])")],
    ("db_not_summed",): [("dY.sum(axis=0)", "dY")],
    ("db_over_classes",): [("axis=0", "axis=1")],
    ("db_row",): [("axis=0", "axis=0, keepdims=True")],
    ("db_last_example_only",): [("dY.sum(axis=0)", "dY[-1]")],
    ("db_ones",): [("dY.sum(axis=0)", "np.ones(dY.shape[1])")],
    ("upstream_ignored",): [("    dX =", "    dY = np.ones(dY.shape)\n    dX =")],
    ("averaged",): [("dY.T @ X", "dY.T @ X / len(X)"), ("dY.sum(axis=0)", "dY.mean(axis=0)")],
    ("averaged_twice",): [
        ("dY.T @ X", "dY.T @ X / len(X) ** 2"),
        ("dY.sum(axis=0)", "dY.mean(axis=0) / len(X)"),
    ],
    ("dW_factors_swapped", "db_not_summed"): [("dY.T @ X", "X.T @ dY"), ("dY.sum(axis=0)", "dY")],
}

_DATA, _PENALTY_1, _PENALTY_2 = "losses.mean()", " + reg * np.sum(W1**2)", " + reg * np.sum(W2**2)"
_SLOPE_1, _SLOPE_2 = " + 2 * reg * W1", " + 2 * reg * W2"
_DB = "db1, db2 = dbefore.sum(axis=0), dscores.sum(axis=0)"
_IN_LOSS = (_PENALTY_2, f"{_PENALTY_2} + reg * np.sum(b1**2) + reg * np.sum(b2**2)")
_IN_GRADIENT = (_DB, "db1, db2 = dbefore.sum(axis=0) + 2 * reg * b1, dscores.sum(axis=0) + 2 * reg * b2")
_NO_MEAN = ("    dscores = dscores / N\n", "")


def _penalties(loss: str, slope: str) -> list[tuple[str, str]]:
    """Edits that replace `reg` in the loss and `2 * reg` in the gradients."""
    in_loss = [(each, each.replace("reg", loss)) for each in (_PENALTY_1, _PENALTY_2)]
    return in_loss + [(each, each.replace("2 * reg", slope)) for each in (_SLOPE_1, _SLOPE_2)]


_NET = {
    ("b1_forgotten",): [(" + b1", "")],
    ("b2_forgotten",): [(" + b2", "")],
    ("biases_forgotten",): [(" + b1", ""), (" + b2", "")],
    ("relu_forgotten",): [("np.maximum(0, before)", "before"), (" * (before > 0)", "")],
    ("hidden_mask_missing",): [(" * (before > 0)", "")],
    ("hidden_mask_of_upstream",): [("(before > 0)", "(dhidden > 0)")],
    ("hidden_mask_times_output",): [("(before > 0)", "hidden")],
    ("dW2_before_relu",): [("dscores.T @ hidden", "dscores.T @ before")],
    ("probabilities_sent_back",): [("dscores @ W2", "p @ W2 / N")],
    ("one_hot_not_subtracted",): [("    dscores[rows, y] -= 1\n", "")],
    ("maximum_not_subtracted",): [("    scores = scores - scores.max(axis=1, keepdims=True)\n", "")],
    ("not_averaged",): [(_DATA, "losses.sum()"), _NO_MEAN],
    ("not_averaged_in_loss",): [(_DATA, "losses.sum()")],
    ("not_averaged_in_gradient",): [_NO_MEAN],
    ("averaged_twice",): [("dscores / N", "dscores / N**2")],
    ("loss_averaged_twice",): [(_DATA, "losses.mean() / N")],
    ("loss_per_example",): [(_DATA, "losses")],
    ("biases_not_summed",): [(_DB, "db1, db2 = dbefore, dscores")],
    ("biases_summed_over_wrong_axis",): [(_DB, "db1, db2 = dbefore.sum(axis=1), dscores.sum(axis=1)")],
    ("biases_as_rows",): [(_DB, "db1, db2 = dbefore.sum(axis=0)[None], dscores.sum(axis=0)[None]")],
    ("biases_regularised",): [_IN_LOSS, _IN_GRADIENT],
    ("biases_regularised_in_gradient",): [_IN_GRADIENT],
    ("biases_regularised_in_loss",): [_IN_LOSS],
    ("W2_not_regularised",): [(_PENALTY_2, ""), (_SLOPE_2, "")],
    ("W1_not_regularised",): [(_PENALTY_1, ""), (_SLOPE_1, "")],
    ("penalty_missing",): _penalties("0", "0"),
    ("penalty_missing_in_loss",): _penalties("0", "2 * reg"),
    ("penalty_missing_in_gradient",): _penalties("reg", "0"),
    ("penalty_halved",): _penalties("0.5 * reg", "reg"),
    ("penalty_halved_in_loss",): _penalties("0.5 * reg", "2 * reg"),
    ("penalty_gradient_without_two",): _penalties("reg", "reg"),
    ("penalty_over_N",): _penalties("reg / N", "2 * reg / N"),
    ("penalty_over_N_in_loss",): _penalties("reg / N", "2 * reg"),
    ("penalty_over_N_in_gradient",): _penalties("reg", "2 * reg / N"),
    ("penalty_times_N",): _penalties("reg * N", "2 * reg * N"),
    ("penalty_times_N_in_loss",): _penalties("reg * N", "2 * reg"),
    ("penalty_times_N_in_gradient",): _penalties("reg", "2 * reg * N"),
    ("penalty_subtracted_in_loss",): _penalties("(-reg)", "2 * reg"),
    ("penalty_subtracted_in_gradient",): _penalties("reg", "-2 * reg"),
    ("hidden_mask_missing_for_b1",): [(_DB, _DB.replace("dbefore", "dhidden"))],
    ("scores_gradient_sign_flipped",): [("dscores / N", "-dscores / N")],
    ("gradients_sign_flipped",): [
        ("return loss, {", "grads = {"),
        ('"b2": db2}', '"b2": db2}\n    return loss, {name: -each for name, each in grads.items()}'),
    ],
    ("data_sign_flipped_in_loss",): [(_DATA, "-losses.mean()")],
    ("scores_gradient_sign_flipped", "not_averaged_in_loss"): [
        ("dscores / N", "-dscores / N"),
        (_DATA, "losses.sum()"),
    ],
    ("hidden_mask_missing", "not_averaged_in_gradient"): [(" * (before > 0)", ""), _NO_MEAN],
    ("biases_regularised", "penalty_gradient_without_two"): [
        _IN_LOSS,
        *_penalties("reg", "reg")[2:],
        (_DB, "db1, db2 = dbefore.sum(axis=0) + reg * b1, dscores.sum(axis=0) + reg * b2"),
    ],
}
_GRAPH = {
    ("overwritten_at_branch",): [("+=", "=")],
    ("forward_order",): [("reversed(range(len(nodes)))", "range(len(nodes))")],
    ("upstream_ignored",): [("upstream * slope", "slope")],
    ("start_missing",): [("    gradients[-1] = 1\n", "")],
    ("started_with_value",): [("gradients[-1] = 1", "gradients[-1] = nodes[-1][2]")],
    ("inputs_only",): [
        ("    return gradients", "    return gradients * np.array([op == 'input' for op, _, _ in nodes])")
    ],
    ("add_split",): [("[1, 1]", "[0.5, 0.5]")],
    ("mul_not_switched",): [("[xs[1], xs[0]]", "xs")],
    ("mul_times_product",): [("[xs[1], xs[0]]", "[value, value]")],
    ("max_to_both",): [("[xs[0] > xs[1], xs[0] <= xs[1]]", "[1, 1]")],
    ("max_to_smaller",): [("xs[0] > xs[1], xs[0] <= xs[1]", "xs[0] < xs[1], xs[0] >= xs[1]")],
    ("negate_sign",): [("[-1]\n", "[1]\n")],
    ("exp_of_value",): [("[value]", "[np.exp(value)]")],
    ("exp_input",): [("[value]", "[xs[0]]")],
    ("exp_slope_missing",): [("[value]", "[1]")],
    ("reciprocal_sign",): [("[-1 / xs[0] ** 2]", "[1 / xs[0] ** 2]")],
    ("reciprocal_not_squared",): [("[-1 / xs[0] ** 2]", "[-1 / xs[0]]")],
    ("reciprocal_of_value",): [("[-1 / xs[0] ** 2]", "[-1 / value**2]")],
    ("overwritten_at_branch", "mul_not_switched"): [("+=", "="), ("[xs[1], xs[0]]", "xs")],
}

MISTAKES: dict[str, Mistakes] = {
    "add_backward": _ADD,
    "mul_backward": _MUL,
    "max_backward": _MAX,
    "sigmoid_backward": _SIGMOID,
    "tanh_backward": _TANH,
    "relu_backward": _RELU,
    "maxout": _MAXOUT,
    "maxout_backward": _MAXOUT_BACKWARD,
    "linear_forward": _FORWARD,
    "linear_backward": _BACKWARD,
    "two_layer_loss": {**_NET, **NET_MISTAKES},
    "backpropagate": _GRAPH,
    **steps.MISTAKES,
}
EARNED = {
    "overflow": 0.5,
    "maximum_not_subtracted": 0.5,
    "one_maximum_for_all_rows": 0.5,
    "maximum_starts_too_high": 0.5,
    "other_than_maximum_subtracted": 0.5,
}
