"""The error of a difference against its step h: a U, from truncation to rounding (lecture 3, row 3.7)."""

import numpy as np

from course_lib.derivatives.gradcheck import forward_gradient, numerical_gradient
from course_lib.live_view.asking.questions import ANSWER, Mark, Number, Options
from course_lib.live_view.controls import Slider, scientific
from course_lib.live_view.demo import Demo
from course_lib.live_view.drawing import curve_look, draw_point
from course_lib.live_view.palette import BLUE, FAINT, GREEN, INK, VERMILION
from course_lib.live_view.student import checked, is_own
from course_lib.pictures.gradient_descent.tangents import curve, slope

AT = 1.5  # where the slope is taken; its exact value is there
STEPS = np.geomspace(1e-14, 1.0, 113)
LOOKS = {
    "one-sided": {"color": VERMILION, "marker": "s", "linestyle": "--"},
    "centred": {"color": BLUE, "marker": "o", "linestyle": "-"},
}
SMALLEST = 1e-13  # errors below it are drawn there: a logarithmic axis has no 0


FIRST = (
    Options(
        "As h falls from 1 to 10⁻¹⁴, what does the error of the slope do?",
        "it falls, then rises again",
        "A smaller h is closer to the limit, but what is divided by it has been rounded: a U.",
        ("it falls all the way", "it falls, then stays", "it falls, then rises again"),
    ),
    Mark(
        "At which h is the centred difference best?",
        5e-6,
        "Its truncation falls with h², rounding rises with 1/h, and they meet near 10⁻⁵; the one-sided "
        "difference, "
        "whose truncation falls with h only, is best near 10⁻⁸, and worse.",
        on=("x", 1),
        fmt=scientific,
        ratio=12.0,
        shows={"h": 1e-5},
    ),
)
OWN = (
    Number(
        "Logarithmic axes show a power of h as a straight line. Which power is the right arm of your centred "
        "difference?",
        2.0,
        "Over two decades of h its error falls by four decades: truncation goes with h².",
        close=0.1,
    ),
    Number(
        "And which power is its left arm?",
        -1.0,
        "A rounding error of fixed size is divided by h.",
        close=0.1,
        shows={"h": 1e-2},
    ),
)


def gradient_check(gradient=None):
    """Move the step h of a numerical slope: too large misses the slope, too small drowns in rounding.

    Parameters
    ----------
    gradient : function, optional
        Your `numerical_gradient(f, x, h)`, which returns the gradient in the shape of x. It draws the second
        curve. By default the course's own does.

    Returns
    -------
    Demo
        With a slider for `h`, the step.

    Notes
    -----
    The one-sided error falls like h, the centred one like h²; rounding grows like 1/h.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.gradient_check(gradient=numerical_gradient)
    Demo: Numerical gradient
    """
    safe = checked(gradient or numerical_gradient, lambda f, x, h: np.shape(x))
    differences = {"one-sided": forward_gradient, "centred": safe}

    def estimate(name, h):
        return float(differences[name](lambda x: float(curve(x[0])), np.array([AT]), float(h))[0])

    def error(name, h):
        return max(abs(estimate(name, h) - slope(AT)), SMALLEST)

    def compute(h):
        values = {"points": np.array([[x, curve(x)] for x in (AT - h, AT, AT + h)])}
        for name in LOOKS:
            estimated = estimate(name, h)
            values[f"{name} secant"] = np.array([[x, curve(AT) + estimated * (x - AT)] for x in (-4.0, 4.0)])
            values[f"{name} now"] = np.array([[h, error(name, h)]])
            values[f"{name} slope"] = estimated
        return values

    def describe(values, h):
        slopes = [f"{name} {values[f'{name} slope']:.6f}" for name in LOOKS]
        errors = [f"{scientific(values[f'{name} now'][0, 1])}" for name in LOOKS]
        return (
            (
                f"With h = {scientific(h)} the slope is {' and '.join(slopes)} (exact {slope(AT):.6f}); "
                f"the errors are {' and '.join(errors)}."
            )
            .replace("-", "−")
            .replace("one−sided", "one-sided")
        )

    return Demo(
        title="Numerical gradient",
        questions=OWN if is_own(gradient) else FIRST,
        functions=(gradient,),
        question="a smaller h is better, until it is worse. At which h is each difference best?",
        controls=(Slider("h", "step h", STEPS, initial=0.5, fmt=scientific),),
        compute=compute,
        draw=lambda figure: _draw(figure, error),
        describe=describe,
        size=(820, 340),
    )


def _draw(figure, error):
    left, right = figure.subplots(1, 2)
    xs, artists = np.linspace(-2.6, 2.6, 161), {}
    left.plot(xs, curve(xs), color=FAINT)
    left.plot(xs, curve(AT) + slope(AT) * (xs - AT), color=GREEN, linestyle=":", label="exact")
    for name, look in LOOKS.items():
        artists[f"{name} secant"] = left.plot([], [], **curve_look(look), label=name)[0]
        errors = [error(name, h) for h in STEPS]
        right.plot(STEPS, errors, **curve_look(look), linewidth=1.2, gid=ANSWER)
        artists[f"{name} now"] = draw_point(right, look, gid=ANSWER)
    artists["points"] = left.plot([], [], "o", color=INK, markersize=6, linestyle="none")[0]
    left.set(xlim=(-2.6, 2.6), ylim=(-1, 9), xlabel="x", ylabel="f(x)", title="slope at x = 1.5")
    left.legend(loc="upper center", bbox_to_anchor=(0.4, 1))  # no secant passes there
    right.set(xscale="log", yscale="log", xlim=(1e-14, 1), ylim=(SMALLEST / 4, 30), xlabel="step h")
    right.set(title="error of the slope")
    right.grid(True)
    return artists
