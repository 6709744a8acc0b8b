"""The backward passes of the add, mul and max gates, and the ways to get them wrong."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Case, Exercise, Mistake
from course_lib.networks.gate_rules import add_backward, max_backward, mul_backward

TOPIC = "backpropagation"
_INPUTS = ("dz: (n,)", "x: (n,)", "y: (n,)")
_OUTPUTS = ("dx: (n,)", "dy: (n,)")


def _cases():
    def case(name, dz, x, y, public=False):
        return Case(name, {"dz": np.array(dz), "x": np.array(x), "y": np.array(y)}, public)

    yield case("three numbers", [2.0, -0.5, 3.0], [3.0, 1.5, -1.0], [-4.0, 2.5, 0.5], public=True)
    yield case("one number", [-2.0], [5.0], [-4.0], public=True)
    rng = np.random.default_rng(40)
    dz, x, y = rng.normal(size=(3, 10))
    yield case("ten numbers", dz, x, y, public=True)
    yield case("an upstream gradient of 0", [0.0, 1.7, 0.0, -0.3], *rng.normal(size=(2, 4)))
    yield case("negative inputs", *rng.normal(size=(1, 5)), *rng.uniform(-3, -0.2, size=(2, 5)))
    yield case("large and small numbers", [1e3, 1e-2, -4.0], [1e-2, 3.0, 2e2], [2e2, -1e-2, 3.0])


def _gate_imitation(gate):
    """An imitation from (upstream, x, y, way) -> (dx, dy); `way` None is right."""

    def imitation(dz, x, y, *, way=None, upstream="own", lost=None):
        dx, dy = gate(dz if upstream == "own" else np.ones_like(dz), x, y, way)
        return (0 * dx if lost == "dx" else dx), (0 * dy if lost == "dy" else dy)

    return imitation


def _add(dz, x, y, way):
    return {None: (dz, dz), "mul": (dz * y, dz * x), "own": (dz * x, dz * y), "split": (dz / 2, dz / 2)}[way]


def _mul(dz, x, y, way):
    return {
        None: (dz * y, dz * x),
        "own": (dz * x, dz * y),
        "add": (dz, dz),
        "product": (dz * x * y, dz * x * y),
        "in place": (dz * y, dz * y * x),
    }[way]


def _max(dz, x, y, way):
    first, positive = x >= y, dz > 0
    return {
        None: (dz * first, dz * ~first),
        "both": (dz, dz),
        "split": (dz / 2, dz / 2),
        "smaller": (dz * ~first, dz * first),
        "by upstream": (dz * positive, dz * ~positive),
        "times value": (dz * x * first, dz * y * ~first),
        "by size": (dz * (np.abs(x) >= np.abs(y)), dz * (np.abs(x) < np.abs(y))),
    }[way]


COMMON_MISTAKES = (
    Mistake(
        "upstream_ignored",
        "The upstream gradient is ignored: what you return are the local gradients. Multiply them by `dz`.",
        {"upstream": "ones"},
    ),
    Mistake("dx_zero", "`dx` is 0 everywhere: both inputs have a gradient.", {"lost": "dx"}),
    Mistake("dy_zero", "`dy` is 0 everywhere: both inputs have a gradient.", {"lost": "dy"}),
)


def _exercise(name, reference, gate, mistakes):
    return Exercise(
        name=name,
        topic=TOPIC,
        inputs=_INPUTS,
        outputs=_OUTPUTS,
        reference=reference,
        cases=_cases,
        imitation=_gate_imitation(gate),
        mistakes=(*mistakes, *COMMON_MISTAKES),
    )


ADD_BACKWARD = _exercise(
    "add_backward",
    add_backward,
    _add,
    (
        Mistake(
            "add_as_mul",
            "This is the mul gate: adding has the local gradient 1, so both inputs get `dz` itself.",
            {"way": "mul"},
        ),
        Mistake(
            "times_own_input",
            "The gradients are multiplied by the inputs: adding has the local gradient 1, whatever they are.",
            {"way": "own"},
        ),
        Mistake(
            "split",
            "The upstream gradient is split between the inputs: add distributes, each gets all of it.",
            {"way": "split"},
        ),
    ),
)

MUL_BACKWARD = _exercise(
    "mul_backward",
    mul_backward,
    _mul,
    (
        Mistake(
            "not_switched",
            "Each input is multiplied by itself: mul switches, so dx = dz * y and dy = dz * x.",
            {"way": "own"},
        ),
        Mistake(
            "mul_as_add",
            "This is the add gate: multiplying has the *other* input as its local gradient, dx = dz * y.",
            {"way": "add"},
        ),
        Mistake(
            "times_product",
            "The gradients are multiplied by x * y: the local gradient is the other input alone.",
            {"way": "product"},
        ),
        Mistake(
            "dz_changed_in_place",
            "`dz` is changed before `dy` is computed, so `dy` has a factor y too many: write dx = dz * y, "
            "not dz *= y.",
            {"way": "in place"},
        ),
    ),
)

MAX_BACKWARD = _exercise(
    "max_backward",
    max_backward,
    _max,
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
            {"way": "by size"},
        ),
        Mistake(
            "times_value",
            "The gradient is multiplied by the value of max: the local gradient is 1 for the larger input.",
            {"way": "times value"},
        ),
    ),
)
