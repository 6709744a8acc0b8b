"""The price of one weight under each penalty, and its slope (lecture 1, row 1.8)."""

import numpy as np

from course_lib.live_view.palette import BLUE, GREEN, VERMILION
from course_lib.losses.penalties import elastic_net, l1, l2
from course_lib.pictures.picture import Picture

BETA = 0.5
PENALTIES = (
    ("L2: $w^2$", l2, {"color": BLUE}),
    ("L1: $|w|$", l1, {"color": VERMILION, "linestyle": "--"}),
    (
        f"elastic net: {BETA:g} $w^2 + |w|$",
        lambda w: elastic_net(w, BETA),
        {"color": GREEN, "linestyle": "-."},
    ),
)


def penalties():
    """Draw the penalties L2, L1 and elastic net for one weight, with their slopes.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.penalties()
    Picture: Two panels over one weight w....
    """
    return Picture(
        draw,
        "Two panels over one weight w. Left, the penalties: L2 is a parabola, L1 a corner at 0, the elastic "
        "net has the corner and bends up. Right, their slopes: that of L2 shrinks to 0 with the weight, "
        "those of L1 and of the elastic net stay at 1 or more on either side and jump at 0.",
        height=290,
    )


def draw(figure):
    """Draw values on the left, slopes on the right."""
    values, slopes = figure.subplots(1, 2)
    for side in (np.linspace(-2, -1e-6, 100), np.linspace(1e-6, 2, 100)):
        for name, penalty, look in PENALTIES:
            priced = [penalty(np.array(w)) for w in side]
            label = name if side[0] > 0 else None
            values.plot(side, [R for R, _ in priced], **look, label=label)
            slopes.plot(side, [dR for _, dR in priced], **look)
    values.set(title="penalty $R$", xlabel="weight $w$", ylim=(-0.1, 4.2))
    slopes.set(title="slope $dR/dw$", xlabel="weight $w$")
    values.legend(loc="upper center", fontsize=10.5)
    for axes in (values, slopes):
        axes.grid(True)
