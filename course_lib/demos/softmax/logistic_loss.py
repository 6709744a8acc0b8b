"""Binary cross-entropy of one logit and its slope, for both targets (lecture 2, row 2.10)."""

import numpy as np

from course_lib.live_view.asking.questions import Number, Options
from course_lib.live_view.controls import Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.drawing import curve_look, draw_point
from course_lib.live_view.palette import BLUE, FAINT, VERMILION
from course_lib.live_view.student import checked, is_own
from course_lib.losses.binary import binary_cross_entropy, sigmoid

REACH = (-8.0, 8.0)
LOOKS = {
    "t = 1": {"color": BLUE, "linestyle": "-", "marker": "o"},
    "t = 0": {"color": VERMILION, "linestyle": "--", "marker": "s"},
}
TARGETS = {"t = 1": 1, "t = 0": 0}


FIRST = (
    Options(
        "What does the loss of a positive example look like for very negative z?",
        "a straight line",
        "Far on the wrong side −ln σ(z) is nearly −z.",
        ("a parabola", "a straight line", "a curve that levels off"),
    ),
    Number(
        "How steep can it become: what is the largest size of its slope?",
        1.0,
        "The slope is p − t, between −1 and 0: even a hopeless example pulls with bounded force, as in the "
        "hinge.",
        close=0.01,
        shows={"z": -8.0},
    ),
)
OWN = (
    Number(
        "At which logit do a positive and a negative example cost the same?",
        0.0,
        "There both classes have the probability ½.",
        close=0.01,
        on=("x", 0),
    ),
    Number(
        "And how much, in nats?",
        np.log(2),
        "A probability of ½ costs −ln ½ = ln 2.",
        close=0.01,
        on=("y", 0),
        fmt="{:.3f}",
        shows={"z": 0.0},
    ),
)


def logistic_loss(loss=None):
    """Move the logit of one example: what it costs if the target is 1 and if it is 0, and how hard it pulls.

    Parameters
    ----------
    loss : function, optional
        Your `binary_cross_entropy(logits, t)`, which returns the loss and its gradient in the logits. By
        default the course's own is drawn.

    Returns
    -------
    Demo
        With a slider for `z`, the logit.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.logistic_loss(loss=binary_cross_entropy)
    Demo: Binary cross-entropy
    """
    safe = checked(loss or binary_cross_entropy, lambda logits, t: (), lambda logits, t: (len(logits),))

    def one(z, t):
        # Twice the same example: a mean over the batch that is missing doubles what is drawn.
        value, slope = safe(np.array([z, z]), np.array([t, t]))
        return float(value), float(slope.sum())

    def compute(z):
        values = {"y": float(sigmoid(np.array([z]))[0])}
        for name, t in TARGETS.items():
            cost, slope = one(z, t)
            values[f"cost, {name}"], values[f"slope, {name}"] = np.array([[z, cost]]), np.array([[z, slope]])
        return values

    def describe(values, z):
        costs = " and ".join(
            f"{values[f'cost, {t}'][0, 1]:.2f} with the slope {values[f'slope, {t}'][0, 1]:.2f} if {t}"
            for t in LOOKS
        )
        text = f"Logit {z:.1f}, probability {values['y']:.3f}: the loss is {costs}."
        return text.replace("-0.00", "0.00").replace("-", "−")

    return Demo(
        title="Binary cross-entropy",
        questions=OWN if is_own(loss) else FIRST,
        functions=(loss,),
        question="what does the loss of a positive example look like for very negative logits?",
        controls=(Slider("z", "logit z", np.arange(-80, 81, 2) / 10, initial=1.0, fmt="{:.1f}"),),
        compute=compute,
        draw=lambda figure: _draw(figure, one),
        describe=describe,
        size=(760, 310),
    )


def _draw(figure, one):
    left, right = figure.subplots(1, 2)
    zs, artists = np.linspace(*REACH, 161), {}
    for name, look in LOOKS.items():
        costs, slopes = zip(*(one(z, TARGETS[name]) for z in zs), strict=True)
        left.plot(zs, costs, **curve_look(look), label=name)
        right.plot(zs, slopes, **curve_look(look))
        artists[f"cost, {name}"] = draw_point(left, look)
        artists[f"slope, {name}"] = draw_point(right, look)
    left.set(title="loss", ylim=(-0.3, 8.3))
    left.legend(loc="upper center")
    right.set(title="slope in z", ylim=(-1.1, 1.1))
    right.axhline(0, color=FAINT, linewidth=0.8)
    for axes in (left, right):
        axes.set(xlim=REACH, xlabel="logit $z$")
        axes.grid(True)
    return artists
