"""The mean over a batch with its gradient, and the ways to get it wrong, for every loss that has both."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Mistake
from autograder.exercises.parts.arrays import Array


def batch_mean(
    losses: Array,
    gradient_sum: Array,
    *,
    loss_averaged: int = 1,
    gradient_averaged: int = 1,
    loss_sign: float = 1,
    gradient_sign: float = 1,
    loss_counted: str = "all examples",
    gradient_counted: str = "all examples",
    loss_per_example: bool = False,
    left_out: int | None = None,
    loss_of: str = "all examples",
) -> tuple[Array, Array]:
    """Return the mean loss and gradient; the switches are those of the mistakes below.

    Parameters
    ----------
    losses : float array (N,)
    gradient_sum : float array (..., d)
        Summed over the batch; the last axis is that of the columns of X.
    loss_averaged, gradient_averaged : int
        How often each is divided by N.
    loss_sign, gradient_sign : float
        A factor of each.
    loss_counted, gradient_counted : "all examples" or "costly examples"
        What N is.
    """
    counts = {"all examples": len(losses), "costly examples": float(np.count_nonzero(losses))}
    N, losses = counts[loss_counted], loss_sign * losses
    if loss_of == "the last example":
        losses = losses[-1:]
    gradient = gradient_sign * gradient_sum / np.float64(counts[gradient_counted]) ** gradient_averaged
    if left_out is not None:
        gradient[..., left_out] = 0
    if loss_per_example:
        return losses, gradient
    return losses.sum() / np.float64(N) ** loss_averaged, gradient


def divisors(N: int, C: int, averaged_over_classes: str) -> dict[str, float]:
    """By what the data parts of "loss" and "gradient" are divided besides N, which batch_mean does.

    Parameters
    ----------
    averaged_over_classes : str
        Which of the two are divided by C; "loss, for N": by C in the place of N.
    """
    factor = C / N if "for N" in averaged_over_classes else C
    return {part: factor if part in averaged_over_classes else 1 for part in ("loss", "gradient")}


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
    *(
        Mistake(
            "last_example_only_in_loss",
            "The loss is that of the last example alone: add the losses of all examples up (+= in a loop) "
            "before you divide by N.",
            {"loss_of": "the last example", "loss_averaged": often},
            paired=False,
        )
        for often in (0, 1)
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

DATA_FACTOR_MISTAKES = (
    Mistake(
        "data_doubled",
        "The data loss and its gradient count twice (the penalty is right): look for a factor 2.",
        {"loss_sign": 2, "gradient_sign": 2},
    ),
    Mistake(
        "data_doubled_in_loss",
        "The data loss counts twice (the penalty is right): look for a factor 2.",
        {"loss_sign": 2},
    ),
    Mistake(
        "data_doubled_in_gradient",
        "The data part of the gradient counts twice (the penalty is right): look for a factor 2.",
        {"gradient_sign": 2},
    ),
    Mistake(
        "data_halved",
        "The data loss and its gradient have a factor ½ (the penalty is right): leave it out.",
        {"loss_sign": 0.5, "gradient_sign": 0.5},
    ),
    Mistake(
        "data_halved_in_loss",
        "The data loss has a factor ½ (the penalty is right): leave it out.",
        {"loss_sign": 0.5},
    ),
    Mistake(
        "data_halved_in_gradient",
        "The data part of the gradient has a factor ½ (the penalty is right): leave it out.",
        {"gradient_sign": 0.5},
    ),
    Mistake(
        "data_gradient_missing",
        "The gradient is that of the penalty alone: the data part is missing, overwritten (= for +=), or it "
        "cancels itself.",
        {"gradient_sign": 0},
    ),
    Mistake(
        "data_loss_missing",
        "The loss is the penalty alone: the data part is missing, overwritten (= for +=), or it cancels "
        "itself.",
        {"loss_sign": 0},
    ),
)

# Where there are scores (N, C), and the sum over the classes is part of the formula or hidden in it.
OVER_CLASSES_MISTAKES = (
    Mistake(
        "averaged_over_classes",
        "The data loss and its gradient are divided by C as well as by N: only the batch is averaged.",
        {"averaged_over_classes": "loss and gradient"},
    ),
    Mistake(
        "averaged_over_classes_in_loss",
        "The data loss is divided by C as well as by N, as a mean over all entries is: only the batch is "
        "averaged.",
        {"averaged_over_classes": "loss"},
    ),
    Mistake(
        "averaged_over_classes_in_gradient",
        "The data part of the gradient is divided by C as well as by N: only the batch is averaged.",
        {"averaged_over_classes": "gradient"},
    ),
    *(
        Mistake(
            f"divided_by_C_for_N{which}",
            f"{what} divided by C, the number of classes: divide by N, that of the examples.",
            {"averaged_over_classes": f"{parts}, for N"},
            paired=False,
        )
        for which, what, parts in (
            ("", "The sums over the batch are", "loss and gradient"),
            ("_in_loss", "The data loss is", "loss"),
            ("_in_gradient", "The data part of the gradient is", "gradient"),
        )
    ),
)

# Where an example can cost nothing.
COSTLY_EXAMPLES_MISTAKES = (
    Mistake(
        "averaged_over_costly_examples",
        "The mean is taken over the examples that cost something: divide by N, the number of all examples.",
        {"loss_counted": "costly examples", "gradient_counted": "costly examples"},
    ),
    Mistake(
        "averaged_over_costly_examples_in_loss",
        "The loss is divided by the number of examples that cost something: divide by N, that of all "
        "examples.",
        {"loss_counted": "costly examples"},
    ),
    Mistake(
        "averaged_over_costly_examples_in_gradient",
        "The gradient is divided by the number of examples that cost something: divide by N, that of all "
        "examples.",
        {"gradient_counted": "costly examples"},
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
