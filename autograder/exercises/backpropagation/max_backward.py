"""The backward pass of the max gate."""

from __future__ import annotations

import numpy as np

from autograder.exercises.backpropagation.gate_exercises import gate_exercise
from autograder.exercises.exercise import Mistake
from autograder.exercises.parts.arrays import Array
from course_lib.networks.gate_rules import max_backward


def _gate(dz: Array, x: Array, y: Array) -> dict[str, tuple[Array, Array]]:
    first, positive = x >= y, dz > 0
    return {
        "right": (dz * first, dz * ~first),
        "both": (dz, dz),
        "split": (dz / 2, dz / 2),
        "smaller": (dz * ~first, dz * first),
        "by upstream": (dz * positive, dz * ~positive),
        "times value": (dz * x * first, dz * y * ~first),
        "by absolute value": (dz * (np.abs(x) >= np.abs(y)), dz * (np.abs(x) < np.abs(y))),
    }


MAX_BACKWARD = gate_exercise(
    max_backward,
    _gate,
    (
        Mistake(
            "routed_to_both",
            "Both inputs get the upstream gradient: max routes, only the larger one gets it.",
            {"way": "both"},
        ),
        Mistake(
            "split",
            "The upstream gradient is split between the inputs: max routes all of it to the larger one.",
            {"way": "split"},
        ),
        Mistake(
            "routed_to_smaller",
            "The smaller input gets the gradient: it is the larger one that decides the value of max.",
            {"way": "smaller"},
        ),
        Mistake(
            "routed_by_upstream",
            "The sign of the upstream gradient decides who gets it: compare the inputs, x >= y.",
            {"way": "by upstream"},
        ),
        Mistake(
            "routed_by_absolute_value",
            "The larger absolute value decides: compare the inputs themselves, x >= y.",
            {"way": "by absolute value"},
        ),
        Mistake(
            "times_value",
            "The gradient is multiplied by the value of max: the local gradient is 1 for the larger input.",
            {"way": "times value"},
        ),
    ),
)
