"""A linear classifier of three classes in the plane, trained with the hinge loss (lecture 1, row 1.8)."""

import numpy as np

from course_lib.live_view.asking.questions import Options
from course_lib.live_view.controls import Slider, scientific
from course_lib.live_view.demo import Demo
from course_lib.live_view.palette import CLASS_COLOURS, tinted
from course_lib.live_view.plane import (
    CELLS,
    borders,
    draw_borders,
    draw_classes,
    draw_loss_parts,
    draw_margins,
    draw_regions,
    draw_rings,
    loss_parts,
    margins,
    plane,
    three_clouds,
)
from course_lib.live_view.student import checked, is_own
from course_lib.losses.hinge import svm_loss

STEPS = 150
FIRST_STEP, SHRINKING = 0.7, 0.03  # step size 0.7 / (1 + 0.03 t): a loss with kinks needs it to shrink


FIRST = (
    Options(
        "As λ grows, what becomes of the band between the margins?",
        "wider, with more points in it",
        "Smaller weights let the scores rise more slowly, so that a lead of 1 is reached farther away.",
        (
            "wider, with more points in it",
            "wider, with fewer points in it",
            "narrower, with more points in it",
            "narrower, with fewer points in it",
        ),
        shows={"reg": 0.3},
    ),
)
OWN = (
    Options(
        "With the smallest λ two points are on the wrong side. Can a larger penalty get one of these "
        "training "
        "points right?",
        "yes",
        "Near λ = 0.03 only one is wrong: the minimum of the hinge is not that of the mistakes, and a "
        "penalty can "
        "move it the right way.",
        ("yes", "no"),
        shows={"reg": 0.032},
    ),
)


def hinge_classifier(loss=None):
    """Train a linear classifier with the hinge loss: its regions and margins while you move the penalty.

    The points that cost something are ringed; two bars show how the loss divides into data and penalty.

    Parameters
    ----------
    loss : function, optional
        Your `svm_loss(W, X, y, reg)`: the classifier is trained with it. By default the course's
        own is used.

    Returns
    -------
    Demo
        With a slider for `reg`, the λ of the penalty λ Σ W².

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.hinge_classifier(loss=svm_loss)
    Demo: Hinge classifier
    """
    X, y = three_clouds(np.random.default_rng(5))
    safe = checked(loss or svm_loss, lambda W, X, y, reg: (), lambda W, X, y, reg: W.shape)

    def compute(reg):
        W = fit(safe, X, y, reg)
        scores = X @ W.T  # (N, C)
        gap = scores - scores[np.arange(len(y)), y][:, None]
        gap[np.arange(len(y)), y] = -np.inf
        violating, wrong = (gap > -1).any(axis=1), (gap > 0).any(axis=1)
        penalty = reg * np.sum(W**2)
        total = float(safe(W, X, y, reg)[0])
        return {
            "regions": (plane() @ W.T).argmax(axis=1).reshape(CELLS, CELLS),
            **borders(W),
            **margins(W),
            "violating": np.where(violating[:, None], X[:, :2], np.nan),
            **loss_parts(total - penalty, penalty),
            "counts": (int(violating.sum()), int(wrong.sum())),
            "total": total,
        }

    def describe(values, reg):
        violating, wrong = values["counts"]
        return (
            f"λ = {scientific(reg)}: {violating} of {len(y)} points lie within a margin (ringed), "
            f"{wrong} of them on the wrong side; the loss is {values['total']:.2f}."
        )

    return Demo(
        title="Hinge classifier",
        questions=OWN if is_own(loss) else FIRST,
        functions=(loss,),
        question="a larger λ wants smaller weights. Do the margins (dashed) become wider or narrower?",
        controls=(Slider("reg", "penalty λ", np.geomspace(1e-4, 1, 33), initial=1e-2, fmt=scientific),),
        compute=compute,
        draw=lambda figure: _draw(figure, X, y),
        describe=describe,
        size=(780, 400),
    )


def fit(loss, X, y, reg, steps=STEPS):
    """Return W (3, d) after gradient descent with a step size that shrinks."""
    W = np.zeros((3, X.shape[1]))
    for step in range(steps):
        W = W - FIRST_STEP / (1 + SHRINKING * step) * loss(W, X, y, reg)[1]
    return W


def _draw(figure, X, y):
    left, right = figure.subplots(1, 2, width_ratios=[1.6, 1])
    tints = [tinted(colour, 0.2) for colour in CLASS_COLOURS[:3]]
    image = draw_regions(left, "regions and margins", tints, limits=(0, 2))
    draw_classes(left, X[:, :2], y)
    return {
        "regions": image,
        **draw_borders(left),
        **draw_margins(left),
        "violating": draw_rings(left),
        **draw_loss_parts(right),
    }
