"""Where the blocks of ∂vec(AB)/∂vec(B) stand, row by row and column by column (lecture 5, row 5.5)."""

import numpy as np

from course_lib.derivatives.vectorisation import matmul_jacobian
from course_lib.live_view.asking.questions import Number, Options
from course_lib.live_view.controls import Choice, Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.palette import BLUE, INK, VERMILION, tints
from course_lib.live_view.student import checked, is_own

A = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
MOST = 4  # columns of B
ROWS, COLUMNS = A.shape[0] * MOST, A.shape[1] * MOST


FIRST = (
    Options(
        "In which order do whole copies of A stand along the diagonal?",
        "column by column",
        "Each column of B is multiplied by A on its own: Iₙ ⊗ A.",
        ("row by row", "column by column", "in both"),
    ),
    Options(
        "With four columns, which share of the entries is not 0?",
        "a quarter",
        "An entry of AB depends on one of the n columns of B: 1/n of the entries, in either order.",
        ("a half", "a quarter", "an eighth", "it depends on the order"),
        shows={"order": "column", "n": 4},
    ),
)
OWN = (
    Number(
        "For which number of columns are the two orders the same matrix?",
        1.0,
        "A single column is flattened to itself, row by row or column by column.",
        close=0.01,
        shows={"n": 1},
    ),
)


def flattened_product(jacobian=None):
    """Flatten the product AB row by row or column by column: the same derivatives, in other places.

    Parameters
    ----------
    jacobian : function, optional
        Your `matmul_jacobian(A, n, order)`, which returns ∂vec(AB)/∂vec(B), (m n, k n) for A (m, k). By
        default the course's own is drawn.

    Returns
    -------
    Demo
        With a choice of `order`, and a slider for `n`, the columns of B.

    Notes
    -----
    It is I ⊗ A for columns and A ⊗ I for rows. A is (2, 3) with the entries 1 to 6.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.flattened_product(jacobian=matmul_jacobian)
    Demo: A product of matrices, flattened
    """
    safe = checked(jacobian or matmul_jacobian, lambda A, n, order: (A.shape[0] * n, A.shape[1] * n))

    def compute(order, n):
        J = safe(A, int(n), order)
        shown = np.zeros((ROWS, COLUMNS))
        shown[: J.shape[0], : J.shape[1]] = J
        entries = {
            f"entry {i} {j}": f"{shown[i, j]:.0f}" if shown[i, j] else ""
            for i in range(ROWS)
            for j in range(COLUMNS)
        }
        right, bottom = J.shape[1] - 0.5, J.shape[0] - 0.5
        frame = np.array([[-0.5, -0.5], [right, -0.5], [right, bottom], [-0.5, bottom]])
        return {
            "J": shown,
            "frame": frame,
            **entries,
            "size": J.shape,
            "filled": np.count_nonzero(J) / J.size,
        }

    return Demo(
        title="A product of matrices, flattened",
        questions=OWN if is_own(jacobian) else FIRST,
        functions=(jacobian,),
        question="in which order do whole copies of A appear as blocks?",
        controls=(
            Choice("order", "order", ("row", "column")),
            Slider("n", "columns of B", np.arange(1, MOST + 1), initial=MOST, fmt="{:.0f}"),
        ),
        compute=compute,
        draw=_draw,
        describe=_describe,
        size=(620, 440),
    )


def _describe(values, order, n):
    rows, columns = values["size"]
    product = "I ⊗ A" if order == "column" else "A ⊗ I"
    return (
        f"Flattened {order} by {order}, B with {int(n)} column{'s' if n > 1 else ''}: {rows} by "
        f"{columns}, {product}, {100 * values['filled']:.0f} % of the entries are not 0."
    )


def _draw(figure):
    axes = figure.add_subplot()
    blank = np.zeros((ROWS, COLUMNS))
    image = axes.imshow(blank, cmap=tints(BLUE, 0.6), vmin=0, vmax=9, interpolation="nearest")
    axes.set(xlabel="entries of vec(B)", ylabel="entries of vec(AB)", xticks=[], yticks=[])
    axes.set(xlim=(-0.6, COLUMNS - 0.4), ylim=(ROWS - 0.4, -0.6))
    artists = {"J": image}
    for i in range(ROWS):
        for j in range(COLUMNS):
            artists[f"entry {i} {j}"] = axes.text(j, i, "", ha="center", va="center", color=INK, fontsize=11)
    look = {"facecolor": "none", "edgecolor": VERMILION, "linewidth": 2.0}
    artists["frame"] = axes.fill([0, 1, 1, 0], [0, 0, 1, 1], **look)[0]
    return artists
