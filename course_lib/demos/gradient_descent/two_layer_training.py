"""The two-layer net while it learns the exclusive or (lecture 3, row 3.12)."""

import numpy as np

from course_lib.live_view.asking.questions import Number, Options
from course_lib.live_view.controls import Choice, Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.drawing import draw_point
from course_lib.live_view.palette import BLUE, FAINT, GREEN, INK, PAPER, PURPLE, VERMILION
from course_lib.live_view.student import checked, is_own
from course_lib.networks.sigmoid_net import XOR_T, XOR_X, first_weights, train_two_layer, two_layer_outputs

STOPS = np.unique(np.concatenate([[0], np.geomspace(1, 5000, 48).round()])).astype(int)
RATES = ("0.1", "1", "10")
COLOURS = (BLUE, VERMILION, GREEN, PURPLE)
MARKERS = ("o", "s", "^", "D")
DASHES = ("-", "--", "-.", ":")


FIRST = (
    Options(
        "Do the four outputs move apart evenly, or all at once?",
        "all at once, after a long wait",
        "For about a hundred steps they stay near one half; then three hundred steps do nearly all of the "
        "work.",
        ("evenly, from the first step on", "all at once, after a long wait", "one after the other"),
        shows={"steps": 275, "rate": "1"},
    ),
    Options(
        "What does a step size of 10 do to the outputs?",
        "they jump to and fro, and arrive sooner",
        "At first, and once more near step 55, all four leap to and fro; that they arrive all "
        "the same is luck "
        "of a small net whose sigmoids have bounded slopes.",
        (
            "they arrive sooner, and as smoothly",
            "they jump to and fro, and arrive sooner",
            "they jump to and fro, and never arrive",
        ),
        shows={"steps": 275, "rate": "10"},
    ),
)
OWN = (
    Number(
        "With a step size of 1, after how many steps are all four on the right side for the first time?",
        275.0,
        "The first of the slider's stops at which they are is 275; with 10 it is 65, with 0.1 it is 2422.",
        fmt="{:.0f}",
        ratio=1.3,
        on=("x", 1),
        shows={"steps": 275, "rate": "1"},
    ),
)


def two_layer_training(train=None):
    """Stop the training of a two-layer net on the exclusive or after any number of steps.

    Parameters
    ----------
    train : function, optional
        Your `train_two_layer(X, T, W1, W2, learning_rate, n_steps)`, which returns the trained W1 and W2.
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
        train or train_two_layer, lambda X, T, W1, W2, *_: np.shape(W1), lambda X, T, W1, W2, *_: np.shape(W2)
    )
    first = first_weights(3, 4, 1, np.random.RandomState(0))
    ticks = np.linspace(-0.25, 1.25, 31)
    grid = np.stack([*np.meshgrid(ticks, ticks), np.ones((31, 31))], axis=-1)  # (row, column, input)
    trained = {}

    def weights(rate):
        """Weights at every stop, trained from one to the next; once for each rate."""
        if rate not in trained:
            at = [first]
            for before, after in zip(STOPS, STOPS[1:], strict=False):
                at.append(safe(XOR_X, XOR_T, *at[-1], float(rate), int(after - before)))
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
        questions=OWN if is_own(train) else FIRST,
        functions=(train,),
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
    right = int(np.sum((values["outputs"] > 0.5) == (XOR_T[:, 0] > 0.5)))
    return (
        f"After {steps:.0f} steps of size {rate} the outputs are {outputs}: {right} of 4 on the right side."
    )


def _draw(figure, ticks):
    left, right = figure.subplots(1, 2)
    extent = (ticks[0], ticks[-1], ticks[0], ticks[-1])
    surface = left.imshow(np.zeros((31, 31)), vmin=0, vmax=1, cmap="PuOr", origin="lower", extent=extent)
    left.set(xlabel="first bit", ylabel="second bit", title="output for any input")
    artists, label = {"surface": surface}, {"facecolor": PAPER, "edgecolor": "none", "pad": 2}
    for k, (x, t) in enumerate(zip(XOR_X, XOR_T[:, 0], strict=True)):
        left.plot(*x[:2], MARKERS[k], color=COLOURS[k], markersize=11, markeredgecolor=PAPER)
        left.text(x[0] + 0.06, x[1] + 0.07, f"{t:.0f}", color=INK, weight="bold", bbox=label)
        artists[f"curve {k}"] = right.plot([], [], color=COLOURS[k], linestyle=DASHES[k], linewidth=1.2)[0]
        artists[f"now {k}"] = draw_point(right, {"color": COLOURS[k], "marker": MARKERS[k]}, markersize=9)
    right.set(xscale="log", xlim=(1, 5001), ylim=(0, 1), xlabel="steps + 1", title="the four outputs")
    right.axhline(0.5, color=FAINT, linestyle=":")
    return artists
