"""The ReLU's backward pass with its Jacobian formed and without, measured (lecture 5, row 5.8)."""

from functools import cache

import numpy as np

from course_lib.derivatives.jacobians import relu_vjp
from course_lib.derivatives.relu_cost import explicit_pass, measured
from course_lib.live_view.asking.questions import Number, Options
from course_lib.live_view.controls import Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.drawing import curve_look, draw_point
from course_lib.live_view.palette import BLUE, VERMILION
from course_lib.live_view.student import checked, is_own

SIZES = 2 ** np.arange(4, 13)  # 16 to 4,096, the lecture's layer
LOOKS = {
    "explicit": {"color": VERMILION, "marker": "s", "linestyle": "--"},
    "implicit": {"color": BLUE, "marker": "o", "linestyle": "-"},
}


FIRST = (
    Number(
        "The number of units doubles. By which factor does the memory of the matrix grow?",
        4.0,
        "The matrix has n² entries.",
        close=0.05,
    ),
    Number(
        "And that of the mask?",
        2.0,
        "The mask has n entries.",
        close=0.05,
    ),
    Number(
        "On logarithmic axes a power is a straight line. Which slope has that of the matrix?",
        2.0,
        "The slope is the exponent: 2 for n², and 1 for the mask.",
        close=0.05,
        shows={"n": 4096},
    ),
)
OWN = (
    Options(
        "How much memory does the matrix take for the lecture's 4,096 units?",
        "128 MiB",
        "It has 4,096² entries of 8 bytes; your function, without it, stays below 1 MiB.",
        ("128 KiB", "16 MiB", "128 MiB", "16 GiB"),
        shows={"n": 4096},
    ),
)


def relu_cost(vjp=None):
    """Measure the ReLU's backward pass with its (n, n) Jacobian formed, and with a mask instead.

    Parameters
    ----------
    vjp : function, optional
        Your `relu_vjp(dy, x)`, which returns dx: its memory and time are the curve "implicit". By default the
        course's own is measured.

    Returns
    -------
    Demo
        With a slider for `n`, the number of units.

    Notes
    -----
    It is measured on this machine when the cell runs: the shortest of three runs.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.relu_cost(vjp=relu_vjp)
    Demo: Forming the Jacobian, or not
    """
    given, vjp = vjp, vjp or relu_vjp
    safe = checked(vjp, lambda dy, x: np.shape(x))

    @cache
    def costs(n):
        rng = np.random.default_rng(int(n))
        dy, x = rng.normal(size=int(n)), rng.normal(size=int(n))
        safe(dy, x)  # a stub is answered here, before the clock starts
        return {"explicit": _measured(explicit_pass, int(n)), "implicit": _measured(vjp, int(n))}

    def compute(n):
        values = {}
        for name, (memory, seconds) in costs(n).items():
            values[f"{name} memory"] = np.array([[n, memory]])
            values[f"{name} seconds"] = np.array([[n, seconds]])
            values[f"{name} read-out"] = f"{name}: {memory_text(memory)}, {time_text(seconds)}"
        return values

    def describe(values, n):
        return f"With {int(n):,} units, {values['explicit read-out']}; {values['implicit read-out']}."

    return Demo(
        title="Forming the Jacobian, or not",
        questions=OWN if is_own(given) else FIRST,
        functions=(given,),
        question="how much memory does the matrix take for 4,096 units, and how much does the mask?",
        controls=(Slider("n", "units n", SIZES, initial=256, fmt="{:.0f}"),),
        compute=compute,
        draw=lambda figure: _draw(figure, costs),
        describe=describe,
        size=(820, 340),
    )


def _draw(figure, costs):
    left, right = figure.subplots(1, 2)
    artists = {}
    for axes, quantity, unit in ((left, 0, "bytes"), (right, 1, "seconds")):
        for name, look in LOOKS.items():
            axes.plot(SIZES, [costs(int(n))[name][quantity] for n in SIZES], **curve_look(look), label=name)
            key = f"{name} {'seconds' if quantity else 'memory'}"
            artists[key] = draw_point(axes, look)
        axes.set(xscale="log", yscale="log", xlim=(16, 4096), xlabel="units n")
        axes.set(title=f"{'time' if quantity else 'memory'} ({unit})")
        axes.grid(True)
    left.legend(loc="upper left")
    for name, y in (("explicit", 0.97), ("implicit", 0.87)):
        artists[f"{name} read-out"] = right.text(
            0.02, y, "", va="top", transform=right.transAxes, color=LOOKS[name]["color"], weight="bold"
        )
    return artists


@cache  # so that a picture and its page show the same measurement
def _measured(way, n):
    rng = np.random.default_rng(n)
    dy, x = rng.normal(size=n), rng.normal(size=n)
    cost = measured(lambda: way(dy, x))
    return max(cost.memory, 1), max(cost.seconds, 1e-7)


def memory_text(n_bytes):
    """Write a number of bytes.

    Examples
    --------
    >>> memory_text(300), memory_text(4096 * 4096 * 8)
    ('300 bytes', '128 MiB')
    """
    for unit, size in (("GiB", 2**30), ("MiB", 2**20), ("KiB", 2**10)):
        if n_bytes >= size:
            return f"{n_bytes / size:.3g} {unit}"
    return f"{n_bytes} bytes"


def time_text(seconds):
    """Write a time.

    Examples
    --------
    >>> time_text(0.012), time_text(3e-6)
    ('12 ms', '3 µs')
    """
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e6:.3g} µs"
