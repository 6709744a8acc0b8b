"""A direction u that rotates: the slope along it is ‖∇f‖ cos θ (lecture 3, row 3.3)."""

import numpy as np

from course_lib.derivatives.gradcheck import directional_derivative
from course_lib.live_view.asking.questions import ANSWER, Mark, Number
from course_lib.live_view.controls import Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.drawing import draw_point
from course_lib.live_view.palette import BLUE, FAINT, GREEN, GRID, PAPER, VERMILION
from course_lib.live_view.student import checked, is_own

POINT = np.array([0.9, -0.7])
LENGTH = 0.8  # of the drawn arrow of u, in units of w
STEP = 1e-4
LEVEL = 0.05  # of the largest slope: less is neither up nor down


def surface(w):
    """Height of the surface: a tilted bowl."""
    return float(0.6 * w[0] ** 2 + 0.9 * w[1] ** 2 + 0.5 * w[0] * w[1])


def gradient(w):
    """Its gradient by hand."""
    return np.array([1.2 * w[0] + 0.5 * w[1], 1.8 * w[1] + 0.5 * w[0]])


FIRST = (
    Mark(
        "At which angle from the gradient is the slope exactly 0?",
        (90.0, -90.0),
        "At a right angle, on either side: there one walks along a contour.",
        close=6.0,
        on=("x", 1),
        fmt="{:.0f}",
    ),
    Number(
        "The slope at 60° is which share of the steepest one?",
        0.5,
        "The slope is ‖∇f‖ cos θ, and cos 60° = ½.",
        close=0.01,
        shows={"angle": 60},
    ),
)
OWN = (
    Number(
        "At which angle, from 0 to 180, is the slope −½ of the steepest one?",
        120.0,
        "cos 120° = −½.",
        close=3.0,
        on=("x", 1),
        shows={"angle": 120},
    ),
)


def direction(derivative=None):
    """Rotate a direction u on a surface, and read the slope along it.

    Parameters
    ----------
    derivative : function, optional
        Your `directional_derivative(f, x, u, h)`, which returns the slope. It gets a `u` of length 2: is its
        slope still that along a unit vector? By default the course's own is used.

    Returns
    -------
    Demo
        With a slider for `angle`, between u and the gradient, in degrees.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.direction(derivative=directional_derivative)
    Demo: Directional derivative
    """
    safe = checked(derivative or directional_derivative, lambda f, x, u, h: ())
    steepest = gradient(POINT)
    size = float(np.linalg.norm(steepest))
    angles = np.arange(-180, 181, 5)

    def along(angle):
        """Unit vector at this angle from the gradient, and the slope along it."""
        turn = np.deg2rad(angle) + np.arctan2(steepest[1], steepest[0])
        unit = np.array([np.cos(turn), np.sin(turn)])
        return unit, float(safe(surface, POINT, 2 * unit, STEP))

    def compute(angle):
        unit, slope = along(angle)
        return {
            "u": np.array([[*POINT, *(LENGTH * unit)]]),
            "now": np.array([[angle, slope]]),
            "slope": slope,
        }

    def describe(values, angle):
        slope = values["slope"]
        way = "up" if slope > LEVEL * size else "down" if slope < -LEVEL * size else "level"
        return f"At {angle:.0f} degrees from the gradient the slope is {slope:z.2f}: {way}.".replace("-", "−")

    return Demo(
        title="Directional derivative",
        questions=OWN if is_own(derivative) else FIRST,
        functions=(derivative,),
        question="in which direction is the slope 0, and in which is it lowest?",
        controls=(Slider("angle", "angle θ between u and ∇f", angles, initial=60, fmt="{:.0f}°"),),
        compute=compute,
        draw=lambda figure: _draw(figure, along, steepest, size, angles),
        describe=describe,
        size=(760, 350),
    )


def _draw(figure, along, steepest, size, angles):
    left, right = figure.subplots(1, 2)
    ticks = np.linspace(-2.1, 2.1, 61)
    heights = np.array([[surface((x, y)) for x in ticks] for y in ticks])
    left.contour(ticks, ticks, heights, levels=surface(POINT) * np.array([0.1, 0.4, 1, 2, 3.5, 6, 9]),
                 colors=FAINT, linewidths=0.8)  # fmt: skip
    arrows = {"angles": "xy", "scale_units": "xy", "scale": 1, "width": 0.012}
    left.quiver(*POINT, *(LENGTH * steepest / size), color=GREEN, **arrows)
    left.plot(*POINT, "o", color=FAINT)
    left.set(xlim=(-2.1, 2.1), ylim=(-2.1, 2.1), xlabel="$w_0$", title="u on the surface", box_aspect=1)
    left.set_ylabel("$w_1$", rotation=0)
    for name, colour in (("u", VERMILION), ("∇f, its direction", GREEN)):
        left.plot([], [], color=colour, linewidth=3, label=name)
    left.legend(loc="upper left", frameon=True, facecolor=PAPER, edgecolor=GRID, framealpha=1)
    right.axhline(0, color=GRID)
    right.plot(angles, size * np.cos(np.deg2rad(angles)), color=FAINT, linestyle=":", label="‖∇f‖ cos θ",
               gid=ANSWER)  # fmt: skip
    right.plot(angles, [along(angle)[1] for angle in angles], color=BLUE, label="slope along u", gid=ANSWER)
    right.set(xlim=(-180, 180), ylim=(-1.4 * size, 1.4 * size), xlabel="angle θ from the gradient, degrees")
    right.set(title="slope along u", xticks=range(-180, 181, 90))
    right.legend(loc="upper right")
    return {
        "u": left.quiver([0], [0], [1], [1], color=VERMILION, **arrows),
        "now": draw_point(right, {"color": VERMILION, "marker": "o"}, gid=ANSWER),
    }
