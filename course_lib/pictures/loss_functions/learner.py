"""The parts of a learner and what flows between them (lecture 1, row 1.1)."""

from course_lib.live_view.palette import BLUE, FAINT, GREEN, INK, ORANGE, PURPLE, VERMILION, tinted
from course_lib.pictures.picture import Picture

# part: (left edge, bottom edge, heading, what it is here, colour)
BOXES = (
    (0.0, 2.0, "1  input", "image as a column\n$x$  (64 pixels)", BLUE),
    (3.0, 2.0, "2  function", "$s = f(x, W) = Wx$\nparameters $W$", GREEN),
    (6.6, 2.0, "3  loss", "$L_i(s, y)$\nhow bad are they?", VERMILION),
    (3.0, 0.0, "4  optimiser", "changes $W$ so that\nthe mean loss falls", PURPLE),
    (6.6, 0.0, "label", "$y$, what the image\nreally shows", ORANGE),
)
WIDTH, HEIGHT = 2.15, 1.25


def learner():
    """Draw input, function, loss and optimiser as boxes, with the arrows between them.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.learner()
    Picture: Four boxes in a loop....
    """
    return Picture(
        draw,
        "Four boxes in a loop. The input x, an image as a column of pixels, goes into the function f(x, W) "
        "with parameters W; its scores s and the label y go into the loss; the optimiser reads the loss and "
        "changes W.",
        height=270,
    )


def draw(figure):
    """Draw the diagram."""
    axes = figure.add_subplot()
    axes.set(xlim=(-0.1, 8.9), ylim=(-0.1, 3.4), aspect="equal")
    axes.axis("off")
    for left, bottom, heading, text, colour in BOXES:
        draw_box(axes, left, bottom, heading, text, colour)
    middle = 2 + HEIGHT / 2
    draw_arrow(axes, (WIDTH, middle), (3, middle))
    draw_arrow(axes, (3 + WIDTH, middle), (6.6, middle), "scores $s$")
    draw_arrow(axes, (6.6 + WIDTH / 2, HEIGHT), (6.6 + WIDTH / 2, 2))
    draw_arrow(axes, (6.6, 2.05), (3 + WIDTH, 0.9))
    axes.text(5.75, 1.75, "loss", ha="center", va="bottom", color=INK, fontsize=11)
    draw_arrow(axes, (3 + WIDTH / 2, HEIGHT), (3 + WIDTH / 2, 2), "new $W$")


def draw_box(axes, left, bottom, heading, text, colour):
    """Draw a box with rounded corners, its heading in bold."""
    from matplotlib.patches import FancyBboxPatch

    box = FancyBboxPatch((left, bottom), WIDTH, HEIGHT, boxstyle="round,pad=0,rounding_size=0.12")
    box.set(facecolor=tinted(colour, 0.10), edgecolor=colour, linewidth=1.6)
    axes.add_patch(box)
    centre = left + WIDTH / 2
    axes.text(centre, bottom + 0.98, heading, ha="center", va="center", color=colour, weight="bold")
    axes.text(centre, bottom + 0.42, text, ha="center", va="center", color=INK, fontsize=11.5)


def draw_arrow(axes, start, end, label=""):
    """Draw an arrow with a word beside its middle."""
    axes.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": FAINT, "linewidth": 1.6})
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    upright = start[0] == end[0]
    place = {"ha": "left", "va": "center"} if upright else {"ha": "center", "va": "bottom"}
    axes.text(x + 0.08 * upright, y + 0.06 * (not upright), label, color=INK, fontsize=11, **place)
