"""∂s/∂W of a linear layer: a slab for each score, in each one row that is not 0 (lecture 5, row 5.6)."""

import numpy as np

from course_lib.datasets import load_digits
from course_lib.derivatives.jacobians import linear_weight_jacobian
from course_lib.live_view.palette import INK
from course_lib.pictures.loss_functions.digit_images import INK_ON_PAPER
from course_lib.pictures.picture import Picture

N_SCORES, DIGIT = 10, 3


def weight_tensor():
    """Draw the tensor (10, 10, 64) of a digit classifier at a real image, slab by slab.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.weight_tensor()
    Picture: A handwritten 3...
    """
    return Picture(
        draw,
        "A handwritten 3 of 64 pixels, and the ten slabs of the derivative of its ten scores by the weights, "
        "each a table of 10 rows and 64 columns. Slab i is empty but for row i, which holds the pixels of "
        "the image: of 6,400 entries at most 640 are not 0.",
        height=250,
    )


def draw(figure):
    """Draw the image at the left and the slabs beside it."""
    X, y = load_digits()
    x = X[np.flatnonzero(y == DIGIT)[0]]
    left, right = figure.subfigures(1, 2, width_ratios=[1, 4.6])
    axes = left.subplots()
    axes.imshow(x.reshape(8, 8), cmap=INK_ON_PAPER, vmin=0, vmax=1)
    axes.set_title("$x$, as an image", loc="center", fontsize=11)
    axes.axis("off")
    for number, (axes, slab) in enumerate(
        zip(right.subplots(5, 2).flat, linear_weight_jacobian(x, N_SCORES), strict=True)
    ):
        axes.imshow(slab, cmap=INK_ON_PAPER, vmin=0, vmax=1, aspect="auto", interpolation="nearest")
        axes.set(xticks=[], yticks=[])
        axes.spines[:].set_visible(True)
        words = f"$\\partial s_{number} / \\partial W$ "
        axes.set_ylabel(words, rotation=0, ha="right", va="center", fontsize=11, color=INK)
