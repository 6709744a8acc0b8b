"""The seven challenges of recognition, on digits (lecture 1, row 1.2)."""

import numpy as np

from course_lib.datasets import IMAGE_SHAPE, load_digits
from course_lib.pictures.loss_functions.digit_images import INK_ON_PAPER
from course_lib.pictures.picture import Picture

PLAIN = 4  # the digit that is changed


def challenges():
    """Draw a digit as it is, and under each of the challenges that make images hard.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.challenges()
    Picture: A handwritten 4 as it is...
    """
    return Picture(
        draw,
        "A handwritten 4 as it is, and then: turned on its side (pose), with a quarter of its ink (light), "
        "sheared (deformation), with the lower half hidden (occlusion), before a speckled ground (clutter), "
        "another 4 that looks quite different (variation), and a 9 that looks much like a 4 (similarity).",
        height=125,
    )


def draw(figure):
    """Draw the images side by side, each under its name."""
    hard = images()
    for axes, (name, image) in zip(figure.subplots(1, len(hard)), hard.items(), strict=True):
        axes.imshow(image, cmap=INK_ON_PAPER, vmin=0, vmax=1)
        axes.set_title(name, loc="center", fontsize=9.5)
        axes.axis("off")


def images():
    """Return the eight images (8, 8) by what makes each of them hard.

    Returns
    -------
    images : dict of str to float array (8, 8)
        Ink from 0 to 1.
    """
    X, y = load_digits()
    digits = X.reshape(-1, *IMAGE_SHAPE)
    first = np.flatnonzero(y == PLAIN)[0]
    plain = digits[first]
    distance = np.sum((X - X[first]) ** 2, axis=1)
    hidden = plain.copy()
    hidden[4:] = 0.5
    return {
        "plain": plain,
        "pose": np.rot90(plain),
        "light": 0.25 * plain,
        "deformation": np.stack([np.roll(row, (3 - place) // 2) for place, row in enumerate(plain)]),
        "occlusion": hidden,
        "clutter": np.maximum(plain, 0.7 * np.random.default_rng(3).random(plain.shape)),
        "variation": digits[np.where(y == PLAIN, distance, -np.inf).argmax()],
        "similarity": digits[np.where(y == 9, distance, np.inf).argmin()],
    }
