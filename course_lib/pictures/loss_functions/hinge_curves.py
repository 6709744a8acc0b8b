"""Hinge, squared hinge and plain errors as functions of the margin (lecture 1, rows 1.6 and 1.10)."""

import numpy as np

from course_lib.live_view.palette import BLUE, FAINT, INK, VERMILION
from course_lib.losses.hinge import MARGIN
from course_lib.pictures.picture import Picture


def hinge_curves():
    """Draw what one wrong class costs as the correct class pulls ahead of it, under three losses.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.hinge_curves()
    Picture: Cost of one wrong class...
    """
    return Picture(
        draw,
        "Cost of one wrong class against the lead of the correct class. The hinge falls in a straight line "
        "and has a corner at a lead of 1, where it reaches 0; the squared hinge meets 0 without a corner and "
        "rises much faster on the left; counting errors is a step at a lead of 0.",
        height=290,
    )


def draw(figure):
    """Draw the three curves."""
    axes = figure.subplots()
    lead = np.linspace(-2.2, 2.6, 400)
    hinge = np.maximum(0, MARGIN - lead)
    axes.plot(lead, hinge**2, color=VERMILION, linestyle="--", label="squared hinge")
    axes.plot(lead, hinge, color=BLUE, label="hinge")
    axes.plot(lead, lead < 0, color=FAINT, linestyle=":", label="1 for an error")
    axes.plot(MARGIN, 0, "o", color=INK, markersize=6)
    axes.annotate("margin", (MARGIN, 0), (MARGIN, 1.6), ha="center",
                  arrowprops={"arrowstyle": "-", "color": INK, "linewidth": 0.9})  # fmt: skip
    axes.set(xlabel="lead of the correct class, $s_y - s_j$", ylabel="cost of class $j$", ylim=(-0.3, 8))
    axes.set_xlim(lead[0], lead[-1])
    axes.grid(True)
    axes.legend(loc="upper right")
