"""Cost and slope of one wrong class: the hinge beside the squared hinge (lecture 1, row 1.6)."""

import numpy as np

from course_lib.live_view.controls import Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.drawing import curve_look, draw_point
from course_lib.live_view.palette import BLUE, VERMILION
from course_lib.live_view.student import checked
from course_lib.losses.hinge import multiclass_hinge, squared_hinge

REACH = (-3.0, 3.0)
HALF_STEP = 1e-4
LOOKS = {
    "hinge": {"color": BLUE, "linestyle": "-", "marker": "o"},
    "squared hinge": {"color": VERMILION, "linestyle": "--", "marker": "s"},
}


def hinge_slopes(loss=None):
    """Compare what one wrong class costs under the hinge and under the squared hinge, and their slopes.

    Parameters
    ----------
    loss : function, optional
        Your `squared_hinge(scores, y)`, which returns one loss for each row of scores. It draws the dashed
        curves. By default the course's own does.

    Returns
    -------
    Demo
        With a slider for `lead`: the score of the correct class minus that of the wrong one.

    Notes
    -----
    The slope is a centred difference of the loss: at the corner of the hinge it lies between the slopes
    of the two sides.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.hinge_slopes(loss=squared_hinge)
    Demo: Hinge and squared hinge
    """
    safe = checked(loss or squared_hinge, lambda scores, y: (len(scores),))
    losses = dict(zip(LOOKS, (multiclass_hinge, safe), strict=True))

    def cost(name, leads):
        scores = np.column_stack([leads, np.zeros(len(leads))])
        return losses[name](scores, np.zeros(len(leads), dtype=int))

    def slope(name, leads):
        return (cost(name, leads + HALF_STEP) - cost(name, leads - HALF_STEP)) / (2 * HALF_STEP)

    def compute(lead):
        at, values = np.array([lead]), {}
        for name in LOOKS:
            values[f"{name} costs"] = np.array([[lead, cost(name, at)[0]]])
            values[f"{name} slope"] = np.array([[lead, slope(name, at)[0]]])
        return values

    def describe(values, lead):
        phrases = [
            f"the {name} costs {values[f'{name} costs'][0, 1]:.2f} with the slope "
            f"{values[f'{name} slope'][0, 1]:.2f}"
            for name in LOOKS
        ]
        return f"With a lead of {lead:.1f} {' and '.join(phrases)}.".replace("-0.00", "0.00").replace(
            "-", "−"
        )

    return Demo(
        title="Hinge and squared hinge",
        question="at which leads is the squared hinge steeper than the hinge, and where less steep?",
        controls=(
            Slider("lead", "lead of the correct class", np.arange(-30, 31) / 10, initial=-1.0, fmt="{:.1f}"),
        ),
        compute=compute,
        draw=lambda figure: _draw(figure, slope, cost),
        describe=describe,
        size=(760, 320),
    )


def _draw(figure, slope, cost):
    left, right = figure.subplots(1, 2)
    leads, artists = np.linspace(*REACH, 241), {}
    for name, look in LOOKS.items():
        left.plot(leads, cost(name, leads), **curve_look(look), label=name)
        right.plot(leads, slope(name, leads), **curve_look(look))
        artists[f"{name} costs"] = draw_point(left, look)
        artists[f"{name} slope"] = draw_point(right, look)
    left.set(title="cost of the rival", ylim=(-0.5, 16.5))
    right.set(title="slope", ylim=(-8.5, 0.5))
    left.legend(loc="upper right")
    for axes in (left, right):
        axes.set(xlim=REACH, xlabel="lead of the correct class")
        axes.grid(True)
    return artists
