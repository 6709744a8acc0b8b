"""Softmax regression on three classes of points in the plane (lecture 2, rows 2.8 and 2.9)."""

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
    draw_regions,
    draw_rings,
    loss_parts,
    plane,
    three_clouds,
)
from course_lib.live_view.student import checked, is_own
from course_lib.losses.softmax import softmax, softmax_loss

STEPS = 150
SHADES = 8  # steps of the tint from a probability of 1/3 to 1


FIRST = (
    Options(
        "As λ grows, what becomes of the borders?",
        "they become less sharp and hardly move",
        "Smaller weights make smaller differences of scores: the probabilities change more slowly across a "
        "border.",
        (
            "they become less sharp and hardly move",
            "they move far and stay as sharp",
            "they become sharper and hardly move",
        ),
    ),
    Options(
        "What becomes of the loss of the data when λ goes to 0, if the classes can be separated?",
        "it goes to 0 and the weights grow without bound",
        "Twice the weights make every right answer surer, so that no finite weights are the best.",
        (
            "it goes to 0 and the weights grow without bound",
            "it reaches 0 at finite weights",
            "it stays above ln 3",
        ),
        shows={"reg": 1.0},
    ),
)
OWN = (
    Options(
        "Does any larger λ get more of these points right than the smallest one?",
        "no",
        "One point is wrong at first and two later on: for the training points the penalty brings nothing "
        "here.",
        ("yes", "no"),
        shows={"reg": 0.01},
    ),
)


def softmax_classifier(loss=None):
    """Train softmax regression: its regions, darker where it is surer, while you move the penalty.

    The points in a wrong region are ringed; two bars show how the loss divides into data and penalty.

    Parameters
    ----------
    loss : function, optional
        Your `softmax_loss(W, X, y, reg)`: the classifier is trained with it. By default the course's
        own is used.

    Returns
    -------
    Demo
        With a slider for `reg`, the λ of the penalty λ Σ W².

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.softmax_classifier(loss=softmax_loss)
    Demo: Softmax classifier
    """
    X, y = three_clouds(np.random.default_rng(5))
    safe = checked(loss or softmax_loss, lambda W, X, y, reg: (), lambda W, X, y, reg: W.shape)

    def compute(reg):
        W = fit(safe, X, y, reg)
        penalty = reg * np.sum(W**2)
        data = float(safe(W, X, y, reg)[0]) - penalty
        p = softmax(X @ W.T)
        wrong = p.argmax(axis=1) != y
        return {
            "regions": shades(softmax(plane() @ W.T)).reshape(CELLS, CELLS),
            **borders(W),
            "wrong": np.where(wrong[:, None], X[:, :2], np.nan),
            **loss_parts(data, penalty),
            "loss": (data, penalty),
            "sure": float(p.max(axis=1).mean()),
            "mistakes": int(wrong.sum()),
        }

    def describe(values, reg):
        data, penalty = values["loss"]
        return (
            f"λ = {scientific(reg)}: the winning class has the probability {values['sure']:.2f} on average; "
            f"{values['mistakes']} of {len(y)} points (ringed) lie in a wrong region; data loss {data:.2f}, "
            f"penalty {penalty:.2f}."
        )

    return Demo(
        title="Softmax classifier",
        questions=OWN if is_own(loss) else FIRST,
        functions=(loss,),
        question="a larger λ wants smaller weights. Do the borders move, or do they become less sharp?",
        controls=(Slider("reg", "penalty λ", np.geomspace(1e-4, 1, 33), initial=1e-3, fmt=scientific),),
        compute=compute,
        draw=lambda figure: _draw(figure, X, y),
        describe=describe,
        size=(780, 400),
    )


def fit(loss, X, y, reg, steps=STEPS, learning_rate=0.5, momentum=0.8):
    """Return W (3, d) after gradient descent with momentum from W = 0."""
    W = step = np.zeros((3, X.shape[1]))
    for _ in range(steps):
        step = momentum * step - learning_rate * loss(W, X, y, reg)[1]
        W = W + step
    return W


def shades(p):
    """Return the winning class and how sure it is as one number for each row of p (n, 3)."""
    sure = (p.max(axis=1) - 1 / 3) * 1.5  # 0 for equal probabilities, 1 for certainty
    return SHADES * p.argmax(axis=1) + np.minimum((sure * SHADES).astype(int), SHADES - 1)


def _draw(figure, X, y):
    left, right = figure.subplots(1, 2, width_ratios=[1.6, 1])
    tints = [tinted(colour, 0.06 + 0.06 * shade) for colour in CLASS_COLOURS[:3] for shade in range(SHADES)]
    image = draw_regions(left, "the darker, the surer", tints, limits=(-0.5, 3 * SHADES - 0.5))
    draw_classes(left, X[:, :2], y)
    return {
        "regions": image,
        **draw_borders(left),
        "wrong": draw_rings(left),
        **draw_loss_parts(right),
    }
