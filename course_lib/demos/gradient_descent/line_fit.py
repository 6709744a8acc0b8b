"""A line through points: its squared errors, and the gradient that says where to go (lecture 3, row 3.11)."""

import numpy as np

from course_lib.live_view.asking.questions import Options
from course_lib.live_view.controls import Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.drawing import draw_point
from course_lib.live_view.palette import BLUE, FAINT, INK, VERMILION
from course_lib.live_view.student import checked, is_own
from course_lib.losses.least_squares import squared_error_batch

N = 8
SLOPES = np.arange(-10, 21) / 10
OFFSETS = np.arange(-10, 21) / 10


def points():
    """Eight noisy points around the line 0.8 x + 0.5: x (N,) and targets (N,)."""
    rng = np.random.default_rng(5)
    x = np.linspace(-1.6, 1.8, N)
    return x, 0.8 * x + 0.5 + 0.35 * rng.standard_normal(N)


FIRST = (
    Options(
        "The line lies above all points. What is the sign of the second entry of the gradient, that of the "
        "offset?",
        "positive",
        "All errors y − t are positive, and the second entry is twice their mean.",
        ("positive", "negative", "it depends on the slope"),
        shows={"slope": 0.8, "offset": 2.0},
    ),
    Options(
        "Where does the arrow vanish?",
        "at the line of least squares",
        "There both entries of the gradient are 0: the loss has its lowest point.",
        ("at the line through the most points", "at the line of least squares", "at the level line"),
        shows={"slope": 0.8, "offset": 0.4},
    ),
)
OWN = (
    Options(
        "Find a line whose gradient has the second entry 0 and the first not. What is true of its errors?",
        "they sum to 0",
        "The second entry is twice the mean of the errors: the line runs through the middle of the points, "
        "only its "
        "slope is wrong.",
        ("they sum to 0", "all of them are 0", "all of them are positive"),
        shows={"slope": -0.4, "offset": 0.5},
    ),
)


def line_fit(error=None):
    """Turn and lift a line through eight points, and watch its squared errors and the way downhill.

    Parameters
    ----------
    error : function, optional
        Your `squared_error_batch(W, X, T)`, which returns the loss and its gradient in W. Here W is (1, 2):
        slope and offset; X has a column of ones. By default the course's own is drawn.

    Returns
    -------
    Demo
        With sliders for `slope` and `offset`, the two weights of the line.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.line_fit(error=squared_error_batch)
    Demo: Squared error of a line
    """
    safe = checked(error or squared_error_batch, lambda W, X, T: (), lambda W, X, T: np.shape(W))
    x, t = points()
    X = np.column_stack([x, np.ones(N)])
    ends = np.array([-2.2, 2.2])

    def compute(slope, offset):
        loss, dW = safe(np.array([[slope, offset]]), X, t[:, None])
        y = slope * x + offset
        residuals = np.full((3 * N, 2), np.nan)
        residuals[0::3], residuals[1::3] = np.column_stack([x, t]), np.column_stack([x, y])
        return {
            "line": np.column_stack([ends, slope * ends + offset]),
            "residuals": residuals,
            "downhill": np.array([[slope, offset, *(-0.15 * dW[0])]]),
            "here": np.array([[slope, offset]]),
            "read-out": f"loss {float(loss):.2f}",
            "loss": float(loss),
            "gradient": dW[0],
        }

    def describe(values, slope, offset):
        a, b = values["gradient"]
        return (
            f"With slope {slope:.1f} and offset {offset:.1f} the mean squared error is {values['loss']:.2f}; "
            f"its gradient is ({a:z.2f}, {b:z.2f})."
        ).replace("-", "−")

    return Demo(
        title="Squared error of a line",
        questions=OWN if is_own(error) else FIRST,
        functions=(error,),
        question="where is the arrow shortest, and what does that say about the loss?",
        controls=(
            Slider("slope", "slope", SLOPES, initial=-0.4, fmt="{:.1f}"),
            Slider("offset", "offset", OFFSETS, initial=1.4, fmt="{:.1f}"),
        ),
        compute=compute,
        draw=lambda figure: _draw(figure, x, t),
        describe=describe,
        size=(780, 340),
    )


def _draw(figure, x, t):
    left, right = figure.subplots(1, 2)
    left.plot(x, t, "o", color=INK)
    left.set(xlim=(-2.2, 2.2), ylim=(-3.2, 4.2), xlabel="x", title="the line and its errors")
    left.set_ylabel("y", rotation=0)
    surface = np.array([[np.mean((a * x + b - t) ** 2) for a in SLOPES] for b in OFFSETS])
    levels = surface.min() + np.array([0.05, 0.3, 0.8, 1.6, 2.8, 4.4, 6.4])
    right.contour(SLOPES, OFFSETS, surface, levels=levels, colors=FAINT, linewidths=0.8)
    right.set(xlabel="slope", ylabel="offset", title="loss, and the way downhill", box_aspect=1)
    right.set(xlim=(-1.2, 2.2), ylim=(-1.2, 2.2))
    return {
        "residuals": left.plot([], [], color=VERMILION, linestyle="--", linewidth=1.2)[0],
        "line": left.plot([], [], color=BLUE)[0],
        "read-out": left.text(-2.05, 3.6, "", weight="bold", color=VERMILION),
        "downhill": right.quiver([0], [0], [1], [1], color=VERMILION, angles="xy", scale_units="xy",
                                 scale=1, width=0.012),
        "here": draw_point(right, {"color": BLUE, "marker": "o"}, markersize=8),
    }  # fmt: skip
