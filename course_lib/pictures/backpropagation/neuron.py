"""A neuron whose bias is the weight of a feature that is always 1 (lecture 4, rows 4.4 and 4.8)."""

from course_lib.live_view.palette import BLUE, FAINT, GREEN, INK, PAPER, VERMILION, tinted
from course_lib.pictures.picture import Picture

# height, feature, its weight, colour: those of the worked example
INPUTS = (
    (1.1, "$x_0 = -1$", "$w_0 = 2$", BLUE),
    (0.0, "$x_1 = -2$", "$w_1 = -3$", BLUE),
    (-1.1, "always 1", "$w_2 = -3$", GREEN),
)


def neuron():
    """Draw the neuron of the worked example with its three features, its sum and its activation.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.neuron()
    Picture: Three circles at the left...
    """
    return Picture(
        draw,
        "Three circles at the left, the features x₀ = −1, x₁ = −2 and a third that is always 1, with lines "
        "of the weights 2, −3 and −3 to a sum, which is 1. An activation σ makes 0.73 of it. The weight "
        "of the feature that is always 1 is the bias.",
        height=230,
    )


def draw(figure):
    """Draw the features, the sum, the activation and the output from left to right."""
    axes = figure.add_subplot()
    axes.set(xlim=(-1.7, 7.2), ylim=(-1.6, 1.6), aspect="equal")
    axes.axis("off")
    for height, feature, weight, colour in INPUTS:
        axes.plot([0, 2.5], [height, 0], color=colour, linewidth=1.6, zorder=0)
        axes.plot(0, height, "o", markersize=15, color=PAPER, markeredgecolor=colour, markeredgewidth=1.6)
        axes.text(-0.25, height, feature, ha="right", va="center", color=INK)
        place = {"y": 0.62 * height + 0.1, "va": "bottom"}
        if height < 0:
            place = {"y": 0.62 * height - 0.1, "va": "top"}
        axes.text(1.1, s=weight, ha="center", color=colour, fontsize=11, **place)
    for x, name, colour in ((2.9, "Σ", VERMILION), (4.7, "σ", VERMILION)):
        _draw_circle(axes, x, name, colour)
    for start, end, value in ((3.3, 4.3, "1"), (5.1, 6.1, "0.73")):
        arrow = {"arrowstyle": "-|>", "color": FAINT, "linewidth": 1.6}
        axes.annotate("", (end, 0), (start, 0), arrowprops=arrow)
        axes.text((start + end) / 2, 0.1, value, ha="center", va="bottom", color=INK)
    axes.text(6.2, 0, "$P(y = 1 \\mid x)$", va="center", color=INK)


def _draw_circle(axes, x, name, colour):
    from matplotlib.patches import Circle

    axes.add_patch(Circle((x, 0), 0.4, facecolor=tinted(colour, 0.1), edgecolor=colour, linewidth=1.6))
    axes.text(x, 0, name, ha="center", va="center", color=INK, fontsize=15)
