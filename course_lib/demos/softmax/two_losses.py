"""The same scores, two losses and their gradients (lecture 2, rows 2.8 and 2.9)."""

import numpy as np

from course_lib.datasets.three_images import CLASSES, SCORES
from course_lib.live_view.asking.questions import Number, Options
from course_lib.live_view.controls import Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.drawing import HIGH, READ_OUT, draw_following_axis, follow_bars
from course_lib.live_view.palette import BLUE, CLASS_COLOURS, INK, VERMILION
from course_lib.live_view.student import checked, is_own
from course_lib.losses.hinge import hinge_terms
from course_lib.losses.softmax import cross_entropy, softmax

HALF_STEP = 1e-5
TOPS = (4, 8, 16, 32)  # of the axis of the losses: the smallest that holds both
OFFSETS = np.vstack([np.zeros(3), HALF_STEP * np.eye(3), -HALF_STEP * np.eye(3)])  # (7, 3)


FIRST = (
    Number(
        "Raise the score of the cat step by step; the car has 5.1. From which score on is the gradient of "
        "the hinge "
        "0?",
        6.1,
        "Once the correct score leads every other by 1, no term is positive, and nothing pulls any more.",
        close=0.05,
        fmt="{:.1f}",
    ),
    Options(
        "Does the gradient of cross-entropy ever become 0?",
        "never",
        "It is the probabilities minus the target, and no probability is ever exactly 1: it gets small, "
        "not 0.",
        ("at the same score", "at a higher score", "never"),
    ),
    Number(
        "What do the three gradients of one loss sum to, whatever the scores?",
        0.0,
        "One number added to all scores changes neither loss, so the slope in that direction is 0.",
        close=0.001,
        shows={"cat": 7.0},
    ),
)
OWN = (
    Options(
        "Which of the two losses is the larger one?",
        "it depends on the scores",
        "Here the hinge is 0 and cross-entropy is not; at the lecture's scores, with 3.2 for the cat, the "
        "hinge is 2.9 and cross-entropy 2.04.",
        ("always the hinge", "always cross-entropy", "it depends on the scores"),
        shows={"cat": 8.0},
    ),
)


def two_losses(loss=None):
    """Move the scores of a cat image, and compare its hinge loss with its cross-entropy, and both gradients.

    Parameters
    ----------
    loss : function, optional
        Your `cross_entropy(scores, y)`, which returns one loss for each row of scores. By default the
        course's own is drawn.

    Returns
    -------
    Demo
        With a slider for each score: `cat`, the correct class, `car` and `frog`. They stop at whole numbers
        and at the scores of the lecture.

    Notes
    -----
    The gradient of cross-entropy is a centred difference of your loss; that of the hinge is taken to be 0
    at a corner.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.two_losses(loss=cross_entropy)
    Demo: Same scores, two losses
    """
    grid = np.array(np.meshgrid(*map(positions, range(3)), indexing="ij")).reshape(3, -1).T  # (G, 3)
    rows = {tuple(scores): row for row, scores in enumerate(grid.tolist())}
    safe = checked(loss or cross_entropy, lambda scores, y: (len(scores),))
    table = []  # losses (G,) and gradients (G, 3) at every position, in one call of yours

    def cross_entropy_at(scores):
        if not table:
            table.extend(with_gradients(safe, grid))
        row = rows.get(scores)
        if row is None:  # between the positions
            return tuple(part[0] for part in with_gradients(safe, np.array([scores])))
        return tuple(part[row] for part in table)

    def compute(cat, car, frog):
        scores = (cat, car, frog)
        terms = hinge_terms(np.array([scores]), np.array([0]))[0]
        hinge, positive = terms.sum(), (terms > 0).astype(float)
        cross, gradient = cross_entropy_at(scores)
        p = softmax(np.array([scores]))[0]
        lengths, ticks = follow_bars([hinge, cross], TOPS)
        return {
            "probabilities": p,
            **{f"p {j}": f"{p[j]:.3f}" for j in range(3)},
            "losses": np.array([hinge, cross]),
            "bars": lengths,
            **ticks,
            "hinge": f"{hinge:.2f}",
            "cross-entropy": f"{cross:.3g}" if cross < 0.01 else f"{cross:.2f}",
            "hinge gradient": np.array([-positive.sum(), *positive[1:]]),
            "cross-entropy gradient": gradient,
            "zero": bool(hinge == 0),
            "most": float(np.abs(gradient).max()),
        }

    return Demo(
        title="Same scores, two losses",
        questions=OWN if is_own(loss) else FIRST,
        functions=(loss,),
        question="raise the cat's score: when is the hinge's gradient 0, and when that of cross-entropy?",
        controls=tuple(
            Slider(name, f"score of {name}" + (" (correct)" if j == 0 else ""), positions(j), SCORES[0, j])
            for j, name in enumerate(CLASSES)
        ),
        compute=compute,
        draw=_draw,
        describe=_describe,
        size=(800, 320),
    )


