"""The Jacobian of ten probabilities by the pixels of a real image (lecture 5, rows 5.4 and 5.11)."""

import numpy as np

from course_lib.datasets import IMAGE_SHAPE, load_digits, split
from course_lib.derivatives.jacobians import softmax_jacobian
from course_lib.live_view.palette import INK
from course_lib.losses.softmax import softmax, softmax_loss
from course_lib.pictures.loss_functions.digit_images import FOR_AND_AGAINST, INK_ON_PAPER
from course_lib.pictures.loss_functions.digit_training import N_TRAIN, fit_digits
from course_lib.pictures.picture import Picture
from course_lib.training.linear_classifier import add_bias


def pixel_jacobian():
    """Draw an unseen digit that a softmax classifier cannot decide on, and ∂p/∂x row by row, as images.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.pixel_jacobian()
    Picture: The handwritten digit...
    """
    return Picture(
        draw,
        "The handwritten digit between two readings of which a softmax classifier cannot decide, and the ten "
        "rows of the Jacobian of its probabilities by its pixels, each an image of 8 by 8 under its digit "
        "and probability. Where a row is orange, more ink raises that probability; the rows of the two "
        "likeliest digits are nearly each other's opposites, those of unlikely digits are nearly empty.",
        height=210,
    )


def undecided():
    """Train on the digits, and differentiate at the unseen image whose second digit is likeliest.

    Returns
    -------
    image : float array (64,)
    p : float array (10,)
        Its probabilities.
    jacobian : float array (10, 64)
        ∂p/∂x = ∂p/∂s · ∂s/∂x = (diag(p) − p pᵀ) W.
    """
    W, _, _ = fit_digits(softmax_loss, learning_rate=1.0, n_steps=100)
    _, _, X, _ = split(*load_digits(), N_TRAIN, np.random.default_rng(0))
    probabilities = softmax(add_bias(X) @ W.T)  # (N, 10)
    place = np.sort(probabilities, axis=1)[:, -2].argmax()
    jacobian = softmax_jacobian(W @ add_bias(X)[place]) @ W[:, :-1]  # without the bias: it is no pixel
    return X[place], probabilities[place], jacobian


def draw(figure):
    """Draw the image at the left and the ten rows beside it."""
    image, p, jacobian = undecided()
    left, right = figure.subfigures(1, 2, width_ratios=[1, 4])
    axes = left.subplots()
    axes.imshow(image.reshape(IMAGE_SHAPE), cmap=INK_ON_PAPER)
    axes.set_title("$x$", loc="center")
    axes.axis("off")
    limit = np.abs(jacobian).max()
    for digit, each in enumerate(right.subplots(2, 5).flat):
        each.imshow(jacobian[digit].reshape(IMAGE_SHAPE), cmap=FOR_AND_AGAINST, vmin=-limit, vmax=limit)
        each.set_title(f"{digit}: {p[digit]:.0%}", loc="center", fontsize=11, color=INK)
        each.axis("off")
