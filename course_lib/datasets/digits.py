"""Handwritten digits of 8 x 8 pixels, shipped with the course (README.md here says where they come from)."""

from importlib.resources import files

import numpy as np

IMAGE_SHAPE = (8, 8)
FULL_INK = 16  # the file holds counts from 0 (paper) to 16 (full ink)


def load_digits():
    """Load the handwritten digits.

    Returns
    -------
    X : float array (1797, 64)
        One image a row, pixel after pixel, row after row; ink from 0 (none) to 1 (full).
    y : int array (1797,)
        The digit, 0 to 9.

    Examples
    --------
    >>> X, y = load_digits()
    >>> X.shape, y[:5]
    ((1797, 64), array([0, 1, 2, 3, 4]))
    """
    with (
        files("course_lib.datasets").joinpath("digits.npz").open("rb") as file,
        np.load(file, allow_pickle=False) as archive,
    ):
        images, y = archive["images"], archive["y"]
    return images.reshape(len(images), -1) / FULL_INK, y.astype(np.int64)
