"""A net as a graph of layers: values go forward, upstream gradients back (lecture 4, rows 4.1 and 4.2)."""

from course_lib.live_view.palette import BLUE, FAINT, GREEN, INK, VERMILION, tinted
from course_lib.pictures.picture import Picture

# layer, colour, the values that leave it, the upstream gradient that comes back to it
LAYERS = (
    ("input", FAINT, "$X$", "$dX$"),
    ("linear\n$W^{(1)}, b^{(1)}$", BLUE, "$Z$", "$dZ$"),
    ("ReLU", GREEN, "$H$", "$dH$"),
    ("linear\n$W^{(2)}, b^{(2)}$", BLUE, "$S$", "$dS$"),
    ("softmax,\ncross-\nentropy", VERMILION, "$L$", "1"),
)
WIDTH, HEIGHT, STEP = 1.25, 1.0, 2.05


def layer_graph():
    """Draw a two-layer net as a chain of layers, with its values above and its gradients below.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.layer_graph()
    Picture: A chain of five boxes...
    """
    return Picture(
        draw,
        "A chain of five boxes: input, linear, ReLU, linear, and softmax with cross-entropy. Above, the "
        "values X, Z, H, S and L go forward from box to box; below, the upstream gradients 1, dS, dH, dZ and "
        "dX come back. The two linear layers also hand down the gradients of their weights and biases.",
        height=235,
    )


def draw(figure):
    """Draw the boxes, the arrows forward above and those back below."""
    axes = figure.add_subplot()
    axes.set(xlim=(-0.1, 5 * STEP + 0.1), ylim=(-1.15, 1.6), aspect="equal")
    axes.axis("off")
    for place, (name, colour, value, upstream) in enumerate(LAYERS):
        left = place * STEP
        _draw_box(axes, left, name, colour)
        _draw_arrow(axes, left + WIDTH, left + STEP, 0.78, value, INK, above=True)
        _draw_arrow(axes, left + STEP, left + WIDTH, 0.22, upstream, VERMILION, above=False)
        if "linear" in name:
            number = name[name.index("(") : name.index(")") + 1]
            axes.annotate("", (left + WIDTH / 2, -0.55), (left + WIDTH / 2, 0),
                          arrowprops={"arrowstyle": "-|>", "color": VERMILION, "linewidth": 1.6})  # fmt: skip
            words = f"$dW^{{{number}}}, db^{{{number}}}$"
            axes.text(left + WIDTH / 2, -0.62, words, ha="center", va="top", color=VERMILION)


def _draw_box(axes, left, name, colour):
    from matplotlib.patches import FancyBboxPatch

    box = FancyBboxPatch((left, 0), WIDTH, HEIGHT, boxstyle="round,pad=0,rounding_size=0.1")
    box.set(facecolor=tinted(colour, 0.10), edgecolor=colour, linewidth=1.6)
    axes.add_patch(box)
    axes.text(left + WIDTH / 2, HEIGHT / 2, name, ha="center", va="center", color=INK, fontsize=10.5)


def _draw_arrow(axes, start, end, height, words, colour, above):
    axes.annotate("", (end, height), (start, height),
                  arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 1.6})  # fmt: skip
    place = {"va": "bottom"} if above else {"va": "top"}
    axes.text(
        (start + end) / 2, height + (0.05 if above else -0.05), words, ha="center", color=colour, **place
    )
