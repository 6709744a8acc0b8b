"""Mistakes in the parts of a loss with its penalty, as edits of the vectorised answers of three lectures."""

from __future__ import annotations

from autograder.sample_class.editing import Edits, Mistakes

_GRADIENT = "dscores.T @ X / N"
_PENALTY, _SLOPE = "reg * np.sum(W**2)", "2 * reg * W"


def part_mistakes(data_loss: str) -> Mistakes:
    """Edits of an answer whose loss is `data_loss` and its penalty."""
    loss = {"doubled": f"2 * {data_loss}", "halved": f"0.5 * ({data_loss})"}
    gradient = {"doubled": f"2 * {_GRADIENT}", "halved": f"0.5 * {_GRADIENT}"}
    made: dict[tuple[str, ...], Edits | str] = {
        ("data_gradient_missing",): [(_GRADIENT, f"0 * {_GRADIENT}")],
        ("data_loss_missing",): [(data_loss, f"0 * ({data_loss})")],
        ("penalty_without_reg",): [(_PENALTY, "np.sum(W**2)"), (_SLOPE, "2 * W")],
        ("penalty_without_reg_in_loss",): [(_PENALTY, "np.sum(W**2)")],
        ("penalty_without_reg_in_gradient",): [(_SLOPE, "2 * W")],
        ("penalty_not_squared",): [(_PENALTY, "reg * np.sum(W)")],
        ("penalty_squares_the_sum",): [(_PENALTY, "reg * np.sum(W) ** 2")],
        ("penalty_of_absolute_values",): [(_PENALTY, "reg * np.sum(np.abs(W))")],
        ("penalty_is_a_length",): [(_PENALTY, "reg * np.linalg.norm(W)")],
        ("penalty_of_another_size",): [(_PENALTY, f"4 * {_PENALTY}"), (_SLOPE, "8 * reg * W")],
        ("penalty_of_another_size_in_loss",): [(_PENALTY, f"4 * {_PENALTY}")],
        ("penalty_of_another_size_in_gradient",): [(_SLOPE, "8 * reg * W")],
    }
    for how in ("doubled", "halved"):
        made[(f"data_{how}_in_loss",)] = [(data_loss, loss[how])]
        made[(f"data_{how}_in_gradient",)] = [(_GRADIENT, gradient[how])]
        made[(f"data_{how}",)] = [(data_loss, loss[how]), (_GRADIENT, gradient[how])]
    return made


_COSTLY = "np.count_nonzero(margins.sum(axis=1))"
_COUNT = "-dscores.sum(axis=1)"


def term_mistakes(correct: str) -> Mistakes:
    """Edits of a hinge whose correct scores, as a column, are `correct`."""
    right = f"scores - {correct} + 1"
    return {
        ("difference_turned_round",): [(right, f"{correct} - scores + 1")],
        ("margin_of_another_size",): [(right, f"scores - {correct} + 2.5")],
        ("only_classes_ahead_counted",): [("margins[rows, y] = 0", f"margins[scores <= {correct}] = 0")],
        ("zeros_in_whole_columns",): [("margins[rows, y] = 0", "margins[:, y] = 0")],
    }


