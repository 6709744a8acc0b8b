"""A linear classifier from three viewpoints: algebraic, visual, geometric (lecture 1, row 1.2)."""

import numpy as np

from course_lib.datasets import IMAGE_SHAPE, blobs, load_digits
from course_lib.live_view.palette import CLASS_COLOURS, CLASS_MARKERS
from course_lib.losses.hinge import svm_loss
from course_lib.pictures.loss_functions.digit_images import FOR_AND_AGAINST, INK_ON_PAPER
from course_lib.pictures.loss_functions.digit_training import digit_weights
from course_lib.pictures.picture import Picture
from course_lib.training.linear_classifier import add_bias, predict, templates, train

CENTRES = ((-1.6, -0.9), (1.6, -0.9), (0.0, 1.7))
REACH = 3.2
EXAMPLE = 8  # which of the digits is classified: an 8


def viewpoints():
    """Draw a linear classifier in three ways: as a product, as a comparison of images, and as lines.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.viewpoints()
    Picture: Three panels. Algebraic...
    """

    def draw_digit(figure):
        X, _ = load_digits()
        draw(figure, digit_weights(), add_bias(X)[EXAMPLE])

    return Picture(
        draw_digit,
        "Three panels. Algebraic: the matrix W times the column x is the column of scores; that of class 8 "
        "is the highest. Visual: the image of an 8 above the templates of its three best classes. Geometric: "
        "three straight lines and the regions of three classes in the plane.",
        height=330,
    )


def draw(figure, W, x):
    """Draw the three panels."""
    algebraic, visual, geometric = figure.subfigures(1, 3, width_ratios=[1.15, 1, 1.05], wspace=0.06)
    draw_product(algebraic, W, x)
    draw_comparison(visual, W, x)
    draw_lines(geometric)


def draw_product(figure, W, x):
    """Draw W, x and s as blocks of colour, one cell for one number, the scores also as numbers."""
    figure.suptitle("algebraic: $Wx = s$", x=0.03, ha="left", fontsize=13)
    panels = figure.subplots(1, 3, width_ratios=[5, 0.7, 1.1])
    scores = W @ x
    for axes, block, title in zip(panels, (W, x[:, None], scores[:, None]), ("W", "x", "s"), strict=True):
        largest = np.abs(block).max()
        axes.imshow(block, cmap=FOR_AND_AGAINST, vmin=-largest, vmax=largest, aspect="auto")
        axes.set_title(f"${title}$", loc="center")
        axes.set(xticks=[], yticks=[])
        axes.set_xlabel("10 × 65" if title == "W" else len(block), fontsize=11)
    panels[0].set_yticks(range(len(W)), range(len(W)), fontsize=9)
    panels[0].set_ylabel("class")
    best = int(np.argmax(scores))
    for row, score in enumerate(scores):
        weight = "bold" if row == best else "normal"
        light = abs(score) > 0.7 * np.abs(scores).max()
        panels[2].text(
            0, row, f"{score:.1f}", ha="center", va="center", fontsize=8.5, weight=weight,
            color="white" if light else "black",  # on cells that no theme changes
        )  # fmt: skip


def draw_comparison(figure, W, x):
    """Draw the image above the templates of its three best classes."""
    figure.suptitle("visual: templates", x=0.03, ha="left", fontsize=13)
    scores = W @ x
    best = np.argsort(-scores)[:3]
    images = templates(W, IMAGE_SHAPE)
    largest = np.abs(images).max()
    panels = figure.subplot_mosaic([[".", "image", "."], [0, 1, 2]], height_ratios=[1.15, 1])
    panels["image"].imshow(x[:-1].reshape(IMAGE_SHAPE), cmap=INK_ON_PAPER)
    panels["image"].set_title("$x$", loc="center")
    for place, label in enumerate(best):
        panels[place].imshow(images[label], cmap=FOR_AND_AGAINST, vmin=-largest, vmax=largest)
        panels[place].set_title(f"“{label}”\n$s$ = {scores[label]:.1f}", loc="center", fontsize=11)
    for axes in panels.values():
        axes.axis("off")


def draw_lines(figure):
    """Draw the regions of a classifier of points in the plane, and the line s = 0 of each class."""
    rng = np.random.default_rng(1)
    X, y = blobs(CENTRES, 18, 0.55, rng)
    W, _ = train(svm_loss, add_bias(X), y, n_classes=3, reg=0.02, learning_rate=0.2, n_steps=400, rng=rng)
    figure.suptitle("geometric: lines", x=0.03, ha="left", fontsize=13)
    axes = figure.subplots()
    ticks = np.linspace(-REACH, REACH, 200)
    grid = np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)
    winner = predict(W, add_bias(grid)).reshape(200, 200)
    for label, (colour, marker) in enumerate(zip(CLASS_COLOURS[:3], CLASS_MARKERS[:3], strict=True)):
        axes.contourf(ticks, ticks, winner == label, levels=[0.5, 1.5], colors=[colour], alpha=0.14)
        axes.plot(*X[y == label].T, marker, color=colour, markersize=4.5)
        scores = (add_bias(grid) @ W[label]).reshape(200, 200)
        axes.contour(ticks, ticks, scores, levels=[0], colors=[colour], linewidths=1.6)
        start = -W[label, 2] * W[label, :2] / np.sum(W[label, :2] ** 2)  # the point of the line nearest to 0
        end = start + 0.9 * W[label, :2] / np.linalg.norm(W[label, :2])
        axes.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 1.8})
        axes.text(*(1.55 * np.array(CENTRES[label])), f"{label}", color=colour, weight="bold")
    axes.set(xticks=[], yticks=[], xlim=(-REACH, REACH), ylim=(-REACH, REACH), aspect="equal")
    axes.set_xlabel("line: $s_j = 0$, arrow: $s_j$ grows", fontsize=11)
