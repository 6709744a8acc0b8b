"""Activations and their slopes at one input (lecture 4, row 4.8)."""

import numpy as np

from course_lib.live_view.controls import Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.drawing import curve_look, draw_point
from course_lib.live_view.palette import BLUE, FAINT, GREEN, VERMILION
from course_lib.live_view.student import checked
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
VALUES = {"sigmoid": sigmoid, "tanh": tanh, "ReLU": relu}


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
    backwards = (
        sigmoid_slope or sigmoid_backward,
        tanh_slope or tanh_backward,
        relu_slope or relu_backward,
    )
    slopes = {name: checked(f, lambda dz, x: np.shape(x)) for name, f in zip(LOOKS, backwards, strict=True)}

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
        question="at which inputs do the sigmoid and tanh let less than a tenth of a gradient through?",
        controls=(Slider("x", "input", np.arange(-50, 51) / 10, initial=0.5, fmt="{:.1f}"),),
        compute=compute,
        draw=lambda figure: _draw(figure, slopes),
        describe=describe,
        size=(780, 330),
    )


def _draw(figure, slopes):
    left, right = figure.subplots(1, 2)
    x, artists = np.linspace(-REACH, REACH, 401), {}
    for name, look in LOOKS.items():
        left.plot(x, VALUES[name](x)[0], **curve_look(look), label=name)
        right.plot(x, slopes[name](np.ones_like(x), x), **curve_look(look))
        artists[f"{name} value"] = draw_point(left, look, zorder=5)
        artists[f"{name} slope"] = draw_point(right, look, zorder=5)
    left.set(title="value", ylim=(-1.3, TOP))
    right.set(title="slope: what comes back of 1", ylim=(-0.15, 1.15))
    left.legend(loc="upper left")
    for axes in (left, right):
        axes.set(xlim=(-REACH, REACH), xlabel="input of the neuron")
        axes.axhline(0, color=FAINT, linewidth=0.8)
        axes.grid(True)
    return artists
