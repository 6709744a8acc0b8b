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
    reg_in_loss: bool = True,
    reg_in_gradient: bool = True,
    penalty_of: str = "squares",
    penalty_slopes: str = "of squares",
) -> tuple[Array, Array]:
    """Return reg * sum(W**2) and its gradient; the switches are those of `PENALTY_MISTAKES`.

    Parameters
    ----------
    penalty_loss_averaged, penalty_gradient_averaged : int
        How often each is divided by N; -1 if it is multiplied instead.
    reg_in_loss, reg_in_gradient : bool
        Whether each is multiplied by `reg`.
    penalty_of : "squares", "entries", "their sum squared", "absolute values" or "length"
        What the loss sums up.
    penalty_slopes : "of squares" or "signs"
        What the gradient has.
    """
    kept = np.ones_like(W, dtype=float)
    if penalty_left_out is not None:
        kept[..., penalty_left_out] = 0
    N = float(N)
    sums = {
        "squares": np.sum(kept * W**2),
        "entries": np.sum(kept * W),
        "their sum squared": np.sum(kept * W) ** 2,
        "absolute values": np.sum(kept * np.abs(W)),
        "length": np.sqrt(np.sum(kept * W**2)),
    }
    R = penalty_loss * (reg if reg_in_loss else 1) * sums[penalty_of] / N**penalty_loss_averaged
    slopes = 2 * kept * W
    if penalty_slopes == "signs":
        slopes = kept * np.sign(W)
    dR = penalty_gradient / 2 * (reg if reg_in_gradient else 1) * slopes / N**penalty_gradient_averaged
    return R, dR


def penalty_mistakes(penalty: str) -> tuple[Mistake, ...]:
    """Return the mistakes that any penalty on weights can have; `penalty` is how the lecture writes it."""
    return (
        Mistake(
            "penalty_missing",
            "The penalty is missing: add it to the loss, and its derivative to the gradient.",
            {"penalty_loss": 0.0, "penalty_gradient": 0.0},
            formula=f"{penalty}, with the gradient 2 * reg * W",
        ),
        Mistake(
            "penalty_missing_in_loss",
            "The penalty is missing in the loss (its gradient is there): add it.",
            {"penalty_loss": 0.0},
            formula=penalty,
        ),
        Mistake(
            "penalty_missing_in_gradient",
            "The penalty is missing in the gradient (the loss has it): add its derivative.",
            {"penalty_gradient": 0.0},
            formula="2 * reg * W",
        ),
        Mistake(
            "penalty_halved",
            "The penalty has a factor ½ here (its gradient fits it): this course writes it without.",
            {"penalty_loss": 0.5, "penalty_gradient": 1.0},
            formula=f"{penalty}, with the gradient 2 * reg * W",
        ),
        Mistake(
            "penalty_halved_in_loss",
            "The penalty has a factor ½ in the loss: leave it out.",
            {"penalty_loss": 0.5},
            formula=penalty,
        ),
        Mistake(
            "penalty_gradient_without_two",
            "The gradient of the penalty lacks the factor 2: differentiate the squares.",
            {"penalty_gradient": 1.0},
            formula="2 * reg * W",
        ),
        Mistake(
            "penalty_without_reg",
            "The penalty is not multiplied by reg, nor is its gradient: add the factor to both.",
            {"reg_in_loss": False, "reg_in_gradient": False},
            formula=f"{penalty}, with the gradient 2 * reg * W",
        ),
        Mistake(
            "penalty_without_reg_in_loss",
            "In the loss the penalty is not multiplied by reg (in the gradient it is): add the factor.",
            {"reg_in_loss": False},
        ),
        Mistake(
            "penalty_without_reg_in_gradient",
            "In the gradient the penalty is not multiplied by reg (in the loss it is): add the factor.",
            {"reg_in_gradient": False},
        ),
        Mistake(
            "penalty_not_squared",
            "In the loss the penalty sums W itself: sum its squares.",
            {"penalty_of": "entries"},
            formula=penalty,
        ),
        Mistake(
            "penalty_squares_the_sum",
            "In the loss the penalty squares the sum of the weights: square each of them, then add up.",
            {"penalty_of": "their sum squared"},
            formula=penalty,
        ),
        Mistake(
            "penalty_of_absolute_values",
            "In the loss the penalty sums absolute values: sum squares.",
            {"penalty_of": "absolute values"},
            formula=penalty,
        ),
        Mistake(
            "penalty_of_absolute_values",
            "The penalty and its gradient are those of absolute values: sum and differentiate squares.",
            {"penalty_of": "absolute values", "penalty_slopes": "signs", "penalty_gradient": 2.0},
            paired=False,
            formula=f"{penalty}, with the gradient 2 * reg * W",
        ),
        Mistake(
            "penalty_of_another_size",
            "The penalty and its gradient have a factor that does not belong there: leave it out.",
            {"penalty_loss": 3.0, "penalty_gradient": 6.0},
            paired=False,
            with_constant=lambda factor: {"penalty_loss": factor, "penalty_gradient": 2 * factor},
            powers=(-4.0, 4.0),
        ),
        Mistake(
            "penalty_of_another_size_in_loss",
            "In the loss the penalty has a factor that does not belong there: leave it out.",
            {"penalty_loss": 3.0},
            paired=False,
            with_constant=lambda factor: {"penalty_loss": factor},
            powers=(-4.0, 4.0),
        ),
        Mistake(
            "penalty_of_another_size_in_gradient",
            "The gradient of the penalty has another factor than the penalty gives: differentiate that.",
            {"penalty_gradient": 6.0},
            paired=False,
            with_constant=lambda factor: {"penalty_gradient": 2 * factor},
            powers=(-4.0, 4.0),
        ),
        Mistake(
            "penalty_is_a_length",
            "In the loss the penalty is a length, the root of a sum of squares: leave out the root.",
            {"penalty_of": "length"},
            formula=penalty,
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
            "The gradient of the penalty is divided by N: add it after averaging.",
            {"penalty_gradient_averaged": 1},
            formula="2 * reg * W",
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
            "The gradient has the penalty N times: add its part once, outside of the loop over the examples.",
            {"penalty_gradient_averaged": -1},
            formula="2 * reg * W",
        ),
        Mistake(
            "penalty_subtracted_in_loss",
            "The penalty is subtracted from the loss: add it, so that large weights cost.",
            {"penalty_loss": -1.0},
        ),
        Mistake(
            "penalty_subtracted_in_gradient",
            "The gradient of the penalty is subtracted: add it.",
            {"penalty_gradient": -2.0},
            formula="2 * reg * W",
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