def _describe(values, cat, car, frog):
    hinge = "0, with the gradient 0" if values["zero"] else values["hinge"]
    sentence = (
        f"Scores {cat:g}, {car:g}, {frog:g}: the cat has the probability {values['p 0']}; "
        f"the hinge is {hinge}; cross-entropy is {values['cross-entropy']}, its gradient at most "
        f"{values['most']:.2g}."
    )
    return sentence.replace("-1", "−1").replace(" -", " −")


def _draw(figure):
    left, middle, right = figure.subplots(1, 3, width_ratios=[1, 0.75, 1.25])
    left.set(ylim=(0, 1.15), xlim=(-0.6, 2.6), title="probabilities")
    left.set_xticks(range(3), ("cat ✓", *CLASSES[1:]))
    middle.set(xlim=(-0.85, 1.6), title="losses")
    middle.set_xticks(range(2), ("hinge", "cross-\nentropy"))
    right.set(ylim=(-2.25, 1.25), xlim=(-0.6, 2.6), title="gradient in each score")
    right.set_xticks(range(3), CLASSES)
    right.axhline(0, color=INK, linewidth=0.8)
    sides = (
        ("hinge", -0.19, BLUE, "left: hinge"),
        ("cross-entropy", 0.19, VERMILION, "right: cross-entropy"),
    )
    gradients = {}
    for name, side, colour, label in sides:
        look = {"color": colour, "edgecolor": INK, "label": label}
        gradients[f"{name} gradient"] = right.bar(np.arange(3) + side, [0] * 3, width=0.36, **look)
    right.legend(loc="lower right")
    return {
        "probabilities": left.bar(range(3), [0] * 3, width=0.6, color=CLASS_COLOURS[:3], edgecolor=INK),
        **{f"p {j}": left.text(j, 1.13, "", **READ_OUT) for j in range(3)},
        "bars": middle.bar(range(2), [0] * 2, width=0.6, color=[BLUE, VERMILION], edgecolor=INK),
        "hinge": middle.text(0, 0.97 * HIGH, "", **READ_OUT),
        "cross-entropy": middle.text(1, 0.97 * HIGH, "", **READ_OUT),
        **draw_following_axis(middle),
        **gradients,
    }


def with_gradients(loss, scores):
    """Return the losses (G,) of the label 0 at scores (G, 3), and their centred differences (G, 3)."""
    moved = (scores[:, None, :] + OFFSETS).reshape(-1, 3)
    losses = np.asarray(loss(moved, np.zeros(len(moved), dtype=int))).reshape(-1, 7)
    return losses[:, 0], (losses[:, 1:4] - losses[:, 4:]) / (2 * HALF_STEP)


def positions(j):
    """Where the slider of class j stops: every whole number from -4 to 10, and the lecture's score."""
    return np.union1d(np.arange(-4.0, 11.0), SCORES[0, j])
