"""Whether 90 % means 90 %: probabilities of a classifier against how often it is right (lecture 2)."""

from functools import cache

import numpy as np

from course_lib.datasets import load_digits, split
from course_lib.live_view.palette import BLUE, FAINT, GREEN
from course_lib.losses.softmax import log_softmax, softmax_loss
from course_lib.pictures.loss_functions.digit_training import N_TRAIN, fit_digits
from course_lib.pictures.picture import Picture
from course_lib.training.linear_classifier import add_bias

BINS = np.linspace(0, 1, 11)
TARGET = 0.11  # nats, mean cross-entropy of the unseen images


@cache
def unseen():
    """Return (scores, y) of the images that the classifier was not trained on."""
    X, y = load_digits()
    _, _, X_test, y_test = split(add_bias(X), y, N_TRAIN, np.random.default_rng(0))
    W, _, _ = fit_digits(softmax_loss, learning_rate=1.0)
    return X_test @ W.T, y_test


def cross_entropy_at(temperature):
    """Return the mean cross-entropy of the unseen images, in nats, with scores divided by a temperature."""
    scores, y = unseen()
    return float(-log_softmax(scores / temperature)[np.arange(len(y)), y].mean())


def calibration(temperature=1.0):
    """Draw how often the classifier is right against the probability that it gives.

    Parameters
    ----------
    temperature : float
        Positive; what the scores are divided by.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If the temperature is not positive.

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.calibration(temperature=2.0)
    Picture: A reliability diagram...
    """
    if not temperature > 0:
        raise ValueError(f"calibration: `temperature` must be positive; got {temperature}.")
    return Picture(
        lambda figure: draw(figure, temperature),
        "A reliability diagram: for ten groups of unseen digits, the share of right answers against the mean "
        "probability of the winning class, with the diagonal on which a calibrated classifier lies. The "
        f"title says the cross-entropy; the target is {TARGET}.",
        height=300,
    )


def draw(figure, temperature):
    """Draw the groups and the diagonal."""
    scores, y = unseen()
    p = np.exp(log_softmax(scores / temperature))
    winning, right = p.max(axis=1), p.argmax(axis=1) == y
    groups = np.clip(np.digitize(winning, BINS) - 1, 0, len(BINS) - 2)
    axes = figure.subplots()
    loss = cross_entropy_at(temperature)
    axes.plot([0, 1], [0, 1], color=FAINT, linestyle=":", label="calibrated")
    for group in np.unique(groups):
        members = groups == group
        place = winning[members].mean(), right[members].mean()
        axes.scatter(*place, s=20 + 2 * members.sum(), color=GREEN if loss <= TARGET else BLUE, alpha=0.7)
    axes.set(xlim=(0, 1.03), ylim=(0, 1.1), xlabel="probability of the winning class", ylabel="share right")
    axes.set_title(f"T = {temperature:g}: cross-entropy {loss:.3f}; the target is {TARGET}")
    axes.legend(loc="lower right")
