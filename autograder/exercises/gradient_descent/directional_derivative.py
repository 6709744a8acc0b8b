"""The slope along a direction by a centred difference."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.gradient_descent.differences import (
    DIVISOR_MISTAKES,
    ONE_SIDED,
    points,
    quotient,
    waves,
)
from autograder.exercises.parts.arrays import Array
from course_lib.derivatives.gradcheck import directional_derivative


def _cases(draw: Draw) -> Iterator[Case]:
    for name, f, x, h, rng in points(draw, seed=32):
        u = rng.uniform(0.4, 1.6, size=x.shape) * rng.choice([-1, 1], size=x.shape)
        yield Case(name, {"f": f, "x": x, "u": np.array(u), "h": h / 5}, unasked="integer" in name)
    rng = draw.rng(320)
    x = np.array([0.7, -1.2, 0.4]) if draw.is_public else rng.permutation([0.7, -1.2, 0.4])
    unit, axis, short = np.array([0.6, 0.0, -0.8]), np.array([0.0, 1.0, 0.0]), np.array([0.05, 0.02, -0.04])
    if not draw.is_public:
        unit, axis, short = rng.permutation(unit), rng.permutation(axis), rng.permutation(short)
    yield Case("u of length 1", {"f": waves, "x": x, "u": unit, "h": 2e-4})
    yield Case("along an axis", {"f": waves, "x": x, "u": axis, "h": 2e-4})
    yield Case("a short u", {"f": waves, "x": x, "u": short, "h": 1e-3})
    yield Case("integer u", {"f": waves, "x": x, "u": np.array([2, -1, 2]), "h": 2e-4}, unasked=True)


def _imitation(
    f: Callable[[Array], float],
    x: Array,
    u: Array,
    h: float,
    *,
    length: str = "of squares",
    sides: str = "both",
    divisor: str = "2h",
    returned: str = "slope",
) -> Array:
    """`directional_derivative` with a switch for each mistake."""
    u = np.asarray(u, dtype=float)
    square = np.sum(np.abs(u) ** 2)
    lengths = {"of squares": np.sqrt(square), "missing": 1, "squared": square, "of sums": np.sum(np.abs(u))}
    step = h * u / lengths[length]
    first, second = {"both": (1, -1), "forward": (1, 0), "backward": (0, -1), "exchanged": (-1, 1)}[sides]
    slope = quotient(f(x + first * step), f(x + second * step), h, divisor)
    return slope * u / np.sqrt(square) if returned == "vector" else slope


DIRECTIONAL_DERIVATIVE = Exercise(
    name="directional_derivative",
    topic="gradient_descent",
    inputs=("f: callable", "x: array", "u: array", "h: scalar"),
    outputs=("slope: scalar",),
    reference=directional_derivative,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        Mistake(
            "not_normalised",
            "u is used as it is: the slope is taken along the unit vector, so divide u by its length, "
            "np.linalg.norm(u).",
            {"length": "missing"},
        ),
        Mistake(
            "divided_by_squared_length",
            "u is divided by its squared length: divide by the length itself.",
            {"length": "squared"},
            formula="u / np.sqrt(np.sum(u**2))",
        ),
        Mistake(
            "divided_by_sum",
            "u is divided by the sum of its absolute entries: the length is the root of the sum of squares.",
            {"length": "of sums"},
        ),
        *ONE_SIDED,
        Mistake(
            "sides_exchanged",
            "The sign is flipped: the value ahead comes first, that behind is subtracted.",
            {"sides": "exchanged"},
            formula="(f(x + h u) - f(x - h u)) / (2 * h)",
        ),
        *DIVISOR_MISTAKES,
        Mistake(
            "slope_as_vector",
            "The slope is returned times the direction: it is one number, D_u f = ∇f · u.",
            {"returned": "vector"},
        ),
    ),
    same_as={"slope_doubled": "divided_by_h", "slope_sign_flipped": "sides_exchanged"},
)