HINGE_LOSS_MISTAKES: Mistakes = {
    ("averaged_over_classes_in_loss",): [("margins.sum() / N", "margins.mean()")],
    ("averaged_over_classes_in_gradient",): [(_GRADIENT, f"{_GRADIENT} / len(W)")],
    ("averaged_over_costly_examples_in_loss",): [("margins.sum() / N", f"margins.sum() / {_COSTLY}")],
    ("averaged_over_costly_examples_in_gradient",): [(_GRADIENT, f"dscores.T @ X / {_COSTLY}")],
    ("averaged_over_costly_examples",): [
        ("margins.sum() / N", f"margins.sum() / {_COSTLY}"),
        (_GRADIENT, f"dscores.T @ X / {_COSTLY}"),
    ],
    ("correct_class_sign_flipped",): [(_COUNT, "dscores.sum(axis=1)")],
    ("terms_in_gradient",): [("(margins > 0).astype(float)", "margins.copy()")],
    ("gradient_of_classes_ahead",): [("(margins > 0)", "(scores > scores[rows, y][:, None])")],
}
SOFTMAX_GRADIENT_MISTAKES: Mistakes = {
    ("one_hot_added",): [("dscores[rows, y] -= 1", "dscores[rows, y] += 1")],
    ("correct_class_gradient_is_minus_one",): [("dscores[rows, y] -= 1", "dscores[rows, y] = -1")],
    ("one_hot_subtracted_in_columns",): [("dscores[rows, y] -= 1", "dscores[:, y] -= 1")],
    ("slope_of_softmax_in_gradient",): [
        ("    dscores = exponentials / total\n", "    p = exponentials / total\n    dscores = p * (1 - p)\n"),
        ("    dscores[rows, y] -= 1\n", ""),
    ],
    ("exponentials_in_gradient",): [("dscores = exponentials / total", "dscores = exponentials.copy()")],
    ("averaged_over_classes_in_gradient",): [(_GRADIENT, "dscores.T @ X / scores.size")],
}
NET_MISTAKES: Mistakes = {
    ("W1_not_regularised_in_loss",): [(" + reg * np.sum(W1**2)", "")],
    ("W2_not_regularised_in_loss",): [(" + reg * np.sum(W2**2)", "")],
    ("W1_not_regularised_in_gradient",): [(" + 2 * reg * W1", "")],
    ("W2_not_regularised_in_gradient",): [(" + 2 * reg * W2", "")],
    ("one_maximum_for_all_rows",): [("scores.max(axis=1, keepdims=True)", "scores.max()")],
    ("maximum_without_keepdims",): [("scores.max(axis=1, keepdims=True)", "scores.max(axis=1)")],
    ("maximum_starts_too_high",): [(".max(axis=1, keepdims=True)", ".max(axis=1, keepdims=True, initial=0)")],
    ("other_than_maximum_subtracted",): [("scores.max(axis=1", "scores.min(axis=1")],
    ("denominator_without_correct_class",): [
        ("np.exp(scores).sum(axis=1)", "np.exp(scores).sum(axis=1) - np.exp(scores)[rows, y]"),
    ],
    ("denominator_without_correct_class_in_loss",): [
        ("np.log(sums)", "np.log(sums - np.exp(scores)[rows, y])"),
    ],
    ("softmax_twice_in_loss",): [
        (
            "np.log(sums) - scores[rows, y]",
            "scores[rows, y]\n    twice = np.exp(scores) / sums[:, None]\n"
            "    losses = np.log(np.exp(twice).sum(axis=1)) - twice[rows, y]",
        ),
    ],
    ("averaged_over_classes",): [
        ("losses.mean()", "losses.mean() / scores.shape[1]"),
        ("dscores / N", "dscores / scores.size"),
    ],
    ("averaged_over_classes_in_loss",): [("losses.mean()", "losses.mean() / scores.shape[1]")],
    ("averaged_over_classes_in_gradient",): [("dscores / N", "dscores / scores.size")],
    ("divided_by_C_for_N",): [
        ("losses.mean()", "losses.sum() / scores.shape[1]"),
        ("dscores / N", "dscores / scores.shape[1]"),
    ],
    ("divided_by_C_for_N_in_loss",): [("losses.mean()", "losses.sum() / scores.shape[1]")],
    ("divided_by_C_for_N_in_gradient",): [("dscores / N", "dscores / scores.shape[1]")],
    ("data_doubled",): [("losses.mean()", "2 * losses.mean()"), ("dscores / N", "2 * dscores / N")],
    ("data_doubled_in_loss",): [("losses.mean()", "2 * losses.mean()")],
    ("data_doubled_in_gradient",): [("dscores / N", "2 * dscores / N")],
    ("normalised_over_everything",): [("np.exp(scores).sum(axis=1)", "np.full(N, np.exp(scores).sum())")],
    ("normalised_over_examples",): [
        ("np.log(sums) - scores[rows, y]", "np.log(np.exp(scores).sum(axis=0))[y] - scores[rows, y]"),
        ("sums[:, None]", "np.exp(scores).sum(axis=0)"),
    ],
    ("sum_without_keepdims",): [
        ("np.log(sums) - scores[rows, y]", "-np.log((np.exp(scores) / sums)[rows, y])"),
        ("sums[:, None]", "sums"),
    ],
    ("one_hot_subtracted_in_columns",): [("dscores[rows, y] -= 1", "dscores[:, y] -= 1")],
    ("slope_of_softmax_in_gradient",): [
        ("p.copy()", "p * (1 - p)"),
        ("    dscores[rows, y] -= 1\n", ""),
    ],
    ("log_of_sum_missing",): [("np.log(sums)", "sums")],
    ("maximum_lost",): [
        ("    scores = scores -", "    correct = scores[rows, y]\n    scores = scores -"),
        ("np.log(sums) - scores[rows, y]", "np.log(sums) - correct"),
    ],
    ("b1_after_relu",): [(" + b1", ""), ("np.maximum(0, before)", "np.maximum(0, before) + b1")],
    ("sigmoid_for_relu",): [
        ("np.maximum(0, before)", "1 / (1 + np.exp(-before))"),
        ("(before > 0)", "hidden * (1 - hidden)"),
    ],
    ("tanh_for_relu",): [("np.maximum(0, before)", "np.tanh(before)"), ("(before > 0)", "(1 - hidden**2)")],
    ("slope_of_sigmoid_for_relu",): [("(before > 0)", "hidden * (1 - hidden)")],
    ("slope_of_tanh_for_relu",): [("(before > 0)", "(1 - hidden**2)")],
    ("penalty_of_another_size",): [
        *((f"reg * np.sum({W}**2)", f"4 * reg * np.sum({W}**2)") for W in ("W1", "W2")),
        *((f"2 * reg * {W}", f"8 * reg * {W}") for W in ("W1", "W2")),
    ],
    ("penalty_of_another_size_in_loss",): [
        (f"reg * np.sum({W}**2)", f"4 * reg * np.sum({W}**2)") for W in ("W1", "W2")
    ],
    ("penalty_of_another_size_in_gradient",): [(f"2 * reg * {W}", f"8 * reg * {W}") for W in ("W1", "W2")],
    ("penalty_without_reg_in_W1",): [("2 * reg * W1", "2 * W1")],
    ("penalty_without_reg_in_W2",): [("2 * reg * W2", "2 * W2")],
    ("penalty_without_reg",): [
        ("reg * np.sum(W1**2) + reg * np.sum(W2**2)", "np.sum(W1**2) + np.sum(W2**2)"),
        ("2 * reg * W1", "2 * W1"),
        ("2 * reg * W2", "2 * W2"),
    ],
    ("penalty_without_reg_in_loss",): [
        ("reg * np.sum(W1**2) + reg * np.sum(W2**2)", "np.sum(W1**2) + np.sum(W2**2)"),
    ],
    ("penalty_without_reg_in_gradient",): [("2 * reg * W1", "2 * W1"), ("2 * reg * W2", "2 * W2")],
    ("penalty_not_squared",): [("np.sum(W1**2)", "np.sum(W1)"), ("np.sum(W2**2)", "np.sum(W2)")],
    ("penalty_squares_the_sum",): [("np.sum(W1**2)", "W1.sum() ** 2"), ("np.sum(W2**2)", "W2.sum() ** 2")],
    ("penalty_of_absolute_values",): [
        ("np.sum(W1**2)", "np.abs(W1).sum()"),
        ("np.sum(W2**2)", "np.abs(W2).sum()"),
    ],
    ("penalty_is_a_length",): [
        ("np.sum(W1**2)", "np.linalg.norm(W1)"),
        ("np.sum(W2**2)", "np.linalg.norm(W2)"),
    ],
}
