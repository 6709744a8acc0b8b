"""Usual mistakes of a mean loss of linear scores with the penalty reg * sum(W**2): edits of a right answer.

The answer ends in `loss = TOTAL / N + reg * np.sum(W**2)`, `dW = dscores.T @ X / N + 2 * reg * W` and
`return loss, dW`.
"""

from __future__ import annotations

from autograder.sample_class.editing import Mistakes, added_in_place

LOSS_PENALTY = " + reg * np.sum(W**2)"
GRADIENT_PENALTY = " + 2 * reg * W"
MEAN_GRADIENT = ("dscores.T @ X / N", "dscores.T @ X")
PENALTY_HALVED = [("reg * np.sum", "0.5 * reg * np.sum"), ("2 * reg * W", "reg * W")]

_OVER_N = [("reg * np.sum(W**2)", "reg * np.sum(W**2) / N"), ("2 * reg * W", "2 * reg * W / N")]
_TIMES_N = [("reg * np.sum(W**2)", "reg * np.sum(W**2) * N"), ("2 * reg * W", "2 * reg * W * N")]
_GRADIENT_TWICE = ("dscores.T @ X / N", "dscores.T @ X / N**2")
_GRADIENT_FLIPPED = ("dscores.T @ X", "-dscores.T @ X")
_LAST, _FIRST = "np.arange(X.shape[1]) < X.shape[1] - 1", "np.arange(X.shape[1]) > 0"


def _penalty_on(columns: str) -> list[tuple[str, str]]:
    return [
        ("W**2", f"W[:, {columns}] ** 2"),
        (GRADIENT_PENALTY, ""),
        ("    return", f"    dW[:, {columns}] += 2 * reg * W[:, {columns}]\n    return"),
    ]


PENALTY: Mistakes = {
    ("penalty_missing",): [(LOSS_PENALTY, ""), (GRADIENT_PENALTY, "")],
    ("penalty_missing_in_loss",): [(LOSS_PENALTY, "")],
    ("penalty_missing_in_gradient",): [(GRADIENT_PENALTY, "")],
    ("penalty_halved",): PENALTY_HALVED,
    ("penalty_halved_in_loss",): PENALTY_HALVED[:1],
    ("penalty_gradient_without_two",): PENALTY_HALVED[1:],
    ("penalty_over_N",): _OVER_N,
    ("penalty_over_N_in_loss",): _OVER_N[:1],
    ("penalty_over_N_in_gradient",): _OVER_N[1:],
    ("penalty_times_N",): _TIMES_N,
    ("penalty_times_N_in_loss",): _TIMES_N[:1],
    ("penalty_times_N_in_gradient",): _TIMES_N[1:],
    ("penalty_subtracted_in_loss",): [(" + reg", " - reg")],
    ("penalty_subtracted_in_gradient",): [(" + 2 * reg", " - 2 * reg")],
    ("penalty_without_last_column",): _penalty_on(":-1"),
    ("penalty_without_first_column",): _penalty_on("1:"),
}


def mean_mistakes(total: str, negated: str) -> Mistakes:
    """Mistakes of the mean and of the data's gradient.

    Parameters
    ----------
    total, negated : str
        The sum of the losses as it stands in the answer, and with the opposite sign.
    """
    summed, twice, flipped = (f"{total} / N", total), (f"{total} / N", f"{total} / N**2"), (total, negated)
    return {
        ("not_averaged",): [summed, MEAN_GRADIENT],
        ("not_averaged_in_loss",): [summed],
        ("not_averaged_in_gradient",): [MEAN_GRADIENT],
        ("averaged_twice",): [twice, _GRADIENT_TWICE],
        ("averaged_twice_in_loss",): [twice],
        ("averaged_twice_in_gradient",): [_GRADIENT_TWICE],
        ("data_sign_flipped",): [flipped, _GRADIENT_FLIPPED],
        ("data_sign_flipped_in_loss",): [flipped],
        ("data_sign_flipped_in_gradient",): [_GRADIENT_FLIPPED],
        ("data_sign_flipped_in_gradient", "not_averaged"): [
            *(summed, ("dscores.T @ X / N", "-dscores.T @ X")),
        ],
        ("divided_by_C_for_N",): [
            (f"{total} / N", f"{total} / len(W)"),
            ("dscores.T @ X / N", "dscores.T @ X / len(W)"),
        ],
        ("divided_by_C_for_N_in_loss",): [(f"{total} / N", f"{total} / len(W)")],
        ("divided_by_C_for_N_in_gradient",): [("dscores.T @ X / N", "dscores.T @ X / len(W)")],
        ("last_example_only",): [("dscores.T @ X", "np.outer(dscores[-1], X[-1])")],
        ("last_column_left_out",): [("dscores.T @ X", f"dscores.T @ (X * ({_LAST}))")],
        ("first_column_left_out",): [("dscores.T @ X", f"dscores.T @ (X * ({_FIRST}))")],
        ("integer_truncation",): [("return loss, dW", "return loss, dW.astype(W.dtype)")],
        ("integers_refuse_fractions",): [added_in_place("loss", "dW", "W")],
        ("dW_transposed",): [("return loss, dW", "return loss, dW.T")],
        ("dW_sign_flipped",): [("return loss, dW", "return loss, -dW")],
        ("dW_doubled",): [("return loss, dW", "return loss, 2 * dW")],
    }
