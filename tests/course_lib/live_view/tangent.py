"""A demo with one of everything that can move, for the tests of the view."""

import numpy as np

from course_lib.demos import Choice, Demo, Slider, Steps

AT = np.arange(5) / 2


def everything():
    """Three controls; each mark follows one of them by a formula that can be checked by hand."""

    def compute(at, side, step):
        sign = {"left": -1.0, "right": 1.0}[side]
        return {
            "line": np.array([[0, 0], [at, sign], [np.nan, np.nan], [3, at]]),
            "points": np.array([[at, at], [np.nan, 1.0]]),
            "polygon": np.array([[0, 0], [at, 0], [0, sign]]),
            "bars": np.array([at, sign]),
            "arrows": np.array([[0, 0, at, 1.0]]),
            "image": np.array([[0.0, at], [sign, step]]),
            "text": f"at {at:g}",
            "box": step == 1,
        }

    def draw(figure):
        axes = figure.subplots()
        axes.set(xlim=(-1, 5), ylim=(-2, 4))
        return {
            "line": axes.plot([], [], "s--", color="#0072b2")[0],
            "points": axes.scatter([], [], color="#d55e00"),
            "polygon": axes.fill([0, 1, 0], [0, 0, 1], color="#008a64")[0],
            "bars": axes.bar([4, 4.6], [0, 0], width=0.4, color="#b0578d"),
            "arrows": axes.quiver([0], [0], [1], [1], angles="xy", scale_units="xy", scale=1),
            "image": axes.imshow(np.zeros((2, 2)), vmin=-1, vmax=2, extent=(-1, 0, 2, 4), origin="lower"),
            "text": axes.text(2, 3, "", bbox={"facecolor": "#fefefe"}),
            "box": axes.add_patch(box()),
        }

    return Demo(
        title="Everything",
        question="what moves?",
        controls=(
            Slider("at", "position", AT, initial=0.5),
            Choice("side", "side", ("left", "right")),
            Steps("step", "step", ("before", "after")),
        ),
        compute=compute,
        draw=draw,
        describe=lambda values, at, side, step: f"At {at:g}, {side}, step {step}.",
        size=(500, 300),
    )


def box():
    from matplotlib.patches import FancyBboxPatch

    return FancyBboxPatch((2, -1), 1, 0.5, boxstyle="round,pad=0.1", facecolor="#a97400")
