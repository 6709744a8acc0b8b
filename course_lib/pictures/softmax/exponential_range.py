"""Which exponentials a computer can hold (lecture 2, row 2.7)."""

import numpy as np

from course_lib.live_view.palette import BLUE, FAINT, GREEN, PAPER, VERMILION
from course_lib.pictures.picture import Picture

FORMATS = ((np.float64, "64 bits", BLUE), (np.float32, "32 bits", GREEN))
REACH = 1000


def exponential_range():
    """Draw for which scores the exponential is neither 0 nor infinite, in two number formats.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.exponential_range()
    Picture: A line of scores...
    """
    bounds = "; ".join(f"{name}: from {low:.0f} to {high:.0f}" for name, low, high, _ in ranges())
    return Picture(
        draw,
        "A line of scores from -1000 to 1000. Between the two bounds of a number format the exponential is "
        f"an ordinary number ({bounds}); below it is rounded to 0, above it is infinite.",
        height=210,
    )


def ranges():
    """Return (name, lowest score, highest score, colour) of each number format."""
    limits = []
    for dtype, name, colour in FORMATS:
        info = np.finfo(dtype)
        limits.append((name, float(np.log(info.smallest_subnormal)), float(np.log(info.max)), colour))
    return limits


def draw(figure):
    """Draw one bar for each number format."""
    axes = figure.subplots()
    for row, (name, low, high, colour) in enumerate(ranges()):
        axes.barh(row, high - low, left=low, height=0.5, color=colour, alpha=0.85)
        axes.barh(row, low + REACH, left=-REACH, height=0.5, color="none", edgecolor=FAINT, hatch="..")
        axes.barh(row, REACH - high, left=high, height=0.5, color="none", edgecolor=VERMILION, hatch="//")
        axes.text(
            0, row + 0.29, f"{name}: {low:.0f} to {high:.0f}".replace("-", "−"), ha="center", va="bottom"
        )
    paper = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.5}
    axes.text(-900, 0, "$e^s = 0$", ha="center", va="center", bbox=paper)
    axes.text(900, 0, r"$e^s = \infty$", ha="center", va="center", bbox=paper)
    axes.set(
        xlim=(-REACH, REACH),
        ylim=(-0.4, 1.75),
        yticks=(),
        xlabel="score $s$",
        title="where $e^s$ is an ordinary number",
    )
    axes.spines["left"].set_visible(False)
