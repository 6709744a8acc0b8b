"""The size table of derivatives, drawn to scale, in either layout (lecture 5, rows 5.1 and 5.2)."""

import numpy as np

from course_lib.derivatives.layouts import LAYOUTS, derivative_shape
from course_lib.live_view.asking.questions import Options
from course_lib.live_view.controls import Choice, Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.palette import BLUE, FAINT, GRID, INK, tinted
from course_lib.live_view.student import checked, is_own

SHAPES = ("scalar", "vector", "matrix")
MATRIX = (2, 4)  # k and l of the matrix
UNIT = (0.08, 0.135)  # width and height of one entry, in cells of the table: a square on the page


FIRST = (
    Options(
        "Which rectangles turn when you switch from numerator to denominator layout?",
        "all that have two different sides",
        "Rows become columns and both matrices turn; only a square Jacobian, m = n, looks the same.",
        ("all that have two different sides", "only the two matrices", "only rows and columns"),
    ),
    Options(
        "Which single entry of the lecture's table does not stand as in numerator layout?",
        "a scalar by a matrix",
        "It has the shape of the matrix, as in denominator layout; all the others are numerator layout.",
        ("a scalar by a vector", "a scalar by a matrix", "a vector by a vector", "a matrix by a scalar"),
        shows={"layout": "lecture"},
    ),
)
OWN = (
    Options(
        "For which lengths would a mistake between the two layouts not show in the Jacobian of a vector by "
        "a vector?",
        "m = n",
        "A square matrix keeps its shape when it is transposed: a good test has sizes that all differ.",
        ("m = n", "m = 1", "m = 2 n", "for none"),
        shows={"m": 3, "n": 3},
    ),
)


def size_table(shape=None):
    """Change the layout and the lengths of two vectors: every derivative is redrawn as its rectangle.

    Parameters
    ----------
    shape : function, optional
        Your `derivative_shape(output_shape, input_shape, layout)`, which returns a tuple. It is not asked for
        tensors. By default the course's own is drawn.

    Returns
    -------
    Demo
        With a choice of `layout`, and sliders for `m` and `n`, the lengths of the vector above and of the one
        below.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.size_table(shape=derivative_shape)
    Demo: Sizes of derivatives
    """
    safe = checked(shape or derivative_shape, lambda output, given, layout: (2 * bool(output or given),))

    def compute(layout, m, n):
        outputs, inputs = ((), (int(m),), MATRIX), ((), (int(n),), MATRIX)
        values, sizes = {}, {}
        for row, column in _cells():
            output, given = outputs[row], inputs[column]
            sizes[row, column] = tuple(int(each) for each in safe(output, given, layout)) or (1, 1)
            rows, columns = sizes[row, column]
            values[f"box {row} {column}"] = rectangle(row, column, rows, columns)
            values[f"size {row} {column}"] = "scalar" if not output and not given else f"{rows} × {columns}"
        return {**values, "sizes": sizes}

    def describe(values, layout, m, n):
        sizes = [
            f"{SHAPES[row]} by {SHAPES[column]} {rows} by {columns}"
            for (row, column), (rows, columns) in values["sizes"].items()
            if row or column
        ]
        return f"In {layout} layout: {', '.join(sizes)}; the others are tensors.".replace(
            "In lecture layout", "In the lecture's table"
        )

    return Demo(
        title="Sizes of derivatives",
        questions=OWN if is_own(shape) else FIRST,
        functions=(shape,),
        question="which rectangles turn when the layout changes, and which one only between two of them?",
        controls=(
            Choice("layout", "layout", LAYOUTS),
            Slider("m", "length of the vector above", np.arange(1, 7), initial=4, fmt="{:.0f}"),
            Slider("n", "length of the vector below", np.arange(1, 7), initial=2, fmt="{:.0f}"),
        ),
        compute=compute,
        draw=_draw,
        describe=describe,
        size=(680, 430),
    )


def _draw(figure):
    axes = figure.add_subplot()
    axes.set(xlim=(-0.03, 3.03), ylim=(3.03, -0.03))
    axes.set(xticks=np.arange(3) + 0.5, xticklabels=[f"by a {shape}" for shape in SHAPES])
    axes.set(yticks=np.arange(3) + 0.5, yticklabels=[f"{shape}" for shape in SHAPES])
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    for at in range(4):
        axes.axhline(at, color=GRID)
        axes.axvline(at, color=GRID)
    for row in range(3):
        for column in range(3):
            if (row, column) not in _cells():
                axes.text(column + 0.5, row + 0.5, "tensor", ha="center", va="center", color=FAINT)
    artists = {}
    for row, column in _cells():
        look = {"facecolor": tinted(BLUE, 0.18), "edgecolor": BLUE, "linewidth": 1.6}
        artists[f"box {row} {column}"] = axes.fill([0, 1, 1, 0], [0, 0, 1, 1], **look)[0]
        artists[f"size {row} {column}"] = axes.text(column + 0.96, row + 0.07, "", ha="right", va="top")
        artists[f"size {row} {column}"].set(color=INK, weight="bold")
    return artists


def rectangle(row, column, rows, columns):
    """Corners (4, 2) of the rectangle of a derivative in its cell of the table, one entry a small square."""
    wide, high = UNIT
    left, top = column + 0.5 - columns * wide / 2, row + 0.5 - rows * high / 2
    right, bottom = left + columns * wide, top + rows * high
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]])


def _cells():
    """Rows and columns of the table whose derivative is no tensor."""
    return [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (2, 0)]
