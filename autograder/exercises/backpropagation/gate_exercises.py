"""What the backward passes of the add, mul and max gates share: inputs, form and mistakes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array


def _cases() -> Iterator[Case]:
    def case(name: str, dz: Array, x: Array, y: Array, public: bool = False) -> Case:
        return Case(name, {"dz": np.array(dz), "x": np.array(x), "y": np.array(y)}, public)

    yield case("three numbers", [2.0, -0.5, 3.0], [3.0, 1.5, -1.0], [-4.0, 2.5, 0.5], public=True)
    yield case("one number", [-2.0], [5.0], [-4.0], public=True)
    rng = np.random.default_rng(40)
    dz, x, y = rng.normal(size=(3, 10))
    yield case("ten numbers", dz, x, y, public=True)
    yield case("an upstream gradient of 0", [0.0, 1.7, 0.0, -0.3], *rng.normal(size=(2, 4)))
    yield case("negative inputs", *rng.normal(size=(1, 5)), *rng.uniform(-3, -0.2, size=(2, 5)))
    yield case("large and small numbers", [1e3, 1e-2, -4.0], [1e-2, 3.0, 2e2], [2e2, -1e-2, 3.0])


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
        cases=_cases,
        imitation=imitation,
        mistakes=(*mistakes, *_COMMON_MISTAKES),
    )
