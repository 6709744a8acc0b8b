"""What a wrong belief costs: entropy, cross-entropy and divergence (lecture 2, row 2.3)."""

import numpy as np

from course_lib.live_view.controls import Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.palette import BLUE, GREEN, INK, PURPLE, VERMILION
from course_lib.live_view.student import checked
from course_lib.losses import information as ours

CLASSES = ("cat", "car", "frog")
TRUTH = np.array([0.6, 0.3, 0.1])
FAR = np.array([0.01, 0.04, 0.95])
BARS = ("H(p)", "H(p, q)", "KL(p‖q)", "KL(q‖p)")


def divergence(kl_divergence=ours.kl_divergence):
    """Move a belief q away from the true distribution p.

    Parameters
    ----------
    kl_divergence : callable, (p (N, C), q (N, C)) -> divergences (N,)
        Your `kl_divergence`.

    Returns
    -------
    Demo
        Setting: `away`, 0 for q = p, 1 for the other distribution.

    Notes
    -----
    Lecture 2, row 2.3.
    """
    safe = checked(kl_divergence, lambda p, q: (len(p),))

    def compute(away):
        p, q = TRUTH[None], ((1 - away) * TRUTH + away * FAR)[None]
        measures = [
            ours.entropy(p)[0],
            ours.distribution_cross_entropy(p, q)[0],
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

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=[1, 1.2])
        places = np.arange(3)
        left.bar(places - 0.19, TRUTH, width=0.36, color=BLUE, edgecolor=INK, label="left: p, the truth")
        belief = left.bar(places + 0.19, [0] * 3, width=0.36, color=VERMILION, edgecolor=INK,
                          label="right: q, our belief")  # fmt: skip
        left.set(ylim=(0, 1.2), title="distributions", xticks=places, xticklabels=CLASSES)
        left.legend(loc="upper left")
        right.set(ylim=(0, 4.3), xlim=(-0.6, 3.6), title="nats", xticks=range(4), xticklabels=BARS)
        top = {"ha": "center", "va": "top", "weight": "bold"}
        colours = [BLUE, VERMILION, GREEN, PURPLE]
        return {
            "q": belief,
            "measures": right.bar(range(4), [0] * 4, width=0.6, color=colours, edgecolor=INK),
            **{name: right.text(j, 4.27, "", **top) for j, name in enumerate(BARS)},
        }

    def describe(values, away):
        q = ", ".join(f"{share:.2f}" for share in values["q"])
        return f"q = ({q}): " + ", ".join(f"{name} = {values[name]}" for name in BARS) + "."

    return Demo(
        title="A wrong belief",
        question="which of the four bars cannot move, and which are 0 for q = p?",
        controls=(Slider("away", "q, from p to another distribution", np.linspace(0, 1, 41), 0.5, "{:.3f}"),),
        compute=compute,
        draw=draw,
        describe=describe,
        size=(760, 300),
    )
