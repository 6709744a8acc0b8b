"""Softmax regression on three classes of points in the plane (lecture 2, rows 2.8 and 2.9)."""

import numpy as np

from course_lib.demos.loss_functions.hinge_classifier import (
    CELLS,
    PAIRS,
    REACH,
    level_line,
    plane,
    rgb,
    three_clouds,
)
from course_lib.live_view.controls import Slider, scientific
from course_lib.live_view.demo import Demo
from course_lib.live_view.palette import BLUE, CLASS_COLOURS, CLASS_MARKERS, GRID, INK, PAPER, VERMILION
from course_lib.live_view.student import checked
from course_lib.losses.softmax import softmax, softmax_loss

STEPS = 150
SHADES = 8  # steps of the tint from a probability of 1/3 to 1


def softmax_classifier(loss=softmax_loss):
    """Regions, tinted by the probability of the winning class, while you move the penalty.

    Parameters
    ----------
    loss : callable, (W (C, d), X (N, d), y (N,), reg) -> (loss, dW)
        Your `softmax_loss`; the classifier is trained with it, by gradient descent.

    Returns
    -------
    Demo
        Setting: `reg`, the λ of λ Σ W².

    Notes
    -----
    Lecture 2, rows 2.8 and 2.9.
    """
    X, y = three_clouds(np.random.default_rng(5))
    safe = checked(loss, lambda W, X, y, reg: (), lambda W, X, y, reg: W.shape)

    def compute(reg):
        W = fit(safe, X, y, reg)
        penalty = reg * np.sum(W**2)
        data = float(safe(W, X, y, reg)[0]) - penalty
        p = softmax(X @ W.T)
        return {
            "regions": shades(softmax(plane() @ W.T)).reshape(CELLS, CELLS),
            **{f"border {j}{k}": level_line(W, j, k, 0) for j, k in PAIRS},
            "wrong": np.where((p.argmax(axis=1) != y)[:, None], X[:, :2], np.nan),
            "parts": np.array([data, penalty]),
            "data read-out": f"{data:.2f}",
            "penalty read-out": f"{penalty:.2f}",
            "sure": float(p.max(axis=1).mean()),
            "mistakes": int((p.argmax(axis=1) != y).sum()),
        }

    def draw(figure):
        from matplotlib.colors import ListedColormap

        left, right = figure.subplots(1, 2, width_ratios=[1.6, 1])
        left.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), xlabel="$x_1$", title="the darker, the surer")
        left.set_ylabel("$x_2$", rotation=0)
        tints = [
            (*rgb(colour), 0.06 + 0.06 * shade) for colour in CLASS_COLOURS[:3] for shade in range(SHADES)
        ]
        image = left.imshow(np.zeros((CELLS, CELLS)), cmap=ListedColormap(tints), vmin=-0.5,
                            vmax=3 * SHADES - 0.5, extent=(-REACH, REACH, -REACH, REACH), origin="lower",
                            aspect="auto")  # fmt: skip
        image.set_zorder(0.5)
        for c in range(3):
            look = {"color": CLASS_COLOURS[c], "marker": CLASS_MARKERS[c], "edgecolor": PAPER}
            left.scatter(*X[y == c, :2].T, s=42, linewidth=0.8, label=f"class {c}", zorder=3, **look)
        left.legend(loc="lower right", frameon=True, facecolor=PAPER, edgecolor=GRID, handletextpad=0.2)
        right.set(xlim=(-0.6, 1.6), ylim=(0, 1.3), xticks=range(2), title="loss")
        right.set_xticklabels(["data", "penalty"])
        top = {"ha": "center", "va": "top", "weight": "bold"}
        return {
            "regions": image,
            **{f"border {j}{k}": left.plot([], [], color=INK, linewidth=1.8)[0] for j, k in PAIRS},
            "wrong": left.scatter([], [], s=130, facecolor="none", edgecolor=INK, linewidth=1.6, zorder=4),
            "parts": right.bar(range(2), [0, 0], width=0.6, color=[BLUE, VERMILION], edgecolor=INK),
            "data read-out": right.text(0, 1.28, "", **top),
            "penalty read-out": right.text(1, 1.28, "", **top),
        }

    def describe(values, reg):
        data, penalty = values["parts"]
        return (
            f"λ = {scientific(reg)}: the winning class has the probability {values['sure']:.2f} on average; "
            f"{values['mistakes']} of {len(y)} points (ringed) lie in a wrong region; data loss {data:.2f}, "
            f"penalty {penalty:.2f}."
        )

    return Demo(
        title="Softmax classifier",
        question="a larger λ wants smaller weights. Do the borders move, or do they become less sharp?",
        controls=(Slider("reg", "penalty λ", np.geomspace(1e-4, 1, 33), initial=1e-3, fmt=scientific),),
        compute=compute,
        draw=draw,
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
