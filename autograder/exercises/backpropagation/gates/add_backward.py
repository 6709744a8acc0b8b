"""The backward pass of the add gate."""

from __future__ import annotations

from autograder.exercises.backpropagation.gates.gate_exercises import gate_exercise
from autograder.exercises.exercise import Mistake
from autograder.exercises.parts.arrays import Array
from course_lib.networks.gate_rules import add_backward


def _gate(dz: Array, x: Array, y: Array) -> dict[str, tuple[Array, Array]]:
    return {
        "right": (dz, dz),
        "as mul": (dz * y, dz * x),
        "times its own input": (dz * x, dz * y),
        "split": (dz / 2, dz / 2),
    }


ADD_BACKWARD = gate_exercise(
    add_backward,
    _gate,
    (
        Mistake(
            "add_as_mul",
            "This is the mul gate: adding has the local gradient 1, so both inputs get `dz` itself.",
            {"way": "as mul"},
        ),
        Mistake(
            "times_own_input",
            "The gradients are multiplied by the inputs: adding has the local gradient 1, whatever they are.",
            {"way": "times its own input"},
        ),
        Mistake(
            "split",
            "The upstream gradient is split between the inputs: add distributes, each gets all of it.",
            {"way": "split"},
        ),
    ),
)
