"""What the backward passes of the add, mul and max gates share: inputs, form and mistakes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array


def gate_cases(draw: Draw) -> Iterator[Case]:
    """Upstream gradients and inputs of a gate (n,); no two inputs are equal."""
    rng = draw.rng(40)

    def case(name: str, *arguments: Array) -> Case:
        columns = np.array(arguments)  # (3, n)
        if not draw.is_public:
            columns = columns * rng.uniform(0.7, 1.4, size=columns.shape)
        return Case(name, dict(zip(("dz", "x", "y"), columns, strict=True)))

    yield case("three numbers", [2.0, -0.5, 3.0], [3.0, 1.5, -1.0], [-4.0, 2.5, 0.5])
    yield case("one number", [-2.0], [5.0], [-4.0])
    yield case("ten numbers", *rng.normal(size=(3, 10)))
    yield case("an upstream gradient of 0", [0.0, 1.7, 0.0, -0.3], *rng.normal(size=(2, 4)))
    yield case("negative inputs", *rng.normal(size=(1, 5)), *rng.uniform(-3, -0.2, size=(2, 5)))
    yield case("large and small numbers", [1e3, 1e-2, -4.0], [1e-2, 3.0, 2e2], [2e2, -1e-2, 3.0])
    yield case("thirty numbers", *rng.normal(size=(3, 30)))


_COMMON_MISTAKES = (
    Mistake(
        "upstream_ignored",
        "The upstream gradient is ignored: what you return are the local gradients. Multiply them by `dz`.",
        {"upstream": "ones"},
    ),
    Mistake("dx_zero", "`dx` is 0 everywhere: both inputs have a gradient.", {"lost": "dx"}),
    Mistake("dy_zero", "`dy` is 0 everywhere: both inputs have a gradient.", {"lost": "dy"}),
)


def gate_exercise(
    reference: Callable[..., Any],
    gate: Callable[[Array, Array, Array], Mapping[str, tuple[Array, Array]]],
    mistakes: tuple[Mistake, ...],
    cases: Callable[[Draw], Iterable[Case]] = gate_cases,
    subgradients: tuple[dict[str, Any], ...] = ({},),
) -> Exercise:
    """Declare the exercise on a backward pass (dz, x, y) -> (dx, dy), named like its reference.

    Parameters
    ----------
    gate : callable
        (upstream gradient, x, y) -> the two gradients by the way they are taken; "right" is right.
    """

    def imitation(
        dz: Array, x: Array, y: Array, *, way: str = "right", upstream: str = "dz", lost: str = "neither"
    ) -> tuple[Array, Array]:
        dx, dy = gate(np.ones_like(dz) if upstream == "ones" else dz, x, y)[way]
        return (0 * dx if lost == "dx" else dx), (0 * dy if lost == "dy" else dy)

    return Exercise(
        name=reference.__name__,
        topic="backpropagation",
        inputs=("dz: (n,)", "x: (n,)", "y: (n,)"),
        outputs=("dx: (n,)", "dy: (n,)"),
        reference=reference,
        cases=cases,
        imitation=imitation,
        mistakes=(*mistakes, *_COMMON_MISTAKES),
        subgradients=subgradients,
        coupled=len(subgradients) > 1,
    )
