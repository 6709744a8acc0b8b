"""All ways from one input to one output: the chain rule as a sum over paths (lecture 5, row 5.4)."""

from course_lib.live_view.palette import BLUE, FAINT, GRID, INK, PAPER
from course_lib.pictures.picture import Picture

COLUMNS = (("x", 2), ("y", 3), ("z", 2))  # name of a vector and its length, from input to output
START, END = 1, 1  # the lit paths lead from this x to this z
GAP = 3.0  # between two columns


def chain_paths():
    """Draw x → y → z with an edge for each partial derivative, and light all paths from x₁ to z₁.

    Returns
    -------
    Picture

    Notes
    -----
    The numbers on the edges are those of the lecture's worked example at x = (2, 3).

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.chain_paths()
    Picture: Two inputs x, three values y...
    """
    return Picture(
        draw,
        "Two inputs x, three values y between, two outputs z, and an edge for each partial derivative. Three "
        "paths lead from x₁ to z₁, over y₀, y₁ and y₂; on them stand the slopes 2 and 0, 1 and 9, 6 and 5. "
        "The sum of the three products is 39.",
        height=300,
    )


def draw(figure):
    """Draw the edges first, so that the nodes lie on them."""
    axes = figure.add_subplot()
    axes.set(xlim=(-0.6, 2 * GAP + 4.2), ylim=(-1.7, 1.7))
    axes.axis("off")
    lit = {("x", START, "y", k): slope for k, slope in enumerate((2, 1, 6))}
    lit |= {("y", k, "z", END): slope for k, slope in enumerate((0, 9, 5))}
    for edge in _edges():
        _draw_edge(axes, edge, lit.get(edge))
    for name, length in COLUMNS:
        for index in range(length):
            x, y = _place(name, index)
            axes.plot(x, y, "o", markersize=30, color=PAPER, markeredgecolor=INK, markeredgewidth=1.4)
            axes.text(x, y, f"${name}_{index}$", ha="center", va="center", color=INK)
    axes.text(2 * GAP + 0.8, 0.35, "$\\partial z_1 / \\partial x_1$", va="center", color=BLUE)
    axes.text(2 * GAP + 0.8, -0.35, "= 0·2 + 9·1 + 5·6 = 39", va="center", color=BLUE)


def _edges():
    for (left, n), (right, m) in zip(COLUMNS, COLUMNS[1:], strict=False):
        yield from ((left, i, right, j) for i in range(n) for j in range(m))


def _draw_edge(axes, edge, slope):
    (x0, y0), (x1, y1) = _place(*edge[:2]), _place(*edge[2:])
    is_lit = slope is not None
    axes.plot([x0, x1], [y0, y1], color=BLUE if is_lit else GRID, linewidth=2 if is_lit else 1, zorder=0)
    if is_lit:
        share = 0.45
        axes.text(x0 + share * (x1 - x0), y0 + share * (y1 - y0) + 0.1, str(slope), ha="center", color=FAINT)


def _place(name, index):
    """Position of a node: one column for each vector, its entries from top to bottom."""
    column = [each for each, _ in COLUMNS].index(name)
    length = COLUMNS[column][1]
    return column * GAP, 1.15 * ((length - 1) / 2 - index)
