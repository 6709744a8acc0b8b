"""Is W unique? What 2W does to a loss of zero, and to one above zero (lecture 1, row 1.7)."""

import numpy as np

from course_lib.datasets.three_images import CLASSES, SCORES
from course_lib.live_view.asking.questions import Number, Options
from course_lib.live_view.controls import Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.drawing import curve_look, draw_point
from course_lib.live_view.palette import BLUE, CLASS_COLOURS, FAINT, INK, VERMILION
from course_lib.live_view.student import checked
from course_lib.losses.hinge import multiclass_hinge

SCALES = np.arange(0, 61) / 20
SETS = {"car": 1, "frog": 2}  # an image with loss 0, and one with a loss above 0
LOOKS = ({"color": BLUE, "marker": "o"}, {"color": VERMILION, "marker": "s", "linestyle": "--"})


QUESTIONS = (
    Options(
        "Which of the two losses does not change when the factor of W grows from 1 to 2?",
        "the car image's",
        "Its loss is 0 and stays 0: a lead of 2.9 becomes a lead of 5.8, and either is larger than 1.",
        ("the car image's", "the frog image's", "both change", "neither changes"),
    ),
    Number(
        "Below which factor does the car image begin to cost something?",
        1 / 2.9,
        "Its lead of 2.9 shrinks with the factor, and the margin asks for 1: it costs something below 1 / "
        "2.9.",
        close=0.02,
        on=("x", 2),
        fmt="{:.3f}",
        shows={"scale": 0.3},
    ),
)


def weight_scale(loss=None):
    """Multiply all weights by one factor: the scores grow with it, and the losses of two images.

    Parameters
    ----------
    loss : function, optional
        Your `multiclass_hinge(scores, y)`, which returns one loss for each row of scores. By default the
        course's own is drawn.

    Returns
    -------
    Demo
        With a slider for `scale`, the factor of W.

    Notes
    -----
    In the lecture 2W keeps the car image's loss at 0 and takes the frog image's from 12.9 to 23.8.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.weight_scale(loss=multiclass_hinge)
    Demo: Scale of W
    """
    safe = checked(loss or multiclass_hinge, lambda scores, y: (len(scores),))

    def losses(scales, y):
        return safe(np.outer(scales, SCORES[y]), np.full(len(scales), y))

    def compute(scale):
        values = {}
        for name, y in SETS.items():
            now = losses(np.array([scale]), y)[0]
            edge = scale * SCORES[y, y] - 1
            values[f"{name} scores"] = scale * SCORES[y]
            values[f"{name} margin"] = np.array([[edge, -0.5], [edge, 2.5]])
            values[f"{name} now"] = np.array([[scale, now]])
            values[f"{name} read-out"] = f"loss {now:.1f}"
            values[f"{name} loss"] = now
        return values

    def describe(values, scale):
        car, frog = values["car loss"], values["frog loss"]
        return f"With {scale:.2f} W the car image has the loss {car:.1f}, the frog image {frog:.1f}."

    return Demo(
        title="Scale of W",
        questions=QUESTIONS,
        functions=(loss,),
        question="the car image has loss 0. Does 2W change that? And what does 2W do to the frog image?",
        controls=(Slider("scale", "factor of W", SCALES, initial=1.0, fmt="{:.2f}"),),
        compute=compute,
        draw=lambda figure: _draw(figure, losses),
        describe=describe,
        size=(860, 310),
    )


def _draw(figure, losses):
    *panels, right = figure.subplots(1, 3)
    curves = {name: losses(SCALES, y) for name, y in SETS.items()}
    low, high = min(map(np.min, curves.values())), max(map(np.max, curves.values()))
    edge = 0.04 * max(high - low, 1.0)
    artists = {}
    for axes, look, name in zip(panels, LOOKS, SETS, strict=True):
        axes.axvline(0, color=FAINT, linewidth=0.8)
        axes.set(xlim=(-12, 16), ylim=(2.5, -0.95), yticks=range(3), yticklabels=CLASSES)
        axes.set(title=f"scores of the {name} image", xlabel="dashed: correct score − 1")
        bars = axes.barh(range(3), [0] * 3, height=0.5, color=CLASS_COLOURS[:3], edgecolor=INK)
        artists[f"{name} scores"] = bars
        artists[f"{name} margin"] = axes.plot([], [], color=INK, linestyle="--", zorder=4)[0]
        artists[f"{name} read-out"] = axes.text(
            0.98,
            0.97,
            "",
            ha="right",
            va="top",
            weight="bold",
            color=look["color"],
            transform=axes.transAxes,
        )
        right.plot(SCALES, curves[name], **curve_look(look), label=f"{name} image")
        artists[f"{name} now"] = draw_point(right, look)
    right.set(xlim=(0, SCALES[-1]), ylim=(low - edge, high + edge), xlabel="factor of W", title="loss")
    right.grid(True)
    right.legend(loc="upper left")
    return artists
