"""The unseen digits that a linear classifier misreads, and by how much (lecture 1, rows 1.2 and 1.9)."""

from functools import cache

import numpy as np

from course_lib.datasets import IMAGE_SHAPE, load_digits, split
from course_lib.pictures.loss_functions.digit_images import INK_ON_PAPER
from course_lib.pictures.loss_functions.digit_training import N_TRAIN, digit_weights
from course_lib.pictures.picture import Picture
from course_lib.training.linear_classifier import add_bias


def misread_digits():
    """Draw every unseen digit that the trained hinge classifier gets wrong, with what it says instead.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.misread_digits()
    Picture: The unseen digits...
    """
    return Picture(draw, describe, height=140)


def describe():
    """Say in words what the picture shows."""
    words = ", ".join(f"a {label} as a {said}" for _, label, said, _ in misread())
    return f"The unseen digits that the classifier misreads, each with the lead of the wrong score: {words}."


@cache
def misread():
    """Return (image, its label, what was read, by how much the wrong score leads) of each mistake."""
    _, _, X, y = split(*load_digits(), N_TRAIN, np.random.default_rng(0))
    scores = add_bias(X) @ digit_weights().T  # (N, 10)
    said = scores.argmax(axis=1)
    return [
        (X[i].reshape(IMAGE_SHAPE), int(y[i]), int(said[i]), float(scores[i, said[i]] - scores[i, y[i]]))
        for i in np.flatnonzero(said != y)
    ]


def draw(figure):
    """Draw the images side by side, each under its label and what was read."""
    mistakes = misread()
    for axes, (image, label, said, lead) in zip(figure.subplots(1, len(mistakes)), mistakes, strict=True):
        axes.imshow(image, cmap=INK_ON_PAPER, vmin=0, vmax=1)
        axes.set_title(f"{label}, read {said}\nby {lead:.2f}", loc="center", fontsize=10)
        axes.axis("off")
