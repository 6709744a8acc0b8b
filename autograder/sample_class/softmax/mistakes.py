"""The usual wrong answers of the lecture on softmax: each known mistake, as edits of a right answer.

A key holds the identifiers of all mistakes that the edits make; two of them are a combination.
"""

from __future__ import annotations

from autograder.sample_class.editing import Mistakes
from autograder.sample_class.linear_loss import MEAN_GRADIENT, PENALTY, PENALTY_HALVED, mean_mistakes
from autograder.sample_class.linear_parts import SOFTMAX_GRADIENT_MISTAKES, part_mistakes

_MAXIMUM = "scores.max(axis=1, keepdims=True)"
_SUM = "exponentials.sum(axis=1, keepdims=True)"
_LOG_P = "log_p = shifted - np.log(total)"
_BEGIN = "    largest = "
_TWICE = """    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    scores = scores / scores.sum(axis=1, keepdims=True)
"""

# Mistakes in the lines that four of the answers share.
_SHARED: Mistakes = {
    ("maximum_not_subtracted",): [(_MAXIMUM, "0")],
    ("one_maximum_for_all_rows",): [(_MAXIMUM, "scores.max()")],
    ("maximum_starts_too_high",): [(_MAXIMUM, f"np.maximum({_MAXIMUM}, 0)")],
    ("other_than_maximum_subtracted",): [(_MAXIMUM, "scores.mean(axis=1, keepdims=True)")],
    ("maximum_without_keepdims",): [(_MAXIMUM, "scores.max(axis=1)")],
    ("maximum_of_each_class",): [(_MAXIMUM, "scores.max(axis=0)")],
    ("normalised_over_examples",): [(_SUM, "exponentials.sum(axis=0)")],
    ("normalised_over_everything",): [(_SUM, "exponentials.sum()")],
    ("sum_without_keepdims",): [(_SUM, "exponentials.sum(axis=1)")],
    ("not_normalised",): [(_SUM, "1.0")],
    ("softmax_twice",): [(_BEGIN, _TWICE + _BEGIN)],
    ("one_maximum_for_all_rows", "not_normalised"): [(_MAXIMUM, "scores.max()"), (_SUM, "1.0")],
}

_SIGMOID = "1 / (1 + np.exp(-scores))"
_PER_CLASS = "np.logaddexp(0, scores).sum(axis=1) - scores[rows, y]"
_LOGS: Mistakes = {
    ("log_of_probability",): [(_LOG_P, "log_p = np.log(exponentials / total)")],
    ("epsilon_in_the_log",): [(_LOG_P, "log_p = np.log(exponentials / total + 1e-10)")],
    ("maximum_lost",): [(_LOG_P, "log_p = scores - np.log(total)")],
    ("log_of_sum_missing",): [(_LOG_P, "log_p = shifted - total")],
    ("log10",): [(_LOG_P, "log_p = (shifted - np.log(total)) / np.log(10)")],
    ("log2",): [(_LOG_P, "log_p = (shifted - np.log(total)) / np.log(2)")],
    ("normalised_over_examples", "log10"): [
        (_SUM, "exponentials.sum(axis=0)"),
        (_LOG_P, "log_p = (shifted - np.log(total)) / np.log(10)"),
    ],
}
_WITHOUT_CORRECT = [(_SUM, f"{_SUM} - exponentials[rows, y][:, None]")]

_ROWS = "    rows = np.arange("
_LABELS: Mistakes = {
    ("label_of_first_example",): [(_ROWS, f"    y = np.full(len(y), y[0])\n{_ROWS}")],
    ("label_of_next_example",): [(_ROWS, f"    y = np.roll(y, -1)\n{_ROWS}")],
    ("labels_one_hot",): [(_ROWS, f"    y = y.argmax(axis=1)\n{_ROWS}")],
}

