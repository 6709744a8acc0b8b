"""The decision boundary of a two-layer net while it trains (lecture 4, row 4.10)."""

from functools import cache

import numpy as np

from course_lib.live_view.asking.questions import Number, Options
from course_lib.live_view.controls import Choice, Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.drawing import draw_point
from course_lib.live_view.palette import BLUE, CLASS_COLOURS, CLASS_MARKERS, PAPER, tinted
from course_lib.live_view.plane import cell_centres, draw_regions
from course_lib.live_view.student import checked_gradients, is_own
from course_lib.networks.relu_nets import first_layers, net_scores, two_layer_loss

REACH, CELLS = 1.3, 60
STOPS = np.unique(np.concatenate([[0], np.geomspace(2, 300, 30).round()])).astype(int)
WIDTHS = ("1", "3", "10", "30")
RATE, REG = 1.0, 1e-4
LARGEST = 1e3  # of a weight
# A usual start: at each width its last loss is the median of the seeds 0 to 11, within 0.005. Of these
# twelve, two get stuck above 0.37 with three units, and three separate all points with three.
START = 1
NAMES = ("W1", "b1", "W2", "b2")


FIRST = (
    Options(
        "What is the best boundary that a single hidden unit can draw?",
        "a straight line",
        "One hidden unit bends once, along a line: 79 % of the points are right.",
        ("a straight line", "two lines that meet", "a circle"),
    ),
    Options(
        "From this start of the training: how many hidden units does it take until all points are right?",
        "10",
        "With 3 units 85 % are right, with 10 all, though 3 are enough from 3 of 12 other starts.",
        WIDTHS,
        shows={"steps": 300, "width": "10"},
    ),
)
OWN = (
    Number(
        "How many steps does your net of 10 units need until all points are right?",
        212.0,
        "Of the slider's stops 212 is the first at which they are; 30 units need 126.",
        fmt="{:.0f}",
        ratio=1.3,
        on=("x", 1),
        shows={"steps": 212, "width": "10"},
    ),
)


def net_boundary(loss=None):
    """Stop the training of a net of 1 to 30 hidden units on two spirals, and see the border that it draws.

    Parameters
    ----------
    loss : function, optional
        Your `two_layer_loss(X, y, W1, b1, W2, b2, reg)`, which returns the loss and a dict of gradients. By
        default the course's own is used.

    Returns
    -------
    Demo
        With a slider for `steps`, those taken so far, and a choice of `width`, the hidden units.

    Notes
    -----
    Each hidden unit folds the plane along one line. One start of the training is shown; where few units
    end depends on it.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.net_boundary(loss=two_layer_loss)
    Demo: A net bends its boundary
    """
    X, y = spirals()
    safe = checked_gradients(loss or two_layer_loss, NAMES, first=2)
    history = cache(lambda width: _train(safe, X, y, width))

    def compute(steps, width):
        at, losses = history(int(width))
        stop = int(np.argmin(np.abs(STOPS - steps)))
        right = np.mean(net_scores(X, at[stop]).argmax(axis=1) == y)
        return {
            "regions": net_scores(cell_centres(REACH, CELLS), at[stop]).argmax(axis=1).reshape(CELLS, CELLS),
            "curve": np.column_stack([STOPS, losses[STOPS]]),
            "now": np.array([[STOPS[stop], losses[STOPS[stop]]]]),
            "read-out": f"{right:.0%} right",
            "right": right,
        }

    return Demo(
        title="A net bends its boundary",
        questions=OWN if is_own(loss) else FIRST,
        functions=(loss,),
        question="what can a net with one hidden unit draw at best? How many units does the spiral need?",
        controls=(
            Slider("steps", "steps", STOPS, initial=int(STOPS[-1]), fmt="{:.0f}"),
            Choice("width", "hidden units", WIDTHS, initial="3"),
        ),
        compute=compute,
        draw=lambda figure: _draw(figure, X, y),
        describe=_describe,
        size=(780, 370),
    )


def _describe(values, steps, width):
    units = "1 hidden unit" if width == "1" else f"{width} hidden units"
    return (
        f"{units}, after {steps:.0f} steps: loss {values['now'][0, 1]:.3f}, "
        f"{values['right']:.0%} of the points on the right side."
    )


def _train(loss, X, y, width):
    """Return for every stop the layers, and the losses of all steps."""
    layers = first_layers((2, width, 2), np.random.default_rng(START))
    parameters = [part for layer in layers for part in layer]
    stops, losses = [], []
    for step in range(STOPS[-1] + 1):
        if step in STOPS:
            stops.append([tuple(parameters[:2]), tuple(parameters[2:])])
        value, *gradients = loss(X, y, *parameters, REG)
        losses.append(float(value))
        # A wrong gradient may diverge: it is to be seen, not to overflow.
        parameters = [
            np.clip(p - RATE * g, -LARGEST, LARGEST) for p, g in zip(parameters, gradients, strict=True)
        ]
    return stops, np.array(losses)


def _draw(figure, X, y):
    left, right = figure.subplots(1, 2, width_ratios=[1, 1.1])
    tints = [tinted(colour, 0.25) for colour in CLASS_COLOURS[:2]]
    image = draw_regions(left, "what the net answers", tints, (0, 1), REACH, CELLS, aspect="equal")
    for c in range(2):
        left.plot(*X[y == c].T, CLASS_MARKERS[c], color=CLASS_COLOURS[c], markeredgecolor=PAPER)
    right.set(xlim=(0, STOPS[-1]), ylim=(0, 1), xlabel="step", title="loss")
    right.grid(True)
    return {
        "regions": image,
        "curve": right.plot([], [], color=BLUE)[0],
        "now": draw_point(right, {"color": BLUE, "marker": "o"}, markersize=9),
        "read-out": right.text(0.97, 0.92, "", ha="right", weight="bold", transform=right.transAxes),
    }


def spirals(n=40):
    """Two spirals that wind around each other: X (2 n, 2), y (2 n,)."""
    rng = np.random.default_rng(2)
    angle = np.linspace(0.4, 1.35 * np.pi, n)
    arm = (angle / angle[-1])[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    X = np.vstack([arm, -arm]) + 0.03 * rng.normal(size=(2 * n, 2))
    return X, np.repeat([0, 1], n)
