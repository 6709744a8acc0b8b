"""What a wrong belief costs: entropy, cross-entropy and divergence (lecture 2, row 2.3)."""

import numpy as np

from course_lib.datasets.three_images import CLASSES
from course_lib.live_view.asking.questions import Number, Options
from course_lib.live_view.controls import Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.drawing import READ_OUT
from course_lib.live_view.palette import BLUE, GREEN, INK, PURPLE, VERMILION
from course_lib.live_view.student import checked, is_own
from course_lib.losses import information

TRUTH = np.array([0.6, 0.3, 0.1])
FAR = np.array([0.01, 0.04, 0.95])
BARS = ("H(p)", "H(p, q)", "KL(p‖q)", "KL(q‖p)")


FIRST = (
    Options(
        "Our belief q moves and p stays. Which of the bars does not move?",
        "H(p)",
        "The entropy of p knows nothing of q.",
        ("H(p)", "H(p, q)", "KL(p‖q)", "all move"),
    ),
    Options(
        "Where is the divergence 0?",
        "at q = p alone",
        "Any other belief costs more than the truth does.",
        ("at q = p alone", "wherever q names the likeliest class", "nowhere"),
    ),
    Options(
        "Is KL(q‖p) the same number as KL(p‖q)?",
        "no",
        "The average is taken over other outcomes, those of q: the divergence is no distance.",
        ("yes", "no"),
        shows={"away": 0.9},
    ),
)
OWN = (
    Number(
        "How far must q move, from 0 to 1, until the divergence reaches half of its largest value?",
        0.88,
        "It rises slowly at first and steeply at the end, where q gives the likeliest class nearly nothing.",
        close=0.06,
        fmt="{:.2f}",
        shows={"away": 0.875},
    ),
)


def divergence(kl_divergence=None):
    """Move a belief q away from the true distribution p, and see what the wrong belief costs.

    Parameters
    ----------
    kl_divergence : function, optional
        Your `kl_divergence(p, q)`, which returns one divergence for each row of p and q. By default the
        course's own is drawn.

    Returns
    -------
    Demo
        With a slider for `away`: at 0 the belief is the truth, at 1 it is another distribution.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.divergence()
    Demo: A wrong belief
    """
    safe = checked(kl_divergence or information.kl_divergence, lambda p, q: (len(p),))

    def compute(away):
        p, q = TRUTH[None], ((1 - away) * TRUTH + away * FAR)[None]
        measures = [
            information.entropy(p)[0],
            information.distribution_cross_entropy(p, q)[0],
            safe(p, q)[0],
            safe(q, p)[0],
        ]
        return {
            "q": q[0],
            "measures": np.array(measures),
            **{
                name: f"{value:.3f}".replace("-0.000", "0.000")
                for name, value in zip(BARS, measures, strict=True)
            },
        }

    def describe(values, away):
        q = ", ".join(f"{share:.2f}" for share in values["q"])
        return f"q = ({q}): " + ", ".join(f"{name} = {values[name]}" for name in BARS) + "."

    return Demo(
        title="A wrong belief",
        questions=OWN if is_own(kl_divergence) else FIRST,
        functions=(kl_divergence,),
        question="which of the four bars cannot move, and which are 0 for q = p?",
        controls=(Slider("away", "q, from p to another distribution", np.linspace(0, 1, 41), 0.5, "{:.3f}"),),
        compute=compute,
        draw=_draw,
        describe=describe,
        size=(760, 300),
    )


def _draw(figure):
    left, right = figure.subplots(1, 2, width_ratios=[1, 1.2])
    places = np.arange(3)
    left.bar(places - 0.19, TRUTH, width=0.36, color=BLUE, edgecolor=INK, label="left: p, the truth")
    belief = left.bar(places + 0.19, [0] * 3, width=0.36, color=VERMILION, edgecolor=INK,
                      label="right: q, our belief")  # fmt: skip
    left.set(ylim=(0, 1.2), title="distributions", xticks=places, xticklabels=CLASSES)
    left.legend(loc="upper left")
    right.set(ylim=(0, 4.3), xlim=(-0.6, 3.6), title="nats", xticks=range(4), xticklabels=BARS)
    colours = [BLUE, VERMILION, GREEN, PURPLE]
    return {
        "q": belief,
        "measures": right.bar(range(4), [0] * 4, width=0.6, color=colours, edgecolor=INK),
        **{name: right.text(j, 4.27, "", **READ_OUT) for j, name in enumerate(BARS)},
    }
