"""The backward pass of the max gate."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.exercises.backpropagation.gates.gate_exercises import gate_cases, gate_exercise
from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Mistake
from autograder.exercises.parts.arrays import Array
from course_lib.networks.gate_rules import max_backward


def _cases(draw: Draw) -> Iterator[Case]:
    yield from gate_cases(draw)
    tie = {"dz": np.array([2.0, -1.5, 0.5]), "x": np.array([1.0, 3.0, -2.0]), "y": np.array([1.5, 3.0, -4.0])}
    yield Case("equal inputs", tie, unasked=True)


def _gate(dz: Array, x: Array, y: Array) -> dict[str, tuple[Array, Array]]:
    first, positive, larger = x >= y, dz > 0, x > y
    return {
        "right": (dz * first, dz * ~first),
        "right, equal ones to the second": (dz * larger, dz * ~larger),
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
    cases=_cases,
    subgradients=({}, {"way": "right, equal ones to the second"}),
)
