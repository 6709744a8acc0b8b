"""Cost and slope of one wrong class: the hinge beside the squared hinge (lecture 1, row 1.6)."""

from functools import cache

import numpy as np

from course_lib.live_view.asking.questions import ANSWER, Mark, Number
from course_lib.live_view.controls import Choice, Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.drawing import curve_look, draw_point
from course_lib.live_view.palette import BLUE, FAINT, VERMILION
from course_lib.live_view.student import checked, is_own
from course_lib.losses.hinge import multiclass_hinge, squared_hinge

REACH = (-3.0, 3.0)
HALF_STEP = 1e-4
LEADS = np.linspace(*REACH, 241)
RIVALS = {"one": 1, "two": 2}
LOOKS = {
    "hinge": {"color": BLUE, "linestyle": "-", "marker": "o"},
    "squared hinge": {"color": VERMILION, "linestyle": "--", "marker": "s"},
}


FIRST = (
    Mark(
        "Both losses cost nothing from a lead of 1 on. At which lead below 1 do they cost the same?",
        0.0,
        "At a lead of 0 the term is 1, and 1 is its own square.",
        close=0.15,
        on=("x", 0),
        fmt="{:.1f}",
    ),
    Number(
        "At a lead of 0.8 the hinge still has the slope −1. Which slope does the squared hinge have there?",
        -0.4,
        "It is −2 · (1 − 0.8): the squared hinge levels off before the margin, the hinge does not.",
        close=0.02,
        on=("y", 1),
        fmt="{:.1f}",
        shows={"lead": 0.8},
    ),
)
OWN = (
    Number(
        "At which lead is the squared hinge exactly twice as steep as the hinge?",
        0.0,
        "Its slope is −2 (1 − lead), and that is −2 where the lead is 0.",
        close=0.05,
        on=("x", 1),
    ),
    Number(
        "Now two wrong classes, both at a lead of 0. What does the squared hinge cost?",
        2.0,
        "Each term is squared on its own, 1 + 1; the square of the sum would be 4.",
        close=0.01,
        on=("y", 0),
        shows={"lead": 0.0, "rivals": "two"},
    ),
)


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
        With a slider for `lead`: the score of the correct class minus that of the wrong one, and a choice of
        `rivals`, "one" or "two" wrong classes with this lead. Dotted is your loss of each class
        alone, added.

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

    @cache
    def curves(name, rivals):
        return np.array([cost(name, LEADS, rivals), slope(name, LEADS, rivals)])

    def cost(name, leads, rivals):
        scores = np.column_stack([leads, *[np.zeros(len(leads))] * RIVALS[rivals]])
        # The first example is of the other class: its label must not count for the rest.
        labels = np.zeros(len(leads) + 1, dtype=int)
        labels[0] = 1
        return losses[name](np.vstack([scores[:1], scores]), labels)[1:]

    def slope(name, leads, rivals):
        later, earlier = (cost(name, leads + sign * HALF_STEP, rivals) for sign in (1, -1))
        return (later - earlier) / (2 * HALF_STEP)

    def compute(lead, rivals):
        at, values = np.array([lead]), {}
        for name in LOOKS:
            costs, slopes = curves(name, rivals)
            values[f"{name}, costs"] = np.column_stack([LEADS, costs])
            values[f"{name}, slopes"] = np.column_stack([LEADS, slopes])
            values[f"{name} costs"] = np.array([[lead, cost(name, at, rivals)[0]]])
            values[f"{name} slope"] = np.array([[lead, slope(name, at, rivals)[0]]])
        # Each wrong class is squared by itself, so two of them cost twice as much as one: else it is seen.
        alone = RIVALS[rivals] * curves("squared hinge", "one")[0]
        values["alone"] = np.column_stack([LEADS, alone])
        values["alone here"] = RIVALS[rivals] * cost("squared hinge", at, "one")[0]
        return values

    def describe(values, lead, rivals):
        squared, alone = values["squared hinge costs"][0, 1], values["alone here"]
        but = "" if np.isclose(squared, alone) else f"; each class alone, added: {alone:.2f}"
        phrases = [
            f"the {name} costs {values[f'{name} costs'][0, 1]:.2f} with the slope "
            f"{values[f'{name} slope'][0, 1]:.2f}"
            for name in LOOKS
        ]
        over = " over two wrong classes" if rivals == "two" else ""
        sentence = f"With a lead of {lead:.1f}{over} {' and '.join(phrases)}{but}."
        return sentence.replace("-0.00", "0.00").replace("-", "−")

    return Demo(
        title="Hinge and squared hinge",
        questions=OWN if is_own(loss) else FIRST,
        functions=(loss,),
        question="at which leads is the squared hinge steeper than the hinge, and where less steep?",
        controls=(
            Slider("lead", "lead of the correct class", np.arange(-30, 31) / 10, initial=-1.0, fmt="{:.1f}"),
            Choice("rivals", "wrong classes with this lead", tuple(RIVALS)),
        ),
        compute=compute,
        draw=_draw,
        describe=describe,
        size=(760, 320),
    )


def _draw(figure):
    left, right = figure.subplots(1, 2)
    artists = {}
    for name, look in LOOKS.items():
        for axes, curve, point in ((left, "costs", "costs"), (right, "slopes", "slope")):
            line = axes.plot([], [], **curve_look(look), label=name, gid=ANSWER)[0]
            artists[f"{name}, {curve}"] = line
            artists[f"{name} {point}"] = draw_point(axes, look, gid=ANSWER)
    dots = {"color": FAINT, "linestyle": ":", "linewidth": 4, "zorder": 1.5}
    artists["alone"] = left.plot([], [], **dots, label="squares, then added", gid=ANSWER)[0]
    left.set(title="cost of the wrong classes", ylim=(-0.5, 33))
    right.set(title="slope", ylim=(-17, 0.5))
    left.legend(loc="upper right")
    for axes in (left, right):
        axes.set(xlim=REACH, xlabel="lead of the correct class")
        axes.grid(True)
    return artists
