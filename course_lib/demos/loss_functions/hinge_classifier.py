"""A linear classifier of three classes in the plane, trained with the hinge loss (lecture 1, row 1.8)."""

from functools import cache

import numpy as np

from course_lib.live_view.controls import Slider, scientific
from course_lib.live_view.demo import Demo
from course_lib.live_view.palette import BLUE, CLASS_COLOURS, CLASS_MARKERS, GRID, INK, PAPER, VERMILION
from course_lib.live_view.student import checked
from course_lib.losses.hinge import svm_loss

REACH = 3.5  # the picture goes from -REACH to REACH
CELLS = 90
STEPS = 150
PAIRS = ((0, 1), (0, 2), (1, 2))


def hinge_classifier(loss=svm_loss):
    """Regions, margins and the points that violate them, while you move the penalty.

    Parameters
    ----------
    loss : callable, (W (C, d), X (N, d), y (N,), reg) -> (loss, dW)
        Your `svm_loss`; the classifier is trained with it, by gradient descent.

    Returns
    -------
    Demo
        Setting: `reg`, the λ of λ Σ W².

    Notes
    -----
    Lecture 1, rows 1.2, 1.4 and 1.8.
    """
    X, y = three_clouds(np.random.default_rng(5))
    safe = checked(loss, lambda W, X, y, reg: (), lambda W, X, y, reg: W.shape)

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
            **{f"border {j}{k}": level_line(W, j, k, 0) for j, k in PAIRS},
            **{f"margin {j}{k}": level_line(W, j, k, 1) for j in range(3) for k in range(3) if j != k},
            "violating": np.where(violating[:, None], X[:, :2], np.nan),
            "parts": np.array([total - penalty, penalty]),
            "data read-out": f"{total - penalty:.2f}",
            "penalty read-out": f"{penalty:.2f}",
            "counts": (int(violating.sum()), int(wrong.sum())),
            "total": total,
        }

    def draw(figure):
        from matplotlib.colors import ListedColormap

        left, right = figure.subplots(1, 2, width_ratios=[1.6, 1])
        left.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), xlabel="$x_1$", title="regions and margins")
        left.set_ylabel("$x_2$", rotation=0)
        tints = ListedColormap([(*rgb(colour), 0.2) for colour in CLASS_COLOURS[:3]])
        regions = np.zeros((CELLS, CELLS))
        extent = (-REACH, REACH, -REACH, REACH)
        image = left.imshow(regions, cmap=tints, vmin=0, vmax=2, extent=extent, origin="lower", aspect="auto")
        image.set_zorder(0.5)
        for c in range(3):
            look = {"color": CLASS_COLOURS[c], "marker": CLASS_MARKERS[c], "edgecolor": PAPER}
            left.scatter(*X[y == c, :2].T, s=42, linewidth=0.8, label=f"class {c}", zorder=3, **look)
        left.legend(loc="lower right", frameon=True, facecolor=PAPER, edgecolor=GRID, handletextpad=0.2)
        right.set(xlim=(-0.6, 1.6), ylim=(0, 1.5), xticks=range(2), title="loss")
        right.set_xticklabels(["data", "penalty"])
        top = {"ha": "center", "va": "top", "weight": "bold"}
        return {
            "regions": image,
            **{f"border {j}{k}": left.plot([], [], color=INK, linewidth=1.8)[0] for j, k in PAIRS},
            **{
                f"margin {j}{k}": left.plot([], [], color=INK, linewidth=1, linestyle="--")[0]
                for j in range(3)
                for k in range(3)
                if j != k
            },
            "violating": left.scatter(
                [], [], s=130, facecolor="none", edgecolor=INK, linewidth=1.6, zorder=4
            ),
            "parts": right.bar(range(2), [0, 0], width=0.6, color=[BLUE, VERMILION], edgecolor=INK),
            "data read-out": right.text(0, 1.45, "", **top),
            "penalty read-out": right.text(1, 1.45, "", **top),
        }

    def describe(values, reg):
        violating, wrong = values["counts"]
        return (
            f"λ = {scientific(reg)}: {violating} of {len(y)} points lie within a margin (ringed), "
            f"{wrong} of them on the wrong side; the loss is {values['total']:.2f}."
        )

    return Demo(
        title="Hinge classifier",
        question="a larger λ wants smaller weights. Do the margins (dashed) become wider or narrower?",
        controls=(Slider("reg", "penalty λ", np.geomspace(1e-4, 1, 33), initial=1e-2, fmt=scientific),),
        compute=compute,
        draw=draw,
        describe=describe,
        size=(780, 400),
    )


def three_clouds(rng, n=16):
    """Return points X (3 n, 3), their last column 1 (the bias trick), and labels y (3 n,)."""
    centres = np.array([[-1.2, -0.9], [1.4, -0.7], [0.0, 1.5]])
    y = np.repeat(np.arange(3), n)
    X = centres[y] + 0.75 * rng.standard_normal((3 * n, 2))
    return np.column_stack([X, np.ones(len(X))]), y


def fit(loss, X, y, reg, steps=STEPS):
    """Return W (3, d) after gradient descent with a step size that shrinks, as a loss with kinks needs it."""
    W = np.zeros((3, X.shape[1]))
    for step in range(steps):
        W = W - 0.7 / (1 + 0.03 * step) * loss(W, X, y, reg)[1]
    return W


@cache
def plane():
    """Return the cells of the picture as rows (x1, x2, 1), lowest row first."""
    ticks = (np.arange(CELLS) + 0.5) / CELLS * 2 * REACH - REACH
    x1, x2 = np.meshgrid(ticks, ticks)
    return np.column_stack([x1.ravel(), x2.ravel(), np.ones(x1.size)])


def level_line(W, j, k, ahead, n=121):
    """Return where class j is `ahead` of class k and no third class of both: (n, 2), NaN elsewhere."""
    w = W[j] - W[k]
    length = np.hypot(*w[:2])
    if length < 1e-9:
        return np.full((n, 2), np.nan)
    foot = (ahead - w[2]) * w[:2] / length**2
    along = np.linspace(-3 * REACH, 3 * REACH, n)[:, None] * np.array([-w[1], w[0]]) / length
    points = foot + along
    scores = np.column_stack([points, np.ones(n)]) @ W.T
    hidden = scores.max(axis=1) > scores[:, j] + 1e-9
    hidden |= np.delete(scores, [j, k], axis=1).max(axis=1) > scores[:, k] + 1e-9
    return np.where(hidden[:, None], np.nan, points)


def rgb(colour):
    """Red, green and blue of a colour, 0 to 1."""
    from matplotlib.colors import to_rgb

    return to_rgb(colour)
