"""The mean over a batch with its gradient, and the ways to get it wrong, for every loss that has both."""

from __future__ import annotations

from autograder.exercise import Mistake


def batch_mean(
    losses, gradient_sum, *, loss_averaged=True, gradient_averaged=True, loss_per_example=False, left_out=None
):
    """Return the mean loss and gradient; the switches are those of `BATCH_MEAN_MISTAKES`.

    Parameters
    ----------
    losses : float array (N,)
    gradient_sum : float array (..., d)
        Summed over the batch; the last axis is that of the columns of X.
    """
    N = len(losses)
    gradient = gradient_sum / N if gradient_averaged else gradient_sum * 1.0
    if left_out is not None:
        gradient[..., left_out] = 0
    if loss_per_example:
        return losses, gradient
    return losses.sum() / (N if loss_averaged else 1), gradient


BATCH_MEAN_MISTAKES = (
    Mistake(
        "not_averaged",
        "The loss and its gradient are sums over the batch: the loss is a mean, so divide both by N.",
        {"loss_averaged": False, "gradient_averaged": False},
    ),
    Mistake(
        "not_averaged_in_loss",
        "The loss is a sum over the batch (its gradient is a mean): divide the loss by N as well.",
        {"loss_averaged": False},
    ),
    Mistake(
        "not_averaged_in_gradient",
        "Your gradient is N times the reference: the loss is a mean over the batch, so divide by N.",
        {"gradient_averaged": False},
    ),
    Mistake(
        "loss_per_example",
        "The loss is returned per example: return one number, the mean over the batch.",
        {"loss_per_example": True, "loss_averaged": True},
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