_SOFTMAX: Mistakes = {
    **_SHARED,
    ("sigmoid_per_class",): [("exponentials / total", _SIGMOID)],
    ("integer_truncation",): [("exponentials / total", "(exponentials / total).astype(scores.dtype)")],
    ("logarithm_returned",): [("exponentials / total", "shifted - np.log(total)")],
    ("exponential_missing",): [("exponentials / total", "scores / scores.sum(axis=1, keepdims=True)")],
    ("probabilities_transposed",): [("exponentials / total", "(exponentials / total).T")],
}

_LOG_SOFTMAX: Mistakes = {
    **_SHARED,
    **_LOGS,
    ("sigmoid_per_class",): [(_LOG_P, f"log_p = np.log({_SIGMOID})")],
    ("integer_truncation",): [("return log_p", "return log_p.astype(scores.dtype)")],
    ("logarithm_missing",): [("return log_p", "return np.exp(log_p)")],
    ("log_probabilities_sign_flipped",): [("return log_p", "return -log_p")],
}

_CROSS_ENTROPY: Mistakes = {
    **_SHARED,
    **_LOGS,
    **_LABELS,
    ("sigmoid_per_class",): [(_LOG_P, f"log_p = np.log({_SIGMOID})")],
    ("denominator_without_correct_class",): _WITHOUT_CORRECT,
    ("binary_cross_entropy_per_class",): [("-log_p[rows, y]", _PER_CLASS)],
    ("columns_of_all_labels",): [("-log_p[rows, y]", "-log_p[:, y]")],
    ("integer_truncation",): [("-log_p[rows, y]", "-log_p[rows, y].astype(scores.dtype)")],
    ("every_class_counted",): [("-log_p[rows, y]", "-log_p.sum(axis=1)")],
    ("probability_returned",): [("-log_p[rows, y]", "np.exp(log_p[rows, y])")],
    ("miss_returned",): [("-log_p[rows, y]", "1 - np.exp(log_p[rows, y])")],
    ("losses_sign_flipped",): [("-log_p[rows, y]", "log_p[rows, y]")],
    ("losses_mean",): [("-log_p[rows, y]", "-log_p[rows, y].mean()")],
}

_TERMS = "p * np.log(p / q)"
_KEPT = "np.where(p > 0, terms, 0)"
_DIVERGENCE: Mistakes = {
    ("entropy_missing",): [(_TERMS, "-p * np.log(q)")],
    ("arguments_swapped",): [(_TERMS, "q * np.log(q / p)"), ("p > 0", "q > 0")],
    ("weighted_by_q",): [(_TERMS, "q * np.log(p / q)"), ("p > 0", "q > 0")],
    ("weight_missing",): [(_TERMS, "np.log(p / q)")],
    ("zero_times_log_of_zero",): [(f"    terms = {_KEPT}\n", "")],
    ("infinite_divergence_hidden",): [("p > 0", "(p > 0) & (q > 0)")],
    ("epsilon_in_the_log",): [(_TERMS, "p * np.log((p + 1e-10) / (q + 1e-10))")],
    ("log10",): [("np.log(", "np.log10(")],
    ("log2",): [("np.log(", "np.log2(")],
    ("logarithm_missing",): [(_TERMS, "p * p / q")],
    ("averaged_over_classes",): [("terms.sum(axis=1)", "terms.mean(axis=1)")],
    ("summed_over_examples",): [("terms.sum(axis=1)", "terms.sum(axis=0)")],
    ("divergences_sign_flipped",): [("return ", "return -")],
    ("entropy_missing", "log2"): [(_TERMS, "-p * np.log2(q)")],
}

_CLASSES_LOSS = ("log_p[rows, y].sum() / N", "log_p[rows, y].sum() / scores.size")
_MEAN_LOSS = ("-log_p[rows, y].sum() / N", "-log_p[rows, y].sum()")
_SUBTRACTED = "    dscores[rows, y] -= 1\n"
_LOSS_LINE = "    loss = -log_p[rows, y].sum() / N + reg * np.sum(W**2)\n"


