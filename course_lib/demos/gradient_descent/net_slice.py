"""A slice of the loss of a net, with two valleys of the same depth (lecture 3, rows 3.8 and 3.12)."""

import numpy as np

from course_lib.live_view.asking.questions import Options
from course_lib.live_view.controls import Choice, Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.palette import BLUE, FAINT, INK, PAPER, VERMILION, tints
from course_lib.live_view.student import checked
from course_lib.networks.sigmoid_net import XOR_T, XOR_X, first_weights, train_two_layer, two_layer_outputs

EXCHANGED = [2, 3, 0, 1]  # hidden units change places in pairs: the outputs stay
TRAINED, STEP = 2000, 1.0  # steps that find the valley, and their size
BURST, N_BURSTS = 20, 20  # steps between two points of a path, and how many such points
REACH = (-0.25, 1.25)  # of the slice, along both of its axes
N_TICKS = 41
MIXES = np.round(np.linspace(0, 1, 21), 2)  # share of the second valley at the start
RATES = ("0.3", "1", "3")
HALFWAY = 0.05  # coordinates that differ by less are no closer to either valley


QUESTIONS = (
    Options(
        "Both valleys are the same net with its hidden units in another order. Where does the descent from "
        "exactly "
        "halfway between them end?",
        "it stays on the ridge",
        "There the units are equal in pairs, get equal updates and stay equal: four units do the work of "
        "two.",
        ("in the first valley", "in the second valley", "it stays on the ridge"),
        shows={"mix": 0.5},
    ),
)


def net_slice(train=None):
    """Cut the loss of the net for the exclusive or through two of its valleys, and descend on it.

    Parameters
    ----------
    train : function, optional
        Your `train_two_layer(X, T, W1, W2, learning_rate, n_steps)`, which finds the valley and descends.
        By default the course's own is used.

    Returns
    -------
    Demo
        With a slider for `mix`, where between the two valleys the descent starts, and a choice of `rate`.

    Notes
    -----
    Point (a, b) of the slice has the weights a·A + b·B: A are the trained ones, B the same net with
    its hidden units exchanged in pairs. A path lives in 16 dimensions; its shadow on the slice is drawn.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.net_slice(train=train_two_layer)
    Demo: A slice of the net's loss
    """
    safe = checked(
        train or train_two_layer, lambda X, T, W1, W2, *_: np.shape(W1), lambda X, T, W1, W2, *_: np.shape(W2)
    )
    found = {}

    def valleys():
        """Return the trained weights and the exchanged ones; trained once."""
        if not found:
            first = first_weights(3, 4, 1, np.random.RandomState(0))
            W1, W2 = safe(XOR_X, XOR_T, *first, STEP, TRAINED)
            found["valleys"] = (W1, W2), (W1[EXCHANGED], W2[:, EXCHANGED])
            found["losses"] = slice_losses(*found["valleys"])
        return found["valleys"]

    def compute(mix, rate):
        A, B = valleys()
        W = [(1 - mix) * a + mix * b for a, b in zip(A, B, strict=True)]
        points, losses = [W], [loss(*W)]
        for _ in range(N_BURSTS):
            W = safe(XOR_X, XOR_T, *W, float(rate), BURST)
            points.append(W)
            losses.append(loss(*W))
        path = projected(points, A, B)
        steps = BURST * np.arange(N_BURSTS + 1)
        inside = np.all((path >= REACH[0]) & (path <= REACH[1]), axis=1, keepdims=True)
        return {
            "surface": found["losses"],
            "path": np.where(inside, path, np.nan),
            "start": path[:1],
            "losses": np.column_stack([steps, losses]),
            "last": losses[-1],
            "apart": float(path[-1, 0] - path[-1, 1]),
        }

    return Demo(
        title="A slice of the net's loss",
        questions=QUESTIONS,
        functions=(train,),
        question="both valleys are the same net with its hidden units in another order. What lies between?",
        controls=(
            Slider("mix", "start between the valleys", MIXES, initial=0.45, fmt="{:.2f}"),
            Choice("rate", "step size α", RATES, initial="1"),
        ),
        compute=compute,
        draw=_draw,
        describe=_describe,
        size=(780, 380),
    )


def loss(W1, W2):
    """Return half the squared error of the net on the four pairs of bits."""
    return 0.5 * np.sum((two_layer_outputs(XOR_X, W1, W2)[1] - XOR_T) ** 2)


def slice_losses(A, B):
    """Return the losses (N_TICKS, N_TICKS) at the weights a·A + b·B; a runs along the columns."""
    ticks = np.linspace(*REACH, N_TICKS)
    return np.array(
        [[loss(*(a * x + b * y for x, y in zip(A, B, strict=True))) for a in ticks] for b in ticks]
    )


def projected(points, A, B):
    """Return the coordinates (a, b) of the points of the slice that are the closest to these weights."""
    plane = np.stack([_flat(A), _flat(B)], axis=1)
    return np.linalg.lstsq(plane, np.stack([_flat(W) for W in points], axis=1), rcond=None)[0].T


def _flat(W):
    return np.concatenate([part.ravel() for part in W])


def _describe(values, mix, rate):
    if abs(values["apart"]) < HALFWAY:
        where = "on the ridge between them: units that are equal stay equal"
    else:
        where = "in the first valley" if values["apart"] > 0 else "in the second valley"
    return (
        f"From {mix:.0%} of the way to the second valley, {BURST * N_BURSTS} steps of size {rate} lead to a "
        f"loss of {values['last']:.3f}, {where}."
    )


def _draw(figure):
    left, right = figure.subplots(1, 2)
    extent = (*REACH, *REACH)
    surface = left.imshow(
        np.zeros((N_TICKS, N_TICKS)),
        vmin=0,
        vmax=0.8,
        cmap=tints(VERMILION, 0.85),
        origin="lower",
        extent=extent,
    )
    for place, name in (((1, 0), "first"), ((0, 1), "second"), ((0, 0), "all weights 0")):
        left.plot(*place, "+", color=INK, markersize=12)
        left.annotate(name, place, (5, 6), textcoords="offset points", color=INK, fontsize=11)
    artists = {
        "surface": surface,
        "path": left.plot([], [], "o-", color=BLUE, markersize=5, markeredgecolor=PAPER, linewidth=1.4)[0],
        "start": left.plot([], [], "D", color=INK, markersize=9, markeredgecolor=PAPER)[0],
        "losses": right.plot([], [], "o-", color=BLUE, markersize=4)[0],
    }
    left.set(title="loss on the slice: pale is low", xlabel="$a$", xlim=REACH, ylim=REACH)
    left.set_ylabel("$b$", rotation=0)
    right.axhline(0.5, color=FAINT, linestyle=":")
    right.set(xlim=(0, BURST * N_BURSTS), ylim=(0, 0.62), xlabel="step", title="loss on the way")
    return artists
