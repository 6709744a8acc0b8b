"""A chain of two Jacobians as rectangles that must fit together (lecture 5, rows 5.4 and 5.6)."""

import numpy as np

from course_lib.derivatives.layouts import chain_arithmetic
from course_lib.live_view.asking.questions import Options
from course_lib.live_view.controls import Choice, Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.palette import BLUE, GREEN, INK, PURPLE

LAYOUTS = ("numerator", "denominator")
PLACES = (4.0, 12.0, 21.0)  # centres of the two factors and of the product, in entries
LOOKS = {"outer": BLUE, "inner": GREEN, "product": PURPLE}


QUESTIONS = (
    Options(
        "y = g(x) and z = f(y): which of the three sizes does not show in the product?",
        "m, of y",
        "It is the side at which the two factors meet, and it is summed over.",
        ("k, of z", "m, of y", "d, of x"),
    ),
    Options(
        "The layout changes. What happens to the factors, and to their product?",
        "their order is reversed, the product transposed",
        "The transpose of a product is the product of the transposes in reverse order: k × d becomes d × k.",
        (
            "their order is reversed, the product transposed",
            "their order stays, the product is transposed",
            "their order is reversed, the product stays",
        ),
        shows={"layout": "denominator"},
    ),
)


def chain_sizes():
    """Change the sizes of z = f(y), y = g(x) and the layout, and see which Jacobian stands left.

    Returns
    -------
    Demo
        With a choice of `layout`, and sliders for the sizes `k` of z, `m` of y and `d` of x.

    Notes
    -----
    Numerator layout multiplies (k, m)(m, d), denominator layout (d, m)(m, k).

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.chain_sizes()
    Demo: A chain of Jacobians
    """

    def compute(layout, k, m, d):
        numerator = layout == "numerator"
        shapes = {"outer": (k, m), "inner": (m, d), "product": (k, d)}
        shapes = {name: shape if numerator else shape[::-1] for name, shape in shapes.items()}
        order = ("outer", "inner", "product") if numerator else ("inner", "outer", "product")
        values = {}
        for name, centre in zip(order, PLACES, strict=True):
            rows, columns = shapes[name]
            values[name] = _box(centre, rows, columns)
            values[f"{name} name"] = {"outer": "∂z/∂y", "inner": "∂y/∂x", "product": "∂z/∂x"}[name]
        for place, name in enumerate(order):
            values[f"label {place}"] = (
                f"{values.pop(f'{name} name')}\n{shapes[name][0]:.0f} × {shapes[name][1]:.0f}"
            )
        sizes = [tuple(int(n) for n in shapes[name]) for name in ("outer", "inner")]
        return {**values, "sum": chain_arithmetic(sizes, layout), "order": order}

    def describe(values, layout, k, m, d):
        first = {"outer": "∂z/∂y", "inner": "∂y/∂x"}[values["order"][0]]
        sizes = values["sum"].replace("×", " by ").replace("·", "times")
        return f"In {layout} layout {first} stands left: {sizes}."

    sizes = np.arange(1, 7)
    return Demo(
        title="A chain of Jacobians",
        questions=QUESTIONS,
        question="which size disappears, and what happens to the order when the layout changes?",
        controls=(
            Choice("layout", "layout", LAYOUTS),
            Slider("k", "size of z", sizes, initial=2, fmt="{:.0f}"),
            Slider("m", "size of y", sizes, initial=5, fmt="{:.0f}"),
            Slider("d", "size of x", sizes, initial=3, fmt="{:.0f}"),
        ),
        compute=compute,
        draw=_draw,
        describe=describe,
        size=(760, 330),
    )


def _draw(figure):
    axes = figure.add_subplot()
    axes.set(xlim=(0, 25), ylim=(-5.4, 4.6), aspect="equal")
    axes.axis("off")
    artists = {}
    for name, colour in LOOKS.items():
        artists[name] = axes.fill(
            [0, 1, 1, 0], [0, 0, 1, 1], facecolor="none", edgecolor=colour, linewidth=2.6
        )[0]
    for place, centre in enumerate(PLACES):
        artists[f"label {place}"] = axes.text(centre, -3.3, "", ha="center", va="top", linespacing=1.5)
    axes.text(8, 0, "·", ha="center", va="center", fontsize=26, color=INK)
    axes.text(16.5, 0, "=", ha="center", va="center", fontsize=22, color=INK)
    artists["sum"] = axes.text(12.5, 4.5, "", ha="center", va="top", weight="bold")
    return artists


def _box(centre, rows, columns):
    x, y = columns / 2, rows / 2
    return np.array([[centre - x, -y], [centre + x, -y], [centre + x, y], [centre - x, y]])