_SOFTMAX_LOSS: Mistakes = {
    **_SHARED,
    **_LOGS,
    **_LABELS,
    **mean_mistakes("-log_p[rows, y].sum()", "log_p[rows, y].sum()"),
    **PENALTY,
    ("sigmoid_per_class",): [
        (_LOG_P, f"log_p = np.log({_SIGMOID})"),
        ("dscores = exponentials / total", f"dscores = {_SIGMOID}"),
    ],
    ("denominator_without_correct_class",): _WITHOUT_CORRECT,
    ("denominator_without_correct_class_in_loss",): [
        (_LOG_P, _LOG_P.replace("total", "total - exponentials[rows, y][:, None]"))
    ],
    ("binary_cross_entropy_per_class",): [
        ("-log_p[rows, y].sum()", f"({_PER_CLASS}).sum()"),
        ("dscores = exponentials / total", f"dscores = {_SIGMOID}"),
    ],
    ("columns_of_all_labels",): [
        ("-log_p[rows, y]", "-log_p[:, y]"),
        ("dscores[rows, y]", "dscores[:, y]"),
    ],
    ("one_hot_not_subtracted",): [(_SUBTRACTED, "")],
    ("one_hot_subtracted_for_every_class",): [("dscores[rows, y]", "dscores")],
    ("one_hot_subtracted_in_class_loop",): [(_SUBTRACTED, "    for _ in W:\n    " + _SUBTRACTED)],
    ("scores_in_gradient",): [("dscores = exponentials / total", "dscores = scores.copy()")],
    ("log_of_a_negative_number",): [
        (_LOSS_LINE, ""),
        ("dscores = exponentials / total", "p = dscores = exponentials / total"),
        (_SUBTRACTED, _SUBTRACTED + _LOSS_LINE.replace("log_p[rows, y]", "np.log(p[rows, y])")),
    ],
    ("repeated_labels_lost",): [
        (_SUBTRACTED, ""),
        (
            "    dW = dscores.T @ X / N + 2 * reg * W\n",
            "    dW = dscores.T @ X\n    dW[y] -= X\n    dW = dW / N + 2 * reg * W\n",
        ),
    ],
    ("loss_per_example",): [("-log_p[rows, y].sum() / N", "-log_p[rows, y]")],
    ("last_example_only_in_loss",): [("-log_p[rows, y].sum()", "-log_p[-1, y[-1]]")],
    ("averaged_over_classes",): [_CLASSES_LOSS, ("X / N", "X / scores.size")],
    ("averaged_over_classes_in_loss",): [_CLASSES_LOSS],
    ("softmax_twice_in_loss",): [
        (
            f"    {_LOG_P}\n",
            "    p = exponentials / total\n    log_p = p - np.log(np.exp(p).sum(axis=1, keepdims=True))\n",
        )
    ],
    ("one_hot_not_subtracted", "penalty_halved"): [
        *((_SUBTRACTED, ""), *PENALTY_HALVED),
    ],
    ("not_averaged", "log_of_probability"): [
        *(_MEAN_LOSS, MEAN_GRADIENT, (_LOG_P, "log_p = np.log(exponentials / total)")),
    ],
}

