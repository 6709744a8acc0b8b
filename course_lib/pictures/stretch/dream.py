"""Uphill in the pixels: from a 3 to an 8 (lecture 4, gradient ascent on the image)."""

from functools import cache

import numpy as np

from course_lib.datasets import load_digits
from course_lib.live_view.palette import INK
from course_lib.live_view.student import CannotShow
from course_lib.losses.softmax import log_softmax
from course_lib.networks.relu_nets import net_scores
from course_lib.pictures.backpropagation.digit_net import fit
from course_lib.pictures.picture import Picture

FROM, TO = 3, 8
SURE = 0.9  # the probability of an 8 that counts
TARGET = 1.2  # length of the change, in units of full ink in one pixel


@cache
def trained_net():
    """Return the parameters (W1, b1, W2, b2) of a trained net."""
    parameters, _, _ = fit(None, 40, 1e-4, 0.3, 400)
    return tuple(parameters)


@cache
def first_three():
    """Return the first image of a 3 (64,)."""
    X, y = load_digits()
    return X[np.flatnonzero(y == FROM)[0]]


def probabilities_of(image):
    """Return what the net says of an image (64,): probabilities (10,)."""
    W1, b1, W2, b2 = trained_net()
    return np.exp(log_softmax(net_scores(image[None], [(W1, b1), (W2, b2)])))[0]


def dream(change):
    """Draw a 3, what your function makes of it, and what the net says of both.

    Parameters
    ----------
    change : callable
        (image, W1, b1, W2, b2) -> image: pixels (64,), from 0 to 1.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.dream(lambda image, W1, b1, W2, b2: image)
    Picture: A handwritten 3...
    """
    return Picture(
        lambda figure: draw(figure, change),
        "A handwritten 3, the changed image, and the difference, with the probabilities that the net gives. "
        f"The target: an 8 with at least {SURE:.0%}, by a change no longer than {TARGET}.",
        height=230,
    )


def draw(figure, change):
    """Draw the two images and their difference."""
    image = first_three()
    try:
        changed = np.clip(np.array(change(image.copy(), *trained_net()), dtype=float), 0, 1)
    except Exception as problem:
        raise CannotShow(f"change raises {type(problem).__name__}: {problem}") from None
    if changed.shape != image.shape:
        raise CannotShow(f"change must return an image of shape (64,); it returned {changed.shape}.")
    before, after = (probabilities_of(each) for each in (image, changed))
    length = np.linalg.norm(changed - image)
    panels = (
        (image, f"{before[FROM]:.0%} a {FROM}, {before[TO]:.0%} an {TO}", "gray_r", 0, 1),
        (changed, f"{after[FROM]:.0%} a {FROM}, {after[TO]:.0%} an {TO}", "gray_r", 0, 1),
        (changed - image, f"a change of {length:.2f}; target {TARGET}", "PuOr", -1, 1),
    )
    for axes, (pixels, title, colours, low, high) in zip(figure.subplots(1, 3), panels, strict=True):
        axes.imshow(pixels.reshape(8, 8), cmap=colours, vmin=low, vmax=high)
        axes.set_title(title, fontsize=10, color=INK)
        axes.axis("off")
