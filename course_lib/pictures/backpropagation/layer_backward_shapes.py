"""The three products of a layer's backward pass as blocks with their shapes (lecture 4, row 4.9)."""

from course_lib.live_view.palette import BLUE, GREEN, INK, ORANGE, VERMILION, tinted
from course_lib.pictures.picture import Picture

N, C, D = 1.5, 0.8, 1.15  # how long the axes are drawn
UPSTREAM = (N, C, "$dY$", "(N, C)", VERMILION)  # height, width, name, shape and colour of a block
PRODUCTS = (  # the result, its two factors, and what the sum runs over
    (
        (N, D, "$dX$", "(N, d)", BLUE),
        UPSTREAM,
        (C, D, "$W$", "(C, d)", GREEN),
        "an entry of $X$ reaches\none row of $Y$: sum over $C$",
    ),
    (
        (C, D, "$dW$", "(C, d)", GREEN),
        (C, N, "$dY^\\top$", "(C, N)", VERMILION),
        (N, D, "$X$", "(N, d)", BLUE),
        "an entry of $W$ reaches\none column of $Y$: sum over $N$",
    ),
    (
        (0.3, C, "$db$", "(C,)", ORANGE),
        (0.3, N, "ones", "(N,)", INK),
        UPSTREAM,
        "$b$ was copied to every row:\nsum over $N$",
    ),
)
GAP = 0.45


def layer_backward_shapes():
    """Draw dX = dY W, dW = dYᵀ X and db = Σ dY to scale, with what each sum runs over.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.layer_backward_shapes()
    Picture: Three products of blocks...
    """
    return Picture(
        draw,
        "Three products of blocks, drawn to scale. dX (N, d) is dY (N, C) times W (C, d); dW (C, d) is dY "
        "transposed (C, N) times X (N, d); db (C,) is a row of N ones times dY (N, C). Beside each stands "
        "what the sum runs over: the classes for dX, the examples for dW and db.",
        height=300,
    )


def draw(figure):
    """Draw one product a column."""
    for axes, (result, first, second, words) in zip(figure.subplots(1, 3), PRODUCTS, strict=True):
        axes.axis("off")
        place = _draw_sign(axes, _draw_block(axes, 0.0, result), "=")
        place = _draw_sign(axes, _draw_block(axes, place, first), "·")
        place = _draw_block(axes, place, second)
        axes.text(place / 2, -1.75, words, ha="center", va="top", fontsize=11, color=INK)
        axes.set(xlim=(-0.1, 4.85), ylim=(-2.6, 1.5), aspect="equal")


def _draw_sign(axes, left, sign):
    axes.text(left + GAP / 2, 0, sign, ha="center", va="center", color=INK)
    return left + GAP


def _draw_block(axes, left, block):
    from matplotlib.patches import Rectangle

    height, width, name, shape, colour = block
    box = Rectangle((left, -height / 2), width, height, linewidth=1.6)
    box.set(facecolor=tinted(colour, 0.14), edgecolor=colour)
    axes.add_patch(box)
    middle = left + width / 2
    axes.text(middle, height / 2 + 0.1, name, ha="center", va="bottom", color=colour, fontsize=12)
    axes.text(middle, -height / 2 - 0.1, shape, ha="center", va="top", color=INK, fontsize=10)
    return left + width
