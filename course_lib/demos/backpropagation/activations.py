"""Activations and their slopes at one input (lecture 4, row 4.8)."""

import numpy as np

from course_lib.live_view.asking.questions import ANSWER, Mark, Number, Options
from course_lib.live_view.controls import Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.drawing import curve_look, draw_point
from course_lib.live_view.palette import BLUE, FAINT, GREEN, VERMILION
from course_lib.live_view.student import checked, is_own
from course_lib.networks.activations import (
    relu,
    relu_backward,
    sigmoid,
    sigmoid_backward,
    tanh,
    tanh_backward,
)

REACH, TOP = 5.0, 3.2
LOOKS = {
    "sigmoid": {"color": BLUE, "linestyle": "-", "marker": "o"},
    "tanh": {"color": VERMILION, "linestyle": "--", "marker": "s"},
    "ReLU": {"color": GREEN, "linestyle": "-.", "marker": "^"},
}
OURS = (sigmoid_backward, tanh_backward, relu_backward)
VALUES = {"sigmoid": sigmoid, "tanh": tanh, "ReLU": relu}


FIRST = (
    Mark(
        "From which input on does the sigmoid let less than a tenth of a gradient through?",
        (2.06, -2.06),
        "Its slope is ¼ at 0 and falls below 0.1 beyond ±2.06.",
        close=0.2,
        on=("x", 1),
        fmt="{:.1f}",
    ),
    Number(
        "And tanh, whose slope at 0 is 1, from which positive input on?",
        1.82,
        "Its slope starts four times as high and falls faster: below 0.1 beyond ±1.82.",
        close=0.15,
        on=("x", 1),
        fmt="{:.2f}",
    ),
    Options(
        "And ReLU?",
        "for every negative input",
        "Its slope is 0 left of 0 and 1 right of it: it lets through nothing, or all.",
        ("for every negative input", "for every positive input", "beyond ±1", "for no input"),
        shows={"x": 2.1},
    ),
)
OWN = (
    Number(
        "At which positive input are sigmoid and tanh equally steep?",
        1.66,
        "There both curves of slopes cross: tanh's starts higher and falls faster.",
        close=0.15,
        on=("x", 1),
        fmt="{:.2f}",
        shows={"x": 1.7},
    ),
)


def activations(sigmoid_slope=None, tanh_slope=None, relu_slope=None):
    """Move the input of a neuron, and compare values and slopes of sigmoid, tanh and ReLU.

    Parameters
    ----------
    sigmoid_slope, tanh_slope, relu_slope : functions, optional
        Your `sigmoid_backward`, `tanh_backward` and `relu_backward`, each (dz, x) -> dx. They are drawn for
        an upstream gradient of 1. By default the course's own are.

    Returns
    -------
    Demo
        With a slider for `x`, the input.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.activations(sigmoid_backward, tanh_backward, relu_backward)
    Demo: Activations and their slopes
    """
    given = (sigmoid_slope, tanh_slope, relu_slope)
    backwards = [one or ours for one, ours in zip(given, OURS, strict=True)]
    slopes = {name: _of_one(checked(f, _shape_of_x)) for name, f in zip(LOOKS, backwards, strict=True)}

    def compute(x):
        at, frame = np.array([x]), {}
        for name in LOOKS:
            value = VALUES[name](at)[0][0]
            # A point above the axes would stand in the title: it is not drawn.
            frame[f"{name} value"] = np.array([[x, value]]) if value < TOP else np.full((1, 2), np.nan)
            frame[f"{name} number"] = value
            frame[f"{name} slope"] = np.array([[x, slopes[name](np.ones(1), at)[0]]])
        return frame

    def describe(values, x):
        numbers = {name: (values[f"{name} number"], values[f"{name} slope"][0, 1]) for name in LOOKS}
        phrases = [
            f"{name} is {value:.3f} with the slope {slope:.3f}" for name, (value, slope) in numbers.items()
        ]
        return f"At {x:.1f} {', '.join(phrases)}.".replace("-", "−")

    return Demo(
        title="Activations and their slopes",
        questions=OWN if any(map(is_own, given)) else FIRST,
        functions=given,
        question="at which inputs do the sigmoid and tanh let less than a tenth of a gradient through?",
        controls=(Slider("x", "input", np.arange(-50, 51) / 10, initial=0.5, fmt="{:.1f}"),),
        compute=compute,
        draw=lambda figure: _draw(figure, slopes),
        describe=describe,
        size=(780, 330),
    )


def _shape_of_x(dz, x):
    return np.shape(x)


def _of_one(backward):
    """Return what comes back of 1, as half of what comes back of 2: one that forgets what came in shows."""
    return lambda dz, x: backward(2 * dz, x) / 2


def _draw(figure, slopes):
    left, right = figure.subplots(1, 2)
    x, artists = np.linspace(-REACH, REACH, 401), {}
    for name, look in LOOKS.items():
        left.plot(x, VALUES[name](x)[0], **curve_look(look), label=name)
        right.plot(x, slopes[name](np.ones_like(x), x), **curve_look(look), gid=ANSWER)
        artists[f"{name} value"] = draw_point(left, look, zorder=5)
        artists[f"{name} slope"] = draw_point(right, look, zorder=5, gid=ANSWER)
    left.set(title="value", ylim=(-1.3, TOP))
    right.set(title="slope: what comes back of 1", ylim=(-0.15, 1.15))
    left.legend(loc="upper left")
    for axes in (left, right):
        axes.set(xlim=(-REACH, REACH), xlabel="input of the neuron")
        axes.axhline(0, color=FAINT, linewidth=0.8)
        axes.grid(True)
    return artists
