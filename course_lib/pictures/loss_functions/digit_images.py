"""Images of 8 x 8 pixels in a row: digits, or what each class looks for (lecture 1, row 1.2)."""

import numpy as np

from course_lib.datasets import IMAGE_SHAPE, load_digits
from course_lib.pictures.loss_functions.digit_training import digit_weights
from course_lib.pictures.picture import Picture
from course_lib.training.linear_classifier import templates

INK_ON_PAPER = "gray_r"
FOR_AND_AGAINST = "PuOr_r"  # orange: ink here counts for the class; purple: against it


def digit_images():
    """Draw the first image of each digit.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.digit_images()
    Picture: One handwritten image...
    """

    def draw(figure):
        X, y = load_digits()
        classes, first = np.unique(y, return_index=True)
        draw_row(figure, X[first].reshape(-1, *IMAGE_SHAPE), classes, INK_ON_PAPER, 0, 1)

    return Picture(draw, "One handwritten image of 8 by 8 pixels for each of the digits 0 to 9.", height=105)


def digit_templates():
    """Draw the weights of each class as an image, trained on the digits when it is first shown.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.digit_templates()
    Picture: The weights of each class as an image...
    """
    return Picture(
        lambda figure: draw_templates(figure, templates(digit_weights(), IMAGE_SHAPE)),
        "The weights of each class as an image of 8 by 8 pixels. Orange pixels are where ink speaks for the "
        "digit, purple pixels where it speaks against it: the 0 has a purple centre.",
        height=105,
    )


def draw_templates(figure, images):
    """Draw templates with 0 in the middle of the colours."""
    largest = np.abs(images).max()
    draw_row(figure, images, range(len(images)), FOR_AND_AGAINST, -largest, largest)


def draw_row(figure, images, titles, cmap, low, high):
    """Draw the images side by side, each under its title."""
    for axes, image, title in zip(figure.subplots(1, len(images)), images, titles, strict=True):
        axes.imshow(image, cmap=cmap, vmin=low, vmax=high)
        axes.set_title(title, loc="center", fontsize=12)
        axes.axis("off")
