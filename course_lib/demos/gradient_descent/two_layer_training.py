"""The two-layer net while it learns the exclusive or (lecture 3, row 3.12)."""

import numpy as np

from course_lib.live_view.controls import Choice, Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.drawing import draw_point
from course_lib.live_view.palette import BLUE, FAINT, GREEN, INK, PAPER, PURPLE, VERMILION
from course_lib.live_view.student import checked
from course_lib.networks.sigmoid_net import XOR_X, XOR_Y, first_weights, train_two_layer, two_layer_outputs

STOPS = np.unique(np.concatenate([[0], np.geomspace(1, 5000, 48).round()])).astype(int)
RATES = ("0.1", "1", "10")
COLOURS = (BLUE, VERMILION, GREEN, PURPLE)
MARKERS = ("o", "s", "^", "D")
DASHES = ("-", "--", "-.", ":")


def two_layer_training(train=None):
    """Stop the training of a two-layer net on the exclusive or after any number of steps.

    Parameters
    ----------
    train : function, optional
        Your `train_two_layer(X, Y, W0, W1, learning_rate, n_steps)`, which returns the trained W0 and W1.
        By default the course's own is used.

    Returns
    -------
    Demo
        With a slider for `steps`, those taken so far, and a choice of `rate`, the learning rate.

    Notes
    -----
    The net has four hidden units; its first weights are drawn uniformly from [-1, 1).

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.two_layer_training(train=train_two_layer)
    Demo: Two layers learn the exclusive or
    """
    safe = checked(
        train or train_two_layer, lambda X, Y, W0, W1, *_: np.shape(W0), lambda X, Y, W0, W1, *_: np.shape(W1)
    )
    rng = np.random.RandomState(0)
    first = first_weights((3, 4), rng), first_weights((4, 1), rng)
    ticks = np.linspace(-0.25, 1.25, 31)
    grid = np.stack([*np.meshgrid(ticks, ticks), np.ones((31, 31))], axis=-1)  # (row, column, input)
    trained = {}

    def weights(rate):
        """Weights at every stop, trained from one to the next; once for each rate."""
        if rate not in trained:
            at = [first]
            for before, after in zip(STOPS, STOPS[1:], strict=False):
                at.append(safe(XOR_X, XOR_Y, *at[-1], float(rate), int(after - before)))
            outputs = [two_layer_outputs(XOR_X, *W)[1][:, 0] for W in at]
            trained[rate] = at, np.array(outputs)
        return trained[rate]

    def compute(steps, rate):
        at, outputs = weights(rate)
        stop = int(np.argmin(np.abs(STOPS - steps)))
        values = {"surface": two_layer_outputs(grid, *at[stop])[1][..., 0], "outputs": outputs[stop]}
        for k in range(4):
            values[f"curve {k}"] = np.column_stack([STOPS + 1, outputs[:, k]])
            values[f"now {k}"] = np.array([[STOPS[stop] + 1, outputs[stop, k]]])
        return values

    return Demo(
        title="Two layers learn the exclusive or",
        question="for a long time all four outputs stay near 0.5. After how many steps do they part?",
        controls=(
            Slider("steps", "steps", STOPS, initial=100, fmt="{:.0f}"),
            Choice("rate", "step size α", RATES, initial="1"),
        ),
        compute=compute,
        draw=lambda figure: _draw(figure, ticks),
        describe=_describe,
        size=(780, 350),
    )


def _describe(values, steps, rate):
    outputs = ", ".join(f"{output:.2f}" for output in values["outputs"])
    right = int(np.sum((values["outputs"] > 0.5) == (XOR_Y[:, 0] > 0.5)))
    return (
        f"After {steps:.0f} steps of size {rate} the outputs are {outputs}: {right} of 4 on the right side."
    )


def _draw(figure, ticks):
    left, right = figure.subplots(1, 2)
    extent = (ticks[0], ticks[-1], ticks[0], ticks[-1])
    surface = left.imshow(np.zeros((31, 31)), vmin=0, vmax=1, cmap="PuOr", origin="lower", extent=extent)
    left.set(xlabel="first bit", ylabel="second bit", title="output for any input")
    artists, label = {"surface": surface}, {"facecolor": PAPER, "edgecolor": "none", "pad": 2}
    for k, (x, t) in enumerate(zip(XOR_X, XOR_Y[:, 0], strict=True)):
        left.plot(*x[:2], MARKERS[k], color=COLOURS[k], markersize=11, markeredgecolor=PAPER)
        left.text(x[0] + 0.06, x[1] + 0.07, f"{t:.0f}", color=INK, weight="bold", bbox=label)
        artists[f"curve {k}"] = right.plot([], [], color=COLOURS[k], linestyle=DASHES[k], linewidth=1.2)[0]
        artists[f"now {k}"] = draw_point(right, {"color": COLOURS[k], "marker": MARKERS[k]}, markersize=9)
    right.set(xscale="log", xlim=(1, 5001), ylim=(0, 1), xlabel="steps + 1", title="the four outputs")
    right.axhline(0.5, color=FAINT, linestyle=":")
    return artists
