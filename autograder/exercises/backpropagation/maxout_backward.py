"""The backward pass of the maxout neuron."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.exercises.backpropagation.maxout import maxout_cases
from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from course_lib.networks.activations import maxout_backward


def _cases(draw: Draw) -> Iterator[Case]:
    rng = draw.rng(43)
    for case in maxout_cases(draw):
        dz = float(rng.uniform(0.5, 3) * rng.choice([-1, 1]))
        yield Case(case.name, {"dz": dz, **case.arguments})
    x, w1, w2 = rng.normal(size=(3, 6))
    for name, dz in (("above", 1.3), ("below", -1.3)):
        dz = dz if draw.is_public else float(dz * rng.uniform(0.5, 2))
        yield Case(f"an upstream gradient {name} 0", {"dz": dz, "x": x, "w1": w1, "w2": w2})


def _imitation(
    dz: float,
    x: Array,
    w1: Array,
    w2: Array,
    *,
    route: str = "larger",
    factor: str = "x",
    upstream: str = "dz",
) -> tuple[Array, Array]:
    """`maxout_backward` with a switch for each mistake."""
    to_first, to_second = _shares(dz, x, w1, w2, route)
    ones = np.ones_like(x)
    factors = {"x": (x, x), "w": (w1, w2), "other w": (w2, w1), "missing": (ones, ones)}
    first, second = factors[factor]
    dz = 1.0 if upstream == "ones" else dz
    return dz * first * to_first, dz * second * to_second


def _shares(dz: float, x: Array, w1: Array, w2: Array, route: str) -> tuple[Array, Array]:
    """Which part of the gradient each function gets, 0 or 1; one number or one for each entry."""
    if route == "both":
        return 1.0, 1.0
    first, second = w1 @ x, w2 @ x
    routes = {
        "larger": first >= second,
        "smaller": first < second,
        "by upstream": dz > 0,
        "by weights": w1.sum() >= w2.sum(),
        "by absolute value": abs(first) >= abs(second),
        "per entry": w1 * x >= w2 * x,
        "first": True,
    }
    to_first = np.where(routes[route], 1.0, 0.0)
    return to_first, 1 - to_first


_COMPARE = "the one with the larger value, w1 @ x or w2 @ x, gets the gradient, the other 0."

MAXOUT_BACKWARD = Exercise(
    name="maxout_backward",
    topic="backpropagation",
    inputs=("dz: scalar", "x: (d,)", "w1: (d,)", "w2: (d,)"),
    outputs=("dw1: (d,)", "dw2: (d,)"),
    reference=maxout_backward,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        Mistake("routed_to_both", f"Both weights get a gradient: {_COMPARE}", {"route": "both"}),
        Mistake(
            "routed_to_smaller", f"The smaller function gets the gradient: {_COMPARE}", {"route": "smaller"}
        ),
        Mistake(
            "routed_by_upstream",
            f"The sign of the upstream gradient decides: {_COMPARE}",
            {"route": "by upstream"},
        ),
        Mistake(
            "routed_by_weights", f"The larger weights get the gradient: {_COMPARE}", {"route": "by weights"}
        ),
        Mistake(
            "routed_by_absolute_value",
            f"The larger absolute value decides: {_COMPARE}",
            {"route": "by absolute value"},
        ),
        Mistake("routed_per_entry", f"It is decided for each entry anew: {_COMPARE}", {"route": "per entry"}),
        Mistake("routed_to_w1", f"`w1` always gets the gradient: {_COMPARE}", {"route": "first"}),
        Mistake(
            "times_weights",
            "The gradient is multiplied by the weights: the slope of w @ x in w is x.",
            {"factor": "w"},
        ),
        Mistake(
            "times_weights",
            "The gradient is multiplied by the other weights: the slope of w @ x in w is x.",
            {"factor": "other w"},
        ),
        Mistake(
            "input_missing",
            "The input is missing: the slope of w @ x in w is x, so the gradient is dz * x.",
            {"factor": "missing"},
        ),
        Mistake(
            "upstream_ignored",
            "The upstream gradient is ignored: multiply by `dz`.",
            {"upstream": "ones"},
        ),
    ),
)
