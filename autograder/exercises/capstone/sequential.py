"""Modules in a row, which are a module again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from course_lib.networks.modules import Sequential

# name: how many modules, N, d
_SIZES = {
    "two modules": (2, 3, 4),
    "three modules": (3, 4, 3),
    "one module": (1, 2, 3),
    "five modules": (5, 3, 2),
    "one example": (3, 1, 4),
    "all sizes equal": (3, 3, 3),
}


def _cases(draw: Draw) -> Iterator[Case]:
    for number, (name, (m, N, d)) in enumerate(_SIZES.items()):
        rng = draw.rng(78, number)
        Ws = rng.normal(size=(m, d, d))
        yield Case(name, {"Ws": Ws, "X": rng.normal(size=(N, d)), "dY": rng.normal(size=(N, d))})


def _product(W: Array) -> Any:
    """A module that multiplies by a matrix: no two of them may change places."""
    # An object of a test's own is offered to the student's code only if its class was written in a cell.
    module = type("Product", (), {"__module__": "__main__"})()
    module.forward = lambda X: X @ W.T
    module.backward = lambda dY: dY @ W
    return module


def _use(module: Callable[..., Any], Ws: Array, X: Array, dY: Array) -> tuple[Array, Array]:
    """Put a module for each matrix in a row, and go forward and back once."""
    net = module([_product(W) for W in Ws])
    return net.forward(X), net.backward(dY)


def _imitation(
    Ws: Array,
    X: Array,
    dY: Array,
    *,
    forward: str = "in order",
    backward: str = "reversed",
) -> tuple[Array, Array]:
    """`Sequential` with a switch for each mistake."""
    orders = {
        "in order": Ws,
        "reversed": Ws[::-1],
        "without the first": Ws[1:],
        "without the last": Ws[:-1],
        "the first alone": Ws[:1],
        "the last alone": Ws[-1:],
    }
    Y, dX = X, dY
    for W in orders[forward]:
        Y = Y @ W.T
    for W in Ws[:0:-1] if backward == "without the first" else orders[backward]:
        dX = dX @ W
    return Y, dX


SEQUENTIAL = Exercise(
    name="Sequential",
    topic="capstone",
    inputs=("Ws: (m, d, d)", "X: (N, d)", "dY: (N, d)"),
    outputs=("Y: (N, d)", "dX: (N, d)"),
    reference=Sequential,
    cases=_cases,
    imitation=_imitation,
    use=_use,
    parameters=("modules",),
    mistakes=(
        Mistake(
            "backward_not_reversed",
            "Backward goes through the modules in the order of forward: the last one comes first, "
            "reversed(self.modules).",
            {"backward": "in order"},
        ),
        Mistake(
            "forward_reversed",
            "Forward goes through the modules from the last to the first: take them in order.",
            {"forward": "reversed"},
        ),
        Mistake(
            "outputs_not_handed_on",
            "Every module gets the input of the net: each gets what the one before it returned.",
            {"forward": "the last alone"},
        ),
        Mistake(
            "gradients_not_handed_on",
            "Every module gets the gradient of the output: each gets what the one behind it returned.",
            {"backward": "the first alone"},
        ),
        Mistake(
            "first_module_skipped",
            "Forward leaves out the first module: go through all of them.",
            {"forward": "without the first"},
        ),
        Mistake(
            "last_module_skipped",
            "Forward leaves out the last module: go through all of them.",
            {"forward": "without the last"},
        ),
        Mistake(
            "first_module_skipped_backward",
            "Backward leaves out the first module: go through all of them, down to number 0.",
            {"backward": "without the first"},
        ),
    ),
)
