"""Whether a classifier is right as often as it says (lecture 2, row 2.1)."""

from functools import cache

import numpy as np

from course_lib.datasets import load_digits, split
from course_lib.live_view.palette import BLUE, FAINT, INK
from course_lib.losses.softmax import softmax, softmax_loss
from course_lib.pictures.loss_functions.digit_training import N_TRAIN, fit_digits
from course_lib.pictures.picture import Picture
from course_lib.training.linear_classifier import add_bias

EDGES = (0.0, 0.5, 0.7, 0.9, 1.0)  # groups of the probability of the winning class


def reliability():
    """Draw how often the digit classifier is right against how sure it says that it is.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.reliability()
    Picture: Unseen digits...
    """
    return Picture(draw, describe, height=300)


def describe():
    """Say in words what the picture shows."""
    probabilities, right = winners()
    return (
        "Unseen digits in four groups by the probability of the winning class, and the share of right "
        "answers in each: all points lie above the diagonal. On average the classifier says "
        f"{probabilities.mean():.0%} and is right in {right.mean():.0%} of the cases."
    )


@cache
def winners():
    """Return the probability of the winning class (N,) and whether it is right (N,), for unseen digits."""
    W, _, _ = fit_digits(softmax_loss, learning_rate=1.0)
    _, _, X, y = split(*load_digits(), N_TRAIN, np.random.default_rng(0))
    probabilities = softmax(add_bias(X) @ W.T)  # (N, 10)
    return probabilities.max(axis=1), probabilities.argmax(axis=1) == y


def groups():
    """Return the mean probability (4,), the share of right answers (4,) and the size (4,) of each group."""
    probabilities, right = winners()
    inside = [
        (low < probabilities) & (probabilities <= high) for low, high in zip(EDGES, EDGES[1:], strict=False)
    ]
    means, shares = ([values[group].mean() for group in inside] for values in (probabilities, right))
    return np.array(means), np.array(shares), np.array([group.sum() for group in inside])


def draw(figure):
    """Draw the groups over the diagonal of a classifier that means what it says."""
    axes = figure.subplots()
    means, shares, sizes = groups()
    axes.plot([0, 1], [0, 1], color=FAINT, linestyle=":", label="it means what it says")
    axes.plot(means, shares, "o-", color=BLUE, label="this classifier")
    for mean, share, size in zip(means, shares, sizes, strict=True):
        axes.annotate(
            f"{size} images",
            (mean, share),
            (-3, 6),
            textcoords="offset points",
            color=INK,
            fontsize=10,
            ha="right",
        )
    axes.set(
        xlim=(0.2, 1.1),
        ylim=(0.2, 1.15),
        xlabel="probability of the winning class",
        title="share of right answers",
    )
    axes.legend(loc="lower right")
    axes.grid(True)
