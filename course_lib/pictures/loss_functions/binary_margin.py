"""A line with its margins, and the points that cost something (lecture 1, row 1.10)."""

import numpy as np

from course_lib.live_view.palette import BLUE, INK, PAPER, VERMILION
from course_lib.pictures.picture import Picture

WEIGHTS = np.array([1.0, 0.6])
POINTS = np.array([
    [1.7, 1.1], [2.2, -0.4], [0.3, 0.5], [1.2, 2.0], [-0.6, 0.2],
    [-1.9, -0.6], [-1.2, -1.7], [-0.2, -0.4], [-2.2, 0.9], [0.9, -0.3],
])  # fmt: skip
SIGNS = np.array([1, 1, 1, 1, 1, -1, -1, -1, -1, -1])


def binary_margin():
    """Draw points of two classes, the line w·x = 0 with its margins, and the loss of each point.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.binary_margin()
    Picture: Points of two classes...
    """
    losses = np.maximum(0, 1 - SIGNS * (POINTS @ WEIGHTS))
    return Picture(
        lambda figure: draw(figure, losses),
        "Points of two classes and the line w·x = 0 between two dashed lines w·x = 1 and w·x = -1. "
        f"{np.count_nonzero(losses)} of {len(losses)} points lie between them or on the wrong side; "
        "their loss is written beside them, all others cost nothing.",
        height=330,
    )


def draw(figure, losses):
    """Draw the points and the three lines."""
    axes = figure.subplots()
    x = np.linspace(-4, 4, 2)
    for level, style in ((0, "-"), (1, "--"), (-1, "--")):
        y = (level - WEIGHTS[0] * x) / WEIGHTS[1]
        axes.plot(x, y, color=INK, linestyle=style, linewidth=1.3)
        top = (level - WEIGHTS[1] * 2.35) / WEIGHTS[0]
        axes.text(top, 2.45, f"${level:+d}$" if level else r"$w^\top x = 0$", ha="center", fontsize=11)
    for sign, colour, marker in ((1, BLUE, "o"), (-1, VERMILION, "s")):
        axes.plot(*POINTS[sign == SIGNS].T, marker, color=colour, label=f"$y = {sign:+d}$", markersize=8)
    for (px, py), loss in zip(POINTS, losses, strict=True):
        if loss > 0:
            axes.annotate(f"{loss:.2f}", (px, py), (px + 0.2, py - 0.1), fontsize=11, weight="bold",
                          bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1})  # fmt: skip
    axes.set(xlim=(-4, 4), ylim=(-2.4, 2.4), aspect="equal", xlabel="$x_1$")
    axes.set_ylabel("$x_2$", rotation=0)
    axes.legend(loc="lower left")
