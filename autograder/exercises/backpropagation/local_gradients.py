"""The local gradients of one gate: the step before the walk back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from course_lib.networks.backpropagation import local_gradients

# name: gate, values of its inputs, its value
_GATES: dict[str, tuple[str, Any, Any]] = {
    "add": ("add", (3.0, -4.0), lambda x, y: x + y),
    "mul": ("mul", (3.0, -4.0), lambda x, y: x * y),
    "mul of two small numbers": ("mul", (-0.3, 0.5), lambda x, y: x * y),
    "max, the first is larger": ("max", (3.0, -4.0), max),
    "max, the second is larger": ("max", (-1.5, 0.4), max),
    "negate": ("negate", (1.7,), lambda x: -x),
    "exp": ("exp", (0.6,), np.exp),
    "exp of a negative number": ("exp", (-1.2,), np.exp),
    "reciprocal": ("reciprocal", (2.5,), lambda x: 1 / x),
    "reciprocal of a negative number": ("reciprocal", (-0.4,), lambda x: 1 / x),
    "an input of the graph": ("input", (), lambda: 5.0),
}


def _cases(draw: Draw) -> Iterator[Case]:
    rng = draw.rng(48)
    for name, (op, inputs, gate) in _GATES.items():
        factors = np.ones(len(inputs)) if draw.is_public else rng.uniform(0.8, 1.25, size=len(inputs))
        xs = tuple(float(value * factor) for value, factor in zip(inputs, factors, strict=True))
        yield Case(name, {"op": op, "xs": xs, "value": float(gate(*xs))})


def slopes_by_way(gate: str, value: float, x: float, y: float = 0.0) -> dict[str, tuple[float, ...]]:
    """The derivative by each input, by the way it is taken; "right" is right."""
    if gate == "add":
        return {"right": (1, 1), "split": (0.5, 0.5)}
    if gate == "mul":
        return {"right": (y, x), "not switched": (x, y), "product": (value, value)}
    if gate == "max":
        return {
            "right": (x >= y, x < y),
            "second if equal": (x > y, x <= y),
            "both": (1, 1),
            "smaller": (x < y, x >= y),
        }
    if gate == "negate":
        return {"right": (-1,), "one": (1,)}
    if gate == "exp":
        return {"right": (value,), "of value": (np.exp(value),), "input": (x,), "one": (1,)}
    return {
        "right": (-value * value,),
        "sign": (value * value,),
        "of value": (-1 / value**2,),
        "not squared": (-value,),
    }


def _imitation(
    op: str, xs: tuple[float, ...], value: float, *, for_input: str = "none", **ways: str
) -> tuple[float, ...]:
    """`local_gradients` with a switch for each mistake; `ways` are those of `slopes_by_way`, by gate."""
    if op == "input":
        return (1.0,) if for_input == "one" else ()
    return slopes_by_way(op, value, *xs)[ways.get(op, "right")]


GATE_MISTAKES = (
    Mistake("add_split", "add splits its gradient: each input gets all of it.", {"add": "split"}),
    Mistake(
        "mul_not_switched",
        "mul is not switched: each input gets the upstream gradient times the *other* input.",
        {"mul": "not switched"},
    ),
    Mistake(
        "mul_times_product",
        "mul multiplies by its value: each input gets the upstream gradient times the other input alone.",
        {"mul": "product"},
    ),
    Mistake(
        "max_to_both",
        "max sends its gradient to both inputs: only the larger gets it.",
        {"max": "both"},
    ),
    Mistake(
        "max_to_smaller",
        "max sends its gradient to the smaller input: the larger gets it.",
        {"max": "smaller"},
    ),
    Mistake("negate_sign", "negate has the local gradient -1.", {"negate": "one"}),
    Mistake(
        "exp_of_value",
        "The exponential is applied to the value of the exp gate: that value is its slope already.",
        {"exp": "of value"},
    ),
    Mistake("exp_input", "The slope of exp is exp(x), the gate's value, not its input.", {"exp": "input"}),
    Mistake("exp_slope_missing", "exp has a slope: it is the gate's value.", {"exp": "one"}),
    Mistake(
        "reciprocal_sign",
        "The slope of 1/x is negative: a larger x makes it smaller.",
        {"reciprocal": "sign"},
        formula="-1 / x²",
    ),
    Mistake(
        "reciprocal_not_squared",
        "The square is missing in the slope of 1/x: differentiate it as a power.",
        {"reciprocal": "not squared"},
        formula="-1 / x²",
    ),
    Mistake(
        "reciprocal_of_value",
        "The slope of 1/x is taken at the gate's value: it is a formula in the input x.",
        {"reciprocal": "of value"},
        formula="-1 / x², or -v² with the value v = 1/x",
    ),
)

LOCAL_GRADIENTS = Exercise(
    name="local_gradients",
    topic="backpropagation",
    inputs=("op: text", "xs: tuple", "value: scalar"),
    outputs=("slopes: tuple",),
    reference=local_gradients,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        *GATE_MISTAKES,
        Mistake(
            "input_has_a_slope",
            "An input of the graph came from no gate: it has no local gradients, return an empty tuple ().",
            {"for_input": "one"},
        ),
    ),
)
