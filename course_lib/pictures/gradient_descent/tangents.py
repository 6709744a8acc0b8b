"""A curve with its slope at three points (lecture 3, row 3.6)."""

import numpy as np

from course_lib.live_view.palette import BLUE, FAINT, INK, VERMILION
from course_lib.pictures.picture import Picture
from course_lib.training.valleys import curve, slope

POINTS = (-2.0, 0.0, 2.0)


def tangents():
    """Draw f(x) = 0.5x⁴ − 2x² + x + 5 with its tangents at −2, 0 and 2, and its derivative beside it.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.tangents()
    Picture: The curve 0.5x⁴ − 2x² + x + 5...
    """
    return Picture(
        draw,
        "The curve 0.5x⁴ − 2x² + x + 5, with tangents of slope −7, 1 and 9 at x = −2, 0 and 2; beside it the "
        "derivative 2x³ − 4x + 1, which has these values there.",
        height=320,
    )


def draw(figure):
    """Draw the curve at the left and its derivative at the right."""
    left, right = figure.subplots(1, 2)
    xs = np.linspace(-2.5, 2.5, 201)
    left.plot(xs, curve(xs), color=BLUE)
    right.plot(xs, slope(xs), color=BLUE)
    right.axhline(0, color=FAINT, linewidth=0.8)
    for x in POINTS:
        ends = np.array([x - 0.5, x + 0.5])
        left.plot(ends, curve(x) + slope(x) * (ends - x), color=VERMILION, linestyle="--")
        left.plot(x, curve(x), "o", color=INK)
        right.plot(x, slope(x), "o", color=INK)
        right.annotate(f"{slope(x):.0f}".replace("-", "−"), (x, slope(x)), (9, 3), textcoords="offset points")
    left.set(title="f(x)", xlabel="x", ylim=(-1, 12))
    right.set(title="its slope f′(x)", xlabel="x", ylim=(-12, 14))
