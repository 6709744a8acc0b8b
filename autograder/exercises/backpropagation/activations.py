"""What the backward passes of sigmoid, tanh and ReLU share: inputs, form and sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array


def activation_cases(draw: Draw) -> Iterator[Case]:
    """Upstream gradients and inputs of a unit (n,), none of them exactly 0."""
    rng = draw.rng(41)

    def case(name: str, *arguments: Array) -> Case:
        dz, x = np.array(arguments)
        if not draw.is_public:
            dz, x = dz * rng.uniform(0.7, 1.4, size=dz.shape), x * rng.uniform(0.8, 1.2, size=x.shape)
        return Case(name, {"dz": dz, "x": x})

    yield case("four numbers", [4.0, -1.0, 5.0, 9.0], [1.0, -2.0, 3.0, -1.0])
    yield case("one number", [-2.0], [0.7])
    yield case("ten numbers", *rng.normal(size=(2, 10)))
    yield case("an upstream gradient of 0", [0.0, 1.7, 0.0, -0.3], rng.normal(size=4))
    yield case("small inputs", rng.normal(size=6), rng.uniform(-0.3, 0.3, size=6))
    yield case("inputs of ±1000", [3.0, 2.0, -1.5], [1000.0, -1000.0, 0.3])
    yield case("thirty numbers", rng.normal(size=30), 1.5 * rng.normal(size=30))


_UPSTREAM = Mistake(
    "upstream_ignored",
    "The upstream gradient is ignored: this is the slope alone. Multiply it by `dz`.",
    {"upstream": "ones"},
)


def slope_of_input(activation: str) -> str:
    """Say that the formula of the slope was applied to the input."""
    return (
        f"The rule for the slope is applied to the input: it holds for the *value* of the {activation}, so "
        "compute that first."
    )


def applied_twice(activation: str) -> str:
    """Say that the slope was taken of the value of the value."""
    return (
        f"The {activation} is applied twice: the rule for the slope already holds for its value, so apply "
        f"{activation} to `x` once."
    )


def slope_missing(activation: str) -> str:
    """Say that the upstream gradient was returned as it is."""
    return f"The upstream gradient comes through unchanged: multiply it by the slope of the {activation}."


def activation_exercise(
    reference: Callable[..., Array],
    imitation: Callable[..., Array],
    mistakes: tuple[Mistake, ...],
    cases: Callable[[Draw], Iterable[Case]] = activation_cases,
    subgradients: tuple[dict[str, Any], ...] = ({},),
) -> Exercise:
    """Declare the exercise on a backward pass (dz, x) -> dx, named like its reference."""
    return Exercise(
        name=reference.__name__,
        topic="backpropagation",
        inputs=("dz: (n,)", "x: (n,)"),
        outputs=("dx: (n,)",),
        reference=reference,
        cases=cases,
        imitation=imitation,
        mistakes=(*mistakes, _UPSTREAM),
        subgradients=subgradients,
    )
