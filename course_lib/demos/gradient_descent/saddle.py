"""How descent passes a saddle: slowly, and only from beside its ridge (lecture 3, row 3.8)."""

import numpy as np

from course_lib.live_view.asking.questions import Number
from course_lib.live_view.controls import Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.drawing import draw_point
from course_lib.live_view.palette import BLUE, FAINT, INK, VERMILION

RADIUS = 1.6  # of the picture, to both sides of 0
N_STEPS = 120
FIRST = 1.4  # where w0 starts
BESIDE = np.array([0.0, 1e-12, 1e-9, 1e-6, 1e-4, 1e-3, 0.01, 0.03, 0.1, 0.3])
RATES = np.array([0.02, 0.05, 0.1, 0.2, 0.3, 0.4])
SLOPES = np.array([2.0, -2.0])  # the gradient of w0² − w1² is (2 w0, −2 w1)


QUESTIONS = (
    Number(
        "With α = 0.1 a start 0.001 beside the ridge has left the picture after 41 steps. After how many "
        "has one at "
        "10⁻⁶?",
        79.0,
        "Each step multiplies the distance by 1.2, and 1.2 to the power of 38 is about 1000: 38 steps more.",
        close=3.0,
        fmt="{:.0f}",
        shows={"beside": 1e-6, "alpha": 0.1},
    ),
)


def saddle():
    """Descend on w0² − w1² from a place beside the ridge, and see how long the middle holds the descent.

    Returns
    -------
    Demo
        With sliders for `beside`, the start's distance w1 from the ridge, and `alpha`, the step size.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.saddle()
    Demo: A saddle
    """
    return Demo(
        title="A saddle",
        questions=QUESTIONS,
        question="at the middle the gradient is 0. How long does a start very close to the ridge stay there?",
        controls=(
            Slider("beside", "distance from the ridge", BESIDE, initial=1e-3, fmt="{:g}"),
            Slider("alpha", "learning rate α", RATES, initial=0.1, fmt="{:.2f}"),
        ),
        compute=compute,
        draw=_draw,
        describe=_describe,
        size=(780, 370),
    )


def compute(beside, alpha):
    """Return the path, the heights along it, and the step at which it has left the picture."""
    steps = np.arange(N_STEPS + 1)[:, None]
    path = np.array([FIRST, beside]) * (1 - alpha * SLOPES) ** steps  # each coordinate on its own
    seen = np.where(np.abs(path).max(axis=1, keepdims=True) <= RADIUS, path, np.nan)
    heights = seen[:, 0] ** 2 - seen[:, 1] ** 2
    inside = np.flatnonzero(np.isfinite(heights))
    return {
        "path": seen,
        "heights": np.column_stack([steps[:, 0], heights]),
        "start": seen[:1],
        "now": np.array([[inside[-1], heights[inside[-1]]]]),
        "inside": int(inside[-1]),
    }


def _describe(values, beside, alpha):
    way = f"From {beside:g} beside the ridge with α = {alpha:.2f} the descent"
    if values["inside"] == N_STEPS:
        return f"{way} is still in the picture after {N_STEPS} steps."
    return f"{way} leaves the picture along w₁ after {values['inside'] + 1} steps."


def _draw(figure):
    left, right = figure.subplots(1, 2)
    ticks = np.linspace(-RADIUS, RADIUS, 61)
    left.contour(
        ticks, ticks, ticks[None, :] ** 2 - ticks[:, None] ** 2, levels=13, colors=FAINT, linewidths=0.8
    )
    left.plot(0, 0, "+", color=INK, markersize=12)
    artists = {
        "path": left.plot([], [], "o-", color=BLUE, markersize=4.5, linewidth=1.4)[0],
        "start": left.plot([], [], "D", color=VERMILION, markersize=8)[0],
        "heights": right.plot([], [], color=BLUE)[0],
        "now": draw_point(right, {"color": VERMILION, "marker": "o"}),
    }
    left.set(title="$w_0^2 - w_1^2$, its contours", xlabel="$w_0$", box_aspect=1)
    left.set(xlim=(-1.7, 1.7), ylim=(-1.7, 1.7))
    left.set_ylabel("$w_1$", rotation=0)
    right.axhline(0, color=FAINT, linestyle=":")
    right.set(xlim=(0, N_STEPS + 2), ylim=(-2.8, 2.2), xlabel="step", title="height")
    return artists
