"""What the probability of the correct class costs: its negative logarithm (lecture 2, row 2.2)."""

import numpy as np

from course_lib.live_view.palette import BLUE, FAINT, INK, VERMILION
from course_lib.pictures.picture import Picture

MARKED = ((0.130, "cat image, p = 0.13"), (1 / 3, "three equal scores: ln 3"))


def surprise():
    """Draw what the probability of the correct class costs, -ln p, beside the share of errors, 1 - p.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.surprise()
    Picture: The loss -ln p...
    """
    return Picture(
        draw,
        "The loss -ln p against the probability p of the correct class. It is 0 at p = 1, ln 3 = 1.10 at one "
        "third, grows without bound as p goes to 0, and is marked at the 0.130 of the cat image; the line "
        "1 - p stays below it.",
        height=280,
    )


def draw(figure):
    """Draw the curve and the lecture's two points."""
    axes = figure.subplots()
    p = np.geomspace(0.004, 1, 300)
    axes.plot(p, -np.log(p), color=BLUE, label=r"$-\ln p$")
    axes.plot(p, 1 - p, color=FAINT, linestyle="--", label="$1 - p$")
    for share, words in MARKED:
        cost = -np.log(share)
        axes.plot(share, cost, "o", color=VERMILION, markersize=8)
        axes.annotate(words, (share, cost), (share + 0.06, cost + 0.7),
                      arrowprops={"arrowstyle": "-", "color": INK, "linewidth": 0.9})  # fmt: skip
    axes.set(
        xlim=(0, 1.02), ylim=(0, 5.5), xlabel="probability $p$ of the correct class", ylabel="loss, nats"
    )
    axes.grid(True)
    axes.legend(loc="upper right")
