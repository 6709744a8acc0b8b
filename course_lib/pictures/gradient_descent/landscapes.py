"""Two minima and a saddle: where the gradient is 0, and where descent ends (lecture 3, rows 3.6 and 3.8)."""

import numpy as np

from course_lib.live_view.palette import BLUE, FAINT, INK, VERMILION
from course_lib.pictures.picture import Picture
from course_lib.training.optim import gradient_descent
from course_lib.training.valleys import curve, slope

MINIMA = (-1.53, 1.27)  # of the lecture's curve, to two digits
STARTS = ((0.2, BLUE, "o"), (0.3, VERMILION, "s"))
SADDLE_START = np.array([1.4, 0.02])


def landscapes():
    """Draw the lecture's curve with descents into its two minima, and a saddle with a descent past it.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.landscapes()
    Picture: The curve 0.5x⁴ − 2x² + x + 5...
    """
    return Picture(
        draw,
        "The curve 0.5x⁴ − 2x² + x + 5 with its minima at −1.53 and 1.27: descents from 0.2 and from 0.3 end "
        "in different ones. Beside it the contours of the saddle w₀² − w₁²: a descent goes to its middle, "
        "waits, and leaves along w₁.",
        height=320,
    )


def draw(figure):
    """Draw the curve at the left and the saddle at the right."""
    left, right = figure.subplots(1, 2)
    xs = np.linspace(-2.2, 2.2, 201)
    left.plot(xs, curve(xs), color=FAINT)
    for start, colour, marker in STARTS:
        path = gradient_descent(slope, np.array(start), 0.05, 60)
        left.plot(path, curve(path), marker, color=colour, markersize=4.5, label=f"from {start}")
    for x in MINIMA:
        left.text(x, curve(x) - 0.4, f"{x}".replace("-", "−"), ha="center", va="top")
    left.set(title="two minima", xlabel="x", ylim=(0, 9))
    left.legend(loc="upper center")
    ticks = np.linspace(-1.6, 1.6, 61)
    heights = ticks[None, :] ** 2 - ticks[:, None] ** 2
    right.contour(ticks, ticks, heights, levels=13, colors=FAINT, linewidths=0.8)
    path = gradient_descent(lambda w: np.array([2 * w[0], -2 * w[1]]), SADDLE_START, 0.1, 23)
    right.plot(*path.T, "o-", color=BLUE, markersize=4.5)
    right.plot(0, 0, "+", color=INK, markersize=12)
    right.set(title="a saddle, $w_0^2 - w_1^2$", xlabel="$w_0$", box_aspect=1)
    right.set_ylabel("$w_1$", rotation=0)
