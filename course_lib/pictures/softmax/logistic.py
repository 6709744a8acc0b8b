"""The logistic function: from one logit to one probability (lecture 2, row 2.10)."""

import numpy as np

from course_lib.live_view.palette import BLUE, FAINT, INK, VERMILION
from course_lib.losses.binary import sigmoid
from course_lib.pictures.picture import Picture


def logistic():
    """Draw the logistic function, from one logit to one probability.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.logistic()
    Picture: The logistic function rises...
    """
    return Picture(
        draw,
        "The logistic function rises from 0 to 1 in the shape of an S. At the logit 0 it is one half, at 1 "
        "it is 0.731; at 0 its slope is a quarter, the steepest.",
        height=250,
    )


def draw(figure):
    """Draw the curve, its tangent at 0 and the point at 1."""
    axes = figure.subplots()
    z = np.linspace(-6, 6, 300)
    axes.plot(z, sigmoid(z), color=BLUE, label=r"$\sigma(z)$")
    axes.plot(z, 0.5 + z / 4, color=FAINT, linestyle=":", label="slope ¼ at 0")
    axes.plot(1, sigmoid(np.array([1.0]))[0], "o", color=VERMILION, markersize=8)
    axes.annotate("σ(1) = 0.731", (1, 0.731), (2, 0.55),
                  arrowprops={"arrowstyle": "-", "color": INK, "linewidth": 0.9})  # fmt: skip
    axes.set(xlim=(-6, 6), ylim=(-0.05, 1.05), xlabel="logit $z = w^\\top x$", ylabel="$P(Y = 1)$")
    axes.grid(True)
    axes.legend(loc="upper left")
