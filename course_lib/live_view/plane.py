"""Points of a few classes in a square of the plane: regions of a classifier, borders, margins, loss."""

from functools import cache

import numpy as np

from course_lib.datasets import blobs
from course_lib.live_view.drawing import HIGH, READ_OUT, draw_following_axis, follow_bars
from course_lib.live_view.palette import BLUE, CLASS_COLOURS, CLASS_MARKERS, GRID, INK, PAPER, VERMILION

REACH = 3.5  # the square goes from -REACH to REACH
CELLS = 90  # along each side: one is four pixels wide
PAIRS = ((0, 1), (0, 2), (1, 2))
ORDERED_PAIRS = tuple((j, k) for j in range(3) for k in range(3) if j != k)
CENTRES = ((-1.2, -0.9), (1.4, -0.7), (0.0, 1.5))
SPREAD = 0.75  # so that the clouds overlap a little
PARALLEL = 1e-9  # weights that differ by less have no border
TOPS = (0.2, 0.4, 0.8, 1.6)  # of the axis of a loss: the smallest that holds both of its parts


def three_clouds(rng, n=16):
    """Return n points a class in three clouds, (3 n, 3) with a last column of ones, and labels (3 n,)."""
    X, y = blobs(CENTRES, n, SPREAD, rng)
    return with_ones(X), y


def with_ones(X):
    """Return X (N, 2) with the column of ones of the bias trick, (N, 3)."""
    return np.column_stack([X, np.ones(len(X))])


def cell_centres(reach=REACH, cells=CELLS):
    """Return the centres of the cells of the square, (cells * cells, 2), lowest row first.

    Examples
    --------
    >>> cell_centres(reach=1.0, cells=2)
    array([[-0.5, -0.5],
           [ 0.5, -0.5],
           [-0.5,  0.5],
           [ 0.5,  0.5]])
    """
    ticks = (np.arange(cells) + 0.5) / cells * 2 * reach - reach
    return np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)


@cache
def plane():
    """Return the cells of the square as rows (x1, x2, 1), lowest row first."""
    return with_ones(cell_centres())


def level_line(W, j, k, ahead, n=121):
    """Return where class j is `ahead` of class k and no third class of both.

    Parameters
    ----------
    W : float array (3, 3)
        One row for each class, the bias last.
    j, k : int
    ahead : float
        The score of j minus that of k.
    n : int
        Points along the line.

    Returns
    -------
    float array (n, 2)
        NaN where a third class is ahead; all NaN if no such line exists.
    """
    w = W[j] - W[k]
    length = np.hypot(*w[:2])
    if length < PARALLEL:
        return np.full((n, 2), np.nan)
    foot = (ahead - w[2]) * w[:2] / length**2
    along = np.linspace(-3 * REACH, 3 * REACH, n)[:, None] * np.array([-w[1], w[0]]) / length
    points = foot + along
    scores = with_ones(points) @ W.T
    rounding = 1e-9
    hidden = scores.max(axis=1) > scores[:, j] + rounding
    hidden |= np.delete(scores, [j, k], axis=1).max(axis=1) > scores[:, k] + rounding
    return np.where(hidden[:, None], np.nan, points)


def borders(W):
    """Return the border of each pair of classes by name, as `draw_borders` names them."""
    return {f"border {j}{k}": level_line(W, j, k, 0) for j, k in PAIRS}


def margins(W):
    """Return where one class is 1 ahead of another, by name, as `draw_margins` names them."""
    return {f"margin {j}{k}": level_line(W, j, k, 1) for j, k in ORDERED_PAIRS}


def draw_regions(axes, title, tints, limits, reach=REACH, cells=CELLS, aspect="auto"):
    """Draw the square and return the image of its cells.

    Parameters
    ----------
    axes : matplotlib axes
    title : str
    tints : list of RGBA colours
        One for each value of a cell.
    limits : (low, high)
        The values that take the first and the last tint.
    reach, cells : float and int
        Of `cell_centres`.
    aspect : str
        "equal" for square cells.
    """
    from matplotlib.colors import ListedColormap

    axes.set(xlim=(-reach, reach), ylim=(-reach, reach), xlabel="$x_1$", title=title)
    axes.set_ylabel("$x_2$", rotation=0)
    low, high = limits
    return axes.imshow(
        np.zeros((cells, cells)), cmap=ListedColormap(tints), vmin=low, vmax=high,
        extent=(-reach, reach, -reach, reach), origin="lower", aspect=aspect,
    )  # fmt: skip


def draw_classes(axes, X, y):
    """Draw points X (N, 2) of three classes with their legend."""
    for c in range(3):
        look = {"color": CLASS_COLOURS[c], "marker": CLASS_MARKERS[c], "edgecolor": PAPER}
        axes.scatter(*X[y == c].T, s=42, linewidth=0.8, label=f"class {c}", zorder=3, **look)
    axes.legend(loc="lower right", frameon=True, facecolor=PAPER, edgecolor=GRID, handletextpad=0.2)


def draw_borders(axes):
    """Return the lines that `borders` moves, by name."""
    return {f"border {j}{k}": axes.plot([], [], color=INK, linewidth=1.8)[0] for j, k in PAIRS}


def draw_margins(axes):
    """Return the lines that `margins` moves, by name."""
    look = {"color": INK, "linewidth": 1, "linestyle": "--"}
    return {f"margin {j}{k}": axes.plot([], [], **look)[0] for j, k in ORDERED_PAIRS}


def draw_rings(axes):
    """Return rings around points, to mark those that cost something."""
    return axes.scatter([], [], s=130, facecolor="none", edgecolor=INK, linewidth=1.6, zorder=4)


def loss_parts(data, penalty):
    """Return the two parts of a loss by name, as `draw_loss_parts` names them."""
    lengths, ticks = follow_bars([data, penalty], TOPS)
    return {
        "parts": lengths,
        **ticks,
        "data read-out": f"{data:.2f}",
        "penalty read-out": f"{penalty:.2f}",
    }


def draw_loss_parts(axes):
    """Return two bars, data loss and penalty, with their numbers and the ticks of their axis, by name."""
    axes.set(xlim=(-0.7, 1.6), xticks=range(2), title="loss")
    axes.set_xticklabels(["data", "penalty"])
    return {
        "parts": axes.bar(range(2), [0, 0], width=0.6, color=[BLUE, VERMILION], edgecolor=INK),
        "data read-out": axes.text(0, 0.97 * HIGH, "", **READ_OUT),
        "penalty read-out": axes.text(1, 0.97 * HIGH, "", **READ_OUT),
        **draw_following_axis(axes),
    }
