"""A layer's Jacobian over a batch: copies of its weights along the diagonal (lecture 5, rows 5.5, 5.8)."""

import numpy as np

from course_lib.live_view.palette import BLUE, GRID, INK, VERMILION
from course_lib.pictures.backpropagation.digit_net import fit
from course_lib.pictures.picture import Picture

N, N_OUT, N_IN = 100, 40, 64  # images of a mini-batch, hidden units, pixels
SHOWN = 3  # blocks in the enlarged corner


def batch_blocks():
    """Draw the Jacobian that a layer of a trained digit net has over 100 images, to scale, and its corner.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.batch_blocks()
    Picture: A matrix of 4,000 by 6,400 entries...
    """
    return Picture(
        draw,
        "A matrix of 4,000 by 6,400 entries, drawn to scale: a thin staircase of 100 blocks runs along its "
        "diagonal, and all the rest, 99 of 100 entries, is 0. Enlarged, the corner shows that every block is "
        "the same matrix of 40 by 64 trained weights.",
        height=330,
    )


def draw(figure):
    """Draw the whole at the left and its upper left corner at the right."""
    left, right = figure.subplots(1, 2, width_ratios=[1.25, 1])
    _draw_whole(left)
    W = trained_weights()
    corner = np.kron(np.eye(SHOWN), W)
    limit = np.abs(W).max()
    shown = np.where(corner == 0, np.nan, corner)
    right.imshow(shown, cmap="PuOr_r", vmin=-limit, vmax=limit, interpolation="nearest")
    right.set(title="its corner: $W$, again and again", xticks=[0, 64, 128, 192], yticks=[0, 40, 80, 120])


def _draw_whole(axes):
    from matplotlib.patches import Rectangle

    rows, columns = N * N_OUT, N * N_IN
    axes.add_patch(Rectangle((0, 0), columns, rows, facecolor="none", edgecolor=INK))
    for image in range(N):
        axes.add_patch(Rectangle((image * N_IN, image * N_OUT), N_IN, N_OUT, facecolor=BLUE, linewidth=0))
    corner = Rectangle(
        (0, 0), SHOWN * N_IN, SHOWN * N_OUT, facecolor="none", edgecolor=VERMILION, linewidth=2
    )
    axes.add_patch(corner)
    axes.grid(color=GRID, linewidth=0.4)
    axes.set(xlim=(-60, columns + 60), ylim=(rows + 60, -60), aspect="equal")
    axes.set(xlabel="pixels of 100 images", ylabel="hidden units of 100 images")
    axes.set_title(f"{rows * columns / 1e6:.1f} million entries, 1 % not 0")


def trained_weights():
    """Return the first layer (40, 64) of a net that was trained on the digits."""
    return fit(None, N_OUT, 1e-4, 0.5, 400)[0][0]
