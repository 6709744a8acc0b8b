"""The gradient of wᵀAw on its contours, beside the rule 2wᵀA (lecture 5, row 5.3)."""

import numpy as np

from course_lib.derivatives.jacobians import quadratic_form_gradient
from course_lib.live_view.asking.questions import Number, Options
from course_lib.live_view.controls import Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.palette import BLUE, FAINT, INK, VERMILION, tints
from course_lib.live_view.student import checked, is_own

AT = np.array([1.0, 0.7])
DIAGONAL = (1.0, 1.5)
STEPS = np.arange(-4, 5) / 2
SIDE = 41
CONTOURS = (0.5, 1.0, 1.5, 2.0, 2.5)  # distances from the origin, in those of `AT`
LENGTH = 0.22  # of an arrow, for a slope of 1


FIRST = (
    Options(
        "Raise A₁₂ by 1 and lower A₂₁ by 1. What changes?",
        "only 2wᵀA",
        "The function and its gradient know only the sum A₁₂ + A₂₁; 2wᵀA changes, so it cannot be the "
        "gradient.",
        ("the landscape, its gradient and 2wᵀA", "its gradient and 2wᵀA", "only 2wᵀA", "nothing"),
        shows={"upper": 2.0, "lower": -1.5},
    ),
)
OWN = (
    Number(
        "The diagonal of A is 1 and 1.5. Above which sum A₁₂ + A₂₁ is the landscape a saddle?",
        2 * np.sqrt(1.5),
        "The determinant of the symmetric part, 1 · 1.5 − (sum / 2)², is negative from 2 √1.5 on.",
        close=0.1,
        fmt="{:.2f}",
        shows={"upper": 2.0, "lower": 1.5},
    ),
)


def quadratic_form(gradient=None):
    """Change the two entries of A beside its diagonal, and compare the gradient of wᵀAw with 2wᵀA.

    Parameters
    ----------
    gradient : function, optional
        Your `quadratic_form_gradient(w, A)`, which returns a row (1, n). By default the
        course's own is drawn.

    Returns
    -------
    Demo
        With sliders for `upper` and `lower`, the entries A₁₂ and A₂₁.

    Notes
    -----
    Only the sum of the two entries changes the function, so only it may change the gradient.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.quadratic_form(gradient=quadratic_form_gradient)
    Demo: Gradient of a quadratic form
    """
    safe = checked(gradient or quadratic_form_gradient, lambda w, A: (1, len(w)))
    xs = np.linspace(-2, 2, SIDE)
    grid = np.stack(np.meshgrid(xs, xs), axis=-1)

    def compute(upper, lower):
        A = np.array([[DIAGONAL[0], upper], [lower, DIAGONAL[1]]])
        row, rule = safe(AT, A)[0], 2 * AT @ A
        return {
            "height": np.einsum("xyi,ij,xyj->xy", grid, A, grid),
            "contours": contours(A),
            "gradient": np.array([[*AT, *LENGTH * row]]),
            "rule": np.array([[*AT, *LENGTH * rule]]),
            "numbers": f"gradient {_pair(row)}\n2wᵀA      {_pair(rule)}",
            "row": row,
            "2wA": rule,
        }

    def describe(values, upper, lower):
        same = "the two agree" if np.allclose(values["row"], values["2wA"], atol=1e-6) else "they differ"
        shape = "symmetric" if upper == lower else "not symmetric"
        return (
            f"A is {shape}: the gradient at (1, 0.7) is {_pair(values['row'])}, 2wᵀA is "
            f"{_pair(values['2wA'])}; {same}."
        )

    return Demo(
        title="Gradient of a quadratic form",
        questions=OWN if is_own(gradient) else FIRST,
        functions=(gradient,),
        question="for which settings do both arrows point the same way?",
        controls=(
            Slider("upper", "entry A₁₂", STEPS, initial=1.0, fmt="{:.1f}"),
            Slider("lower", "entry A₂₁", STEPS, initial=-0.5, fmt="{:.1f}"),
        ),
        compute=compute,
        draw=_draw,
        describe=describe,
        size=(720, 400),
    )


def contours(A):
    """Contours of wᵀAw, one of them through `AT`, as one line (n, 2) with gaps of NaN.

    On a ray from the origin wᵀAw grows with the square of the distance: an angle gives a point of each.
    """
    angles = np.linspace(0, 2 * np.pi, 121)
    rays = np.column_stack([np.cos(angles), np.sin(angles)])
    heights = np.einsum("ni,ij,nj->n", rays, A, rays)
    through_the_point = abs(AT @ A @ AT) or 1.0
    lines = []
    for sign in (1, -1):
        with np.errstate(divide="ignore", invalid="ignore"):
            distance = np.sqrt(
                through_the_point / (sign * heights)
            )  # NaN where the height has the other sign
        for factor in CONTOURS:
            line = factor * distance[:, None] * rays
            line[~(np.abs(line).max(axis=1) < 3)] = np.nan
            lines += [line, np.full((1, 2), np.nan)]
    return np.concatenate(lines)


def _draw(figure):
    axes, side = figure.subplots(1, 2, width_ratios=[1.5, 1])
    extent = (-2, 2, -2, 2)
    image = axes.imshow(
        np.zeros((SIDE, SIDE)), origin="lower", extent=extent, cmap=tints(INK, 0.5), vmin=-15, vmax=25
    )
    axes.plot(*AT, "o", color=INK)
    axes.axhline(0, color=FAINT, linewidth=0.8)
    axes.axvline(0, color=FAINT, linewidth=0.8)
    axes.set(xlim=(-2, 2), ylim=(-2, 2), xlabel="w₁", ylabel="w₂", title="wᵀAw, stronger is higher")
    lines = axes.plot([], [], color=INK, linewidth=0.7)[0]
    arrows = {"angles": "xy", "scale_units": "xy", "scale": 1}
    side.axis("off")
    side.set(xlim=(0, 1), ylim=(0, 1))
    side.plot([0.0, 0.12], [0.9, 0.9], color=BLUE)
    side.text(0.16, 0.9, "gradient", va="center", color=BLUE)
    side.plot([0.0, 0.12], [0.78, 0.78], color=VERMILION, linewidth=1.2)
    side.text(0.16, 0.78, "2wᵀA (thin)", va="center", color=VERMILION)
    return {
        "height": image,
        "contours": lines,
        "gradient": axes.quiver(*AT, 0, 0, color=BLUE, width=0.016, zorder=4, **arrows),
        "rule": axes.quiver(*AT, 0, 0, color=VERMILION, width=0.007, zorder=5, **arrows),
        "numbers": side.text(0.0, 0.5, "", va="center", linespacing=1.8),
    }


def _pair(numbers):
    return f"({numbers[0]:.2f}, {numbers[1]:.2f})".replace("-", "−")
