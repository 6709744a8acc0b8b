"""What a module keeps between forward and backward, when it stands in two places (capstone)."""

import numpy as np

from course_lib.live_view.asking.questions import Number, Options
from course_lib.live_view.controls import Choice, Steps
from course_lib.live_view.demo import Demo
from course_lib.live_view.palette import BLUE, FAINT, INK, PAPER, VERMILION
from course_lib.live_view.student import checked
from course_lib.networks.modules import Linear

W, B = np.array([[3.0]]), np.array([1.0])
X1, X2, DY1, DY2 = (np.array([[value]]) for value in (2.0, 5.0, 1.0, 10.0))
MOMENTS = (
    "before",
    "forward, first place: X = 2",
    "forward, second place: X = 5",
    "backward, second place: dY = 10",
    "backward, first place: dY = 1",
)
RIGHT = 10 * 5 + 1 * 2
SLOTS = 3  # of the stack that are drawn


class _LastAlone(Linear):
    """Keeps one input and one gradient: what one writes first."""

    def forward(self, X):
        self.kept = []
        return super().forward(X)

    def backward(self, dY):
        (X,) = self.kept
        self.dW, self.db = 0 * self.dW, 0 * self.db
        dX = super().backward(dY)
        self.kept = [X]
        return dX


STACK, ONE = "a stack, gradients added", "the last input, gradients replaced"
MODULES = {STACK: Linear, ONE: _LastAlone}
FIRST = (
    Number(
        "The layer with a memory for one input, whose backward pass replaces what is stored: "
        "what is its dW at the "
        "end, instead of 52?",
        5.0,
        "The second input has overwritten the first, so both backward passes meet the 5, and the "
        "last one replaces "
        "what the other has stored: 1 · 5.",
        close=0.01,
        on=("x", 1),
        shows={"step": len(MOMENTS) - 1, "memory": ONE},
    ),
)
OWN = (
    Options(
        "Suppose a `Linear` took back what it has kept *first*, as a queue does, and added its "
        "gradients. Which dW "
        "would come out?",
        "10 · 2 + 1 · 5 = 25",
        "The walk back comes to the second place first and would get the first place's input, so "
        "each upstream "
        "gradient meets the other's X.",
        ("10 · 5 + 1 · 2 = 52", "10 · 2 + 1 · 5 = 25", "10 · 5 + 1 · 5 = 55"),
        shows={"step": len(MOMENTS) - 1},
    ),
)


def module_memory(module=None):
    """Use one layer in two places of a net, step by step: what it keeps, and the gradient that it stores.

    Parameters
    ----------
    module : class, optional
        Your own `Linear`. By default two of the course's own can be compared.

    Returns
    -------
    Demo
        With `step`, two passes forward and two backward, and a choice of `memory` where two are compared.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.module_memory()
    Demo: A module in two places
    """

    def compute(step, memory=None):
        kept, dW = _after(module or MODULES[memory], step)
        frame = {
            "stored": np.array([dW]),
            "read-out": f"dW = {dW:g}",
            "kept": kept,
            "dW": dW,
        }
        return frame | {f"slot {k}": f"X = {kept[k]:g}" if k < len(kept) else "" for k in range(SLOTS)}

    def describe(values, step, memory=None):
        kept = ", ".join(f"{value:g}" for value in values["kept"])
        end = ""
        if step == len(MOMENTS) - 1:
            is_right = np.isclose(values["dW"], RIGHT)
            end = f" It should be 10 · 5 + 1 · 2 = {RIGHT}{', and is' if is_right else '; it is not'}."
        has = f"It keeps {kept}" if kept else "It keeps nothing"
        return f"{MOMENTS[step][0].upper()}{MOMENTS[step][1:]}. {has}; dW is {values['dW']:g}.{end}"

    steps = Steps("step", "step", MOMENTS)
    choice = Choice("memory", "the module keeps", tuple(MODULES))
    return Demo(
        title="A module in two places",
        questions=OWN if module else FIRST,
        question="which X belongs to the first dY that comes back? What is dW at the end?",
        controls=(steps,) if module else (steps, choice),
        compute=compute,
        draw=_draw,
        describe=describe,
        size=(700, 260),
    )


def _after(module, step):
    """Return what a layer keeps after so many steps, and its dW."""

    def scenario():
        layer = module(W.copy(), B.copy())
        moves = (
            lambda: layer.forward(X1.copy()),
            lambda: layer.forward(X2.copy()),
            lambda: layer.backward(DY2.copy()),
            lambda: layer.backward(DY1.copy()),
        )
        for move in moves[:step]:
            if move() is None:
                return None
        kept = getattr(layer, "kept", [])
        inputs = [value for value in kept if isinstance(value, np.ndarray) and value.size == 1][:SLOTS]
        shown = np.full(SLOTS, np.nan)
        shown[: len(inputs)] = [value.item() for value in inputs]
        return shown, np.sum(layer.dW)

    scenario.__name__ = getattr(module, "__name__", "the module")
    shown, dW = checked(scenario, lambda: (SLOTS,), lambda: (), finite=False)()
    return shown[~np.isnan(shown)], float(dW)


def _draw(figure):
    from matplotlib.patches import Rectangle

    left, right = figure.subplots(1, 2, width_ratios=[1, 1.6])
    left.set(xlim=(0, 1), ylim=(0, SLOTS), title="kept (the top is taken first)")
    left.axis("off")
    for k in range(SLOTS):
        left.add_patch(Rectangle((0.1, k + 0.08), 0.8, 0.84, facecolor=PAPER, edgecolor=FAINT))
    right.set(xlim=(-5, 65), ylim=(-0.6, 0.6), yticks=[], title="dW, stored in the layer")
    right.axvline(RIGHT, color=VERMILION, linestyle="--")
    right.text(RIGHT, 0.5, f" {RIGHT}", color=VERMILION)
    right.grid(True, axis="x")
    return {
        "stored": right.barh([0], [0.0], height=0.5, color=BLUE),
        "read-out": right.text(0, -0.52, "", color=INK, weight="bold"),
        **{f"slot {k}": left.text(0.5, k + 0.5, "", ha="center", va="center") for k in range(SLOTS)},
    }
