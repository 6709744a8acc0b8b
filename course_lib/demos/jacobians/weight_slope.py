"""One weight of a net moves: its loss, and the slope that backpropagation gives (lecture 5, row 5.9)."""

from functools import cache

import numpy as np

from course_lib.live_view.asking.questions import Options
from course_lib.live_view.controls import Choice, Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.palette import BLUE, INK, VERMILION
from course_lib.live_view.student import checked, is_own
from course_lib.networks.hidden_layer import one_hidden_layer_gradients, one_hidden_layer_loss

POSITIONS = np.arange(-40, 41) / 10
WEIGHTS = {"W1[0, 1]": (0, (0, 1)), "W1[2, 0]": (0, (2, 0)), "W2[0, 2]": (1, (0, 2)), "W2[1, 2]": (1, (1, 2))}
X, T = np.array([1.5, -1.0]), np.array([0.5, -1.0])
W1 = np.array([[0.8, -1.2], [-0.5, 0.4], [1.1, 0.9]])
W2 = np.array([[1.6, -0.7, -1.4], [-2.2, 0.6, 1.3]])
REACH = 0.8  # half the width of the tangent


FIRST = (
    Options(
        "The loss as a function of one weight of W⁽²⁾ is a curve that you know. Which one?",
        "a parabola",
        "The output y is linear in W⁽²⁾, and the loss is a square.",
        ("a straight line", "a parabola", "a sigmoid"),
        shows={"weight": "W2[0, 2]"},
    ),
    Options(
        "Why does the loss become flat at both ends for the weight W1[2, 0] of W⁽¹⁾?",
        "its sigmoid saturates",
        "The weight acts through a sigmoid: from there on the hidden unit, and with it the loss, hardly "
        "changes.",
        ("its sigmoid saturates", "the loss has reached its minimum", "the weight does not matter there"),
        shows={"weight": "W1[2, 0]"},
    ),
)
OWN = (
    Options(
        "Where the slope is nearly 0, is the loss always at its lowest?",
        "no",
        "For W1[2, 0] at −4 the slope is −0.01 and the loss 1.4, far above its minimum: the sigmoid has "
        "saturated.",
        ("yes", "no"),
        shows={"weight": "W1[2, 0]", "value": -4.0},
    ),
)


def weight_slope(gradients=None):
    """Move one weight of a net with one hidden layer; the tangent has the slope of its gradient.

    Parameters
    ----------
    gradients : function, optional
        Your `one_hidden_layer_gradients(x, t, W1, W2)`, which returns dW1 and dW2. By default the course's
        own is drawn.

    Returns
    -------
    Demo
        With a choice of `weight`, and a slider for its `value`.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.weight_slope(gradients=one_hidden_layer_gradients)
    Demo: One weight of a net
    """
    safe = checked(
        gradients or one_hidden_layer_gradients, lambda x, t, W1, W2: W1.shape, lambda x, t, W1, W2: W2.shape
    )

    @cache
    def curve(weight):
        return np.array([[at, one_hidden_layer_loss(X, T, *moved(weight, at))] for at in POSITIONS])

    def compute(weight, value):
        matrix, index = WEIGHTS[weight]
        matrices = moved(weight, value)
        loss, slope = one_hidden_layer_loss(X, T, *matrices), safe(X, T, *matrices)[matrix][index]
        ends = value + np.array([-REACH, REACH])
        return {
            "curve": curve(weight),
            "tangent": np.stack([ends, loss + slope * (ends - value)], axis=1),
            "now": np.array([[value, loss]]),
            "read-out": f"loss {loss:.3f}, slope {slope:.3f}".replace("-", "−"),
        }

    def describe(values, weight, value):
        return f"With {weight} = {value:.1f}: {values['read-out']}.".replace("-", "−")

    return Demo(
        title="One weight of a net",
        questions=OWN if is_own(gradients) else FIRST,
        functions=(gradients,),
        question="which loss has a flat piece, which is a parabola, and why?",
        controls=(
            Choice("weight", "weight", tuple(WEIGHTS)),
            Slider("value", "value of the weight", POSITIONS, initial=1.0, fmt="{:.1f}"),
        ),
        compute=compute,
        draw=_draw,
        describe=describe,
        size=(680, 340),
    )


def _draw(figure):
    axes = figure.add_subplot()
    axes.set(xlim=(-4, 4), ylim=(-0.5, 13.5), xlabel="the weight", title="loss ‖y − t‖²")
    axes.grid(True)
    return {
        "curve": axes.plot([], [], color=BLUE)[0],
        "tangent": axes.plot([], [], color=VERMILION, linestyle="--", zorder=4)[0],
        "now": axes.plot([], [], "o", color=INK, linestyle="none", zorder=5)[0],
        "read-out": axes.text(0.5, 0.96, "", ha="center", va="top", transform=axes.transAxes, weight="bold"),
    }


def moved(weight, value):
    """Both weight matrices, with one entry replaced."""
    matrices = [W1.copy(), W2.copy()]
    matrix, index = WEIGHTS[weight]
    matrices[matrix][index] = value
    return matrices
