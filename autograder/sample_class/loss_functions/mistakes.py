"""The usual wrong answers of the lecture on loss functions: each known mistake, as edits of a right answer.

A key holds the identifiers of all mistakes that the edits make; two of them are a combination.
"""

from __future__ import annotations

from autograder.sample_class.editing import Mistakes, MistakeTable, added_in_place, edited
from autograder.sample_class.linear_loss import (
    LOSS_PENALTY,
    MEAN_GRADIENT,
    PENALTY,
    PENALTY_HALVED,
    mean_mistakes,
)
from autograder.sample_class.linear_parts import HINGE_LOSS_MISTAKES, part_mistakes, term_mistakes
from autograder.sample_class.loss_functions.answers import LOOPS

_ROWS = "    rows = np.arange("

# Mistakes in the terms max(0, s_j - s_y + 1) that the three multiclass exercises share.
_TERMS: Mistakes = {
    ("margin_missing",): [("+ 1)", ")")],
    ("margin_wrong_side",): [("+ 1)", "- 1)")],
    ("not_clamped",): [("np.maximum(0, ", "(")],
    ("label_of_first_example",): [(_ROWS, f"    y = np.full(len(y), y[0])\n{_ROWS}")],
    ("label_of_next_example",): [(_ROWS, f"    y = np.roll(y, -1)\n{_ROWS}")],
    ("labels_one_hot",): [(_ROWS, f"    y = y.argmax(axis=1)\n{_ROWS}")],
    ("correct_scores_as_row",): [("[:, None]", "")],
}
_PER_EXAMPLE: Mistakes = {
    **_TERMS,
    ("correct_class_counted",): [("    margins[rows, y] = 0\n", "")],
    ("correct_scores_of_all_rows",): [("scores[rows, y]", "scores[:, y]"), ("[:, None]", "")],
    ("margin_missing", "correct_scores_as_row"): [("[:, None] + 1", "")],
}

_LOSS_LINE = "    loss = margins.sum() / N + reg * np.sum(W**2)\n"
_ZEROED = "    margins[rows, y] = 0\n"
_COUNT = "-dscores.sum(axis=1)"
_GRADIENT = "dscores.T @ X / N + 2 * reg * W"
_MEAN_LOSS = ("margins.sum() / N", "margins.sum()")
_WRAPPED = ("dscores.T @ X", "(np.maximum(dscores, 0).T @ X + np.maximum(-dscores, 0).T @ -X)")
_LAST, _FIRST = "np.arange(X.shape[1]) < X.shape[1] - 1", "np.arange(X.shape[1]) > 0"


_SVM: Mistakes = {
    **_TERMS,
    **mean_mistakes("margins.sum()", "-margins.sum()"),
    **PENALTY,
    ("correct_class_counted",): [(_ZEROED + _LOSS_LINE, _LOSS_LINE + _ZEROED)],
    ("correct_class_counted", "correct_class_counts_itself"): [(_ZEROED, "")],
    ("correct_scores_of_all_rows",): [("scores[rows, y][:, None]", "scores[:, y]")],
    ("only_three_classes",): edited(LOOPS["svm_loss"], [("for j in range(C)", "for j in range(3)")]),
    ("averaged_over_classes",): [("margins.sum() / N", "margins.mean()"), ("X / N", "X / margins.size")],
    ("correct_class_gradient_missing",): [(_COUNT, "0")],
    ("correct_class_coefficient_minus_one",): [(_COUNT, "-1")],
    ("correct_class_coefficient_one_minus_C",): [(_COUNT, "1 - len(W)")],
    ("correct_class_coefficient_one",): [(_COUNT, "1")],
    ("correct_class_counts_itself",): [(_COUNT, _COUNT + " - 1")],
    ("wrong_classes_not_updated",): [(_GRADIENT, "np.minimum(dscores, 0).T @ X / N + 2 * reg * W")],
    ("mask_missing",): [
        ("(margins > 0).astype(float)", "np.ones(margins.shape)"),
        (_COUNT, "1 - len(W)"),
    ],
    ("repeated_labels_lost",): [
        ("    dscores[rows, y] = " + _COUNT, "    active = dscores.sum(axis=1)[:, None]"),
        ("dscores.T @ X / N", "dscores.T @ X"),
        (
            "    return",
            "    dW = (dW - 2 * reg * W)\n    dW[y] -= active * X\n    dW = dW / N + 2 * reg * W\n    return",
        ),
    ],
    ("loss_per_example",): [("margins.sum() / N", "margins.sum(axis=1)")],
    ("last_example_only_in_loss",): [("margins.sum() / N", "margins[-1].sum() / N")],
    ("integer_wrap",): [_WRAPPED],
    ("not_averaged_in_gradient", "penalty_missing_in_loss"): [MEAN_GRADIENT, (LOSS_PENALTY, "")],
    ("not_averaged", "penalty_halved"): [
        *(_MEAN_LOSS, MEAN_GRADIENT),
        *PENALTY_HALVED,
    ],
    ("correct_class_gradient_missing", "penalty_gradient_without_two"): [
        (_COUNT, "0"),
        ("2 * reg * W", "reg * W"),
    ],
    ("margin_missing", "not_averaged"): [("+ 1)", ")"), _MEAN_LOSS, MEAN_GRADIENT],
}


