"""The penalty reg * sum(W**2) and the ways to get it wrong, for every exercise that adds it to a loss."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Mistake
from autograder.exercises.parts.arrays import Array


def squared_penalty(
    W: Array,
    reg: float,
    N: float,
    *,
    penalty_loss: float = 1.0,
    penalty_gradient: float = 2.0,
    penalty_loss_averaged: int = 0,
    penalty_gradient_averaged: int = 0,
    penalty_left_out: int | None = None,
) -> tuple[Array, Array]:
    """Return reg * sum(W**2) and its gradient; the switches are those of `PENALTY_MISTAKES`.

    Parameters
    ----------
    penalty_loss_averaged, penalty_gradient_averaged : int
        How often each is divided by N; -1 if it is multiplied instead.
    """
    kept = np.ones_like(W, dtype=float)
    if penalty_left_out is not None:
        kept[..., penalty_left_out] = 0
    N = float(N)
    R = penalty_loss * reg * np.sum(kept * W**2) / N**penalty_loss_averaged
    return R, penalty_gradient * reg * kept * W / N**penalty_gradient_averaged


def penalty_mistakes(penalty: str) -> tuple[Mistake, ...]:
    """Return the mistakes that any penalty on weights can have; `penalty` is how the lecture writes it."""
    return (
        Mistake(
            "penalty_missing",
            f"The penalty is missing: add {penalty} to the loss and its derivative 2 * reg * W to "
            "the gradient.",
            {"penalty_loss": 0.0, "penalty_gradient": 0.0},
        ),
        Mistake(
            "penalty_missing_in_loss",
            f"The penalty is missing in the loss (its gradient is there): add {penalty}.",
            {"penalty_loss": 0.0},
        ),
        Mistake(
            "penalty_missing_in_gradient",
            "The penalty is missing in the gradient (the loss has it): add its derivative, 2 * reg * W.",
            {"penalty_gradient": 0.0},
        ),
        Mistake(
            "penalty_halved",
            f"The penalty has a factor ½ here: this course uses {penalty}, so its gradient is 2 * reg * W.",
            {"penalty_loss": 0.5, "penalty_gradient": 1.0},
        ),
        Mistake(
            "penalty_halved_in_loss",
            f"The penalty has a factor ½ in the loss: it is {penalty}.",
            {"penalty_loss": 0.5},
        ),
        Mistake(
            "penalty_gradient_without_two",
            "The gradient of the penalty lacks the factor 2: d(reg * W**2)/dW = 2 * reg * W.",
            {"penalty_gradient": 1.0},
        ),
        Mistake(
            "penalty_over_N",
            "The penalty is divided by N: it belongs to the weights, not to the examples, so add it after "
            "averaging.",
            {"penalty_loss_averaged": 1, "penalty_gradient_averaged": 1},
        ),
        Mistake(
            "penalty_over_N_in_loss",
            "The penalty is divided by N in the loss: add it after averaging.",
            {"penalty_loss_averaged": 1},
        ),
        Mistake(
            "penalty_over_N_in_gradient",
            "The gradient of the penalty is divided by N: add 2 * reg * W after averaging.",
            {"penalty_gradient_averaged": 1},
        ),
        Mistake(
            "penalty_times_N",
            "The penalty is added once for every example: it belongs to the weights, so add it once, outside "
            "of the loop over the examples.",
            {"penalty_loss_averaged": -1, "penalty_gradient_averaged": -1},
        ),
        Mistake(
            "penalty_times_N_in_loss",
            "The loss has the penalty N times: add it once, outside of any sum or loop over the examples.",
            {"penalty_loss_averaged": -1},
        ),
        Mistake(
            "penalty_times_N_in_gradient",
            "The gradient has the penalty N times: add 2 * reg * W once, outside of the loop over the "
            "examples.",
            {"penalty_gradient_averaged": -1},
        ),
        Mistake(
            "penalty_subtracted_in_loss",
            "The penalty is subtracted from the loss: add it, so that large weights cost.",
            {"penalty_loss": -1.0},
        ),
        Mistake(
            "penalty_subtracted_in_gradient",
            "The gradient of the penalty is subtracted: add 2 * reg * W.",
            {"penalty_gradient": -2.0},
        ),
    )


PENALTY_MISTAKES = (
    *penalty_mistakes("reg * sum(W**2)"),
    Mistake(
        "penalty_without_last_column",
        "The penalty leaves out the last column of W: sum over all of W (here no column is a bias).",
        {"penalty_left_out": -1},
    ),
    Mistake(
        "penalty_without_first_column",
        "The penalty leaves out the first column of W: sum over all of W (here no column is a bias).",
        {"penalty_left_out": 0},
    ),
)
