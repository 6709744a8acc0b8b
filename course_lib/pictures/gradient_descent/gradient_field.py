"""Slices and tangent plane of a surface, and its gradient as a vector field (lecture 3, rows 3.2 and 3.3)."""

import numpy as np

from course_lib.live_view.palette import BLUE, FAINT, INK, VERMILION
from course_lib.pictures.picture import Picture

AT = np.array([0.9, -0.7])  # the point of the slices
REACH = 1.6  # of the picture, to both sides of 0
LOOKS = (  # what moves, its colour and dash
    ("$w_0$", BLUE, "-"),
    ("$w_1$", VERMILION, "--"),
)


def height(w0, w1):
    """Return 3 − 0.6 w0² − 0.5 w0 w1 − 0.9 w1², a hill."""
    return 3 - 0.6 * w0**2 - 0.5 * w0 * w1 - 0.9 * w1**2


def gradient(w0, w1):
    """Return the two partial derivatives of `height`."""
    return -1.2 * w0 - 0.5 * w1, -1.8 * w1 - 0.5 * w0


def gradient_field():
    """Draw a surface with its tangent plane, its two slices with their slopes, and its field of gradients.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.gradient_field()
    Picture: A hill over two weights...
    """
    slopes = " and ".join(f"{slope:.2f}".replace("-", "−") for slope in gradient(*AT))
    return Picture(
        draw,
        "A hill over two weights with its tangent plane at a point. Beside it the two slices "
        f"through that point, one for each weight, with tangents of the slopes {slopes}: the partial "
        "derivatives. At the right the contours with an arrow of the gradient at every place: it points "
        "uphill, at a right angle to its contour, and is longer where it is steeper.",
        height=270,
    )


def draw(figure):
    """Draw the surface, the slices, and the field side by side."""
    _draw_plane(figure.add_subplot(1, 3, 1, projection="3d"))
    _draw_slices(figure.add_subplot(1, 3, 2))
    _draw_field(figure.add_subplot(1, 3, 3))


def _draw_plane(axes):
    ticks = np.linspace(-REACH, REACH, 25)
    w0, w1 = np.meshgrid(ticks, ticks)
    for side in (axes.xaxis, axes.yaxis, axes.zaxis):
        side.pane.set_visible(False)  # its grey would hide the wires in the dark theme
    axes.plot_wireframe(w0, w1, height(w0, w1), color=FAINT, linewidth=0.5)
    near = np.linspace(-0.7, 0.7, 2)
    d1, d2 = np.meshgrid(near, near)
    by_first, by_second = gradient(*AT)
    plane = height(*AT) + by_first * d1 + by_second * d2
    axes.plot_surface(AT[0] + d1, AT[1] + d2, plane, color=VERMILION, alpha=0.6, shade=False, zorder=5)
    axes.set(xticks=[], yticks=[], zticks=[], xlabel="$w_0$", ylabel="$w_1$", title="tangent plane")
    axes.view_init(elev=35, azim=-40)


def _draw_slices(axes):
    steps = np.linspace(-1.2, 1.2, 61)
    for index, (name, colour, dash) in enumerate(LOOKS):
        moved = AT[:, None] + np.eye(2)[index][:, None] * steps
        axes.plot(steps, height(*moved), dash, color=colour, label=f"{name} moves")
        slope = gradient(*AT)[index]
        axes.plot(steps[15:46], height(*AT) + slope * steps[15:46], color=colour, linewidth=1, alpha=0.8)
    axes.plot(0, height(*AT), "o", color=INK)
    axes.set(xlabel="step along one weight", title="two slices", ylim=(-0.6, 4.6))
    axes.legend(loc="upper center", frameon=True, framealpha=1, edgecolor="none")


def _draw_field(axes):
    ticks = np.linspace(-REACH, REACH, 61)
    axes.contour(ticks, ticks, height(*np.meshgrid(ticks, ticks)), levels=9, colors=FAINT, linewidths=0.7)
    places = np.meshgrid(np.linspace(-1.3, 1.3, 7), np.linspace(-1.3, 1.3, 7))
    axes.quiver(*places, *gradient(*places), color=BLUE, angles="xy", width=0.008)
    axes.plot(*AT, "o", color=INK)
    axes.set(title="a field of gradients", xlabel="$w_0$", box_aspect=1)
    axes.set_ylabel("$w_1$", rotation=0)