def _losses(total: str) -> MistakeTable:
    """Mistakes in the sum over the classes; `total` is the expression that the loss functions return."""
    return {
        ("losses_column",): [("axis=1)", "axis=1, keepdims=True)")],
        ("losses_mean",): [("axis=1)", "axis=1).mean()")],
        ("losses_sum",): [("sum(axis=1)", "sum()")],
        ("losses_doubled",): [("axis=1)", "axis=1) * 2")],
        ("losses_sign_flipped",): [("    return ", "    return -")],
        ("averaged_over_classes",): [("sum(axis=1)", "mean(axis=1)")],
        ("averaged_over_wrong_classes",): [("axis=1)", "axis=1) / (scores.shape[1] - 1)")],
        ("largest_term_only",): [("sum(axis=1)", "max(axis=1)")],
        ("summed_over_examples",): [("sum(axis=1)", "sum(axis=0)")],
        ("integer_truncation",): [(f"return {total}", f"return ({total}).astype(int)")],
        ("averaged_over_classes", "margin_missing"): [("sum(axis=1)", "mean(axis=1)"), ("+ 1)", ")")],
    }


_BINARY_MEAN_LOSS = ("slack).sum() / N", "slack).sum()")
_BINARY_MEAN_GRADIENT = ("@ X) / N", "@ X)")
_SUM = "(active * y) @ X"
_BINARY: Mistakes = {
    ("margin_missing",): [("1 - y * ", "-y * ")],
    ("margin_wrong_side",): [("1 - y * ", "-1 - y * ")],
    ("not_clamped",): [("np.maximum(0, slack)", "slack")],
    ("mask_missing",): [("(active * y)", "y")],
    ("terms_in_gradient",): [(_SUM, "(np.maximum(0, slack) * y) @ X")],
    ("label_of_first_example",): [("    N = len(y)", "    N = len(y)\n    y = y[0] * np.ones(N)")],
    ("label_of_next_example",): [("    N = len(y)", "    N = len(y)\n    y = np.roll(y, -1)")],
    ("labels_zero_one",): [("    N = len(y)", "    N = len(y)\n    y = (y > 0) * 1.0")],
    ("label_missing",): [("    N = len(y)", "    N = len(y)\n    y = np.ones(N)")],
    ("label_missing_in_gradient",): [(_SUM, "active.astype(float) @ X")],
    ("last_example_only",): [(_SUM, "active[-1] * y[-1] * X[-1]")],
    ("integer_truncation",): [("return loss, dw", "return loss, dw.astype(w.dtype)")],
    ("integers_refuse_fractions",): [added_in_place("loss", "dw", "w")],
    ("integer_wrap",): [("-(" + _SUM + ")", "((active * y) @ -X)")],
    ("not_averaged",): [_BINARY_MEAN_LOSS, _BINARY_MEAN_GRADIENT],
    ("averaged_over_costly_examples",): [
        ("slack).sum() / N", "slack).sum() / (slack > 0).sum()"),
        ("@ X) / N", "@ X) / active.sum()"),
    ],
    ("averaged_over_costly_examples_in_loss",): [("slack).sum() / N", "slack).sum() / (slack > 0).sum()")],
    ("averaged_over_costly_examples_in_gradient",): [("@ X) / N", "@ X) / active.sum()")],
    ("not_averaged_in_loss",): [_BINARY_MEAN_LOSS],
    ("not_averaged_in_gradient",): [_BINARY_MEAN_GRADIENT],
    ("loss_per_example",): [("slack).sum() / N", "slack)")],
    ("last_example_only_in_loss",): [("slack).sum() / N", "slack)[-1] / N")],
    ("last_column_left_out",): [(_SUM, f"{_SUM} * ({_LAST})")],
    ("first_column_left_out",): [(_SUM, f"{_SUM} * ({_FIRST})")],
    ("dw_sign_flipped",): [("dw = -(", "dw = (")],
    ("dw_doubled",): [("dw = -(", "dw = -2 * (")],
    ("dw_column",): [("return loss, dw", "return loss, dw[:, None]")],
    ("margin_missing", "not_averaged_in_gradient"): [("1 - y * ", "-y * "), _BINARY_MEAN_GRADIENT],
    ("mask_missing", "not_averaged_in_loss"): [("(active * y)", "y"), _BINARY_MEAN_LOSS],
}

