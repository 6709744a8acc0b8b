"""One hidden layer approximates a continuous function: wider is closer (lecture 4, row 4.10)."""

import numpy as np

from course_lib.live_view.asking.questions import Options
from course_lib.live_view.controls import Choice, Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.palette import BLUE, FAINT, VERMILION
from course_lib.networks.approximation import FUNCTIONS, fitted_relus

WIDTHS = np.array([1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 48, 64])
X = np.linspace(0, 1, 1025)  # all kinks lie on the grid


QUESTIONS = (
    Options(
        "Twice as many hidden units: what becomes of the largest error of the wave?",
        "about a quarter",
        "Its pieces are half as long, and a chord misses a smooth curve by the square of its length.",
        ("about a half", "about a quarter", "it stays"),
        shows={"width": 24},
    ),
    Options(
        "And that of the corner?",
        "it depends on where the pieces end",
        "A piece that ends exactly at the corner misses nothing there, any other one does.",
        ("about a half", "about a quarter", "it depends on where the pieces end"),
    ),
    Options(
        "And that of the jump?",
        "it never falls below 1",
        "A continuous net must cross the jump in between: half of its height of 2 is the least that it can "
        "miss.",
        ("about a half", "about a quarter", "it never falls below 1"),
        shows={"width": 64, "function": "a jump (not continuous)"},
    ),
)


def universal_approximation():
    """Fit a function with one hidden layer of ReLUs, and watch the largest error as the layer grows.

    Returns
    -------
    Demo
        With a slider for `width`, the hidden units, and a choice of `function`.

    Notes
    -----
    G. Cybenko (1989), K. Hornik (1991), M. Leshno et al. (1993): any *continuous* function on a *compact*
    set, as closely as one likes, with *enough* units. The theorem says nothing of how many units, or whether
    training finds the weights; here they follow from a construction.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.universal_approximation()
    Demo: Wider fits closer
    """
    fits = {name: [fitted_relus(f, width)(X) for width in WIDTHS] for name, f in FUNCTIONS.items()}
    errors = {
        name: np.array([np.abs(fit - FUNCTIONS[name](X)).max() for fit in each])
        for name, each in fits.items()
    }

    def compute(width, function):
        i = int(np.argmin(np.abs(WIDTHS - width)))
        error = errors[function][i]
        shown = np.maximum(errors[function], 1e-4)
        return {
            "function": np.column_stack([X, FUNCTIONS[function](X)])[::4],
            "fit": np.column_stack([X, fits[function][i]])[::4],
            "errors": np.column_stack([WIDTHS, shown]),
            "now": np.array([[WIDTHS[i], shown[i]]]),
            "read-out": f"largest error {error:.2g}" if error > 1e-9 else "exact",
        }

    def describe(values, width, function):
        units = "1 ReLU" if width == 1 else f"{width:.0f} ReLUs"
        return f"{units} for {function}: {values['read-out']}."

    return Demo(
        title="Wider fits closer",
        questions=QUESTIONS,
        question="if the width doubles, how much smaller is the error of the wave, and of the jump?",
        controls=(
            Slider("width", "hidden units", WIDTHS, initial=6, fmt="{:.0f}"),
            Choice("function", "function", tuple(FUNCTIONS)),
        ),
        compute=compute,
        draw=_draw,
        describe=describe,
        size=(780, 340),
    )


def _draw(figure):
    left, right = figure.subplots(1, 2, width_ratios=[1.4, 1])
    left.set(xlim=(0, 1), ylim=(-1.9, 2.1), xlabel="x", ylabel="f(x)", title="function (grey) and net")
    left.grid(True)
    right.set(xscale="log", yscale="log", xlim=(1, 64), ylim=(8e-5, 4), xlabel="hidden units",
              title="largest error")  # fmt: skip
    right.grid(True)
    return {
        "function": left.plot([], [], color=FAINT, linewidth=5)[0],
        "fit": left.plot([], [], color=BLUE)[0],
        "errors": right.plot([], [], ".-", color=VERMILION, linewidth=1.4)[0],
        "now": right.plot([], [], "o", color=VERMILION, markersize=11, clip_on=False)[0],
        "read-out": left.text(0.03, 0.06, "", color=BLUE, weight="bold", transform=left.transAxes),
    }