_POSITIVE, _NEGATIVE = "np.maximum(-z, 0) + np.log1p(small)", "np.maximum(z, 0) + np.log1p(small)"
_LOSSES = "t * positive + (1 - t) * negative"
_Y = "np.where(z >= 0, 1, small) / (1 + small)"
_SLOPE = "(y - t) / N"
_BINARY_MEAN_LOSS = ("losses.sum() / N", "losses.sum()")
_Z = "    z = logits.astype(float)\n"
_BINARY: Mistakes = {
    ("log_of_probability",): [(_POSITIVE, "-np.log(y)"), (_NEGATIVE, "-np.log(1 - y)")],
    ("exponential_overflows",): [
        (_POSITIVE, "np.log(1 + np.exp(-z))"),
        (_NEGATIVE, "np.log(1 + np.exp(z))"),
    ],
    ("epsilon_in_the_log",): [(_POSITIVE, "-np.log(y + 1e-10)"), (_NEGATIVE, "-np.log(1 - y + 1e-10)")],
    ("log10",): [(_LOSSES, f"({_LOSSES}) / np.log(10)")],
    ("log2",): [(_LOSSES, f"({_LOSSES}) / np.log(2)")],
    ("labels_as_signs",): [(_Z, _Z + "    t = 2 * t - 1\n")],
    ("targets_swapped",): [(_Z, _Z + "    t = 1 - t\n")],
    ("negative_class_missing",): [(_LOSSES, "t * positive"), (_SLOPE, "t * (y - 1) / N")],
    ("negative_class_missing_in_loss",): [(_LOSSES, "t * positive")],
    ("negative_class_missing_in_gradient",): [(_SLOPE, "t * (y - 1) / N")],
    ("positive_class_missing",): [(_LOSSES, "(1 - t) * negative"), (_SLOPE, "(1 - t) * y / N")],
    ("positive_class_missing_in_loss",): [(_LOSSES, "(1 - t) * negative")],
    ("sigmoid_missing",): [(_Y, "z"), (_POSITIVE, "-np.log(y)"), (_NEGATIVE, "-np.log(1 - y)")],
    ("sigmoid_twice",): [(_Z, _Z + "    z = 1 / (1 + np.exp(-z))\n")],
    ("squared_error",): [(_LOSSES, "(y - t) ** 2")],
    ("target_missing_in_gradient",): [(_SLOPE, "y / N")],
    ("slope_of_sigmoid_twice",): [(_SLOPE, "(y - t) * y * (1 - y) / N")],
    ("gradient_to_probability",): [(_SLOPE, "(y - t) / (y * (1 - y)) / N")],
    ("integer_truncation",): [("return loss, dlogits", "return loss, dlogits.astype(logits.dtype)")],
    ("not_averaged",): [_BINARY_MEAN_LOSS, (_SLOPE, "y - t")],
    ("not_averaged_in_loss",): [_BINARY_MEAN_LOSS],
    ("not_averaged_in_gradient",): [(_SLOPE, "y - t")],
    ("loss_per_example",): [("losses.sum() / N", "losses")],
    ("last_example_only_in_loss",): [("losses.sum() / N", "losses[-1] / N")],
    ("dlogits_sign_flipped",): [(_SLOPE, "(t - y) / N")],
    ("dlogits_column",): [("return loss, dlogits", "return loss, dlogits[:, None]")],
    ("log2", "not_averaged_in_gradient"): [(_LOSSES, f"({_LOSSES}) / np.log(2)"), (_SLOPE, "y - t")],
}

MISTAKES: dict[str, Mistakes] = {
    "softmax": _SOFTMAX,
    "log_softmax": _LOG_SOFTMAX,
    "cross_entropy": _CROSS_ENTROPY,
    "kl_divergence": _DIVERGENCE,
    "softmax_loss": {
        **_SOFTMAX_LOSS,
        **part_mistakes("-log_p[rows, y].sum() / N"),
        **SOFTMAX_GRADIENT_MISTAKES,
    },
    "binary_cross_entropy": _BINARY,
}

# Identifier -> what an answer with this mistake alone still earns.
EARNED = {
    "maximum_not_subtracted": 0.5,
    "one_maximum_for_all_rows": 0.5,
    "maximum_starts_too_high": 0.5,
    "other_than_maximum_subtracted": 0.5,
    "log_of_probability": 0.5,
    "epsilon_in_the_log": 0.5,
    "zero_times_log_of_zero": 0.5,
    "exponential_overflows": 0.5,
}

# The exercises do not ask for integers: what fails there costs nothing.
_INTEGERS = ("integer_truncation", "integers_refuse_fractions")
NOTED = {
    name: _INTEGERS
    for name in ("softmax", "log_softmax", "cross_entropy", "softmax_loss", "binary_cross_entropy")
}
