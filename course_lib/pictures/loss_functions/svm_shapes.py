"""The vectorised loss as blocks with their shapes (lecture 1, row 1.9)."""

from course_lib.live_view.palette import BLUE, FAINT, GREEN, INK, ORANGE, VERMILION
from course_lib.pictures.picture import Picture

# left edge, width, height, name, shape, colour; sizes in units of the picture
BLOCKS = (
    (0.0, 1.5, 2.4, "$X$", "(N, d)", BLUE),
    (2.0, 1.0, 1.5, "$W^\\top$", "(d, C)", GREEN),
    (3.6, 1.0, 2.4, "scores", "(N, C)", ORANGE),
    (5.8, 1.0, 2.4, "terms", "(N, C)", VERMILION),
    (7.6, 0.35, 2.4, "$L_i$", "(N,)", VERMILION),
    (8.9, 0.35, 0.35, "$L$", "()", INK),
)
SIGNS = ((1.75, "@"), (3.3, "="))
ARROWS = ((4.65, 5.75, "max(0, ·)\n0 at $y_i$"), (6.85, 7.55, "sum"), (8.0, 8.85, "mean"))


def svm_shapes():
    """Draw the arrays of the multiclass SVM loss, from the batch to the number, with their shapes.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.svm_shapes()
    Picture: Arrays from left to right...
    """
    return Picture(
        draw,
        "Arrays from left to right: X (N, d) times W transposed (d, C) gives the scores (N, C); max(0, ·) "
        "with 0 at the correct class the terms (N, C); the sum over classes gives the losses (N,); the mean "
        "over examples gives one number, to which λ times the sum of squared weights is added.",
        height=260,
    )


def draw(figure):
    """Draw the blocks, centred on one line."""
    axes = figure.add_subplot()
    axes.set(xlim=(-0.1, 10.9), ylim=(-1.75, 1.75), aspect="equal")
    axes.axis("off")
    from matplotlib.patches import Rectangle

    for left, width, height, name, shape, colour in BLOCKS:
        axes.add_patch(
            Rectangle((left, -height / 2), width, height, facecolor=colour, alpha=0.16, linewidth=0)
        )
        axes.add_patch(
            Rectangle((left, -height / 2), width, height, fill=False, edgecolor=colour, linewidth=1.6)
        )
        middle = left + width / 2
        axes.text(middle, height / 2 + 0.12, name, ha="center", va="bottom", color=colour, weight="bold")
        axes.text(middle, -height / 2 - 0.12, shape, ha="center", va="top", color=INK, fontsize=11)
    for x, sign in SIGNS:
        axes.text(x, 0, sign, ha="center", va="center", color=FAINT)
    for start, end, label in ARROWS:
        axes.annotate(
            "", (end, 0), (start, 0), arrowprops={"arrowstyle": "-|>", "color": FAINT, "linewidth": 1.5}
        )
        axes.text((start + end) / 2, 0.12, label, ha="center", va="bottom", fontsize=10.5)
    axes.text(9.4, 0, "$+\\ \\lambda\\,\\Sigma W^2$", ha="left", va="center", color=GREEN)
