"""The Jacobian of the softmax, entry by entry (lecture 5, rows 5.4 and 5.11)."""

import numpy as np

from course_lib.datasets.three_images import CLASSES
from course_lib.derivatives import jacobians
from course_lib.live_view.asking.questions import Number, Options
from course_lib.live_view.controls import Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.palette import CLASS_COLOURS, INK, PAPER
from course_lib.live_view.student import checked, is_own

STEPS = np.arange(-4, 5)


FIRST = (
    Options(
        "When are all nine slopes nearly 0?",
        "when one class has nearly all the probability",
        "Then every product of the entries has a factor near 0, and nothing gets through.",
        (
            "when one class has nearly all the probability",
            "when all classes are equally probable",
            "when two classes are equally probable",
        ),
        shows={"cat": 4, "car": -4, "frog": -4},
    ),
    Number(
        "How large can the largest of the nine slopes become?",
        0.25,
        "It stands on the diagonal, p (1 − p), and is largest where a class has the probability ½.",
        close=0.005,
        shows={"cat": 4, "car": 4, "frog": -4},
    ),
)
OWN = (
    Options(
        "Two of the nine entries come close to −¼ at once. Which probabilities does that take?",
        "½, ½ and nearly 0",
        "An entry beside the diagonal is −p q, and with p + q at most 1 it is lowest at ½ and ½.",
        ("⅓, ⅓ and ⅓", "½, ½ and nearly 0", "nearly 1, 0 and 0"),
        shows={"cat": 4, "car": 4, "frog": -4},
    ),
)


def softmax_jacobian(jacobian=None):
    """Move three scores, and see which probability each of them pushes, and which way.

    Parameters
    ----------
    jacobian : function, optional
        Your `softmax_jacobian(s)`, which returns (C, C) for s (C,). By default the course's own is drawn.

    Returns
    -------
    Demo
        With a slider for each score, `cat`, `car` and `frog`.

    Notes
    -----
    Entry [i, j] is p_i ([i = j] − p_j); rows and columns sum to 0.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.softmax_jacobian()
    Demo: Jacobian of the softmax
    """
    safe = checked(jacobian or jacobians.softmax_jacobian, lambda s: (len(s), len(s)))

    def compute(cat, car, frog):
        s = np.array([cat, car, frog], dtype=float)
        J, p = safe(s), np.exp(s - s.max())
        p = p / p.sum()
        numbers = {f"entry {i} {j}": _signed(J[i, j]) for i in range(3) for j in range(3)}
        sums = ", ".join(map(_signed, J.sum(axis=1)))
        return {"p": p, "J": J, **numbers, "sums": f"sums of the rows: {sums}"}

    def describe(values, cat, car, frog):
        J = values["J"]
        i, j = np.unravel_index(np.argmax(np.abs(J)), J.shape)
        shares = ", ".join(f"{name} {p:.2f}" for name, p in zip(CLASSES, values["p"], strict=True))
        return (
            f"Probabilities {shares}. The largest slope is that of the {CLASSES[i]}'s probability by the "
            f"score of the {CLASSES[j]}, {_signed(J[i, j])}."
        )

    return Demo(
        title="Jacobian of the softmax",
        questions=OWN if is_own(jacobian) else FIRST,
        functions=(jacobian,),
        question="when are all nine slopes nearly 0, and where do they become largest?",
        controls=tuple(
            Slider(name, f"score of {name}", STEPS, initial=start, fmt="{:.0f}")
            for name, start in zip(CLASSES, (1, 0, -1), strict=True)
        ),
        compute=compute,
        draw=_draw,
        describe=describe,
        size=(760, 340),
    )


def _draw(figure):
    left, right = figure.subplots(1, 2, width_ratios=[1, 1.3])
    left.set(xlim=(0, 1), ylim=(2.5, -0.5), yticks=range(3), yticklabels=CLASSES, title="probabilities p")
    bars = left.barh(range(3), [0] * 3, height=0.55, color=CLASS_COLOURS[:3], edgecolor=INK)
    image = right.imshow(np.zeros((3, 3)), cmap="PuOr_r", vmin=-0.5, vmax=0.5, interpolation="nearest")
    right.set(xticks=range(3), xticklabels=[f"by s {name}" for name in CLASSES])
    right.set(yticks=range(3), yticklabels=[f"p {name}" for name in CLASSES], title="∂p/∂s")
    artists = {"p": bars, "J": image}
    for i in range(3):
        for j in range(3):
            artists[f"entry {i} {j}"] = right.text(
                j, i, "", ha="center", va="center", bbox={"facecolor": PAPER, "edgecolor": "none"}
            )
    artists["sums"] = left.text(0.0, 2.95, "", va="top")
    return artists


def _signed(number):
    return f"{number + 0.0:.2f}".replace("-0.00", "0.00").replace("-", "−")
