"""The backward pass of the mul gate."""

from __future__ import annotations

from autograder.exercises.backpropagation.gates.gate_exercises import gate_exercise
from autograder.exercises.exercise import Mistake
from autograder.exercises.parts.arrays import Array
from course_lib.networks.gate_rules import mul_backward


def _gate(dz: Array, x: Array, y: Array) -> dict[str, tuple[Array, Array]]:
    return {
        "right": (dz * y, dz * x),
        "times its own input": (dz * x, dz * y),
        "as add": (dz, dz),
        "times the product": (dz * x * y, dz * x * y),
        "in place": (dz * y, dz * y * x),
    }


MUL_BACKWARD = gate_exercise(
    mul_backward,
    _gate,
    (
        Mistake(
            "not_switched",
            "Each input is multiplied by itself: mul switches, so dx = dz * y and dy = dz * x.",
            {"way": "times its own input"},
        ),
        Mistake(
            "mul_as_add",
            "This is the add gate: multiplying has the *other* input as its local gradient, dx = dz * y.",
            {"way": "as add"},
        ),
        Mistake(
            "times_product",
            "The gradients are multiplied by x * y: the local gradient is the other input alone.",
            {"way": "times the product"},
        ),
        Mistake(
            "dz_changed_in_place",
            "`dz` is changed before `dy` is computed, so `dy` has a factor y too many: write dx = dz * y, "
            "not dz *= y.",
            {"way": "in place"},
        ),
    ),
)
