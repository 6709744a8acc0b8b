"""Four pixels are stretched into a column and become three scores (lecture 1, row 1.2)."""

import numpy as np

from course_lib.live_view.palette import BLUE, FAINT, GREEN, INK, ORANGE, VERMILION
from course_lib.pictures.picture import Picture

IMAGE = np.array([[-15.0, 22.0], [-44.0, 56.0]])  # the lecture's pixels, centred
W = np.array([[0.01, -0.05, 0.1, 0.05], [0.7, 0.2, 0.05, 0.16], [0.0, -0.45, -0.2, 0.03]])  # (C, d)
B = np.array([0.0, 0.2, -0.3])
GREY = 60.0  # of either sign is black or white
# Left edge of each table, its numbers, its name and shape, its colour.
TABLES = (
    (2.9, W, "$W$", "(3, 4)", GREEN),
    (8.65, IMAGE.reshape(-1, 1), "$x$", "(4,)", BLUE),
    (10.5, B.reshape(-1, 1), "$b$", "(3,)", ORANGE),
    (12.35, (W @ IMAGE.ravel() + B).reshape(-1, 1), "$s$", "(3,)", VERMILION),
)
SIGNS = ((8.4, "·"), (10.22, "+"), (12.08, "="))


def pixels_stretched():
    """Draw an image of 2 by 2 pixels, the column that it becomes, and W x + b with its numbers.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.pixels_stretched()
    Picture: An image of 2 by 2 pixels...
    """
    return Picture(
        draw,
        "An image of 2 by 2 pixels, −15 and 22 above −44 and 56, is read row after row into a column x of "
        "four numbers. The matrix W (3, 4) times x plus b (3,) gives three scores: −2.85, 0.86 and 0.28.",
        height=240,
    )


def draw(figure):
    """Draw the image at the left, then the four tables of the product."""
    axes = figure.add_subplot()
    axes.set(xlim=(-0.1, 13.8), ylim=(-2.9, 2.6), aspect="equal")
    axes.axis("off")
    axes.imshow(IMAGE, cmap="gray", vmin=-GREY, vmax=GREY, extent=(0, 2, -1, 1), zorder=1)
    for (row, column), pixel in np.ndenumerate(IMAGE):
        shade = "white" if pixel < 0 else "black"
        axes.text(column + 0.5, 0.5 - row, _number(pixel), ha="center", va="center", color=shade, zorder=2)
    axes.text(1, 1.15, "image", ha="center", va="bottom", color=INK)
    axes.annotate("", (2.8, 0), (2.1, 0), arrowprops={"arrowstyle": "-|>", "color": FAINT, "linewidth": 1.5})
    for left, numbers, name, shape, colour in TABLES:
        _draw_table(axes, left, numbers, f"{name}  {shape}", colour)
    for x, sign in SIGNS:
        axes.text(x, 0, sign, ha="center", va="center", color=INK)


def _draw_table(axes, left, numbers, name, colour):
    from matplotlib.patches import Rectangle

    rows, columns = numbers.shape
    width, top = 1.32, rows / 2
    frame = Rectangle((left, -top), width * columns, rows, fill=False, edgecolor=colour, linewidth=1.8)
    axes.add_patch(frame)
    for (row, column), number in np.ndenumerate(numbers):
        place = left + width * (column + 0.5), top - row - 0.5
        axes.text(*place, _number(number), ha="center", va="center", color=INK, fontsize=11)
    axes.text(left + width * columns / 2, top + 0.15, name, ha="center", va="bottom", color=colour)


def _number(value):
    return f"{value:z.4g}".replace("-", "−")