_R = "np.sum(beta * W**2) + np.sum(np.abs(W))"
_DR = "2 * beta * W + np.sign(W)"
_ELASTIC: Mistakes = {
    ("square_missing",): [("np.sum(beta * W**2) + ", ""), ("2 * beta * W + ", "")],
    ("square_missing_in_R",): [("np.sum(beta * W**2) + ", "")],
    ("square_missing_in_gradient",): [("2 * beta * W + ", "")],
    ("square_halved",): [("beta * W**2", "beta * W**2 / 2"), ("2 * beta * W", "beta * W")],
    ("square_halved_in_R",): [("beta * W**2", "beta * W**2 / 2")],
    ("square_gradient_without_two",): [("2 * beta * W", "beta * W")],
    ("absolute_missing",): [(" + np.sum(np.abs(W))", ""), (" + np.sign(W)", "")],
    ("absolute_missing_in_gradient",): [(" + np.sign(W)", "")],
    ("slope_always_one",): [("np.sign(W)", "1")],
    ("slope_of_negative_missing",): [("np.sign(W)", "(W > 0)")],
    ("slope_is_absolute_value",): [("np.sign(W)", "np.abs(W)")],
    ("sum_squared",): [(_R, "beta * np.sum(W) ** 2 + np.sum(np.abs(W))")],
    ("absolute_value_of_sum",): [(_R, "np.sum(beta * W**2) + np.abs(np.sum(W))")],
    ("absolute_value_missing",): [("np.abs(W)", "W"), ("np.sign(W)", "1")],
    ("beta_on_wrong_part",): [(_R, "np.sum(W**2 + beta * np.abs(W))"), (_DR, "2 * W + beta * np.sign(W)")],
    ("beta_on_both",): [(_R, "beta * np.sum(W**2 + np.abs(W))"), (_DR, "beta * (2 * W + np.sign(W))")],
    ("beta_mixes",): [
        ("np.sum(np.abs(W))", "(1 - beta) * np.sum(np.abs(W))"),
        ("np.sign(W)", "(1 - beta) * np.sign(W)"),
    ],
    ("averaged",): [(_R, "np.mean(beta * W**2 + np.abs(W))"), (_DR, f"({_DR}) / W.size")],
    ("R_per_row",): [(_R, "np.sum(beta * W**2 + np.abs(W), axis=1)")],
    ("last_column_left_out",): [("    R =", f"    W = W * ({_LAST.replace('X', 'W')})\n    R =")],
    ("first_column_left_out",): [("    R =", f"    W = W * ({_FIRST.replace('X', 'W')})\n    R =")],
    ("integer_truncation",): [("return R, dR", "return R, dR.astype(W.dtype)")],
    ("integers_refuse_fractions",): [added_in_place("R", "dR", "W")],
    ("dR_transposed",): [("return R, dR", "return R, dR.T")],
    ("dR_sign_flipped",): [("return R, dR", "return R, -dR")],
    ("square_halved", "absolute_missing_in_gradient"): [
        *(("beta * W**2", "beta * W**2 / 2"), ("2 * beta * W", "beta * W"), (" + np.sign(W)", "")),
    ],
}

MISTAKES: dict[str, Mistakes] = {
    "multiclass_hinge": {
        **_PER_EXAMPLE,
        **term_mistakes("correct[:, None]"),
        **_losses("margins.sum(axis=1)"),
        ("only_three_classes",): edited(
            LOOPS["multiclass_hinge"], [("for j in range(C)", "for j in range(3)")]
        ),
        ("squared",): [("margins.sum(axis=1)", "(margins**2).sum(axis=1)")],
    },
    "squared_hinge": {
        **_PER_EXAMPLE,
        **term_mistakes("correct[:, None]"),
        **_losses("(margins**2).sum(axis=1)"),
        ("only_three_classes",): edited(
            LOOPS["squared_hinge"],
            [
                ("for j, score in enumerate(row):", "for j in range(3):"),
                ("score - row[label]", "row[j] - row[label]"),
            ],
        ),
        ("not_squared",): [("(margins**2)", "margins")],
        ("sum_squared",): [("(margins**2).sum(axis=1)", "margins.sum(axis=1) ** 2")],
    },
    "binary_hinge_loss": _BINARY,
    "elastic_net": _ELASTIC,
    "svm_loss": {
        **_SVM,
        **part_mistakes("margins.sum() / N"),
        **term_mistakes("scores[rows, y][:, None]"),
        **HINGE_LOSS_MISTAKES,
    },
}

# The exercises do not ask for integers: what fails there costs nothing.
_INTEGERS = ("integer_truncation", "integers_refuse_fractions", "integer_wrap")
NOTED = {
    "binary_hinge_loss": _INTEGERS,
    "elastic_net": _INTEGERS,
    "svm_loss": _INTEGERS,
}
