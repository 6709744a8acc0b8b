"""The mean over a batch with its gradient, and the ways to get it wrong, for every loss that has both."""

from __future__ import annotations

from autograder.exercises.exercise import Mistake
from autograder.exercises.parts.arrays import Array


def batch_mean(
    losses: Array,
    gradient_sum: Array,
    *,
    loss_averaged: int = 1,
    gradient_averaged: int = 1,
    loss_sign: int = 1,
    gradient_sign: int = 1,
    loss_per_example: bool = False,
    left_out: int | None = None,
) -> tuple[Array, Array]:
    """Return the mean loss and gradient; the switches are those of the mistakes below.

    Parameters
    ----------
    losses : float array (N,)
    gradient_sum : float array (..., d)
        Summed over the batch; the last axis is that of the columns of X.
    loss_averaged, gradient_averaged : int
        How often each is divided by N.
    """
    N, losses = len(losses), loss_sign * losses
    gradient = gradient_sign * gradient_sum / N**gradient_averaged
    if left_out is not None:
        gradient[..., left_out] = 0
    if loss_per_example:
        return losses, gradient
    return losses.sum() / N**loss_averaged, gradient


BATCH_MEAN_MISTAKES = (
    Mistake(
        "not_averaged",
        "The loss and its gradient are sums over the batch: the loss is a mean, so divide both by N.",
        {"loss_averaged": 0, "gradient_averaged": 0},
    ),
    Mistake(
        "not_averaged_in_loss",
        "The loss is a sum over the batch (its gradient is a mean): divide the loss by N as well.",
        {"loss_averaged": 0},
    ),
    Mistake(
        "not_averaged_in_gradient",
        "Your gradient is N times the reference: the loss is a mean over the batch, so divide by N.",
        {"gradient_averaged": 0},
    ),
    Mistake(
        "loss_per_example",
        "The loss is returned per example: return one number, the mean over the batch.",
        {"loss_per_example": True, "loss_averaged": 1},
    ),
    Mistake(
        "last_column_left_out",
        "The last column of X does not reach the gradient: every column counts, also the last.",
        {"left_out": -1},
    ),
    Mistake(
        "first_column_left_out",
        "The first column of X does not reach the gradient: every column counts, also the first.",
        {"left_out": 0},
    ),
)

# Where a penalty is added to the mean. Without one a whole output is scaled, and that any exercise knows.
DATA_PART_MISTAKES = (
    Mistake(
        "data_sign_flipped",
        "The data part of the loss and its gradient have the opposite sign (the penalty is right): the "
        "loss grows with the mistakes of the classifier.",
        {"loss_sign": -1, "gradient_sign": -1},
    ),
    Mistake(
        "data_sign_flipped_in_loss",
        "The data part of the loss has the opposite sign (the penalty is right): is a minus missing?",
        {"loss_sign": -1},
    ),
    Mistake(
        "data_sign_flipped_in_gradient",
        "The data part of the gradient has the opposite sign (the penalty is right): check which way round "
        "its difference is taken.",
        {"gradient_sign": -1},
    ),
    Mistake(
        "averaged_twice",
        "The data loss and its gradient are divided by N twice: once is enough.",
        {"loss_averaged": 2, "gradient_averaged": 2},
    ),
    Mistake(
        "averaged_twice_in_loss",
        "The data loss is divided by N twice: once is enough.",
        {"loss_averaged": 2},
    ),
    Mistake(
        "averaged_twice_in_gradient",
        "The gradient of the data loss is divided by N twice: once is enough.",
        {"gradient_averaged": 2},
    ),
)

REPEATED_LABELS_LOST = Mistake(
    "repeated_labels_lost",
    "With dW[y] -= ... a label that occurs twice is subtracted once: use np.subtract.at, a loop, "
    "or a matrix product.",
    {"accumulated": "by fancy indexing"},
)


def last_example_only(gradient: str) -> Mistake:
    """Return the mistake of assigning the gradient, named as the exercise names it, in a loop."""
    return Mistake(
        "last_example_only",
        f"The gradient holds only the last example: add to {gradient} in the loop (+=) instead of "
        "assigning it.",
        {"accumulated": "last"},
    )
